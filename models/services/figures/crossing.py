"""A question crossed with a trait of people, an office, a sector or a questionnaire, counted from what an export tells of each form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from models.domain.basics.folding import alphabetical
from models.domain.basics.problems import N_, Problem
from models.domain.basics.table_values import Words, said
from models.domain.basics.units import UnitKey
from models.domain.book.channels import CHANNELS
from models.domain.book.periods import Period
from models.domain.disclosure.coarsening import GROUPED
from models.domain.figures.figures import Figures, Subject
from models.domain.figures.measures import Counted, measure
from models.domain.figures.tallies import NOTHING, AnswerColumns, Tally, count
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.questionnaire import Question, Questionnaire, Ticks
from models.domain.sheets.crossing import Crossed, CrossedRow
from models.progress import NO_PROGRESS, Progress
from models.services.figures.areas import together
from models.services.figures.deriving import compiled_of
from models.services.figures.results import figures_of, units_here
from models.services.figures.telling import ToldOffice, class_codes
from models.services.figures.told_offices import told_offices
from models.services.office.questionnaires import questionnaires_of
from models.store.bulk import uncollected
from models.store.database import Station

UNIT, SECTOR, QUESTIONNAIRE, CHANNEL = "unit", "sector", "questionnaire", "channel"
AREAS = (UNIT, SECTOR, QUESTIONNAIRE, CHANNEL)
"""What a question may be crossed with beside the questions about the respondent."""


@dataclass(eq=False)
class NotToCross(Problem):
    """A question without boxes, or a trait that is neither an area nor about the respondent."""

    name: str
    known: tuple[str, ...]
    code = "not_to_cross"
    says = N_("“{name}” cannot be crossed. Choose one of: {known}.")


def crossable(station: Station, period: Period) -> tuple[Question, ...]:
    """The questions with boxes of a period, each once."""
    found: dict[str, Question] = {}
    for each in questionnaires_of(station, period):
        for question in each.asked:
            if question.shape.has_boxes:
                found.setdefault(question.name, question)
    return tuple(found.values())


def traits(station: Station, period: Period) -> tuple[str, ...]:
    """What questions may be crossed with: areas, and the questions about the respondent with one box each."""
    described = {
        question.name
        for each in questionnaires_of(station, period)
        for question in each.describing
        if question.shape.ticks is Ticks.ONE
    }
    return (*AREAS, *(each.name for each in crossable(station, period) if each.name in described))


def crossed(
    station: Station, period: Period, subject: Subject, *, question: str, by: str, progress: Progress = NO_PROGRESS
) -> Crossed:
    """The answers to a question by a trait, of the forms of an office, a part of a hub or a hub.

    It is counted from the rows that an export has, where every combination of traits is shared by enough people, so laid beside exports and
    tables it tells nothing new. Refuses what cannot be crossed (`NotToCross`).
    """
    questions = {each.name: each for each in crossable(station, period)}
    known = traits(station, period)
    for name, among in ((question, tuple(questions)), (by, known)):
        if name not in among or question == by:
            raise NotToCross(name, among)
    if by == CHANNEL and question in _describing(station, period):
        # exports tell no channel: with what people say of themselves it would tell more than they do
        raise NotToCross(question, tuple(name for name in questions if name not in _describing(station, period)))
    figures = figures_of(station, period, subject)
    compiled = {each.questionnaire.coding: each for each in compiled_of(station, period)}
    with uncollected():
        groups = {
            group: [
                Counted(compiled[coding].questionnaire, len(of.rests), count(compiled[coding], of))
                for coding, of in its.items()
            ]
            for group, its in _groups(station, period, figures, question, by, progress).items()
        }
    labels = _labels(figures, questionnaires_of(station, period), by)
    asked = questions[question]
    rows = [
        _row(labels.get(group, group), group == GROUPED, counted, asked, figures)
        for group, counted in sorted(groups.items(), key=lambda item: _place(item[0], labels))
    ]
    every = together([each.questionnaire for each in compiled.values()], chain.from_iterable(groups.values()))
    whole = _row("", False, [each for each in every if each.forms], asked, figures)
    return Crossed(figures, asked, by, _label_of(questions, by), tuple(rows), whole)


def _groups(
    station: Station, period: Period, figures: Figures, question: str, by: str, progress: Progress
) -> dict[str, dict[str, AnswerColumns]]:
    """Per group of the table, and in it per coding, the answers that are counted."""
    questionnaires = {each.coding: each for each in reversed(questionnaires_of(station, period))}
    shared = (
        len({question_coding(each.by_name[question]) for each in questionnaires.values() if question in each.by_name})
        == 1
    )
    is_in_all = shared and all(question in each.by_name for each in questionnaires.values())
    found: dict[tuple[str, str], list[AnswerColumns]] = {}
    units = _units(station, period, figures)
    for unit, office in told_offices(station, period, units, progress=progress):
        is_told = _tells_channels(office, least=period.method.suppress_under)
        for (coding, channel, place), answers in _answers(office):
            questionnaire, told = questionnaires[coding], office.kinds[place]
            if question not in questionnaire.by_name or not (told.is_apart or is_in_all):
                continue
            if by == UNIT:
                group = unit.code
            elif by == SECTOR:
                group = told.sector
            elif by == QUESTIONNAIRE:
                group = questionnaire.variant if told.is_apart else GROUPED
            elif by == CHANNEL:
                group = channel or PAPER_TOLD if is_told else GROUPED
            else:
                group = dict(told.described).get(by, GROUPED) if told.is_apart else GROUPED
            found.setdefault((group, coding), []).append(answers)
    groups: dict[str, dict[str, AnswerColumns]] = {}
    order = list(questionnaires)
    for (group, coding), parts in sorted(found.items(), key=lambda item: order.index(item[0][1])):
        rests = tuple(chain.from_iterable(each.rests for each in parts))
        groups.setdefault(group, {})[coding] = AnswerColumns("".join([each.marks for each in parts]), rests)
    return groups


def _answers(office: ToldOffice) -> Iterator[tuple[tuple[str, str, int], AnswerColumns]]:
    """The answers of forms that were asked the same, came by the same channel and are told alike: coding, channel and kind of these."""
    forms = office.forms
    alike: dict[tuple[str, str, int], list[int]] = {}
    for form, key in enumerate(zip(forms.coding, forms.channel, office.places, strict=True)):
        alike.setdefault(key, []).append(form)
    marks, rests = forms.marks, forms.rest
    for key, of in alike.items():
        yield key, AnswerColumns("".join([marks[form] for form in of]), [rests[form] for form in of])


PAPER_TOLD = "paper"
"""The group of forms on paper, whose channel has no word of its own."""


def _tells_channels(office: ToldOffice, *, least: int) -> bool:
    """Whether every channel by which an office has forms has enough of them."""
    return all(number >= least for number in Counter(office.forms.channel).values())


def _describing(station: Station, period: Period) -> frozenset[str]:
    return frozenset(question.name for each in questionnaires_of(station, period) for question in each.describing)


def _units(station: Station, period: Period, figures: Figures) -> tuple[UnitKey, ...]:
    """The offices that are counted: of a hub those that an export has."""
    if not figures.is_ranking:
        return () if figures.is_withheld else (figures.unit.key,)
    out = {unit.key for unit in figures.left_out} | {line.unit.key for line in figures.lines if line.is_withheld}
    here = {line.unit.key for line in figures.lines} - out
    return tuple(unit for unit in units_here(station, period) if unit in here)


def _row(
    label: Words,
    is_grouped: bool,  # noqa: FBT001  # positional, in a loop
    counted: Sequence[Counted],
    question: Question,
    figures: Figures,
) -> CrossedRow:
    tally: Tally = NOTHING
    for each in counted:
        if question_coding(each.questionnaire.by_name[question.name]) == question_coding(question):
            tally = tally + each.counts.get(question.name, NOTHING)
    measured = measure(counted, figures.method) if counted else None
    index = measured.overall if measured is not None else None
    answers_of_index = measured.overall_answers if measured is not None else 0
    return CrossedRow(label, sum(each.forms for each in counted), tally, index, answers_of_index, is_grouped)


def _labels(figures: Figures, questionnaires: Sequence[Questionnaire], by: str) -> dict[str, Words]:
    """What the groups are called, in the order in which they stand."""
    if by == UNIT:
        lines = sorted(figures.lines, key=lambda line: alphabetical(line.unit.full_name))
        return {line.unit.key.code: line.unit.full_name for line in lines}
    if by == CHANNEL:
        return {channel or PAPER_TOLD: said(name) for channel, name in CHANNELS.items()}
    found: dict[str, Words] = {}
    for each in questionnaires:
        question = each.by_name.get(by)
        if by == QUESTIONNAIRE:
            found.setdefault(each.variant, each.variant)
        elif question is not None and by not in AREAS:
            classes = class_codes(question)
            for choice in question.choices:
                if choice.mark in classes:
                    found.setdefault(classes[choice.mark], choice.coarser)
                found.setdefault(choice.mark, choice.label)
    return found


def _place(group: str, labels: Mapping[str, Words]) -> tuple[bool, int, object]:
    order = list(labels)
    return group == GROUPED, order.index(group) if group in order else len(order), alphabetical(group)


def _label_of(questions: Mapping[str, Question], by: str) -> str:
    return questions[by].label if by in questions else by
