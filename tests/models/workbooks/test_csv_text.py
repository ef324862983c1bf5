from __future__ import annotations

import unicodedata

import pytest

from models.domain.basics.tables import Table
from models.workbooks import tables_from
from models.workbooks.problems import OldLetters, QuoteOpen, TableDamaged


def one(content: bytes) -> Table:
    (table,) = tables_from(content, name="a.csv")
    return table


TEXT = "Mã hồ sơ;Lĩnh vực;Chủ hồ sơ\nH1;Hộ tịch;Nguyễn Thị Thuý Phượng\nH2;Đất đai;Đỗ Mỹ Hằng\n"


def as_1258(text: str) -> bytes:
    """As old Vietnamese Windows writes it: letters with their hat or horn composed, the tone after them."""
    pieces = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        pieces.append(unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones)) + tones)
    return "".join(pieces).encode("cp1258")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (as_1258(TEXT), "windows-1258"),
    ],
)
def test_csv_in_each_usual_encoding_reads_the_same(content: bytes, encoding: str) -> None:
    table = one(content)
    assert table.rows[1] == ("H1", "Hộ tịch", "Nguyễn Thị Thuý Phượng")
    assert (table.encoding, table.delimiter) == (encoding, ";")


@pytest.mark.parametrize(
    "text",
    ["M· hå s¬,LÜnh vùc,Ngµy tr¶ kÕt qu¶\n", "Maõ hoà sô,Lónh vöïc,Ngaøy traû keát quaû,Ñaát ñai\n"],
    ids=["TCVN3", "VNI"],
)
def test_old_letters_are_refused_instead_of_becoming_nonsense(text: str) -> None:
    with pytest.raises(OldLetters):
        one(text.encode("latin-1"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    table = one(f'a{delimiter}b{delimiter}"x, y; z"\r\n1{delimiter}{delimiter}3\r\n\r\n'.encode())
    assert table.rows == (("a", "b", "x, y; z"), ("1", None, "3"))


def test_the_line_in_which_excel_names_its_delimiter_is_obeyed() -> None:
    assert one(b"sep=|\na,b|c\n").rows == (("a,b", "c"),)


def test_one_column_and_text_with_line_breaks_are_fine() -> None:
    assert one(b"serial\n26Q3\n").rows == (("serial",), ("26Q3",))
    assert one(b'a,"b\nc"\n').rows == (("a", "b\nc"),)


def test_a_byte_order_mark_before_other_bytes_is_damaged() -> None:
    with pytest.raises(TableDamaged):
        one(b"\xef\xbb\xbf\xffa")
    with pytest.raises(TableDamaged):
        one(b"\xff\xfea\x00b")


OPEN = "Mã,Tên,Ngày\nH1,An,1\n{}\nH3,Bình,3\nH4,Chi,4\n"


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ('H2,"Ấn,2', ""),
        ('H2,"Ấn,2', '"H5","Dũng",5\n'),
        ('H2,Ấn,"2', 'H5,Dũng,""\nH6,Yến,6"\n'),
        ('"H2,Ấn,2', 'H5,"Dũng",5\n'),
    ],
)
def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_line(line: str, rest: str) -> None:
    with pytest.raises(QuoteOpen) as refused:
        one((OPEN.format(line) + rest).encode())
    assert refused.value.line == 3


@pytest.mark.parametrize("cell", ['5" Sao', '"Ấn ""Bé"""', '"Ấn\nBình"', "Ấn"])
def test_quotation_marks_that_stand_rightly_swallow_nothing(cell: str) -> None:
    assert len(one(OPEN.format(f"H2,{cell},2").encode()).rows) == 5


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_titles_over_a_short_list_hide_no_delimiter(delimiter: str) -> None:
    text = "DANH SÁCH\nQuý III\nUBND phường\n" + TEXT.replace(";", delimiter).rsplit("\n", 2)[0]
    assert one(text.encode()).rows[3] == ("Mã hồ sơ", "Lĩnh vực", "Chủ hồ sơ")


def test_utf_16_without_a_mark_may_begin_with_a_tab() -> None:
    assert one("\tMã hồ sơ\n\tH1\n".encode("utf-16-le")).rows == ((None, "Mã hồ sơ"), (None, "H1"))
