"""Places on the page: what is drawn where, and what is promised to eyes, pens and scanners."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.catalogue.questionnaires import built_in
from models.domain.questionnaire.questionnaire import Question, Questionnaire, Score, Shape
from models.language import LANGUAGES, load
from printing.blocks import Box
from printing.by_shape import block_of, fitting_share
from printing.fonts import face, width
from printing.front import how_to_mark
from printing.registration import BOTTOM, LEFT, PAGES, RIGHT, Layout, QuestionnaireTooLong, lay_out
from printing.room import Room
from printing.scale_rows import scale_of, scale_row
from tests.builders.papers import LEVELS, citizens, criteria, questionnaire_of, several, single

VI = load("vi")

PAPERS = {"individuals": built_in()[0], "organisations": built_in()[1], "sample": citizens()}


def laid(questionnaire: Questionnaire) -> Layout:
    return lay_out(questionnaire, VI, face())


def one_of(shape: Shape) -> Question:
    match shape:
        case Shape.MARK_ROW:
            return single("Q1", "Giới tính", "Nam", "Nữ")
        case Shape.SEVERAL_MARKS:
            return several("Q1", "Ông/Bà biết qua nguồn nào?", "Đài, báo", "Người thân", "Mạng internet", most=2)
        case Shape.DIGITS:
            return Question("Q1", "integer", shape, "Số lần đi lại", number="Q1", digits=2)
        case Shape.WRITING_LINES:
            return Question("Q1", "text", shape, "Góp ý", number="Q1", lines=3)
        case Shape.NOTE:
            return Question("Q1", "note", shape, "Xin trả lời các câu dưới đây")


@pytest.mark.parametrize("name", PAPERS)
def test_boxes_are_large_enough_for_a_pen(name: str) -> None:
    for page in laid(PAPERS[name]).pages:
        for box in page.boxes:
            assert box.width >= 5
            assert box.height >= 5


@pytest.mark.parametrize("name", PAPERS)
def test_no_word_is_smaller_than_eleven_points(name: str) -> None:
    assert min(text.size for page in laid(PAPERS[name]).pages for block in page.blocks for text in block.texts) >= 11


@pytest.mark.parametrize("name", PAPERS)
def test_every_choice_has_exactly_one_box(name: str) -> None:
    found = [(box.question, box.choice) for page in laid(PAPERS[name]).pages for box in page.boxes if box.choice]
    wanted = [(question.name, choice.code) for question in PAPERS[name].asked for choice in question.choices]
    digits = [(q.name, str(n + 1)) for q in PAPERS[name].asked if q.shape is Shape.DIGITS for n in range(q.digits)]
    assert sorted(found) == sorted(wanted + digits)


@pytest.mark.parametrize("name", PAPERS)
def test_boxes_and_words_stay_inside_the_page_and_apart(name: str) -> None:
    for page in laid(PAPERS[name]).pages:
        for block in page.blocks:
            for text in block.texts:
                half = width(text.text, text.font, text.size) / 2
                start = {"left": text.x, "centre": text.x - half, "right": text.x - 2 * half}[text.align]
                assert start >= LEFT - 0.01
                assert start + 2 * half <= RIGHT + 0.6
                assert text.y <= BOTTOM + 0.01
        boxes = [box for box in page.boxes if box.choice]
        assert all(box.x >= LEFT and box.x + box.width <= RIGHT and box.y + box.height <= BOTTOM for box in boxes)
        assert not [(one, other) for n, one in enumerate(boxes) for other in boxes[n + 1 :] if _meet(one, other)]


def _meet(one: Box, other: Box) -> bool:
    if one.question == other.question and one.choice.isdigit() and one.y == other.y and one.width > 6:
        return False
    apart = 0.8
    return (
        one.x < other.x + other.width + apart
        and other.x < one.x + one.width + apart
        and one.y < other.y + other.height + apart
        and other.y < one.y + one.height + apart
    )


@pytest.mark.parametrize("paper", built_in(), ids=lambda paper: str(paper.variant))
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("own_words", [True, False])
def test_how_to_mark_is_told_beside_the_boxes_that_show_it(paper: Questionnaire, code: str, *, own_words: bool) -> None:
    room = Room(LEFT, RIGHT - LEFT, face(), load(code))
    block = how_to_mark(room, paper if own_words else replace(paper, how_to_mark=""))
    _, chosen, wrong = block.areas
    ends = [text.x + width(text.text, text.font, text.size) for text in block.texts]
    *told, of_chosen, of_wrong = ends
    assert max(told) + 1 < chosen.x
    assert of_chosen + 1 < wrong.x
    assert of_wrong < room.right


@pytest.mark.parametrize("name", PAPERS)
def test_the_rows_of_one_factor_stay_on_one_page(name: str) -> None:
    pages: dict[str, set[int]] = {}
    groups = {question.name: question.group for question in PAPERS[name].criteria}
    for page in laid(PAPERS[name]).pages:
        for box in page.boxes:
            if box.question in groups:
                pages.setdefault(groups[box.question], set()).add(page.number)
    assert len(pages) == 5
    assert all(len(numbers) == 1 for numbers in pages.values())


def test_questions_stand_in_their_order() -> None:
    for questionnaire in PAPERS.values():
        seen = list(dict.fromkeys(box.question for page in laid(questionnaire).pages for box in page.boxes))
        assert seen == [question.name for question in questionnaire.asked]


def test_the_boxes_of_a_table_stand_under_each_other() -> None:
    scored = {question.name for question in PAPERS["individuals"].criteria}
    by_choice: dict[str, set[float]] = {}
    for page in laid(PAPERS["individuals"]).pages:
        for box in page.boxes:
            if box.question in scored:
                by_choice.setdefault(box.choice, set()).add(round(box.x, 6))
    assert all(len(lefts) == 1 for lefts in by_choice.values())


@pytest.mark.parametrize("shape", Shape, ids=lambda shape: shape.code)
def test_every_shape_of_question_is_laid_out(shape: Shape) -> None:
    question = one_of(shape)
    layout = laid(questionnaire_of(question))
    words = " ".join(text.text for block in layout.pages[0].blocks for text in block.texts)
    assert len(layout.pages) == 1
    assert question.label.split()[0] in words
    assert bool(layout.pages[0].boxes) is (shape is not Shape.NOTE)


def test_a_short_questionnaire_takes_one_page() -> None:
    assert len(laid(questionnaire_of(*criteria()[:6])).pages) == 1


def test_a_question_may_ask_for_the_second_page() -> None:
    layout = laid(
        questionnaire_of(single("A1", "Giới tính", "Nam", "Nữ"), single("A2", "Nơi ở", "Nội thành", "Khác", page=2))
    )
    assert [[box.question for box in page.boxes] for page in layout.pages] == [["A1", "A1"], ["A2", "A2"]]


def test_too_many_questions_are_refused_with_the_lines_to_spare() -> None:
    rows = [single(f"Q{n}", "Công chức trả lời, giải đáp đầy đủ các ý kiến", *LEVELS) for n in range(120)]
    with pytest.raises(QuestionnaireTooLong) as refused:
        laid(questionnaire_of(*rows))
    assert refused.value.lines > 20
    assert str(refused.value.lines) in VI.problem(refused.value)


def test_squares_and_code_are_equal_on_every_page_of_every_paper() -> None:
    layouts = [laid(questionnaire) for questionnaire in PAPERS.values()]
    assert len({(page.squares, page.qr) for layout in layouts for page in layout.pages}) == 1
    assert all(len(layout.pages) == PAGES for layout in layouts)


words = some.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyÁỆỮ /-", min_size=1, max_size=160).filter(str.strip)


@given(label=words, labels=some.lists(words, min_size=1, max_size=12), number=some.sampled_from(["", "A1", "123"]))
def test_choices_of_any_length_keep_to_the_room(label: str, labels: list[str], number: str) -> None:
    room = Room(LEFT, RIGHT - LEFT, face(), VI)
    block = block_of(room, single("Q1", label, *labels, number=number))
    assert len(block.boxes) == len(labels)
    assert all(box.x >= LEFT and box.x + box.width <= RIGHT for box in block.boxes)
    assert all(box.y >= 0 and box.y + box.height <= block.height + 0.01 for box in block.boxes)
    assert all(text.y <= block.height + 0.01 for text in block.texts)
    assert all(text.x + width(text.text, text.font, text.size) <= RIGHT + 0.5 for text in block.texts)


@pytest.mark.parametrize(("kind", "parted"), [("integer", []), ("date", [2, 4])])
def test_boxes_are_parted_where_the_type_parts_them_and_not_by_their_number(kind: str, parted: list[int]) -> None:
    question = Question("Q1", kind, Shape.DIGITS, "Số điện thoại bàn", number="Q1", digits=8)
    boxes = laid(questionnaire_of(question)).pages[0].boxes
    assert len(boxes) == 8
    gaps = [later.x - box.x for box, later in pairwise(boxes)]
    assert [place for place, gap in enumerate(gaps, 1) if gap > min(gaps) + 0.1] == parted


SHARES = (0.2, 0.26, 0.32, 0.38, 0.44, 0.5, 0.56, 0.62, 0.68)
LONG = several(
    "Q1",
    "Ông/Bà biết qua nguồn nào?",
    *("Đài phát thanh, báo in và truyền hình của thành phố, của phường và của các cơ quan khác", "Người thân", "Bạn"),
    *("Mạng", "Loa phường", "Bảng tin ở nhà văn hoá của tổ dân phố và ở trụ sở của Uỷ ban nhân dân", "Khác"),
)


@pytest.mark.parametrize("airy", [(4.3, 0.45), (4.75, 1.3)])
@pytest.mark.parametrize("name", PAPERS)
def test_labels_get_the_share_of_the_width_with_which_the_questions_are_drawn_lowest(
    name: str, airy: tuple[float, float]
) -> None:
    room = Room(LEFT, RIGHT - LEFT, face(), VI, *airy)
    questions = [each for each in (*PAPERS[name].questions, LONG) if each.shape is not Shape.WRITING_LINES]

    def drawn(share: float) -> float:
        return sum(block_of(replace(room, label_share=share), each).height for each in questions)

    chosen = [fitting_share(room, [each]) for each in questions]
    lowest = [
        min(round(block_of(replace(room, label_share=share), each).height, 2) for share in SHARES) for each in questions
    ]
    assert lowest == [
        round(block_of(replace(room, label_share=share), each).height, 2)
        for share, each in zip(chosen, questions, strict=True)
    ]
    assert round(drawn(fitting_share(room, questions)), 2) == min(round(drawn(share), 2) for share in SHARES)


def test_no_words_of_a_choice_run_into_the_row_under_it() -> None:
    room = Room(LEFT, RIGHT - LEFT, face(), VI)
    for share in SHARES:
        block = block_of(replace(room, label_share=share), LONG)
        for left in {text.x for text in block.texts}:
            lines = sorted(text.y for text in block.texts if text.x == left)
            assert all(below - above > room.leading - 0.01 for above, below in pairwise(lines)), share


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_a_word_is_broken_only_where_no_number_of_columns_holds_it(count: int) -> None:
    words = tuple(letter * 22 for letter in "abcde"[:count])
    block = block_of(Room(LEFT, RIGHT - LEFT, face(), VI), several("Q1", "Nguồn", *words))
    assert {text.text for text in block.texts} >= set(words)


@pytest.mark.parametrize("name", PAPERS)
def test_words_of_a_row_keep_off_the_lines_above_and_under_it(name: str) -> None:
    room = Room(LEFT, RIGHT - LEFT, face(), VI, column=30.0)
    scored = [each for each in PAPERS[name].questions if each.score is not Score.NONE]
    assert scored
    for each in scored:
        row = scale_row(room, each, scale_of(each))
        assert row.height >= row.lines * room.leading + 2 * room.pad
        assert row.height >= room.row
