"""What a questionnaire says of the frame around its questions: it is part of the paper, and of nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.catalogue.questionnaires import built_in_sheets
from models.domain.questionnaire.paper_words import COLUMNS, LONGEST_NAME, NAMES, PaperWords, is_left_out, shared
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform import QuestionnaireRefused, Sheets, read_questionnaire


def sheets(**said: str) -> Sheets:
    """The built-in form with nothing said of its frame but these cells."""
    built = built_in_sheets("hailong_cn")
    (row,) = built.settings or ()
    kept = {column: text for column, text in row.cells.items() if column not in COLUMNS.values()}
    return replace(built, settings=(replace(row, cells=kept | said),))


def words_for(field: str) -> str:
    """Something that the field can say."""
    return "A" if field == "lines_after" else "Sở Nội vụ"


def saying(**said: str) -> Questionnaire:
    return read_questionnaire(sheets(**said))


def test_a_questionnaire_that_says_nothing_has_the_paper_it_had() -> None:
    built = saying()
    assert built.words == PaperWords()
    assert built.paper == "bb331167e8039e3777ec75aec2e7d4bedb9c31b1b5bd948e15eaf50a70e33cae"


@pytest.mark.parametrize("field", sorted(COLUMNS))
def test_what_is_said_is_part_of_the_paper_and_not_of_the_coding(field: str) -> None:
    usual, own = saying(), saying(**{COLUMNS[field]: words_for(field)})
    assert own.words.said == ((field, words_for(field)),)
    assert own.paper != usual.paper
    assert own.coding == usual.coding


def test_the_same_words_in_another_field_are_another_paper() -> None:
    assert len({saying(**{column: "A"}).paper for column in COLUMNS.values()}) == len(COLUMNS)


@pytest.mark.parametrize("field", sorted(NAMES))
def test_a_name_longer_than_a_line_is_refused_with_its_column(field: str) -> None:
    with pytest.raises(QuestionnaireRefused) as refusal:
        saying(**{COLUMNS[field]: "x" * (LONGEST_NAME + 1)})
    assert [(each.column, each.reason) for each in refusal.value.findings] == [(COLUMNS[field], "too_long")]


def test_a_line_is_left_out_by_a_word_or_a_dash() -> None:
    assert [is_left_out(each) for each in ("none", "-", "–", "", "Khoa")] == [True, True, True, False, False]


def test_a_survey_says_what_all_its_questionnaires_say() -> None:
    one, other = PaperWords(people="người bệnh"), PaperWords(people="người nhà")
    assert shared("people", (one, other, one)) == "người bệnh, người nhà"
    assert shared("people", (one, PaperWords())) == ""
    assert shared("people", ()) == ""
