"""Which period has a code, where campaigns of several offices use the same: whoever made one up keeps nobody from the true one.

A period of an office that is not heard here gives way to one of an office that is, or of one above where the other is none. It stays,
is set aside, and is then named by its issuer and code; its lines stay too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.domain.book.facts import PeriodKey
from models.domain.book.periods import Period, QuestionnaireName
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform import Sheets, read_questionnaire
from models.services.office.known_keys import is_heard
from models.store import periods as store
from models.store.database import Station
from models.store.remembered import all_remembered, forget, remember, remembered

_ASIDE = "period aside "
_CAME_WITH = "questionnaire came with "


@dataclass(eq=False)
class PeriodFromOther(Problem):
    """The same code was used by another issuer."""

    period: str
    issuer: str
    code = "period_from_other"
    says = N_(
        "The code {period} is used here already by a period of {issuer}. A code is used once per office; ask for another code."
    )


@dataclass(eq=False)
class CampaignsClash(Problem):
    """Two campaigns cannot stand beside each other, and nobody has said yet which hub is the right one."""

    period: str
    issuer: str
    other: str
    station: str
    code = "campaigns_clash"
    says = N_(
        "The campaign file of {issuer} for period {period} and one of {other} that is here use the same code, or unlike "
        "questionnaires of one name, and the key of neither office has been compared. It was not opened. Telephone your hub, "
        "compare and confirm its key, and open its file again: the other one then gives way."
    )
    deed = Deed.CONFIRM_KEY


def has_heard_hub(station: Station, period: Period) -> bool:
    """Whether the key of the hub that sent a period is confirmed here, or it was opened here."""
    return not period.hub_station or is_heard(station, period.hub_station, period.key.issuer)


def take_code(station: Station, period: Period, *, is_own: bool) -> None:
    """Let a period have its code, within a running transaction; other periods of that code give way or stand against it.

    Refuses with `PeriodFromOther`, or with `CampaignsClash` while confirming a key would settle it.
    """
    weight = _weight(station, period, is_own=is_own)
    for other in store.periods(station.db):
        if other.code != period.code or other.key == period.key or is_aside(station, other):
            continue
        if has_heard_hub(station, other) or (is_own and _weight(station, other)):
            raise PeriodFromOther(period.code, str(other.key.issuer))
        if weight <= _weight(station, other):
            raise _clash(station, period, other)
        remember(station.db, f"{_ASIDE}{other.key}", str(period.key))
    forget(station.db, f"{_ASIDE}{period.key}")


def is_aside(station: Station, period: Period) -> bool:
    """Whether a period has given its code to that of another office."""
    return remembered(station.db, f"{_ASIDE}{period.key}") is not None


def aside(station: Station) -> frozenset[PeriodKey]:
    """The periods that have given their code to one of another office."""
    return frozenset(map(PeriodKey.parse, all_remembered(station.db, _ASIDE)))


def _weight(station: Station, period: Period, *, is_own: bool = False) -> int:
    """2 for what is heard or own, 1 for what comes under the name of an office above, 0 for everything else."""
    if is_own or has_heard_hub(station, period):
        return 2
    return int(period.key.issuer in station.catalogue.superiors(station.unit))


def _clash(station: Station, period: Period, other: Period) -> CampaignsClash:
    told = station.catalogue.office_told
    return CampaignsClash(period.code, told(period.key.issuer), told(other.key.issuer), period.hub_station)


def note_origin(station: Station, name: QuestionnaireName, period: Period | None) -> None:
    """Remember with which campaign a questionnaire came; without one it is this office's own."""
    if period is None:
        forget(station.db, _origin_of(name))
    else:
        remember(station.db, _origin_of(name), str(period.key))


def from_strangers(station: Station) -> frozenset[QuestionnaireName]:
    """The questionnaires that came with campaigns of offices that are not heard here."""
    origins = all_remembered(station.db, _CAME_WITH)
    if not origins:
        return frozenset()
    heard = {str(each.key) for each in store.periods(station.db) if has_heard_hub(station, each)}
    strange = (name.partition(" ") for name, origin in origins.items() if origin not in heard)
    return frozenset(QuestionnaireName(id_, edition) for id_, _, edition in strange)


def make_room(station: Station, period: Period, questionnaires: Iterable[Questionnaire]) -> None:
    """Let the questionnaires of a campaign have their names, within a running transaction.

    What came under the same name with campaigns of offices that are not heard gets another edition, and so do their periods.
    Refuses with `CampaignsClash` while the office of this one is not heard either.
    """
    for arriving in questionnaires:
        name = QuestionnaireName(arriving.id, arriving.edition)
        kept = store.find_questionnaire(station.db, name)
        origin = remembered(station.db, _origin_of(name))
        if kept is None or origin is None or (kept.coding, kept.paper) == (arriving.coding, arriving.paper):
            continue
        users = [each for each in store.periods(station.db) if name in each.questionnaires]
        if any(has_heard_hub(station, each) for each in users if each.key != period.key):
            continue
        if users and not has_heard_hub(station, period):
            raise _clash(station, period, users[0])
        _rename(station, name, Sheets.from_json(kept.sheets), users, origin)


def edition_aside(questionnaire: Questionnaire) -> str:
    """The edition that a questionnaire has once it gave way: made of its content, and never the newest of its name."""
    return f"0.{questionnaire.coding[:8]}.{questionnaire.paper[:8]}"


def _rename(station: Station, name: QuestionnaireName, sheets: Sheets, users: Iterable[Period], origin: str) -> None:
    before = read_questionnaire(sheets)
    edition = edition_aside(before)
    (settings, *others) = sheets.settings or ()
    cells = {**settings.cells, "version": edition}
    renamed = replace(sheets, settings=(replace(settings, cells=cells), *others))
    new = QuestionnaireName(name.id, edition)
    store.drop_questionnaire(station.db, name)
    forget(station.db, _origin_of(name))
    if store.find_questionnaire(station.db, new) is None:
        store.enter_questionnaire(station.db, read_questionnaire(renamed), renamed)
        remember(station.db, _origin_of(new), origin)
    for period in users:
        named = tuple(new if each == name else each for each in period.questionnaires)
        store.put_period(station.db, replace(period, questionnaires=named))


def _origin_of(name: QuestionnaireName) -> str:
    return f"{_CAME_WITH}{name.id} {name.edition}"
