"""Impossible times: a form keyed faster than anybody types, or begun before the same person had ended the one before."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from models.domain.basics.problems import N_
from models.domain.basics.table_values import said
from models.domain.signals.evidence import Evidence, Found, Keyed

FAST = N_("Keyed faster than anybody types")
TWO_AT_ONCE = N_("Two forms keyed by one person at the same time")
PER_ANSWER = Fraction(3, 10)
"""Seconds: somebody who only hits keys, without reading, needs about this much for each."""


def look(evidence: Evidence) -> tuple[Found, ...]:
    measured = [keying for keying in evidence.keyed if keying.seconds > 0]
    fast = [keying for keying in measured if keying.seconds < PER_ANSWER * keying.questions]
    at_once = _at_once(measured)
    return (
        Found(
            "times",
            FAST,
            said(
                N_("Less than {seconds} seconds for each question. Keyings from a table are not timed."),
                seconds=PER_ANSWER,
            ),
            len(fast),
            len(measured),
            serials=tuple(sorted({keying.serial for keying in fast})),
        ),
        Found(
            "overlaps",
            TWO_AT_ONCE,
            said(N_("Begun before the same person had ended the form before, by the clock of the station.")),
            len(at_once),
            len(measured),
            serials=tuple(sorted({keying.serial for keying in at_once})),
        ),
    )


def _at_once(measured: list[Keyed]) -> list[Keyed]:
    """Keyings whose time of work reaches back before the end of the same person's keying before."""
    last: dict[str, Keyed] = {}
    found = []
    timed = [(keying.at, keying) for keying in measured if keying.at is not None]
    for at, keying in sorted(timed, key=lambda each: (each[0], each[1].serial)):
        before = last.get(keying.by)
        if (
            before is not None
            and before.at is not None
            and at - before.at < timedelta(seconds=keying.seconds) - _ROUNDING
        ):
            found.append(keying)
        last[keying.by] = keying
    return found


_ROUNDING = timedelta(seconds=1)
"""Moments and durations are whole seconds."""
