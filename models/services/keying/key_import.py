"""Keying many forms at once from a table (xlsx or csv) with one row per form and one column per question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from models.acts import Act
from models.domain.basics.folding import search_key
from models.domain.basics.people import Person
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.reading import ColumnState, ReadColumn, ReadingAccount, RefusedRow, near_name
from models.domain.basics.tables import Cell, Table
from models.domain.book.facts import Keying
from models.domain.book.keyed_table import HEADER_WITHIN, SERIAL_HEADERS, serial_place
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, parse_typed
from models.domain.questionnaire.answers import Answers, AnswersRefused, QuestionUnknown, read_answers, show_codes
from models.domain.questionnaire.questionnaire import Questionnaire, Ticks
from models.services.keying.keying import Desk, KeyedDifferently, open_desk, write_keying
from models.services.office.closing import require_open
from models.services.office.file_kinds import FileKind, read_tables_of
from models.services.office.questionnaires import kinds_of
from models.store.database import Station
from models.store.pen import Pen

_MOST_NAMED = 20


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
    meant: str = ""
    says = N_(
        "The column “{column}” is no question of this period's questionnaires. Correct or delete it, then import again."
    )

    @property
    def parts(self) -> tuple[Sentence, ...]:
        said = N_("Did you mean “{meant}”?")
        return (Sentence(said, {"meant": self.meant}),) if self.meant else ()


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
class UnansweredRow:
    """A row with a form number and no answer: the form is still to be keyed; `row` as the sheet counts."""

    row: int
    serial: str


@dataclass(frozen=True, slots=True)
class KeyImport:
    """What became of a table: every row is new, already here, refused, or has no answer and was left alone."""

    rows: int
    new: int
    already_here: int
    refused: tuple[RefusedKeying, ...]
    unanswered: tuple[UnansweredRow, ...]
    account: ReadingAccount


def import_keyings(
    station: Station,
    period: Period,
    path: Path,
    *,
    act: Act,
    second: bool = False,
) -> KeyImport:
    """Key the rows of a table; one transaction, so a power cut leaves all or none of them.

    A row with a number and no answer keys nothing: such tables are written out with the numbers filled in beforehand.
    """
    table, top = _table(path)
    if not any(cell is not None for row in table.rows[top:] for cell in row):
        raise NoRows(path.name)
    header = [_text(cell).strip() for cell in table.rows[top - 1]]
    with station.transaction():
        require_open(station, period.key)
        desk = open_desk(station, period)
        known = tuple(dict.fromkeys(name for each in desk.by_variant.values() for name in each.by_name))
        places, columns = _columns(header, known, path)
        several = {
            question.name
            for each in desk.by_variant.values()
            for question in each.questions
            if question.shape.ticks is Ticks.SEVERAL
        }
        pen = Pen(station, station.unit, period.key, act=act)
        new, here, refused, unanswered, empty = 0, 0, [], [], 0
        kinds = kinds_of(station, period)
        for number, row in enumerate(table.rows[top:], top + 1):
            cells = {
                name: (_boxes if name in several else _text)(row[place]) if place < len(row) else ""
                for name, place in places.items()
            }
            typed = cells.pop("serial").strip()
            is_answered = any(code.strip() for code in cells.values())
            if not is_answered and not typed:
                empty += 1
                continue
            act.progress.step(number, len(table.rows))
            try:
                serial = parse_typed(typed, period=period.code, unit=station.unit.code, kinds=kinds)
                if not is_answered:
                    unanswered.append(UnansweredRow(number, typed))
                elif _key_row(pen, desk, serial, cells, by=act.by, salt=f"{act.salt}{number}", second=second):
                    new += 1
                else:
                    here += 1
            except Problem as problem:
                refused.append(RefusedKeying(number, typed, problem))
        # one that does not add up takes all of it back
        account = ReadingAccount(
            columns,
            len(table.rows) - top,
            new + here,
            tuple(RefusedRow(each.row, each.serial, each.problem.sentence) for each in refused),
            empty + len(unanswered),
            tuple(_notes(unanswered)),
        )
    return KeyImport(new + here + len(refused) + len(unanswered), new, here, tuple(refused), tuple(unanswered), account)


def _notes(unanswered: Sequence[UnansweredRow]) -> Iterator[Sentence]:
    if unanswered:
        said = N_("{count} rows have a form number and no answer; they were left alone: {rows}.")
        rows = ", ".join(f"{each.row} ({each.serial})" for each in unanswered[:_MOST_NAMED])
        more = ", …" if len(unanswered) > _MOST_NAMED else ""
        yield Sentence(said, {"count": len(unanswered), "rows": rows + more})


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


def _table(path: Path) -> tuple[Table, int]:
    """The first sheet with a column of form numbers, and the row of its header: titles may stand above it."""
    sheets = read_tables_of(path, FileKind.KEYINGS)
    for table in sheets:
        if table.is_hidden:
            continue
        for row, cells in enumerate(table.rows[:HEADER_WITHIN], 1):
            if serial_place([_text(cell) for cell in cells]) is not None:
                return table, row
    raise NoSerialColumn(path.name)


def _columns(header: Sequence[str], known: Sequence[str], path: Path) -> tuple[dict[str, int], tuple[ReadColumn, ...]]:
    """The place of the form numbers and of each question, and what became of every column.

    A question is known in any case. A column that is nearly a question is refused (`ColumnUnknown`), because answers may
    stand in it; one that is plainly none (a note) is not used.
    """
    place = serial_place(header)
    if place is None:
        raise NoSerialColumn(path.name)
    exact = {name: name for name in known}
    by_case = {name.casefold(): name for name in known}
    places, columns = {}, []
    for number, name in enumerate(header):
        question = exact.get(name) or by_case.get(name.casefold())
        if number == place or (name in SERIAL_HEADERS and header.count(name) > 1):
            if header.count(name) > 1:
                raise ColumnTwice(name)
            columns.append(ReadColumn(name, ColumnState.USED, "serial"))
        elif not name:
            continue
        elif question is None:
            if not _is_note(name, known):
                raise ColumnUnknown(name, near_name(name, known))
            columns.append(ReadColumn(name, ColumnState.UNKNOWN))
        elif question in places:
            raise ColumnTwice(name)
        else:
            places[question] = number
            columns.append(ReadColumn(name, ColumnState.USED, question))
    return {**places, "serial": place}, tuple(columns)


_NOTES = frozenset(
    ("ghi chu", "stt", "tt", "so tt", "note", "notes", "nguoi nhap", "ngay nhap", "nhan xet", "ten", "ho ten", "ho va ten", "khu pho",
     "to dan pho", "dot", "lo", "tap", "linh vuc")
)  # fmt: skip


def _is_note(name: str, known: Sequence[str]) -> bool:
    """Whether a column that is no question is one for people and not a slip of a question's name."""
    return search_key(name) in _NOTES or (len(name.split()) > 1 and not near_name(name, known))


def _boxes(cell: Cell) -> str:
    """Several boxes as they are keyed: spreadsheets and people make 4,5 of 4 5."""
    text = _text(cell).replace(",", " ").replace(";", " ")
    return text.replace(".", " ") if isinstance(cell, Decimal) else text


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
