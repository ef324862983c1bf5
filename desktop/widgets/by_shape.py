"""Which widget keys which shape of answer, and which keys mean what there."""

from __future__ import annotations

from typing import assert_never

from desktop import theme
from desktop.widgets.choice_row import ChoiceRow
from desktop.widgets.digit_row import MISSING_OF_DIGITS, DigitRow
from desktop.widgets.question_row import MISSING_KEYS, QuestionRow
from desktop.widgets.text_lines import TextLines
from models.domain.basics.problems import N_
from models.domain.questionnaire.questionnaire import Missing, Question, Shape
from models.language import Language

ALWAYS = (
    ("PgUp PgDn", N_("page")),
    ("Home End", N_("first, last question")),
    ("Ctrl+G", N_("to question…")),
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
    return (*answer_keys(question, language), *((key, language.say(meaning)) for key, meaning in ALWAYS))


def answer_keys(question: Question, language: Language) -> tuple[tuple[str, str], ...]:
    """The keys that answer this question with their meaning."""
    return tuple((key, language.say(meaning)) for key, meaning in _own_keys(question))


def not_a_key(question: Question, key: str, language: Language) -> str:
    """What to say of a key that answers nothing: the question, and the keys that do."""
    keys = [each for each, _ in _own_keys(question)][:-1]
    told = N_("“{key}” is no answer to question {number}. It takes: {keys}.")
    return language.say(told, key=key, number=question.number or question.name, keys=keys)


def _own_keys(question: Question) -> tuple[tuple[str, str], ...]:
    missing = tuple(MISSING_KEYS.items())
    last = question.choices[-1].mark if question.choices else ""
    match question.shape:
        case Shape.MARK_ROW:
            return ((f"1–{last}", N_("answer")), ("0", N_("blank")), *missing, ("↑ ⌫", N_("back")))
        case Shape.SEVERAL_MARKS:
            known = tuple((code, word) for code, word in missing if code != Missing.DOUBLE.value)
            more = ((Missing.DOUBLE.value, N_("more boxes than allowed")),) if question.most else ()
            return ((f"1–{last}", N_("tick or untick")), ("Enter", N_("next")), ("0", N_("blank")), *more, *known,
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


class NoteRow(QuestionRow):
    """A note between questions; the keyboard passes it by."""

    def label_right(self, width: int) -> int:
        return width - self.look.em

    def draw_answer(self, width: int, left: int, top: int, bottom: int) -> int:
        return bottom

    def key(self, char: str, keysym: str) -> bool:
        return False


class SeveralRow(ChoiceRow):
    """The code is the ticked marks in the order of the paper with a space between: `1 4 5`."""

    def is_ticked(self, mark: str) -> bool:
        return self.code is not None and mark in self.code.split()

    def key(self, char: str, keysym: str) -> bool:
        if keysym in ("Return", "KP_Enter") and self.code is None:
            self.owner.answered(self, "", go_on=True)
        elif keysym == "BackSpace" and self.code:
            self.owner.answered(self, "", go_on=False)
        elif char and self.question.choice(char.lower()):
            self._toggle(char.lower())
        elif char.lower() in MISSING_KEYS or char in ("0", " ") or keysym == "BackSpace" or not char.isspace():
            return super().key(char, keysym)
        else:
            return False
        return True

    def click(self, x: int, y: int) -> None:
        for left, top, right, bottom, mark in self._boxes:
            if left <= x <= right and top <= y <= bottom:
                self._toggle(mark)
                return

    def draw_state(self, width: int, top: int) -> None:
        super().draw_state(width, top)
        most = self.question.most
        ticked = len(self.code.split()) if self.code else 0
        if most and ticked and self.code not in MISSING_KEYS:
            words = self.language.say(N_("{ticked} of at most {most}"), ticked=ticked, most=most)
            self.create_text(width - self.look.em, top, text=words, anchor="ne", font=self.look.small,
                             fill=theme.BAD if ticked > most else theme.QUIET, tags="ink")  # fmt: skip

    def _toggle(self, mark: str) -> None:
        before = set(self.code.split()) if self.code else set()
        after = before ^ {mark}
        code = " ".join(choice.mark for choice in self.question.choices if choice.mark in after)
        self.owner.answered(self, code, go_on=False)
