"""The words in which the sections speak of packages: kinds, states, moments."""

from __future__ import annotations

from datetime import datetime

from models.catalogue import Catalogue
from models.domain.basics.problems import N_
from models.domain.basics.units import UnitKey
from models.language import Language
from models.store.packages import ACKNOWLEDGED, MERGED, OPENED, SENT

KINDS = {"returns": N_("returns"), "exchange": N_("exchange"), "campaign": N_("campaign"), "receipt": N_("receipt")}
STATES = {SENT: N_("sent"), OPENED: N_("opened"), MERGED: N_("taken in"), ACKNOWLEDGED: N_("sent and confirmed")}


def kind_words(kind: str, language: Language) -> str:
    return language.say(KINDS[kind]) if kind in KINDS else kind


def office_words(unit: str, catalogue: Catalogue, language: Language) -> str:
    """The name of the office with this key; words for none."""
    return catalogue.unit_named(UnitKey.parse(unit)).full_name if unit else language.say(N_("(not readable)"))


def moment(at: str, language: Language) -> str:
    """`2026-10-05T08:15:00+07:00` → `05/10/2026 08:15`; a dash for never."""
    return language.datetime(datetime.fromisoformat(at)) if at else "–"
