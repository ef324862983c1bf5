"""A box apart for who cannot say: on paper and in the answers, but no level of the scale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.catalogue.questionnaires import built_in, built_in_sheets, further_questionnaires
from models.domain.book.online_table import online_answer
from models.domain.figures.measures import Counted, measure
from models.domain.figures.tallies import AnswerColumns, count
from models.domain.questionnaire.answers import read_answers
from models.domain.questionnaire.filters import filters
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Missing
from models.domain.questionnaire.xlsform import Sheets, read_questionnaire
from models.domain.questionnaire.xlsform_survey import has_unsure
from printing.scale_rows import scale_of

PAPER = next(each for each in further_questionnaires() if each.id == "motcua_cn")


def test_the_box_is_drawn_and_is_no_level() -> None:
    row = PAPER.by_name["TN1"]
    assert [choice.code for choice in row.choices] == ["1", "2", "3"]
    assert [box.code for box in row.boxes] == ["1", "2", "3", "k"]
    assert scale_of(row).heads == (*scale_of(row).labels, "Không ý kiến")
    assert question_coding(row) == question_coding(replace(row, unsure=""))


def test_who_cannot_say_counts_in_no_index() -> None:
    forms = [read_answers(PAPER, {"A2": "2", **codes}) for codes in ({"TN1": "3", "D0": "3"}, {"TN1": "k", "D0": "1"})]
    answers = AnswerColumns("".join(each.marks for each in forms), [each.rest_json for each in forms])
    tallies = count(filters(PAPER, day=date(2026, 9, 30)), answers)
    found = measure([Counted(PAPER, 2, tallies)], Method())
    criterion = next(each for each in found.criteria if each.code == "TN1")
    assert (criterion.levels, criterion.tally.dont_know) == ((0, 0, 1), 1)
    assert criterion.index == 100
    for said in ("k", "Không ý kiến"):
        assert online_answer(said, PAPER.by_name["TN1"]) == Missing.DONT_KNOW.value


def test_a_choice_called_k_among_letters_is_a_choice() -> None:
    assert has_unsure(["1", "2", "k"])
    assert not has_unsure(["j", "k", "l"])
    assert not has_unsure(["k"])


def test_other_words_over_the_box_are_another_paper_and_the_same_coding() -> None:
    sheets = built_in_sheets("motcua_cn")
    assert sheets.choices is not None
    renamed = tuple(
        replace(row, cells={**row.cells, "label": "Không dùng"}) if row["name"] == "k" else row
        for row in sheets.choices
    )
    other = read_questionnaire(Sheets(sheets.survey, renamed, sheets.settings))
    assert (other.coding, other.paper == PAPER.paper) == (PAPER.coding, False)


def test_questionnaires_without_the_box_keep_their_fingerprints() -> None:
    assert [each.paper[:12] for each in built_in()] == WITHOUT


WITHOUT = ["7b31142a79ba", "c74b33792dba"]
