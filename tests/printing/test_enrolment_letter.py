"""The letters of enrolment: a page for each office, with the code as words, as digits, and in a square that a scanner reads."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from desktop.screens.deeds import next_step
from models.domain.book.enrolment import digits_of, grouped, read_code, words_of
from models.language import load
from models.services.office.enrolment import codes_of
from printing.document import Heading
from printing.enrolment_letter import EnrolmentLetter, print_enrolment_letters, print_letters
from tests.builders.acts import act_of
from tests.builders.offices import make_offices
from tests.builders.papers import BA_DINH
from tests.builders.scans import pages_of, placed_words

CODE = bytes(range(0, 250, 25))
LETTER = EnrolmentLetter(
    office="UBND phường Ba Đình (00004)",
    hub="UBND thành phố Hà Nội",
    period="Kỳ khảo sát 26Q3 – Quý III/2026, hồ sơ trả kết quả từ 01/07/2026 đến 30/09/2026",
    words=words_of(CODE),
    digits=digits_of(CODE),
)
PAGE = Path(__file__).parents[1] / "data" / "golden" / "thu-ghi-danh.txt"


def printed(code: str, *letters: EnrolmentLetter) -> bytes:
    file = io.BytesIO()
    language = load(code).through(next_step)
    print_letters(
        letters=letters, heading=Heading("", "UBND THÀNH PHỐ HÀ NỘI", nation=BA_DINH.nation), language=language, to=file
    )
    return file.getvalue()


@pytest.mark.parametrize("code", ["vi", "en"])
def test_every_office_has_one_page_with_its_code_three_ways(code: str) -> None:
    other = EnrolmentLetter(
        "UBND phường Ngọc Hà (00008)", LETTER.hub, LETTER.period, words_of(CODE[::-1]), digits_of(CODE[::-1])
    )
    for letter, page in zip((LETTER, other), pages_of(printed(code, LETTER, other)), strict=True):
        for words in (letter.office, letter.hub, *letter.words.split(), grouped(letter.digits)):
            assert words in page.one_line
        assert page.codes() == [letter.digits]
        assert read_code(page.codes()[0]) == read_code(letter.words)


def test_the_page_stands_as_it_was_looked_at(request: pytest.FixtureRequest) -> None:
    seen = "\n".join(placed_words(printed("vi", LETTER), 0)) + "\n"
    if request.config.getoption("--golden-update"):
        PAGE.write_text(seen, encoding="utf-8")
    assert seen == PAGE.read_text(encoding="utf-8")


def test_the_letters_of_a_period_are_for_the_offices_asked_and_say_where_to_click(tmp_path: Path) -> None:
    made = make_offices(tmp_path)
    file = tmp_path / "letters.pdf"
    language = load("vi").through(next_step)
    assert print_enrolment_letters(made.hub, made.period, language=language, to=file, act=act_of()) == 1
    (page,) = pages_of(file.read_bytes())
    assert words_of(codes_of(made.hub, made.period, act=act_of())[0].code).split()[0] in page.one_line
    assert "F2" in page.one_line
    assert "sophieu" not in page.one_line
    made.close()
