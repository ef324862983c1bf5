"""Forms as other programs publish them: taken as they are where paper can carry them, and everything else is named."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.basics.reading import ColumnState
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
        ("bind:jr:constraintMsg", "Quá lớn", "constraint_message", ""),
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


def test_pictures_are_refused_in_every_language() -> None:
    (finding,) = findings("type,name,label,media::image::Tiếng Việt (vi)", "text,a,A,x.png")
    assert (finding.reason, finding.row, finding.column) == (
        "column_not_understood",
        2,
        "media::image::Tiếng Việt (vi)",
    )


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
    assert [each.reason for each in findings("type,name,label,parameters", "range,a,A,start=0 end=1000 step=1")] != []


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
