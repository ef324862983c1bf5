from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from models.catalogue import BUILT_IN
from models.catalogue.addition_rows import (
    MOST_ROWS,
    AdditionCellWithoutValue,
    AdditionCodeIsNumber,
    AdditionCodeWrong,
    AdditionColumnTwice,
    AdditionDaysTurned,
    AdditionDayWrong,
    AdditionEmpty,
    AdditionInOldLetters,
    AdditionOverlaps,
    AdditionParentUnknown,
    AdditionProcedureCodeWrong,
    AdditionRowTooLong,
    AdditionTwice,
    AdditionWordUnknown,
    AdditionWrong,
)
from models.catalogue.additions import LIMITS, Additions, AdditionsWithoutHeader, read_additions
from models.catalogue.kept import AdditionsRefused
from models.domain.basics.problems import Problem
from models.domain.basics.units import UnitKey
from models.files import FileEmpty, FileMissing, FileTooLarge
from models.language import load
from models.workbooks.problems import OldLetters, TableProblem, TooManyRows, UnpackedTooLarge

Table = Sequence[Sequence[object]]
UNITS = ("Mã đơn vị", "Hiệu lực từ", "Hiệu lực đến", "Loại", "Tên đơn vị", "Cấp", "Tên cơ quan", "Mã cấp trên")
CENTRE = ("N0100", "01/07/2025", "", "Chi cục", "Thú y", "sở", "", "01")
PROCEDURES = ("Mã TTHC", "Tên TTHC", "Lĩnh vực", "Cấp", "Liên thông", "Cơ quan phối hợp", "Mã thay thế", "Ghi chú")


def read(path: Path) -> Additions:
    return read_additions(path, BUILT_IN)


def as_csv(folder: Path, table: Table, *, encoding: str = "utf-8-sig", delimiter: str = ",") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(table)
    path = folder / "bo-sung.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_xlsx(folder: Path, table: Table) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in table:
        sheet.append(list(cells))
    path = folder / "bo-sung.xlsx"
    book.save(path)
    return path


def units_with(folder: Path, **changes: object) -> Additions:
    cells = dict(zip(UNITS, CENTRE, strict=True)) | {UNITS[int(place[1:])]: value for place, value in changes.items()}
    return read(as_xlsx(folder, [UNITS, list(cells.values())]))


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_an_office_adds_its_units(tmp_path: Path, write: Callable[[Path, Table], Path]) -> None:
    added = read(write(tmp_path, [UNITS, CENTRE, ("", "", "", "", "", "", "", "")]))
    assert added.findings == ()
    (unit,) = added.units
    assert unit.key == UnitKey("N0100", date(2025, 7, 1))
    assert unit.parent == UnitKey("01", date(2008, 8, 1))
    assert (unit.full_name, unit.agency, unit.level.code) == ("Chi cục Thú y", "Chi cục Thú y", "department")
    assert unit.own_code


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_separator_of_the_office_s_excel_does_not_matter(tmp_path: Path, delimiter: str) -> None:
    assert len(read(as_csv(tmp_path, [UNITS, CENTRE], delimiter=delimiter)).units) == 1


def test_our_own_column_names_work_as_well(tmp_path: Path) -> None:
    header = ("code", "valid_from", "name", "level", "parent", "parent_valid_from")
    added = read(as_csv(tmp_path, [header, ("N0100", "2025-07-01", "Thú y", "department", "01", "2008-08-01")]))
    assert [unit.key.code for unit in added.units] == ["N0100"]


def test_real_dates_of_a_workbook_are_days(tmp_path: Path) -> None:
    moment = datetime.fromisoformat("2025-07-01T08:30")
    (unit,) = units_with(tmp_path, c1=moment, c2=date(2026, 6, 30)).units
    assert (unit.key.valid_from, unit.valid_to) == (date(2025, 7, 1), date(2026, 6, 30))


def test_a_unit_may_stand_under_another_of_the_same_file(tmp_path: Path) -> None:
    below = ("N0101", "01/01/2026", "", "Trạm", "Kiểm dịch", "sở", "", "N0100")
    added = read(as_csv(tmp_path, [UNITS, CENTRE, below]))
    assert added.units[1].parent == added.units[0].key


@pytest.mark.parametrize(
    ("place", "value", "kind"),
    [
        ("c0", "", AdditionEmpty),
        ("c0", 4, AdditionCodeIsNumber),
        ("c0", "S0001", AdditionCodeWrong),
        ("c0", "N01", AdditionCodeWrong),
        ("c0", "0001", AdditionCodeWrong),
        ("c0", "00004", AdditionOverlaps),
        ("c1", "", AdditionEmpty),
        ("c1", "31/02/2025", AdditionDayWrong),
        ("c1", "hôm nay", AdditionDayWrong),
        ("c2", "01/07/2024", AdditionDaysTurned),
        ("c4", " ", AdditionEmpty),
        ("c5", "thôn", AdditionWordUnknown),
        ("c7", "001", AdditionParentUnknown),
        ("c7", 1, AdditionCodeIsNumber),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_taken(
    tmp_path: Path, place: str, value: object, kind: type[AdditionWrong]
) -> None:
    added = units_with(tmp_path, **{place: value})
    (finding,) = added.findings
    assert type(finding) is kind
    assert isinstance(finding, AdditionWrong)
    assert (finding.row, finding.column) == (2, UNITS[int(place[1:])])
    assert added.units == ()


def test_all_wrong_cells_of_a_file_are_answered_at_once(tmp_path: Path) -> None:
    bad = ("", "x", "", "", "", "?", "", "")
    added = read(as_csv(tmp_path, [UNITS, CENTRE, bad, bad]))
    assert len(added.findings) == 8
    assert added.units == ()


def test_two_rows_of_one_code_must_not_overlap(tmp_path: Path) -> None:
    added = read(as_csv(tmp_path, [UNITS, CENTRE, CENTRE]))
    (finding,) = added.findings
    assert isinstance(finding, AdditionOverlaps)
    assert (finding.row, finding.holder) == (3, "Chi cục Thú y")


def test_an_office_adds_procedures(tmp_path: Path) -> None:
    row = (
        "1.116214.H26",
        "Công nhận hộ nghèo",
        "Giảm nghèo",
        "cấp xã",
        "Có",
        "UBND cấp xã; Sở Nội vụ",
        "1.1; 1.2",
        "mới",
    )
    (added,) = read(as_csv(tmp_path, [PROCEDURES, row])).procedures
    assert (added.code, added.sector, added.level, added.joint) == ("1.116214", "giam_ngheo", "commune", True)
    assert added.participants == ("UBND cấp xã", "Sở Nội vụ")
    assert added.replaced_by == ("1.1", "1.2")


def test_a_procedure_needs_a_code_a_name_and_a_known_sector(tmp_path: Path) -> None:
    table = [
        PROCEDURES,
        ("1.000001", "Một", "khac"),
        ("1.000001", "Hai", "khac"),
        ("abc", "Ba", "khac"),
        ("1.000003", "", "khac"),
        ("1.000004", "Bốn", "thể thao"),
        ("1.000005", "Năm", "khac", "", "có lẽ"),
    ]
    added = read(as_csv(tmp_path, table))
    kinds = [type(finding) for finding in added.findings]
    assert kinds == [AdditionTwice, AdditionProcedureCodeWrong, AdditionEmpty, AdditionWordUnknown, AdditionWordUnknown]
    assert added.procedures == ()


def test_cells_of_a_column_that_are_wrong_in_the_same_way_are_told_once_with_their_rows(tmp_path: Path) -> None:
    rows = [("1.000001", "Một", f"lạ {n}") for n in range(MOST_ROWS + 3)]
    added = read(as_csv(tmp_path, [PROCEDURES, ("abc", "", "khac"), *rows]))
    told = [load("vi").sentence(each) for each in AdditionsRefused("a.csv", added.findings).parts]
    assert [each.partition(":")[0] for each in told if "không hiểu" in each] == [
        f"Dòng {', '.join(str(n) for n in range(3, 3 + MOST_ROWS))}, …, cột Lĩnh vực"
    ]
    assert sum("Dòng 2," in each for each in told) == 2


def test_a_header_of_neither_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AdditionsWithoutHeader) as refusal:
        read(as_csv(tmp_path, [("a", "b"), ("1", "2")]))
    assert refusal.value.units == "Mã đơn vị, Hiệu lực từ, Tên đơn vị, Cấp"


def test_letters_of_any_unicode_are_read_and_those_of_an_old_code_refused(tmp_path: Path) -> None:
    assert read(as_csv(tmp_path, [UNITS, CENTRE], encoding="utf-16")) == read(as_csv(tmp_path, [UNITS, CENTRE]))
    path = tmp_path / "cu.csv"
    path.write_bytes(b"M\xb7 \xae\xacn v\xde,T\xaan \xae\xacn v\xde\n1,Ph\xad\xeang Ba \xa7\xd7nh\n")
    with pytest.raises(OldLetters):
        read(path)


def test_files_of_another_kind_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read(tmp_path / "none.csv")
    path = tmp_path / "file.xlsx"
    path.write_bytes(b"")
    with pytest.raises(FileEmpty):
        read(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    with pytest.raises(TableProblem):
        read(path)
    path.write_bytes(b"x" * (5 * 1024 * 1024 + 1))
    with pytest.raises(FileTooLarge):
        read(path)


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path, [UNITS, CENTRE])
    whole = path.read_bytes()
    for size in (10, len(whole) // 2, len(whole) - 5):
        path.write_bytes(whole[:size])
        with pytest.raises(TableProblem):
            read(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path, "w") as other:
        other.writestr("a.txt", "b")
    with pytest.raises(TableProblem):
        read(path)


def test_a_workbook_that_unpacks_beyond_bounds_is_refused(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path, [UNITS, CENTRE])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/media/bomb.bin", bytes(51 * 1024 * 1024))
    with pytest.raises(UnpackedTooLarge):
        read(path)


def test_an_endless_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("code\n" + "x\n" * LIMITS.rows, encoding="utf-8")
    with pytest.raises(TooManyRows):
        read(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode())))
def test_any_content_is_read_or_refused_with_a_problem(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(b"code,valid_from,name,level\n" + content)
    try:
        added = read(path)
    except Problem:
        return
    assert not (added.units and added.findings)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    cells=st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12), min_size=8, max_size=8
    )
)
def test_any_cells_are_taken_whole_or_found_wrong(tmp_path: Path, cells: list[str]) -> None:
    added = read(as_csv(tmp_path, [UNITS, CENTRE, cells]))
    assert (len(added.units) in {1, 2}) != bool(added.findings)
    assert all(str(finding) for finding in added.findings)


def test_titles_may_stand_above_and_what_stands_beside_is_told(tmp_path: Path) -> None:
    added = read(as_xlsx(tmp_path, [["DANH MỤC"], [], [*UNITS, "Ky hieu_", None], [*CENTRE, "x", "y"]]))
    assert [unit.key.code for unit in added.units] == ["N0100"]
    assert added.doubts == ()
    assert [(each.name, each.meant) for each in added.account.columns[-2:]] == [("Ky hieu_", "Ký hiệu"), ("J", "")]


@pytest.mark.parametrize(
    ("header", "cells", "doubt"),
    [
        ([*UNITS, "name"], [*CENTRE, "Khác"], AdditionColumnTwice),
        (UNITS, [*CENTRE, "thừa"], AdditionRowTooLong),
        (UNITS, [*CENTRE[:4], "#N/A", *CENTRE[5:]], AdditionCellWithoutValue),
        (UNITS, [*CENTRE[:4], "Trung t©m H¶i quan", *CENTRE[5:]], AdditionInOldLetters),
    ],
)
def test_what_would_be_taken_wrongly_is_not_taken_the_first_time(
    header: Sequence[str], cells: Sequence[str], doubt: type[Problem], tmp_path: Path
) -> None:
    assert [type(each) for each in read(as_csv(tmp_path, [header, cells])).doubts] == [doubt]
