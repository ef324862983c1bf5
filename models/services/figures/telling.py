"""What of an office's forms may be told row by row, beside its printed tables: one account for exports, comments and cross-tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from models.domain.basics.units import UnitKey
from models.domain.book.accepted import AcceptedForms
from models.domain.disclosure.coarsening import GROUPED, ToldColumn, told_rows
from models.domain.disclosure.hidden_at_hub import Splits, hidden_groups_of
from models.domain.disclosure.hidden_groups import GroupPlace
from models.domain.figures.basis import is_few
from models.domain.figures.breakdowns import JOINT, NO_ANSWER, UNSAID, Split
from models.domain.figures.measures import Counted, Measure, measure
from models.domain.questionnaire.answers import Answers, whole_marks
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.questionnaire import Missing, Question, Questionnaire, Ticks
from models.domain.questionnaire.questions import TYPES_BY_CODE
from models.services.figures.footing import Reading
from models.services.figures.reporting import OfficeSplitter, named_joint
from models.services.figures.standings import Standing
from models.services.office.questionnaires import questionnaires_of

JOINT_SECTOR = "(liên thông)"
"""Stands as the sector of forms about joint procedures, which tables count outside of their sectors."""


class ToldKind(NamedTuple):
    """What is told of forms beside their answers.

    `described` are the questions about the respondent with what is told of each. `is_apart` says whether their questionnaire is told.
    """

    sector: str
    agency: str
    described: tuple[tuple[str, str], ...]
    is_apart: bool


class ToldOffice(NamedTuple):
    """The forms of an office that count, and of each the place of what is told of it among the `kinds`."""

    forms: AcceptedForms
    kinds: tuple[ToldKind, ...]
    places: tuple[int, ...]


class Telling:
    """Works out what the tables of offices, their exports and their comments may tell of forms together."""

    def __init__(self, reading: Reading) -> None:
        self._reading, self._method = reading, reading.period.method
        self._questionnaires = questionnaires_of(reading.station, reading.period)
        self._by_coding = {each.coding: each for each in reversed(self._questionnaires)}
        self._splitter = OfficeSplitter(reading.station, reading.period)
        self._wholes: dict[frozenset[str], Measure] = {}

    def told(self, unit: UnitKey, standing: Standing, forms: AcceptedForms) -> ToldOffice:
        """What may be told of the `forms` of an office that count, and where it stands with them."""
        if not forms:
            return ToldOffice(forms, (), ())
        codings, least = frozenset(forms.coding), self._method.suppress_under
        named = named_joint(self._reading.facts(unit))
        is_withheld = is_few(standing.forms, standing.answers, self._method)
        splits = self._splitter.splits(forms, named, self._whole(frozenset() if is_withheld else codings))
        used = [each for coding, each in self._by_coding.items() if coding in codings]
        asked = _asked(used)
        columns = [*_areas(splits, least), *_answers(splits, asked, least)]
        joint = self._splitter.joint(forms, named)
        of = [forms.those([coding == each.coding for coding in forms.coding]) for each in used]
        own = [[question.name if question.is_of(each) else "" for question in asked] for each in used]
        cells = [
            list(
                zip(
                    [
                        JOINT_SECTOR if serial in joint else sector
                        for serial, sector in zip(its.serial, its.sector, strict=True)
                    ],
                    its.agency,
                    *_shown(its, each, names),
                    strict=True,
                )
            )
            for its, each, names in zip(of, used, own, strict=True)
        ]
        kinds: dict[ToldKind, int] = {}
        places: dict[str, int] = {}
        for its, names, rows in zip(of, own, told_rows(cells, columns, least=least), strict=True):
            # those of a group bear the same row
            known = {id(row): row for row in rows}
            of_row = {
                key: kinds.setdefault(
                    ToldKind(row.cells[0], row.cells[1], _described(names, row.cells[2:]), row.is_apart), len(kinds)
                )
                for key, row in known.items()
            }
            places.update(zip(its.serial, [of_row[id(row)] for row in rows], strict=True))
        return ToldOffice(forms, tuple(kinds), tuple(map(places.__getitem__, forms.serial)))

    def _whole(self, codings: frozenset[str]) -> Measure:
        """The questions of an index over these questionnaires (none: all), whatever was answered."""
        if codings not in self._wholes:
            used = [each for each in self._questionnaires if each.coding in codings] or self._questionnaires
            self._wholes[codings] = measure([Counted(each, 0, {}) for each in used], self._method)
        return self._wholes[codings]


class _Asked(NamedTuple):
    """A question about the respondent; several questionnaires share it when they code it alike."""

    name: str
    coding: str
    question: Question

    def is_of(self, questionnaire: Questionnaire) -> bool:
        own = questionnaire.by_name.get(self.name)
        return own is not None and question_coding(own) == self.coding


def _asked(questionnaires: Sequence[Questionnaire]) -> list[_Asked]:
    found: dict[tuple[str, str], _Asked] = {}
    for questionnaire in questionnaires:
        for question in questionnaire.describing:
            coding = question_coding(question)
            found.setdefault((question.name, coding), _Asked(question.name, coding, question))
    return list(found.values())


def _areas(splits: Splits, least: int) -> tuple[ToldColumn, ToldColumn]:
    """What may be told of sector and agency: what the tables of these show."""
    closed = hidden_groups_of(splits, least=least).areas
    return _area(splits.sectors, "sector", closed), _area(splits.agencies, "agency", closed)


def _area(split: Split | None, kind: str, closed: frozenset[GroupPlace]) -> ToldColumn:
    if split is None or (kind == "agency" and len(split.slices) < 2):
        return ToldColumn()
    named = {n: JOINT_SECTOR if each.key == JOINT else each.key for n, each in enumerate(split.slices)}
    hidden = frozenset(key for n, key in named.items() if GroupPlace(kind, n) in closed)
    return ToldColumn(counted=frozenset(named.values()) - hidden - {""}, hidden=hidden)


def _answers(splits: Splits, asked: Sequence[_Asked], least: int) -> list[ToldColumn]:
    """What may be told of each question about the respondent.

    One that is asked of some only, or lets several boxes be ticked, is told by its table alone.
    """
    closed = hidden_groups_of(splits, least=least).answers
    shown = {(each.code, each.coding): (each, hidden) for each, hidden in zip(splits.makeup, closed, strict=True)}
    columns = []
    for each in asked:
        question = each.question
        if question.relevant or question.shape.ticks is Ticks.SEVERAL or not question.shape.is_coded:
            columns.append(ToldColumn(untold=True))
        elif question.shape.ticks is Ticks.NONE:
            columns.append(ToldColumn())
        else:
            split, hidden = shown[each.name, each.coding]
            told = {slice_.key for n, slice_ in enumerate(split.slices) if n not in hidden and slice_.forms}
            columns.append(
                ToldColumn(
                    class_codes(question),
                    counted=frozenset(told) - {*UNSAID},
                    hidden=_with_missing(frozenset(split.slices[n].key for n in hidden)),
                )
            )
    return columns


def _with_missing(hidden: frozenset[str]) -> frozenset[str]:
    """Where the number of those who do not answer is hidden, no way of not answering is told."""
    return hidden | {each.value for each in Missing} if NO_ANSWER in hidden else hidden


def class_codes(question: Question) -> dict[str, str]:
    """The code of the class of every choice that has one: `GROUPED` with a number."""
    labels = dict.fromkeys(choice.coarser for choice in question.choices if choice.coarser)
    codes = {label: f"{GROUPED}{n}" for n, label in enumerate(labels, 1)}
    return {choice.mark: codes[choice.coarser] for choice in question.choices if choice.coarser}


def _shown(forms: AcceptedForms, questionnaire: Questionnaire, names: Sequence[str]) -> Iterator[Sequence[str]]:
    """By question what each form says to it; nothing where the questionnaire has none with this name ("")."""
    width = len(questionnaire.singles)
    marks = "".join(whole_marks(questionnaire, each) for each in forms.marks)
    read = {rest: dict(Answers.from_stored(marks="", rest_json=rest).rest) for rest in {*forms.rest}}
    places = {question.name: place for place, question in enumerate(questionnaire.singles)}
    for name in names:
        if not name:
            yield [""] * len(forms)
            continue
        question = questionnaire.by_name[name]
        place = places.get(name)
        stored = [read[rest].get(name, "") for rest in forms.rest] if place is None else marks[place::width]
        show = TYPES_BY_CODE[question.type].show
        shown = {value: show(question, value) for value in {*stored}}
        yield [shown[value] for value in stored]


def _described(names: Iterable[str], cells: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, cell) for name, cell in zip(names, cells, strict=True) if name)
