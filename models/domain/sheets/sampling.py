"""B12: how the people who were asked had been chosen."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.domain.basics.folding import alphabetical
from models.domain.basics.problems import N_
from models.domain.basics.table_values import ColumnKind, ResultColumn, ResultRow, ResultTable, Value, Words, said
from models.domain.dossiers.sampling import RULES, RULES_BY_SECTOR, SamplingRecord
from models.domain.sheets.report import Report, UnitSample
from models.domain.sheets.sheet import ReportPaper, Sheet

CODE = "B12"
TITLE = N_("Sampling record")
SHORT = said(TITLE)


def sampling_table(record: SamplingRecord | None, *, records: int) -> ResultTable:
    """Frame, formula, seed, what was drawn and the reserve; `records` is how many records there are."""
    columns = (
        ResultColumn(said(N_("Contents")), ColumnKind.TEXT, 88),
        ResultColumn(said(N_("Value")), ColumnKind.TEXT, 76),
    )
    if record is None:
        note = said(N_("No sampling record: nobody recorded how the people who were asked had been chosen."))
        return ResultTable(CODE, "", said(TITLE), SHORT, columns, (), (note,))
    unknown = said(N_("not known"))
    rows: list[tuple[Words, Words]] = [
        (said(N_("Frame: finished dossiers of the period (N)")), unknown if record.population is None
         else said(N_("{count}"), count=record.population)),
    ]  # fmt: skip
    if record.is_drawn:
        people = sum(stratum.people for stratum in record.strata)
        rows.append((said(N_("Different people in the frame")), said(N_("{count}"), count=people)))
        if record.margin is not None and record.is_by_sector:
            words = N_("n = N / (1 + N × e²) for each sector, e = {margin} %, rounded up")
            rows.append((said(N_("Formula of the sample size")), said(words, margin=_plain(100 * record.margin))))
        elif record.margin is not None and record.population:
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
            (said(N_("Rules of the draw")), rules_told(record)),
        ]
    else:
        rows.append((said(N_("Forms to hand out")), said(N_("{count}"), count=record.size)))
    rows.append((said(N_("Sampling records in the period")), said(N_("{count}"), count=records)))
    notes = [said(N_("Drawn by sector, every k-th person from a random start; one person is drawn once."))]
    if record.is_by_sector:
        words = N_(
            "The size is worked out for each sector, and each reaches this margin. Small sectors have more weight than in the frame: "
            "for all sectors together no interval is calculated."
        )
        notes.append(said(words))
    elif record.is_drawn and record.margin is not None:
        words = N_("The size is worked out once for all sectors together; a single sector need not reach this margin.")
        notes.append(said(words))
    if not record.is_drawn:
        notes = [said(N_("Forms were handed out at the desk; without a drawn sample no interval is calculated."))]
    return ResultTable(CODE, "", said(TITLE), SHORT, columns, tuple(ResultRow(row) for row in rows), tuple(notes))


def rules_told(record: SamplingRecord) -> Words:
    """The rules of a draw in words; rules that this program does not know under their own name."""
    known = {
        RULES: N_("stratified by sector, systematic"),
        RULES_BY_SECTOR: N_("each sector a sample of its own, systematic"),
    }
    return said(known[record.rules]) if record.rules in known else record.rules


def strata_table(record: SamplingRecord) -> ResultTable:
    """The share of every sector in the frame and in the sample."""
    frame, sample = said(N_("Frame")), said(N_("Sample"))
    columns = (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 10),
        ResultColumn(said(N_("Sector")), ColumnKind.TEXT, 48),
        ResultColumn(said(N_("Dossiers (N)")), ColumnKind.COUNT, 18, frame),
        ResultColumn(said(N_("Share (%)")), ColumnKind.PER_CENT, 18, frame),
        ResultColumn(said(N_("People")), ColumnKind.COUNT, 16, frame),
        ResultColumn(said(N_("Drawn (n)")), ColumnKind.COUNT, 16, sample),
        ResultColumn(said(N_("Share (%)")), ColumnKind.PER_CENT, 18, sample),
        ResultColumn(said(N_("Reserve")), ColumnKind.COUNT, 18, sample),
    )
    dossiers = sum(stratum.dossiers for stratum in record.strata)
    drawn = sum(stratum.drawn for stratum in record.strata)
    rows = [
        ResultRow((str(n), s.sector, s.dossiers, _share(s.dossiers, dossiers), s.people, s.drawn, _share(s.drawn, drawn),
             s.reserve))
        for n, s in enumerate(sorted(record.strata, key=lambda s: alphabetical(s.sector)), 1)
    ]  # fmt: skip
    people, reserve = sum(s.people for s in record.strata), sum(s.reserve for s in record.strata)
    whole = _share(dossiers, dossiers)
    total = ("", said(N_("Total")), dossiers, whole, people, drawn, _share(drawn, drawn), reserve)
    rows.append(ResultRow(total, is_total=True))
    title = said(N_("Share of sectors in the sample against the frame"))
    return ResultTable(CODE, "a", title, said(N_("Sectors in the sample")), columns, tuple(rows))


def hub_sampling_table(samples: Sequence[UnitSample]) -> ResultTable:
    """The sampling records of the offices of a hub."""
    columns = (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 9),
        ResultColumn(said(N_("Office")), ColumnKind.TEXT, 52),
        ResultColumn(said(N_("Dossiers (N)")), ColumnKind.COUNT, 18),
        ResultColumn(said(N_("Drawn (n)")), ColumnKind.COUNT, 18),
        ResultColumn(said(N_("Reserve used")), ColumnKind.COUNT, 18),
        ResultColumn(said(N_("Seed of the draw")), ColumnKind.TEXT, 49),
    )
    rows = []
    for n, (unit, record) in enumerate(samples, 1):
        if record is None:
            figures: tuple[Value, ...] = (None, None, None, said(N_("no record")))
        elif not record.is_drawn:
            figures = (record.population, None, None, said(N_("not drawn")))
        else:
            figures = (record.population, record.size, record.reserve_used, record.seed)
        rows.append(ResultRow((str(n), unit.full_name, *figures)))
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
    rows.append(ResultRow(total, is_total=True))
    title = said(N_("Sampling records of the offices"))
    return ResultTable(CODE, "", title, SHORT, columns, tuple(rows))


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(100 * part, whole) if whole else None


def _plain(value: Fraction) -> int | Fraction:
    return int(value) if value.denominator == 1 else value


def _tables(report: Report) -> tuple[ResultTable, ...]:
    if report.figures.is_ranking:
        return (hub_sampling_table(report.samples),) if report.samples else ()
    record = report.samples[0].record if report.samples else None
    table = sampling_table(record, records=report.records)
    return (table, strata_table(record)) if record is not None and record.is_drawn else (table,)


SHEET = Sheet(CODE, TITLE, _tables, ReportPaper(size=9.0), brief=None, chart=None, counted=None)
