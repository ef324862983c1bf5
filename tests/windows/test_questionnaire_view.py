"""Keying a whole form from paper with real keys."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from desktop import theme
from desktop.theme import Root
from desktop.widgets.digit_row import DigitRow
from desktop.widgets.jump_line import place_of
from desktop.widgets.questionnaire_view import QuestionnaireView
from desktop.widgets.text_lines import TextLines
from models.domain.basics.problems import Problem
from models.domain.questionnaire.questionnaire import Question, Shape
from models.language import load
from tests.windows.sample_questionnaire import sample_questionnaire

Press = Callable[[str], None]
FIRST_PAGE = "134\n40507202613\n2"


@dataclass
class Desk:
    """What a presenter would do: keep the draft, answer the filter, count the ends."""

    codes: dict[str, str] = field(default_factory=dict)
    saved: list[tuple[str, str]] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    refuses: Problem | None = None

    def save(self, name: str, code: str) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.saved.append((name, code))
        self.codes[name] = code

    def is_asked(self, name: str) -> bool:
        return name != "tre" or self.codes.get("tra") == "3"


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def view(root: Root, desk: Desk) -> QuestionnaireView:
    made = QuestionnaireView(root, sample_questionnaire(), load("vi"), on_field=desk.save, is_asked=desk.is_asked,
                             on_finish=lambda: desk.ended.append("finished"),
                             on_leave=lambda: desk.ended.append("left"))  # fmt: skip
    made.pack(fill="both", expand=True)
    root.update()
    made.open({})
    root.update()
    return made


def here(view: QuestionnaireView) -> str:
    return view.rows[view.current].question.name


def test_one_key_answers_a_row_and_moves_on(view: QuestionnaireView, desk: Desk, press: Press) -> None:
    press(FIRST_PAGE)
    assert desk.codes == {
        "gioi": "1", "tuoi": "34", "nghe": "4", "ngay": "05/07/2026", "kenh": "1 3", "tra": "2"
    }  # fmt: skip
    press("54321543")
    assert [desk.codes[name] for name in ("TC1", "TC2", "TC3", "CC1", "CC5")] == ["5", "4", "3", "2", "3"]
    assert here(view) == "gopy"


def test_what_is_no_answer_has_its_own_key(view: QuestionnaireView, desk: Desk, press: Press) -> None:
    view.stand_on("TC1")
    press("*?k-0 ")
    assert [desk.codes[name] for name in ("TC1", "TC2", "TC3", "CC1", "CC2", "CC3")] == ["*", "?", "k", "-", "", ""]


def test_an_impossible_key_changes_nothing(view: QuestionnaireView, desk: Desk, press: Press) -> None:
    press("7x")
    assert (here(view), desk.saved) == ("gioi", [])


@pytest.mark.parametrize(("row", "key"), [("gioi", "7"), ("TC1", "x"), ("tuoi", "x"), ("kenh", "9")])
def test_a_key_that_answers_nothing_is_said_and_seen_not_only_heard(
    root: Root, view: QuestionnaireView, press: Press, row: str, key: str
) -> None:
    view.stand_on(row)
    canvas = view.rows[view.current]
    before = str(canvas.cget("background"))
    press(key)
    assert key in view.told["text"]
    assert view.rows[view.current].question.number in view.told["text"]
    assert str(canvas.cget("background")) == theme.BAD_PALE
    until = time.monotonic() + 5
    while str(canvas.cget("background")) != before and time.monotonic() < until:
        root.update()
    assert str(canvas.cget("background")) == before


def test_home_and_end_go_to_the_first_and_the_last_question_but_stay_in_words_that_are_written(
    view: QuestionnaireView, press: Press
) -> None:
    press("<End>")
    assert here(view) == view.rows[-1].question.name
    press("<Home>")
    assert here(view) == view.rows[0].question.name
    view.stand_on("gopy")
    press("Nhanh")
    press("<Home>")
    assert here(view) == "gopy"


def test_a_question_is_reached_by_its_number_on_the_paper(view: QuestionnaireView, press: Press) -> None:
    wanted = next(row.question for row in view.rows if row.question.name == "CC1")
    press("<Control-g>")
    press(wanted.number + "\n")
    assert here(view) == "CC1"
    press("<Control-g>")
    press("99\n")
    assert here(view) == "CC1"
    assert "99" in view.told["text"]
    press("<Escape>")
    assert here(view) == "CC1"
    assert not view.codes


def test_what_a_vni_keyboard_makes_of_a_number_is_understood() -> None:
    questions = [
        Question(name, "select_one", Shape.MARK_ROW, "", number=name) for name in ("A1", "A2", "A5", "C7", "8")
    ]
    assert [place_of(typed, questions) for typed in ("Á", "à", "Ạ", "c7", "8", "A2", "", "9")] == [
        0,
        1,
        2,
        3,
        4,
        1,
        None,
        None,
    ]


def test_every_field_is_saved_before_the_next_is_shown(root: Root, press: Press) -> None:
    seen: list[tuple[str, str]] = []
    shown = QuestionnaireView(root, sample_questionnaire(), load("vi"), on_finish=list, on_leave=list,
                              on_field=lambda name, _: seen.append((name, here(shown))))  # fmt: skip
    shown.pack(fill="both", expand=True)
    shown.open({})
    root.update()
    press("13\n4")
    assert seen == [("gioi", "gioi"), ("tuoi", "tuoi"), ("nghe", "nghe")]


def test_a_refused_field_keeps_the_keyboard_and_its_old_answer(
    view: QuestionnaireView, desk: Desk, press: Press
) -> None:
    class NotNow(Problem):
        says = "not now"

    desk.refuses = NotNow()
    press("1")
    assert here(view) == "gioi"
    assert "gioi" not in view.codes


def test_an_unmet_question_is_passed_by_but_can_be_entered(view: QuestionnaireView, desk: Desk, press: Press) -> None:
    view.stand_on("tra")
    press("2")
    assert here(view) == "TC1"
    press("^")
    assert here(view) == "tre"
    press("1")
    assert desk.codes["tre"] == "1"


def test_a_met_question_is_asked(view: QuestionnaireView, desk: Desk, press: Press) -> None:
    view.stand_on("tra")
    press("3")
    assert here(view) == "tre"
    assert "tre" in view.unvisited


def test_backspace_goes_back_in_rating_cells(view: QuestionnaireView, press: Press) -> None:
    view.stand_on("TC2")
    press("<<")
    assert here(view) == "tre"


def test_backspace_takes_a_digit_back_before_it_goes_back(view: QuestionnaireView, desk: Desk, press: Press) -> None:
    view.stand_on("tuoi")
    press("35<4\n")
    assert desk.codes["tuoi"] == "34"
    press("^<<<")
    assert here(view) == "gioi"


def test_a_full_number_moves_on_by_itself(view: QuestionnaireView, desk: Desk, press: Press) -> None:
    view.stand_on("tuoi")
    press("104")
    assert (desk.codes["tuoi"], here(view)) == ("104", "nghe")


def test_a_day_stands_as_on_the_paper(view: QuestionnaireView, desk: Desk, press: Press) -> None:
    view.open({"ngay": "05/07/2026"}, at="ngay")
    row = view.rows[view.current]
    assert isinstance(row, DigitRow)
    press("\n")
    assert view.codes["ngay"] == "05/07/2026"


def test_several_boxes_are_ticked_and_unticked(view: QuestionnaireView, desk: Desk, press: Press) -> None:
    view.stand_on("kenh")
    press("3153\n")
    assert (desk.codes["kenh"], here(view)) == ("1 5", "tra")


def test_leaving_several_boxes_empty_is_a_blank(view: QuestionnaireView, desk: Desk, press: Press) -> None:
    view.stand_on("kenh")
    press("\n")
    assert desk.codes["kenh"] == ""


def test_text_becomes_nfc_when_it_is_left(view: QuestionnaireView, desk: Desk, press: Press) -> None:
    view.stand_on("gopy")
    row = view.rows[view.current]
    assert isinstance(row, TextLines)
    row.text.insert("1.0", unicodedata.normalize("NFD", " Cảm ơn cán bộ phường "))
    press("\n")
    assert desk.codes["gopy"] == unicodedata.normalize("NFC", "Cảm ơn cán bộ phường")


def test_no_editing_key_is_bound_in_text(view: QuestionnaireView, press: Press) -> None:
    row = next(row for row in view.rows if isinstance(row, TextLines))
    assert not {"<Key-BackSpace>", "<BackSpace>", "<Key>", "<Key-1>", "<Key-Delete>"} & set(row.text.bind())
    view.stand_on("gopy")
    row.text.insert("1.0", "toa")
    press("<")
    assert row.text.get("1.0", "end-1c") == "to"


def test_pages_turn(view: QuestionnaireView, press: Press) -> None:
    press("]")
    assert here(view) == "TC1"
    press("vv[")
    assert here(view) == "TC1"
    press("[")
    assert here(view) == "gioi"


def test_finishing_and_leaving_hand_over_the_text_under_way(view: QuestionnaireView, desk: Desk, press: Press) -> None:
    view.stand_on("gopy")
    row = view.rows[view.current]
    assert isinstance(row, TextLines)
    row.text.insert("1.0", "tốt")
    press("<Control-Return>")
    press("<Escape>")
    assert (desk.codes["gopy"], desk.ended) == ("tốt", ["finished", "left"])


def test_a_form_opens_where_it_was_left(view: QuestionnaireView) -> None:
    view.open({"gioi": "1", "tuoi": "34"})
    assert here(view) == "nghe"
    view.open({}, at="CC3")
    assert here(view) == "CC3"
    assert view.codes == {}


def test_the_current_row_is_in_sight(view: QuestionnaireView, root: Root, press: Press) -> None:
    press("]")
    for _ in range(8):
        press("4")
        row = view.rows[view.current]
        root.update()
        top = row.winfo_rooty() - view.winfo_rooty()
        assert 0 <= top <= view.winfo_height() - row.winfo_height()


def test_a_form_taken_up_again_far_down_stands_in_sight_at_once(root: Root, desk: Desk) -> None:
    made = QuestionnaireView(root, sample_questionnaire(), load("vi"), on_field=desk.save, is_asked=desk.is_asked,
                             on_finish=lambda: None, on_leave=lambda: None)  # fmt: skip
    root.geometry("1300x420+0+0")
    made.pack(fill="both", expand=True)
    made.open({}, at="gopy")
    root.update()
    row = made.rows[made.current]
    assert row.winfo_viewable(), "what is scrolled out of its own paper is not drawn"
    assert made.winfo_rooty() <= row.winfo_rooty() < made.winfo_rooty() + made.winfo_height()
    root.geometry("900x420+0+0")
    root.update()
    assert row.winfo_viewable()
    assert made.winfo_rooty() <= row.winfo_rooty() < made.winfo_rooty() + made.winfo_height()


def test_a_form_that_is_opened_shows_how_much_of_it_is_done(view: QuestionnaireView, root: Root) -> None:
    first = view.rows[0].question.name
    view.open({first: "1"})
    asked = len(view.rows) - 1
    assert view.counted["text"] == f"1/{asked} câu"
    view.open({})
    assert view.counted["text"] == f"0/{asked} câu"


@pytest.mark.parametrize(("keys", "code"), [("12,5\n", "012,5"), ("01250", "012,50"), ("7\n", "7"), ("3.25", "003,25")])
def test_a_decimal_is_typed_with_its_comma_or_box_by_box(
    root: Root, desk: Desk, press: Press, keys: str, code: str
) -> None:
    question = Question("can", "decimal", Shape.DIGITS, "Cân nặng", number="1", digits=3, decimals=2)
    sample = sample_questionnaire()
    shown = QuestionnaireView(root, replace(sample, questions=(question, *sample.questions)), load("vi"), on_field=desk.save,
                              is_asked=lambda _name: True, on_finish=list, on_leave=list)  # fmt: skip
    shown.pack(fill="both", expand=True)
    shown.open({})
    root.update()
    press(keys)
    assert desk.codes["can"] == code
    assert here(shown) != "can"
