"""Editing a questionnaire row by row: what is not touched stays, and former sheets are never changed."""

from __future__ import annotations

import pytest

from models.catalogue.questionnaires import built_in_sheets
from models.domain.questionnaire import editing
from models.domain.questionnaire.xlsform import Sheets, read_questionnaire
from tests.models.domain.questionnaire.xlsform_samples import LISTS, settings, sheets, survey

SMALL = sheets(
    survey(
        "begin_group,G,Nhóm,,",
        "select_one yn,a,A?,,",
        "select_one yn,b,B?,,",
        "end_group,,,,",
        "text,c,C?,,",
        "begin_group,H,Nhóm sau,,",
        "integer,d,D?,,",
        "end_group,,,,",
    ),
    LISTS,
    settings(),
)


def names(of: Sheets) -> list[str]:
    return [line.row["name"] or "end" for line in editing.lines_of(of)]


def at(of: Sheets, name: str) -> int:
    return names(of).index(name)


def test_a_question_goes_past_its_neighbour_and_out_of_its_group() -> None:
    once = editing.moved(SMALL, at(SMALL, "b"), down=True)
    assert names(once) == ["G", "a", "end", "b", "c", "H", "d", "end"]
    assert read_questionnaire(once).by_name["b"].group == ""
    assert editing.place_after_move(SMALL, at(SMALL, "b"), down=True) == 3
    back = editing.moved(once, at(once, "b"), down=False)
    assert [row.cells for row in back.survey or ()] == [row.cells for row in SMALL.survey or ()]


def test_a_group_goes_as_a_whole_past_a_whole_one() -> None:
    once = editing.moved(SMALL, at(SMALL, "H"), down=False)
    assert names(once) == ["G", "a", "b", "end", "H", "d", "end", "c"]
    twice = editing.moved(once, at(once, "H"), down=False)
    assert names(twice) == ["H", "d", "end", "G", "a", "b", "end", "c"]
    assert editing.moved(twice, 0, down=False) is twice
    assert names(editing.moved(twice, 0, down=True)) == ["G", "a", "b", "end", "H", "d", "end", "c"]


def test_rows_are_numbered_as_they_are_seen() -> None:
    after = editing.removed(SMALL, at(SMALL, "a"))
    assert [row.number for row in after.survey or ()] == list(range(2, 9))


def test_without_a_group_its_questions_stay() -> None:
    assert names(editing.removed(SMALL, at(SMALL, "G"))) == ["a", "b", "c", "H", "d", "end"]
    assert (
        read_questionnaire(editing.with_group(editing.removed(SMALL, 0), 0, "Nhóm mới")).groups[0].label == "Nhóm mới"
    )


def test_a_new_question_has_a_name_and_a_list_that_nobody_has() -> None:
    once = editing.with_question(SMALL, at(SMALL, "c"), "select_one", "Mới?", ("Có", "Không", "Không rõ"))
    twice = editing.with_question(once, at(once, "Q1"), "text", "Lời?")
    read = read_questionnaire(twice)
    assert [q.name for q in read.questions] == ["a", "b", "c", "Q1", "Q2", "d"]
    assert [choice.label for choice in read.by_name["Q1"].choices] == ["Có", "Không", "Không rõ"]


def test_a_list_of_its_own_leaves_the_others_as_they_are() -> None:
    assert editing.users_of(SMALL, "yn") == ("a", "b")
    own = editing.with_own_list(SMALL, at(SMALL, "b"))
    list_name = editing.lines_of(own)[at(own, "b")].list_name
    changed = editing.with_choice(own, list_name, "Không rõ")
    read = read_questionnaire(changed)
    assert [len(read.by_name[name].choices) for name in ("a", "b")] == [2, 3]
    assert [each.row["name"] for each in editing.choices_in(changed, list_name)] == ["1", "2", "3"]


def test_a_new_choice_stands_before_the_box_apart() -> None:
    of = built_in_sheets("yte_cn")
    changed = editing.with_choice(of, "muc_do", "Tuyệt vời")
    assert [each.row["name"] for each in editing.choices_in(changed, "muc_do")][-2:] == ["6", "k"]


def test_choices_are_reworded_moved_and_taken_out_with_their_codes() -> None:
    first, second = editing.choices_in(SMALL, "yn")
    assert [
        each.row["name"] for each in editing.choices_in(editing.choice_moved(SMALL, first.place, down=True), "yn")
    ] == ["2", "1"]
    assert editing.choice_moved(SMALL, second.place, down=True) is SMALL
    assert len(editing.choices_in(editing.without_choice(SMALL, first.place), "yn")) == 1
    reworded = editing.with_choice_cells(SMALL, first.place, {"label": "Đồng ý"})
    assert read_questionnaire(reworded).by_name["a"].choices[0].label == "Đồng ý"


def test_words_in_a_column_of_a_language_stay_in_it() -> None:
    of = sheets(
        survey("select_one yn,a,A?", header="type,name,label::Tiếng Việt (vi)"),
        LISTS,
        settings("Title,form,1,vi", header="form_title,form_id,version,default_language"),
    )
    changed = editing.with_cells(of, 0, {"label": "Khác?"})
    assert (changed.survey or ())[0].cells == {"type": "select_one yn", "name": "a", "label::Tiếng Việt (vi)": "Khác?"}
    assert read_questionnaire(changed).by_name["a"].label == "Khác?"
    assert read_questionnaire(editing.with_question(of, 0, "text", "Mới?")).by_name["Q1"].label == "Mới?"


@pytest.mark.parametrize("several", [False, True])
def test_who_is_asked_is_said_by_answers_and_read_back(*, several: bool) -> None:
    said = editing.asked_if("C6", ("2", "3"), several=several)
    assert editing.answers_asked_for(said) == ("C6", ("2", "3"))
    assert editing.answers_asked_for("${a} = '1' or ${b} = '1'") is None
    assert editing.answers_asked_for("${a} > 3") is None
    assert editing.asked_if("C6", (), several=several) == ""


def test_an_empty_cell_is_taken_out() -> None:
    once = editing.with_cells(SMALL, at(SMALL, "c"), {"hint": "Ghi rõ"})
    assert editing.with_cells(once, at(once, "c"), {"hint": ""}) == SMALL
    assert "host" not in (editing.with_settings(SMALL, {"host": ""}).settings or ())[0].cells
