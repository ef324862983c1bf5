"""Drawing the sample of a period from its frame, and recording how the people were chosen."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from models.acts import Act
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.book.facts import Fact, Kind
from models.domain.book.periods import Period
from models.domain.dossiers.frame import FrameEntry
from models.domain.dossiers.sampling import MARGIN, Draw, SamplingRecord, draw_sample, record_without_frame
from models.services.forms.frames import entries
from models.services.office.allowing import allow
from models.services.office.closing import require_open
from models.store import frame
from models.store.database import Station
from models.store.pen import Pen


@dataclass(eq=False)
class NoSample(Problem):
    """No sample was drawn yet."""

    period: str
    code = "no_sample"
    says = N_("No sample has been drawn for period {period} yet.")
    deed = Deed.DRAW_SAMPLE


def draw(
    station: Station,
    period: Period,
    *,
    seed: str,
    act: Act,
    size: int | None = None,
    margin: Fraction = MARGIN,
    by_sector: bool = False,
) -> Draw:
    """Draw the sample and its reserve from the frame; how it was drawn becomes a fact that travels, the people stay here.

    `by_sector` works the size out for each sector (see `draw_sample`).
    """
    allow(station, act, Duty.LIST)
    with station.transaction():
        require_open(station, period.key)
        act.progress.step(0, 3)
        people = entries(station, period)
        act.progress.step(1, 3)
        drawn = draw_sample(people, seed=seed, size=size, margin=margin, by_sector=by_sector)
        act.progress.step(2, 3)
        frame.mark_drawn(station.db, period.key, drawn=drawn.entries, reserve=drawn.reserve)
        pen = Pen(station, station.unit, period.key, act=act)
        pen.fact(Kind.SAMPLED, body=drawn.record().body())
        act.progress.step(3, 3)
    return drawn


def record_desk_survey(
    station: Station, period: Period, *, population: int | None, size: int, act: Act
) -> SamplingRecord:
    """Record that forms are handed out at the result desk, without a frame; N as typed, or unknown."""
    allow(station, act, Duty.LIST)
    record = record_without_frame(population=population, size=size)
    with station.transaction():
        require_open(station, period.key)
        pen = Pen(station, station.unit, period.key, act=act)
        pen.fact(Kind.SAMPLED, body=record.body())
    return record


def drawn_people(station: Station, period: Period) -> tuple[tuple[FrameEntry, ...], tuple[FrameEntry, ...]]:
    """The drawn entries and the reserve, each in the order of the draw; refuses with `NoSample`."""
    drawn, reserve = frame.drawn_entries(station.db, period.key)
    if not drawn:
        raise NoSample(period.code)
    return drawn, reserve


def sampling_record(facts: list[Fact]) -> SamplingRecord | None:
    """The latest sampling record of each station among these facts, the one of the least station; None without any."""
    latest: dict[str, Fact] = {}
    for fact in facts:
        if fact.kind == Kind.SAMPLED:
            latest[fact.station] = max(fact, latest.get(fact.station, fact), key=lambda line: line.n)
    for station in sorted(latest):
        try:
            return SamplingRecord.parse(latest[station].facts())
        except ValueError:
            continue
    return None
