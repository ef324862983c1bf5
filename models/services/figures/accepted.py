"""The accepted answers of an office, form by form: for breakdowns and exports."""

from __future__ import annotations

from collections.abc import Mapping

from models.domain.basics.units import UnitKey
from models.domain.book.accepted import AcceptedForm
from models.domain.book.periods import Period
from models.services.figures.deriving import compiled_of, derived, stored_forms, work_out
from models.store import journal
from models.store.database import Station


def accepted_forms(station: Station, period: Period, unit: UnitKey, *, late: bool = False) -> tuple[AcceptedForm, ...]:
    """All issued forms of a unit by serial, with their accepted answers."""
    standing = derived(station, period, unit).standing
    if late and standing.late:
        return work_out(station, period, unit, compiled_of(station, period), late=True)[1]
    return stored_forms(station, period, unit)


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
