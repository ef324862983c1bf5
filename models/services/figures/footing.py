"""What figures stand on: an edition of the hub, everything that counts here now, or all lines that ever came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple
from weakref import WeakKeyDictionary

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.units import UnitKey
from models.domain.book.accepted import AcceptedForms
from models.domain.book.editions import Edition
from models.domain.book.facts import Fact, PeriodKey, Ref
from models.domain.book.periods import Period
from models.domain.book.views import NOTHING, View
from models.domain.sheets.provisional import PROVISIONAL
from models.progress import NO_PROGRESS, Progress
from models.services.figures.deriving import (
    compiled_of,
    derived_all,
    stamps_now,
    standings_of,
    stored_forms,
    work_out,
)
from models.services.figures.standings import Derived, Standing
from models.services.forms.ledger import Shelf
from models.services.office.closing import journal_facts
from models.services.office.editions import edition_now, edition_number, is_closed_here
from models.store import journal, views
from models.store.database import Station

Within = Mapping[UnitKey, View]
"""Which lines alone are looked at, per office."""


class Footing(NamedTuple):
    """Which lines figures are counted from.

    Without `within` all that count here now: of a closed office those that it closed with and what the offices above decided
    since; with `late` everything that came. `edition` is the closing of the hub that `within` are the views of.
    """

    late: bool = False
    within: Within | None = None
    edition: Edition | None = None

    def view(self, unit: UnitKey) -> View | None:
        """What of one office is looked at; None: all that is here."""
        return None if self.within is None else self.within.get(unit, NOTHING)


class Stand(Enum):
    """What somebody wants to see: what is closed, what counts now and comes into the next edition, or all that ever came."""

    CLOSED = "closed"
    RUNNING = "running"
    EVERYTHING = "everything"


RUNNING = Footing()
"""What counts here now, whatever was closed before."""


def footing_of(station: Station, period: Period, *, late: bool = False) -> Footing:
    """What figures of a period stand on here when nobody says otherwise: the hub's edition, or what counts now."""
    edition = None if late else edition_now(station, period)
    return Footing(late) if edition is None else footing_on(edition)


def footing_as(station: Station, period: Period, stand: Stand) -> Footing:
    """What figures of a period are counted from for somebody who wants to see this."""
    return RUNNING if stand is Stand.RUNNING else footing_of(station, period, late=stand is Stand.EVERYTHING)


def footing_on(edition: Edition) -> Footing:
    """What the figures of an edition stand on."""
    return Footing(within=edition.views, edition=edition)


def stand_told(station: Station, period: Period, *, late: bool = False) -> Sentence:
    """What answers that leave this office stand on, in a few words."""
    if late:
        return Sentence(N_("with everything late"))
    number = edition_number(station, period)
    if number:
        return Sentence(N_("edition {edition}"), {"edition": number})
    return Sentence(N_("as closed") if is_closed_here(station, period) else PROVISIONAL)


def changed_since(station: Station, period: Period, edition: Edition) -> tuple[UnitKey, ...]:
    """The offices that stand otherwise now than in an edition, those that came after it too."""
    here = {stream.unit for stream in journal.streams(station.db, period=period.key).values()} - {station.unit}
    reading = Reading(station, period, footing_on(edition))
    return tuple(sorted(reading.otherwise(tuple(sorted({*here, *edition.views})))))


class Reading:
    """The counts of offices on one footing.

    An office that stands there as it stands in the tables is read from these; the others are counted within their views, of an
    edition once as long as the program runs and no line comes.
    """

    def __init__(self, station: Station, period: Period, footing: Footing) -> None:
        self.station, self.period, self.footing = station, period, footing

    def otherwise(self, units: tuple[UnitKey, ...], *, progress: Progress = NO_PROGRESS) -> dict[UnitKey, Derived]:
        """Those of these offices that stand otherwise than in the tables, counted; none where the tables are what is asked for."""
        if self.footing.within is None:
            return {}
        stamps = stamps_now(self.station, self.period, units)
        known = _COUNTED.setdefault(self.station, {}) if self.footing.edition is not None else {}
        waiting = [unit for unit in units if known.get(self._place(unit), _NEVER)[0] != stamps.get(str(unit), "")]
        if waiting:
            only = waiting[0] if len(waiting) == 1 else None
            now = views.views_now(self.station, period=self.period.key, only=only)
            apart = views.not_plain(self.station.db, self.period.key)
            shelf = Shelf(self.station, self.period, waiting)
            for place, unit in enumerate(waiting):
                progress.step(place, len(waiting), unit.code)
                is_as_kept = not self.footing.late and unit not in apart and self._is_all(now.get(unit, NOTHING), unit)
                made = None if is_as_kept else self.work_out(unit, shelf=shelf)[0]
                known[self._place(unit)] = (stamps.get(str(unit), ""), made)
        counted = {unit: known[self._place(unit)][1] for unit in units}
        return {unit: made for unit, made in counted.items() if made is not None}

    def derived(self, units: tuple[UnitKey, ...], *, progress: Progress = NO_PROGRESS) -> tuple[Derived, ...]:
        """The counts of some offices."""
        otherwise = self.otherwise(units, progress=progress)
        as_kept = tuple(unit for unit in units if unit not in otherwise)
        kept = derived_all(self.station, self.period, as_kept, late=self.footing.late, progress=progress)
        found = otherwise | {each.unit: each for each in kept}
        return tuple(found[unit] for unit in units)

    def forms(self, unit: UnitKey) -> AcceptedForms:
        """All issued forms of an office by serial, with their accepted answers."""
        ((_, forms),) = self.forms_of_each((unit,))
        return forms

    def forms_of_each(self, units: tuple[UnitKey, ...]) -> Iterator[tuple[Standing, AcceptedForms]]:
        """Where each of these offices stands, and its forms."""
        otherwise = self.otherwise(units)
        as_kept = tuple(unit for unit in units if unit not in otherwise)
        standings = dict(zip(as_kept, standings_of(self.station, self.period, as_kept), strict=True))
        for unit in units:
            standing = standings.get(unit)
            if standing is None or (self.footing.late and standing.late):
                made, forms = self.work_out(unit)
                yield made.standing, forms
            else:
                yield standing, stored_forms(self.station, self.period, unit)

    def facts(self, unit: UnitKey) -> list[Fact]:
        """The journal lines of an office that count."""
        view = self.footing.view(unit)
        return journal_facts(self.station, self.period, unit, late=self.footing.late, within=view)

    def work_out(self, unit: UnitKey, *, shelf: Shelf | None = None) -> tuple[Derived, AcceptedForms]:
        """One office straight from its lines."""
        compiled, view = compiled_of(self.station, self.period), self.footing.view(unit)
        return work_out(self.station, self.period, unit, compiled, late=self.footing.late, within=view, shelf=shelf)

    def _place(self, unit: UnitKey) -> _Place:
        edition = self.footing.edition
        return self.period.key, unit, edition.ref if edition is not None else None

    def _is_all(self, now: View, unit: UnitKey) -> bool:
        """Whether the view holds exactly what is here, as who is believed now says it."""
        view = self.footing.view(unit)
        return view is not None and now.heads == view.heads and view.speakers in (None, now.speakers)


_Place = tuple[PeriodKey, UnitKey, Ref | None]
_NEVER: tuple[str, Derived | None] = ("-", None)
_COUNTED: WeakKeyDictionary[Station, dict[_Place, tuple[str, Derived | None]]] = WeakKeyDictionary()
"""Per place of an edition the stamp of the lines under which it was looked at, and what was counted (None: as in the tables)."""
