"""PINs: which ones can be chosen, how long wrong ones make somebody wait, and what it means to have given the right one."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem, Sentence

SHORTEST, LONGEST = 4, 32
FREE_TRIES = 3
"""So many wrong PINs in a row cost nothing but the trying."""
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Proof:
    """That the PIN of a person (`author`, as facts name people) was given, and for which duties it was asked for again."""

    author: str
    again: frozenset[Duty] = frozenset()


@dataclass(eq=False)
class PinMalformed(Problem):
    """A PIN is digits only."""

    code = "pin_malformed"
    says = N_("A PIN has 4 to 32 digits and nothing else. Choose another one.")


@dataclass(eq=False)
class PinTooEasy(Problem):
    """One digit over and over, or digits in a row."""

    code = "pin_too_easy"
    says = N_("This PIN is the first that anybody would try. Choose one without digits all alike or in a row.")


@dataclass(eq=False)
class PinNeeded(Problem):
    """The person has a PIN and did not give it."""

    person: str
    code = "pin_needed"
    says = N_(
        "{person} has a PIN here, and it was not given. Nothing was changed. Give the PIN, or act in your own name."
    )


@dataclass(eq=False)
class PinAskedAgain(Problem):
    """The PIN was given when the person sat down; for this it is asked for once more."""

    person: str
    duty: Sentence
    code = "pin_asked_again"
    says = N_("For this the PIN of {person} is asked for once more: {duty}. Nothing was changed.")


@dataclass(eq=False)
class PinLacking(Problem):
    """In an office with PINs, this is done by somebody who has one."""

    person: str
    duty: Sentence
    code = "pin_lacking"
    says = N_(
        "{person} has no PIN. Since people here have PINs, this is done only by somebody who has one: {duty}. The "
        "administrator sets a PIN together with {person}."
    )
    deed = Deed.SET_PIN


@dataclass(eq=False)
class PinsDiffer(Problem):
    """A new PIN is typed twice."""

    code = "pins_differ"
    says = N_("The two PINs are not the same. Nothing was changed; type the new PIN twice.")


@dataclass(eq=False)
class PinWrong(Problem):
    """It is another one."""

    person: str
    code = "pin_wrong"
    says = N_("This is not the PIN of {person}. After three wrong ones in a row every further try has to wait.")


@dataclass(eq=False)
class PinWait(Problem):
    """Too many wrong ones in a row; the time to wait goes on when the program is started anew."""

    person: str
    seconds: int
    code = "pin_wait"
    says = N_(
        "Too many wrong PINs were given for {person}. The next try is taken in {seconds} seconds; until then nothing is tried. "
        "A forgotten PIN is replaced with the recovery sheet."
    )
    deed = Deed.USE_RECOVERY_SHEET


def require_pin(text: str) -> str:
    """A PIN that somebody may choose; refuses (`PinMalformed`, `PinTooEasy`)."""
    pin = text.strip()
    if not re.fullmatch(rf"[0-9]{{{SHORTEST},{LONGEST}}}", pin):
        raise PinMalformed
    steps = {int(after) - int(before) for before, after in itertools.pairwise(pin)}
    if len(steps) == 1 and steps <= {-1, 0, 1}:
        raise PinTooEasy
    return pin


def wait_after(wrong: int) -> timedelta:
    """How long nothing is tried after so many wrong PINs in a row: nothing, then 30 seconds, twice as long each time, an hour at most."""
    if wrong < FREE_TRIES:
        return timedelta(0)
    return min(_LONGEST_WAIT, _FIRST_WAIT * (1 << min(wrong - FREE_TRIES, 20)))


def seconds_left(wrong: int, last: str, at: str) -> int:
    """How many seconds nothing is tried, at the moment `at`, after so many wrong PINs in a row, the last of them at `last`."""
    if not last:
        return 0
    left = datetime.fromisoformat(last) + wait_after(wrong) - datetime.fromisoformat(at)
    # a clock that was set back makes nobody wait longer than the last wrong one does
    return max(0, min(-(-left // timedelta(seconds=1)), int(wait_after(wrong).total_seconds())))
