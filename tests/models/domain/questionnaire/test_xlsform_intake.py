"""Forms as other programs publish them: taken as they are where paper can carry them, and everything else is named."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.basics.reading import ColumnState
from models.domain.questionnaire.answers import read_answers
from models.domain.questionnaire.filters import violated
from models.domain.questionnaire.questionnaire import Questionnaire, Shape
from models.domain.questionnaire.xlsform import QuestionnaireRefused
from models.domain.questionnaire.xlsform_intake import TakenForm, take_form
from models.domain.questionnaire.xlsform_rows import CellToCorrect

SCALE = ("s,1,Không hài lòng", "s,2,Bình thường", "s,3,Hài lòng")
CHOICES = ("list_name,name,label", "yn,1,Có", "yn,2,Không", *SCALE)
SETTINGS = ("form_title,form_id,version", "Phiếu,phieu,1")


def sheet(lines: Sequence[str] | None) -> list[list[str]] | None:
    return None if lines is None else list(csv.reader(lines))


def take(
    *survey: str, choices: Sequence[str] | None = CHOICES, settings: Sequence[str] | None = SETTINGS, language: str = ""
) -> TakenForm:
    raw = {"survey": sheet(survey), "choices": sheet(choices), "settings": sheet(settings)}
    return take_form(raw, file_name="Phiếu khảo sát.xlsx", today=date(2026, 11, 29), language=language)


def read(*survey: str) -> Questionnaire:
    return take(*survey).questionnaire


def findings(
    *survey: str, choices: Sequence[str] | None = CHOICES, settings: Sequence[str] | None = SETTINGS
) -> list[CellToCorrect]:
    with pytest.raises(QuestionnaireRefused) as refused:
        take(*survey, choices=choices, settings=settings)
    return list(refused.value.findings)


RELEVANT = ("relevant", "relevance", "bind::relevant", "bind:relevant", "Bind :: Relevant", "RELEVANT")


@pytest.mark.parametrize("header", RELEVANT)
def test_a_skip_holds_under_every_name_of_its_column(header: str) -> None:
    form = read(f"type,name,label,{header}", "select_one yn,a,A,", "select_one yn,b,B,${a} = '1'")
    assert form.by_name["b"].relevant == "${a} = '1'"


@pytest.mark.parametrize(
    ("header", "cell", "field", "value"),
    [
        ("bind::constraint", ". <= 5", "constraint", ". <= 5"),
        ("bind:jr:constraintMsg", "Quá lớn", "constraint_message", "Quá lớn"),
        ("bind::jr:constraintMsg", "Quá lớn", "constraint_message", "Quá lớn"),
        ("constraining message", "Quá lớn", "constraint_message", "Quá lớn"),
        ("bind::required", "yes", "required", True),
        ("hint:vi", "Xem kỹ", "hint", "Xem kỹ"),
        ("guidance_hint", "Đánh dấu một ô", "hint", "Đánh dấu một ô"),
    ],
)
def test_columns_of_the_standard_are_known_by_their_long_names(
    header: str, cell: str, field: str, value: object
) -> None:
    assert getattr(read(f"type,name,label,{header}", f"integer,a,A,{cell}").by_name["a"], field) == value


def test_the_older_names_of_the_first_columns_are_known() -> None:
    form = take(
        "command,tag,caption", "select one from yn,a,A", choices=("list name,value,caption", "yn,1,Có", "yn,2,Không")
    )
    assert [(q.name, q.label, len(q.choices)) for q in form.questionnaire.questions] == [("a", "A", 2)]


@given(st.permutations(["type", "name", "label", "relevant", "hint"]))
def test_columns_stand_in_any_order(order: list[str]) -> None:
    cells = {"type": "text", "name": "a", "label": "A", "relevant": "", "hint": "h"}
    form = read(",".join(order), ",".join(cells[column] for column in order))
    assert (form.questions[0].label, form.questions[0].hint) == ("A", "h")


@pytest.mark.parametrize(
    "header", ["relevant,relevant", "relevant,relevance", "relevant,bind::relevant", "label::vi,label::vi"]
)
def test_a_column_twice_under_one_name_or_two_is_refused(header: str) -> None:
    (finding,) = findings(f"type,name,label,{header}", "text,a,A,,")
    assert (finding.reason, finding.known, finding.shown) == ("column_twice", *header.split(","))


def test_two_settings_of_one_kind_are_two_columns() -> None:
    settings = ("form_title,form_id,version,attribute::a,attribute::b", "T,t,1,x,y")
    assert take("type,name,label", "text,a,A", settings=settings).questionnaire.id == "t"


def test_what_a_phone_fills_in_is_left_out_and_named() -> None:
    taken = take(
        "type,name,label,calculation", "start,start,,", "deviceid,d,,", "calculate,c,,1+1", "hidden,h,,", "text,a,A,"
    )
    assert [question.name for question in taken.questionnaire.questions] == ["a"]
    assert [(row.row, row.text) for row in taken.account.refused] == [
        (2, "start start"), (3, "deviceid d"), (4, "calculate c"), (5, "hidden h"),
    ]  # fmt: skip
    assert (taken.account.read, taken.account.taken, taken.account.empty) == (11, 7, 0)


def test_a_form_of_what_a_phone_fills_in_asks_nothing() -> None:
    assert [each.reason for each in findings("type,name,label", "start,start,", "audit,audit,")] == ["no_questions"]


def test_each_unknown_column_is_named_with_what_it_probably_means() -> None:
    account = take("type,name,label,relevent,xyz", "text,a,A,,").account
    unknown = [(column.sheet, column.name, column.meant) for column in account.of(ColumnState.UNKNOWN)]
    assert unknown == [("survey", "relevent", "relevant"), ("survey", "xyz", "")]
    (finding,) = [each for each in findings("type,name,label,relevent", "foo,a,A,") if each.reason == "column_unknown"]
    assert (finding.shown, finding.known) == ("relevent", "relevant")


def test_what_only_screens_do_is_told() -> None:
    taken = take("type,name,label,readonly,calculate,default", "text,a,A,yes,1+1,x")
    assert [str(note) for note in taken.account.notes] == [
        "Paper cannot compute or lock an answer: “calculate” is not followed in the rows 2.",
        "Paper cannot compute or lock an answer: “readonly” is not followed in the rows 2.",
    ]


def test_without_settings_a_form_has_its_name_from_the_file_and_its_edition_from_day_and_content() -> None:
    first, same, other = (
        take("type,name,label", line, settings=None).questionnaire for line in ("text,a,A", "text,a,A", "text,a,B")
    )
    assert (first.id, first.title, first.edition[:9]) == ("Phieu_khao_sat", "Phiếu khảo sát", "20261129.")
    assert (first.edition == same.edition, first.edition == other.edition) == (True, False)


TWO = (
    "type,name,label::English (en),label::Tiếng Việt (vi),hint::English (en),hint::Tiếng Việt (vi)",
    "text,a,Why,Tại sao,Say,Nói",
)


def test_of_several_languages_the_vietnamese_one_is_printed_unless_another_is_asked_for() -> None:
    taken = take(*TWO)
    assert (taken.questionnaire.questions[0].label, taken.questionnaire.questions[0].hint) == ("Tại sao", "Nói")
    assert "Tiếng Việt (vi)" in str(taken.account.notes[0])
    assert take(*TWO, language="en").questionnaire.questions[0].label == "Why"
    english = ("form_title,form_id,version,default_language", "T,t,1,English (en)")
    assert take(*TWO, settings=english).questionnaire.questions[0].hint == "Say"


def test_languages_that_only_a_person_can_choose_are_one_finding() -> None:
    lines = [f"text,a{number},A,B" for number in range(5)]
    (finding,) = findings("type,name,label::English,label::Français", *lines)
    assert (finding.reason, finding.known) == ("languages_unclear", "English, Français")


def test_of_pictures_and_sounds_the_words_are_printed_and_the_rest_is_told() -> None:
    form = take("type,name,label,media::image::Tiếng Việt (vi),audio", "text,a,A,x.png,", "text,b,B,,y.mp3")
    assert [question.label for question in form.questionnaire.questions] == ["A", "B"]
    assert "“media::image::Tiếng Việt (vi)” is not printed in the rows 2." in notes_of(form)
    assert "“audio” is not printed in the rows 3." in notes_of(form)


def test_a_picture_without_words_is_refused() -> None:
    (finding,) = findings("type,name,label,image", "text,a,A,", "text,b,,x.png")
    assert (finding.row, finding.reason) == (3, "label_missing")


def test_the_heading_row_of_a_matrix_is_printed_and_asks_nothing() -> None:
    form = read(
        "type,name,label,appearance", "begin_group,g,Nhóm,", "select_one s,head,Tiêu chí,label", "select_one s,a,A,list-nolabel",
        "select_one s,b,B,list-nolabel", "end_group,,,",
    )  # fmt: skip
    assert [criterion.name for criterion in form.criteria] == ["a", "b"]
    assert (form.by_name["head"].shape, len(form.asked)) == (Shape.NOTE, 2)


def test_or_other_is_a_choice_and_a_line_to_write_on() -> None:
    form = read("type,name,label", "select_one yn or_other,a,A")
    assert [choice.code for choice in form.by_name["a"].choices] == ["1", "2", "other"]
    assert (form.by_name["a_other"].shape, form.by_name["a_other"].relevant) == (
        Shape.WRITING_LINES,
        "selected(${a}, 'other')",
    )


def test_the_steps_of_a_range_are_boxes() -> None:
    form = read("type,name,label,parameters", "range,a,A,start=0 end=10 step=2")
    assert [choice.code for choice in form.by_name["a"].choices] == ["0", "2", "4", "6", "8", "10"]
    assert [each.reason for each in findings("type,name,label,parameters", "range,a,A,start=-50 end=50 step=1")] != []


def test_an_acknowledgement_is_one_box() -> None:
    assert [len(q.choices) for q in read("type,name,label", "acknowledge,a,A").questions] == [1]


def test_groups_in_groups_are_blocks_one_after_the_other_with_all_their_conditions() -> None:
    form = read(
        "type,name,label,relevant", "select_one yn,x,X,", "begin group,o,Ngoài,${x} = '1'", "text,a,A,", "begin group,i,Trong,${x} = '2'",
        "text,b,B,", "end group,,,", "text,c,C,", "end group,,,",
    )  # fmt: skip
    assert [(q.name, q.group, q.relevant) for q in form.questions] == [
        ("x", "", ""),
        ("a", "o", "(${x} = '1')"),
        ("b", "i", "(${x} = '1') and (${x} = '2')"),
        ("c", "o_2", "(${x} = '1')"),
    ]
    assert [(group.name, group.label) for group in form.groups] == [("o", "Ngoài"), ("i", "Trong"), ("o_2", "")]


def test_filters_that_make_no_sense_on_paper_are_told() -> None:
    taken = take(
        "type,name,label,relevant", "text,a,A,${b} = '1'", "select_one yn,b,B,", "text,c,C,\"selected(${b}, '9')\""
    )
    assert [str(note) for note in taken.account.notes] == [
        "Row 2: whether “a” is asked depends on “b”, which comes later on the paper.",
        "Row 4: the filter of “c” names “9”, which is no choice of “b”, so it never holds there.",
    ]


@pytest.mark.parametrize("type_", ["begin repeat", "geopoint", "image", "select_one_from_file x.csv"])
def test_what_paper_cannot_carry_is_refused_by_name(type_: str) -> None:
    assert [(each.row, each.reason) for each in findings("type,name,label", "text,b,B", f"{type_},a,A")] == [
        (3, "type_unknown")
    ]


def notes_of(form: TakenForm) -> str:
    return " ".join(map(str, form.account.notes))


def test_one_name_in_two_groups_is_told_apart_by_the_group() -> None:
    form = take(
        "type,name,label,relevant", "text,tuoi,Tuổi,", "begin group,con,Con,", "text,tuoi,Tuổi của con,", "end group,,,"
    )
    assert [question.name for question in form.questionnaire.questions] == ["tuoi", "con_tuoi"]
    assert "“con_tuoi”" in notes_of(form)


def test_one_name_twice_in_one_group_is_refused() -> None:
    assert [each.reason for each in findings("type,name,label", "text,a,A", "text,a,B")] == ["name_twice"]


def test_what_refers_to_a_name_that_stands_twice_is_refused() -> None:
    found = findings(
        "type,name,label,relevant", "text,a,A,", "begin group,g,G,", "text,a,A2,", "end group,,,", "text,b,B,${a} = 'x'"
    )
    assert [(each.row, each.column, each.reason) for each in found] == [(6, "relevant", "reference_twice")]


def test_names_that_differ_by_case_are_told_apart_where_they_are_referred_to_too() -> None:
    form = take("type,name,label,relevant", "text,a,A,", "select_one yn,A,A2,", "text,b,B,${A} = '1'").questionnaire
    assert [question.name for question in form.questions] == ["a", "A_2", "b"]
    assert form.by_name["b"].relevant == "${A_2} = '1'"


@pytest.mark.parametrize(
    "expression", ["pulldata('ds', 'a', 'b', .)", "${last-saved#a} < 12", "instance('x')/list/item[a=1]/b > 2"]
)
def test_what_only_a_phone_knows_is_left_out_and_told(expression: str) -> None:
    form = take(
        "type,name,label,relevant,constraint,required", f'integer,a,A,"{expression}","{expression}","{expression}"'
    )
    (question,) = form.questionnaire.questions
    assert (question.relevant, question.constraint, question.required) == ("", "", False)
    assert "asked of everybody" in notes_of(form)
    assert "not compared" in notes_of(form)
    assert "not required" in notes_of(form)


def test_a_slip_in_an_expression_is_refused_and_never_left_out() -> None:
    (finding,) = findings("type,name,label,relevant", "text,a,A,", "text,b,B,conatins(${a}, 'x')")
    assert finding.reason == "expression"


def test_an_answer_required_in_some_cases_counts_as_not_required() -> None:
    form = take("type,name,label,required", "select_one yn,a,A,yes", "text,b,B,${a} = '1'", "text,c,C,no")
    assert [question.required for question in form.questionnaire.questions] == [True, False, False]
    assert "rows 3" in notes_of(form)


def test_required_that_is_no_condition_is_refused() -> None:
    assert [each.reason for each in findings("type,name,label,required", "text,a,A,maybe")] == ["value_unknown"]


def test_choices_may_have_blanks_and_accents_in_their_names_where_one_is_ticked() -> None:
    choices = ("list_name,name,label", "q,Ba Đình,Ba Đình", "q,Tây Hồ,Tây Hồ")
    form = take("type,name,label,relevant", "select_one q,a,A,", "text,b,B,${a} = 'Tây Hồ'", choices=choices)
    assert [choice.code for choice in form.questionnaire.by_name["a"].choices] == ["Ba Đình", "Tây Hồ"]


def test_blanks_in_names_are_refused_where_several_may_be_ticked() -> None:
    choices = ("list_name,name,label", "q,Ba Đình,Ba Đình", "q,Ha,Tây Hồ")
    (finding,) = findings("type,name,label", "select_multiple q,a,A", choices=choices)
    assert (finding.reason, finding.shown) == ("choice_impossible", "Ba Đình")


def test_a_list_that_may_name_choices_twice_has_each_under_its_own_name() -> None:
    choices = ("list_name,name,label", "q,1,Đạt", "q,2,Hoãn", "q,2,Khác")
    settings = ("form_title,form_id,version,allow_choice_duplicates", "Phiếu,phieu,1,yes")
    form = take("type,name,label", "select_one q,a,A", choices=choices, settings=settings)
    assert [choice.code for choice in form.questionnaire.by_name["a"].choices] == ["1", "2", "2_2"]
    assert "“2_2”" in notes_of(form)


CASCADE = (
    "list_name,name,label,quan",
    "quan,bd,Ba Đình,",
    "quan,hk,Hoàn Kiếm,",
    "phuong,gv,Giảng Võ,bd",
    "phuong,nk,Ngọc Khánh,bd",
    "phuong,ht,Hàng Trống,hk",
)


@pytest.mark.parametrize(("keyed", "doubts"), [("1", 0), ("2", 0), ("3", 1)])
def test_choices_that_depend_on_an_answer_are_all_printed_and_compared_when_keyed(keyed: str, doubts: int) -> None:
    form = take(
        "type,name,label,choice_filter",
        "select_one quan,quan,Quận,",
        "select_one phuong,phuong,Phường,quan=${quan}",
        choices=CASCADE,
    )
    question = form.questionnaire.by_name["phuong"]
    assert [choice.code for choice in question.choices] == ["gv", "nk", "ht"]
    assert "all printed" in notes_of(form)
    answers = read_answers(form.questionnaire, {"quan": "1", "phuong": keyed})
    assert violated(form.questionnaire, answers, day=date(2026, 7, 1)) == (question,) * doubts


def test_several_ticked_choices_are_compared_one_by_one() -> None:
    form = take(
        "type,name,label,choice_filter",
        "select_one quan,quan,Quận,",
        "select_multiple phuong,p,Phường,quan = ${quan}",
        choices=CASCADE,
    ).questionnaire
    for keyed, count in (("1 2", 0), ("1 3", 1), ("3", 1)):
        answers = read_answers(form, {"quan": "1", "p": keyed})
        assert len(violated(form, answers, day=date(2026, 7, 1))) == count


def test_a_condition_without_answers_is_settled_before_printing() -> None:
    form = take("type,name,label,choice_filter", "select_one phuong,p,Phường,quan = 'bd'", choices=CASCADE)
    assert [choice.code for choice in form.questionnaire.by_name["p"].choices] == ["gv", "nk"]
    assert "2 choices" in notes_of(form)


@pytest.mark.parametrize("condition", ["huyen = ${quan}", "quan = 'xx'", "quan ="])
def test_a_condition_that_no_choice_can_meet_is_refused(condition: str) -> None:
    found = findings(
        "type,name,label,choice_filter",
        "select_one quan,quan,Quận,",
        f"select_one phuong,p,Phường,{condition}",
        choices=CASCADE,
    )
    assert [(each.row, each.column) for each in found] == [(3, "choice_filter")]


def test_words_that_repeat_an_answer_name_its_question() -> None:
    form = take(
        "type,name,label,paper_number", "text,ten,Tên con?,A1", "note,n,Chào ${ten},", "text,b,${ten} thích gì?,"
    )
    assert [question.label for question in form.questionnaire.questions] == [
        "Tên con?",
        "Chào [câu A1]",
        "[câu A1] thích gì?",
    ]
    assert "[câu A1]" in notes_of(form)


def test_words_that_repeat_what_nobody_answers_are_refused() -> None:
    assert [each.reason for each in findings("type,name,label", "text,a,Chào ${ten}")] == ["label_reference"]


def test_things_to_be_put_in_order_have_boxes_for_their_rank() -> None:
    choices = ("list_name,name,label", "v,gia,Giá", "v,nhanh,Nhanh")
    form = take("type,name,label,required", "rank v,uu_tien,Xếp thứ tự,yes", choices=choices).questionnaire
    assert [(each.name, each.shape, each.required) for each in form.questions] == [
        ("uu_tien", Shape.NOTE, False),
        ("uu_tien_gia", Shape.DIGITS, True),
        ("uu_tien_nhanh", Shape.DIGITS, True),
    ]
    day = date(2026, 7, 1)
    for ranks, count in ((("1", "2"), 0), (("2", "2"), 1), (("1", "3"), 1), (("0", "1"), 1)):
        answers = read_answers(form, dict(zip(("uu_tien_gia", "uu_tien_nhanh"), ranks, strict=True)))
        assert len(violated(form, answers, day=day)) == count


def test_a_range_of_too_many_steps_is_written_in_digits() -> None:
    form = read("type,name,label,parameters", "range,a,A,start=0 end=100 step=2", "range,b,B,start=0 end=10 step=0.1")
    a, b = form.questions
    assert (a.type, a.digits, b.type, b.digits, b.decimals, b.hint) == ("integer", 3, "decimal", 2, 2, "0–10")
    day = date(2026, 7, 1)
    for codes, count in (({"a": "96", "b": "9,9"}, 0), ({"a": "95"}, 1), ({"b": "10,1"}, 1)):
        assert len(violated(form, read_answers(form, codes), day=day)) == count


def test_the_steps_of_a_range_carry_the_words_of_its_marks() -> None:
    choices = ("list_name,name,label", "m,1,Kém", "m,3,Tốt")
    form = take("type,name,label,parameters", "range,a,A,Start=1 END=3 tick_labelset=m", choices=choices).questionnaire
    assert [choice.label for choice in form.by_name["a"].choices] == ["1 (Kém)", "2", "3 (Tốt)"]


def test_a_computed_row_without_words_asks_nobody() -> None:
    form = take("type,name,label,calculation", "integer,a,A,", "decimal,b,,${a} * 2")
    assert [question.name for question in form.questionnaire.questions] == ["a"]
    assert [row.row for row in form.account.refused] == [3]


def test_choices_without_any_words_print_their_names() -> None:
    form = take("type,name,label", "select_one q,a,A", choices=("list_name,name,label", "q,A1,", "q,A2,"))
    assert [choice.label for choice in form.questionnaire.by_name["a"].choices] == ["A1", "A2"]
    assert "names are printed" in notes_of(form)


def told(form: TakenForm) -> list[str]:
    return [str(note) for note in form.account.notes]


@pytest.mark.parametrize("expression", ["${tuoi} > 3", "${username} = 'lan'", "${instanceID} != ''"])
def test_a_condition_on_what_a_phone_works_out_is_left_out_and_told(expression: str) -> None:
    form = take(
        "type,name,label,relevant,calculation",
        "calculate,tuoi,,,1 + 1",
        "username,username,,,",
        f"text,a,A,{expression},",
    )
    assert form.questionnaire.by_name["a"].relevant == ""
    assert "Only a phone can work out “relevant” of the rows 4: on paper they are asked of everybody." in told(form)


def test_words_that_repeat_what_a_phone_works_out_have_dots_in_its_place() -> None:
    form = take("type,name,label,calculation", "calculate,tuoi,,1 + 1", "text,a,Chào ${tuoi} và ${last-saved#a},")
    assert form.questionnaire.by_name["a"].label == "Chào … và …"
    assert any("have dots in its place: rows 3" in note for note in told(form))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("range,a,A,start=1 end=5 step=1", "Ranges become boxes, one for each of their steps: rows 2"),
        ("range,a,A,start=0 end=500", "of too many steps are written in digits: rows 2"),
        ("acknowledge,a,A,", "becomes a box “Đồng ý”: rows 2"),
        ("select_one yn,a,A,randomize=true seed=42", "Only a phone follows the “parameters” of the rows 2"),
    ],
)
def test_what_becomes_something_else_on_paper_is_told(row: str, said: str) -> None:
    assert any(said in note for note in told(take("type,name,label,parameters", row)))


@pytest.mark.parametrize("row", ["select_one yn,a,A,randomize", "range,a,A,start=1 tới 5"])
def test_parameters_that_are_none_are_refused(row: str) -> None:
    assert ("parameters", "column_not_understood") in [
        (each.column, each.reason) for each in findings("type,name,label,parameters", row)
    ]


def test_that_groups_inside_groups_are_laid_one_after_the_other_is_told() -> None:
    form = take("type,name,label", "begin_group,g,G", "begin_group,h,H", "text,a,A", "end_group,,", "end_group,,")
    assert any("Groups inside groups" in note for note in told(form))


def test_cells_under_no_header_are_an_unknown_column_and_remarks_are_left_out() -> None:
    form = take("type,name,label,,ghi chú của tôi", "text,a,A,x,", ",,,,nhớ hỏi lại", ",,,y,")
    assert [(each.name, each.state.value) for each in form.account.columns if each.sheet == "survey"][-2:] == [
        ("ghi chú của tôi", "unknown"), ("D", "unknown"),
    ]  # fmt: skip
    assert [(each.row, each.sheet) for each in form.account.refused] == [(3, "survey"), (4, "survey")]


def test_a_word_of_a_filter_without_its_quotation_marks_is_the_text_of_the_cells() -> None:
    form = take(
        "type,name,label,choice_filter", "select_one mau,a,A,nhat = co",
        choices=("list_name,name,label,nhat", "mau,do,Đỏ,khong", "mau,hong,Hồng,co", "mau,be,Be,co"),
    )  # fmt: skip
    assert [choice.code for choice in form.questionnaire.by_name["a"].choices] == ["hong", "be"]
    assert any("the 2 choices for which “nhat = co” holds are printed" in note for note in told(form))


def test_words_in_an_old_code_are_doubted_and_foreign_ones_are_not() -> None:
    old = take("type,name,label", "text,a,Hoä vaø teân ngöôøi noäp", "text,b,Lónh vöïc giaûi quyeát")
    assert any("look like an old code" in note for note in told(old))
    foreign = take(
        "type,name,label", "text,a,Prénom de l’enfant", "text,b,Où habitez-vous « ici » ?", "text,c,Wie heißt du?"
    )
    assert not any("look like an old code" in note for note in told(foreign))
