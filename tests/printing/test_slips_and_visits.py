"""Two papers that are never joined: serials on one, names on the other."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from models.language import load
from printing.batch_slip import BatchSlip, print_slips
from printing.document import Heading
from printing.visit_list import VisitLine, VisitList, print_visit_list
from tests.builders.scans import pages_of

VI = load("vi")
HEADING = Heading("UBND thành phố Hà Nội", "UBND phường Ba Đình")


def batch(number: int) -> BatchSlip:
    first, last = f"26Q3-00004-CN-1000{number}1-48", f"26Q3-00004-CN-1000{number}9-12"
    return BatchSlip(first, last, 9, "Quý III năm 2026", "Khảo sát cá nhân", "Hộ tịch", number=number, of=3)


def people(count: int, start: int = 1) -> tuple[VisitLine, ...]:
    return tuple(
        VisitLine(n, f"Nguyễn Thị Hạnh {n}", f"Số {n} phố Đội Cấn", "0912 345 678", "Hộ tịch")
        for n in range(start, start + count)
    )


def slips() -> bytes:
    file = BytesIO()
    print_slips(batches=[batch(1), batch(2), batch(3)], heading=HEADING, language=VI, to=file)
    return file.getvalue()


def visits(drawn: int = 25, reserve: int = 10) -> bytes:
    file = BytesIO()
    visit_list = VisitList("Quý III năm 2026", people(drawn), people(reserve, drawn + 1))
    print_visit_list(visits=visit_list, heading=HEADING, language=VI, to=file)
    return file.getvalue()


def test_a_slip_has_one_page_with_its_range_and_count() -> None:
    pages = pages_of(slips())
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert batch(number).first in page.words
        assert batch(number).last in page.words
        assert f"Tập số {number} trên tổng số 3" in page.one_line
        assert "NGƯỜI GIAO" in page.words
        assert "NGƯỜI NHẬN" in page.words


def test_long_words_on_a_slip_go_on_in_the_next_line() -> None:
    procedure = (
        "Liên thông đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi (2.002516)"
    )
    file = BytesIO()
    made = replace(batch(1), procedure=procedure)
    print_slips(batches=[made], heading=HEADING, language=VI, to=file)
    (page,) = pages_of(file.getvalue())
    assert procedure in page.one_line
    assert "…" not in page.words


def test_whoever_signs_a_list_signs_under_the_last_of_its_people() -> None:
    for drawn in range(20, 34):
        last = pages_of(visits(drawn, 0))[-1]
        assert f"Nguyễn Thị Hạnh {drawn}" in last.one_line, drawn
        assert "NGƯỜI LẬP DANH SÁCH" in last.words


def test_the_visit_list_holds_everyone_with_reserve_and_notice_on_every_page() -> None:
    pages = pages_of(visits())
    words = " ".join(page.one_line for page in pages)
    for line in people(35):
        assert line.name in words
        assert line.address in words
    assert "DỰ PHÒNG" in words
    assert all("dữ liệu cá nhân" in page.words for page in pages)
    assert sum("Ký nhận" in page.words for page in pages) >= len(pages) - 1
    assert pages[0].picture.width > pages[0].picture.height


def test_the_visit_list_knows_no_serial() -> None:
    assert "serial" not in VisitLine.__dataclass_fields__
    assert all(not page.codes() for page in pages_of(visits(3, 0)))


def test_a_list_of_nobody_is_still_a_paper() -> None:
    assert "DANH SÁCH KHẢO SÁT" in pages_of(visits(0, 0))[0].words


def test_both_papers_are_equal_each_time() -> None:
    assert slips() == slips()
    assert visits() == visits()


def test_one_odd_sign_in_one_name_does_not_keep_a_list_from_being_printed() -> None:
    file = BytesIO()
    odd = (*people(2), VisitLine(3, "Trần Văn ★ Mẫu", "Số 1 ☎", "", "Hộ tịch"))
    print_visit_list(visits=VisitList("Quý III", odd), heading=HEADING, language=VI, to=file)
    words = pages_of(file.getvalue())[0].one_line
    assert "Trần Văn ? Mẫu" in words
    assert "ở số thứ tự 3" in words
