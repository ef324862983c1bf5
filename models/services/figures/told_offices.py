"""What may be told of the forms of offices, kept as long as it holds: worked out once after their lines changed, and then read.

It stands beside the accepted forms and holds no answers: of each form only which of the kinds of rows it is told by.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from models.domain.basics.canonical import canonical_json
from models.domain.basics.units import UnitKey
from models.domain.book.accepted import AcceptedForm, AcceptedForms
from models.domain.book.facts import SEPARATOR, PeriodKey
from models.domain.book.periods import Period
from models.progress import NO_PROGRESS, Progress
from models.services.figures.accepted import accepted_forms
from models.services.figures.deriving import AT_ONCE, stamps_now
from models.services.figures.footing import Reading, footing_of
from models.services.figures.results import units_here
from models.services.figures.standings import as_kept
from models.services.figures.telling import Telling, ToldKind, ToldOffice
from models.services.forms.ledger import Shelf
from models.services.office.periods import periods
from models.services.office.questionnaires import questionnaires_of
from models.store import derived as store
from models.store.bulk import uncollected
from models.store.database import Station

RULES = "1"
"""Raised whenever the rules of what may be told change, so that what an older program worked out is worked out again."""


class ToldForm(NamedTuple):
    """A valid form and what is told of it beside its answers; see `ToldKind`."""

    form: AcceptedForm
    sector: str
    agency: str
    described: Mapping[str, str]
    is_apart: bool


def told_forms(
    station: Station,
    period: Period,
    units: tuple[UnitKey, ...],
    *,
    late: bool = False,
    progress: Progress = NO_PROGRESS,
) -> Iterator[tuple[ToldForm, ...]]:
    """Per office its forms that count, with what its tables, its exports and its comments may tell of them together."""
    for _, office in told_offices(station, period, units, late=late, progress=progress):
        kinds = [(each.sector, each.agency, dict(each.described), each.is_apart) for each in office.kinds]
        yield tuple(ToldForm(form, *kinds[place]) for form, place in zip(office.forms, office.places, strict=True))


def every_form(
    station: Station,
    period: Period,
    units: tuple[UnitKey, ...],
    *,
    late: bool = False,
    progress: Progress = NO_PROGRESS,
) -> Iterator[tuple[ToldForm, ...]]:
    """Per office its forms that count, with everything that is known of them."""
    for place, unit in enumerate(units):
        progress.step(place, len(units), unit.code)
        forms = accepted_forms(station, period, unit, late=late).counted(period.method)
        yield tuple(ToldForm(each, each.sector, each.agency, {}, is_apart=True) for each in forms)


def told_offices(
    station: Station,
    period: Period,
    units: tuple[UnitKey, ...],
    *,
    late: bool = False,
    progress: Progress = NO_PROGRESS,
) -> Iterator[tuple[UnitKey, ToldOffice]]:
    """Office by office what may be told of its forms, as figures stand here; with everything `late` it is kept nowhere."""
    if not late:
        keep_told(station, period, units, progress=progress)
    reading = Reading(station, period, footing_of(station, period, late=late))
    stamps, telling = _stamps(reading, units), Telling(reading)
    kept = {} if late else store.told(station.db, period.key, units)
    for unit, (standing, forms) in zip(units, reading.forms_of_each(units), strict=True):
        counted = forms.counted(period.method)
        stamp, body = kept.get(str(unit), ("", ""))
        if stamp and stamp == stamps[unit]:
            with as_kept(period):
                yield unit, read_told(body, counted)
        else:
            yield unit, telling.told(unit, standing, counted)


def keep_told(
    station: Station, period: Period, units: tuple[UnitKey, ...], *, progress: Progress = NO_PROGRESS
) -> None:
    """Work out what may be told of those of some offices of which it is not known yet, or no longer, and keep it.

    What is kept by then stays when the work is stopped. Nothing is kept where nothing can be written.
    """
    if station.is_fixed:
        return
    reading = Reading(station, period, footing_of(station, period))
    stamps, kept = _stamps(reading, units), store.told(station.db, period.key, units)
    outdated = tuple(unit for unit in units if kept.get(str(unit), ("",))[0] != stamps[unit])
    telling, made = Telling(reading), dict[UnitKey, tuple[str, str]]()
    with uncollected():
        for place, (unit, (standing, forms)) in enumerate(
            zip(outdated, reading.forms_of_each(outdated), strict=True), 1
        ):
            progress.step(place, len(outdated), unit.code)
            made[unit] = stamps[unit], told_text(telling.told(unit, standing, forms.counted(period.method)))
            if len(made) == AT_ONCE or place == len(outdated):
                with station.working_out():
                    store.put_told(station.db, period.key, made)
                made.clear()


def keep_all_told(
    station: Station, only: Collection[tuple[PeriodKey, UnitKey]] | None = None, *, progress: Progress = NO_PROGRESS
) -> None:
    """`keep_told` of every office of which something is here in any period, or of those among them that are named by period."""
    for period in periods(station):
        units = units_here(station, period)
        named = tuple(unit for unit in units if only is None or (period.key, unit) in only)
        keep_told(station, period, named, progress=progress)


def told_as_kept(
    station: Station, period: Period, units: tuple[UnitKey, ...]
) -> dict[UnitKey, tuple[str, Callable[[], str]]]:
    """Per office what is kept of how its forms are told and still holds, with what works out from its lines how it should read."""
    reading = Reading(station, period, footing_of(station, period))
    stamps, kept = _stamps(reading, units), store.told(station.db, period.key, units)
    telling, shelf = Telling(reading), Shelf(station, period, units)

    def from_lines(unit: UnitKey) -> str:
        made, forms = reading.work_out(unit, shelf=shelf)
        return told_text(telling.told(unit, made.standing, forms.counted(period.method)))

    return {
        unit: (kept[str(unit)][1], partial(from_lines, unit))
        for unit in units
        if kept.get(str(unit), ("",))[0] == stamps[unit]
    }


def told_text(office: ToldOffice) -> str:
    """How forms are told, as a base keeps it: a line of JSON with the kinds, then the place of each form among them."""
    asked = {tuple(name for name, _ in each.described): "" for each in office.kinds}
    places = {names: place for place, names in enumerate(asked)}
    kinds = [
        [
            each.sector,
            each.agency,
            int(each.is_apart),
            places[tuple(name for name, _ in each.described)],
            *(cell for _, cell in each.described),
        ]
        for each in office.kinds
    ]
    head = json.dumps([list(asked), kinds], ensure_ascii=False, separators=(",", ":"))
    return f"{head}\n{SEPARATOR.join(map(str, office.places))}"


def read_told(text: str, forms: AcceptedForms) -> ToldOffice:
    """How `forms` are told by a text that `told_text` wrote; raises as a changed row does."""
    head, _, line = text.partition("\n")
    asked, told = json.loads(head)
    kinds = tuple(
        ToldKind(sector, agency, tuple(zip(asked[names], cells, strict=True)), bool(is_apart))
        for sector, agency, is_apart, names, *cells in told
    )
    places = tuple(map(int, line.split(SEPARATOR))) if line else ()
    if len(places) != len(forms) or {*places} != {*range(len(kinds))}:
        raise ValueError(text)
    return ToldOffice(forms, kinds, places)


def _stamps(reading: Reading, units: tuple[UnitKey, ...]) -> dict[UnitKey, str]:
    """Per office what names everything that what is told of it depends on.

    That is its lines; the edition of the hub, where it stands there otherwise than its lines do now; and, for all alike, the period
    with its method and questionnaires, and what the catalogue calls procedures and agencies.
    """
    station, period, edition = reading.station, reading.period, reading.footing.edition
    otherwise = reading.otherwise(units)
    lines, ground = stamps_now(station, period, units), _ground(station, period)
    return {
        unit: f"{ground} {edition.ref if edition is not None and unit in otherwise else '-'} {lines.get(str(unit), '')}"
        for unit in units
    }


def _ground(station: Station, period: Period) -> str:
    """The digest of the rules, the period and the catalogue."""
    catalogue = station.catalogue
    told = [
        RULES,
        str(period.key),
        period.edition,
        period.evaluated_to.isoformat(),
        period.seed,
        str(period.share),
        [str(unit) for unit in period.units],
        period.method.fingerprint,
        [
            [
                each.id,
                each.edition,
                each.coding,
                each.variant,
                [
                    [
                        question.name,
                        question.type,
                        question.score.value,
                        question.required,
                        question.about.value,
                        question.relevant,
                        [[choice.mark, choice.coarser] for choice in question.choices],
                    ]
                    for question in each.asked
                ],
            ]
            for each in questionnaires_of(station, period)
        ],
        [[each.code, each.name, each.joint] for each in catalogue.procedures],
        [[str(unit.key), unit.agency] for unit in catalogue.units_valid_on(period.evaluated_to)],
    ]
    return hashlib.sha256(canonical_json(told).encode()).hexdigest()
