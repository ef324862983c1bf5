"""Answers as one neutral table: one row per valid form, the questions as columns, and the code book of the columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple, assert_never

from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.disclosure.coarsening import GROUPED
from models.domain.disclosure.screening import screened
from models.domain.figures.figures import Reach, Subject
from models.domain.questionnaire.answers import Answers, show_codes
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.questionnaire import Question, Questionnaire
from models.domain.questionnaire.questions import TYPES_BY_CODE
from models.domain.questionnaire.questions.contract import AnswerContent
from models.progress import NO_PROGRESS, Progress
from models.services.figures.accepted import accepted_texts
from models.services.figures.footing import stand_told
from models.services.figures.results import figures_of
from models.services.figures.telling import class_codes
from models.services.figures.told_offices import every_form, told_forms
from models.services.office.questionnaires import questionnaires_of
from models.store.database import Station


@dataclass(eq=False)
class NothingToExport(Problem):
    """There is no valid form."""

    period: str
    code = "nothing_to_export"
    says = N_("Period {period} has no valid form here yet, so there is nothing to export. Key forms first.")


@dataclass(eq=False)
class TooFewToExport(Problem):
    """There are valid forms, but only of offices that have so few that nobody may tell one from the other."""

    period: str
    least: int
    code = "too_few_to_export"
    says = N_(
        "The offices have fewer than {least} valid forms in period {period}: their answers would show who gave them. Wait "
        "for more forms, or write the full answers for one person and a reason."
    )


UNSAID = Sentence("")
"""What a table that nobody asked about stands on."""


class Sort(Enum):
    """What the cells of a column are; codes stay text, so that no zero is lost."""

    LABEL = "label"
    CODE = "code"
    CODES = "codes"
    NUMBER = "number"
    DECIMAL = "decimal"
    FREE = "free"


class AnswerColumn(NamedTuple):
    """One column. `label` is a question's wording, or a message for the columns before the questions.

    `choices` are (code, label) of a question with boxes, `classes` those of wider classes that stand for rare choices;
    `missing` says that the codes of missing answers can occur.
    """

    name: str
    label: str
    sort: Sort
    choices: tuple[tuple[str, str], ...] = ()
    missing: bool = False
    is_question: bool = True
    classes: tuple[tuple[str, str], ...] = ()


class Origin(NamedTuple):
    """Where the rows of a table were read."""

    station: Station
    period: Period
    units: tuple[UnitKey, ...]
    late: bool


@dataclass(frozen=True)
class AnswerTable:
    """All valid forms but those of other offices with few people (`left_out`), as they count in what `stands_on` names.

    Nothing leads from a row to a paper or a person: no serial, keyer, time, and rows by content.
    """

    period: str
    fields: tuple[AnswerColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    is_reference: bool
    left_out: tuple[UnitKey, ...] = ()
    stands_on: Sentence = UNSAID
    origin: Origin | None = None

    def marked(self, words: str) -> AnswerTable:
        """The same with these words in every row, so that they go wherever a row goes."""
        field = AnswerColumn(
            "restricted", N_("Restricted: full answers, for whom and why"), Sort.LABEL, is_question=False
        )
        rows = tuple((words, *row) for row in self.rows)
        return replace(self, fields=(field, *self.fields), rows=rows)

    def without_texts(self) -> AnswerTable:
        """The same without free text, in which people may name themselves."""
        kept = [place for place, field in enumerate(self.fields) if field.sort is not Sort.FREE]
        rows = sorted(tuple(row[place] for place in kept) for row in self.rows)
        return replace(self, fields=tuple(self.fields[place] for place in kept), rows=tuple(rows))


MISSING_CODES = (
    ("", N_("nothing was marked")),
    ("*", N_("two boxes were marked")),
    ("?", N_("cannot be read")),
    ("k", N_("does not know, no opinion")),
    ("-", N_("not applicable, because of a filter")),
    (GROUPED, N_("(grouped) put together with others, so that nobody is recognised")),
)
"""Cells that are no answer, and what they mean."""

_HEAD = (
    AnswerColumn("period", N_("Survey period"), Sort.LABEL, is_question=False),
    AnswerColumn("unit", N_("Code of the office"), Sort.LABEL, is_question=False),
    AnswerColumn("variant", N_("Kind of respondents, as in the form number"), Sort.LABEL, is_question=False),
    AnswerColumn("sector", N_("Sector"), Sort.LABEL, is_question=False),
    AnswerColumn("agency", N_("Code of the evaluated agency"), Sort.LABEL, is_question=False),
)
_PROCEDURE = 4
"""Where the procedure stands in a full table, behind the sector."""
_PROCEDURE_FIELD = AnswerColumn("procedure", N_("Code of the procedure"), Sort.LABEL, is_question=False)


def answer_table(
    station: Station,
    period: Period,
    units: Sequence[UnitKey],
    *,
    late: bool = False,
    full: bool = False,
    progress: Progress = NO_PROGRESS,
) -> AnswerTable:
    """The valid forms of `units`; refuses with `NothingToExport` when there is none, `TooFewToExport` when they are of few people.

    What describes people is told as far as the tables of the office allow (`told_forms`), and free text is screened for
    numbers that lead to somebody. A question that another questionnaire of the period codes unlike has a
    column of its own there (`A1_TC`). An office of which no figure is told has no row in the file of
    another one. A `full` table has them all, and
    tells every answer, sector, procedure and agency as they are.
    """
    questionnaires = questionnaires_of(station, period)
    columns = _columns(questionnaires)
    by_coding = {questionnaire.coding: questionnaire for questionnaire in reversed(questionnaires)}
    named_columns = columns_by_question(questionnaires)
    rows: list[tuple[str, ...]] = []
    left_out: list[UnitKey] = []
    for n, unit in enumerate(units if not full else ()):
        progress.step(n, 2 * len(units), unit.code)
        is_own = unit == station.unit
        if not is_own and figures_of(station, period, Subject(unit, Reach.OFFICE), late=late).is_withheld:
            left_out.append(unit)
    told_here = tuple(unit for unit in units if unit not in left_out)
    forms_of_each = (every_form if full else told_forms)(station, period, told_here, late=late, progress=progress)
    for n, (unit, told) in enumerate(zip(told_here, forms_of_each, strict=True), 2 * len(units) - len(told_here)):
        progress.step(n, 2 * len(units), unit.code)
        texts = accepted_texts(station, period, unit, late=late)
        mixed = _shared(columns, [by_coding[each.form.coding] for each in told if not each.is_apart])
        for each in told:
            form, questionnaire = each.form, by_coding[each.form.coding]
            answers = Answers.from_stored(
                marks=form.marks,
                rest_json=form.rest,
                texts=[(name, screened(text)) for name, text in texts.get((form.station, form.n), ())],
            )
            named = {
                named_columns[form.coding][name]: each.described.get(name, code)
                for name, code in show_codes(questionnaire, answers).items()
            }
            cells = [named.get(name, "") if each.is_apart or name in mixed else GROUPED for name in columns]
            variant = form.variant if each.is_apart else GROUPED
            procedure = (form.procedure,) if full else ()
            rows.append((period.code, unit.code, variant, each.sector, *procedure, each.agency, *cells))
    if left_out and not rows:
        raise TooFewToExport(period.code, period.method.suppress_under)
    if not rows:
        raise NothingToExport(period.code)
    describing = {
        _column_name(question, questionnaire, columns)
        for questionnaire in questionnaires
        for question in questionnaire.describing
    }
    head = (*_HEAD[:_PROCEDURE], _PROCEDURE_FIELD, *_HEAD[_PROCEDURE:]) if full else _HEAD
    fields = (*head, *(_field(name, question) for name, question in columns.items()))
    return AnswerTable(
        period.code,
        tuple(
            field._replace(classes=_classes(columns[field.name])) if field.name in describing else field
            for field in fields
        ),
        tuple(sorted(rows)),
        period.method.is_reference or any(questionnaire.is_reference for questionnaire in questionnaires),
        tuple(left_out),
        stand_told(station, period, late=late),
        Origin(station, period, tuple(units), late),
    )


def columns_by_question(questionnaires: Sequence[Questionnaire]) -> dict[str, dict[str, str]]:
    """By the coding of each questionnaire, the column in which each of its questions stands."""
    columns = _columns(questionnaires)
    return {
        questionnaire.coding: {each.name: _column_name(each, questionnaire, columns) for each in questionnaire.asked}
        for questionnaire in reversed(questionnaires)
    }


def _shared(columns: Mapping[str, Question], questionnaires: Iterable[Questionnaire]) -> frozenset[str]:
    """The columns that all `questionnaires` have: where a form's questionnaire is not told, the others would tell it."""
    names = [
        {_column_name(question, each, columns) for question in each.asked}
        for each in {each.coding: each for each in questionnaires}.values()
    ]
    return frozenset.intersection(*map(frozenset, names)) if names else frozenset()


def _classes(question: Question) -> tuple[tuple[str, str], ...]:
    """The classes of a question's choices, as they are told."""
    codes = class_codes(question)
    return tuple({codes[each.mark]: str(each.coarser) for each in question.choices if each.coarser}.items())


def _columns(questionnaires: Iterable[Questionnaire]) -> dict[str, Question]:
    """The columns of all questionnaires in their order: equal names with equal coding share one."""
    columns: dict[str, Question] = {}
    for questionnaire in questionnaires:
        for question in questionnaire.asked:
            columns.setdefault(_column_name(question, questionnaire, columns), question)
    return columns


def _column_name(question: Question, questionnaire: Questionnaire, columns: Mapping[str, Question]) -> str:
    taken = columns.get(question.name)
    if taken is None or question_coding(taken) == question_coding(question):
        return question.name
    return f"{question.name}_{questionnaire.variant}"


def _field(name: str, question: Question) -> AnswerColumn:
    sort = _sort_of(TYPES_BY_CODE[question.type].content)
    # files say what stood on the paper, in its language alone
    choices = tuple((choice.mark, str(choice.label)) for choice in question.choices)
    return AnswerColumn(name, str(question.label), sort, choices, missing=sort is not Sort.FREE)


def _sort_of(content: AnswerContent) -> Sort:
    match content:
        case AnswerContent.CODE:
            return Sort.CODE
        case AnswerContent.CODES:
            return Sort.CODES
        case AnswerContent.NUMBER:
            return Sort.NUMBER
        case AnswerContent.DECIMAL:
            return Sort.DECIMAL
        case AnswerContent.DAY:
            return Sort.LABEL
        case AnswerContent.WORDS | AnswerContent.NOTHING:
            return Sort.FREE
        case _:
            assert_never(content)
