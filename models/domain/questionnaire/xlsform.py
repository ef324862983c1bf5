"""From the sheets of an XLSForm to a questionnaire, or to everything that has to be corrected first.

Columns of ours, which other XLSForm programs ignore. survey: `paper_number` (what stands before the label),
`paper_page` (1 or 2), `paper_lines` (writing lines), `paper_digits` (boxes), `score` (`criterion`, `overall` or
`none` on a question, `factor` on a begin_group). settings: `variant` (CN or TC), `reference` (yes: wording not
compared with the legal text), `introduction`, `how_to_mark`. How scoring is found without the column: see
`models.domain.questionnaire.xlsform_scoring`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.domain.questionnaire.fingerprints import coding_fingerprint, paper_fingerprint
from models.domain.questionnaire.questionnaire import MARKS, Choice, Questionnaire
from models.domain.questionnaire.xlsform_rows import (
    LONGEST_LABEL,
    NO,
    NOT_ON_PAPER,
    YES,
    Finding,
    QuestionnaireRefused,
    Row,
    Sheets,
    wording,
)
from models.domain.questionnaire.xlsform_scoring import scored
from models.domain.questionnaire.xlsform_survey import Survey, read_survey

__all__ = ["Finding", "QuestionnaireRefused", "Row", "Sheets", "read_questionnaire"]

MOST_ROWS = 500
_NEEDED = {
    "survey": ("type", "name", "label"),
    "choices": ("list_name", "name", "label"),
    "settings": ("form_title", "form_id", "version"),
}
_FORM_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]{0,63}")
_CHOICE_NAME = re.compile(r"[A-Za-z0-9_.\-]{1,64}")


def read_questionnaire(sheets: Sheets) -> Questionnaire:
    """The questionnaire in `sheets`; raises `QuestionnaireRefused` with all findings, and then nothing is usable."""
    findings = list(_missing_parts(sheets))
    if findings:
        raise QuestionnaireRefused(tuple(findings))
    language = (sheets.settings or ())[0]["default_language"]
    lists = _choice_lists(sheets.choices or (), language, findings)
    survey = read_survey(sheets.survey or (), lists, language, findings)
    settings = _Settings((sheets.settings or ())[0], findings)
    survey = scored(survey, findings)
    if findings:
        order = list(sheets.by_name())
        raise QuestionnaireRefused(tuple(sorted(findings, key=lambda each: (order.index(each.sheet), each.row))))
    return _questionnaire(survey, settings)


class _Settings:
    """The cells of the settings row, with findings for what cannot be."""

    def __init__(self, row: Row, findings: list[Finding]) -> None:
        def refuse(column: str, reason: str, known: str = "") -> None:
            findings.append(Finding("settings", row.number, column, reason, row[column], known))

        self.id, self.edition, self.title = row["form_id"], row["version"], row["form_title"]
        self.introduction, self.how_to_mark = row["introduction"], row["how_to_mark"]
        self.variant = row["variant"].upper() or "CN"
        self.is_reference = row["reference"].lower() in YES
        if not _FORM_ID.fullmatch(self.id):
            refuse("form_id", "name_impossible", "64")
        if not self.edition or not _CHOICE_NAME.fullmatch(self.edition):
            refuse("version", "value_unknown", "2026070101")
        if not self.title:
            refuse("form_title", "label_missing")
        if self.variant not in ("CN", "TC"):
            refuse("variant", "value_unknown", "CN, TC")
        if row["reference"].lower() not in YES | NO:
            refuse("reference", "value_unknown", "yes, no")
        for column in ("form_title", "introduction", "how_to_mark"):
            if len(row[column]) > LONGEST_LABEL:
                refuse(column, "too_long", str(LONGEST_LABEL))


def _missing_parts(sheets: Sheets) -> Iterator[Finding]:
    for name, rows in sheets.by_name().items():
        if rows is None:
            yield Finding(name, 0, "", "sheet_missing")
        elif not rows:
            yield Finding(name, 0, "", "sheet_empty")
        elif len(rows) > MOST_ROWS:
            yield Finding(name, rows[MOST_ROWS].number, "", "sheet_too_long", known=str(MOST_ROWS))
        else:
            for column in _NEEDED[name]:
                if not any(each == column or each.startswith(f"{column}::") for row in rows for each in row.cells):
                    yield Finding(name, 1, column, "column_missing")


def _choice_lists(rows: tuple[Row, ...], language: str, findings: list[Finding]) -> dict[str, tuple[Choice, ...]]:
    lists: dict[str, dict[str, tuple[Row, str]]] = {}

    def refuse(row: Row, column: str, reason: str, known: str = "") -> None:
        findings.append(Finding("choices", row.number, column, reason, row[column], known))

    for row in rows:
        list_name, name, label = row["list_name"], row["name"], wording(row, "label", language)
        choices = lists.setdefault(list_name, {})
        if not list_name:
            refuse(row, "list_name", "name_missing")
        if not name:
            refuse(row, "name", "name_missing")
        elif not _CHOICE_NAME.fullmatch(name):
            refuse(row, "name", "choice_impossible")
        elif name in choices:
            refuse(row, "name", "choice_twice", str(choices[name][0].number))
        if not label:
            refuse(row, "label", "label_missing")
        elif len(label) > LONGEST_LABEL:
            refuse(row, "label", "too_long", str(LONGEST_LABEL))
        elif "${" in label:
            refuse(row, "label", "label_reference")
        for column in NOT_ON_PAPER:
            if row[column]:
                refuse(row, column, "column_not_understood")
        choices.setdefault(name, (row, label))
        if len(choices) == len(MARKS) + 1:
            refuse(row, "list_name", "too_many_choices", str(len(MARKS)))
    return {
        list_name: tuple(
            Choice(name, label, mark, row["coarser"])
            for mark, (name, (row, label)) in zip(MARKS, choices.items(), strict=False)
        )
        for list_name, choices in lists.items()
        if list_name
    }


def _questionnaire(survey: Survey, settings: _Settings) -> Questionnaire:
    words = (settings.variant, settings.title, settings.introduction, settings.how_to_mark)
    return Questionnaire(
        id=settings.id,
        edition=settings.edition,
        variant=settings.variant,
        title=settings.title,
        introduction=settings.introduction,
        groups=survey.groups,
        questions=survey.questions,
        coding=coding_fingerprint(survey.questions),
        paper=paper_fingerprint(survey.questions, survey.groups, words, is_reference=settings.is_reference),
        is_reference=settings.is_reference,
        how_to_mark=settings.how_to_mark,
    )
