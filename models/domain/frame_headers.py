"""Finding the list of finished dossiers in a workbook: which sheet, which rows are the header, which column is what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from models.domain.folding import looks_vietnamese, search_key
from models.domain.problems import N_, Problem
from models.domain.tables import Cell, Table

HEADER_WITHIN = 15
"""The first row of a header is one of the first 15 of its sheet."""


class Field(Enum):
    """What the frame knows of a dossier; the value is the word that a changed mapping uses."""

    DOSSIER = "dossier"
    PROCEDURE_CODE = "procedure_code"
    PROCEDURE = "procedure"
    SECTOR = "sector"
    APPLICANT = "applicant"
    IDENTITY = "identity"
    PHONE = "phone"
    ADDRESS = "address"
    RECEIVED = "received"
    DUE = "due"
    READY = "ready"
    RETURNED = "returned"


REQUIRED = (Field.DOSSIER, Field.SECTOR, Field.RETURNED)

HEADER_WORDS: Mapping[Field, tuple[str, ...]] = {
    Field.DOSSIER: ("Mã hồ sơ", "Số hồ sơ", "Mã số hồ sơ", "Mã HS", "Số HS", "Mã số HS", "Số biên nhận", "Mã biên nhận",
                    "Mã hồ sơ TTHC", "Số hồ sơ một cửa"),
    Field.PROCEDURE_CODE: ("Mã thủ tục", "Mã TTHC", "Mã thủ tục hành chính", "Mã số TTHC"),
    Field.PROCEDURE: ("Thủ tục hành chính", "Tên TTHC", "Thủ tục", "Tên thủ tục hành chính", "Tên thủ tục", "TTHC",
                      "Loại thủ tục", "Nội dung hồ sơ"),
    Field.SECTOR: ("Lĩnh vực", "Lĩnh vực giải quyết", "Tên lĩnh vực", "Lĩnh vực TTHC", "Lĩnh vực thủ tục"),
    Field.APPLICANT: ("Chủ hồ sơ/Người nộp", "Tên cá nhân/tổ chức", "Người nộp hồ sơ", "Chủ hồ sơ", "Tên chủ hồ sơ",
                      "Họ tên chủ hồ sơ", "Người nộp", "Họ và tên người nộp", "Họ tên người nộp", "Tên người nộp",
                      "Cá nhân/tổ chức", "Cá nhân, tổ chức", "Tổ chức, cá nhân", "Tên tổ chức/cá nhân", "Tên tổ chức, cá nhân",
                      "Tên cá nhân, tổ chức", "Họ và tên", "Họ tên", "Họ và tên chủ hồ sơ", "Người yêu cầu"),
    Field.IDENTITY: ("CCCD/MST", "Số định danh/Mã số thuế", "CCCD", "CMND/CCCD", "CCCD/CMND", "Số CCCD", "Số CMND/CCCD",
                     "Số CCCD/CMND", "Số định danh", "Số định danh cá nhân", "Căn cước", "Số căn cước", "Căn cước công dân",
                     "Số giấy tờ", "Mã số thuế", "MST", "CMND/CCCD/MST", "Mã định danh"),
    Field.PHONE: ("Điện thoại", "SĐT", "Số điện thoại", "Số ĐT", "ĐT", "Điện thoại liên hệ", "Số điện thoại liên hệ", "Di động"),
    Field.ADDRESS: ("Địa chỉ", "Địa chỉ liên hệ", "Địa chỉ thường trú", "Nơi ở", "Nơi cư trú", "Địa chỉ chủ hồ sơ"),
    Field.RECEIVED: ("Ngày tiếp nhận", "Ngày nộp", "Ngày nhận hồ sơ", "Ngày nộp hồ sơ", "Ngày tiếp nhận hồ sơ",
                     "Thời gian tiếp nhận"),
    Field.DUE: ("Ngày hẹn trả", "Hạn trả", "Ngày hẹn", "Ngày hẹn trả kết quả", "Ngày hẹn trả KQ", "Hạn xử lý",
                "Hạn giải quyết", "Thời hạn trả"),
    Field.READY: ("Ngày có kết quả", "Ngày có KQ", "Ngày hoàn thành", "Ngày giải quyết xong", "Ngày ký kết quả"),
    Field.RETURNED: ("Ngày trả kết quả", "Ngày trả KQ", "Ngày nhận kết quả", "Ngày nhận KQ", "Ngày trả kết quả thực tế",
                     "Ngày trả", "Ngày trả thực tế", "Thời gian trả kết quả", "Ngày công dân nhận kết quả"),
}
"""Header words met in practice, the best first; letters with or without tones, any case, any punctuation."""

_BRACKETED = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_OTHER_THAN_WORDS = re.compile(r"[\W_]+")
_NUMBERING = re.compile(r"\(?(?:[0-9]{1,2}[a-z]?|[a-z])\)?(?:\s*=.*)?", re.IGNORECASE)
_LETTERS = re.compile("[A-Z]{1,3}")


@dataclass(eq=False)
class ListNotFound(Problem):
    """No sheet names the columns that are needed; `missing` lists the words looked for in the best sheet."""

    sheet: str
    missing: str
    says = N_(
        "No list of dossiers was found: in the first 15 rows of the sheet “{sheet}” there is no column {missing}. "
        "Name these columns in the header (or say which columns they are), then import again."
    )


@dataclass(eq=False)
class ListInOldLetters(Problem):
    """No header was found, and the text looks like TCVN3 or VNI shown without its typeface."""

    sheet: str
    says = N_(
        "The letters in the sheet “{sheet}” are in an old code (such as TCVN3 .VnTime or VNI). "
        "Convert the list to Unicode (Unikey: Ctrl+Shift+F6), save it, then import again."
    )


@dataclass(eq=False)
class NoSuchColumn(Problem):
    """A changed mapping names a column that the header does not have."""

    column: str
    sheet: str
    says = N_("The header in the sheet “{sheet}” has no column “{column}”. Choose one of its columns, then import again.")


class Column(NamedTuple):
    """A recognised column: its number from 1 and the words of its header."""

    number: int
    header: str


@dataclass(frozen=True)
class Columns:
    """The header of one sheet: its first row and the row where the data begin (from 1), and what each field's column is."""

    header_row: int
    first_row: int
    fields: Mapping[Field, Column]
    headers: tuple[Column, ...]

    def number(self, field: Field) -> int:
        """The column of `field`, 0 when the sheet has none."""
        column = self.fields.get(field)
        return column.number if column else 0


class FoundList(NamedTuple):
    """The sheet with the list, its header, and the names of further sheets that look like such a list too."""

    table: Table
    columns: Columns
    others: tuple[str, ...]


def find_list(tables: Sequence[Table], *, mapping: Mapping[Field, str] | None = None, sheet: str | None = None) -> FoundList:
    """The first sheet (visible before hidden ones) whose header names dossier number, sector and day of return.

    `mapping` gives for a field the header's own words or a column letter and goes before the known words;
    `sheet` names the sheet to take. Refuses with `ListNotFound`, `ListInOldLetters` or `NoSuchColumn`.
    """
    wanted = [table for table in tables if sheet is None or table.name == sheet]
    ordered = sorted(wanted, key=lambda table: table.is_hidden)
    readings = [(table, columns) for table in ordered if (columns := _best_header(table, mapping or {}))]
    complete = [(table, columns) for table, columns in readings if not _missing(columns.fields)]
    if complete:
        table, columns = complete[0]
        return FoundList(table, columns, tuple(other.name for other, _ in complete[1:]))
    raise _refusal(ordered, readings, mapping or {}, sheet)


def _refusal(
    tables: Sequence[Table], readings: Sequence[tuple[Table, Columns]], mapping: Mapping[Field, str], sheet: str | None
) -> Problem:
    if readings:
        table, columns = min(readings, key=lambda reading: len(_missing(reading[1].fields)))
        missing = _missing(columns.fields)
        for field in missing:
            if field in mapping:
                return NoSuchColumn(mapping[field], table.name)
        return ListNotFound(table.name, ", ".join(f"“{HEADER_WORDS[field][0]}”" for field in missing))
    for table in tables:
        text = " ".join(cell for row in table.rows[: 2 * HEADER_WITHIN] for cell in row if isinstance(cell, str))
        if not looks_vietnamese(text):
            return ListInOldLetters(table.name)
    name = sheet if sheet is not None else ", ".join(table.name for table in tables)
    return ListNotFound(name, ", ".join(f"“{HEADER_WORDS[field][0]}”" for field in REQUIRED))


def _missing(fields: Iterable[Field]) -> list[Field]:
    found = set(fields)
    return [field for field in REQUIRED if field not in found]


def _best_header(table: Table, mapping: Mapping[Field, str]) -> Columns | None:
    """The header of one or two rows that names the most fields; the earlier and the shorter one among equals."""
    best: Columns | None = None
    for row in range(1, min(HEADER_WITHIN, len(table.rows)) + 1):
        for height in (1, 2):
            headers = tuple(_headers(table, row, height))
            fields = _recognised(headers, table.hidden_columns, mapping)
            # a mapping by letters alone must not make every row a header
            if not _recognised(headers, table.hidden_columns, {}) and not _names_words(headers, mapping):
                continue
            rank = (len(REQUIRED) - len(_missing(fields)), len(fields))
            if best is None or rank > (len(REQUIRED) - len(_missing(best.fields)), len(best.fields)):
                best = Columns(row, _first_data_row(table, row + height), fields, tuple(merged[-1] for merged in headers))
    return best


def _names_words(headers: Sequence[tuple[Column, ...]], mapping: Mapping[Field, str]) -> bool:
    own = {_words(text) for text in mapping.values() if not _LETTERS.fullmatch(text)}
    return any(_words(column.header) in own for candidates in headers for column in candidates)


def _headers(table: Table, row: int, height: int) -> Iterator[tuple[Column, ...]]:
    """For each filled column the texts that may name it, the surest first: the lower cell, both together, the upper one."""
    titles = {row_: _titles(table, row_) for row_ in range(row, row + height)}
    for number in range(1, max((len(table.rows[r - 1]) for r in titles if r <= len(table.rows)), default=0) + 1):
        parts = [text for r in titles if (text := titles[r].get(number, ""))]
        if not parts:
            continue
        texts = [parts[-1]]
        if len(parts) > 1:
            texts += [" ".join(parts), parts[0]]
        yield tuple(Column(number, " ".join(text.split())) for text in texts)


def _titles(table: Table, row: int) -> dict[int, str]:
    """The header texts of one row by column; a title merged over several columns stands over each of them."""
    cells = table.rows[row - 1] if row <= len(table.rows) else ()
    titles = {number: cell for number, cell in enumerate(cells, 1) if isinstance(cell, str)}
    for span in table.merges:
        if span.top == row and span.left in titles:
            for number in range(span.left + 1, span.right + 1):
                titles.setdefault(number, titles[span.left])
    return titles


def _recognised(
    headers: Sequence[tuple[Column, ...]], hidden: frozenset[int], mapping: Mapping[Field, str]
) -> dict[Field, Column]:
    found: dict[Field, tuple[tuple[int, int, int], Column]] = {}
    for candidates in headers:
        taken = False
        for column in candidates:
            for field, rank in _meanings(column.header):
                key = (rank, column.number in hidden, column.number)
                if field not in mapping and (field not in found or key < found[field][0]):
                    found[field] = (key, column)
                taken = True
            if taken:
                break
    fields = {field: column for field, (_, column) in found.items()}
    for field, own in mapping.items():
        if column_ := _own_column(headers, own):
            fields[field] = column_
    return fields


def _own_column(headers: Sequence[tuple[Column, ...]], own: str) -> Column | None:
    for candidates in headers:
        for column in candidates:
            if _words(column.header) == _words(own):
                return column
    if _LETTERS.fullmatch(own):
        number = 0
        for letter in own:
            number = number * 26 + ord(letter) - ord("A") + 1
        return next((candidates[0] for candidates in headers if candidates[0].number == number), None)
    return None


def _meanings(header: str) -> Iterator[tuple[Field, int]]:
    for text in (_words(header), _words(_BRACKETED.sub(" ", header))):
        if text in _MEANINGS:
            yield _MEANINGS[text]
            return


def _words(header: str) -> str:
    return _OTHER_THAN_WORDS.sub(" ", search_key(header)).strip()


_MEANINGS: Mapping[str, tuple[Field, int]] = {
    _words(words): (field, rank) for field, known in HEADER_WORDS.items() for rank, words in enumerate(known)
}


def _first_data_row(table: Table, row: int) -> int:
    """The row after the header, and after the row of column numbers (1) (2) (3) when there is one."""
    return row + 1 if row <= len(table.rows) and is_numbering(table.rows[row - 1]) else row


def is_numbering(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3), 1 2 3, or A B 1 2 3."""
    filled = [str(cell).strip() for cell in cells if cell is not None and str(cell).strip()]
    return len(filled) > 2 and all(_NUMBERING.fullmatch(text) for text in filled)  # noqa: PLR2004 -- two say nothing
