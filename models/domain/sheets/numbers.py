"""A question that is answered by a number, such as how many times: how often each number was given, mean and median."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ResultRow, Words, said
from models.domain.figures.tallies import Tally
from models.domain.questionnaire.questionnaire import Question
from models.domain.questionnaire.questions import TYPES_BY_CODE
from models.domain.questionnaire.questions.contract import AnswerContent

MOST_ROWS = 8
"""So many numbers have a row of their own; of more, the greatest stand together in the last row."""


def is_number(question: Question) -> bool:
    """Whether answers are numbers that can be added up."""
    return TYPES_BY_CODE[question.type].content in (AnswerContent.NUMBER, AnswerContent.DECIMAL)


def numbers_in(question: Question, tally: Tally) -> Mapping[Fraction, int]:
    """How often each number was given, the smallest first; what is no number says nothing."""
    kind = TYPES_BY_CODE[question.type]
    found = {Fraction(told): count for value, count in tally.values.items() if (told := kind.value(question, value))}
    return dict(sorted(found.items()))


def mean_of(numbers: Mapping[Fraction, int]) -> Fraction:
    """The mean of at least one number."""
    return sum((value * count for value, count in numbers.items()), Fraction(0)) / sum(numbers.values())


def median_of(numbers: Mapping[Fraction, int]) -> Fraction:
    """The number in the middle, of an even count the mean of the two in the middle."""
    ordered = sorted(numbers)
    total = sum(numbers.values())
    middle = [_at(ordered, numbers, place) for place in ((total - 1) // 2, total // 2)]
    return sum(middle, Fraction(0)) / 2


def _at(ordered: list[Fraction], numbers: Mapping[Fraction, int], place: int) -> Fraction:
    passed = 0
    for value in ordered:
        passed += numbers[value]
        if place < passed:
            return value
    raise IndexError(place)


def number_rows(question: Question, tally: Tally) -> list[ResultRow]:
    """Whole numbers with their forms and share, and under them mean and median; nothing where nobody gave one."""
    numbers = numbers_in(question, tally)
    if not numbers:
        return []
    total = sum(numbers.values())
    rows = [
        ResultRow((str(n), words, count, Fraction(100 * count, total)))
        for n, (words, count) in enumerate(_classes(numbers), 1)
        if TYPES_BY_CODE[question.type].content is AnswerContent.NUMBER
    ]
    told = said(N_("Mean: {mean}; median: {median}"), mean=mean_of(numbers), median=median_of(numbers))
    return [*rows, ResultRow(("", told, "", ""))]


def _classes(numbers: Mapping[Fraction, int]) -> list[tuple[Words, int]]:
    listed = list(numbers.items())
    own = listed if len(listed) <= MOST_ROWS else listed[: MOST_ROWS - 1]
    told: list[tuple[Words, int]] = [(str(value), count) for value, count in own]
    rest = listed[len(own) :]
    if rest:
        told.append((said(N_("{number} or more"), number=int(rest[0][0])), sum(count for _, count in rest)))
    return told
