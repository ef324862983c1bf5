"""Small XLSForms for tests, written as lines of csv."""

from __future__ import annotations

import csv

from models.domain.xlsform import Row, Sheets
from models.domain.xlsform_rows import rows_of

SCALE = ("s,1,Không hài lòng", "s,2,Bình thường", "s,3,Hài lòng")


def survey(*lines: str, header: str = "type,name,label,relevant,constraint") -> tuple[Row, ...]:
    return rows_of(csv.reader([header, *lines]))


def choices(*lines: str, header: str = "list_name,name,label") -> tuple[Row, ...]:
    return rows_of(csv.reader([header, *lines]))


def settings(line: str = "Title,form,1", header: str = "form_title,form_id,version") -> tuple[Row, ...]:
    return rows_of(csv.reader([header, line]))


def sheets(
    survey: tuple[Row, ...] | None = None,
    choices: tuple[Row, ...] | None = None,
    settings: tuple[Row, ...] | None = None,
) -> Sheets:
    return Sheets(survey, choices, settings)
