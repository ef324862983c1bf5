"""The account of a list of dossiers: what each of its columns is, and what became of each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.reading import ColumnState, ReadColumn, ReadingAccount, RefusedRow, near_name
from models.domain.basics.table_reading import nameless_columns, told_beside
from models.domain.basics.tables import letters_of
from models.domain.dossiers.frame import DroppedLine, LineKind, RefusedDossier
from models.domain.dossiers.frame_fields import HEADER_WORDS, DossierField, meanings_of, words_of
from models.domain.dossiers.frame_headers import FoundList, ListColumn
from models.domain.dossiers.frame_judging import JudgedList

_NOT_NEEDED = frozenset(
    words_of(words)
    for words in (
        "STT", "TT", "Số TT", "Số thứ tự", "No.", "Ghi chú", "Trạng thái", "Tình trạng", "Kết quả", "Kết quả giải quyết",
        "Hình thức", "Hình thức nộp", "Hình thức nhận kết quả", "Mức độ", "Mức độ DVC", "Cán bộ", "Cán bộ tiếp nhận",
        "Cán bộ xử lý", "Người xử lý", "Người tiếp nhận", "Đơn vị", "Đơn vị xử lý", "Phòng ban", "Cơ quan", "Lệ phí", "Phí",
        "Số ngày", "Thời gian giải quyết", "Email", "Ngày sinh", "Giới tính", "Số ngày quá hạn", "Kênh tiếp nhận", "Nguồn",
    )
)  # fmt: skip
"""Columns that the lists of one-stop offices have and that the frame does not need."""


def account_of(
    judged: JudgedList,
    found: FoundList,
    *,
    taken: int,
    refused: Sequence[RefusedDossier],
    dropped: Sequence[DroppedLine],
) -> ReadingAccount:
    """The account of a list; refuses (`RowsNotConserved`) when a line is lost on the way."""
    empty = sum(line.kind is LineKind.BLANK for line in dropped)
    rows = [RefusedRow(row.row, row.dossier or row.text, Sentence(row.reason.says)) for row in refused]
    rows += [
        RefusedRow(line.row, line.text, Sentence(line.kind.says)) for line in dropped if line.kind is not LineKind.BLANK
    ]
    return ReadingAccount(
        tuple(_columns(judged)),
        max(0, len(judged.table.rows) - judged.columns.first_row + 1),
        taken,
        tuple(sorted(rows, key=lambda each: each.row)),
        empty,
        (*judged.notes, *_beside(judged, found)),
    )


def _beside(judged: JudgedList, found: FoundList) -> Iterator[Sentence]:
    if found.others:
        said = N_("Other sheets that look like such a list were not read: {sheets}")
        yield Sentence(said, {"sheets": list(found.others)})
    used = [column.number for column in judged.columns.fields.values()]
    further = [name for name in found.further if name not in found.others]
    yield from told_beside(judged.table, further, used=used, first_row=judged.columns.first_row)


def _columns(judged: JudgedList) -> Iterator[ReadColumn]:
    fields = {column.number: (field, column.header) for field, column in judged.columns.fields.items()}
    for column in judged.columns.headers:
        header = column.header
        if column.number in fields:
            field, header = fields[column.number]
            yield ReadColumn(header, ColumnState.USED, field.value, judged.told.get(field))
        elif (meaning := next(meanings_of(header), None)) is not None:
            yield ReadColumn(header, ColumnState.KNOWN, meaning[0].value, _why_not(judged, column, meaning[0]))
        elif words_of(header) in _NOT_NEEDED:
            yield ReadColumn(header, ColumnState.KNOWN)
        else:
            yield ReadColumn(header, ColumnState.UNKNOWN, meant=near_name(header, _EVERY_HEADER))
    named = frozenset(column.number for column in judged.columns.headers)
    yield from nameless_columns(judged.table, first_row=judged.columns.first_row, named=named)


_EVERY_HEADER = tuple(words for known in HEADER_WORDS.values() for words in known)


def _why_not(judged: JudgedList, column: ListColumn, field: DossierField) -> Sentence:
    taken = judged.columns.fields.get(field)
    if taken is None:
        return Sentence(N_("not used, as was said"))
    if taken.header == column.header:
        letters = {"own": letters_of(column.number), "other": letters_of(taken.number)}
        return Sentence(N_("not used in column {own}, because it stands in column {other} too"), letters)
    return Sentence(N_("not used, because “{other}” was taken for it"), {"other": taken.header})
