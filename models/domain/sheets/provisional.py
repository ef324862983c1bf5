"""The mark of figures that nothing has closed yet: since when they are looked at, and what is missing in them."""

from __future__ import annotations

from datetime import date

from models.domain.basics.problems import N_, Sentence
from models.domain.figures.figures import Figures

PROVISIONAL = N_("PROVISIONAL FIGURES")
"""Stands over everything that no closing of a hub, or at an office no closing of its own, settles."""


def provisional_mark(figures: Figures, day: date) -> Sentence | None:
    """What stands on every page of provisional figures; None once they are closed."""
    if not figures.is_provisional:
        return None
    lacking = missing(figures)
    if not lacking:
        return Sentence(N_("{mark} of {day}: nothing has been closed yet"), {"mark": PROVISIONAL, "day": day})
    told = {"mark": PROVISIONAL, "day": day, "missing": lacking}
    return Sentence(N_("{mark} of {day}: {missing}"), told)


def missing(figures: Figures) -> tuple[Sentence, ...]:
    """What is still open in these figures, in few words each."""
    balance = figures.balance
    if not figures.is_ranking:
        counted = [
            (N_("forms still out: {count}"), balance.get("still_out", 0)),
            (N_("not keyed: {count}"), balance.get("not_keyed", 0)),
        ]
    else:
        counted = [
            (N_("offices that have not sent: {count}"), len(figures.not_sent)),
            (N_("offices that have not closed: {count}"), sum(not line.is_closed for line in figures.lines)),
            (N_("keys not confirmed: {count}"), len(figures.unconfirmed)),
            (N_("lines that have not arrived: {count}"), figures.lacking),
            (N_("late lines left out: {count}"), 0 if figures.with_late else figures.late),
        ]
    counted += [
        (N_("disputed: {count}"), balance.get("disputed", 0)),
        (N_("awaiting a second keying: {count}"), balance.get("awaiting_second", 0)),
    ]
    return tuple(Sentence(words, {"count": count}) for words, count in counted if count)
