"""The forms of an office split into groups: by what people said of themselves, by sector and procedure, by agency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from typing import NamedTuple

from models.domain.basics.folding import search_key
from models.domain.figures import satisfaction
from models.domain.figures.measures import Counted, Measure, measure
from models.domain.figures.tallies import FormAnswers, Tally, columns
from models.domain.questionnaire.filters import Filters
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Question, Score, Ticks

NO_ANSWER = ""
"""Group of the forms that do not answer the question, or of which nothing is known."""

NOT_ASKED = "\0"
"""Group of the forms whose questionnaire has not the question; never shown, but part of the total."""


class SplitForm(NamedTuple):
    """A valid form as breakdowns read it; `is_joint` says that it was issued for several agencies together."""

    marks: str
    rest: str
    sector: str
    procedure: str
    agency: str
    is_joint: bool = False


class GroupSize(NamedTuple):
    """How many people a group has, and how many answers its index stands on."""

    forms: int
    answers: int

    def is_small(self, least: int) -> bool:
        """Whether some, but fewer than `least`, people or answers."""
        return 0 < self.forms < least or 0 < self.answers < least


@dataclass(frozen=True, slots=True)
class Slice:
    """One group: `index` is the overall index of its forms, from `answers` answers.

    `cells` are the combinations of questionnaire, sector, procedure and agency that its forms have, numbered alike in
    all splits by these.
    """

    key: str
    label: str
    forms: int
    answers: int
    index: Fraction | None
    cells: frozenset[int] = frozenset()

    @property
    def size(self) -> GroupSize:
        return GroupSize(self.forms, self.answers)


@dataclass(frozen=True)
class Split:
    """All valid forms in groups that do not overlap; `parts` splits each of them once more (or is empty)."""

    code: str
    label: str
    variants: tuple[str, ...]
    slices: tuple[Slice, ...]
    parts: tuple[tuple[Slice, ...], ...] = ()


class AnsweredForms(NamedTuple):
    """The valid forms of one questionnaire."""

    compiled: Filters
    forms: Sequence[SplitForm]


class Names(NamedTuple):
    """What codes are called: procedures, agencies, and which procedures are joint ones (liên thông)."""

    procedure: Callable[[str], str]
    agency: Callable[[str], str]
    is_joint: Callable[[str], bool]


JOINT = "\1"
"""Key of the joint procedures among the sectors."""


class Splitter:
    """Splits the forms of some questionnaires; the columns of answers are read once.

    Without `with_index` only forms and answers are counted.
    """

    def __init__(
        self, answered: Iterable[AnsweredForms], whole: Measure, method: Method, *, with_index: bool = True
    ) -> None:
        self._used = [each for each in answered if each.forms]
        self._whole = whole
        self._method = method
        self._with_index = with_index
        self._cells_of_forms = self._cells()
        wanted = self._index_questions()
        self._columns = [
            columns(each.compiled, [FormAnswers(form.marks, form.rest) for form in each.forms], wanted)
            for each in self._used
        ]

    def by_question(self) -> tuple[Split, ...]:
        """One split for each question about the respondent; questions of two questionnaires pool when coded alike."""
        found: dict[tuple[str, str], tuple[Question, list[str]]] = {}
        for each in self._used:
            for question in about_respondent(each.compiled.questionnaire.singles):
                key = (question.name, question_coding(question))
                found.setdefault(key, (question, []))[1].append(each.compiled.questionnaire.variant)
        return tuple(
            self._by_question(question, coding, tuple(variants)) for (_, coding), (question, variants) in found.items()
        )

    def by_sector(self, names: Names) -> Split:
        """Sectors with their procedures; joint procedures are a group of their own, outside of their sectors."""

        def area(form: SplitForm) -> str:
            return JOINT if form.is_joint or is_joint(form.procedure) else form.sector

        is_joint = cache(names.is_joint)
        cells = self._cells_of_forms
        keys = [[area(form) for form in each.forms] for each in self._used]
        areas = self._slices(keys, _named, cells)
        nested = self._slices(
            [
                [f"{key}\n{form.procedure}" for key, form in zip(of, each.forms, strict=True)]
                for of, each in zip(keys, self._used, strict=True)
            ],
            lambda key: names.procedure(key.partition("\n")[2]),
            cells,
        )
        order = sorted(areas, key=lambda each: (each.key == NO_ANSWER, each.key == JOINT, search_key(each.label)))
        parts = tuple(
            tuple(sorted((part for part in nested if part.key.partition("\n")[0] == each.key), key=_by_size))
            for each in order
        )
        return Split("sector", "", (), tuple(order), parts)

    def by_agency(self, names: Names) -> Split:
        """Evaluated agencies, the most forms first."""
        keys = [[form.agency for form in each.forms] for each in self._used]
        return Split(
            "agency", "", (), tuple(sorted(self._slices(keys, names.agency, self._cells_of_forms), key=_by_size))
        )

    def by_questionnaire(self) -> Split:
        """The questionnaires, in their order."""
        keys = [[each.compiled.questionnaire.variant] * len(each.forms) for each in self._used]
        return Split("questionnaire", "", (), tuple(self._slices(keys, str, self._cells_of_forms)))

    def _cells(self) -> list[list[int]]:
        """The number of the combination of questionnaire, sector, procedure and agency of every form."""
        known: dict[tuple[object, ...], int] = {}
        return [
            [known.setdefault((n, *form[2:]), len(known)) for form in each.forms] for n, each in enumerate(self._used)
        ]

    def _by_question(self, question: Question, coding: str, variants: tuple[str, ...]) -> Split:
        keys = []
        for each in self._used:
            questionnaire = each.compiled.questionnaire
            own = questionnaire.by_name.get(question.name)
            if own is None or question_coding(own) != coding:
                keys.append([NOT_ASKED] * len(each.forms))
            else:
                place = questionnaire.singles.index(own)
                marks = {choice.mark for choice in own.choices}
                keys.append([f.marks[place] if f.marks[place] in marks else NO_ANSWER for f in each.forms])
        labels = {choice.mark: choice.label for choice in question.choices}
        made = {each.key: each for each in self._slices(keys, lambda key: labels.get(key, ""))}
        empty = [Slice(mark, label, 0, 0, None) for mark, label in labels.items()]
        ordered = [made.get(each.key, each) for each in empty]
        ordered += [made[key] for key in (NO_ANSWER, NOT_ASKED) if key in made]
        title = f"{question.number or question.name}. {question.label}"
        return Split(question.name, title, variants, tuple(ordered))

    def _slices(
        self, keys: Sequence[Sequence[str]], label: Callable[[str], str], cells: Sequence[Sequence[int]] = ()
    ) -> list[Slice]:
        found: dict[str, set[int]] = {}
        for groups, numbers in zip(keys, cells, strict=False):
            for key, cell in zip(groups, numbers, strict=True):
                found.setdefault(key, set()).add(cell)
        forms: Counter[str] = Counter()
        tallies: list[dict[str, dict[str, Tally]]] = []
        for own, answers in zip(keys, self._columns, strict=True):
            forms.update(own)
            counted: dict[str, dict[str, dict[str, int]]] = {}
            for name, column in answers.items():
                for (key, mark), number in Counter(zip(own, column, strict=True)).items():
                    counted.setdefault(key, {}).setdefault(name, {})[mark] = number
            tallies.append({key: {name: Tally(values) for name, values in of.items()} for key, of in counted.items()})
        return [
            replace(
                self._slice(key, label(key), number, [of.get(key, {}) for of in tallies]),
                cells=frozenset(found.get(key, ())),
            )
            for key, number in forms.items()
        ]

    def _slice(self, key: str, label: str, forms: int, tallies: Sequence[Mapping[str, Tally]]) -> Slice:
        general = self._whole.general
        if self._has_general and general is not None:
            levels = [0] * len(general.levels)
            for each in tallies:
                for place, number in enumerate(each.get(general.code, Tally({})).levels(len(levels))):
                    levels[place] += number
            if not self._with_index:
                return Slice(key, label, forms, sum(levels), None)
            top = self._method.satisfied_levels(len(levels))
            satisfied = sum(number for level, number in enumerate(levels, 1) if level in top)
            return Slice(key, label, forms, sum(levels), satisfaction.index(((satisfied, sum(levels)),)))
        if not self._with_index:
            return Slice(key, label, forms, forms, None)
        counted = [
            Counted(each.compiled.questionnaire, max((t.forms for t in of.values()), default=0), of)
            for each, of in zip(self._used, tallies, strict=True)
        ]
        return Slice(key, label, forms, forms, measure(counted, self._method).overall)

    @cached_property
    def _has_general(self) -> bool:
        """Whether the index is that of the general question, and one of these questionnaires asks it."""
        general = self._whole.general if self._whole.overall_from == "question" else None
        return general is not None and any(general.code in each.compiled.questionnaire.by_name for each in self._used)

    def _index_questions(self) -> frozenset[str]:
        if self._has_general and self._whole.general is not None:
            return frozenset((self._whole.general.code,))
        return frozenset(criterion.code for criterion in self._whole.criteria)


def about_respondent(questions: Iterable[Question]) -> tuple[Question, ...]:
    """The questions by which respondents describe themselves: single choices without a score, in part A."""
    return tuple(
        question
        for question in questions
        if question.shape.ticks is Ticks.ONE
        and question.score is Score.NONE
        and (question.group.upper() == "A" or (question.name[:1].upper() == "A" and question.name[1:].isdigit()))
    )


def _named(key: str) -> str:
    return "" if key == JOINT else key


def _by_size(each: Slice) -> tuple[bool, int, str]:
    return each.key in (NO_ANSWER, NOT_ASKED), -each.forms, each.label
