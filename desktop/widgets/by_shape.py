"""Which widget keys which shape of answer, and which keys mean what there."""

from __future__ import annotations

from typing import assert_never

from desktop.widgets.choice_row import ChoiceRow
from desktop.widgets.digit_row import MISSING_OF_DIGITS, DigitRow
from desktop.widgets.note_row import NoteRow
from desktop.widgets.question_row import MISSING_KEYS, QuestionRow
from desktop.widgets.several_row import SeveralRow
from desktop.widgets.text_lines import TextLines
from models.domain.basics.problems import N_
from models.domain.questionnaire.questionnaire import Question, Shape
from models.language import Language

ALWAYS = (
    ("PgUp PgDn", N_("page")),
    ("Ctrl+Enter", N_("finish the form")),
    ("Esc", N_("leave, keep the draft")),
)


def row_for(shape: Shape) -> type[QuestionRow]:
    """The row in which a question of this shape is keyed."""
    match shape:
        case Shape.MARK_ROW:
            return ChoiceRow
        case Shape.SEVERAL_MARKS:
            return SeveralRow
        case Shape.DIGITS:
            return DigitRow
        case Shape.WRITING_LINES:
            return TextLines
        case Shape.NOTE:
            return NoteRow
        case _:
            assert_never(shape)


def keys_for(question: Question, language: Language) -> tuple[tuple[str, str], ...]:
    """The keys of this question with their meaning, the most used first."""
    return tuple((key, language.say(meaning)) for key, meaning in (*_own_keys(question), *ALWAYS))


def _own_keys(question: Question) -> tuple[tuple[str, str], ...]:
    missing = tuple(MISSING_KEYS.items())
    last = question.choices[-1].mark if question.choices else ""
    match question.shape:
        case Shape.MARK_ROW:
            return ((f"1–{last}", N_("answer")), ("0", N_("blank")), *missing, ("↑ ⌫", N_("back")))
        case Shape.SEVERAL_MARKS:
            return ((f"1–{last}", N_("tick or untick")), ("Enter", N_("next")), ("0", N_("blank")), *missing,
                    ("↑", N_("back")))  # fmt: skip
        case Shape.DIGITS:
            known = tuple((code, word) for code, word in missing if code in MISSING_OF_DIGITS)
            return (("0–9", N_("digits")), ("Enter", N_("next")), *known, ("⌫ ↑", N_("back")))
        case Shape.WRITING_LINES:
            return (("Enter", N_("next")), ("Shift+Enter", N_("new line")), ("↑", N_("back")))
        case Shape.NOTE:
            return ()
        case _:
            assert_never(question.shape)
