"""The built-in questionnaires: reference forms of five factors and 22 criteria, for individuals and for organisations.

Each folder is an XLSForm as three csv files. Structure: Quyết định 2640/QĐ-BNV of 10/10/2017 (five factors, 22
criteria); most wordings were not compared with its text, so the forms are marked as reference. State of 07/2026. The nine fields of policy
are those that reports on the national index name: eight of 2022 in the press, the ninth (administrative reform, since 2023) of memory.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform import Sheets, read_questionnaire
from models.domain.questionnaire.xlsform_rows import XlsformRow, rows_of

_FOLDERS = {"hailong_cn": "ca_nhan", "hailong_tc": "to_chuc"}
_FURTHER = {
    "hainoidung_cn": "hai_noi_dung",
    "hailong26_cn": "ca_nhan_2026",
    "hailong26_tc": "to_chuc_2026",
    "motcua_cn": "mot_cua",
    "yte_cn": "y_te",
    "truonghoc_cn": "truong_hoc",
}
BUILT_IN_IDS = tuple(_FOLDERS)
"""The questionnaires of a period that names none."""


@cache
def built_in() -> tuple[Questionnaire, ...]:
    """The questionnaires for individuals and for organisations, in this order."""
    return tuple(read_questionnaire(built_in_sheets(questionnaire_id)) for questionnaire_id in BUILT_IN_IDS)


@cache
def further_questionnaires() -> tuple[Questionnaire, ...]:
    """Reference questionnaires that a period takes when it names them.

    Policy and services, for the method of two contents; one that asks how the dossier was filed and has a box for who cannot say; the
    evaluation that goes with the receipt; and examples of other sectors, a health centre and a school.
    """
    return tuple(read_questionnaire(built_in_sheets(questionnaire_id)) for questionnaire_id in _FURTHER)


def is_built_in(questionnaire_id: str) -> bool:
    """Whether a questionnaire of this id comes with the program, of whatever edition."""
    return questionnaire_id in _FOLDERS or questionnaire_id in _FURTHER


@cache
def built_in_sheets(questionnaire_id: str) -> Sheets:
    """The rows of a built-in questionnaire; `KeyError` for an id that is none."""
    folder = files(__name__) / (_FOLDERS | _FURTHER)[questionnaire_id]

    def rows(name: str) -> tuple[XlsformRow, ...]:
        text = (folder / f"{name}.csv").read_text(encoding="utf-8")
        return rows_of(csv.reader(text.splitlines(keepends=True)))

    return Sheets(survey=rows("survey"), choices=rows("choices"), settings=rows("settings"))
