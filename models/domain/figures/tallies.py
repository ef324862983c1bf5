"""How often each value was given to each question: counted over the accepted answers of a questionnaire.

An answer behind an unmet filter is kept and counted apart; an empty row behind an unmet filter is *not applicable*. An answer on a
form that counts elsewhere alone is counted apart, too; what is no answer stays what it is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from operator import gt, or_
from typing import NamedTuple, Protocol

from models.domain.questionnaire.answers import Answers
from models.domain.questionnaire.filters import Filter, Filters
from models.domain.questionnaire.questionnaire import MARKS, Missing, Question, Ticks

BEHIND_FILTER = "behind"
"""Instead of the value: something was answered although the filter says that it was not to be asked."""

OF_SHORT_FORM = "short"
"""Instead of the value: something was answered on a form that answered too little under an index to count there (`Filters.counted_if`)."""

ANSWERED = "+"
"""Beside the values of a question with several boxes: on how many forms at least one was ticked."""

_MISSING = "".join(missing.value for missing in Missing)
_BLANK = Missing.BLANK.value
_LEVELS = frozenset(MARKS)


class FormAnswers(NamedTuple):
    """The coded answers of one form as they are stored: `marks`, and `rest` as JSON text."""

    marks: str
    rest: str = ""


class CodedAnswers(Protocol):
    """Anything that holds the coded answers of a form as `FormAnswers` does."""

    @property
    def marks(self) -> str: ...

    @property
    def rest(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one question by stored value (mark, digits, missing sign, `BEHIND_FILTER`, `OF_SHORT_FORM`, `ANSWERED`)."""

    values: Mapping[str, int]

    def of(self, value: str) -> int:
        return self.values.get(value, 0)

    def levels(self, count: int) -> tuple[int, ...]:
        """How often each of the first `count` choices was marked, by position."""
        return tuple(self.values.get(mark, 0) for mark in MARKS[:count])

    @property
    def blank(self) -> int:
        return self.of(Missing.BLANK.value)

    @property
    def double(self) -> int:
        return self.of(Missing.DOUBLE.value)

    @property
    def unreadable(self) -> int:
        return self.of(Missing.UNREADABLE.value)

    @property
    def dont_know(self) -> int:
        return self.of(Missing.DONT_KNOW.value)

    @property
    def not_applicable(self) -> int:
        return self.of(Missing.NOT_APPLICABLE.value)

    @property
    def behind_filter(self) -> int:
        return self.of(BEHIND_FILTER)

    @property
    def of_short_form(self) -> int:
        return self.of(OF_SHORT_FORM)

    @property
    def answered(self) -> int:
        """The base of shares: forms with an answer that counts."""
        if ANSWERED in self.values:
            return self.values[ANSWERED]
        return sum(self.values.values()) - self.missing

    @property
    def missing(self) -> int:
        """Forms without an answer that counts, whatever the reason."""
        return sum(map(self.of, _MISSING)) + self.behind_filter + self.of_short_form

    @property
    def forms(self) -> int:
        """All forms that were counted: each stands in the answered or in one kind of missing."""
        return self.answered + self.missing

    def __add__(self, other: Tally) -> Tally:
        return Tally(dict(Counter(self.values) + Counter(other.values)))


NOTHING = Tally({})


def count(compiled: Filters, forms: Sequence[CodedAnswers]) -> Mapping[str, Tally]:
    """The tally of every coded question of the questionnaire whose filters are `compiled`, by name.

    A filter that reads free text counts as met: texts may be purged, and a purge changes no figure.
    """
    questionnaire = compiled.questionnaire
    marks = [form.marks for form in forms]
    every, width = "".join(marks), len(questionnaire.singles)
    if len(every) != width * len(marks):
        raise ValueError(questionnaire.id)
    sieves = _Sieves(compiled, forms, marks)
    # many forms bear few kinds of signs
    signs = "".join(sign for sign in MARKS + _MISSING if sign in every)
    tallies: dict[str, Tally] = {}
    for place, question in enumerate(questionnaire.singles):
        column = every[place::width]
        values = _counted(column, signs)
        unmet = sieves.unmet(question.name)
        if unmet is not None:
            values = _put_behind(values, _counted("".join(compress(column, unmet)), signs))
        short = sieves.short(question.name) if compiled.counted_if else None
        if short is not None:
            # what stands behind a filter is apart already
            apart = short if unmet is None else list(map(gt, short, unmet))
            values = _put_aside(values, _counted("".join(compress(column, apart)), signs))
        tallies[question.name] = Tally(values)
    for question in questionnaire.rest:
        tallies[question.name] = _rest_tally(question, sieves)
    return {question.name: tallies[question.name] for question in questionnaire.asked if question.name in tallies}


def _counted(column: str, expected: str) -> dict[str, int]:
    """How often each sign stands in a column; to look for the `expected` ones is quicker than to find out which there are."""
    values = {sign: number for sign in expected if (number := column.count(sign))}
    return values if sum(values.values()) == len(column) else {sign: column.count(sign) for sign in {*column}}


def columns(compiled: Filters, forms: Sequence[CodedAnswers], wanted: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """The value of each form, in their order, for the `wanted` coded questions, as `count` counts it."""
    sieves = _Sieves(compiled, forms, [form.marks for form in forms])
    found: dict[str, Sequence[str]] = {}
    places = {question.name: place for place, question in enumerate(compiled.questionnaire.singles)}
    for question in (*compiled.questionnaire.singles, *compiled.questionnaire.rest):
        if question.name not in wanted:
            continue
        if question.name in places:
            column = [form.marks[places[question.name]] for form in forms]
        else:
            column = [sieves.read(form.rest).get(question.name, "") or _BLANK for form in forms]
        unmet = sieves.unmet(question.name)
        if unmet is not None:
            column = [_behind(mark) if is_unmet else mark for mark, is_unmet in zip(column, unmet, strict=True)]
        short = sieves.short(question.name)
        if short is not None:
            column = [_aside(value) if is_short else value for value, is_short in zip(column, short, strict=True)]
        found[question.name] = column
    return found


def added(tallies: Iterable[Mapping[str, Tally]]) -> Mapping[str, Tally]:
    """Several tallies of one questionnaire together, question by question."""
    listed = [tally for tally in tallies if tally]
    if len(listed) == 1:
        return listed[0]
    together: dict[str, dict[str, int]] = {}
    for tally in listed:
        for name, counted in tally.items():
            values = together.setdefault(name, {})
            for value, number in counted.values.items():
                values[value] = values.get(value, 0) + number
    return {name: Tally(values) for name, values in together.items()}


def _put_behind(values: Mapping[str, int], unmet: Mapping[str, int]) -> dict[str, int]:
    """Move what stands behind an unmet filter: nothing marked is not applicable, anything else is kept apart."""
    moved = dict(values)
    for mark, number in unmet.items():
        moved[mark] -= number
        behind = _behind(mark)
        moved[behind] = moved.get(behind, 0) + number
    return {mark: number for mark, number in moved.items() if number}


def _behind(mark: str) -> str:
    left_empty = mark in (Missing.BLANK.value, Missing.NOT_APPLICABLE.value)
    return Missing.NOT_APPLICABLE.value if left_empty else BEHIND_FILTER


def _put_aside(values: Mapping[str, int], short: Mapping[str, int]) -> dict[str, int]:
    """Move what forms answered that count elsewhere alone."""
    moved = dict(values)
    for mark, number in short.items():
        moved[mark] -= number
        aside = _aside(mark)
        moved[aside] = moved.get(aside, 0) + number
    return {mark: number for mark, number in moved.items() if number}


def _aside(value: str) -> str:
    return OF_SHORT_FORM if value in _LEVELS else value


class _Sieves:
    """Which forms did not meet the filter of a question, or count elsewhere alone; worked out once for all questions alike."""

    def __init__(self, compiled: Filters, forms: Sequence[CodedAnswers], marks: list[str]) -> None:
        self.forms = forms
        self._marks = marks
        self._compiled = compiled
        self._by_name = {each.name: (place, each) for place, each in enumerate(compiled.filters)}
        self._said: dict[str, list[bool] | None] = {}
        self._read: dict[str, Mapping[str, str]] = {}
        self._short: dict[int, list[bool]] = {}

    @cached_property
    def rests(self) -> Mapping[str, int]:
        """How often each text of stored answers occurs."""
        return Counter([form.rest for form in self.forms])

    def read(self, rest: str) -> Mapping[str, str]:
        """The stored answers of a text, by question; few texts are unlike each other."""
        if rest not in self._read:
            value = json.loads(rest) if rest else {}
            self._read[rest] = value if isinstance(value, dict) else {}
        return self._read[rest]

    def unmet(self, name: str) -> list[bool] | None:
        """Per form whether the filter of the question is unmet; None when no form misses it."""
        place, wanted = self._by_name.get(name, (0, None))
        if wanted is None or wanted.reads_texts:
            return None
        text = wanted.expression.text
        if text not in self._said:
            self._said[text] = self._sift(place, wanted)
        return self._said[text]

    def short(self, name: str) -> list[bool] | None:
        """Per form whether it answered too little for the question to count; None when every form counts there."""
        found: list[bool] | None = None
        for place, (names, is_enough) in enumerate(self._compiled.counted_if):
            if name in names:
                if place not in self._short:
                    self._short[place] = [not is_enough(marks) for marks in self._marks]
                own = self._short[place]
                found = own if found is None else list(map(or_, found, own))
        return found if found is not None and any(found) else None

    def _sift(self, place: int, wanted: Filter) -> list[bool] | None:
        keys: list[object] = list(map(wanted.reads_marks, self._marks))
        if wanted.reads_rest:
            keys = [
                (key, *map(self.read(form.rest).get, wanted.reads_rest))
                for key, form in zip(keys, self.forms, strict=True)
            ]
        unmet = {
            key
            for key, form in dict(zip(keys, self.forms, strict=True)).items()
            if not self._compiled.met(Answers.from_stored(marks=form.marks, rest_json=form.rest))[place]
        }
        return list(map(unmet.__contains__, keys)) if unmet else None


def _rest_tally(question: Question, sieves: _Sieves) -> Tally:
    unmet = sieves.unmet(question.name)
    if unmet is None:
        combined = {(rest, False): number for rest, number in sieves.rests.items()}
    else:
        rests = (form.rest for form in sieves.forms)
        combined = Counter(zip(rests, unmet, strict=True))
    values: dict[str, int] = {}
    for (rest, is_unmet), number in combined.items():
        stored = sieves.read(rest).get(question.name, "") or _BLANK
        is_several = question.shape.ticks is Ticks.SEVERAL and not is_unmet and stored not in _MISSING
        for value in (ANSWERED, *stored.split()) if is_several else (_behind(stored) if is_unmet else stored,):
            values[value] = values.get(value, 0) + number
    return Tally(values)
