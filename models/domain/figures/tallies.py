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
from operator import gt, not_, or_
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


class CodedAnswers(Protocol):
    """Anything that holds the coded answers of a form as they are stored: `marks`, and `rest` as JSON text."""

    @property
    def marks(self) -> str: ...

    @property
    def rest(self) -> str: ...


class AnswerColumns(NamedTuple):
    """The coded answers of forms of one questionnaire, close together: their marks one after the other, and the rest of each.

    A city has hundreds of thousands, and what is asked is asked of all of them at once.
    """

    marks: str
    rests: Sequence[str]

    @classmethod
    def of(cls, forms: Sequence[CodedAnswers]) -> AnswerColumns:
        return cls("".join([form.marks for form in forms]), [form.rest for form in forms])


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


def count(compiled: Filters, answers: AnswerColumns) -> Mapping[str, Tally]:
    """The tally of every coded question of the questionnaire whose filters are `compiled`, by name.

    A filter that reads free text counts as met: texts may be purged, and a purge changes no figure.
    """
    questionnaire, sieves = compiled.questionnaire, _Sieves(compiled, answers)
    signs = _Signs(answers.marks, len(answers.rests), len(questionnaire.singles))
    tallies: dict[str, Tally] = {}
    for place, question in enumerate(questionnaire.singles):
        values, unmet = signs.counted(place), sieves.unmet(question.name)
        if unmet is not None:
            values = _put_behind(values, signs.counted(place, only=unmet))
        short = sieves.short(question.name)
        if short is not None:
            # what stands behind a filter is apart already
            apart = short if unmet is None else bytes(map(gt, short, unmet))
            values = _put_aside(values, signs.counted(place, only=apart))
        tallies[question.name] = Tally(values)
    for question in questionnaire.rest:
        tallies[question.name] = _rest_tally(question, sieves)
    return {question.name: tallies[question.name] for question in questionnaire.asked if question.name in tallies}


class _Signs:
    """How often each sign stands at a place of the marks of forms.

    Each of the signs that are expected has a bit of its own in the byte of every form, and the bytes of all forms at a place are one
    number: how many bits it has of one kind is found without looking at form after form.
    """

    def __init__(self, marks: str, forms: int, width: int) -> None:
        self._marks, self._forms, self._width = marks, forms, width
        # many forms bear few kinds of signs
        expected = [sign for sign in MARKS + _MISSING if sign in marks] if marks.isascii() else []
        first = int.from_bytes(bytes([1]) * forms)
        self._bits: list[tuple[bytes, list[tuple[str, int]]]] = []
        for start in range(0, len(expected), 8):
            some = expected[start : start + 8]
            table = bytearray(256)
            for bit, sign in enumerate(some):
                table[ord(sign)] = 1 << bit
            kinds = [(sign, first << bit) for bit, sign in enumerate(some)]
            self._bits.append((marks.encode().translate(table), kinds))

    def counted(self, place: int, *, only: bytes | None = None) -> dict[str, int]:
        """Each sign that stands at a place with how often it does, of all forms or of those for which `only` has a 1."""
        among = int.from_bytes(only.translate(_WHOLE_BYTES)) if only is not None else -1
        values: dict[str, int] = {}
        for bits, kinds in self._bits:
            column = int.from_bytes(bits[place :: self._width]) & among
            values |= {sign: number for sign, kind in kinds if (number := (column & kind).bit_count())}
        if sum(values.values()) == (self._forms if only is None else only.count(1)):
            return values
        stand = self._marks[place :: self._width]
        return dict(Counter(stand if only is None else compress(stand, only)))


_WHOLE_BYTES = bytes(255 * bool(each) for each in range(256))


def columns(compiled: Filters, answers: AnswerColumns, wanted: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """The value of each form, in their order, for the `wanted` coded questions, as `count` counts it."""
    sieves = _Sieves(compiled, answers)
    found: dict[str, Sequence[str]] = {}
    places = {question.name: place for place, question in enumerate(compiled.questionnaire.singles)}
    for question in (*compiled.questionnaire.singles, *compiled.questionnaire.rest):
        if question.name not in wanted:
            continue
        column: Sequence[str] = (
            sieves.column(places[question.name])
            if question.name in places
            else [sieves.read(rest).get(question.name, "") or _BLANK for rest in answers.rests]
        )
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
    """Which forms did not meet the filter of a question, or count elsewhere alone; worked out once for all questions alike.

    Refuses (`ValueError`) answers that have not a mark for each single-choice question.
    """

    def __init__(self, compiled: Filters, answers: AnswerColumns) -> None:
        self._answers, self._compiled = answers, compiled
        self._width = len(compiled.questionnaire.singles)
        if len(answers.marks) != self._width * len(answers.rests):
            raise ValueError(compiled.questionnaire.id)
        self._by_name = {each.name: each for each in compiled.filters}
        self._said: dict[str, bytes | None] = {}
        self._read: dict[str, Mapping[str, str]] = {}
        self._short: dict[int, bytes] = {}

    def column(self, place: int) -> str:
        """The marks of all forms at a place."""
        return self._answers.marks[place :: self._width]

    @cached_property
    def rests(self) -> Mapping[str, int]:
        """How often each text of stored answers occurs."""
        return Counter(self._answers.rests)

    def read(self, rest: str) -> Mapping[str, str]:
        """The stored answers of a text, by question; few texts are unlike each other."""
        if rest not in self._read:
            value = json.loads(rest) if rest else {}
            self._read[rest] = value if isinstance(value, dict) else {}
        return self._read[rest]

    def unmet(self, name: str) -> bytes | None:
        """A 1 for each form that does not meet the filter of the question, else 0; None when no form misses it."""
        wanted = self._by_name.get(name)
        if wanted is None or wanted.reads_texts:
            return None
        text = wanted.expression.text
        if text not in self._said:
            self._said[text] = self._sift(wanted)
        return self._said[text]

    def short(self, name: str) -> bytes | None:
        """A 1 for each form that answered too little for the question to count, else 0; None when every form counts there."""
        found: bytes | None = None
        for place, (names, are_enough) in enumerate(self._compiled.counted_if):
            if name in names:
                if place not in self._short:
                    marks, rests = self._answers
                    self._short[place] = bytes(map(not_, are_enough(marks, len(rests))))
                own = self._short[place]
                found = own if found is None else bytes(map(or_, found, own))
        return found if found is not None and any(found) else None

    def by_rest(self, name: str) -> Mapping[tuple[str, int], int]:
        """How often each text of stored answers occurs, apart by whether the filter of a question is unmet there."""
        unmet = self.unmet(name)
        if unmet is None:
            return {(rest, 0): number for rest, number in self.rests.items()}
        return Counter(zip(self._answers.rests, unmet, strict=True))

    def _sift(self, wanted: Filter) -> bytes | None:
        read: list[Sequence[str | None]] = [
            *map(self.column, wanted.places),
            *([self.read(rest).get(name) for rest in self._answers.rests] for name in wanted.reads_rest),
        ]
        if not read:
            return None if self._says(wanted, (), 0) else bytes([1]) * len(self._answers.rests)
        # most filters read one question
        seen: Sequence[object] = read[0] if len(read) == 1 else list(zip(*read, strict=True))
        unmet = {
            each
            for each in set(seen)
            if not self._says(wanted, each if isinstance(each, tuple) else (each,), seen.index(each))
        }
        return bytes(map(unmet.__contains__, seen)) if unmet else None

    def _says(self, wanted: Filter, read: tuple[str | None, ...], place: int) -> bool:
        """What a filter says to the form at a place, in which it reads this."""
        width, (marks, rests) = self._width, self._answers
        return self._compiled.says(
            wanted,
            read,
            lambda: Answers.from_stored(
                marks=marks[place * width : (place + 1) * width], rest_json=rests[place] if rests else ""
            ),
        )


def _rest_tally(question: Question, sieves: _Sieves) -> Tally:
    values: dict[str, int] = {}
    for (rest, is_unmet), number in sieves.by_rest(question.name).items():
        stored = sieves.read(rest).get(question.name, "") or _BLANK
        is_several = question.shape.ticks is Ticks.SEVERAL and not is_unmet and stored not in _MISSING
        for value in (ANSWERED, *stored.split()) if is_several else (_behind(stored) if is_unmet else stored,):
            values[value] = values.get(value, 0) + number
    return Tally(values)
