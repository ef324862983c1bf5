"""When a returned form counts: enough of its mandatory criteria are answered with a level."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from models.domain.questionnaire import Questionnaire, Score


@lru_cache(maxsize=64)
def _mandatory(coding: str, questionnaire: Questionnaire) -> tuple[int, ...]:
    return tuple(
        place
        for place, question in enumerate(questionnaire.singles)
        if question.score is Score.CRITERION and question.required and not question.relevant
    )


def answered_enough(questionnaire: Questionnaire, marks: str, *, least: Fraction) -> bool:
    """Whether at least the share `least` of the mandatory criteria (required and always asked) has a level.

    A questionnaire without mandatory criteria leaves nothing to miss.
    """
    places = _mandatory(questionnaire.coding, questionnaire)
    answered = sum(marks[place : place + 1].isdecimal() for place in places)
    return answered >= least * len(places)
