"""Where the questions of a form go on paper unless its columns say so: numbers before the labels, and pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from models.domain.questionnaire.questionnaire import Group, Question

_LINES_OF_FIRST_PAGE = 38
_CHARACTERS_OF_A_LINE = 90


def numbered(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """`questions` with running numbers for those that have none, leaving out numbers that are said; notes have none."""
    said = {question.number for question in questions}
    free = (str(number) for number in count(1) if str(number) not in said)
    return tuple(
        replace(question, number=next(free)) if question.shape.is_asked and not question.number else question
        for question in questions
    )


def paged(questions: tuple[Question, ...], groups: tuple[Group, ...]) -> tuple[Question, ...]:
    """`questions` with their page: where one says it, from there on; where none does, by an estimate of lines.

    The estimate fills page 1 and is only a first guess: who prints knows the typeface and may page again.
    """
    if any(question.page for question in questions):
        return tuple(_carried(questions))
    return tuple(_estimated(questions, {group.name: group.label for group in groups}))


def _carried(questions: tuple[Question, ...]) -> Iterator[Question]:
    page = 1
    for question in questions:
        page = max(page, question.page)
        yield replace(question, page=page)


def _estimated(questions: tuple[Question, ...], labels: dict[str, str]) -> Iterator[Question]:
    lines = 0
    group = ""
    for question in questions:
        lines += _lines(question) + (question.group != group and bool(labels.get(question.group)))
        group = question.group
        yield replace(question, page=1 if lines <= _LINES_OF_FIRST_PAGE else 2)


def _lines(question: Question) -> int:
    words = _rows(len(question.label) + len(question.hint))
    if question.shape.has_boxes:
        return words + _rows(sum(len(choice.label) + 5 for choice in question.choices))
    return words + question.lines


def _rows(characters: int) -> int:
    return -(-characters // _CHARACTERS_OF_A_LINE)
