"""When a returned form counts: enough of its mandatory criteria are answered with a level."""

from __future__ import annotations

from fractions import Fraction

from models.domain.questionnaire import Questionnaire, Score


def mandatory_places(questionnaire: Questionnaire) -> tuple[int, ...]:
    """Where in the marks the mandatory criteria stand: required and asked of everybody."""
    return tuple(
        place
        for place, question in enumerate(questionnaire.singles)
        if question.score is Score.CRITERION and question.required and not question.relevant
    )


def answered_enough(places: tuple[int, ...], marks: str, *, least: Fraction) -> bool:
    """Whether at least the share `least` of the criteria at `places` of the marks has a level.

    A questionnaire without mandatory criteria leaves nothing to miss.
    """
    answered = sum(marks[place : place + 1].isdecimal() for place in places)
    return answered >= least * len(places)
