"""Answers that respondents typed themselves, as form programs on the network write them: a row for each, labels or codes.

Which column holds what says `online_columns`. Where columns are called by names, programs write the codes of choices, elsewhere their
labels: on a scale from 0 to 10 the label 4 is another choice than the code 4. What is neither is refused, never passed over.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from models.domain.basics.days import zoned_moment
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.reading import near_name
from models.domain.basics.tables import Cell
from models.domain.book.keyed_cells import answer_in, serial_in, typed_in
from models.domain.book.online_columns import OnlineColumns
from models.domain.questionnaire.answers import Answers, AnswersRefused, read_answers
from models.domain.questionnaire.questionnaire import Choice, Question, Questionnaire, Shape, Ticks

LEAST_QUESTIONS = 3
"""So many columns at least are questions, where a row is the header."""

_WORDS = re.compile(r"[\W_]+")
_BETWEEN = " ,;|/\n"
_LEADING_CODE = re.compile(r"^(?P<code>\d{1,2}|[a-z])\s*[-–.:)]\s*(?P<label>.+)$", re.IGNORECASE | re.DOTALL)


@dataclass(eq=False)
class NotAChoice(Problem):
    """An answer that is neither the code nor the label of a choice."""

    question: str
    answer: str
    code = "not_a_choice"
    says = N_("“{answer}” is no choice of question {question}.")
    several: ClassVar[str] = N_("These are no choices of their questions: {cells}.")

    @property
    def cell(self) -> str:
        """The question and its answer, among several."""
        return f"{self.question} “{self.answer}”"

    @property
    def told_with(self) -> Hashable:
        return self.code

    def told_of(self, every: Sequence[Problem]) -> Sentence:
        return Sentence(self.several, {"cells": tuple(each.cell for each in every if isinstance(each, NotAChoice))})


@dataclass(eq=False)
class NearAChoice(NotAChoice):
    """An answer that is probably a slip of a choice."""

    meant: str
    code = "near_a_choice"
    says = N_("“{answer}” is no choice of question {question}; did it mean “{meant}”?")
    several = N_("These are no choices of their questions; what may be meant stands behind the arrow: {cells}.")

    @property
    def cell(self) -> str:
        return f"{super().cell} → “{self.meant}”"


@dataclass(frozen=True, slots=True)
class OnlineRow:
    """One answer: its row in the sheet, the number of a slip where one was typed, when it was given, and what names it."""

    row: int
    typed: str
    moment: datetime | None
    answers: Answers
    source: str


def read_online_row(
    cells: Sequence[Cell], row: int, columns: OnlineColumns, questionnaire: Questionnaire, *, seed: str
) -> OnlineRow | None:
    """One row of answers; None for a row without any. Refuses (`AnswersRefused`) what no choice has.

    `source` names the answer: the same row read again has the same, and it tells nothing of who answered.
    """

    def cell(place: int | None) -> Cell:
        return cells[place] if place is not None and place < len(cells) else None

    own: dict[str, str] = {}
    wrong: list[Problem] = []
    for name, place in columns.questions.items():
        try:
            own[name] = online_answer(cell(place), questionnaire.by_name[name], coded=name in columns.coded)
        except Problem as problem:
            wrong.append(problem)
    for name, of in columns.boxes.items():
        ticked = [mark for mark, place in of.items() if _is_ticked(cell(place))]
        own.setdefault(name, " ".join(ticked))
    if wrong:
        raise AnswersRefused(tuple(wrong))
    if not any(own.values()):
        return None
    typed = serial_in(cell(columns.serial)) if columns.serial is not None else ""
    own_name = next(filter(None, (typed_in(cell(place)).removeprefix("uuid:") for place in columns.identities)), "")
    number, when = typed_in(cell(columns.counter)), typed_in(cell(columns.moment))
    told = own_name or (f"{number}\x1f{when}" if number and when else "\x1f".join(map(typed_in, cells)))
    source = hashlib.sha256(f"{seed}\n{told}".encode()).hexdigest()[:16]
    return OnlineRow(row, typed, _moment(cell(columns.moment)), read_answers(questionnaire, own), source)


def online_answer(cell: Cell, question: Question, *, coded: bool = False) -> str:
    """An answer as a clerk would key it: marks of choices, digits or words. Refuses (`NotAChoice`) any other.

    `coded`: what is both the code of one choice and the label of another is the code.
    """
    text = typed_in(cell)
    if not text or question.shape is Shape.WRITING_LINES or not question.choices:
        return answer_in(cell, question)
    read = _several if question.shape.ticks is Ticks.SEVERAL else _one
    ways = (_coded, _labelled) if coded else (_labelled, _coded)
    mark = next((found for way in (*ways, _placed) if (found := read(text, question, way))), "")
    if not mark:
        name, meant = question.number or question.name, near_name(text, [each.label for each in question.choices])
        raise NearAChoice(name, text, meant) if meant else NotAChoice(name, text)
    return mark


def same_answers(rows: Iterable[OnlineRow], *, within: int) -> tuple[tuple[int, ...], ...]:
    """The rows (as the sheet counts) that give the very same answers as another one within so many seconds, together."""
    listed = sorted((each for each in rows if each.moment is not None), key=lambda each: (each.moment, each.row))
    groups: dict[tuple[str, str], list[list[OnlineRow]]] = {}
    for each in listed:
        own = groups.setdefault((each.answers.marks, each.answers.rest_json), [])
        if own and _seconds(own[-1][-1], each) <= within:
            own[-1].append(each)
        else:
            own.append([each])
    return tuple(tuple(each.row for each in group) for of in groups.values() for group in of if len(group) > 1)


def bursts(rows: Iterable[OnlineRow], *, least: int, within: int) -> tuple[tuple[int, ...], ...]:
    """The rows that came `least` or more within so many seconds, together: one person may have answered for many."""
    listed = sorted((each for each in rows if each.moment is not None), key=lambda each: (each.moment, each.row))
    found: list[list[OnlineRow]] = []
    for place, first in enumerate(listed):
        run = [each for each in listed[place:] if _seconds(first, each) <= within]
        if len(run) < least:
            continue
        if found and run[0] in found[-1]:
            found[-1] += [each for each in run if each not in found[-1]]
        else:
            found.append(run)
    return tuple(tuple(each.row for each in run) for run in found)


def _seconds(one: OnlineRow, other: OnlineRow) -> float:
    if one.moment is None or other.moment is None:
        return float("inf")
    return abs((other.moment - one.moment).total_seconds())


def _is_ticked(cell: Cell) -> bool:
    return typed_in(cell).casefold() in ("1", "1.0", "true", "x", "yes", "có", "ok")


_Way = Callable[[str, Question], Choice | None]
"""How a choice is told by a text."""


def _coded(text: str, question: Question) -> Choice | None:
    return next((box for box in question.boxes if text == box.code), None)


def _labelled(text: str, question: Question) -> Choice | None:
    """The choice with this label, alone or behind its code; tones and case matter only where choices differ in nothing else."""
    exact = [box for box in question.boxes if box.label.casefold() == text.casefold()]
    alike = exact or [box for box in question.boxes if _key(box.label) == _key(text)]
    if len(alike) == 1:
        return alike[0]
    leading = _LEADING_CODE.match(text)
    box = leading and (_coded(leading["code"], question) or _placed(leading["code"], question))
    return box if leading and box and _key(leading["label"]) == _key(box.label) else None


def _placed(text: str, question: Question) -> Choice | None:
    """The choice by its place on paper, where codes are words and no numbers."""
    if any(choice.code.isdecimal() for choice in question.choices):
        return None
    return question.choice(text)


def _one(text: str, question: Question, way: _Way) -> str:
    found = way(text, question)
    return found.mark if found else ""


def _several(text: str, question: Question, way: _Way) -> str:
    """The marks of choices that stand after one another, empty where one of them is none; the longest label that fits goes first."""
    if way is not _labelled:
        found = [way(each, question) for each in text.replace(",", " ").split()]
        return " ".join(dict.fromkeys(each.mark for each in found if each)) if all(found) else ""
    labels = sorted(question.choices, key=lambda choice: -len(choice.label))
    left, marks = text.strip(_BETWEEN), list[str]()
    while left:
        fitting = next((each for each in labels if left.casefold().startswith(each.label.casefold())), None)
        if fitting is None:
            return ""
        marks.append(fitting.mark)
        left = left[len(fitting.label) :].strip(_BETWEEN)
    return " ".join(dict.fromkeys(marks))


def _key(words: str) -> str:
    return " ".join(_WORDS.sub(" ", search_key(words)).split())


_FORMS = (
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y/%m/%d %I:%M:%S %p",
    "%m/%d/%Y %H:%M:%S",
)


def _moment(cell: Cell) -> datetime | None:
    """When an answer was given, by its own clock; only distances between moments of one file are looked at."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    text = typed_in(cell)
    if (moment := zoned_moment(text)) is not None:
        return moment.replace(tzinfo=None)
    for form in _FORMS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 -- distances within one file need no zone
        except ValueError:
            continue
    return None
