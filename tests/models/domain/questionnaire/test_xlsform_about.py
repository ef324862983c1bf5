"""Who describes the respondent is said by the questionnaire, never by the name or the place of a group."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from models.domain.questionnaire.questionnaire import About, Questionnaire
from models.domain.questionnaire.xlsform import QuestionnaireRefused, Sheets, assumption, read_questionnaire
from models.domain.questionnaire.xlsform_rows import rows_of

Row = tuple[str, ...]
PEOPLE: Row = ("begin_group", "Z", "Về người trả lời", "", "")
GENDER: Row = ("select_one co", "gioi", "Giới tính", "", "")
FREE: Row = ("text", "nghe_khac", "Nghề khác", "", "")
END: Row = ("end_group", "", "", "", "")
EVENTS: Row = ("begin_group", "A", "Sự việc", "", "")
TIMES: Row = ("integer", "A1", "Số lần", "", "")
SEVERAL: Row = ("select_multiple co", "nguon", "Nguồn", "", "")
WISHES: Row = ("select_multiple co", "E", "Mong muốn", "", "count-selected(.) <= 2")
WORDS: Row = ("text", "F", "Góp ý", "", "")


def sheets(*rows: Row, about: Sequence[tuple[str, str]] = ()) -> Sheets:
    said = dict(about)
    survey: list[Row] = [("type", "name", "label", "score", "constraint", "about")]
    survey += [(*row, said.get(row[1], "")) for row in rows]
    survey += [("begin_group", "YT", "Yếu tố", "factor", "", said.get("YT", ""))]
    survey += [("select_one muc", "TC1", "Tiêu chí", "criterion", "", said.get("TC1", "")), (*END, "")]
    choices = [("list_name", "name", "label"), ("co", "1", "Có"), ("co", "2", "Không")]
    choices += [("muc", str(n), word) for n, word in enumerate(("Không hài lòng", "Bình thường", "Hài lòng"), 1)]
    settings = [("form_id", "form_title", "version"), ("rieng", "Phiếu riêng", "1")]
    return Sheets(rows_of(survey), rows_of(choices), rows_of(settings))


def read(*rows: Row, **about: str) -> Questionnaire:
    return read_questionnaire(sheets(*rows, about=tuple(about.items())))


def describing(questionnaire: Questionnaire) -> list[str]:
    return [question.name for question in questionnaire.describing]


def test_a_group_says_it_for_its_questions_and_a_question_for_itself() -> None:
    made = read(EVENTS, TIMES, SEVERAL, END, WORDS, PEOPLE, GENDER, FREE, END, Z="respondent", nguon="respondent")
    assert describing(made) == ["nguon", "gioi", "nghe_khac"]
    assert made.by_name["A1"].about is About.EVENTS
    assert made.assumed == ()
    assert assumption(made) is None


def test_the_names_and_the_order_of_groups_say_nothing() -> None:
    first = read(PEOPLE, GENDER, END, EVENTS, TIMES, END, WISHES, Z="respondent")
    last = read(WISHES, EVENTS, TIMES, END, PEOPLE, GENDER, END, Z="respondent")
    assert describing(first) == describing(last) == ["gioi"]
    assert first.by_name["E"].about is last.by_name["E"].about is About.WISHES


def test_where_nobody_says_it_all_but_wishes_are_protected_and_that_is_told() -> None:
    made = read(EVENTS, TIMES, SEVERAL, END, WISHES, PEOPLE, GENDER, FREE, END, WORDS)
    assert describing(made) == ["A1", "nguon", "gioi", "nghe_khac"]
    assert made.by_name["F"].about is About.EVENTS
    assert made.assumed == ("A1", "nguon", "gioi", "nghe_khac")
    assert "gioi" in str(assumption(made))


def test_what_is_said_to_be_an_event_is_not_assumed() -> None:
    made = read(EVENTS, TIMES, SEVERAL, END, PEOPLE, GENDER, END, A="events")
    assert describing(made) == ["gioi"]


def test_what_a_question_is_about_changes_neither_coding_nor_paper() -> None:
    said, unsaid = read(PEOPLE, GENDER, END, Z="respondent"), read(PEOPLE, GENDER, END)
    assert (said.coding, said.paper) == (unsaid.coding, unsaid.paper)


@pytest.mark.parametrize(
    ("name", "word", "reason"),
    [("Z", "people", "value_unknown"), ("YT", "respondent", "about_misplaced"), ("TC1", "events", "about_misplaced")],
)
def test_a_word_that_cannot_stand_there_is_refused_with_its_cell(name: str, word: str, reason: str) -> None:
    with pytest.raises(QuestionnaireRefused) as refusal:
        read(PEOPLE, GENDER, END, **{name: word})
    assert [(each.column, each.reason, each.shown) for each in refusal.value.findings] == [("about", reason, word)]
