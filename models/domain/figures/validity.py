"""When a returned form counts: enough of its mandatory criteria are answered with a level."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil
from operator import itemgetter

from models.domain.questionnaire.questionnaire import MARKS, Questionnaire, Score, are_levels

_NO_LEVEL = bytes(chr(sign) not in MARKS for sign in range(256))
"""Of every sign whether it is no level: 1, else 0."""


def mandatory_places(questionnaire: Questionnaire) -> tuple[int, ...]:
    """Where in the marks the mandatory criteria stand: required and asked of everybody."""
    return tuple(
        place
        for place, question in enumerate(questionnaire.singles)
        if question.score is Score.CRITERION and question.required and not question.relevant
    )


def answered_enough(questionnaire: Questionnaire, *, least: Fraction) -> Callable[[str], bool]:
    """The test of marks whether at least the share `least` of the mandatory criteria has a level.

    A questionnaire without mandatory criteria leaves nothing to miss.
    """
    places = mandatory_places(questionnaire)
    needed = ceil(least * len(places))

    if len(places) < 2:
        return lambda marks: sum(are_levels(marks[place : place + 1]) for place in places) >= needed
    width, chosen, spare = max(places) + 1, itemgetter(*places), len(places) - needed

    def is_enough(marks: str) -> bool:
        signs = (marks if len(marks) >= width else marks.ljust(width)).encode("ascii", "replace")
        # most forms lack so little in all their rows that it need not be asked in which
        return signs.translate(_NO_LEVEL).count(1) <= spare or (
            bytes(chosen(signs)).translate(_NO_LEVEL).count(1) <= spare
        )

    return is_enough
