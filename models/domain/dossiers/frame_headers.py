"""Finding the list of finished dossiers in a workbook: which sheet, which rows are the header, which column is what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.domain.basics.folding import looks_vietnamese
from models.domain.basics.problems import N_, Problem
from models.domain.basics.tables import Cell, Table
from models.domain.dossiers.frame_fields import HEADER_WORDS, REQUIRED, DossierField, meanings_of, words_of

_MOST_HIGH = 3
"""Rows of the highest header: a group, its part, and the columns."""
HEADER_WITHIN = 15
"""The first row of a header is one of the first 15 of its sheet."""


_NUMBERING = re.compile(r"\(?(?:[0-9]{1,2}[a-z]?|[a-z])\)?(?:\s*=.*)?", re.IGNORECASE)
_LETTERS = re.compile("[A-Z]{1,3}")


@dataclass(eq=False)
class ListNotFound(Problem):
    """No sheet names the columns that are needed; `missing` lists the words looked for in the best sheet."""

    sheet: str
    missing: str
    code = "list_not_found"
    says = N_(
        "No list of dossiers was found: in the first 15 rows of the sheet “{sheet}” there is no column {missing}. "
        "Name these columns in the header (or say which columns they are), then import again."
    )


@dataclass(eq=False)
class ListInOldLetters(Problem):
    """No header was found, and the text looks like TCVN3 or VNI shown without its typeface."""

    sheet: str
    code = "list_in_old_letters"
    says = N_(
        "The letters in the sheet “{sheet}” are in an old code (such as TCVN3 .VnTime or VNI). Convert the list "
        "to Unicode, for example with Unikey, save it, then import again."
    )


@dataclass(eq=False)
class NoSuchColumn(Problem):
    """A changed mapping names a column that the header does not have."""

    column: str
    sheet: str
    code = "no_such_column"
    says = N_(
        "The header in the sheet “{sheet}” has no column “{column}”. Choose one of its columns, then import again."
    )


class ListColumn(NamedTuple):
    """A recognised column: its number from 1 and the words of its header."""

    number: int
    header: str


@dataclass(frozen=True)
class Columns:
    """The header of one sheet: its first row and the row where the data begin (from 1), and what each field's column is.

    `told` are the fields whose column a person chose.
    """

    header_row: int
    first_row: int
    fields: Mapping[DossierField, ListColumn]
    headers: tuple[ListColumn, ...]
    told: frozenset[DossierField] = frozenset()

    def number(self, field: DossierField) -> int:
        """The column of `field`, 0 when the sheet has none."""
        column = self.fields.get(field)
        return column.number if column else 0


class FoundList(NamedTuple):
    """The sheet with the list, its header, and the names of further sheets: those that look like such a list, and all of them."""

    table: Table
    columns: Columns
    others: tuple[str, ...]
    further: tuple[str, ...] = ()


@dataclass(frozen=True)
class HeaderSearch:
    """What was recognised as headers in the sheets of a file (`search_headers`), visible sheets before hidden ones."""

    sheets: tuple[Table, ...]
    headers: tuple[tuple[Table, Columns], ...]
    mapping: Mapping[DossierField, str]

    @property
    def has_list(self) -> bool:
        """Whether a sheet has all that a list needs."""
        return any(not _missing(columns.fields) for _, columns in self.headers)

    def complete(self, sheet: str | None = None) -> FoundList:
        """The first sheet (or the one that is named) whose header names dossier number, sector and day of return.

        Refuses with `ListNotFound`, `ListInOldLetters` or `NoSuchColumn`.
        """
        wanted = self._of(sheet)
        complete = [(table, columns) for table, columns in wanted.headers if not _missing(columns.fields)]
        if not complete:
            raise _refusal(wanted, sheet)
        table, columns = complete[0]
        further = tuple(other.name for other in self.sheets if other is not table and other.rows)
        return FoundList(table, columns, tuple(other.name for other, _ in complete[1:]), further)

    def nearest(self, sheet: str | None = None) -> FoundList:
        """As `complete`, but what is lacking is no refusal: the best sheet with the fields that were recognised.

        Where no header was recognised it is the row with most words among the first 15, with no field. Refuses only a
        file without any words (`ListNotFound`).
        """
        wanted = self._of(sheet)
        if wanted.headers:
            table, columns = min(wanted.headers, key=lambda header: len(_missing(header[1].fields)))
        else:
            wordy = [(each, row, list(_headers(each, row, 1))) for each in wanted.sheets
                     for row in range(1, min(HEADER_WITHIN, len(each.rows)) + 1)]  # fmt: skip
            if not any(headers for _, _, headers in wordy):
                raise _refusal(wanted, sheet)
            table, row, headers = max(wordy, key=lambda reading: len(reading[2]))
            columns = Columns(row, row + 1, {}, tuple(candidates[0] for candidates in headers))
        others = tuple(other.name for other in wanted.sheets if other is not table and other.rows)
        return FoundList(table, columns, others)

    def _of(self, sheet: str | None) -> HeaderSearch:
        if sheet is None:
            return self
        return HeaderSearch(
            tuple(table for table in self.sheets if table.name == sheet),
            tuple((table, columns) for table, columns in self.headers if table.name == sheet),
            self.mapping,
        )


def search_headers(tables: Iterable[Table], mapping: Mapping[DossierField, str] | None = None) -> HeaderSearch:
    """Look for the header of a list in every sheet.

    `mapping` gives for a field the header's own words or a column letter and goes before the known words.
    """
    told = mapping or {}
    ordered = tuple(sorted(tables, key=lambda table: table.is_hidden))
    return HeaderSearch(
        ordered, tuple((table, columns) for table in ordered if (columns := _best_header(table, told))), told
    )


def _refusal(search: HeaderSearch, sheet: str | None) -> Problem:
    if search.headers:
        table, columns = min(search.headers, key=lambda header: len(_missing(header[1].fields)))
        missing = _missing(columns.fields)
        for field in missing:
            if field in search.mapping:
                return NoSuchColumn(search.mapping[field], table.name)
        return ListNotFound(table.name, ", ".join(f"“{HEADER_WORDS[field][0]}”" for field in missing))
    for table in search.sheets:
        text = " ".join(cell for row in table.rows[: 2 * HEADER_WITHIN] for cell in row if isinstance(cell, str))
        if not looks_vietnamese(text):
            return ListInOldLetters(table.name)
    name = sheet if sheet is not None else ", ".join(table.name for table in search.sheets)
    return ListNotFound(name, ", ".join(f"“{HEADER_WORDS[field][0]}”" for field in REQUIRED))


def _missing(fields: Iterable[DossierField]) -> list[DossierField]:
    found = set(fields)
    return [field for field in REQUIRED if field not in found]


def _best_header(table: Table, mapping: Mapping[DossierField, str]) -> Columns | None:
    """The header of one to three rows that names the most fields; the earlier and the shorter one among equals."""
    best: Columns | None = None
    for row in range(1, min(HEADER_WITHIN, len(table.rows)) + 1):
        for height in range(1, _MOST_HIGH + 1):
            headers = tuple(_headers(table, row, height))
            fields = _recognised(headers, table.hidden_columns, mapping)
            if any(
                len(fields)
                <= len(_recognised(tuple(_headers(table, row + above, height - above)), table.hidden_columns, mapping))
                for above in range(1, height)
            ):
                continue
            # a mapping by letters alone must not make every row a header
            if not _recognised(headers, table.hidden_columns, {}) and not _names_own_words(headers, mapping):
                continue
            rank = (len(REQUIRED) - len(_missing(fields)), len(fields))
            if best is None or rank > (len(REQUIRED) - len(_missing(best.fields)), len(best.fields)):
                best = Columns(
                    row,
                    _first_data_row(table, row + height),
                    fields,
                    _every_header(table, row, headers),
                    frozenset(field for field, own in mapping.items() if own),
                )
    return best


def _names_own_words(headers: Sequence[tuple[ListColumn, ...]], mapping: Mapping[DossierField, str]) -> bool:
    own = {words_of(text) for text in mapping.values() if not _LETTERS.fullmatch(text)}
    return any(words_of(column.header) in own for candidates in headers for column in candidates)


def _headers(table: Table, row: int, height: int) -> Iterator[tuple[ListColumn, ...]]:
    """For each filled column the texts that may name it, the surest first: the lower cell, all together, the upper one.

    A title that was centred over several columns without merging them stands over the empty cells to its right.
    """
    lower = _titles(table, row + height - 1)
    upper = _titles(table, row) if height > 1 else {}
    between = _titles(table, row + 1) if height > 2 else {}
    title = ""
    for number in range(1, max((*lower, *upper, *between), default=0) + 1):
        above, below = upper.get(number, ""), lower.get(number, "")
        title = above or title
        middle = between.get(number, "")
        parts = f"{middle} {below}" if middle else ""
        texts = [below, parts, f"{title} {middle} {below}" if title and below else "", f"{above} {middle}"]
        candidates = tuple(ListColumn(number, words) for text in texts if (words := " ".join(text.split())))
        if candidates:
            yield candidates


def _every_header(table: Table, row: int, headers: Sequence[tuple[ListColumn, ...]]) -> tuple[ListColumn, ...]:
    """The words over each column, also where they were merged downwards into the header from a row above it."""
    named = {candidates[0].number: candidates[0] for candidates in headers}
    for span in table.merges:
        words = table.cell(span.top, span.left)
        if span.top < row <= span.bottom and span.left == span.right and isinstance(words, str):
            named.setdefault(span.left, ListColumn(span.left, " ".join(words.split())))
    return tuple(named[number] for number in sorted(named))


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
    headers: Sequence[tuple[ListColumn, ...]], hidden: frozenset[int], mapping: Mapping[DossierField, str]
) -> dict[DossierField, ListColumn]:
    found: dict[DossierField, tuple[tuple[int, int, int], ListColumn]] = {}
    for candidates in headers:
        taken = False
        for column in candidates:
            for field, rank in meanings_of(column.header):
                key = (rank, column.number in hidden, column.number)
                if field not in mapping and (field not in found or key < found[field][0]):
                    found[field] = (key, column)
                taken = True
            if taken:
                break
    fields = {field: column for field, (_, column) in found.items()}
    for field, own in mapping.items():
        if own and (column_ := _own_column(headers, own)):
            fields[field] = column_
    return fields


def _own_column(headers: Sequence[tuple[ListColumn, ...]], own: str) -> ListColumn | None:
    for candidates in headers:
        for column in candidates:
            if words_of(column.header) == words_of(own):
                return column
    if _LETTERS.fullmatch(own):
        number = 0
        for letter in own:
            number = number * 26 + ord(letter) - ord("A") + 1
        return next((candidates[0] for candidates in headers if candidates[0].number == number), None)
    return None


def _first_data_row(table: Table, row: int) -> int:
    """The row after the header, and after the row of column numbers (1) (2) (3) when there is one."""
    return row + 1 if row <= len(table.rows) and is_numbering(table.rows[row - 1]) else row


def is_numbering(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3), 1 2 3, or A B 1 2 3."""
    filled = [str(cell).strip() for cell in cells if cell is not None and str(cell).strip()]
    return len(filled) > 2 and all(_NUMBERING.fullmatch(text) for text in filled)
