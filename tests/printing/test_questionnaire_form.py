"""The questionnaire as the citizen, the clerk and the scanner meet it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from models.catalogue.questionnaires import built_in
from models.domain.questionnaire.questionnaire import Question, Questionnaire, Shape
from models.language import load
from models.progress import Cancelled
from printing.by_shape import digits
from printing.fonts import MissingLetters, face
from printing.qr import Scanned, SerialNotTypable, paper_digits, read
from printing.questionnaire_form import FormHead, NothingToPrint, PrintedForm, print_forms
from printing.room import Room
from tests.benchmarks.bench_print import run
from tests.builders.papers import BA_DINH, citizens, forms, questionnaire_of, single
from tests.builders.scans import Seen, fonts_named, page_count, pages_of

VI = load("vi")


def printed(questionnaire: Questionnaire, some: list[PrintedForm], letterhead: FormHead = BA_DINH) -> bytes:
    file = BytesIO()
    print_forms(questionnaire=questionnaire, letterhead=letterhead, forms=some, language=VI, to=file)
    return file.getvalue()


@pytest.fixture(scope="module", params=[0, 1], ids=["individuals", "organisations"])
def questionnaire(request: pytest.FixtureRequest) -> Questionnaire:
    number: int = request.param
    return built_in()[number]


@pytest.fixture(scope="module")
def sheet(questionnaire: Questionnaire) -> list[Seen]:
    return pages_of(printed(questionnaire, forms(1)))


def test_a_form_is_one_sheet_of_two_pages(sheet: list[Seen]) -> None:
    assert len(sheet) == 2
    assert "Trang 1/2 · mẫu tham khảo" in sheet[0].one_line
    assert "Trang 2/2 · mẫu tham khảo" in sheet[1].one_line
    assert "Xem tiếp mặt sau" in sheet[0].one_line


def test_the_head_says_who_asks_why_and_how(sheet: list[Seen]) -> None:
    first = sheet[0].one_line
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "PHƯỜNG BA ĐÌNH",
        "PHIẾU KHẢO SÁT Ý KIẾN",
        "tự nguyện",
        "đánh dấu X",
        "trước ngày 30/09/2026",
        "Hộ tịch",
        "Thủ tục đăng ký khai sinh",
    ):
        assert words in first


def test_every_question_and_choice_is_on_the_paper(questionnaire: Questionnaire, sheet: list[Seen]) -> None:
    text = "".join("".join(page.words.split()) for page in sheet)
    for question in questionnaire.questions:
        assert "".join(question.label.split()) in text or _in_pieces(question.label, sheet)
        for choice in question.choices:
            assert "".join(choice.label.split()) in text or _in_pieces(choice.label, sheet)
    for group in questionnaire.groups:
        assert "".join(group.label.split()) in text


def _in_pieces(label: str, sheet: list[Seen]) -> bool:
    words = " ".join(page.one_line for page in sheet).split()
    return all(word in words for word in label.split())


def test_the_serial_stands_in_clear_and_in_the_code_of_every_page(
    questionnaire: Questionnaire, sheet: list[Seen]
) -> None:
    serial = forms(1)[0].serial
    for number, page in enumerate(sheet, start=1):
        assert serial in page.words
        assert [read(code) for code in page.codes()] == [Scanned(serial, number, paper_digits(questionnaire.paper))]


def test_every_form_of_a_batch_carries_its_own_serial() -> None:
    some = forms(12)
    pages = pages_of(printed(citizens(), some), dpi=100)
    found = [read(page.codes()[0]) for page in pages]
    assert [scanned.serial for scanned in found if scanned] == [form.serial for form in some for _ in (1, 2)]
    assert [scanned.page for scanned in found if scanned] == [1, 2] * len(some)


def test_four_black_squares_stand_in_the_corners_of_every_page(sheet: list[Seen]) -> None:
    for page in sheet:
        across, down = page.picture.size
        for x in (9.5, 210 - 9.5):
            for y in (9.5, 297 - 9.5):
                assert page.picture.getpixel((round(x / 210 * across), round(y / 297 * down))) == 0


def test_the_same_forms_give_the_same_bytes() -> None:
    assert printed(citizens(), forms(3)) == printed(citizens(), forms(3))


def test_every_font_that_a_form_names_is_in_it() -> None:
    assert all("+" in name for name in fonts_named(printed(citizens(), forms(2))))


def test_a_form_weighs_under_three_kib() -> None:
    pdf = printed(built_in()[0], forms(300))
    assert page_count(pdf) == 600
    assert len(pdf) / 300 < 3 * 1024


def test_forms_of_several_sectors_each_show_their_own() -> None:
    known = PrintedForm("26Q3-00004-CN-100001-48", "Hộ tịch", "Thủ tục đăng ký kết hôn")
    other = PrintedForm("26Q3-00004-CN-100002-45", "Đất đai", agency="Chi cục Thuế khu vực Ba Đình")
    unknown = PrintedForm("26Q3-00004-CN-100003-42")
    first, second, third = pages_of(printed(citizens(), [known, other, unknown]), only=slice(0, 6, 2))
    assert "Hộ tịch" in first.words
    assert "Thủ tục đăng ký kết hôn" in first.words
    assert "Đất đai" in second.words
    assert "Chi cục Thuế khu vực Ba Đình" in second.words
    assert "Hộ tịch" not in second.words
    assert "Hộ tịch" not in third.words
    assert "Đất đai" not in third.words


def test_text_in_parts_is_printed_composed() -> None:
    question = single("A1", "Giới tính của Ông/Bà", "Nam", "Nữ")
    in_parts = replace(
        question,
        label=unicodedata.normalize("NFD", question.label),
        choices=tuple(replace(choice, label=unicodedata.normalize("NFD", choice.label)) for choice in question.choices),
    )
    composed, parted = questionnaire_of(question), questionnaire_of(in_parts)
    parted = replace(parted, paper=composed.paper, coding=composed.coding)
    assert printed(composed, forms(1)) == printed(parted, forms(1))
    assert "Giới tính của Ông/Bà" in pages_of(printed(parted, forms(1)))[0].words


def test_a_letter_the_face_lacks_is_refused_before_printing(tmp_path: Path) -> None:
    strange = questionnaire_of(single("A1", "Ông/Bà dùng chữ 漢 nào?", "Có", "Không"))
    to = tmp_path / "phieu.pdf"
    with pytest.raises(MissingLetters) as refused:
        print_forms(questionnaire=strange, letterhead=BA_DINH, forms=forms(1), language=VI, to=to)
    assert refused.value.letters == "漢"
    assert not to.exists()


def test_a_letter_that_only_one_form_needs_is_refused_too() -> None:
    with pytest.raises(MissingLetters):
        printed(citizens(), [*forms(1), PrintedForm("26Q3-00004-CN-100002-45", sector="☐")])


def test_nothing_is_printed_for_no_forms() -> None:
    with pytest.raises(NothingToPrint):
        printed(citizens(), [])


def test_a_serial_a_scanner_cannot_type_is_refused() -> None:
    with pytest.raises(SerialNotTypable):
        printed(citizens(), [PrintedForm("26A3-00004-CN-100001-48")])


def test_stopping_leaves_no_file(tmp_path: Path) -> None:
    class Stopping:
        def step(self, done: int, total: int, what: str = "") -> None:
            if done >= 25:
                raise Cancelled

    to = tmp_path / "phieu.pdf"
    with pytest.raises(Cancelled):
        print_forms(
            questionnaire=citizens(), letterhead=BA_DINH, forms=forms(60), language=VI, to=to, progress=Stopping()
        )
    assert list(tmp_path.iterdir()) == []


def test_long_names_and_the_last_day_stand_on_their_lines_whole() -> None:
    long = "Ủy ban nhân dân phường Văn Miếu - Quốc Tử Giám, thành phố Hà Nội, nước Cộng hòa xã hội chủ nghĩa Việt Nam"
    form = PrintedForm("26Q3-00004-CN-100001-48", long, long + " " + long, long)
    page = pages_of(printed(citizens(), [form], FormHead(long, long, long + " " + long, BA_DINH.nation)))[0]
    assert "…" not in page.words
    assert page.one_line.count("nước Cộng hòa xã hội chủ nghĩa Việt Nam") >= 4
    assert page.codes() == ["26Q3-00004-CN-100001-48-1-" + paper_digits(citizens().paper)]


def test_the_paper_speaks_english_too() -> None:
    file = BytesIO()
    print_forms(questionnaire=citizens(), letterhead=BA_DINH, forms=forms(1), language=load("en"), to=file)
    assert "SURVEY QUESTIONNAIRE" in pages_of(file.getvalue())[0].words


def test_printing_is_ten_times_the_plain_rate_in_the_same_run() -> None:
    plain, ours = run(200)
    assert ours.rate >= 10 * plain.rate
    assert ours.kib < 3


def test_the_boxes_of_a_decimal_have_a_printed_comma_between() -> None:
    question = Question("can", "decimal", Shape.DIGITS, "Cân nặng (kg)", number="1", digits=3, decimals=2)
    room = Room(20.0, 170.0, face(), VI)
    block = digits(room, question)
    (comma,) = [text for text in block.texts if text.text == ","]
    assert len(block.boxes) == 5
    assert block.boxes[2].x + block.boxes[2].width <= comma.x <= block.boxes[3].x
