"""The derived tables: accepted answers and tallies of one unit and period, made again whenever its facts have changed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping

from models.domain.basics.units import UnitKey
from models.domain.book.accepted import AcceptedForms, accepted_of, forms_text, read_forms
from models.domain.book.facts import Fact
from models.domain.book.periods import Period
from models.domain.book.views import View
from models.domain.disclosure.node_rankings import node_indices
from models.domain.figures.figures import basis_digest
from models.domain.figures.measures import Counted, overall_of
from models.domain.figures.tallies import AnswerColumns, Tally, count
from models.domain.figures.validity import counted_by
from models.domain.questionnaire.filters import Filters, filters
from models.progress import NO_PROGRESS, Progress
from models.services.figures.areas import (
    Areas,
    Move,
    area_of,
    by_area,
    keep_areas,
    move_areas,
    read_areas,
    together,
    values_of,
)
from models.services.figures.standings import (
    AgencyCounts,
    Derived,
    Standing,
    as_kept,
    is_shown,
    population_of,
    read_standing,
    standing_of,
    standing_text,
)
from models.services.forms.ledger import Shelf, read_book
from models.services.office.periods import periods
from models.services.office.questionnaires import questionnaires_of
from models.store import derived as store
from models.store import journal
from models.store.bulk import uncollected
from models.store.database import Station

RULES = "12"
"""Raised whenever the rules below change, so that tables made by an older program are made again."""
AT_ONCE = 50
"""So many units are written at once; what they make of their forms is in memory until then."""


def derived(station: Station, period: Period, unit: UnitKey, *, late: bool = False) -> Derived:
    """The counts of a unit, from the tables when nothing has changed since they were made.

    Lines later than the unit's closing are left out unless `late`.
    """
    return derived_all(station, period, (unit,), late=late)[0]


def derived_all(
    station: Station,
    period: Period,
    units: tuple[UnitKey, ...],
    *,
    late: bool = False,
    progress: Progress = NO_PROGRESS,
) -> tuple[Derived, ...]:
    """`derived` for several units; what is out of date is made again in one transaction."""
    compiled = compiled_of(station, period)
    standings = standings_of(station, period, units, progress=progress)
    parts = kept_parts(station, period, compiled, units)
    found = []
    for unit, standing in zip(units, standings, strict=True):
        if late and standing.late:
            found.append(work_out(station, period, unit, compiled, late=True)[0])
        else:
            found.append(Derived(unit, standing, parts.get(str(unit), ())))
    return tuple(found)


def standings_of(
    station: Station, period: Period, units: tuple[UnitKey, ...], *, progress: Progress = NO_PROGRESS
) -> tuple[Standing, ...]:
    """Where each unit stands, as it was closed; the tables are made again for units whose facts have changed."""
    stamps = stamps_now(station, period, units)
    known = store.standings(station.db, period.key, units)
    outdated = [unit for unit in units if known.get(str(unit), ("",))[0] != stamps.get(str(unit), RULES)]
    if outdated:
        with station.working_out(), uncollected():
            compiled = compiled_of(station, period)
            shelf = Shelf(station, period, outdated)
            moves: list[Move] = []
            gone = kept_parts(station, period, compiled, outdated)
            made: list[store.KeptCounts] = []
            for place, unit in enumerate(outdated):
                progress.step(place, len(outdated), unit.code)
                come = _rebuild(station, period, unit, compiled, stamps.get(str(unit), RULES), shelf, made)
                before = (part.counted for part in gone.get(str(unit), ()))
                moves.append(Move(unit, tuple(before), tuple(part.counted for part in come)))
                if len(made) == AT_ONCE or place + 1 == len(outdated):
                    store.put_derived(station.db, period.key, made)
                    made.clear()
            move_areas(station, period, questionnaires_of(station, period), moves)
        known = store.standings(station.db, period.key, units)
    with as_kept(period):
        return tuple(read_standing(known[str(unit)][1]) for unit in units)


def areas_of(station: Station, period: Period, standings: Mapping[UnitKey, Standing]) -> Areas:
    """The counts of the units that were just derived, added up by the unit above them."""
    questionnaires = questionnaires_of(station, period)
    forms: dict[str, int] = {}
    for unit, standing in standings.items():
        forms[area_of(station.catalogue, unit)] = forms.get(area_of(station.catalogue, unit), 0) + standing.forms
    found = read_areas(station, period, questionnaires)
    if found is not None and all(
        sum(part.forms for part in counted) == forms.get(area, 0) for area, counted in found.items()
    ):
        return {area: counted for area, counted in found.items() if area in forms}
    parts = kept_parts(station, period, compiled_of(station, period), None)
    listed = {unit: [part.counted for part in parts.get(str(unit), ())] for unit in standings}
    areas = by_area(station.catalogue, questionnaires, listed)
    with station.working_out():
        keep_areas(station, period, areas, only_these=True)
    return areas


def compiled_of(station: Station, period: Period) -> tuple[Filters, ...]:
    """The questionnaires of a period with their filters, as its method counts them; `today()` means the last evaluated day."""
    compiled = (filters(each, day=period.evaluated_to) for each in questionnaires_of(station, period))
    return tuple(counted_by(each, period.method) for each in compiled)


def rebuild_all(station: Station, *, progress: Progress = NO_PROGRESS) -> int:
    """Make every derived row of the base again; answers how many (unit, period) there are."""
    with station.working_out():
        store.forget_derived(station.db)
        made = 0
        for period in periods(station):
            streams = journal.streams(station.db, period=period.key).values()
            units = tuple(sorted({stream.unit for stream in streams}))
            derived_all(station, period, units, progress=progress)
            made += len(units)
    return made


def stamps_now(station: Station, period: Period, only: Collection[UnitKey] | None) -> dict[str, str]:
    """Per unit what shows that a line was added, or that the rules are others."""
    # desks of one base must find the same, whoever of them wrote
    reached = store.stamps(station.db, period.key, only, own="" if station.is_desk else station.id)
    return {unit: " ".join((RULES, *how_far)) for unit, how_far in reached.items()}


def kept_parts(
    station: Station, period: Period, compiled: tuple[Filters, ...], only: Collection[UnitKey] | None
) -> dict[str, tuple[AgencyCounts, ...]]:
    """The counts that the tables hold, by unit as text: of all units, or of `only` some and perhaps others."""
    by_id = {each.questionnaire.id: each.questionnaire for each in compiled}
    with as_kept(period):
        return {
            unit: tuple(
                AgencyCounts(
                    agency, Counted(by_id[id_], forms, {name: Tally(counted) for name, counted in counts.items()})
                )
                for agency, id_, forms, counts in json.loads(body)
            )
            for unit, body in store.tallies(station.db, period.key, only).items()
        }


def _rebuild(
    station: Station,
    period: Period,
    unit: UnitKey,
    compiled: tuple[Filters, ...],
    stamp: str,
    shelf: Shelf,
    made: list[store.KeptCounts],
) -> tuple[AgencyCounts, ...]:
    """Work a unit out and add what is to be kept of it to `made`."""
    found, forms = work_out(station, period, unit, compiled, late=False, shelf=shelf)
    told = standing_text(found.standing), tally_text(found.parts), forms_text(forms)
    made.append(store.KeptCounts(unit, stamp, *told))
    return found.parts


def stored_forms(station: Station, period: Period, unit: UnitKey) -> AcceptedForms:
    """The forms of a unit as they were last derived, by serial."""
    found = store.accepted(station.db, period.key, unit)
    with as_kept(period):
        return read_forms(found) if found else AcceptedForms()


def tally_text(parts: tuple[AgencyCounts, ...]) -> str:
    """The counts of a unit as a base keeps them."""
    told = [(agency, questionnaire.id, forms, values_of(counts)) for agency, (questionnaire, forms, counts) in parts]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _basis(forms: AcceptedForms) -> Iterator[tuple[str, ...]]:
    """What the figures say of each form stands on; a channel and a month only where there is one."""
    stood_on = zip(
        forms.serial,
        forms.coding,
        forms.marks,
        forms.rest,
        forms.variant,
        forms.questionnaire,
        forms.sector,
        forms.procedure,
        forms.agency,
        strict=True,
    )
    if not any(forms.channel) and not any(forms.month):
        return stood_on
    return (
        (*each, *((channel,) if channel else ()), *((f"month {month}",) if month else ()))
        for each, channel, month in zip(stood_on, forms.channel, forms.month, strict=True)
    )


def _record(fact: Fact) -> tuple[str, ...]:
    return fact.kind, str(fact.n), *fact[3:], fact.station


def _parts(forms: AcceptedForms, compiled: Iterable[Filters]) -> Iterator[AgencyCounts]:
    """The counts of forms by agency and coding."""
    by_coding = {each.questionnaire.coding: each for each in compiled}
    places = list(zip(forms.agency, forms.coding, strict=True))
    kinds = sorted({*places})
    for agency, coding in kinds:
        of = forms if len(kinds) == 1 else forms.those([place == (agency, coding) for place in places])
        counts = count(by_coding[coding], AnswerColumns("".join(of.marks), of.rest))
        yield AgencyCounts(agency, Counted(by_coding[coding].questionnaire, len(of), counts))


def work_out(
    station: Station,
    period: Period,
    unit: UnitKey,
    compiled: tuple[Filters, ...],
    *,
    late: bool,
    within: View | None = None,
    shelf: Shelf | None = None,
) -> tuple[Derived, AcceptedForms]:
    """Counts and forms of a unit straight from its facts (see `read_book`), leaving the tables alone."""
    book = read_book(station, period, unit, late=late, within=within, shelf=shelf)
    forms = accepted_of(book.ledger.forms.values())
    valid = forms.valid()
    counting = valid.counted(period.method)
    parts = tuple(_parts(counting, reversed(compiled)))
    whole = together([each.questionnaire for each in compiled], (part.counted for part in parts))
    population = population_of(book.facts, {*counting.channel})
    standing = standing_of(
        book,
        basis=basis_digest(_basis(valid), (_record(f) for f in book.facts if is_shown(f))),
        forms=len(counting),
        overall=overall_of(whole, period.method, population=population),
        population=population,
        nodes=node_indices(whole, period.method, population=population),
    )
    return Derived(unit, standing, parts), forms
