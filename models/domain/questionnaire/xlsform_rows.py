"""The rows of an XLSForm, whatever file they came from, and what is wrong with them cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models.domain.basics.canonical import canonical_json
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.tables import Table
from models.domain.questionnaire.questions.text import clean


@dataclass(frozen=True, slots=True)
class XlsformRow:
    """One row: its number as the spreadsheet shows it (the header is 1) and its cells, trimmed, by column."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The text of a cell, "" when it is empty or the sheet has no such column."""
        return self.cells.get(column, "")


LONGEST_LABEL = 1000
"""Characters of the longest wording that is taken in."""

NOT_ON_PAPER = (
    *("calculation", "choice_filter", "repeat_count", "trigger", "default", "disabled", "parameters", "read_only"),
    *(f"{prefix}{medium}" for prefix in ("", "media::") for medium in ("image", "audio", "video", "big-image")),
)
"""Columns whose content changes what is asked or shown and that paper cannot follow; a filled cell is refused."""

YES = frozenset(("yes", "true", "true()", "y"))
NO = frozenset(("", "no", "false", "false()", "n"))


def wording(row: XlsformRow, column: str, language: str) -> str:
    """The text of `column` in the default language of the form: `label`, or `label::Tiếng Việt (vi)`."""
    if row[column] or not language:
        translated = [text for each, text in row.cells.items() if each.startswith(f"{column}::")]
        return row[column] or (translated[0] if len(translated) == 1 else "")
    for each, text in row.cells.items():
        name, _, said = each.partition("::")
        if name == column and (said == language or said.endswith(f"({language})") or language.endswith(f"({said})")):
            return text
    return ""


@dataclass(frozen=True, slots=True)
class Sheets:
    """The three sheets of an XLSForm; None where the file has no such sheet. Empty rows are left out."""

    survey: tuple[XlsformRow, ...] | None
    choices: tuple[XlsformRow, ...] | None
    settings: tuple[XlsformRow, ...] | None

    def to_json(self) -> str:
        """Canonical text from which `from_json` makes equal sheets, as a base or a campaign file keeps them."""
        tables = {
            name: None if rows is None else [[row.number, dict(row.cells)] for row in rows]
            for name, rows in self.by_name().items()
        }
        return canonical_json(tables)

    @classmethod
    def from_json(cls, text: str) -> Sheets:
        """The sheets of `to_json`; `ValueError` for other text."""
        try:
            tables = json.loads(text)
            return cls(**{name: _rows_of_json(tables[name]) for name in SHEET_NAMES})
        except (AttributeError, KeyError, TypeError) as refusal:
            raise ValueError(text[:40]) from refusal

    def by_name(self) -> dict[str, tuple[XlsformRow, ...] | None]:
        return {"survey": self.survey, "choices": self.choices, "settings": self.settings}


SHEET_NAMES = ("survey", "choices", "settings")


def is_xlsform(tables: Iterable[Table]) -> bool:
    """Whether the sheets are those of an XLSForm."""
    names = {table.name.strip().lower() for table in tables}
    return "survey" in names and not names.isdisjoint(("choices", "settings"))


def rows_of(table: Iterable[Sequence[str]]) -> tuple[XlsformRow, ...]:
    """The rows of a table of texts whose first row is the header; rows without any text are left out.

    Headers lose case, outer white space and the blank of `list name`; of two equal headers the first with text counts.
    """
    rows: list[XlsformRow] = []
    header: list[str] | None = None
    for number, texts in enumerate(table, start=1):
        cleaned = [clean(text) for text in texts]
        if header is None:
            header = [_column(text) for text in cleaned]
        elif any(cleaned):
            cells: dict[str, str] = {}
            for column, text in zip(header, cleaned, strict=False):
                if text and column:
                    cells.setdefault(column, text)
            rows.append(XlsformRow(number, cells))
    return tuple(rows)


def _column(header: str) -> str:
    name, separator, language = header.partition("::")
    return "_".join(name.lower().split()) + separator + language.strip()


def _rows_of_json(rows: list[tuple[int, dict[str, str]]] | None) -> tuple[XlsformRow, ...] | None:
    if rows is None:
        return None
    return tuple(XlsformRow(int(number), {str(k): str(v) for k, v in cells.items()}) for number, cells in rows)


@dataclass(frozen=True, slots=True)
class CellToCorrect:
    """One reason why a questionnaire is not taken in, and the cell to correct.

    `row` is 0 and `column` "" when the whole sheet is meant; `reason` is a key of `REASONS`, `shown` the part of the
    cell that it is about, `known` what would be right.
    """

    sheet: str
    row: int
    column: str
    reason: str
    shown: str = ""
    known: str = ""

    @property
    def sentence(self) -> Sentence:
        """The place of the cell and the reason with the next step."""
        told = N_("Sheet {sheet}, row {row}, column {column}: {reason}")
        return Sentence(told, {**self._place, "reason": self.reason_sentence})

    @property
    def reason_sentence(self) -> Sentence:
        """The reason with the next step, without the place."""
        return Sentence(REASONS[self.reason], {**self._place, "shown": self.shown, "known": self.known})

    @property
    def _place(self) -> dict[str, object]:
        return {"sheet": self.sheet, "row": self.row or "–", "column": self.column or "–"}


@dataclass(eq=False)
class QuestionnaireRefused(Problem):
    """The rows are no questionnaire this program understands; the findings say why, in the order of the sheets."""

    findings: tuple[CellToCorrect, ...]
    count: int = field(init=False)

    code = "questionnaire_refused"
    says = N_(
        "The questionnaire was not taken in; {count} places need correcting. Correct them in the file and try again."
    )

    def __post_init__(self) -> None:
        self.count = len(self.findings)

    @property
    def parts(self) -> tuple[Sentence, ...]:
        return tuple(finding.sentence for finding in self.findings)


REASONS = {
    "sheet_missing": N_("The file has no sheet “{sheet}”. Add it; an XLSForm has survey, choices and settings."),
    "sheet_empty": N_("The sheet “{sheet}” has no rows. Fill it in."),
    "column_twice": N_("The sheet has one column twice: “{known}” and “{shown}”. Keep one of the two."),
    "column_unknown": N_("The column “{shown}” is unknown. Did you mean “{known}”?"),
    "languages_unclear": N_(
        "The wording stands there in several languages: {known}. Say which one is printed, or write it under default_language."
    ),
    "column_missing": N_("The sheet “{sheet}” has no column “{column}”. Add it."),
    "sheet_too_long": N_("The sheet has more than {known} rows, too many for a paper of two pages. Shorten it."),
    "type_unknown": N_("The type “{shown}” is not understood. Use {known}."),
    "type_without_list": N_("“{shown}” names no list of choices. Write the name of a list after it."),
    "or_other": N_("“or_other” is not understood. Add a choice of its own and a text question for the other."),
    "list_missing": N_("The sheet choices has no list “{shown}”. Add it or correct the name."),
    "column_not_understood": N_("The column “{column}” says “{shown}”, which has no meaning on paper. Empty the cell."),
    "name_missing": N_("The name is missing. Give the row a short name."),
    "name_impossible": N_(
        "“{shown}” cannot be a name. Use up to {known} letters without accents, digits, - _ and ., beginning with a "
        "letter, and not the word serial."
    ),
    "name_twice": N_("The name “{shown}” stands already in row {known}. Give each row a name of its own."),
    "label_missing": N_("The wording (label) is missing. Write what the paper shall say."),
    "too_long": N_("The text is longer than {known} characters. Shorten it."),
    "label_reference": N_("“{shown}”: paper cannot repeat an earlier answer. Word it without ${{…}}."),
    "choice_impossible": N_("“{shown}” cannot be the name of a choice. Use letters, digits, - _ and . without spaces."),
    "reference_twice": N_(
        "The name “{shown}” stands in two groups, so it is not clear which is meant. Give one another name."
    ),
    "choice_twice": N_("The list has “{shown}” already in row {known}. Give each choice a name of its own."),
    "too_many_choices": N_("The list “{shown}” has more than {known} choices. Shorten it or divide the question."),
    "group_in_group": N_("Groups inside groups cannot be printed. End the group before, or leave this one out."),
    "group_not_begun": N_("A group ends here that did not begin. Remove the row."),
    "group_not_ended": N_("The group “{shown}” is never ended. Add an end_group row."),
    "no_questions": N_("There is no question to answer. Add questions."),
    "too_many_questions": N_("There are more than {known} questions, too many for a paper of two pages. Shorten it."),
    "expression": N_("The expression is not understood at “{shown}”. Compare with ${{name}} = '1' or . <= 100."),
    "reference_unknown": N_("There is no question “{shown}”. Correct the name inside ${{…}}."),
    "reference_own": N_("A filter cannot ask for the answer it decides about. Refer to another question."),
    "reference_circular": N_("The filter depends on itself by way of “{shown}”. Remove one of the references."),
    "value_unknown": N_("“{shown}” is not understood here. Use {known}."),
    "score_misplaced": N_("“{shown}” cannot stand on this row. Use {known}."),
    "about_misplaced": N_("What is scored is about the office, not about the respondent. Empty the cell."),
    "score_needs_scale": N_("“{shown}” needs a select_one with {known} choices. Change the type or empty the cell."),
    "score_without_factor": N_("The criterion stands in no factor. Put it in a group whose score is factor."),
    "factor_without_criteria": N_("The factor “{shown}” has no criterion. Write criterion beside its questions."),
    "overall_twice": N_("There is a second general question; the first is in row {known}. Keep one."),
    "scales_differ": N_("This question has {shown} levels and the criteria before it {known}. Use one scale."),
    "scale_direction": N_(
        "The scale “{shown}” does not go from least to most satisfied. Order its choices so, the least first."
    ),
}
"""The sentence of each reason."""
