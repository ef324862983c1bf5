"""What of an office's forms may be told row by row, beside its printed tables: one account for exports and comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from models.domain.basics.units import UnitKey
from models.domain.book.accepted import AcceptedForm, is_counted
from models.domain.book.periods import Period
from models.domain.disclosure.coarsening import GROUPED, ToldColumn, told_rows
from models.domain.disclosure.hidden_at_hub import Splits, hidden_groups_of
from models.domain.disclosure.hidden_groups import GroupPlace
from models.domain.figures.breakdowns import JOINT, NO_ANSWER, UNSAID, Split
from models.domain.figures.figures import Reach, Subject
from models.domain.questionnaire.answers import Answers, whole_marks
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.questionnaire import Missing, Question, Questionnaire, Ticks
from models.domain.questionnaire.questions import TYPES_BY_CODE
from models.services.figures.accepted import accepted_forms
from models.services.figures.reporting import joint_forms, splits_of_office
from models.services.figures.results import figures_of
from models.services.office.questionnaires import questionnaires_of
from models.store.database import Station

JOINT_SECTOR = "(liên thông)"
"""Stands as the sector of forms about joint procedures, which tables count outside of their sectors."""


class ToldForm(NamedTuple):
    """A valid form and what is told of it beside its answers.

    `described` are the questions about the respondent with what is told of each. `is_apart` says whether its questionnaire is told.
    """

    form: AcceptedForm
    sector: str
    agency: str
    described: Mapping[str, str]
    is_apart: bool


def told_forms(station: Station, period: Period, unit: UnitKey, *, late: bool = False) -> tuple[ToldForm, ...]:
    """The forms of an office that count, with what its tables, its exports and its comments may tell of them together."""
    forms = [each for each in accepted_forms(station, period, unit, late=late) if is_counted(each, period.method)]
    if not forms:
        return ()
    figures = figures_of(station, period, Subject(unit, Reach.OFFICE), late=late)
    splits = splits_of_office(station, period, figures, forms)
    least = period.method.suppress_under
    by_coding = {each.coding: each for each in reversed(questionnaires_of(station, period))}
    used = [each for each in by_coding.values() if any(form.coding == each.coding for form in forms)]
    asked = _asked(used)
    columns = [*_areas(splits, least), *_answers(splits, asked, least)]
    areas = joint_forms(station, period, unit, forms, late=late)
    of = {each.coding: [form for form in forms if form.coding == each.coding] for each in used}
    own = {coding: [each.name if each.is_of(by_coding[coding]) else "" for each in asked] for coding in of}
    cells = [
        list(
            zip(
                (JOINT_SECTOR if form.serial in areas else form.sector for form in its),
                (form.agency for form in its),
                *_shown(its, by_coding[coding], own[coding]),
                strict=True,
            )
        )
        for coding, its in of.items()
    ]
    told = told_rows(cells, columns, least=least)
    return tuple(
        ToldForm(form, row.cells[0], row.cells[1], _described(own[coding], row.cells[2:]), row.is_apart)
        for (coding, its), rows in zip(of.items(), told, strict=True)
        for form, row in zip(its, rows, strict=True)
    )


def every_form(station: Station, period: Period, unit: UnitKey, *, late: bool = False) -> tuple[ToldForm, ...]:
    """The forms of an office that count, with everything that is known of them."""
    return tuple(
        ToldForm(each, each.sector, each.agency, {}, is_apart=True)
        for each in accepted_forms(station, period, unit, late=late)
        if is_counted(each, period.method)
    )


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


def _shown(
    forms: Sequence[AcceptedForm], questionnaire: Questionnaire, names: Sequence[str]
) -> Iterator[Sequence[str]]:
    """By question what each form says to it; nothing where the questionnaire has none with this name ("")."""
    marks = [whole_marks(questionnaire, form.marks) for form in forms]
    read = {rest: dict(Answers.from_stored(marks="", rest_json=rest).rest) for rest in {form.rest for form in forms}}
    places = {question.name: place for place, question in enumerate(questionnaire.singles)}
    for name in names:
        if not name:
            yield [""] * len(forms)
            continue
        question = questionnaire.by_name[name]
        place = places.get(name)
        stored = [read[form.rest].get(name, "") for form in forms] if place is None else [of[place] for of in marks]
        show = TYPES_BY_CODE[question.type].show
        shown = {value: show(question, value) for value in {*stored}}
        yield [shown[value] for value in stored]


def _described(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(names, cells, strict=True) if name}
