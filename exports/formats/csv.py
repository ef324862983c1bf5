"""Answers as csv: UTF-8 with the mark by which Excel knows it, codes as they are keyed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from exports.formats.contract import harmless
from exports.tables import AnswerTable, Sort
from models.domain.basics.problems import N_
from models.files import write_whole
from models.language import Language
from models.progress import NO_PROGRESS, Progress, watched

BYTE_ORDER_MARK = "\ufeff"


class Csv:
    """One file; the same table gives the same bytes."""

    code: ClassVar[str] = "csv"
    suffix: ClassVar[str] = ".csv"
    says: ClassVar[str] = N_("csv, one row per form")
    is_folder: ClassVar[bool] = False

    def write(self, table: AnswerTable, *, language: Language, to: Path, progress: Progress = NO_PROGRESS) -> None:
        write_whole(to, (BYTE_ORDER_MARK + answers_csv(table, progress)).encode())


def answers_csv(table: AnswerTable, progress: Progress = NO_PROGRESS) -> str:
    """The table as csv text with a header row."""
    kept = {place for place, field in enumerate(table.fields) if field.sort in (Sort.LABEL, Sort.FREE)}
    return csv_text(
        [field.name for field in table.fields],
        (
            [harmless(cell) if place in kept else cell for place, cell in enumerate(row)]
            for row in watched(table.rows, progress)
        ),
    )


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows as csv text, lines ended as Windows ends them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
