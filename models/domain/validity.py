"""When a returned form counts: enough of its mandatory criteria are answered with a level."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil

from models.domain.questionnaire import Questionnaire, Score


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

    def is_enough(marks: str) -> bool:
        chosen = "".join([marks[place : place + 1] for place in places])
        return sum(map(str.isdecimal, chosen)) >= needed

    return is_enough
