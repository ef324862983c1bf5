"""The frame of papers: heads, page numbers, tables over pages, signatures, bars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest

from models.catalogue import BUILT_IN
from models.domain.sheets.sheet import ChartBar
from models.language import load
from printing.charts import bars
from printing.document import Heading, Paper, Signature, print_paper
from printing.fonts import MissingLetters, face
from printing.tables import PaperColumn, PaperRow, fitted, rooms, row_block
from tests.builders.scans import fonts_named, pages_of

VI = load("vi")
NATION = (BUILT_IN.place.head, BUILT_IN.place.motto)
HEADING = Heading("UBND thành phố Hà Nội", "UBND phường Ba Đình", "12/BC-UBND", "Ba Đình", date(2026, 8, 5), NATION)
COLUMNS = [
    PaperColumn("TT", 10, "centre"),
    PaperColumn("Tiêu chí", 70),
    PaperColumn("1", 10, "right", "Số phiếu"),
    PaperColumn("2", 10, "right", "Số phiếu"),
    PaperColumn("Chỉ số (%)", 18, "right"),
]


def paper(compose: Callable[[Paper], object], *, landscape: bool = False) -> bytes:
    file = BytesIO()
    print_paper(
        to=file,
        title="Báo cáo",
        language=VI,
        compose=compose,
        footer=lambda used: (f"Phông chữ {used.name}",),
        landscape=landscape,
    )
    return file.getvalue()


def long_table(on: Paper) -> None:
    on.header(HEADING)
    on.title("BÁO CÁO", "Kết quả khảo sát")
    on.table(COLUMNS, [PaperRow((str(n), "Nơi ngồi chờ có đủ chỗ ngồi", "1", "2", "85,33")) for n in range(1, 120)])
    on.signatures(Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), name="Nguyễn Văn A"), recipients=("Lưu: VT.",))


def test_the_head_of_a_paper_follows_the_decree() -> None:
    words = pages_of(paper(long_table))[0].one_line
    for said in ("UBND THÀNH PHỐ HÀ NỘI", "UBND PHƯỜNG BA ĐÌNH", "Độc lập - Tự do - Hạnh phúc", "Số: 12/BC-UBND"):
        assert said in words
    assert "Ba Đình, ngày 05 tháng 8 năm 2026" in words


def test_every_font_that_a_paper_names_is_in_it() -> None:
    assert all("+" in name for name in fonts_named(paper(long_table)))


@pytest.mark.parametrize(("day", "said"), [(date(2026, 2, 1), "ngày 01 tháng 02 năm 2026"), (None, "ngày …… tháng ……")])
def test_months_have_two_digits_only_in_january_and_february(day: date | None, said: str) -> None:
    heading = Heading("", "UBND phường Ba Đình", place="Ba Đình", day=day)
    assert said in pages_of(paper(lambda on: on.header(heading)))[0].one_line


def test_table_heads_and_page_numbers_are_on_every_further_page() -> None:
    pages = pages_of(paper(long_table))
    assert len(pages) >= 3
    for number, page in enumerate(pages, start=1):
        assert ("Tiêu chí" in page.words) or number == len(pages)
        assert f"Phông chữ {face().name}" in page.words
        first = page.words.split()[0]
        assert (first == str(number)) is (number > 1) or str(number) in page.words.split()
    assert "Nguyễn Văn A" in pages[-1].words


def test_every_row_of_a_long_table_is_printed_once() -> None:
    words = " ".join(page.one_line for page in pages_of(paper(long_table)))
    assert words.count("Nơi ngồi chờ có đủ chỗ ngồi") == 119


def test_a_heading_is_never_the_last_of_a_page() -> None:
    def compose(on: Paper) -> None:
        for n in range(200):
            on.heading(f"Mục {n}.")
            on.paragraph(f"Nội dung {n}.")

    for page in pages_of(paper(compose)):
        body = [line for line in page.words.splitlines() if line.startswith(("Mục", "Nội dung"))]
        assert body[-1].startswith("Nội dung")


def test_a_section_title_is_not_parted_from_its_first_row() -> None:
    def compose(on: Paper) -> None:
        rows = [
            row
            for n in range(60)
            for row in (PaperRow((f"Yếu tố {n}.",)), PaperRow((str(n), "Tiêu chí thử", "1", "2", "3")))
        ]
        on.table(COLUMNS, rows)

    for page in pages_of(paper(compose)):
        lines = [line for line in page.words.splitlines() if "Yếu tố" in line or "Tiêu chí thử" in line]
        assert "Tiêu chí thử" in lines[-1]


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert paper(long_table) == paper(long_table)


def test_a_letter_the_face_lacks_leaves_the_former_file(tmp_path: Path) -> None:
    to = tmp_path / "bao-cao.pdf"
    to.write_bytes(b"former")
    with pytest.raises(MissingLetters):
        print_paper(to=to, title="x", language=VI, compose=lambda on: on.paragraph("漢"))
    assert to.read_bytes() == b"former"


def test_a_landscape_page_is_wide() -> None:
    picture = pages_of(paper(long_table, landscape=True))[0].picture
    assert picture.width > picture.height


def test_bars_start_at_nought_and_are_as_long_as_their_values() -> None:
    items = [
        ChartBar("Tiếp cận", Fraction(50)),
        ChartBar("Kết quả", Fraction(100), is_strong=True),
        ChartBar("Góp ý", None),
        ChartBar("Thủ tục", Fraction(0)),
    ]
    block = bars(items, left=20, width=150, face=face(), language=VI)
    half, full = [area for area in block.areas if area.thick]
    assert half.x == full.x
    assert full.width == pytest.approx(2 * half.width)
    said = [text.text for text in block.texts]
    assert "50,00" in said
    assert "100,00" in said
    assert "0,00" in said
    assert "–" in said
    assert full.grey is not None
    assert half.grey is not None
    assert full.grey < half.grey


def test_nobody_signs_a_page_on_which_nothing_stands() -> None:
    def ending(rows: int) -> Callable[[Paper], None]:
        def compose(on: Paper) -> None:
            on.table(COLUMNS, [PaperRow((str(n), "Nơi ngồi chờ", "1", "2", "85,33")) for n in range(rows)])
            on.paragraph("Các số liệu đã được đối chiếu.")
            on.signatures(Signature(("CHỦ TỊCH",)))

        return compose

    for rows in range(25, 45):
        last = pages_of(paper(ending(rows)), dpi=20)[-1].one_line
        assert "CHỦ TỊCH" in last, rows
        assert "đã được đối chiếu" in last, rows


def test_a_section_of_a_table_is_torn_only_where_much_would_stay_white() -> None:
    heights = [6.0] * 12
    rows = [
        PaperRow(("Part",)),
        *(PaperRow(("1", "x")) for _ in range(4)),
        PaperRow(("Part",)),
        *(PaperRow(("1", "x")) for _ in range(6)),
    ]
    assert rooms(rows, heights, 40.0)[0] == 30.0
    assert rooms(rows, heights, 40.0)[5] == 40.0
    assert rooms(rows, heights, 10.0)[5] == 18.0
    assert rooms(rows, heights, 40.0)[10] == 12.0


def test_short_cells_stay_on_one_line_and_long_text_gets_what_numbers_do_not_need() -> None:
    used = face()
    columns = [
        PaperColumn("No.", 10),
        PaperColumn("Text", 40),
        PaperColumn("Grade", 10),
        PaperColumn("Index", 40, "right"),
        PaperColumn("", 30),
    ]
    rows = [PaperRow(("1", "a rather long criterion " * 4, "very good", "77.25", ""))]
    made = fitted(columns, rows, 130, used, 10)
    assert row_block(PaperRow(("", "", "very good", "", "")), made, 0, used, 10).height < 7
    assert made[1].width > 40
    assert made[3].width < 40


def test_a_column_to_write_in_gives_none_of_its_room() -> None:
    columns = [PaperColumn("Grade", 10), PaperColumn("Day", 40), PaperColumn("Text", 60)]
    rows = [PaperRow(("very good", "", "a text"), least=9.0)]
    assert fitted(columns, rows, 110, face(), 10)[1].width == 40
