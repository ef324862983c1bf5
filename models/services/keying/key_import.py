"""Keying many forms at once from a table (xlsx or csv) with one row per form and one column per question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.acts import Act
from models.domain.basics.people import Person
from models.domain.basics.problems import N_, Problem
from models.domain.basics.tables import Cell, Table
from models.domain.book.facts import Keying
from models.domain.book.keyed_table import serial_place
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, parse_typed
from models.domain.questionnaire.answers import Answers, AnswersRefused, QuestionUnknown, read_answers, show_codes
from models.domain.questionnaire.questionnaire import Questionnaire
from models.services.keying.keying import Desk, KeyedDifferently, open_desk, write_keying
from models.services.office.closing import require_open
from models.services.office.file_kinds import FileKind, read_tables_of
from models.store.database import Station
from models.store.pen import Pen


@dataclass(eq=False)
class NoSerialColumn(Problem):
    """The table has no column with form numbers."""

    file: str
    code = "no_serial_column"
    says = N_(
        "“{file}” has no column “serial” (số phiếu) in its first row. Add the form numbers, then import it again."
    )


@dataclass(eq=False)
class NoRows(Problem):
    """The table has its header and nothing below it."""

    file: str
    code = "no_rows"
    says = N_("“{file}” has no rows below its header, so there is nothing to key. Fill it in, then import it again.")


@dataclass(eq=False)
class ColumnUnknown(Problem):
    """A header that is no question of the period's questionnaires."""

    column: str
    code = "column_unknown"
    says = N_(
        "The column “{column}” is no question of this period's questionnaires. Correct or delete it, then import again."
    )


@dataclass(eq=False)
class ColumnTwice(Problem):
    """Two columns with one header: nobody can say which of them holds."""

    column: str
    code = "column_twice"
    says = N_("The column “{column}” stands there twice. Delete one of the two, then import again.")


@dataclass(frozen=True, slots=True)
class RefusedKeying:
    """A row that was not keyed, with its reason; `row` as the sheet counts."""

    row: int
    serial: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class KeyImport:
    """What became of a table: every row is new, already here or refused."""

    rows: int
    new: int
    already_here: int
    refused: tuple[RefusedKeying, ...]


def import_keyings(
    station: Station,
    period: Period,
    path: Path,
    *,
    act: Act,
    second: bool = False,
) -> KeyImport:
    """Key the rows of a table; one transaction, so a power cut leaves all or none of them."""
    table = _table(path)
    if not any(cell is not None for row in table.rows[1:] for cell in row):
        raise NoRows(path.name)
    header = [_text(cell).strip() for cell in table.rows[0]]
    places = _places(header, path)
    with station.transaction():
        require_open(station, period.key)
        desk = open_desk(station, period)
        _require_columns(desk, header, places)
        pen = Pen(station, station.unit, period.key, act=act)
        new, known, refused, total = 0, 0, [], 0
        for number, row in enumerate(table.rows[1:], 2):
            cells = {name: _text(row[place]) if place < len(row) else "" for name, place in places.items()}
            typed = cells.pop("serial")
            if not typed.strip() and not any(cells.values()):
                continue
            act.progress.step(number, len(table.rows))
            total += 1
            try:
                serial = parse_typed(typed, period=period.code, unit=station.unit.code)
                if _key_row(pen, desk, serial, cells, by=act.by, salt=f"{act.salt}{number}", second=second):
                    new += 1
                else:
                    known += 1
            except Problem as problem:
                refused.append(RefusedKeying(number, typed.strip(), problem))
    return KeyImport(total, new, known, tuple(refused))


def _key_row(
    pen: Pen,
    desk: Desk,
    serial: Serial,
    cells: dict[str, str],
    *,
    by: Person,
    salt: str,
    second: bool,
) -> bool:
    """Key one row; False when this person keyed exactly these answers already."""
    questionnaire = desk.questionnaire(serial)
    answers = _answers(questionnaire, cells)
    text = str(serial)
    own = desk.own_head(text, by.author)
    if own is not None:
        if own.coded == (questionnaire.coding, answers.marks, answers.rest_json):
            return False
        raise KeyedDifferently(text, _differences(questionnaire, own, answers))
    if second and not desk.settled(text).heads:
        second = False
    desk.require_free(text, by.author, second=second)
    keying = write_keying(pen, serial=text, coding=questionnaire.coding, answers=answers, salt=salt)
    desk.keyings.setdefault(text, []).append(keying)
    return True


def _answers(questionnaire: Questionnaire, cells: dict[str, str]) -> Answers:
    own = {name: code for name, code in cells.items() if name in questionnaire.by_name}
    strange = tuple(
        QuestionUnknown(name, questionnaire.id) for name, code in cells.items() if name not in own and code.strip()
    )
    if strange:
        raise AnswersRefused(strange)
    return read_answers(questionnaire, own)


def _differences(questionnaire: Questionnaire, keying: Keying, answers: Answers) -> tuple[str, ...]:
    before = show_codes(questionnaire, Answers.from_stored(marks=keying.marks, rest_json=keying.rest))
    after = show_codes(questionnaire, Answers(answers.marks, answers.rest))
    return tuple(name for name in before if before[name] != after[name])


def _table(path: Path) -> Table:
    sheets = read_tables_of(path, FileKind.KEYINGS)
    tables = [table for table in sheets if table.rows and not table.is_hidden]
    if not tables:
        raise NoSerialColumn(path.name)
    return next(
        (table for table in tables if serial_place([_text(cell) for cell in table.rows[0]]) is not None), tables[0]
    )


def _places(header: Sequence[str], path: Path) -> dict[str, int]:
    place = serial_place(header)
    if place is None:
        raise NoSerialColumn(path.name)
    for name in filter(None, header):
        if header.count(name) > 1:
            raise ColumnTwice(name)
    places = {name: number for number, name in enumerate(header) if name and number != place}
    return places | {"serial": place}


def _require_columns(desk: Desk, header: Sequence[str], places: dict[str, int]) -> None:
    known = {name for questionnaire in desk.by_variant.values() for name in questionnaire.by_name}
    for name in header:
        if name and name not in known and name in places and places[name] != places["serial"]:
            raise ColumnUnknown(name)


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
