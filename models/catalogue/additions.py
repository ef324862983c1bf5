"""Units and procedures that an office adds to the catalogue, from a csv or xlsx file with one header row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from models.catalogue.addition_rows import (
    AdditionCellWithoutValue,
    AdditionCodeWrong,
    AdditionColumnTwice,
    AdditionEmpty,
    AdditionInOldLetters,
    AdditionOverlaps,
    AdditionParentUnknown,
    AdditionPredecessorUnknown,
    AdditionProcedureCodeWrong,
    AdditionRow,
    AdditionRowTooLong,
    AdditionTwice,
    text_of,
)
from models.catalogue.catalogue import Catalogue
from models.catalogue.packs import OWN_CODE_LETTERS, Pack, listed
from models.domain.basics.letterheads import FIELDS
from models.domain.basics.old_letters import LettersUnclear, code_of
from models.domain.basics.problems import N_, Problem
from models.domain.basics.reading import NOTHING_READ, ColumnState, ReadColumn, ReadingAccount, near_name
from models.domain.basics.table_reading import further_sheets, nameless_columns, told_beside, too_long_rows
from models.domain.basics.tables import ERRORS, Cell, Table
from models.domain.basics.units import Level, Unit, UnitKey
from models.domain.questionnaire.procedures import Procedure, base_code
from models.workbooks import Limits, read_tables

UNIT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("Mã đơn vị", "Mã"),
    "valid_from": ("Hiệu lực từ", "Từ ngày"),
    "valid_to": ("Hiệu lực đến", "Đến ngày"),
    "label": ("Loại", "Loại đơn vị"),
    "name": ("Tên đơn vị", "Tên"),
    "level": ("Cấp",),
    "agency": ("Tên cơ quan", "Cơ quan"),
    "parent": ("Mã cấp trên", "Đơn vị cấp trên"),
    "parent_valid_from": ("Cấp trên từ ngày",),
    "predecessors": ("Kế thừa từ", "Đơn vị cũ"),
    "superior": ("Cơ quan chủ quản",),
    "body": ("Tên đầy đủ", "Cơ quan ban hành"),
    "symbol": ("Chữ viết tắt", "Ký hiệu"),
    "place": ("Địa danh",),
    "signing": ("Người ký", "Chức vụ người ký"),
    "recipients": ("Nơi nhận",),
    "desk": ("Nơi nhận phiếu",),
    "host": ("Cơ quan chủ trì",),
    "contact": ("Liên hệ", "Nơi tiếp nhận phản ánh"),
    "retention": ("Thời hạn lưu phiếu",),
}
_WORDS = ("name", "label", "agency", *FIELDS, "participants", "note")
HEADER_WITHIN = 15
"""The header is one of the first 15 rows: titles may stand above it."""
_LETTERHEAD = tuple(name for name in FIELDS if name in UNIT_COLUMNS)
PROCEDURE_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("Mã TTHC", "Mã thủ tục", "Mã"),
    "name": ("Tên TTHC", "Tên thủ tục", "Tên"),
    "aliases": ("Tên khác", "Tên gọi khác"),
    "sector": ("Lĩnh vực",),
    "level": ("Cấp", "Cấp thực hiện"),
    "joint": ("Liên thông",),
    "participants": ("Cơ quan phối hợp", "Cơ quan tham gia"),
    "valid_from": ("Hiệu lực từ", "Từ ngày"),
    "valid_to": ("Hiệu lực đến", "Đến ngày"),
    "replaced_by": ("Mã thay thế",),
    "note": ("Ghi chú",),
}
UNITS_NEED = ("code", "valid_from", "name", "level")
PROCEDURES_NEED = ("code", "name", "sector")
LIMITS = Limits(megabytes=5, unpacked_megabytes=50, rows=20_000)
"""No such list is longer; the file stays in the folder of the station and is read whenever that is opened."""
_YES = {"yes", "có", "x", "1"}
_NO = {"", "no", "không", "0"}


@dataclass(frozen=True, slots=True)
class Additions:
    """What a file adds, and the account of it; with any finding nothing is taken, so `units` and `procedures` are empty then.

    `doubts` are what a file is refused for when it comes: one that was kept before they were known is read on.
    Of a catalogue pack they are those of the `pack`.
    """

    units: tuple[Unit, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    findings: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    account: ReadingAccount = NOTHING_READ
    pack: Pack | None = None


@dataclass(eq=False)
class AdditionsWithoutHeader(Problem):
    """None of the first rows names the columns of units or those of procedures."""

    path: Path
    units: str
    procedures: str
    code = "additions_without_header"
    says = N_(
        "None of the first 15 rows of {path} names the needed columns. Write there {units} for units, "
        "or {procedures} for procedures."
    )


def read_additions(path: Path, catalogue: Catalogue) -> Additions:
    """Units or procedures from the file of an office, recognised by the header row (English or Vietnamese headings).

    `catalogue` is what is known before: whose superiors may be named, and whose codes are taken.

    Refuses a file that is missing, empty, too large, of another kind or in another encoding, and a header that fits
    neither table. What is wrong in single cells is answered as findings, all of them at once, and nothing is taken.
    """
    table = _found(path)
    findings: list[Problem] = []
    rows = [
        AdditionRow(number, table.header, table.places, cells, findings)
        for number, cells in table.below
        if any(text_of(cell) for cell in cells)
    ]
    make = _procedures if table.columns is PROCEDURE_COLUMNS else _units
    additions = make(rows, catalogue)
    if findings:
        return Additions(findings=tuple(findings))
    return replace(additions, doubts=tuple(_doubts(table, rows)), account=_account(table))


def account_of(path: Path) -> ReadingAccount:
    """The account of a file that was taken in before: its rows stand here already. Refuses as `read_additions`."""
    return _account(_found(path))


@dataclass(frozen=True)
class _Found:
    """The sheet whose header names what is needed, and which columns those are; `header_row` counts from 1."""

    table: Table
    header_row: int
    columns: Mapping[str, tuple[str, ...]]
    places: Mapping[str, int]
    further: tuple[str, ...]

    @property
    def header(self) -> Sequence[Cell]:
        return self.table.rows[self.header_row - 1]

    @property
    def below(self) -> Iterable[tuple[int, Sequence[Cell]]]:
        return enumerate(self.table.rows[self.header_row :], self.header_row + 1)

    @property
    def named(self) -> frozenset[int]:
        """The numbers of the columns that have words over them, from 1."""
        return frozenset(number for number, cell in enumerate(self.header, 1) if text_of(cell))


def _found(path: Path) -> _Found:
    tables = read_tables(path, limits=LIMITS)
    for table in sorted(tables, key=lambda each: each.is_hidden):
        for row, header in enumerate(table.rows[:HEADER_WITHIN], 1):
            for columns, needed in ((PROCEDURE_COLUMNS, PROCEDURES_NEED), (UNIT_COLUMNS, UNITS_NEED)):
                places = _places(header, columns)
                if all(column in places for column in needed):
                    return _Found(table, row, columns, places, further_sheets(table, tables))
    raise AdditionsWithoutHeader(
        path, _headings(UNIT_COLUMNS, UNITS_NEED), _headings(PROCEDURE_COLUMNS, PROCEDURES_NEED)
    )


def _doubts(found: _Found, rows: Iterable[AdditionRow]) -> Iterator[Problem]:
    """What a file is not taken for the first time with, though one that was taken before is read on."""
    meaning = {word.casefold(): column for column, words in found.columns.items() for word in (column, *words)}
    first: dict[str, str] = {}
    for cell in found.header:
        words = text_of(cell)
        column = meaning.get(words.casefold(), "")
        if column and column in first:
            yield AdditionColumnTwice(first[column], words)
        first.setdefault(column, words)
    long = too_long_rows(found.table, first_row=found.header_row + 1, named=found.named)
    yield from (AdditionRowTooLong(row) for row in sorted(long))
    for row in rows:
        yield from (
            AdditionCellWithoutValue(row.number, row.heading(column), row.text(column))
            for column in found.places
            if row.text(column).upper() in ERRORS or row.text(column).startswith("=")
        )
    for column in set(_WORDS) & set(found.places):
        try:
            is_old = code_of(row.text(column) for row in rows) is not None
        except LettersUnclear:
            is_old = True
        if is_old:
            yield AdditionInOldLetters(text_of(found.header[found.places[column]]))


def _account(found: _Found) -> ReadingAccount:
    """Every row was taken, or the file would have been refused."""
    used = {place: column for column, place in found.places.items()}
    known = [word for column, words in found.columns.items() for word in (column, *words)]
    read = []
    for place, cell in enumerate(found.header):
        if words := text_of(cell):
            column = used.get(place, "")
            read.append(
                ReadColumn(words, ColumnState.USED, column)
                if column
                else ReadColumn(words, ColumnState.UNKNOWN, meant=near_name(words, known))
            )
    first = found.header_row + 1
    read += nameless_columns(found.table, first_row=first, named=found.named)
    below = [cells for _, cells in found.below]
    empty = sum(not any(text_of(cell) for cell in cells) for cells in below)
    notes = told_beside(found.table, found.further, used=[place + 1 for place in used], first_row=first)
    return ReadingAccount(tuple(read), len(below), len(below) - empty, empty=empty, notes=tuple(notes))


def _units(table: Sequence[AdditionRow], catalogue: Catalogue) -> Additions:
    levels = level_words(catalogue)
    made = [(row, unit) for row in table if (unit := _unit(row, levels)) is not None]
    return Additions(units=placed_units(made, catalogue.units))


def placed_units(made: Iterable[tuple[AdditionRow, Unit]], known: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units of rows with their superiors and predecessors, among them and those `known`.

    A row whose code another unit has at the same time, or that names a unit which is not there, is found wrong.
    """
    rows = tuple(made)
    by_code: dict[str, list[Unit]] = {}
    for unit in known:
        by_code.setdefault(unit.key.code, []).append(unit)
    for row, unit in rows:
        same = by_code.setdefault(unit.key.code, [])
        holder = next((other for other in same if _meet(other, unit)), None)
        if holder is not None:
            row.wrong(AdditionOverlaps, "code", holder=holder.full_name)
        same.append(unit)
    return tuple(_with_parent(row, unit, by_code) for row, unit in rows)


def level_words(catalogue: Catalogue) -> dict[str, Level]:
    """The words by which a file may name the kinds of offices of a catalogue: codes, names and their aliases."""
    words: dict[str, Level] = {}
    for level in catalogue.levels.values():
        for word in (level.code, level.name, *level.aliases):
            words.setdefault(word.casefold(), level)
    return words


def _unit(row: AdditionRow, levels: Mapping[str, Level]) -> Unit | None:
    code, name = row.code("code"), row.needed("name")
    if not code and not row.text("code"):
        row.wrong(AdditionEmpty, "code")
    elif code and not _is_unit_code(code):
        row.wrong(AdditionCodeWrong, "code", letters=" ".join(OWN_CODE_LETTERS))
    first, last = row.days()
    if not row.text("valid_from"):
        row.wrong(AdditionEmpty, "valid_from")
    level = row.one_of("level", levels)
    if not code or first is None or level is None:
        return None
    label = row.text("label")
    return Unit(
        key=UnitKey(code, first),
        name=name,
        label=label,
        level=level,
        agency=row.text("agency") or f"{label} {name}".strip(),
        valid_to=last,
        own_code=not code.isdigit(),
        letterhead=tuple((name, row.text(name)) for name in _LETTERHEAD if row.text(name)),
    )


def _with_parent(row: AdditionRow, unit: Unit, by_code: Mapping[str, Sequence[Unit]]) -> Unit:
    unit = _with_predecessors(row, unit, by_code)
    code = row.code("parent")
    if not code:
        return unit
    day = row.day("parent_valid_from")
    for other in by_code.get(code, ()):
        if other.key.valid_from == day if day else other.is_valid_on(unit.key.valid_from):
            return replace(unit, parent=other.key)
    row.wrong(AdditionParentUnknown, "parent")
    return unit


def _with_predecessors(row: AdditionRow, unit: Unit, by_code: Mapping[str, Sequence[Unit]]) -> Unit:
    """With the offices whose work it has taken over: those that had the codes on the day before its first."""
    codes = listed(row.code("predecessors"))
    if not codes:
        return unit
    eve = unit.key.valid_from - timedelta(days=1)
    found: list[UnitKey] = []
    for code in codes:
        before = next((each.key for each in by_code.get(code, ()) if each.is_valid_on(eve)), None)
        if before is None:
            row.wrong(AdditionPredecessorUnknown, "predecessors", predecessor=code)
        else:
            found.append(before)
    return replace(unit, predecessors=tuple(found))


def _procedures(table: Sequence[AdditionRow], catalogue: Catalogue) -> Additions:
    known_sectors = {
        word.casefold(): sector.code for sector in catalogue.sectors for word in (sector.name, sector.code)
    }
    levels = level_words(catalogue)
    usual = next((level for level in catalogue.levels.values() if level.answers), None)
    made: dict[str, Procedure] = {}
    for row in table:
        text = row.code("code")
        base = base_code(text)
        if text and base is None:
            row.wrong(AdditionProcedureCodeWrong, "code")
        elif not text and not row.text("code"):
            row.wrong(AdditionEmpty, "code")
        elif base in made:
            row.wrong(AdditionTwice, "code")
        name = row.needed("name")
        sector = row.one_of("sector", known_sectors)
        level = row.one_of("level", levels, usual)
        joint = row.one_of("joint", dict.fromkeys(_YES, "yes") | dict.fromkeys(_NO, "no"), "no")
        first, last = row.days()
        if base and sector and level:
            made[base] = Procedure(
                code=base,
                name=name,
                sector=sector,
                level=level.code,
                joint=joint == "yes",
                participants=listed(row.text("participants")),
                valid_from=first,
                valid_to=last,
                replaced_by=listed(row.text("replaced_by")),
                note=row.text("note"),
                aliases=listed(row.text("aliases")),
            )
    return Additions(procedures=tuple(made.values()))


def _places(header: Sequence[Cell], columns: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    headings = {text_of(cell).casefold(): place for place, cell in reversed(list(enumerate(header)))}
    found: dict[str, int] = {}
    for column, words in columns.items():
        for word in (column, *words):
            if word.casefold() in headings:
                found[column] = headings[word.casefold()]
                break
    return found


def _headings(columns: Mapping[str, tuple[str, ...]], needed: Sequence[str]) -> str:
    return ", ".join(columns[column][0] for column in needed)


def _is_unit_code(code: str) -> bool:
    if code.isdecimal() and code.isascii():
        return len(code) in {2, 3, 5}
    return (
        len(code) == 5
        and code[0] in OWN_CODE_LETTERS
        and all(sign in OWN_CODE_LETTERS or sign in "0123456789" for sign in code)
    )


def _meet(one: Unit, other: Unit) -> bool:
    return (one.valid_to is None or other.key.valid_from <= one.valid_to) and (
        other.valid_to is None or one.key.valid_from <= other.valid_to
    )
