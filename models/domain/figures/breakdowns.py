"""The forms of an office split into groups: by what people said of themselves, by sector and procedure, by agency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from types import MappingProxyType
from typing import NamedTuple

from models.domain.basics.folding import alphabetical
from models.domain.basics.own_words import joined
from models.domain.figures import satisfaction
from models.domain.figures.measures import Counted, Measure, measure
from models.domain.figures.tallies import BEHIND_FILTER, AnswerColumns, Tally, columns
from models.domain.questionnaire.filters import Filters
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Missing, Question, Questionnaire, Ticks

NO_ANSWER = ""
"""Group of the forms that do not answer the question, or of which nothing is known."""

NOT_ASKED = "\0"
"""Group of the forms whose questionnaire has not the question; never shown, but part of the total."""

NOT_MET = "\2"
"""Group of the forms that passed over the question because of its filter; not shown, but told by the number that were asked."""

NOT_TICKED = "\3"
"""Group of the forms that ticked other boxes of a question than the one that a split is about; not shown."""

UNSAID = (NO_ANSWER, NOT_ASKED, NOT_MET)
"""Groups of forms that do not answer a question."""


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
    """All valid forms in groups that do not overlap; `parts` splits each of them once more (or is empty).

    A question about the respondent where several boxes may be ticked makes one split for each box (`place` is that of
    the box among them, else 0): those who ticked it, and those who ticked only others. `coding` is that of the question.
    """

    code: str
    label: str
    variants: tuple[str, ...]
    slices: tuple[Slice, ...]
    parts: tuple[tuple[Slice, ...], ...] = ()
    place: int = 0
    coding: str = ""

    @property
    def answered(self) -> int:
        """The forms that answer the question: the base of shares."""
        return sum(each.forms for each in self.slices if each.key not in UNSAID)

    @property
    def asked(self) -> int:
        """The forms on which the question was to be answered."""
        return sum(each.forms for each in self.slices if each.key not in (NOT_ASKED, NOT_MET))


class Linked(NamedTuple):
    """How the splits by questions that are asked because of each other's answers hang together.

    `narrowed` are the cells of people of whom further questions are asked because of what they say of themselves, `variants` those of
    each questionnaire; `forms` says how many forms a cell has.
    """

    narrowed: tuple[frozenset[int], ...] = ()
    variants: tuple[frozenset[int], ...] = ()
    forms: Mapping[int, int] = MappingProxyType({})

    def size(self, cells: frozenset[int]) -> int:
        return sum(self.forms[cell] for cell in cells)


NOT_LINKED = Linked()


class AnsweredForms(NamedTuple):
    """The valid forms of one questionnaire."""

    compiled: Filters
    forms: Sequence[SplitForm]


class Names(NamedTuple):
    """What codes are called: procedures, agencies, sectors as forms name them; and which procedures are joint ones (liên thông)."""

    procedure: Callable[[str], str]
    agency: Callable[[str], str]
    is_joint: Callable[[str], bool]
    sector: Callable[[str], str]


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
        answers = [AnswerColumns.of(each.forms) for each in self._used]
        self._columns = [columns(each.compiled, its, wanted) for each, its in zip(self._used, answers, strict=True)]
        narrowed = [each.compiled.narrowed for each in self._used]
        self._described = [
            columns(
                each.compiled,
                its,
                frozenset(question.name for question in about_respondent(each.compiled.questionnaire)) | {*by_filter},
            )
            for each, its, by_filter in zip(self._used, answers, narrowed, strict=True)
        ]
        self._narrowed = narrowed
        self._linked = frozenset(
            name for by_filter in narrowed for narrow, read in by_filter.items() for name in (narrow, *read)
        )
        self._cells_of_linked = self._links()

    def _links(self) -> list[list[int]]:
        """The number of the combination of answers to questions that are asked because of each other, of every form."""
        known: dict[tuple[object, ...], int] = {}
        numbers = []
        for n, (each, described) in enumerate(zip(self._used, self._described, strict=True)):
            linked = [
                described[question.name]
                for question in about_respondent(each.compiled.questionnaire)
                if question.name in self._linked
            ]
            values = zip(*linked, strict=True) if linked else [()] * len(each.forms)
            numbers.append([known.setdefault((n, *of), len(known)) for of in values])
        return numbers

    def linked(self, *, least: int) -> Linked:
        """How the questions that are asked because of each other hang together; `narrowed` where these are no few."""
        narrowed = []
        for by_filter, each, described, cells in zip(
            self._narrowed, self._used, self._described, self._cells_of_linked, strict=True
        ):
            about = {question.name for question in about_respondent(each.compiled.questionnaire)}
            # what is written in words is in no row, so whether it was asked is told of nobody
            for name in (by_filter.keys() - about) & described.keys():
                met = [_group(value, str) != NOT_MET for value in described[name]]
                if min(sum(met), len(met) - sum(met)) >= least:
                    narrowed.append(frozenset(cell for cell, is_met in zip(cells, met, strict=True) if is_met))
        forms: Counter[int] = Counter()
        for cells in self._cells_of_linked:
            forms.update(cells)
        variants = tuple(frozenset(cells) for cells in self._cells_of_linked)
        return Linked(tuple(dict.fromkeys(narrowed)), variants, forms)

    def by_question(self) -> tuple[Split, ...]:
        """One split for each question about the respondent; questions of two questionnaires pool when coded alike."""
        found: dict[tuple[str, str], tuple[Question, list[str]]] = {}
        for each in self._used:
            for question in about_respondent(each.compiled.questionnaire):
                key = (question.name, question_coding(question))
                found.setdefault(key, (question, []))[1].append(each.compiled.questionnaire.variant)
        splits: list[Split] = []
        for (_, coding), (question, variants) in found.items():
            splits += self._by_question(question, coding, tuple(variants))
        return tuple(splits)

    def by_sector(self, names: Names) -> Split:
        """Sectors with their procedures; joint procedures are a group of their own, outside of their sectors."""

        def area(form: SplitForm) -> str:
            return JOINT if form.is_joint or is_joint(form.procedure) else form.sector

        is_joint = cache(names.is_joint)
        cells = self._cells_of_forms
        keys = [[area(form) for form in each.forms] for each in self._used]
        areas = self._slices(keys, lambda key: "" if key == JOINT else names.sector(key), cells)
        nested = self._slices(
            [
                [f"{key}\n{form.procedure}" for key, form in zip(of, each.forms, strict=True)]
                for of, each in zip(keys, self._used, strict=True)
            ],
            lambda key: names.procedure(key.partition("\n")[2]),
            cells,
        )
        order = sorted(areas, key=lambda each: (each.key == NO_ANSWER, each.key == JOINT, alphabetical(each.label)))
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

    def _by_question(self, question: Question, coding: str, variants: tuple[str, ...]) -> list[Split]:
        given: list[Sequence[str] | None] = []
        for each, described in zip(self._used, self._described, strict=True):
            own = each.compiled.questionnaire.by_name.get(question.name)
            asks = own is not None and question_coding(own) == coding
            given.append(described[question.name] if asks else None)
        labels = {choice.mark: choice.label for choice in question.choices}
        title = question.told_with_number

        def split(code: str, groups: Mapping[str, str], key_of: Callable[[str], str], place: int = 0) -> Split:
            keys = [
                [NOT_ASKED] * len(each.forms) if column is None else _grouped(column, key_of)
                for each, column in zip(self._used, given, strict=True)
            ]
            cells = self._cells_of_linked if question.name in self._linked else ()
            made = {each.key: each for each in self._slices(keys, lambda key: groups.get(key, ""), cells)}
            ordered = [made.get(key, Slice(key, label, 0, 0, None)) for key, label in groups.items()]
            # that all were asked is something that is told, too
            always = (NOT_MET,) if question.relevant and question.name in self._linked else ()
            ordered += [made.get(key, Slice(key, "", 0, 0, None)) for key in UNSAID if key in made or key in always]
            return Split(code, title, variants, tuple(ordered), place=place, coding=coding)

        if len(labels) == 2 and question.shape.ticks is Ticks.SEVERAL:
            # one box less the other would tell who ticked both
            labels[" ".join(labels)] = joined(labels.values(), by=" + ")
        if question.shape.ticks is Ticks.ONE or len(question.choices) == 2:
            return [split(question.name, labels, lambda mark: mark if mark in labels else NO_ANSWER)]
        return [
            split(
                f"{question.name} {mark}",
                {mark: label, NOT_TICKED: ""},
                lambda value, mark=mark: mark if mark in value.split() else NOT_TICKED,  # type: ignore[misc]  # bound now
                place,
            )
            for place, (mark, label) in enumerate(labels.items(), 1)
        ]

    def _slices(
        self, keys: Sequence[Sequence[str]], label: Callable[[str], str], cells: Sequence[Sequence[int]] = ()
    ) -> list[Slice]:
        found: dict[str, set[int]] = {}
        for groups, numbers in zip(keys, cells, strict=False):
            for key, cell in {*zip(groups, numbers, strict=True)}:
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
        with_answers = self._method.has_shares or bool(self._method.asked_at_top)
        if not self._with_index and not with_answers:
            return Slice(key, label, forms, forms, None)
        counted = [
            Counted(each.compiled.questionnaire, max((t.forms for t in of.values()), default=0), of)
            for each, of in zip(self._used, tallies, strict=True)
        ]
        found = measure(counted, self._method)
        answers = found.overall_answers if with_answers else forms
        return Slice(key, label, forms, answers, found.overall if self._with_index else None)

    @cached_property
    def _has_general(self) -> bool:
        """Whether the index is that of the general question, and one of these questionnaires asks it."""
        general = self._whole.general if self._whole.overall_from == "question" else None
        return general is not None and any(general.code in each.compiled.questionnaire.by_name for each in self._used)

    def _index_questions(self) -> frozenset[str]:
        if self._has_general and self._whole.general is not None:
            return frozenset((self._whole.general.code,))
        return frozenset(criterion.code for criterion in self._whole.criteria)


def about_respondent(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The questions with boxes by which respondents describe themselves, as the questionnaire says."""
    return tuple(question for question in questionnaire.describing if question.shape.has_boxes)


_NOT_MET = (Missing.NOT_APPLICABLE.value, BEHIND_FILTER)
_NO_ANSWERS = ("", *(each.value for each in Missing))


def _grouped(column: Sequence[str], key_of: Callable[[str], str]) -> list[str]:
    """The group of each value of a question."""
    groups = {value: _group(value, key_of) for value in set(column)}
    return [groups[value] for value in column]


def _group(value: str, key_of: Callable[[str], str]) -> str:
    """The group of the forms with this value of a question."""
    if value in _NOT_MET:
        return NOT_MET
    return NO_ANSWER if value in _NO_ANSWERS else key_of(value)


def _by_size(each: Slice) -> tuple[object, ...]:
    return each.key in (NO_ANSWER, NOT_ASKED), -each.forms, alphabetical(each.label)
