from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import unicodedata
import warnings
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.domain.basics.problems import Problem
from models.domain.basics.tables import MergedCells, Table
from models.files import FileEmpty, FileIsFolder, FileMissing
from models.workbooks import Limits, read_tables, tables_from
from models.workbooks.problems import (
    ExcelOwnerFile,
    NotATable,
    NoTextInside,
    TableDamaged,
    TableLocked,
    TableOfOldKind,
    TableProtected,
    TooManyColumns,
    TooManyRows,
    UnpackedTooLarge,
)

LIST = Path(__file__).parents[2] / "data" / "danh-sach-mot-cua.xlsx"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


SHARED = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Tên</t></si>'
    "<si><r><t xml:space='preserve'>Hộ </t></r><r><rPr><b/></rPr><t>tịch</t></r><rPh sb='0' eb='1'><t>đọc</t></rPh></si></sst>"
)


@cache
def workbook() -> bytes:
    """A small workbook with one cell of each kind, texts shared as Excel writes them and in their cells."""
    texts = {"Tên": 0, "Hộ tịch": 1}

    def share(name: str, part: bytes) -> bytes:
        text = unicodedata.normalize("NFC", part.decode())
        if name == "xl/_rels/workbook.xml.rels":
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
            relation = f'<Relationship Id="rId99" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
            return text.replace("</Relationships>", relation).encode()
        if name == "[Content_Types].xml":
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
            return text.replace(
                "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
            ).encode()
        if name.endswith("sheet1.xml"):
            for shared, number in texts.items():
                inline = f't="inlineStr"><is><t>{shared}</t></is>'
                assert inline in text
                text = text.replace(inline, f't="s"><v>{number}</v>')
        return text.encode()

    file = io.BytesIO(parts_changed(share, written()))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", SHARED)
    return file.getvalue()


def written() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Số liệu"
    sheet.append(["Tên", unicodedata.normalize("NFD", "Hộ tịch"), 12, 0.1 + 0.2, True, date(2026, 8, 7)])
    sheet.append([datetime(2026, 8, 7, 9, 30), time(9, 30), "=1+1", None, "", " x "])  # noqa: DTZ001 -- Excel knows no zones
    sheet.append(["a\r\nb", "_x0041_", 1.5e20, -3, "#N/A"])
    sheet.merge_cells("A5:C6")
    sheet["A5"] = "m"
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[2].hidden = True
    book.create_sheet("Ẩn").sheet_state = "hidden"
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def parts_changed(change: Callable[[str, bytes], bytes | None], content: bytes | None = None) -> bytes:
    """The small workbook with each part rewritten; None leaves a part out."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or workbook())) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return file.getvalue()


def in_sheet(old: bytes, new: bytes) -> bytes:
    return parts_changed(lambda name, part: part.replace(old, new) if name.endswith("sheet1.xml") else part)


def test_each_kind_of_cell_becomes_its_plain_value() -> None:
    table, hidden = tables_from(workbook(), name="a.xlsx")
    assert table.name == "Số liệu"
    assert table.rows[0] == ("Tên", "Hộ tịch", 12, Decimal("0.3"), True, date(2026, 8, 7))
    assert table.rows[1] == (datetime(2026, 8, 7, 9, 30), time(9, 30), "=1+1", None, None, " x ")  # noqa: DTZ001 -- cells have no zone
    # the library that writes this workbook puts a return before each line feed on Windows (exports/workbook_text.py)
    assert table.rows[2] == ("a\nb" if os.name != "nt" else "a\n\nb", "A", 150_000_000_000_000_000_000, -3, "#N/A")
    assert table.merges == (MergedCells(5, 1, 6, 3),)
    assert (table.hidden_rows, table.hidden_columns, table.is_hidden) == (frozenset({2}), frozenset({2}), False)
    assert (hidden.name, hidden.rows, hidden.is_hidden) == ("Ẩn", (), True)


def test_a_real_list_reads_like_openpyxl_reads_it() -> None:
    tables = read_tables(LIST)
    book = openpyxl.load_workbook(LIST, data_only=True)
    assert [table.name for table in tables] == book.sheetnames
    for table, sheet in zip(tables, book.worksheets, strict=True):
        for row, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            for column, expected in enumerate(cells, 1):
                value = table.cell(row, column)
                if isinstance(expected, str):
                    assert value == unicodedata.normalize("NFC", expected)
                elif isinstance(expected, datetime) and not isinstance(value, datetime):
                    assert value == expected.date()
                else:
                    assert value == expected
        assert {tuple(span) for span in table.merges} == {
            (r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges
        }


def test_merged_cells_are_filled_downwards_on_request() -> None:
    table = tables_from(workbook(), name="a.xlsx")[0]
    assert table.cell(6, 1) is None
    padded = Table("a", (("x", "m"), (), ("y",)), (MergedCells(1, 2, 3, 2),))
    assert padded.filled_down().rows == (("x", "m"), (None, "m"), ("y", "m"))


def test_one_stray_formatted_cell_at_the_end_costs_nothing() -> None:
    content = in_sheet(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')
    assert len(tables_from(content, name="a.xlsx")[0].rows) == 5


def test_a_value_beyond_the_limits_is_named() -> None:
    far_down = in_sheet(b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>')
    with pytest.raises(TooManyRows):
        tables_from(far_down, name="a.xlsx")
    far_right = in_sheet(b"</sheetData>", b'<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>')
    with pytest.raises(TooManyColumns):
        tables_from(far_right, name="a.xlsx")
    with pytest.raises(TooManyRows):
        tables_from(b"a,b\n" * 11, name="a.csv", limits=Limits(rows=10))
    with pytest.raises(TooManyColumns):
        tables_from(b"a," * 300, name="a.csv")


def test_claims_about_the_size_of_a_sheet_count_for_nothing() -> None:
    for claim in (b"A1", b"A1:XFD1048576"):
        content = in_sheet(b'<dimension ref="A1:F6" />', b'<dimension ref="%s"/>' % claim)
        assert tables_from(content, name="a.xlsx") == tables_from(workbook(), name="a.xlsx")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</sheetData>", b'<row r="4"><c r="A4"><v>1</v></c></row></sheetData>'),
        (b' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"', b""),
        (b"spreadsheetml/2006/main", b"spreadsheetml/2099/main"),
        (b"<v>-3</v>", b"<v>1e400</v>"),
    ],
    ids=["rows in disorder", "no namespace", "another namespace", "no number"],
)
def test_a_sheet_that_would_be_read_in_part_is_damaged(old: bytes, new: bytes) -> None:
    with pytest.raises(TableDamaged):
        tables_from(in_sheet(old, new), name="a.xlsx")


def test_elapsed_hours_are_numbers_of_days() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append([timedelta(hours=36)])
    assert tables_from(saved(book), name="a.xlsx")[0].rows == ((Decimal("1.5"),),)


def test_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    bomb = parts_changed(lambda name, part: part + b" " * 3_000_000 if name.endswith("sheet1.xml") else part)
    with pytest.raises(UnpackedTooLarge):
        tables_from(bomb, name="a.xlsx", limits=Limits(unpacked_megabytes=1))


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x [<!ENTITY a "b">]>',
        b'<!DOCTYPE x SYSTEM "y">',
    ],
)
@pytest.mark.parametrize("part_name", ["sheet1.xml", "workbook.xml", "sharedStrings.xml", "styles.xml"])
def test_declared_entities_are_refused(declaration: bytes, part_name: str) -> None:
    def declare(name: str, part: bytes) -> bytes:
        opening, _, rest = part.rpartition(b"?>")
        return opening + (b"?>" if opening else b"") + declaration + rest if name.endswith(part_name) else part

    with pytest.raises(TableDamaged):
        tables_from(parts_changed(declare), name="a.xlsx")


@pytest.mark.parametrize("missing", ["xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_workbook_without_one_of_its_parts_is_damaged(missing: str) -> None:
    with pytest.raises(TableDamaged):
        tables_from(parts_changed(lambda name, part: None if name == missing else part), name="a.xlsx")


def test_part_names_with_backslashes_and_other_capitals_are_found() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo("x")
            entry.filename = name.replace("/", "\\").replace("sharedStrings", "SharedStrings")
            new.writestr(entry, old.read(name))
    assert tables_from(file.getvalue(), name="a.xlsx") == tables_from(workbook(), name="a.xlsx")


@pytest.mark.parametrize("method", [0x09, 0x63])
def test_a_compression_that_is_unknown_is_damage_and_no_password(method: int) -> None:
    content = bytearray(workbook())
    place = content.rindex(b"PK\x01\x02")
    while place >= 0:
        content[place + 10] = method
        place = content.rfind(b"PK\x01\x02", 0, place)
    with pytest.raises(TableDamaged):
        tables_from(bytes(content), name="a.xlsx")


def test_a_workbook_whose_parts_are_encrypted_is_protected() -> None:
    content = bytearray(workbook())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(TableProtected):
        tables_from(bytes(content), name="a.xlsx")


@pytest.mark.parametrize("length", [2, 30, 500, 2000, -1, -30])
def test_a_workbook_cut_off_is_damaged(length: int) -> None:
    with pytest.raises(TableDamaged):
        tables_from(workbook()[:length], name="a.xlsx")


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "refusal", "kind"),
    [
        (OLE + "Workbook".encode("utf-16-le"), TableOfOldKind, ".xls"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", TableOfOldKind, ".xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), TableProtected, None),
        (OLE + "WordDocument".encode("utf-16-le"), NotATable, None),
        (zipped("xl/workbook.bin"), TableDamaged, None),
        (zipped("mimetype", "content.xml"), TableDamaged, None),
        (zipped("word/document.xml"), NotATable, "Word"),
        (zipped("a.txt"), NotATable, "ZIP"),
        (b"\r\n <html xmlns:x='urn:schemas-microsoft-com:office:excel'><table>", NotATable, "HTML"),
        ("<html><body>".encode("utf-16"), NotATable, "HTML"),
        (
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
            TableOfOldKind,
            "XML",
        ),
        (b"%PDF-1.7", NotATable, "PDF"),
        (b"\x89PNG\r\n\x1a\n", NotATable, "PNG"),
        (b"a\x00\x01\x02\x03b\x04", NoTextInside, None),
        (b"\x01\x02\x03\x04", NoTextInside, None),
        (b"", FileEmpty, None),
        (b" \r\n\r\n", FileEmpty, None),
        (b"\xef\xbb\xbf\r\n", FileEmpty, None),
    ],
)
def test_other_kinds_of_files_are_named(content: bytes, refusal: type[Problem], kind: str | None) -> None:
    for name in ("a.xlsx", "a.xls", "a.csv", "a"):
        with pytest.raises(refusal) as found:
            tables_from(content, name=name)
        assert kind is None or found.value.values["kind"] == kind


def test_a_file_that_is_not_there_or_may_not_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_tables(tmp_path / "a.xlsx")
    with pytest.raises(FileIsFolder):
        read_tables(tmp_path)
    with pytest.raises(ExcelOwnerFile):
        read_tables(tmp_path / "~$a.xlsx")


def test_a_file_that_excel_holds_is_called_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook())

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(TableLocked):
        read_tables(path)


def refused_or_read(content: bytes) -> None:
    with warnings.catch_warnings(), contextlib.suppress(Problem):
        warnings.simplefilter("error")
        for table in tables_from(content, name="a"):
            table.filled_down()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    refused_or_read(content)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_change_of_a_workbooks_bytes_breaks_the_reader(data: st.DataObject) -> None:
    content = bytearray(workbook())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[place] = data.draw(st.integers(0, 255))
    refused_or_read(bytes(content))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_change_inside_a_workbooks_parts_breaks_the_reader(data: st.DataObject) -> None:
    target = data.draw(
        st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml",
                         "xl/_rels/workbook.xml.rels"])
    )  # fmt: skip

    def change(name: str, part: bytes) -> bytes:
        if name != target:
            return part
        place = data.draw(st.integers(0, len(part) - 1))
        other = data.draw(
            st.one_of(st.binary(max_size=3), st.sampled_from([b'"', b"99999999999", b"-1", b"", b"1e400", b"A"]))
        )
        return part[:place] + other + part[place + data.draw(st.integers(0, 3)) :]

    refused_or_read(parts_changed(change))


def test_workbooks_are_read_by_the_same_reader_whatever_else_is_installed() -> None:
    asked = "import models.workbooks.xlsx, openpyxl; print(openpyxl.LXML)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, encoding="utf-8", check=True)
    assert told.stdout.strip() == "False"


@pytest.mark.parametrize("number_format", ["General", "dd/mm/yyyy"])
def test_a_number_beyond_every_calendar_is_a_number(number_format: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for value in (1e300, 46208, -1e300):
        book.active.append([value])
    for (cell,) in book.active.iter_rows():
        cell.number_format = number_format
    book.save(tmp_path / "x.xlsx")
    first, day, last = (cells[0] for cells in read_tables(tmp_path / "x.xlsx")[0].rows)
    assert (first, last) == (Decimal("1e300"), Decimal("-1e300"))
    assert day == (46208 if number_format == "General" else date(2026, 7, 5))


def test_the_last_moment_of_a_day_is_no_other_day(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    last = datetime.combine(date(2026, 9, 30), time(23, 59, 59))
    book.active.append([last + timedelta(milliseconds=997)])
    book.save(tmp_path / "x.xlsx")
    assert read_tables(tmp_path / "x.xlsx")[0].rows == ((last,),)


def test_a_text_that_a_formula_only_quotes_is_that_text(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text('a,b\n"=""0001235""",=A1\n', encoding="utf-8")
    assert read_tables(file)[0].rows[1] == ("0001235", "=A1")


def test_a_spreadsheet_in_the_xml_of_2003_is_named_as_that(tmp_path: Path) -> None:
    file = tmp_path / "x.xls"
    words = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table/></Worksheet></Workbook>'
    file.write_text(words, encoding="utf-8")
    with pytest.raises(TableOfOldKind, match="XML"):
        read_tables(file)


def test_a_note_that_bears_the_name_of_a_workbook_is_no_table(tmp_path: Path) -> None:
    note = tmp_path / "hong.xlsx"
    note.write_text("đây không phải Excel\nmột dòng\n", encoding="utf-8")
    with pytest.raises(NotATable):
        read_tables(note)
    note.write_text("Mã;Lĩnh vực\n1;Hộ tịch\n", encoding="utf-8")
    (table,) = read_tables(note)
    assert table.rows[1] == ("1", "Hộ tịch")
