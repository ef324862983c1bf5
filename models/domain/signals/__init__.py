"""Signals of irregularity: what is so unlikely that somebody should look at the paper. They never change a figure.

One signal a file, and its line in `SIGNALS`.
"""

from __future__ import annotations

from models.domain.signals import (
    blanks,
    bursts,
    dates,
    draws,
    identical,
    levels,
    near,
    numbers,
    returns,
    sectors,
    straight,
    times,
)
from models.domain.signals.evidence import Evidence, Found, Signal

SIGNALS: tuple[Signal, ...] = (
    Signal("straight", straight.look),
    Signal("identical", identical.look),
    Signal("near", near.look),
    Signal("times", times.look),
    Signal("bursts", bursts.look),
    Signal("dates", dates.look),
    Signal("numbers", numbers.look),
    Signal("blanks", blanks.look),
    Signal("levels", levels.look),
    Signal("returns", returns.look),
    Signal("sectors", sectors.look),
    Signal("draws", draws.look),
)


def look(evidence: Evidence) -> tuple[Found, ...]:
    """What every signal finds in the evidence of one office, in the order of the sheet."""
    return tuple(found for signal in SIGNALS for found in signal.look(evidence))
