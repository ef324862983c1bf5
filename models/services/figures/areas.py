"""The counts of many units together, by the unit above them: sums that move with each unit, so a hub need not add up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from models.catalogue import Catalogue
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.figures.measures import Counted
from models.domain.figures.tallies import Tally, added
from models.domain.questionnaire.questionnaire import Questionnaire
from models.services.figures.standings import as_kept
from models.store import derived
from models.store.database import Station

Areas = Mapping[str, tuple[Counted, ...]]
"""Per unit above (its key as text, "" for none) the counts of the units under it, by questionnaire of the period."""


class Move(NamedTuple):
    """What one unit counted before and counts now."""

    unit: UnitKey
    gone: tuple[Counted, ...]
    come: tuple[Counted, ...]


def together(questionnaires: Iterable[Questionnaire], every: Iterable[Counted]) -> tuple[Counted, ...]:
    """Several counts added up by questionnaire, in the order of `questionnaires`."""
    by_coding: dict[str, list[Counted]] = {}
    for counted in every:
        by_coding.setdefault(counted.questionnaire.coding, []).append(counted)
    found = []
    for questionnaire in questionnaires:
        own = by_coding.get(questionnaire.coding, [])
        found.append(Counted(questionnaire, sum(part.forms for part in own), added(part.counts for part in own)))
    return tuple(found)


def area_of(catalogue: Catalogue, unit: UnitKey) -> str:
    """The unit above, as text; empty when there is none or the catalogue does not know it."""
    known = catalogue.unit_of_key(unit)
    return str(known.parent) if known is not None and known.parent is not None else ""


def by_area(
    catalogue: Catalogue, questionnaires: tuple[Questionnaire, ...], units: Mapping[UnitKey, Iterable[Counted]]
) -> Areas:
    """The counts of units added up by the unit above them."""
    areas: dict[str, list[Counted]] = {}
    for unit, counted in units.items():
        areas.setdefault(area_of(catalogue, unit), []).extend(counted)
    return {area: together(questionnaires, counted) for area, counted in areas.items()}


def read_areas(station: Station, period: Period, questionnaires: tuple[Questionnaire, ...]) -> Areas | None:
    """The sums that are kept; None when there are none yet."""
    found = derived.areas(station.db, period.key)
    if not found:
        return None
    areas = {}
    with as_kept(period):
        for area, body in found.items():
            told = {coding: (forms, counts) for coding, forms, counts in json.loads(body)}
            areas[area] = tuple(
                Counted(
                    each, told[each.coding][0], {name: Tally(values) for name, values in told[each.coding][1].items()}
                )
                for each in questionnaires
            )
    return areas


def keep_areas(station: Station, period: Period, areas: Areas, *, only_these: bool = False) -> None:
    """Keep the sums of some areas (`only_these`: and no others); use within a transaction."""
    bodies = {
        area: json.dumps(
            [(each.questionnaire.coding, each.forms, values_of(each.counts)) for each in counted],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for area, counted in areas.items()
    }
    derived.put_areas(station.db, period.key, bodies, only_these=only_these)


def move_areas(
    station: Station, period: Period, questionnaires: tuple[Questionnaire, ...], moves: Sequence[Move]
) -> None:
    """Take out what some units counted before and put in what they count now; use within a transaction.

    Where no sums are kept yet they begin with these units, if they are several and no others are counted.
    """
    before = read_areas(station, period, questionnaires)
    if before is None and 1 < len(moves) == derived.number_counted(station.db, period.key):
        before = {}
    if before is not None:
        keep_areas(station, period, moved_areas(station.catalogue, questionnaires, before, moves))


def moved_areas(
    catalogue: Catalogue, questionnaires: tuple[Questionnaire, ...], before: Areas, moves: Iterable[Move]
) -> Areas:
    """The sums of the areas that some units move: less what these counted before, with what they count now."""
    listed = tuple(moves)
    gone = by_area(catalogue, questionnaires, {move.unit: move.gone for move in listed})
    come = by_area(catalogue, questionnaires, {move.unit: move.come for move in listed})
    nothing = together(questionnaires, ())
    moved = {}
    for area, new in come.items():
        parts = zip(before.get(area, nothing), gone.get(area, nothing), new, strict=True)
        moved[area] = tuple(_moved(now, out, more) for now, out, more in parts)
    return moved


def values_of(counts: Mapping[str, Tally]) -> dict[str, Mapping[str, int]]:
    """Counts as plain values for JSON."""
    return {name: tally.values for name, tally in counts.items()}


def _moved(now: Counted, out: Counted, more: Counted) -> Counted:
    summed = added((now.counts, more.counts))
    counts = {name: Tally(_less(tally, out.counts.get(name))) for name, tally in summed.items()}
    return Counted(now.questionnaire, now.forms + more.forms - out.forms, counts)


def _less(tally: Tally, gone: Tally | None) -> Mapping[str, int]:
    left = {value: number - (gone.of(value) if gone else 0) for value, number in tally.values.items()}
    return {value: number for value, number in left.items() if number}
