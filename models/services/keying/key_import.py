"""Keying many forms at once from a table (xlsx or csv) with one row per form and one column per question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.acts import Act
from models.domain.basics.duties import Duty
from models.domain.basics.folding import search_key
from models.domain.basics.old_letters import LettersUnclear, code_of, converted, has_lost_letters
from models.domain.basics.people import Person
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.reading import ColumnState, ReadColumn, ReadingAccount, RefusedRow, near_name
from models.domain.basics.table_reading import (
    ROW_TOO_LONG,
    further_sheets,
    nameless_columns,
    told_beside,
    too_long_rows,
)
from models.domain.basics.tables import Cell, Table
from models.domain.book.facts import Keying
from models.domain.book.keyed_cells import CellWithoutAnswer, answer_in, serial_in, typed_in
from models.domain.book.keyed_table import HEADER_WITHIN, SERIAL_HEADERS, serial_key, serial_place
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, parse_typed
from models.domain.questionnaire.answers import Answers, AnswersRefused, QuestionUnknown, read_answers, show_codes
from models.domain.questionnaire.questionnaire import Questionnaire, Shape
from models.services.keying.doubted_rows import KeyedRow, doubted_notes
from models.services.keying.keying import Desk, KeyedDifferently, open_desk, write_keying
from models.services.office.allowing import allow, note_independence
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


@dataclass(eq=False)
class RowTooLong(Problem):
    """A row of a csv file goes on behind the last header: its cells have moved."""

    code = "row_too_long"
    says = ROW_TOO_LONG


@dataclass(eq=False)
class AnswersInOldLetters(Problem):
    """What people wrote is in an old code, and not all of it in one."""

    column: str
    code = "answers_in_old_letters"
    says = N_(
        "What is written in the column “{column}” is in an old code (such as TCVN3 .VnTime or VNI), and not all of it in one. "
        "Convert the table to Unicode, for example with Unikey, then import again."
    )


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
    allow(station, act, Duty.KEY_AGAIN if second else Duty.KEY)
    table, top, further = _table(path)
    if not any(cell is not None for row in table.rows[top:] for cell in row):
        raise NoRows(path.name)
    header = [_text(cell).strip() for cell in table.rows[top - 1]]
    with station.transaction():
        require_open(station, period.key)
        desk = open_desk(station, period)
        known = tuple(dict.fromkeys(name for each in desk.by_variant.values() for name in each.by_name))
        places, columns = _columns(header, known, path)
        writing = {
            question.name
            for each in desk.by_variant.values()
            for question in each.questions
            if question.shape is Shape.WRITING_LINES
        }
        rows, columns = _in_unicode(table.rows[top:], {name: places[name] for name in places.keys() & writing}, columns)
        named = frozenset(place for place, words in enumerate(header, 1) if words)
        long = too_long_rows(table, first_row=top + 1, named=named)
        pen = Pen(station, station.unit, period.key, act=act)
        here, refused, unanswered, empty = 0, [], [], 0
        keyed: list[KeyedRow] = []
        kinds = kinds_of(station, period)
        for number, row in enumerate(rows, top + 1):
            cells = {name: row[place] if place < len(row) else None for name, place in places.items()}
            typed = serial_in(cells.pop("serial"))
            is_answered = any(map(typed_in, cells.values()))
            if not is_answered and not typed:
                empty += 1
                continue
            act.progress.step(number, len(table.rows))
            try:
                if number in long:
                    raise RowTooLong
                serial = parse_typed(typed, period=period.code, unit=station.unit.code, kinds=kinds)
                if not is_answered:
                    unanswered.append(UnansweredRow(number, typed))
                    continue
                questionnaire = desk.questionnaire(serial)
                answers = _answers(questionnaire, cells)
                if _key_row(pen, desk, serial, answers, by=act.by, salt=f"{act.salt}{number}", second=second):
                    keyed.append(KeyedRow(number, questionnaire, answers))
                else:
                    here += 1
            except Problem as problem:
                refused.append(RefusedKeying(number, typed, problem))
        new = len(keyed)
        if second and new:
            note_independence(station, act, period.code, path.name)
        # one that does not add up takes all of it back
        account = ReadingAccount(
            (*columns, *nameless_columns(table, first_row=top + 1, named=named)),
            len(table.rows) - top,
            new + here,
            tuple(RefusedRow(each.row, each.serial, each.problem.sentence) for each in refused),
            empty + len(unanswered),
            (
                *_notes(unanswered),
                *doubted_notes(keyed, day=station.catalogue.place.day_of(act.at)),
                *told_beside(table, further, used=[place + 1 for place in places.values()], first_row=top + 1),
            ),
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
    answers: Answers,
    *,
    by: Person,
    salt: str,
    second: bool,
) -> bool:
    """Key one row; False when this person keyed exactly these answers already."""
    questionnaire, text = desk.questionnaire(serial), str(serial)
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


def _answers(questionnaire: Questionnaire, cells: Mapping[str, Cell]) -> Answers:
    own: dict[str, str] = {}
    wrong: list[Problem] = []
    for name, cell in cells.items():
        question = questionnaire.by_name.get(name)
        try:
            if question is not None:
                own[name] = answer_in(cell, question)
            elif typed_in(cell):
                wrong.append(QuestionUnknown(name, questionnaire.id))
        except CellWithoutAnswer as problem:
            wrong.append(problem)
    if wrong:
        raise AnswersRefused(tuple(wrong))
    return read_answers(questionnaire, own)


def _differences(questionnaire: Questionnaire, keying: Keying, answers: Answers) -> tuple[str, ...]:
    before = show_codes(questionnaire, Answers.from_stored(marks=keying.marks, rest_json=keying.rest))
    after = show_codes(questionnaire, Answers(answers.marks, answers.rest))
    return tuple(name for name in before if before[name] != after[name])


def _table(path: Path) -> tuple[Table, int, tuple[str, ...]]:
    """The first sheet with a column of form numbers, the row of its header, and the names of the other sheets."""
    sheets = read_tables_of(path, FileKind.KEYINGS)
    for table in sheets:
        if table.is_hidden:
            continue
        for row, cells in enumerate(table.rows[:HEADER_WITHIN], 1):
            if serial_place([_text(cell) for cell in cells]) is not None:
                return table, row, further_sheets(table, sheets)
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
        question = exact.get(name) or by_case.get(name.casefold()) or _numbered(name, by_case)
        if number == place or (serial_key(name) in SERIAL_HEADERS and header.count(name) > 1):
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


_NUMBERED = re.compile(r"([\w-]+)\s*(?:[.:)]|-\s|–)")
_NOTES = frozenset(
    ("ghi chu", "stt", "tt", "so tt", "note", "notes", "nguoi nhap", "ngay nhap", "nhan xet", "ten", "ho ten", "ho va ten", "khu pho",
     "to dan pho", "dot", "lo", "tap", "linh vuc")
)  # fmt: skip


def _numbered(name: str, by_case: Mapping[str, str]) -> str | None:
    """The question whose name stands in front of its words: `A1. Giới tính`."""
    found = _NUMBERED.match(name)
    return by_case.get(found[1].casefold()) if found else None


def _in_unicode(
    rows: Sequence[tuple[Cell, ...]], places: Mapping[str, int], columns: tuple[ReadColumn, ...]
) -> tuple[Sequence[tuple[Cell, ...]], tuple[ReadColumn, ...]]:
    """The rows with what people wrote in Unicode, judged column by column, and the columns with what was done to them."""
    told: dict[str, Sentence] = {}
    for name, place in places.items():
        texts = [cell for row in rows if place < len(row) and isinstance(cell := row[place], str)]
        try:
            code = code_of(texts)
        except LettersUnclear:
            raise AnswersInOldLetters(name) from None
        if code is not None:
            rows = [
                (*row[:place], converted(cell, code), *row[place + 1 :])
                if place < len(row) and isinstance(cell := row[place], str)
                else row
                for row in rows
            ]
            told[name] = Sentence(N_("converted from the code {code}"), {"code": code.value})
        elif lost := next(filter(has_lost_letters, texts), ""):
            told[name] = Sentence(N_("question marks stand where letters stood ({text})"), {"text": lost[:60]})
    return rows, tuple(replace(each, why=told.get(each.used_as, each.why)) for each in columns)


def _is_note(name: str, known: Sequence[str]) -> bool:
    """Whether a column that is no question is one for people and not a slip of a question's name."""
    return search_key(name) in _NOTES or (len(name.split()) > 1 and not near_name(name, known))


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
