"""A question with several boxes to tick: a digit ticks or unticks, Enter moves on."""

from __future__ import annotations

from desktop import theme
from desktop.widgets.choice_row import ChoiceRow
from desktop.widgets.question_row import MISSING_KEYS
from models.domain.basics.problems import N_


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
