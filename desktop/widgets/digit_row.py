"""A number or a date written in boxes: digits fill them, the last one or Enter moves on."""

from __future__ import annotations

from desktop import theme
from desktop.widgets.question_row import MISSING_KEYS, QuestionRow
from models.domain.questionnaire.questionnaire import Missing
from models.domain.questionnaire.questions import TYPES_BY_CODE
from models.domain.questionnaire.questions.contract import DigitBoxes

MISSING_OF_DIGITS = (Missing.UNREADABLE.value, Missing.NOT_APPLICABLE.value)


class DigitRow(QuestionRow):
    """The code is the digits as they stand on the paper, with the sign of their type between parted ones: `07/08/2026`."""

    @property
    def boxes(self) -> DigitBoxes:
        return TYPES_BY_CODE[self.question.type].boxes(self.question)

    def show(self, code: str | None) -> None:
        self._typed = "" if code is None or code in MISSING_KEYS else self.boxes.filled(code)
        super().show(code)

    def draw_answer(self, width: int, left: int, top: int, bottom: int) -> int:
        look = self.look
        side = self.box_side
        y = bottom + look.lines(0.3)
        x, place = left, 0
        for part, boxes in enumerate(self.boxes.parts):
            if part:
                self.create_text(
                    x + look.em // 2, y + side // 2, text=self.boxes.between, font=look.body, fill=self.ink, tags="ink"
                )
                x += look.em
            for _ in range(boxes):
                is_next = self.is_current and place == len(self._typed)
                self.create_rectangle(x, y, x + side, y + side, fill=theme.CARD, tags="ink",
                                      outline=theme.FOCUS if is_next else theme.EDGE_STRONG,
                                      width=look.hair * (2 if is_next else 1))  # fmt: skip
                self.create_text(x + side // 2, y + side // 2, text=self._typed[place : place + 1], font=look.bold,
                                 fill=theme.INK, tags="ink")  # fmt: skip
                x += side
                place += 1
        self.draw_state(width, top)
        return y + side

    def key(self, char: str, keysym: str) -> bool:
        if char and char in "0123456789":
            if len(self._typed) < self.boxes.total:
                self._type(self._typed + char)
            if len(self._typed) == self.boxes.total:
                self.commit_and_go()
        elif char and char in ",." and self.boxes.is_number and self._typed:
            self._type(self._typed.rjust(self.boxes.parts[0], "0"))
        elif keysym == "BackSpace":
            if self._typed:
                self._type(self._typed[:-1])
            else:
                self.owner.wanted(self, -1)
        elif keysym in ("Return", "KP_Enter", "Down", "Tab") and (self._typed or keysym != "Down"):
            self.commit_and_go()
        elif char == " " or char in MISSING_OF_DIGITS:
            self.owner.answered(self, char.strip(), go_on=True)
        elif char and char.isprintable():
            self.owner.not_a_key(self, char)
        else:
            return False
        return True

    def commit(self) -> None:
        code = self._code()
        if code != (self.code or ""):
            self.owner.answered(self, code, go_on=False)

    def commit_and_go(self) -> None:
        kept = self.code if self.code in MISSING_KEYS and not self._typed else None
        self.owner.answered(self, self._code() if kept is None else kept, go_on=True)

    def _type(self, typed: str) -> None:
        self._typed = typed
        if self.code in MISSING_KEYS:
            self.code = None
        self.redraw()

    def _code(self) -> str:
        return self.boxes.code(self._typed)
