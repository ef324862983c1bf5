"""The sheet `survey` of an XLSForm: its groups and questions, row by row, and where they go on paper unless columns say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import assert_never

from models.domain.questionnaire.expressions import OWN, Expression, ExpressionError, compile_expression
from models.domain.questionnaire.filters import circular
from models.domain.questionnaire.questionnaire import Choice, Group, Missing, Question, Shape, Ticks
from models.domain.questionnaire.questions import QUESTION_TYPES, TYPES_BY_CODE
from models.domain.questionnaire.xlsform_rows import (
    LONGEST_LABEL,
    NO,
    NOT_ON_PAPER,
    YES,
    CellToCorrect,
    XlsformRow,
    wording,
)

MOST_QUESTIONS = 200
MOST_LINES = 20
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]{0,63}")
_RESERVED_NAMES = frozenset(("serial",))
_SPELLINGS = (
    (re.compile(r"(begin|end)[ _\-]+(group|repeat)\b"), r"\1_\2"),
    (re.compile(r"select[ _]+(one|multiple)\b(?!_from)"), r"select_\1"),
    (re.compile(r"int$"), "integer"),
    (re.compile(r"string$"), "text"),
)
_AT_MOST = re.compile(r"count-selected\(\s*\.\s*\)\s*(<=?)\s*([0-9]{1,2})\b")
_UPPER_BOUND = re.compile(r"(?<![\w)])\.\s*<=?\s*([0-9]{1,9})\b")
_BOUND_DECIMALS = re.compile(r"(?<![\w)])\.\s*[<>]=?\s*[0-9]{1,9}\.([0-9]{1,6})\b")
_KNOWN_TYPES = ", ".join([*(each.code for each in QUESTION_TYPES), "begin_group", "end_group"])
UNSURE = Missing.DONT_KNOW.value
"""The name of a choice that stands apart, for who cannot say, where all others are numbered."""
_LINES_OF_FIRST_PAGE = 38
_CHARACTERS_OF_A_LINE = 90


@dataclass(frozen=True, slots=True)
class SurveySheet:
    """Questions and groups in order, the row each name stands in, and what the columns `score` and `about` say by name."""

    questions: tuple[Question, ...]
    groups: tuple[Group, ...]
    rows: Mapping[str, int]
    scores: Mapping[str, str]
    about: Mapping[str, str]


def read_survey(
    rows: tuple[XlsformRow, ...], lists: Mapping[str, tuple[Choice, ...]], language: str, findings: list[CellToCorrect]
) -> SurveySheet:
    """The questions of `rows`; what is not understood is added to `findings`."""
    reader = _SurveyReader(lists, language, findings)
    for row in rows:
        reader.take(row)
    return reader.finished(rows[-1])


class _SurveyReader:
    def __init__(self, lists: Mapping[str, tuple[Choice, ...]], language: str, findings: list[CellToCorrect]) -> None:
        self._lists = lists
        self._language = language
        self._findings = findings
        self._questions: list[Question] = []
        self._groups: list[Group] = []
        self._open: list[tuple[XlsformRow, str]] = []
        self._rows: dict[str, XlsformRow] = {}
        self._references: list[tuple[XlsformRow, str, Expression]] = []

    def take(self, row: XlsformRow) -> None:
        kind, list_name, more = type_of(row["type"])
        for column in NOT_ON_PAPER:
            if row[column] and not (column in ("read_only", "disabled") and row[column].lower() in NO):
                self._refuse(row, column, "column_not_understood")
        if kind == "end_group":
            if self._open:
                self._open.pop()
            else:
                self._refuse(row, "type", "group_not_begun")
        elif kind == "begin_group":
            self._begin_group(row)
        elif kind in TYPES_BY_CODE and not (more and not TYPES_BY_CODE[kind].has_choices):
            self._question(row, kind, list_name, more)
        else:
            self._refuse(row, "type", "type_unknown", known=_KNOWN_TYPES)

    def finished(self, last: XlsformRow) -> SurveySheet:
        for row, name in self._open:
            self._refuse(row, "type", "group_not_ended", shown=name)
        asked = [question for question in self._questions if question.shape.is_asked]
        if not asked:
            self._refuse(last, "type", "no_questions", shown="")
        if len(self._questions) > MOST_QUESTIONS:
            self._refuse(self._rows[self._questions[-1].name], "name", "too_many_questions", known=str(MOST_QUESTIONS))
        self._check_references({question.name for question in asked})
        questions = paged(numbered(tuple(self._questions)), tuple(self._groups))
        numbers = {name: row.number for name, row in self._rows.items()}
        scores = {name: row["score"].lower() for name, row in self._rows.items() if row["score"]}
        about = {name: row["about"].lower() for name, row in self._rows.items() if row["about"]}
        return SurveySheet(questions, tuple(self._groups), numbers, scores, about)

    def _begin_group(self, row: XlsformRow) -> None:
        if self._open:
            self._refuse(row, "type", "group_in_group")
        self._name(row)
        self._open.append((row, self._expression(row, "relevant")))
        self._groups.append(
            Group(row["name"], self._wording(row, "label"), in_reports=self._wording(row, "in_reports"))
        )

    def _question(self, row: XlsformRow, kind: str, list_name: str, more: str) -> None:
        question_type = TYPES_BY_CODE[kind]
        choices = self._choices(row, list_name, more) if question_type.has_choices else ()
        unsure = ""
        if question_type.shape.ticks is Ticks.ONE and has_unsure(choice.code for choice in choices):
            unsure = next(choice.label for choice in choices if choice.code == UNSURE)
            choices = tuple(choice for choice in choices if choice.code != UNSURE)
        self._name(row)
        label = self._wording(row, "label")
        if not label:
            self._refuse(row, "label", "label_missing")
        group, relevant = (self._open[-1][0]["name"], self._open[-1][1]) if self._open else ("", "")
        relevant = self._both(row, relevant, self._expression(row, "relevant"))
        constraint = self._expression(row, "constraint")
        if row["required"].lower() not in YES | NO:
            self._refuse(row, "required", "value_unknown", known="yes, no")
        shape = question_type.shape
        question = Question(
            name=row["name"],
            type=kind,
            shape=shape,
            label=label,
            number=row["paper_number"],
            hint=self._wording(row, "hint"),
            group=group,
            choices=choices,
            required=row["required"].lower() in YES,
            relevant=relevant,
            constraint=constraint,
            constraint_message=self._wording(row, "constraint_message"),
            most=_most(constraint) if shape.ticks is Ticks.SEVERAL else 0,
            page=self._number(row, "paper_page", 2) or 0,
            adverse=self._adverse(row, choices),
            unsure=unsure,
            in_reports=self._wording(row, "in_reports"),
        )
        match shape:
            case Shape.MARK_ROW | Shape.SEVERAL_MARKS | Shape.NOTE:
                pass
            case Shape.DIGITS:
                boxes = question_type.boxes(replace(question, digits=_digits(constraint)))
                usual = boxes.parts[0] if boxes.is_number else boxes.total
                decimals = (_decimals(constraint) or boxes.parts[1]) if boxes.is_number else 0
                question = replace(question, digits=self._number(row, "paper_digits", 9) or usual, decimals=decimals)
            case Shape.WRITING_LINES:
                usual = 3 if "multiline" in row["appearance"] else 1
                question = replace(question, lines=self._number(row, "paper_lines", MOST_LINES) or usual)
            case _:
                assert_never(shape)
        self._questions.append(question)

    def _choices(self, row: XlsformRow, list_name: str, more: str) -> tuple[Choice, ...]:
        if not list_name:
            self._refuse(row, "type", "type_without_list")
        elif list_name not in self._lists:
            self._refuse(row, "type", "list_missing", shown=list_name)
        if more:
            self._refuse(row, "type", "or_other" if more == "or_other" else "type_unknown", known=_KNOWN_TYPES)
        choices = self._lists.get(list_name, ())
        if TYPES_BY_CODE[type_of(row["type"])[0]].shape.ticks is Ticks.SEVERAL:
            for choice in choices:
                if len(choice.code.split()) > 1:
                    # a blank parts the ticked choices
                    self._refuse(row, "type", "choice_impossible", shown=choice.code)
        return choices

    def _adverse(self, row: XlsformRow, choices: tuple[Choice, ...]) -> tuple[str, ...]:
        """The marks of the choices that the column names by their codes."""
        marks = {choice.code: choice.mark for choice in choices}
        for code in row["adverse"].split():
            if code not in marks:
                self._refuse(row, "adverse", "value_unknown", shown=code, known=", ".join(marks))
        return tuple(marks[code] for code in row["adverse"].split() if code in marks)

    def _name(self, row: XlsformRow) -> None:
        name = row["name"]
        if not name:
            self._refuse(row, "name", "name_missing")
        elif not _NAME.fullmatch(name) or name.lower() in _RESERVED_NAMES:
            self._refuse(row, "name", "name_impossible", known="64")
        else:
            same = next((each for each in self._rows if each.lower() == name.lower()), None)
            if same is not None:
                self._refuse(row, "name", "name_twice", known=str(self._rows[same].number))
        self._rows.setdefault(name, row)

    def _wording(self, row: XlsformRow, column: str) -> str:
        text = wording(row, column, self._language)
        if len(text) > LONGEST_LABEL:
            self._refuse(row, column, "too_long", shown=text[:40], known=str(LONGEST_LABEL))
        if "${" in text:
            self._refuse(row, column, "label_reference", shown=text[:80])
        return text

    def _number(self, row: XlsformRow, column: str, most: int) -> int:
        text = row[column]
        if not text:
            return 0
        if not (text.isascii() and text.isdigit() and len(text) < 3 and 1 <= int(text) <= most):
            self._refuse(row, column, "value_unknown", known=f"1–{most}")
            return 0
        return int(text)

    def _expression(self, row: XlsformRow, column: str) -> str:
        if not row[column]:
            return ""
        try:
            expression = compile_expression(row[column])
        except ExpressionError as refusal:
            self._refuse(row, column, "expression", shown=str(refusal))
            return ""
        self._references.append((row, column, expression))
        return row[column]

    def _both(self, row: XlsformRow, outer: str, own: str) -> str:
        """The filter of a question that stands in a group with a filter."""
        if not outer or not own:
            return outer or own
        both = f"({outer}) and ({own})"
        try:
            compile_expression(both)
        except ExpressionError as refusal:
            self._refuse(row, "relevant", "expression", shown=str(refusal))
        return both

    def _check_references(self, asked: set[str]) -> None:
        for row, column, expression in self._references:
            for name in sorted(expression.names - asked - {OWN}):
                self._refuse(row, column, "reference_unknown", shown=name)
            if column == "relevant" and expression.names & {OWN, row["name"]}:
                self._refuse(row, column, "reference_own")
                return
        if any(finding.reason == "expression" for finding in self._findings):
            return
        filters = {q.name: compile_expression(q.relevant) for q in self._questions if q.relevant}
        for name in sorted(circular(filters)):
            self._refuse(self._rows[name], "relevant", "reference_circular", shown=min(filters[name].names))

    def _refuse(self, row: XlsformRow, column: str, reason: str, *, shown: str | None = None, known: str = "") -> None:
        text = row[column] if shown is None else shown
        self._findings.append(CellToCorrect("survey", row.number, column, reason, text, known))


def type_of(text: str) -> tuple[str, str, str]:
    """Kind, list name and what stands behind them: `select one muc or_other` → select_one, muc, or_other."""
    words = " ".join(text.split())
    for spelling, proper in _SPELLINGS:
        words = spelling.sub(proper, words, count=1) if spelling.match(words) else words
    kind, _, rest = words.partition(" ")
    if kind in TYPES_BY_CODE and not TYPES_BY_CODE[kind].has_choices:
        return kind, "", rest
    list_name, _, more = rest.partition(" ")
    return kind, list_name, more


def _most(constraint: str) -> int:
    found = _AT_MOST.search(constraint)
    return int(found[2]) - (found[1] == "<") if found else 0


def _digits(constraint: str) -> int:
    bounds = _UPPER_BOUND.findall(constraint)
    return max((len(bound) for bound in bounds), default=4)


def _decimals(constraint: str) -> int:
    """The decimals of the bounds, where one has any."""
    return max((len(digits.rstrip("0")) for digits in _BOUND_DECIMALS.findall(constraint)), default=0)


def numbered(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """`questions` with running numbers for those that have none, leaving out numbers that are said; notes have none."""
    said = {question.number for question in questions}
    free = (str(number) for number in count(1) if str(number) not in said)
    return tuple(
        replace(question, number=next(free)) if question.shape.is_asked and not question.number else question
        for question in questions
    )


def paged(questions: tuple[Question, ...], groups: tuple[Group, ...]) -> tuple[Question, ...]:
    """`questions` with their page: where one says it, from there on; where none does, by an estimate of lines.

    The estimate fills page 1 and is only a first guess: who prints knows the typeface and may page again.
    """
    if any(question.page for question in questions):
        return tuple(_carried(questions))
    return tuple(_estimated(questions, {group.name: group.label for group in groups}))


def _carried(questions: tuple[Question, ...]) -> Iterator[Question]:
    page = 1
    for question in questions:
        page = max(page, question.page)
        yield replace(question, page=page)


def _estimated(questions: tuple[Question, ...], labels: dict[str, str]) -> Iterator[Question]:
    lines = 0
    group = ""
    for question in questions:
        lines += _lines(question) + (question.group != group and bool(labels.get(question.group)))
        group = question.group
        yield replace(question, page=1 if lines <= _LINES_OF_FIRST_PAGE else 2)


def _lines(question: Question) -> int:
    words = _rows(len(question.label) + len(question.hint))
    if question.shape.has_boxes:
        return words + _rows(sum(len(choice.label) + 5 for choice in question.choices))
    return words + question.lines


def _rows(characters: int) -> int:
    return -(-characters // _CHARACTERS_OF_A_LINE)


def has_unsure(codes: Iterable[str]) -> bool:
    """Whether one of these choices is for who cannot say: it has that name, and the others are numbers, not letters."""
    listed = list(codes)
    return UNSURE in listed and len(listed) > 1 and all(code.isdecimal() for code in listed if code != UNSURE)
