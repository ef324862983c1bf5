"""The full answers of an office, for its own analyst alone: who took them, for whom and why is noted here and never sent."""

from __future__ import annotations

from dataclasses import dataclass

from models.acts import Act
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.problems import N_, Problem
from models.domain.basics.typed_words import reason_words
from models.domain.book.periods import Period
from models.services.office.allowing import note
from models.store import full_exports as store
from models.store.database import Station
from models.store.full_exports import FullExport


@dataclass(eq=False)
class FullReasonMissing(Problem):
    """A full export without a reason."""

    period: str
    code = "full_reason_missing"
    says = N_(
        "The full answers of period {period} leave for a reason only: say what they are needed for and why the protected ones do "
        "not do. It is noted with your name, and stands in the file."
    )


def require_reason(period: Period, reason: str) -> None:
    """Refuse a full export of which nobody says why (`FullReasonMissing`)."""
    if not reason_words(reason):
        raise FullReasonMissing(period.code)


def note_full_export(
    station: Station, period: Period, *, receiver: str, reason: str, file: str, rows: int, act: Act
) -> FullExport:
    """Note a full export before it leaves; a station that can only be read gives none away."""
    made = FullExport(act.at, act.by.author, receiver, reason, period.code, file, rows)
    with station.transaction():
        store.note_full_export(station.db, period.key, made)
        note(station, act, HomeAct.FULL_EXPORT, {"rows": rows, "period": period.code})
    return made


def full_exports(station: Station) -> tuple[FullExport, ...]:
    """Every full export that was made here, oldest first."""
    return store.full_exports(station.db)
