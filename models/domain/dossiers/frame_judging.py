"""The columns of a list judged whole, before any row is ruled on: how they write days, in which letters, what stands once for many rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from functools import cached_property

from models.domain.basics.days import DAY_FIRST_IN_LISTS
from models.domain.basics.deeds import Deed
from models.domain.basics.folding import folded, squeezed
from models.domain.basics.old_letters import LettersUnclear, OldCode, code_of, converted, has_lost_letters
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.table_reading import too_long_rows
from models.domain.basics.tables import Cell, Table, letters_of
from models.domain.dossiers.frame_cells import (
    DayOrder,
    day_of,
    is_ditto,
    is_dossier_row,
    is_error,
    is_uncomputed,
    text_of,
)
from models.domain.dossiers.frame_cleaning import DAY_FIELDS, cleaned
from models.domain.dossiers.frame_fields import DossierField
from models.domain.dossiers.frame_headers import Columns, FoundList

WORD_FIELDS = (DossierField.SECTOR, DossierField.APPLICANT, DossierField.ADDRESS, DossierField.PROCEDURE)
_CLEAR = 10
"""So many times more days of one order than of the other, and the others are slips."""
_MOST_LOST = 10
"""One text in so many may have lost letters before the whole column is refused."""
_GROUP = re.compile(r"^(?:[ivxlc]+|[0-9]{1,2}|[a-d])\s*[.)/:-]\s*", re.IGNORECASE)
_SECTOR_WORD = re.compile(r"(?:nhóm\s+)?lĩnh\s+vực\s*[:.-]?\s*", re.IGNORECASE)


@dataclass(eq=False)
class DaysUnclear(Problem):
    """A column of days can be read in two ways; `first` is a row that would be another day."""

    column: str
    row: int
    text: str
    code = "days_unclear"
    says = N_(
        "The column “{column}” can be read in two ways (row {row}: {text}). Say whether its days stand day first, "
        "month first, or as dates in which day and month are swapped."
    )
    deed = Deed.SAY_DAYS


@dataclass(eq=False)
class ColumnStandsTwice(Problem):
    """Two columns with the same words, and they differ."""

    column: str
    places: str
    row: int
    code = "column_stands_twice"
    says = N_(
        "The column “{column}” stands there twice ({places}), and row {row} says two things. "
        "Say which of the two holds, or delete the other."
    )
    deed = Deed.SAY_COLUMN


@dataclass(eq=False)
class ColumnInOldLetters(Problem):
    """A part of a column is in an old code, or it is not to be told in which."""

    column: str
    row: int
    text: str
    code = "column_in_old_letters"
    says = N_(
        "Letters in the column “{column}” are in an old code (such as TCVN3 .VnTime or VNI), and not all in one "
        "(row {row}: {text}). Convert the list to Unicode, for example with Unikey, then import again."
    )


@dataclass(eq=False)
class ColumnLostLetters(Problem):
    """Question marks stand where letters stood; nothing brings them back."""

    column: str
    row: int
    text: str
    rows: int
    code = "column_lost_letters"
    says = N_(
        "Letters in the column “{column}” were lost in {rows} rows (row {row}: {text}). "
        "Export the list again as .xlsx, or as CSV UTF-8, then import it."
    )


@dataclass(eq=False)
class SectorsStandOnce(Problem):
    """Rows without a sector below rows that have one: whether it holds for them too is asked once."""

    rows: int
    row: int
    sheet: str
    code = "sectors_stand_once"
    says = N_(
        "In the sheet “{sheet}”, {rows} dossiers have no sector of their own (first row {row}). Say whether the "
        "sector above holds for the rows below it."
    )
    deed = Deed.SAY_SECTORS


@dataclass(frozen=True, slots=True)
class ListAnswers:
    """What a person said of a list: how its days stand, and whether a sector holds for the rows below; None where not asked."""

    days: DayOrder | None = None
    carries_sectors: bool | None = None


NOT_ASKED = ListAnswers()


@dataclass
class JudgedList:
    """A list whose columns are judged; `table` has its letters converted, `told` says per column what was done to it."""

    table: Table
    filled: Table
    columns: Columns
    order: DayOrder = DayOrder.DAY_FIRST
    zone: tzinfo | None = None
    sectors: Mapping[int, str] = field(default_factory=dict)
    told: dict[DossierField, Sentence] = field(default_factory=dict)
    notes: list[Sentence] = field(default_factory=list)
    lost: Mapping[int, str] = field(default_factory=dict)
    too_long: frozenset[int] = frozenset()

    @cached_property
    def places(self) -> Mapping[DossierField, int]:
        """Where in a row each field stands that the list has, from 0."""
        return {field_: column.number - 1 for field_, column in self.columns.fields.items() if column.number}


def judge(
    found: FoundList,
    *,
    first: date,
    last: date,
    answers: ListAnswers,
    zone: tzinfo | None = None,
) -> JudgedList:
    """Judge each column whole.

    Refuses what only a person can tell: `DaysUnclear`, `ColumnStandsTwice`, `SectorsStandOnce`; and what nobody can:
    `ColumnInOldLetters`, `ColumnLostLetters`.
    """
    _refuse_twins(found)
    table, told, lost = _in_unicode(found)
    table, notes = cleaned(table, found.columns)
    judged = JudgedList(table, table.filled_down(), found.columns, zone=zone, told=told, lost=lost, notes=[*notes])
    named = frozenset(column.number for column in found.columns.headers)
    judged.too_long = too_long_rows(table, first_row=found.columns.first_row, named=named)
    if table.old_kind:
        said = N_("The file is of the kind {kind}: number formats, errors and hidden rows of its cells are not seen. "
                  "Compare some numbers with it.")  # fmt: skip
        judged.notes.append(Sentence(said, {"kind": table.old_kind}))
    judged.order = _order_of_days(judged, first, last, answers.days)
    _carry_sectors(judged, carries=answers.carries_sectors)
    return judged


def _rows_below(table: Table, columns: Columns) -> range:
    return range(columns.first_row, len(table.rows) + 1)


def _column(table: Table, columns: Columns, field_: DossierField) -> Iterator[tuple[int, Cell]]:
    """The filled cells of a field's column below the header, with their rows."""
    place = columns.number(field_) - 1
    if place < 0:
        return
    for row, cells in enumerate(table.rows[columns.first_row - 1 :], columns.first_row):
        if place < len(cells) and cells[place] is not None:
            yield row, cells[place]


def _refuse_twins(found: FoundList) -> None:
    columns, table = found.columns, found.table
    for field_, taken in columns.fields.items():
        if field_ in columns.told:
            continue
        for other in columns.headers:
            same = other.number != taken.number and folded(other.header) == folded(taken.header)
            if not same or other.number in table.hidden_columns:
                continue
            for row in _rows_below(table, columns):
                if text_of(table.cell(row, taken.number)) != text_of(table.cell(row, other.number)):
                    places = ", ".join(letters_of(number) for number in sorted((taken.number, other.number)))
                    raise ColumnStandsTwice(taken.header, places, row)


def _in_unicode(found: FoundList) -> tuple[Table, dict[DossierField, Sentence], dict[int, str]]:
    """The table with the columns of words in Unicode, what was done to each, and rows whose sector or name lost letters."""
    columns, table = found.columns, found.table
    codes: dict[int, OldCode] = {}
    told: dict[DossierField, Sentence] = {}
    lost: dict[int, str] = {}
    for field_ in WORD_FIELDS:
        texts = [(row, cell) for row, cell in _column(table, columns, field_) if isinstance(cell, str)]
        if not texts:
            continue
        header = columns.fields[field_].header
        try:
            code = code_of(text for _, text in texts)
        except LettersUnclear:
            raise ColumnInOldLetters(header, *_oddest(texts)) from None
        broken = [(row, text) for row, text in texts if has_lost_letters(text)]
        if len(broken) * _MOST_LOST > len(texts):
            raise ColumnLostLetters(header, *broken[0], len(broken))
        if field_ in (DossierField.SECTOR, DossierField.APPLICANT):
            lost |= dict(broken)
        elif broken:
            said = N_("question marks stand where letters stood (row {row}: {text})")
            told[field_] = Sentence(said, {"row": broken[0][0], "text": broken[0][1]})
        if code is not None:
            codes[columns.number(field_) - 1] = code
            told[field_] = Sentence(N_("converted from the code {code}"), {"code": code.value})
    if not codes:
        return table, told, lost
    rows = [
        tuple(
            converted(cell, codes[place])
            if place in codes and isinstance(cell, str) and row >= columns.first_row
            else cell
            for place, cell in enumerate(cells)
        )
        for row, cells in enumerate(table.rows, 1)
    ]
    return replace(table, rows=tuple(rows)), told, lost


def _oddest(texts: Sequence[tuple[int, str]]) -> tuple[int, str]:
    def is_odd(text: str) -> bool:
        try:
            return code_of((text,)) is not None
        except LettersUnclear:
            return True

    return next(((row, text) for row, text in texts if is_odd(text)), texts[0])


@dataclass
class _DaysOfColumn:
    """What the cells of one column tell of its order."""

    day_first: int = 0
    month_first: int = 0
    open: list[tuple[int, str]] = field(default_factory=list)
    """Texts that are another day the other way, with their rows."""
    dates: list[tuple[int, date]] = field(default_factory=list)


def _days_of(judged: JudgedList, field_: DossierField) -> _DaysOfColumn:
    found = _DaysOfColumn()
    for row, cell in _column(judged.table, judged.columns, field_):
        if isinstance(cell, date):
            found.dates.append((row, cell.date() if isinstance(cell, datetime) else cell))
        elif isinstance(cell, str) and (match := DAY_FIRST_IN_LISTS.fullmatch(squeezed(cell).lstrip("'").strip())):
            one, two = int(match["day"]), int(match["month"])
            if one > 12 >= two:
                found.day_first += 1
            elif two > 12 >= one:
                found.month_first += 1
            elif one != two:
                found.open.append((row, cell))
    return found


def _order_of_days(judged: JudgedList, first: date, last: date, said: DayOrder | None) -> DayOrder:
    if said is not None:
        _tell_order(judged, said)
        return said
    days = {field_: _days_of(judged, field_) for field_ in DAY_FIELDS if judged.columns.number(field_)}
    returned = days[DossierField.RETURNED]
    header = judged.columns.fields[DossierField.RETURNED].header
    for each in (returned, *days.values()):
        if max(each.day_first, each.month_first) >= _CLEAR * max(1, min(each.day_first, each.month_first)) or (
            bool(each.day_first) != bool(each.month_first)
        ):
            if _is_half_swapped(each):
                row, day = next((row, day) for row, day in each.dates if day.day != day.month)
                raise DaysUnclear(header, row, f"{day:%d/%m/%Y}")
            order = DayOrder.DAY_FIRST if each.day_first > each.month_first else DayOrder.MONTH_FIRST
            if order is DayOrder.MONTH_FIRST:
                _tell_order(judged, order)
            return order
        if each.day_first and each.open:
            # both orders stand there, so the other days may be of either
            raise DaysUnclear(header, *each.open[0])
    _ask_by_period(returned, header, first, last)
    return DayOrder.DAY_FIRST


def _is_half_swapped(days: _DaysOfColumn) -> bool:
    """Whether a program turned the texts that it could into dates, and left the days after the 12th as texts."""
    texts = days.day_first + days.month_first
    turned = [day for _, day in days.dates if day.day <= 12]
    return (
        texts > 1
        and not days.open
        and len(turned) == len(days.dates)
        and sum(day.day != day.month for day in turned) > 2
    )


def _ask_by_period(days: _DaysOfColumn, header: str, first: date, last: date) -> None:
    """Where no day tells the order, the period does, unless more days fall into it the other way."""
    inside: Counter[DayOrder] = Counter()
    example: tuple[int, str] | None = None
    for row, text in days.open:
        for order in (DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST):
            day = day_of(text, order)
            inside[order] += day is not None and first <= day <= last
        example = example or (row, text)
    if example is not None and inside[DayOrder.MONTH_FIRST] > inside[DayOrder.DAY_FIRST]:
        raise DaysUnclear(header, *example)


_ORDERS = {
    DayOrder.DAY_FIRST: N_("days read day first, as was said"),
    DayOrder.MONTH_FIRST: N_("days read month first (7/13/2026 is the 13th of July)"),
    DayOrder.SWAPPED: N_("day and month of its dates swapped back, as was said"),
}


def _tell_order(judged: JudgedList, order: DayOrder) -> None:
    for field_ in DAY_FIELDS:
        if judged.columns.number(field_):
            judged.told[field_] = Sentence(_ORDERS[order])


def _carry_sectors(judged: JudgedList, *, carries: bool | None) -> None:
    """Give rows without a sector of their own the one above: ditto marks always, empty cells when a person said so."""
    columns = judged.columns
    place, number = columns.number(DossierField.SECTOR) - 1, columns.number(DossierField.DOSSIER) - 1
    sectors: dict[int, str] = {}
    bare: list[int] = []
    dittos = carried = 0
    plain: set[str] = set()
    above = _Above(judged, place, number)
    for row, own in enumerate(judged.filled.rows[columns.first_row - 1 :], columns.first_row):
        cell = own[place] if place < len(own) else None
        if cell in plain or not (cell is None or is_ditto(cell)):
            if isinstance(cell, str):
                plain.add(cell)
            continue
        if not is_dossier_row(judged.table.rows[row - 1], number):
            continue
        sector = above.of(row)
        if cell is None:
            if not sector:
                continue
            if sum(each is not None for each in own) > 1:
                # the number of a page is no dossier that lacks its sector
                bare.append(row)
            if not carries:
                continue
            carried += 1
        else:
            dittos += 1
        sectors[row] = sector
    if bare and carries is None:
        raise SectorsStandOnce(len(bare), bare[0], judged.table.name)
    judged.sectors = sectors
    if dittos:
        said = N_("{count} ditto marks in “{column}” were read as the sector above them.")
        judged.notes.append(Sentence(said, {"count": dittos, "column": columns.fields[DossierField.SECTOR].header}))
    if carried:
        said = N_("{count} dossiers without a sector got the one above them, as was said.")
        judged.notes.append(Sentence(said, {"count": carried}))


class _Above:
    """The sector that stands above a row: that of a dossier, or what the line over a group names. Rows are asked for downwards."""

    def __init__(self, judged: JudgedList, place: int, number: int) -> None:
        self._judged, self._place, self._number = judged, place, number
        self._asked, self._sector = judged.columns.first_row - 1, ""

    def of(self, row: int) -> str:
        """The nearest one above the row; empty where there is none."""
        rows, filled = self._judged.table.rows, self._judged.filled.rows
        for place in range(row - 2, self._asked - 1, -1):
            cell = filled[place][self._place] if self._place < len(filled[place]) else None
            if not is_dossier_row(rows[place], self._number):
                found = heading_of(rows[place], cell)
                if not found:
                    continue
            elif cell is None or is_ditto(cell):
                continue
            else:
                found = "" if is_error(cell) or is_uncomputed(cell) else text_of(cell)
            self._sector = found
            break
        self._asked = row - 1
        return self._sector


def heading_of(cells: Sequence[Cell], sector: Cell) -> str:
    """The sector that a line above a group names: `I | Lĩnh vực Hộ tịch`, `II. Chứng thực`; empty for other lines."""
    texts = [text for cell in cells if (text := text_of(cell))]
    if not texts or len(texts) > 2:
        return ""
    words = text_of(sector) or texts[-1]
    bare = _SECTOR_WORD.sub("", _GROUP.sub("", words, count=1), count=1).strip(" .:-")
    names_group = len(texts) == 2 and re.fullmatch(r"(?:[ivxlc]+|[0-9]{1,2}|[a-d])[.)]?", texts[0], re.IGNORECASE)
    if _SECTOR_WORD.search(words) or names_group or (_GROUP.match(words) and len(texts) == 1):
        return bare
    return ""
