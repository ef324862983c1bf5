"""The accepted answers of an office, form by form: for breakdowns and exports, and which of them a merge would change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from models.domain.basics.units import UnitKey
from models.domain.book.accepted import AcceptedForm, AcceptedForms
from models.domain.book.facts import PeriodKey
from models.domain.book.ledger import State
from models.domain.book.periods import Period
from models.services.figures.deriving import compiled_of, work_out
from models.services.figures.footing import Reading, footing_of
from models.services.office.periods import periods
from models.store import journal
from models.store.database import Station

Accepted = Mapping[str, AcceptedForm]
"""The forms of a unit by serial."""


class AnswerChange(NamedTuple):
    """A form whose answers counted before and become others, or count no longer."""

    unit: UnitKey
    period: str
    serial: str
    before: State
    after: State


def accepted_forms(station: Station, period: Period, unit: UnitKey, *, late: bool = False) -> AcceptedForms:
    """All issued forms of a unit by serial, with their accepted answers, on the footing that figures have here."""
    return Reading(station, period, footing_of(station, period, late=late)).forms(unit)


def accepted_texts(
    station: Station, period: Period, unit: UnitKey, *, late: bool = False
) -> Mapping[tuple[str, int], tuple[tuple[str, str], ...]]:
    """The free texts that are still here of the accepted answers of a unit, by station and n of their keying."""
    wanted = {(form.station, form.n) for form in accepted_forms(station, period, unit, late=late) if form.n}
    found: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for number, stream in journal.streams(station.db, period=period.key, unit=unit).items():
        for text in journal.texts_of(station.db, number):
            if (stream.station, text.n) in wanted:
                found.setdefault((stream.station, text.n), []).append((text.question, text.content))
    return {key: tuple(texts) for key, texts in found.items()}


def accepted_here(station: Station, key: PeriodKey, unit: UnitKey) -> Accepted:
    """The forms of a unit as they stand, late lines included; none while the period is not known here."""
    period = next((each for each in periods(station) if each.key == key), None)
    if period is None:
        return {}
    forms = work_out(station, period, unit, compiled_of(station, period), late=True)[1]
    return {form.serial: form for form in forms}


def answer_changes(station: Station, before: Mapping[tuple[PeriodKey, UnitKey], Accepted]) -> tuple[AnswerChange, ...]:
    """The forms that were accepted with other answers `before`, by unit and serial."""
    changes: list[AnswerChange] = []
    for (key, unit), forms in before.items():
        now = accepted_here(station, key, unit)
        for serial, form in forms.items():
            after = now.get(serial)
            if after is None or not form.coding:
                continue
            if (form.state, form.coding, form.marks, form.rest) != (after.state, after.coding, after.marks, after.rest):
                changes.append(AnswerChange(unit, key.code, serial, form.state, after.state))
    return tuple(sorted(changes))
