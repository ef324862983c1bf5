"""Tables of the sampling record: how the people who were asked had been chosen."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from models.domain.basics.problems import N_
from models.domain.basics.table_values import Column, Kind, ResultTable, Row, Value, Words, said
from models.domain.basics.units import Unit
from models.domain.dossiers.sampling import SamplingRecord


class UnitSample(NamedTuple):
    """The sampling record of one office; None when it sent none."""

    unit: Unit
    record: SamplingRecord | None


def sampling_table(record: SamplingRecord | None, *, records: int) -> ResultTable:
    """Frame, formula, seed, what was drawn and the reserve; `records` is how many records there are."""
    columns = (
        Column(said(N_("Contents")), Kind.TEXT, 88),
        Column(said(N_("Value")), Kind.TEXT, 76),
    )
    title = said(N_("Sampling record"))
    if record is None:
        note = said(N_("No sampling record: nobody recorded how the people who were asked had been chosen."))
        return ResultTable("B12", title, columns, (), (note,))
    unknown = said(N_("not known"))
    rows: list[tuple[Words, Words]] = [
        (said(N_("Frame: finished dossiers of the period (N)")), unknown if record.population is None
         else said(N_("{count}"), count=record.population)),
    ]  # fmt: skip
    if record.is_drawn:
        people = sum(stratum.people for stratum in record.strata)
        rows.append((said(N_("Different people in the frame")), said(N_("{count}"), count=people)))
        if record.margin is not None and record.population:
            words = N_("n = N / (1 + N × e²), e = {margin} %: {exact}, rounded up {size}")
            exact = Fraction(record.population) / (1 + record.population * record.margin**2)
            told = said(words, margin=_plain(100 * record.margin), exact=exact, size=-(-exact.numerator // exact.denominator))  # fmt: skip
            rows.append((said(N_("Formula of the sample size")), told))
        else:
            rows.append((said(N_("Formula of the sample size")), said(N_("none: the size was given by hand"))))
        rows += [
            (said(N_("People drawn (n)")), said(N_("{count}"), count=record.size)),
            (said(N_("Reserve drawn")), said(N_("{count}"), count=sum(s.reserve for s in record.strata))),
            (said(N_("Reserve used")), said(N_("{count}"), count=record.reserve_used)),
            (said(N_("Seed of the draw")), record.seed),
            (said(N_("Rules of the draw")), record.rules),
        ]
    else:
        rows.append((said(N_("Forms to hand out")), said(N_("{count}"), count=record.size)))
    rows.append((said(N_("Sampling records in the period")), said(N_("{count}"), count=records)))
    notes = [said(N_("Drawn by sector, every k-th person from a random start; one person is drawn once."))]
    if not record.is_drawn:
        notes = [said(N_("Forms were handed out at the desk; without a drawn sample no interval is calculated."))]
    return ResultTable("B12", title, columns, tuple(Row(row) for row in rows), tuple(notes))


def strata_table(record: SamplingRecord) -> ResultTable:
    """The share of every sector in the frame and in the sample."""
    frame, sample = said(N_("Frame")), said(N_("Sample"))
    columns = (
        Column(said(N_("No.")), Kind.TEXT, 10),
        Column(said(N_("Sector")), Kind.TEXT, 48),
        Column(said(N_("Dossiers (N)")), Kind.COUNT, 18, frame),
        Column(said(N_("Share (%)")), Kind.PER_CENT, 18, frame),
        Column(said(N_("People")), Kind.COUNT, 16, frame),
        Column(said(N_("Drawn (n)")), Kind.COUNT, 16, sample),
        Column(said(N_("Share (%)")), Kind.PER_CENT, 18, sample),
        Column(said(N_("Reserve")), Kind.COUNT, 18, sample),
    )
    dossiers = sum(stratum.dossiers for stratum in record.strata)
    drawn = sum(stratum.drawn for stratum in record.strata)
    rows = [
        Row((str(n), s.sector, s.dossiers, _share(s.dossiers, dossiers), s.people, s.drawn, _share(s.drawn, drawn),
             s.reserve))
        for n, s in enumerate(record.strata, 1)
    ]  # fmt: skip
    people, reserve = sum(s.people for s in record.strata), sum(s.reserve for s in record.strata)
    whole = _share(dossiers, dossiers)
    total = ("", said(N_("Total")), dossiers, whole, people, drawn, _share(drawn, drawn), reserve)
    rows.append(Row(total, is_total=True))
    return ResultTable("B12a", said(N_("Share of sectors in the sample against the frame")), columns, tuple(rows))


def hub_sampling_table(samples: Sequence[UnitSample]) -> ResultTable:
    """The sampling records of the offices of a hub."""
    columns = (
        Column(said(N_("No.")), Kind.TEXT, 10),
        Column(said(N_("Office")), Kind.TEXT, 58),
        Column(said(N_("Dossiers (N)")), Kind.COUNT, 20),
        Column(said(N_("Drawn (n)")), Kind.COUNT, 20),
        Column(said(N_("Reserve used")), Kind.COUNT, 20),
        Column(said(N_("Seed of the draw")), Kind.TEXT, 36),
    )
    rows = []
    for n, (unit, record) in enumerate(samples, 1):
        if record is None:
            figures: tuple[Value, ...] = (None, None, None, said(N_("no record")))
        elif not record.is_drawn:
            figures = (record.population, None, None, said(N_("not drawn")))
        else:
            figures = (record.population, record.size, record.reserve_used, record.seed)
        rows.append(Row((str(n), unit.full_name, *figures)))
    known = [record for _, record in samples if record is not None]
    drawn = [record for record in known if record.is_drawn]
    total = (
        "",
        said(N_("Total")),
        sum(record.population or 0 for record in known),
        sum(record.size for record in drawn),
        sum(record.reserve_used for record in drawn),
        "",
    )
    rows.append(Row(total, is_total=True))
    return ResultTable("B12", said(N_("Sampling records of the offices")), columns, tuple(rows))


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(100 * part, whole) if whole else None


def _plain(value: Fraction) -> int | Fraction:
    return int(value) if value.denominator == 1 else value
