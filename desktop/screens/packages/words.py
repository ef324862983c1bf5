"""The words in which the sections speak of packages: kinds, states, moments, and what was found in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from models.catalogue import Catalogue
from models.domain.basics.problems import N_
from models.domain.basics.units import UnitKey
from models.language import Language
from models.services.exchange.packages import ACKNOWLEDGED, MERGED, OPENED, SENT

KINDS = {"returns": N_("returns"), "exchange": N_("exchange"), "campaign": N_("campaign"), "receipt": N_("receipt")}
STATES = {SENT: N_("sent"), OPENED: N_("opened"), MERGED: N_("taken in"), ACKNOWLEDGED: N_("sent and confirmed")}

IN_WINDOW = {
    "key_changed": N_(
        "Station {station} of {unit} signs with another key than before, so what it sends waits. Telephone the office, let it "
        "read the words of its key, and type them under “Keys”. If they are right, the package is taken in; if not, "
        "somebody else made it."
    ),
    "book_taken": N_(
        "Station {station} of {unit} was restored and issues forms from book {book}, which station {holder} has too. "
        "Ask the office whether both are in use. If no two papers carry the same number, confirm its key under “Keys”; "
        "the package is then taken in."
    ),
    "kind_other": N_("This is a package of the kind “{found}”. Campaign files are opened on the screen “Periods”."),
    "key_unconfirmed": N_(
        "Station {station} of {unit} sends for the first time. Telephone the office, let it read the words of its key, and "
        "type them under “Keys”; once is enough."
    ),
}
"""What a window says in the place of sentences that name commands, by the machine word of a finding or notice."""


def told(code: str, says: str, facts: Iterable[tuple[str, object]], language: Language) -> str:
    """One finding or notice as this window says it."""
    known = dict(facts)
    if code == "kind_other":
        known["found"] = kind_words(str(known.get("found", "")), language)
    return language.say(IN_WINDOW.get(code, says), **known)


def kind_words(kind: str, language: Language) -> str:
    return language.say(KINDS[kind]) if kind in KINDS else kind


def office_words(unit: str, catalogue: Catalogue, language: Language) -> str:
    """The name of the office with this key; words for none."""
    return catalogue.unit_named(UnitKey.parse(unit)).full_name if unit else language.say(N_("(not readable)"))


def moment(at: str, language: Language) -> str:
    """`2026-10-05T08:15:00+07:00` → `05/10/2026 08:15`; a dash for never."""
    return language.datetime(datetime.fromisoformat(at)) if at else "–"
