"""Cells of a list that do not say themselves what stands there: errors, uncomputed formulas, ditto marks, days cut short."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from enum import Enum, auto

from models.domain.basics.folding import squeezed
from models.domain.basics.problems import N_, Message, Sentence
from models.domain.basics.tables import Cell, Table
from models.domain.dossiers.frame_cells import has_lost_digits, is_ditto, is_dossier_row, is_error, is_uncomputed
from models.domain.dossiers.frame_fields import DossierField
from models.domain.dossiers.frame_headers import Columns

DAY_FIELDS = (DossierField.RETURNED, DossierField.RECEIVED, DossierField.DUE, DossierField.READY)
_DECIDING = (DossierField.DOSSIER, DossierField.SECTOR, DossierField.RETURNED)
"""Without these a row is refused, with a reason of its own."""
_STAND_ONCE = (DossierField.DOSSIER, DossierField.SECTOR)
"""A number is never that of the row above; sectors stand once in more ways than by ditto marks."""
_NUMBERS = (DossierField.PHONE, DossierField.IDENTITY)
_LONGEST_DITTO = 12
_SHORT_YEAR = re.compile(r"((?:\S+\s+)?[0-9]{1,2}([/.-])[0-9]{1,2}\2)([0-9]{2})(\s.*)?")
_RUN_DAY = re.compile(
    r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])"
    r"(?:[tT ]?([01][0-9]|2[0-3])([0-5][0-9])([0-5][0-9])?([zZ]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
"""20260705, and with a time of day behind it, as other programs export days; no run in another order looks like one."""
_MOST_NAMED = 10


class _Said(Enum):
    """What stands in a cell in place of its value."""

    ERROR = auto()
    UNCOMPUTED = auto()
    LOST = auto()
    DITTO = auto()
    TEXT = auto()
    SHORT_YEAR = auto()
    RUN_DAY = auto()


_TOLD: Mapping[_Said, Message] = {
    _Said.ERROR: N_("{count} cells of “{column}” show an error of the sheet and count as empty (rows {rows})."),
    _Said.UNCOMPUTED: N_("{count} cells of “{column}” are formulas that were never computed and count as empty (rows {rows})."),
    _Said.LOST: N_("{count} numbers of “{column}” lost their digits in the spreadsheet and count as empty (rows {rows})."),
    _Said.DITTO: N_("{count} ditto marks in “{column}” were read as what stands above them (rows {rows})."),
    _Said.SHORT_YEAR: N_("{count} years of two digits in “{column}” were read as years from 2000 on (rows {rows})."),
    _Said.RUN_DAY: N_("{count} runs of digits in “{column}” were read as year, month and day (rows {rows})."),
}  # fmt: skip


def cleaned(table: Table, columns: Columns) -> tuple[Table, tuple[Sentence, ...]]:
    """The table with each such cell of its known columns as what it means, or empty, and what was done.

    A cell without which its row cannot stand keeps its error: the row is refused for it.
    """
    changes: dict[int, dict[int, Cell]] = {}
    told: list[Sentence] = []
    for field, column in columns.fields.items():
        rows: dict[_Said, list[int]] = {}
        for row, cell, said in _changed(table, column.number - 1, columns, field):
            changes.setdefault(row, {})[column.number - 1] = cell
            rows.setdefault(said, []).append(row)
        told += [
            Sentence(_TOLD[said], {"count": len(found), "column": column.header, "rows": _shown(found)})
            for said, found in rows.items()
            if said in _TOLD
        ]
    if not changes:
        return table, ()
    made = list(table.rows)
    for row, cells in changes.items():
        own = list(made[row - 1])
        for place, cell in cells.items():
            own[place] = cell
        made[row - 1] = tuple(own)
    return replace(table, rows=tuple(made)), tuple(told)


def _changed(table: Table, place: int, columns: Columns, field: DossierField) -> Iterator[tuple[int, Cell, _Said]]:
    """Each cell of a column that means something else than it says, with its row and what it means."""
    kind_of = _kinds(field)
    kinds: dict[Cell, _Said | None] = {}
    made: dict[int, Cell] = {}
    asked = columns.first_row - 1
    above: Cell = None
    for row, cells in enumerate(table.rows[columns.first_row - 1 :], columns.first_row):
        cell = cells[place] if place < len(cells) else None
        if cell is None:
            continue
        said = kinds[cell] if cell in kinds else kinds.setdefault(cell, kind_of(cell))
        if said is None:
            continue
        if said is _Said.DITTO:
            found = _nearest(table, range(row - 1, asked, -1), place, columns, made)
            asked, above = row - 1, above if found is None else found
            if above is None:
                continue
        meant = above if said is _Said.DITTO else _meant(cell, said)
        made[row] = meant
        if meant is not cell:
            yield row, meant, said


def _nearest(table: Table, rows: range, place: int, columns: Columns, made: Mapping[int, Cell]) -> Cell:
    """What the first dossier of these rows says in a column: no heading and no header that stands there again."""
    number = columns.number(DossierField.DOSSIER) - 1
    for row in rows:
        cells = table.rows[row - 1]
        cell = made.get(row, cells[place] if place < len(cells) else None)
        if cell is not None and is_dossier_row(cells, number):
            return cell
    return None


def _meant(cell: Cell, said: _Said) -> Cell:
    match said:
        case _Said.TEXT:
            return _bare(str(cell)) or None
        case _Said.SHORT_YEAR:
            return _SHORT_YEAR.sub(r"\g<1>20\g<3>\g<4>", squeezed(str(cell)))
        case _Said.RUN_DAY:
            return _RUN_DAY.sub(_with_signs, _bare(str(cell)))
        case _:
            return None


def _with_signs(found: re.Match[str]) -> str:
    """20260705083000 as 2026-07-05T08:30:00; the zone stays, because it may name another day here."""
    year, month, day, hour, minute, second, zone = found.groups()
    clock = ":".join(part for part in (hour, minute, second) if part)
    return f"{year}-{month}-{day}" + (f"T{clock}{zone or ''}" if clock else "")


def _bare(text: str) -> str:
    return squeezed(text).lstrip("'’‘`").strip()


def _kinds(field: DossierField) -> Callable[[Cell], _Said | None]:
    """What a cell of this field says in place of its value, if anything."""
    is_day, is_number, is_deciding = field in DAY_FIELDS, field in _NUMBERS, field in _DECIDING

    def kind_of(cell: Cell) -> _Said | None:
        if is_number and has_lost_digits(cell):
            return _Said.LOST
        if is_day and isinstance(cell, str | int) and _RUN_DAY.fullmatch(_bare(str(cell))):
            return _Said.RUN_DAY
        if not isinstance(cell, str) or not cell:
            return None
        if cell[0] in "#=" and not is_deciding:
            if is_error(cell):
                return _Said.ERROR
            if is_uncomputed(cell):
                return _Said.UNCOMPUTED
        if len(cell) <= _LONGEST_DITTO and field not in _STAND_ONCE and is_ditto(cell):
            return _Said.DITTO
        if cell[0] in "'’‘`" and field is not DossierField.DOSSIER and not is_ditto(cell):
            return _Said.TEXT
        if is_day and _SHORT_YEAR.fullmatch(squeezed(cell)):
            return _Said.SHORT_YEAR
        return None

    return kind_of


def _shown(rows: list[int]) -> str:
    return ", ".join(map(str, rows[:_MOST_NAMED])) + (" …" if len(rows) > _MOST_NAMED else "")
