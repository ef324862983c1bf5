"""The counts of all units of a period together: kept as a sum that moves with each unit, so a hub need not add up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from models.domain.periods import Period
from models.domain.questionnaire import Questionnaire
from models.domain.results import Counted
from models.domain.tallies import Tally, added
from models.store.database import Station
from models.store.sql import rows


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


def read_whole(
    station: Station, period: Period, questionnaires: tuple[Questionnaire, ...]
) -> tuple[Counted, ...] | None:
    """The sum that is kept; None when there is none yet."""
    found = rows(station.db, "SELECT body FROM whole WHERE period = ?", (str(period.key),))
    if not found:
        return None
    told = {coding: (forms, counts) for coding, forms, counts in json.loads(found[0][0])}
    return tuple(
        Counted(each, told[each.coding][0], {name: Tally(values) for name, values in told[each.coding][1].items()})
        for each in questionnaires
    )


def keep_whole(station: Station, period: Period, whole: Iterable[Counted]) -> None:
    """Keep the sum; use within a transaction."""
    told = [(each.questionnaire.coding, each.forms, values_of(each.counts)) for each in whole]
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    rows(station.db, "INSERT OR REPLACE INTO whole VALUES (?, ?)", (str(period.key), body))


def move_whole(
    station: Station,
    period: Period,
    questionnaires: tuple[Questionnaire, ...],
    *,
    gone: Iterable[Counted],
    come: Iterable[Counted],
) -> None:
    """Take out what some units counted before and put in what they count now; use within a transaction."""
    before = read_whole(station, period, questionnaires)
    if before is None:
        return
    moved = []
    for now, out, new in zip(before, together(questionnaires, gone), together(questionnaires, come), strict=True):
        summed = added((now.counts, new.counts))
        counts = {name: Tally(_less(tally, out.counts.get(name))) for name, tally in summed.items()}
        moved.append(Counted(now.questionnaire, now.forms + new.forms - out.forms, counts))
    keep_whole(station, period, moved)


def values_of(counts: Mapping[str, Tally]) -> dict[str, Mapping[str, int]]:
    """Counts as plain values for JSON."""
    return {name: tally.values for name, tally in counts.items()}


def _less(tally: Tally, gone: Tally | None) -> Mapping[str, int]:
    left = {value: number - (gone.of(value) if gone else 0) for value, number in tally.values.items()}
    return {value: number for value, number in left.items() if number}
