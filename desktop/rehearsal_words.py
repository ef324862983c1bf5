"""What both doors say of the trial of a copy."""

from __future__ import annotations

from datetime import datetime

from models.domain.basics.problems import N_
from models.language import Language
from models.store.backups import Rehearsal

WHOLE = N_("The copy of {copied} was brought back for a trial on {day}: whole, {lines} lines.")
WRONG = N_(
    "The copy of {copied} was brought back for a trial on {day}: it is not whole ({wrong}). Make a new copy and check the base."
)
UNKNOWN = N_("an unknown day")


def rehearsed(rehearsal: Rehearsal, language: Language) -> str:
    """One sentence."""
    copied = language.datetime(datetime.fromisoformat(rehearsal.copied)) if rehearsal.copied else language.say(UNKNOWN)
    day = language.day(datetime.fromisoformat(rehearsal.at))
    said = WRONG if rehearsal.wrong else WHOLE
    return language.say(said, copied=copied, day=day, lines=language.number(rehearsal.lines), wrong=rehearsal.wrong)
