"""One history of an office: every act with who did it, when and at which computer, lines and acts that stay at home alike."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from string import Formatter

from models.domain.basics.duties import ROLE_NAMES, ROLE_OF
from models.domain.basics.home_acts import HOME_ACTS, HomeAct
from models.domain.basics.problems import N_, Sentence
from models.domain.basics.units import UnitKey
from models.domain.book.activity import spans_in
from models.domain.book.facts import KEYING, Kind, PeriodKey
from models.language import Language
from models.services.exchange.decisions import RULINGS, SAYS
from models.services.office.stations import name_of
from models.store import history as store
from models.store import stations
from models.store.database import Station

OF_NO_PERIOD = frozenset((Kind.NUMBERS_HANDED, Kind.NUMBERS_TAKEN, Kind.IN_CHARGE))
"""What holds for all periods, whichever one its line stands in."""

MOST = 2_000
"""Acts that are shown at once; who wants more asks for fewer days."""

_LINES = {
    Kind.BOOK_ALLOTTED: N_("gave a book to a computer"),
    Kind.ISSUED: N_("issued {forms}"),
    Kind.PRINTED: N_("printed {forms}"),
    Kind.HANDED_OUT: N_("noted as handed out: {forms}"),
    Kind.RETURNED: N_("noted as returned: {forms}"),
    Kind.REFUSED: N_("noted as refused: {forms}"),
    Kind.LOST: N_("noted as lost: {forms}"),
    Kind.SPOILED: N_("noted as spoiled: {forms}"),
    Kind.SAMPLED: N_("drew a sample"),
    Kind.CONFIRMED: N_("confirmed"),
    Kind.IN_CHARGE: N_("put {person} in charge of {office}"),
}
_KEYINGS = {
    "keyed": N_("keyed form {forms}"),
    "amended": N_("amended form {forms}"),
    "ruled": N_("keyed form {forms} by a ruling"),
    "voided": N_("voided form {forms}"),
}
KINDS: dict[str, str] = {
    **{kind.value: said for kind, said in (*_LINES.items(), *SAYS.items())},
    KEYING: _KEYINGS["keyed"],
    **{kind.value: said for kind, said in HOME_ACTS.items()},
}
"""Every kind of act with its sentence, whose values stand in braces; programs filter by the word."""


@dataclass(frozen=True, slots=True)
class AskedActs:
    """What of the history is asked for; what is left out is not asked for. `by` is as facts name people, days are those of its place."""

    by: str = ""
    kind: str = ""
    station: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """One act: when (ISO 8601), who, at which station, about which office and period, of which kind, and in words."""

    at: str
    by: str
    name: str
    station: str
    unit: UnitKey | None
    period: str
    kind: str
    told: Sentence
    reason: Sentence


@dataclass(frozen=True, slots=True)
class History:
    """The latest acts first; `is_cut` where there are more than are shown."""

    acts: tuple[Happened, ...]
    is_cut: bool


def history(station: Station, wanted: AskedActs, *, most: int = MOST) -> History:
    """The acts that are asked for, the latest first, at most so many."""
    # moments of other zones may stand a day apart as they are written; the day itself is compared below
    found = store.happened(
        station.db,
        by=wanted.by,
        station=wanted.station,
        kind=wanted.kind,
        since="" if wanted.first is None else (wanted.first - timedelta(days=1)).isoformat(),
        before="" if wanted.last is None else (wanted.last + timedelta(days=2)).isoformat(),
        most=most + 1,
    )
    within = [row for row in found if _is_within(station, row, wanted)]
    within.sort(key=lambda row: row.at, reverse=True)
    names: dict[str, str] = {}
    acts = []
    for row in within[:most]:
        if row.by not in names:
            names[row.by] = name_of(station, row.by)
        acts.append(_told(station, row, names[row.by]))
    return History(tuple(acts), len(within) > most)


def people_and_computers(station: Station) -> tuple[dict[str, str], dict[str, Sentence]]:
    """Everybody who did something here by the name facts have for them, and every computer by its id, in words."""
    authors, computers = store.who_and_where(station.db)
    return {by: name_of(station, by) for by in authors}, {each: computer_told(station, each) for each in computers}


def computer_told(station: Station, id_: str) -> Sentence:
    """What people call a computer: this one, an own one by its name, another one by its number."""
    if id_ == station.id:
        return Sentence(N_("this computer"))
    name = stations.name_of_station(station.db, id_)
    return Sentence("{name} ({id})", {"name": name, "id": id_[:8]}) if name else Sentence("{id}", {"id": id_[:8]})


def asked_told(station: Station, wanted: AskedActs, language: Language) -> str:
    """What of the history is asked for, as it stands over a list of it."""
    say = language.say
    parts = [name_of(station, wanted.by)] if wanted.by else []
    if wanted.kind:
        parts.append(kind_told(wanted.kind, language))
    if wanted.station:
        parts.append(language.sentence(computer_told(station, wanted.station)))
    if wanted.first is not None:
        parts.append(say(N_("from {day}"), day=wanted.first))
    if wanted.last is not None:
        parts.append(say(N_("to {day}"), day=wanted.last))
    return " · ".join(parts) or say(N_("everything"))


def kind_told(kind: str, language: Language) -> str:
    """A kind of act in words, without what it speaks of."""
    says = KINDS[kind]
    blanks = {name: "…" for _, name, _, _ in Formatter().parse(says) if name}
    return language.say(says, **blanks)


def _is_within(station: Station, row: store.ActRow, wanted: AskedActs) -> bool:
    if wanted.first is None and wanted.last is None:
        return True
    try:
        day = station.catalogue.place.day_of(datetime.fromisoformat(row.at))
    except (ValueError, OverflowError):
        return False
    return (wanted.first is None or day >= wanted.first) and (wanted.last is None or day <= wanted.last)


def _told(station: Station, row: store.ActRow, name: str) -> Happened:
    is_home = not row.unit
    said, values, reason = _home(row) if is_home else _keying(row) if row.kind == KEYING else _line(station, row)
    return Happened(
        row.at,
        row.by,
        name,
        row.station,
        None if is_home else UnitKey.parse(row.unit),
        "" if is_home or row.kind in OF_NO_PERIOD else PeriodKey.parse(row.period).code,
        row.kind,
        Sentence(said, values),
        reason,
    )


def _home(row: store.ActRow) -> tuple[str, dict[str, object], Sentence]:
    values: dict[str, object] = dict(json.loads(row.body or "{}"))
    roles = values.get("roles")
    if isinstance(roles, list):
        named = [Sentence(ROLE_NAMES[ROLE_OF[role]]) for role in roles if role in ROLE_OF]
        values["roles"] = named or Sentence(N_("no role"))
    known = HOME_ACTS.get(HomeAct(row.kind)) if row.kind in set(HomeAct) else None
    return known or row.kind, values, Sentence("")


def _keying(row: store.ActRow) -> tuple[str, dict[str, object], Sentence]:
    settled = len(row.body.split(",")) if row.body else 0
    turn = "voided" if row.is_void else "keyed" if not settled else "amended" if settled == 1 else "ruled"
    return _KEYINGS[turn], {"forms": row.serials}, Sentence("")


def _line(station: Station, row: store.ActRow) -> tuple[str, dict[str, object], Sentence]:
    body = json.loads(row.body or "{}")
    word = str(body.get("reason", "")) if isinstance(body.get("reason", ""), str) else ""
    reason = Sentence(RULINGS[word]) if row.kind == Kind.RULED and word in RULINGS else _typed(word)
    values: dict[str, object] = {
        "forms": row.serials or "–",
        "lines": sum(span.last - span.first + 1 for span in spans_in(body.get("lines"))),
        "share": body.get("share", ""),
        "office": _office_told(station, str(body.get("unit", ""))),
        "computer": str(body.get("station", ""))[:8],
        "person": name_of(station, str(body.get("person", ""))) or "–",
    }
    return KINDS.get(row.kind, row.kind), values, reason


def _office_told(station: Station, named: str) -> str:
    try:
        return station.catalogue.office_told(UnitKey.parse(named))
    except ValueError:
        return named


def _typed(word: str) -> Sentence:
    return Sentence("{reason}", {"reason": word}) if word else Sentence("")
