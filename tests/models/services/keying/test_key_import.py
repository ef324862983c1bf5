"""Keying a table: each row is new, already here, or refused with its reason; nothing is half done."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from models.domain.basics.problems import Problem
from models.domain.book.serials import Serial
from models.domain.questionnaire.answers import Answers, AnswersRefused
from models.files import FileEmpty, FileMissing
from models.services.forms.ledger import read_book
from models.services.keying.key_import import (
    ColumnTwice,
    ColumnUnknown,
    KeyImport,
    NoRows,
    NoSerialColumn,
    import_keyings,
)
from models.services.keying.keying import amend, open_desk, stored_answers
from models.services.office.closing import PeriodClosed, close_period
from models.store.database import Station
from models.workbooks.problems import TableProblem
from tests.builders.acts import act_of, person
from tests.builders.files import content, csv_file
from tests.builders.forms import ANSWERS, answers, issued, key, sample_rows
from tests.builders.surveys import period_26q3

COLUMNS = ("serial", "TC1", "C8", "E", "F")


def import_(station: Station, file: Path, *, by: str = "lan", second: bool = False) -> KeyImport:
    return import_keyings(station, period_26q3(station), file, second=second, act=act_of(person(station, by), salt="s"))


def told(done: KeyImport) -> tuple[int, int, int, int]:
    return done.rows, done.new, done.already_here, len(done.refused)


def reasons(done: KeyImport) -> list[tuple[int, str]]:
    return [(row.row, row.problem.code) for row in done.refused]


def kept(station: Station, serial: Serial) -> Answers:
    period = period_26q3(station)
    desk = open_desk(station, period)
    stored = stored_answers(station, period, desk, desk.keyings[str(serial)][0].ref)
    assert stored is not None
    return stored


def sample_file(path: Path, serials: tuple[Serial, ...]) -> Path:
    """The sample answers with the column `serial` in front."""
    lines = ANSWERS.read_text(encoding="utf-8")
    import csv
    import io

    rows = list(csv.reader(io.StringIO(lines, newline="")))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["serial", *rows[0]], *([str(serial), *row] for serial, row in zip(serials, rows[1:], strict=True))]
        )
    return path


def test_the_sample_file_is_keyed_once_and_known_the_second_time(station: Station, tmp_path: Path) -> None:
    serials = issued(station, len(sample_rows()))
    file = sample_file(tmp_path / "tra-loi.csv", serials)
    assert told(import_(station, file)) == (150, 150, 0, 0)
    before = content(station.base_file)
    assert told(import_(station, file)) == (150, 0, 150, 0)
    assert content(station.base_file) == before
    totals = read_book(station, period_26q3(station), station.unit).ledger.totals
    assert (totals["returned"], totals["valid"]) == (150, 150)


def test_a_form_keyed_by_another_is_refused_without_second_and_taken_with_it(station: Station, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv", COLUMNS, (str(issued(station, 1)[0]), "4", "2", "", ""))
    assert told(import_(station, file)) == (1, 1, 0, 0)
    assert reasons(import_(station, file, by="minh")) == [(2, "already_keyed")]
    assert told(import_(station, file, by="minh", second=True)) == (1, 1, 0, 0)
    assert told(import_(station, file, by="minh", second=True)) == (1, 0, 1, 0)
    assert told(import_(station, file, by="minh")) == (1, 0, 1, 0)


def test_an_unlike_row_of_the_same_person_is_to_be_amended(station: Station, tmp_path: Path) -> None:
    form = str(issued(station, 1)[0])
    import_(station, csv_file(tmp_path / "a.csv", COLUMNS, (form, "4", "2", "", "")))
    unlike = csv_file(tmp_path / "b.csv", COLUMNS, (form, "5", "2", "1", ""))
    for second in (False, True):
        done = import_(station, unlike, second=second)
        assert reasons(done) == [(2, "keyed_differently")]
        assert done.refused[0].problem.values["questions"] == ("TC1", "E")
        assert "amend it" in str(done.refused[0].problem)


def test_the_same_person_is_no_second_keyer_of_an_amended_form(station: Station, tmp_path: Path) -> None:
    form = issued(station, 1)[0]
    key(station, form)
    amend(
        station,
        period_26q3(station),
        serial=form,
        answers=answers(station, TC1="1"),
        act=act_of(person(station, "minh"), salt="s"),
    )
    file = csv_file(tmp_path / "a.csv", COLUMNS, (str(form), "4", "2", "", ""))
    assert reasons(import_(station, file, second=True)) == [(2, "second_by_same")]
    assert reasons(import_(station, file)) == [(2, "already_keyed")]


def test_one_form_in_two_rows_is_keyed_once(station: Station, tmp_path: Path) -> None:
    form = str(issued(station, 1)[0])
    rows = [(form, "4", "2", "", ""), (form, "4", "2", "", ""), (form, "5", "2", "", "")]
    done = import_(station, csv_file(tmp_path / "a.csv", COLUMNS, *rows))
    assert told(done) == (3, 1, 1, 1)
    assert reasons(done) == [(4, "keyed_differently")]


def test_every_wrong_number_is_refused_alone(station: Station, tmp_path: Path) -> None:
    form = issued(station, 1)[0]
    strange = [
        str(form._replace(period="26Q2")),
        str(form._replace(unit="00008")),
        str(form._replace(number=100_099)),
        f"{form}"[:-1] + ("1" if str(form)[-1] != "1" else "2"),
        "số 5",
        "",
    ]
    rows = [(text, "4", "2", "", "") for text in strange]
    done = import_(station, csv_file(tmp_path / "a.csv", COLUMNS, *rows, (form.short, "4", "2", "", "")))
    assert reasons(done) == [
        (2, "other_period"),
        (3, "other_unit"),
        (4, "not_issued"),
        (5, "serial_mistyped"),
        (6, "serial_malformed"),
        (7, "serial_malformed"),
    ]
    assert done.new == 1


def test_impossible_codes_are_all_named_and_key_nothing(station: Station, tmp_path: Path) -> None:
    form = str(issued(station, 1)[0])
    done = import_(station, csv_file(tmp_path / "a.csv", COLUMNS, (form, "6", "x", "1 2 3 4", "")))
    problem = done.refused[0].problem
    assert isinstance(problem, AnswersRefused)
    assert [each.values["question"] for each in problem.problems] == ["C8", "TC1", "E"]
    assert done.new == 0
    assert open_desk(station, period_26q3(station)).keyings == {}


def test_an_answer_behind_an_unmet_filter_is_kept_as_it_is_on_the_paper(station: Station, tmp_path: Path) -> None:
    form = issued(station, 1)[0]
    header = ("serial", "C8", "PA1", "F")
    import_(station, csv_file(tmp_path / "a.csv", header, (str(form), "2", "5", "=1+1")))
    period = period_26q3(station)
    desk = open_desk(station, period)
    stored = stored_answers(station, period, desk, desk.keyings[str(form)][0].ref)
    assert stored == answers(station, {"C8": "2", "PA1": "5", "F": "=1+1"})


def test_numbers_of_a_workbook_are_codes(station: Station, tmp_path: Path) -> None:
    form, other, third = issued(station, 3)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Số phiếu", "TC1", "C1", "E", "F"])
    sheet.append([str(form), 4, 2, "1 4", 12.5])
    sheet.append([int(other.short.replace("-", "")), 4.0, "2 3", None, "x"])
    sheet.append([third.short, True, None, None, date(2026, 8, 7)])
    book.save(tmp_path / "a.xlsx")
    done = import_(station, tmp_path / "a.xlsx")
    assert reasons(done) == [(4, "answers_refused")]
    assert done.new == 2


def test_a_hidden_sheet_is_passed_over_and_blank_lines_are_no_rows(station: Station, tmp_path: Path) -> None:
    form = issued(station, 1)[0]
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["Hướng dẫn"])
    sheet = book.create_sheet("Phiếu")
    sheet.append(["serial", "TC1"])
    sheet.append([None, None])
    sheet.append([str(form), 4])
    hidden = book.create_sheet("Cũ")
    hidden.append(["serial", "TC1"])
    hidden.append([str(form), 1])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    done = import_(station, tmp_path / "a.xlsx")
    assert told(done) == (1, 1, 0, 0)


@pytest.mark.parametrize("rows", [[], [("", "", "", "")]])
def test_a_table_of_a_header_alone_is_refused(station: Station, tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    with pytest.raises(NoRows) as refusal:
        import_(station, csv_file(tmp_path / "a.csv", COLUMNS, *rows))
    assert "no rows below its header" in str(refusal.value)


def _folder(path: Path) -> None:
    path.mkdir()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _truncated(path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(path)
    path.write_bytes(path.read_bytes()[:-400])


def _picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)


def _no_serials(path: Path) -> None:
    csv_file(path, ("TC1", "TC2"), ("4", "4"))


def _unknown_column(path: Path) -> None:
    csv_file(path, ("serial", "TC99"), ("1", "4"))


def _column_twice(path: Path) -> None:
    csv_file(path, ("serial", "TC1", "TC1"), ("1", "4", "5"))


def _serials_twice(path: Path) -> None:
    csv_file(path, ("serial", "TC1", "serial"), ("1", "4", "5"))


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda _: None, FileMissing),
        (_empty, FileEmpty),
        (_folder, Problem),
        (_truncated, TableProblem),
        (_picture, Problem),
        (_no_serials, NoSerialColumn),
        (_unknown_column, ColumnUnknown),
        (_column_twice, ColumnTwice),
        (_serials_twice, ColumnTwice),
    ],
)
def test_another_file_is_refused_whole(
    station: Station, tmp_path: Path, make: Callable[[Path], None], problem: type[Problem]
) -> None:
    issued(station, 1)
    before = content(station.base_file)
    make(tmp_path / "a.csv")
    with pytest.raises(problem):
        import_(station, tmp_path / "a.csv")
    assert content(station.base_file) == before


def test_a_closed_period_takes_no_table(station: Station, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv", COLUMNS, (str(issued(station, 1)[0]), "4", "2", "", ""))
    close_period(station, period_26q3(station), act=act_of())
    before = content(station.base_file)
    with pytest.raises(PeriodClosed):
        import_(station, file)
    assert content(station.base_file) == before


def test_an_accident_in_the_middle_keys_nothing(station: Station, tmp_path: Path) -> None:
    serials = issued(station, 3)
    rows = [(str(serial), "4", "2", "", "") for serial in serials]
    file = csv_file(tmp_path / "a.csv", COLUMNS, *rows)
    before = content(station.base_file)

    class Stopped(Exception):
        pass

    class Cancel:
        def step(self, done: int, total: int, what: str = "") -> None:
            if done == 4:
                raise Stopped

    with pytest.raises(Stopped):
        import_keyings(station, period_26q3(station), file, act=act_of(salt="s", progress=Cancel()))
    assert content(station.base_file) == before


def test_old_letters_and_semicolons_are_read(station: Station, tmp_path: Path) -> None:
    form = issued(station, 1)[0]
    (tmp_path / "a.csv").write_text(f"Số phiếu;TC1;F\n{form};4;Cần thêm ghế ngồi, quạt\n", encoding="utf-16")
    assert told(import_(station, tmp_path / "a.csv")) == (1, 1, 0, 0)
    shutil.copy(tmp_path / "a.csv", tmp_path / "phiếu của tôi.CSV")
    assert told(import_(station, tmp_path / "phiếu của tôi.CSV")) == (1, 0, 1, 0)


def test_numbers_filled_in_beforehand_key_nothing_and_are_named(station: Station, tmp_path: Path) -> None:
    forms = [str(serial) for serial in issued(station, 3)]
    rows = [(forms[0], "4", "2", "", ""), (forms[1], "", "", "", ""), (forms[2], "", " ", "", ""), ("", "", "", "", "")]
    done = import_(station, csv_file(tmp_path / "a.csv", COLUMNS, *rows, (forms[1], "4", "2", "", "")))
    assert told(done) == (4, 2, 0, 0)
    assert [(each.row, each.serial) for each in done.unanswered] == [(3, forms[1]), (4, forms[2])]
    assert (done.account.read, done.account.taken, done.account.empty) == (5, 2, 3)
    assert read_book(station, period_26q3(station), station.unit).ledger.totals["returned"] == 2


def test_a_title_a_note_and_another_case_do_not_refuse_a_table(station: Station, tmp_path: Path) -> None:
    form = str(issued(station, 1)[0])
    file = tmp_path / "a.csv"
    file.write_text(f"Bảng nhập phiếu,,,\n\nSố phiếu,tc1,c8,Ghi chú\n{form},4,2,xem lại\n", encoding="utf-8")
    done = import_(station, file)
    assert told(done) == (1, 1, 0, 0)
    assert [(column.name, column.state.value, column.used_as) for column in done.account.columns] == [
        ("Số phiếu", "used", "serial"), ("tc1", "used", "TC1"), ("c8", "used", "C8"), ("Ghi chú", "unknown", ""),
    ]  # fmt: skip


def test_a_column_that_is_nearly_a_question_is_refused_with_what_it_means(station: Station, tmp_path: Path) -> None:
    form = str(issued(station, 1)[0])
    with pytest.raises(ColumnUnknown) as refused:
        import_(station, csv_file(tmp_path / "a.csv", ("serial", "TC11"), (form, "4")))
    assert refused.value.meant == "TC1"


@pytest.mark.parametrize("boxes", ["1 2", "1,2", "1;2", 1.2])
def test_two_boxes_are_two_boxes_however_a_spreadsheet_writes_them(
    station: Station, tmp_path: Path, boxes: object
) -> None:
    form = str(issued(station, 1)[0])
    several = next(q.name for q in open_desk(station, period_26q3(station)).by_variant["CN"].rest if q.choices)
    book = openpyxl.Workbook()
    book.worksheets[0].append(["serial", several])
    book.worksheets[0].append([form, boxes])
    book.save(tmp_path / "a.xlsx")
    assert told(import_(station, tmp_path / "a.xlsx")) == (1, 1, 0, 0)


@pytest.mark.parametrize("ticked", ["4,5", "4/5", "4+5", "4;5", "4 và 5", "4.5", "5 4", "4 & 5"])
def test_several_boxes_are_understood_as_people_write_them(ticked: str, station: Station, tmp_path: Path) -> None:
    (serial,) = issued(station, 1)
    file = tmp_path / "x.csv"
    file.write_text(f'serial,C1\n{serial},"{ticked}"\n', encoding="utf-8")
    assert told(import_(station, file)) == (1, 1, 0, 0)
    assert kept(station, serial).rest == (("C1", "4 5"),)


def test_codes_are_understood_as_programs_write_them(station: Station, tmp_path: Path) -> None:
    (serial,) = issued(station, 1)
    typed = str(serial).replace("-", "–")
    file = csv_file(tmp_path / "x.csv", ("Số  phiếu:", "TC1. Dễ tìm", "E"), (f"'{typed}", "4.0", "\uff13"))
    assert told(import_(station, file)) == (1, 1, 0, 0)
    assert kept(station, serial).rest == (("E", "3"),)


@pytest.mark.parametrize("cell", ["#N/A", "=B3", "=VLOOKUP(A2;X;2;0)"])
def test_an_error_of_the_sheet_is_no_answer_and_no_opinion(cell: str, station: Station, tmp_path: Path) -> None:
    (serial,) = issued(station, 1)
    done = import_(station, csv_file(tmp_path / "x.csv", ("serial", "TC1", "F"), (str(serial), "4", cell)))
    assert reasons(done) == [(2, "answers_refused")]
    assert isinstance(done.refused[0].problem, AnswersRefused)
    assert [each.code for each in done.refused[0].problem.problems] == ["cell_without_answer"]


def test_an_opinion_may_begin_with_an_arrow(station: Station, tmp_path: Path) -> None:
    (serial,) = issued(station, 1)
    file = csv_file(tmp_path / "x.csv", ("serial", "TC1", "F"), (str(serial), "4", "=> nên mở thêm quầy"))
    assert told(import_(station, file)) == (1, 1, 0, 0)


def test_opinions_in_an_old_code_are_converted_and_that_is_told(station: Station, tmp_path: Path) -> None:
    (serial,) = issued(station, 1)
    done = import_(
        station, csv_file(tmp_path / "x.csv", ("serial", "TC1", "F"), (str(serial), "4", "Caùn boä nhieät tình"))
    )
    assert done.new == 1
    assert kept(station, serial).texts == (("F", "Cán bộ nhiệt tình"),)
    assert [str(each.why) for each in done.account.columns if each.why] == ["converted from the code VNI"]


def test_what_a_file_holds_beside_the_answers_is_told_and_moved_cells_refused(station: Station, tmp_path: Path) -> None:
    serials = issued(station, 3)
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["serial", "TC1", None])
    book.active.append([str(serials[0]), 4, 5])
    book.active.row_dimensions[2].hidden = True
    book.create_sheet("Tổ 2").append(["serial", "TC1"])
    book.save(tmp_path / "x.xlsx")
    account = import_(station, tmp_path / "x.xlsx").account
    assert [each.name for each in account.columns] == ["serial", "TC1", "C"]
    assert [str(note) for note in account.notes] == [
        "Only the sheet “Sheet” was read. The file has further ones: Tổ 2.",
        "1 rows are hidden in the sheet and were read like all others: 2.",
    ]
    rows = [(str(serial), "4", *rest) for serial, rest in zip(serials[1:], [(), ("5",)], strict=True)]
    done = import_(station, csv_file(tmp_path / "x.csv", ("serial", "TC1"), *rows))
    assert (done.new, reasons(done)) == (1, [(3, "row_too_long")])
