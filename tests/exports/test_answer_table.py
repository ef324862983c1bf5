"""What becomes of a keyed answer of every kind, from the clerk's code to the table that leaves the house."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.tables import answer_table
from models.domain.questionnaire.answers import Answers, read_answers, show_codes
from models.domain.questionnaire.questionnaire import Question, Questionnaire, Shape
from models.domain.questionnaire.questions import QUESTION_TYPES
from models.domain.questionnaire.questions.contract import AnswerContent, QuestionType
from models.domain.questionnaire.xlsform import Sheets, read_questionnaire
from models.domain.questionnaire.xlsform_rows import rows_of
from models.services.office.questionnaires import add_questionnaire
from tests.builders.acts import act_of
from tests.builders.forms import keyed
from tests.builders.surveys import period_of, ward

KEYED = {
    AnswerContent.CODE: ("2", "2"),
    AnswerContent.CODES: ("3 1", "1 3"),
    AnswerContent.NUMBER: ("034", "34"),
    AnswerContent.DECIMAL: ("012,50", "12,5"),
    AnswerContent.DAY: ("5/7/2026", "05/07/2026"),
    AnswerContent.WORDS: ("  Cảm ơn ", "Cảm ơn"),
}
"""What a clerk types for an answer of each content, and what stands in the table."""

asked_types = [each for each in QUESTION_TYPES if each.shape.is_asked]


def sheets() -> Sheets:
    """A questionnaire with one question of every type, and a criterion."""
    survey = [("type", "name", "label", "score", "about")]
    kinds = [(each.code, f"{each.code} list" if each.has_choices else each.code) for each in QUESTION_TYPES]
    survey += [(kind, f"q_{code}", "Câu hỏi", "", "" if code == "note" else "events") for code, kind in kinds]
    survey += [("begin_group", "G", "Người trả lời", "", "respondent"), ("integer", "tuoi", "Tuổi", "", "")]
    survey += [("end_group", "", "", "", ""), ("begin_group", "YT", "Yếu tố", "factor", "")]
    survey += [("select_one scale", "TC1", "Tiêu chí", "criterion", ""), ("end_group", "", "", "", "")]
    choices = [("list_name", "name", "label", "score")]
    choices += [("list", f"c{n}", f"Phương án {n}", "") for n in (1, 2, 3)]
    words = ("Không hài lòng", "Bình thường", "Hài lòng")
    choices += [("scale", f"m{n}", word, str(n)) for n, word in enumerate(words, 1)]
    settings = [("form_id", "form_title", "version", "variant"), ("moi_loai", "Mỗi loại một câu", "1", "CN")]
    return Sheets(survey=rows_of(survey), choices=rows_of(choices), settings=rows_of(settings))


def test_every_shape_is_that_of_a_type() -> None:
    assert {each.shape for each in QUESTION_TYPES} == set(Shape)


@pytest.mark.parametrize("question_type", asked_types, ids=lambda each: each.code)
def test_a_keyed_answer_is_stored_shown_and_exported(tmp_path: Path, question_type: QuestionType) -> None:
    questionnaire = read_questionnaire(sheets())
    typed, shown = KEYED[question_type.content]
    name = f"q_{question_type.code}"
    answers = read_answers(questionnaire, {name: typed})
    stored = Answers.from_stored(marks=answers.marks, rest_json=answers.rest_json, texts=answers.texts)
    assert show_codes(questionnaire, stored)[name] == shown
    station = ward(tmp_path / "ward")
    add_questionnaire(station, sheets(), act=act_of())
    period = period_of(station, questionnaires=("moi_loai",))
    keyed(station, period, [{name: typed, "TC1": "3"}] * 5)
    table = answer_table(station, period, (station.unit,))
    place = [field.name for field in table.fields].index(name)
    assert {row[place] for row in table.rows} == {shown}
    station.close()


def test_an_answer_that_has_no_place_is_an_error_and_not_lost() -> None:
    question = Question("q", "text", Shape.NOTE, "Góp ý")
    with pytest.raises(ValueError, match="q: NOTE stores no answer"):
        read_answers(Questionnaire("x", "1", "CN", "t", "", (), (question,), "c", "p"), {"q": "Cảm ơn"})
