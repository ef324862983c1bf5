"""Rows of a table whose answers may be, but are unusual: they are keyed as they stand, and told so that somebody looks at the paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from models.domain.basics.problems import N_, Sentence
from models.domain.questionnaire.answers import Answers
from models.domain.questionnaire.doubts import Why, doubts
from models.domain.questionnaire.filters import filters
from models.domain.questionnaire.questionnaire import Questionnaire

_MOST_NAMED = 20
_UNUSUAL = (Why.CONSTRAINT, Why.IN_FUTURE)


class KeyedRow(NamedTuple):
    """A row that was keyed, as the sheet counts."""

    row: int
    questionnaire: Questionnaire
    answers: Answers


def doubted_notes(keyed: Iterable[KeyedRow], *, day: date) -> Iterator[Sentence]:
    """A sentence for each question with unusual answers, naming the rows; `day` is that of keying."""
    found: dict[str, list[int]] = {}
    for each in keyed:
        for doubt in doubts(filters(each.questionnaire, day=day), each.answers):
            if doubt.why in _UNUSUAL:
                found.setdefault(doubt.question.name, []).append(each.row)
    said = N_(
        "The answers to {question} in {count} rows are unusual. They were keyed as they stand; compare them with the paper: rows {rows}."
    )
    for name, rows in found.items():
        more = ", …" if len(rows) > _MOST_NAMED else ""
        told = ", ".join(map(str, rows[:_MOST_NAMED])) + more
        yield Sentence(said, {"question": name, "count": len(rows), "rows": told})
