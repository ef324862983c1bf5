"""Which keys mean what while a question of a shape is keyed."""

from __future__ import annotations

from desktop.widgets.digit_boxes import MISSING_OF_DIGITS
from desktop.widgets.question_row import MISSING_KEYS
from models.domain.basics.problems import N_
from models.domain.questionnaire.questionnaire import Question, Shape
from models.language import Language

ALWAYS = (
    ("PgUp PgDn", N_("page")),
    ("Ctrl+Enter", N_("finish the form")),
    ("Esc", N_("leave, keep the draft")),
)


def keys_for(question: Question, language: Language) -> tuple[tuple[str, str], ...]:
    """The keys of this question with their meaning, the most used first."""
    return tuple((key, language.say(meaning)) for key, meaning in (*_of_shape(question), *ALWAYS))


def _of_shape(question: Question) -> tuple[tuple[str, str], ...]:
    missing = tuple(MISSING_KEYS.items())
    last = question.choices[-1].mark if question.choices else ""
    if question.shape is Shape.MARK_ROW:
        return ((f"1–{last}", N_("answer")), ("0", N_("blank")), *missing, ("↑ ⌫", N_("back")))
    if question.shape is Shape.SEVERAL_MARKS:
        return ((f"1–{last}", N_("tick or untick")), ("Enter", N_("next")), ("0", N_("blank")), *missing,
                ("↑", N_("back")))  # fmt: skip
    if question.shape is Shape.DIGITS:
        known = tuple((code, word) for code, word in missing if code in MISSING_OF_DIGITS)
        return (("0–9", N_("digits")), ("Enter", N_("next")), *known, ("⌫ ↑", N_("back")))
    return (("Enter", N_("next")), ("Shift+Enter", N_("new line")), ("↑", N_("back")))
