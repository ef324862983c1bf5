from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from models.domain.basics.tables import Cell, shown, typed
from models.workbooks import tables_from
from models.workbooks.number_formats import speaks, with_format


@pytest.mark.parametrize(
    ("number", "code", "seen"),
    [
        (123, "000000", "000123"),
        (123, '"HS-"0000', "HS-0123"),
        (123, "\\H\\S\\-0000", "HS-0123"),
        (Decimal("0.25"), "0%", "25%"),
        (Decimal("0.125"), "0.0%", "12,5%"),
        (2, "0.00", "2,00"),
        (-7, "000", "-007"),
        (12345, '#,##0" đ"', "12.345 đ"),
        (5, "0;[Red]-0", "5"),
        (1, "General", "1"),
        (46241, "dd/mm/yyyy", "46241"),
    ],
)
def test_a_number_is_shown_in_its_format(number: Cell, code: str, seen: str) -> None:
    made = with_format(number, code)
    assert shown(made) == seen
    # its value is the same for whoever counts
    assert made == number
    assert typed(made) == typed(number)


@pytest.mark.parametrize(
    ("code", "is_telling"),
    [
        ("000000", True),
        ("0%", True),
        ("General", False),
        ("#,##0", False),
        ("dd/mm", False),
        ("0", False),
        ("@", False),
    ],
)
def test_only_formats_that_say_more_than_the_digits_are_followed(code: str, is_telling: bool) -> None:  # noqa: FBT001 -- drawn
    assert speaks(code) is is_telling


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Mã", "Ngày"])
    sheet.append([123, date(2026, 7, 9)])
    sheet["A2"].number_format = '"HS-"0000'
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_is_read_as_it_shows_its_numbers() -> None:
    (table,) = tables_from(workbook(), name="a.xlsx")
    assert (shown(table.cell(2, 1)), table.cell(2, 1), table.cell(2, 2)) == ("HS-0123", 123, date(2026, 7, 9))


def test_a_strict_workbook_is_read_like_the_usual_one() -> None:
    usual = "http://schemas.openxmlformats.org/{}/2006/{}"
    strict = "http://purl.oclc.org/ooxml/{}/{}"
    names = (("spreadsheetml", "main"), ("officeDocument", "relationships"), ("drawingml", "main"))
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as before, zipfile.ZipFile(made, "w") as after:
        for part in before.namelist():
            text = before.read(part).decode()
            for room, name in names:
                text = text.replace(usual.format(room, name), strict.format(room, name))
            after.writestr(part, text)
    assert tables_from(made.getvalue(), name="a.xlsx") == tables_from(workbook(), name="a.xlsx")
