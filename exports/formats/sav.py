"""Anonymous answers as an SPSS file with Vietnamese labels; needs the extra `spss` (pyreadstat)."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from exports.formats.codebook import class_label
from exports.formats.contract import ExtraMissing, distinct_names
from exports.tables import MISSING_CODES, AnswerTable, Sort
from models.domain.basics.problems import N_
from models.domain.disclosure.coarsening import GROUPED
from models.domain.questionnaire.questionnaire import MARKS
from models.files import write_whole
from models.language import Language
from models.progress import NO_PROGRESS, Progress

CODES_OF_MISSING = {GROUPED: -5, "*": -4, "?": -3, "k": -2, "-": -1}
"""Numbers for the codes of missing answers; nothing marked is the system's own missing value."""


class Sav:
    """Codes of one box are numbers with value labels, the codes of missing answers user-defined missing values.

    Classes that stand for several rare choices are numbers from 101 on.
    """

    code: ClassVar[str] = "sav"
    suffix: ClassVar[str] = ".sav"
    says: ClassVar[str] = N_("SPSS file")
    is_folder: ClassVar[bool] = False

    def write(self, table: AnswerTable, *, language: Language, to: Path, progress: Progress = NO_PROGRESS) -> None:
        try:
            import pandas as pd
            import pyreadstat
            from pyreadstat.pyclasses import MissingRange
        except ImportError as error:
            raise ExtraMissing("spss") from error
        anonymous = table.without_texts()
        meanings = {code: str(language.say(said)) for code, said in MISSING_CODES}
        columns: dict[str, object] = {}
        labels: list[str | None] = []
        values: dict[str, dict[float, str]] = {}
        missing: dict[str, list[float | str | MissingRange]] = {}
        names = spss_names([field.name for field in anonymous.fields])
        for place, field in enumerate(anonymous.fields):
            progress.step(place, len(anonymous.fields))
            cells = [row[place] for row in anonymous.rows]
            labels.append(str(field.label if field.is_question else language.say(field.label)))
            if field.sort in (Sort.CODE, Sort.NUMBER, Sort.DECIMAL):
                columns[names[field.name]] = pd.Series([_number(cell, field.sort) for cell in cells], dtype="float64")
                values[names[field.name]] = {
                    **{float(MARKS.index(code) + 1): label for code, label in field.choices},
                    **{_of_class(code): class_label(label, language) for code, label in field.classes},
                    **{float(number): meanings[code] for code, number in CODES_OF_MISSING.items()},
                }
                missing[names[field.name]] = [MissingRange(lo=min(CODES_OF_MISSING.values()), hi=-1)]
            else:
                columns[names[field.name]] = cells
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "answers.sav"
            pyreadstat.write_sav(
                pd.DataFrame(columns),
                str(file),
                file_label=language.sentence(table.stands_on),
                column_labels=labels,
                variable_value_labels={name: found for name, found in values.items() if found},
                missing_ranges=missing,
            )
            write_whole(to, file.read_bytes())


_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.@#$]")
_RESERVED = frozenset(("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"))
_LONGEST_NAME = 64


def spss_names(names: Sequence[str]) -> dict[str, str]:
    """What each name is called in SPSS, which has fewer signs, words of its own and no two names that differ by case alone."""
    return distinct_names(names, _spss_name, longest=_LONGEST_NAME)


def _spss_name(name: str) -> str:
    fitting = _NOT_IN_NAMES.sub("_", name)[:_LONGEST_NAME].rstrip("._") or "v"
    fitting = fitting if fitting[0].isalpha() else f"v{fitting}"
    return f"{fitting}_1" if fitting.lower() in _RESERVED else fitting


def _of_class(code: str) -> float:
    """The number of a class; those of choices are far below."""
    return 100 + float(code.removeprefix(GROUPED))


def _number(cell: str, sort: Sort) -> float | None:
    if not cell:
        return None
    if cell in CODES_OF_MISSING:
        return float(CODES_OF_MISSING[cell])
    if cell.startswith(GROUPED):
        return _of_class(cell)
    return float(MARKS.index(cell) + 1 if sort is Sort.CODE else cell.replace(",", "."))
