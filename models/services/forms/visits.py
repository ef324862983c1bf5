"""What came of the visits, sector by sector and without a name: how many refused, had moved, or were not met.

Whoever comes back with the visit list counts its column “outcome”; the list itself is destroyed. The counts stay at this station.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from models.acts import Act, Topic
from models.domain.basics.duties import Duty
from models.domain.basics.folding import alphabetical
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.problems import N_, Problem
from models.domain.book.periods import Period
from models.services.forms.sampling import NoSample, drawn_people
from models.services.office.allowing import allow, note
from models.store import notes
from models.store.database import Station
from models.store.notes import VisitCount


@dataclass(eq=False)
class VisitsImpossible(Problem):
    """More people than were drawn in the sector."""

    sector: str
    counted: int
    drawn: int
    code = "visits_impossible"
    says = N_(
        "{counted} visits in sector “{sector}” cannot be: {drawn} people stand on the list there, the reserve with them. Count the "
        "list once more."
    )


@dataclass(eq=False)
class SectorNotDrawn(Problem):
    """Nobody of this sector stands on the list."""

    sector: str
    known: tuple[str, ...]
    code = "sector_not_drawn"
    says = N_("Nobody of sector “{sector}” stands on the visit list. Its sectors are: {known}.")


@dataclass(frozen=True, slots=True)
class SectorVisits:
    """One sector: how many people were drawn, how many stand in reserve, and what was counted, if anything."""

    sector: str
    drawn: int
    reserve: int
    counted: VisitCount | None


def visits(station: Station, period: Period) -> tuple[SectorVisits, ...]:
    """The sectors of the visit list, in the order of the alphabet; those that were counted stay when the list is deleted."""
    try:
        drawn, reserve = drawn_people(station, period)
    except NoSample:
        drawn, reserve = (), ()
    people, spare = Counter(entry.sector for entry in drawn), Counter(entry.sector for entry in reserve)
    counts = notes.visit_counts(station.db, period.key, station.unit)
    sectors = sorted({*people, *counts}, key=alphabetical)
    return tuple(SectorVisits(each, people[each], spare[each], counts.get(each)) for each in sectors)


def count_visits(
    station: Station,
    period: Period,
    *,
    sector: str,
    refused: int,
    moved: int,
    not_met: int,
    wrong_person: int,
    act: Act,
) -> SectorVisits:
    """Note what came of the visits of a sector, in the place of a count before.

    Refuses a sector that nobody was drawn of (`SectorNotDrawn`), and more people than stand on its list (`VisitsImpossible`).
    """
    allow(station, act, Duty.LEDGER)
    with station.transaction():
        known = {each.sector: each for each in visits(station, period)}
        if sector not in known:
            raise SectorNotDrawn(sector, tuple(known))
        of, counted = known[sector], refused + moved + not_met + wrong_person
        if min(refused, moved, not_met, wrong_person) < 0 or (of.drawn and counted > of.drawn + of.reserve):
            raise VisitsImpossible(sector or "–", counted, of.drawn + of.reserve)
        count = VisitCount(refused, moved, not_met, wrong_person, act.by.author, act.at)
        notes.put_visit_count(station.db, period.key, station.unit, sector, count)
        note(station, act, HomeAct.VISITS_COUNTED, {"sector": sector or "–", "period": period.code})
        act.changes(Topic.FRAME)
    return SectorVisits(sector, of.drawn, of.reserve, count)
