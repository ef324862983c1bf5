"""What of an XLSForm becomes a questionnaire, and what is refused with its cell."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue.questionnaires import built_in_sheets
from models.domain.questionnaire.questionnaire import Shape
from models.domain.questionnaire.xlsform import CellToCorrect, QuestionnaireRefused, Sheets, read_questionnaire
from models.domain.questionnaire.xlsform_rows import NOT_ON_PAPER, REASONS, rows_of
from models.language import LANGUAGES, load
from tests.models.domain.questionnaire.xlsform_samples import (
    LISTS,
    cells,
    choices,
    findings,
    read,
    settings,
    sheets,
    survey,
)

QUESTION = "text,t,Text,,"


@pytest.mark.parametrize(
    ("lines", "row", "column", "reason"),
    [
        (("geopoint,g,G,,", QUESTION), 2, "type", "type_unknown"),
        (("calculate,g,G,,", QUESTION), 2, "type", "type_unknown"),
        (("begin_repeat,g,G,,", QUESTION), 2, "type", "type_unknown"),
        (("begin repeat,g,G,,", QUESTION), 2, "type", "type_unknown"),
        (("select_one_from_file a.csv,g,G,,", QUESTION), 2, "type", "type_unknown"),
        (("rank yn,g,G,,", QUESTION), 2, "type", "type_unknown"),
        (("integer yn,g,G,,", QUESTION), 2, "type", "type_unknown"),
        ((",g,G,,", QUESTION), 2, "type", "type_unknown"),
        (("select_one,g,G,,", QUESTION), 2, "type", "type_without_list"),
        (("select_one yn or_other,g,G,,", QUESTION), 2, "type", "or_other"),
        (("select_multiple none,g,G,,", QUESTION), 2, "type", "list_missing"),
        ((QUESTION, "text,t,Again,,"), 3, "name", "name_twice"),
        ((QUESTION, "text,T,Again,,"), 3, "name", "name_twice"),
        ((QUESTION, "text,,No name,,"), 3, "name", "name_missing"),
        ((QUESTION, "text,tên,Name,,"), 3, "name", "name_impossible"),
        ((QUESTION, "text,1a,Name,,"), 3, "name", "name_impossible"),
        ((QUESTION, "text,serial,Name,,"), 3, "name", "name_impossible"),
        ((QUESTION, "text,a,,,"), 3, "label", "label_missing"),
        ((QUESTION, "note,a,You said ${t},,"), 3, "label", "label_reference"),
        ((QUESTION, "text,a," + "x" * 1001 + ",,"), 3, "label", "too_long"),
        ((QUESTION, "text,a,A,${t} ==,"), 3, "relevant", "expression"),
        ((QUESTION, "text,a,A,,jr:count(.) > 1"), 3, "constraint", "expression"),
        ((QUESTION, "text,a,A,${x} = 1,"), 3, "relevant", "reference_unknown"),
        ((QUESTION, "note,n,N,,", "text,a,A,${n} = 1,"), 4, "relevant", "reference_unknown"),
        ((QUESTION, "text,a,A,. = 1,"), 3, "relevant", "reference_own"),
        ((QUESTION, "text,a,A,${a} = 1,"), 3, "relevant", "reference_own"),
        (("end_group,,,,", QUESTION), 2, "type", "group_not_begun"),
        (("begin_group,g,G,,", QUESTION), 2, "type", "group_not_ended"),
        (("note,n,Only a note,,",), 2, "type", "no_questions"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_cell(
    lines: tuple[str, ...], row: int, column: str, reason: str
) -> None:
    assert cells(sheets(survey(*lines), LISTS, settings())) == [("survey", row, column, reason)]


def test_a_group_inside_a_group_is_refused() -> None:
    lines = ("begin_group,g,G,,", "begin_group,h,H,,", QUESTION, "end_group,,,,", "end_group,,,,")
    assert cells(sheets(survey(*lines), LISTS, settings())) == [("survey", 3, "type", "group_in_group")]


def test_filters_that_wait_for_each_other_are_refused() -> None:
    lines = ("text,a,A,${b} = 1,", "text,b,B,${c} = 1,", "text,c,C,${a} = 1,")
    found = cells(sheets(survey(*lines), LISTS, settings()))
    assert found == [("survey", row, "relevant", "reference_circular") for row in (2, 3, 4)]


def test_a_group_whose_filter_asks_one_of_its_own_questions_is_refused() -> None:
    lines = ("begin_group,g,G,${t} = 1,", QUESTION, "end_group,,,,")
    assert cells(sheets(survey(*lines), LISTS, settings())) == [("survey", 3, "relevant", "reference_circular")]


def test_filters_of_group_and_question_too_long_together_are_refused() -> None:
    long = "${t} = '" + "x" * 700 + "'"
    lines = (QUESTION, f"begin_group,g,G,{long},", f"text,a,A,{long},", "end_group,,,,")
    assert cells(sheets(survey(*lines), LISTS, settings())) == [("survey", 4, "relevant", "expression")]


@pytest.mark.parametrize("column", NOT_ON_PAPER)
def test_a_column_paper_cannot_follow_is_refused_when_it_is_filled(column: str) -> None:
    header = f"type,name,label,{column}"
    rows = survey("text,t,Text,x", header=header)
    assert cells(sheets(rows, LISTS, settings())) == [("survey", 2, column.lower(), "column_not_understood")]
    assert read("text,t,Text,", header=header).asked


def test_columns_without_a_meaning_on_paper_or_of_other_programs_are_passed_over() -> None:
    header = "type,name,label,appearance,guidance_hint,required_message,kobo--x"
    assert read("text,t,Text,minimal,a,b,c", header=header).asked


@pytest.mark.parametrize(
    ("column", "value"),
    [("paper_page", "3"), ("paper_lines", "21"), ("paper_digits", "0"), ("paper_page", "x"), ("required", "${t} = 1")],
)
def test_values_outside_their_bounds_are_refused(column: str, value: str) -> None:
    rows = survey(f"integer,i,I,{value}", "text,t,T,", header=f"type,name,label,{column}")
    if column == "paper_lines":
        rows = survey(f"text,i,I,{value}", "text,t,T,", header=f"type,name,label,{column}")
    assert cells(sheets(rows, LISTS, settings())) == [("survey", 2, column, "value_unknown")]


@pytest.mark.parametrize(
    ("lines", "row", "column", "reason"),
    [
        (("yn,1,Yes", "yn,1,No", "yn,2,No"), 3, "name", "choice_twice"),
        (("yn,1,Yes", "yn,a'b,No"), 3, "name", "choice_impossible"),
        (("yn,1,Yes", "yn,,No"), 3, "name", "name_missing"),
        (("yn,1,Yes", ",2,No", "yn,2,No"), 3, "list_name", "name_missing"),
        (("yn,1,Yes", "yn,2,"), 3, "label", "label_missing"),
        (("yn,1,Yes", "yn,2,No ${q}"), 3, "label", "label_reference"),
        (("yn,1,Yes", "yn,2," + "x" * 1001), 3, "label", "too_long"),
        (tuple(f"yn,{n},N" for n in range(35)), 36, "list_name", "too_many_choices"),
    ],
)
def test_impossible_choices_are_refused(lines: tuple[str, ...], row: int, column: str, reason: str) -> None:
    found = cells(sheets(survey("select_one yn,q,Q,,"), choices(*lines), settings()))
    assert found == [("choices", row, column, reason)]


def test_thirty_four_choices_are_the_most() -> None:
    lists = choices(*(f"yn,{n},N" for n in range(34)))
    questionnaire = read_questionnaire(sheets(survey("select_one yn,q,Q,,"), lists, settings()))
    assert [choice.mark for choice in questionnaire.questions[0].choices[8:12]] == ["9", "a", "b", "c"]


def test_a_list_of_one_choice_is_one_box() -> None:
    (question,) = read_questionnaire(sheets(survey("select_one yn,q,Q,,"), choices("yn,1,Yes"), settings())).questions
    assert [choice.label for choice in question.choices] == ["Yes"]


def test_pictures_beside_choices_are_refused() -> None:
    lists = choices("yn,1,Yes,a.png", "yn,2,No,", header="list_name,name,label,media::image")
    found = cells(sheets(survey("select_one yn,q,Q,,"), lists, settings()))
    assert found == [("choices", 2, "media::image", "column_not_understood")]


@pytest.mark.parametrize(
    ("header", "line", "column", "reason"),
    [
        ("form_title,form_id,version", "T,with space,1", "form_id", "name_impossible"),
        ("form_title,form_id,version,x", "T,,1,x", "form_id", "column_missing"),
        ("form_title,form_id,version", ",id,1", "form_title", "column_missing"),
        ("form_title,form_id,version", "T,id,", "version", "column_missing"),
        ("form_title,form_id,version", "T,id,a b", "version", "value_unknown"),
        ("form_title,form_id,version,variant", "T,id,1,XX", "variant", "value_unknown"),
        ("form_title,form_id,version,reference", "T,id,1,perhaps", "reference", "value_unknown"),
        ("form_title,form_id,version,introduction", "T,id,1," + "x" * 1001, "introduction", "too_long"),
    ],
)
def test_impossible_settings_are_refused(header: str, line: str, column: str, reason: str) -> None:
    found = findings(sheets(survey(QUESTION), LISTS, settings(line, header)))
    assert [(finding.sheet, finding.column, finding.reason) for finding in found] == [("settings", column, reason)]


def test_missing_and_empty_sheets_are_all_named() -> None:
    assert cells(Sheets(None, (), settings())) == [
        ("survey", 0, "", "sheet_missing"),
        ("choices", 0, "", "sheet_empty"),
    ]
    assert findings(Sheets(None, (), None))[0].sentence.values["row"] == "–"


def test_a_missing_column_is_named() -> None:
    rows = survey("text,t", header="type,name")
    assert cells(sheets(rows, LISTS, settings())) == [("survey", 1, "label", "column_missing")]


def test_more_rows_or_questions_than_a_paper_holds_are_refused() -> None:
    many = survey(*(f"text,t{n},T,," for n in range(501)))
    assert cells(sheets(many, LISTS, settings())) == [("survey", 502, "", "sheet_too_long")]
    some = survey(*(f"text,t{n},T,," for n in range(201)))
    assert cells(sheets(some, LISTS, settings())) == [("survey", 202, "name", "too_many_questions")]


def test_all_findings_of_all_sheets_come_at_once_in_order() -> None:
    found = cells(
        sheets(
            survey("geopoint,g,G,,", "text,1,,${x} = 1,"),
            choices("yn,1,", "yn,1,No"),
            settings("T,id,1,ZZ", "form_title,form_id,version,variant"),
        )
    )
    assert [(sheet, row) for sheet, row, _, _ in found] == [
        *[("survey", 2), ("survey", 3), ("survey", 3), ("survey", 3)],
        *[("choices", 2), ("choices", 3), ("settings", 2)],
    ]


def test_spellings_of_types_in_practice_are_understood() -> None:
    questionnaire = read(
        "begin group,g,G,,",
        "select one yn,a,A,,",
        "select multiple  yn,b,B,,",
        "int,c,C,,",
        "string,d,D,,",
        "date,e,E,,",
        "end group,,,,",
    )
    assert [(q.type, q.shape, q.group) for q in questionnaire.questions] == [
        ("select_one", Shape.MARK_ROW, "g"),
        ("select_multiple", Shape.SEVERAL_MARKS, "g"),
        ("integer", Shape.DIGITS, "g"),
        ("text", Shape.WRITING_LINES, "g"),
        ("date", Shape.DIGITS, "g"),
    ]


def test_most_digits_and_lines_follow_from_the_constraint_or_the_paper_columns() -> None:
    header = "type,name,label,constraint,appearance,paper_lines,paper_digits"
    questionnaire = read(
        "select_multiple yn,a,A,count-selected(.) <= 3,,,",
        "select_multiple yn,b,B,count-selected(.) < 3,,,",
        "integer,c,C,. >= 18 and . <= 110,,,",
        "integer,d,D,,,,2",
        "integer,e,E,,,,",
        "date,f,F,,,,",
        "text,g,G,,multiline,,",
        "text,h,H,,,,",
        "text,i,I,,,5,",
        header=header,
    )
    by_name = questionnaire.by_name
    assert [by_name[name].most for name in "ab"] == [3, 2]
    assert [by_name[name].digits for name in "cdef"] == [3, 2, 4, 8]
    assert [by_name[name].lines for name in "ghi"] == [3, 1, 5]


def test_numbers_are_given_where_none_are_said() -> None:
    header = "type,name,label,paper_number"
    questionnaire = read("note,n,N,", "text,a,A,", "text,b,B,2", "text,c,C,", "text,d,D,D0", header=header)
    assert [question.number for question in questionnaire.questions] == ["", "1", "2", "3", "D0"]


def test_pages_are_carried_on_or_estimated() -> None:
    header = "type,name,label,paper_page"
    said = read("text,a,A,", "text,b,B,2", "text,c,C,", header=header)
    assert [question.page for question in said.questions] == [1, 2, 2]
    estimated = read(*(f"text,t{n},T,," for n in range(60)))
    pages = [question.page for question in estimated.questions]
    assert pages == sorted(pages)
    assert set(pages) == {1, 2}


def test_wording_is_taken_in_the_default_language() -> None:
    rows = survey("text,t,Hello,Xin chào", header="type,name,label::English (en),label::Tiếng Việt (vi)")
    vi = settings("T,id,1,Tiếng Việt (vi)", "form_title,form_id,version,default_language")
    assert read_questionnaire(sheets(rows, LISTS, vi)).questions[0].label == "Xin chào"
    code = settings("T,id,1,vi", "form_title,form_id,version,default_language")
    assert read_questionnaire(sheets(rows, LISTS, code)).questions[0].label == "Xin chào"
    assert cells(sheets(rows, LISTS, settings())) == [("survey", 2, "label", "label_missing")]


def test_every_reason_has_been_refused_somewhere_in_these_tests() -> None:
    tests = Path(__file__).parent.glob("test_xlsform*.py")
    source = "".join(path.read_text(encoding="utf-8") for path in tests)
    assert [reason for reason in REASONS if f'"{reason}"' not in source] == []


texts = st.text(max_size=12) | st.sampled_from(
    ["select_one yn", "select_one s", "begin_group", "end_group", "text", "integer", "note", "a", "b", "1", "${a} = 1", "factor",
     "criterion", "overall", "yes", "count-selected(.) <= 2", "vi", "TC"]
)  # fmt: skip
COLUMNS = ("type", "name", "label", "hint", "required", "relevant", "constraint", "appearance", "paper_number",
           "paper_page", "paper_lines", "paper_digits", "score", "list_name", "form_id", "form_title", "version", "default")  # fmt: skip


def tables(columns: tuple[str, ...]) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.lists(texts, max_size=len(columns)), max_size=6).map(lambda rows: [list(columns), *rows])


@given(tables(COLUMNS), tables(COLUMNS[:4]), tables(COLUMNS[-5:]))
def test_any_text_in_the_cells_is_read_or_refused(
    one: list[list[str]], two: list[list[str]], three: list[list[str]]
) -> None:
    of = Sheets(rows_of(one), rows_of([["list_name", "name", "label"], *two[1:]]), rows_of(three) or None)
    with suppress(QuestionnaireRefused):
        read_questionnaire(of)


@given(st.lists(st.lists(texts, min_size=5, max_size=5), min_size=1, max_size=8))
def test_any_rows_beside_sound_sheets_are_read_or_refused(lines: list[list[str]]) -> None:
    header = ["type", "name", "label", "relevant", "score"]
    try:
        questionnaire = read_questionnaire(Sheets(rows_of([header, *lines]), LISTS, settings()))
    except QuestionnaireRefused:
        return
    assert questionnaire.asked


def test_sheets_survive_as_text() -> None:
    built = built_in_sheets("hailong_tc")
    assert Sheets.from_json(built.to_json()) == built
    without = Sheets(built.survey, None, built.settings)
    assert Sheets.from_json(without.to_json()) == without


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"survey":1,"choices":[],"settings":[]}', "{"])
def test_text_that_holds_no_sheets_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Sheets.from_json(text)


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_is_told_with_its_cell_in_both_languages(reason: str) -> None:
    finding = CellToCorrect("survey", 7, "label", reason, "shown here", "what is known")
    told = {code: load(code).problem(QuestionnaireRefused((finding, finding))) for code in LANGUAGES}
    assert told["vi"] != told["en"]
    for text in told.values():
        assert text.count("\n– ") == 2
        assert "survey" in text
        assert "7" in text
        assert "label" in text


def test_a_very_bad_file_is_told_shortly() -> None:
    finding = CellToCorrect("survey", 7, "label", "label_missing")
    assert load("vi").problem(QuestionnaireRefused((finding,) * 400)).count("\n") < 20
