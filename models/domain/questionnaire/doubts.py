"""Answers that may well stand on the paper but are asked about once: unusual ones, and those to questions not asked."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from models.domain.basics.typed_words import keys_alone
from models.domain.questionnaire.answers import Answers, stored_codes
from models.domain.questionnaire.filters import Filters, expression_values, violated
from models.domain.questionnaire.questionnaire import Missing, Question
from models.domain.questionnaire.questions import TYPES_BY_CODE
from models.domain.questionnaire.questions.contract import AnswerContent


class Why(StrEnum):
    """Why an answer is doubted; the value is what the base holds."""

    CONSTRAINT = "constraint"
    NOT_ASKED = "not_asked"
    IN_FUTURE = "in_future"
    DIGITS_ALONE = "digits_alone"
    TOO_MANY = "too_many"

    @property
    def may_be_kept(self) -> bool:
        """Whether a yes is remembered with its answer: what people wrote themselves stands in the table of free texts alone."""
        return self is not Why.DIGITS_ALONE


class Doubt(NamedTuple):
    """One answer that a person should compare with the paper once more."""

    question: Question
    why: Why


class Vouch(NamedTuple):
    """A person compared the doubted answer `code` with the paper and said yes at that moment (ISO 8601)."""

    question: str
    why: str
    code: str
    at: str


_NOTHING = ("", Missing.BLANK.value, Missing.NOT_APPLICABLE.value)


def doubts(own_filters: Filters, answers: Answers) -> tuple[Doubt, ...]:
    """What is doubtful about the answers of one paper, in its order, each question once."""
    questionnaire, day = own_filters.questionnaire, own_filters.day
    against = {question.name for question in violated(questionnaire, answers, day=day)}
    unmet = own_filters.unmet(answers) if own_filters.filters else frozenset()
    stored = stored_codes(questionnaire, answers) if unmet else {}
    behind = {name for name in unmet if stored.get(name, "") not in _NOTHING}
    dates = [each.name for each in questionnaire.rest if TYPES_BY_CODE[each.type].content is AnswerContent.DAY]
    values = expression_values(questionnaire, answers) if dates else {}
    keyed = {name for name, text in answers.texts if keys_alone(text)}
    later = {name for name in dates if values[name] > day.isoformat()}

    def why(name: str) -> Why | None:
        if name in against:
            return Why.CONSTRAINT
        if name in behind:
            return Why.NOT_ASKED
        if name in keyed:
            return Why.DIGITS_ALONE
        return Why.IN_FUTURE if name in later else None

    return tuple(
        Doubt(question, found) for question in questionnaire.asked if (found := why(question.name)) is not None
    )
