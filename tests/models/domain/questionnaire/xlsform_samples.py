"""Small XLSForms for tests, written as lines of csv."""

from __future__ import annotations

import csv

import pytest

from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform import (
    CellToCorrect,
    QuestionnaireRefused,
    Sheets,
    XlsformRow,
    read_questionnaire,
)
from models.domain.questionnaire.xlsform_rows import rows_of

SCALE = ("s,1,Không hài lòng", "s,2,Bình thường", "s,3,Hài lòng")


def survey(*lines: str, header: str = "type,name,label,relevant,constraint") -> tuple[XlsformRow, ...]:
    return rows_of(csv.reader([header, *lines]))


def choices(*lines: str, header: str = "list_name,name,label") -> tuple[XlsformRow, ...]:
    return rows_of(csv.reader([header, *lines]))


def settings(line: str = "Title,form,1", header: str = "form_title,form_id,version") -> tuple[XlsformRow, ...]:
    return rows_of(csv.reader([header, line]))


def sheets(
    survey: tuple[XlsformRow, ...] | None = None,
    choices: tuple[XlsformRow, ...] | None = None,
    settings: tuple[XlsformRow, ...] | None = None,
) -> Sheets:
    return Sheets(survey, choices, settings)


LISTS = choices("yn,1,Yes", "yn,2,No", *SCALE)


def read(*lines: str, header: str = "type,name,label,relevant,constraint") -> Questionnaire:
    return read_questionnaire(sheets(survey(*lines, header=header), LISTS, settings()))


def findings(of: Sheets) -> list[CellToCorrect]:
    with pytest.raises(QuestionnaireRefused) as refusal:
        read_questionnaire(of)
    assert str(len(refusal.value.findings)) in str(refusal.value)
    assert len(refusal.value.parts) == len(refusal.value.findings)
    return list(refusal.value.findings)


def cells(of: Sheets) -> list[tuple[str, int, str, str]]:
    return [(finding.sheet, finding.row, finding.column, finding.reason) for finding in findings(of)]
