"""One question on the screen, drawn as on the paper: its number and words, and room for the answer of its shape.

A row keeps the *code* of its answer as it is keyed: mark characters, `*` two boxes, `?` unreadable, `k` don't know,
`-` not applicable, empty for nothing on the paper; `None` when nobody has been here yet.
"""

from __future__ import annotations

import tkinter as tk
from typing import Protocol

from desktop import theme
from desktop.theme import look_of
from desktop.widgets.blink import blink_by
from models.domain.basics.problems import N_
from models.domain.questionnaire.questionnaire import Missing, Question
from models.language import Language

MISSING_KEYS = {
    Missing.DOUBLE.value: N_("two boxes"),
    Missing.UNREADABLE.value: N_("unreadable"),
    Missing.DONT_KNOW.value: N_("don't know"),
    Missing.NOT_APPLICABLE.value: N_("not applicable"),
}
"""Codes of answers that are none, and what they are called; the key that gives one is the code itself."""

CONTROL, ALT = 0x4, 0x8 | 0x20000
STATE_EMS = 15
NUMBER_EMS = 6


class RowOwner(Protocol):
    """Who is told what happens in a row."""

    def answered(self, row: QuestionRow, code: str, *, go_on: bool) -> None:
        """The row's answer is now `code`; with `go_on` the next question is wanted."""

    def wanted(self, row: QuestionRow, by: int) -> None:
        """The question `by` places further is wanted, nothing is changed here."""

    def touched(self, row: QuestionRow) -> None:
        """The row was clicked."""

    def not_a_key(self, row: QuestionRow, key: str) -> None:
        """A key was pressed that answers nothing in this row."""


class QuestionRow(tk.Canvas):
    """What all shapes share: the words, the mark of the current row, the word for a missing answer.

    A subclass draws its answer room in `draw_answer` and takes its keys in `key`.
    """

    def __init__(self, parent: tk.Misc, question: Question, language: Language, owner: RowOwner) -> None:
        super().__init__(parent, background=theme.CARD, highlightthickness=0, borderwidth=0, takefocus=1, height=1)
        self.question = question
        self.language = language
        self.owner = owner
        self.look = look_of(self)
        self.code: str | None = None
        self.is_current = False
        self.is_asked = True
        self._drawn_width = 0
        self.bind("<Key>", self._key)
        self.bind("<Button-1>", self._clicked)
        self.bind("<Configure>", self._resized)

    def show(self, code: str | None) -> None:
        """Draw the answer `code`."""
        self.code = code
        self.redraw()

    def mark(self, *, current: bool | None = None, asked: bool | None = None) -> None:
        """Say whether this is the current row, and whether the paper asks it now."""
        if current is not None:
            self.is_current = current
        if asked is not None and asked != self.is_asked:
            self.is_asked = asked
        elif current is None:
            return
        self.redraw()

    def blink(self) -> None:
        """Show that something was refused here."""
        blink_by(self, lambda is_on: self.configure(background=theme.BAD_PALE if is_on else self.ground))

    def take_focus(self) -> None:
        """Give the keyboard to where this row is keyed."""
        self.focus_set()

    def commit(self) -> None:
        """Hand over what is still in a field; most rows have nothing."""

    def focus_widgets(self) -> tuple[tk.Misc, ...]:
        """The widgets of this row that can have the keyboard."""
        return (self,)

    @property
    def ink(self) -> str:
        """Colour of the words: answered rows are quiet, rows the paper does not ask are faint until somebody is there."""
        if not (self.is_asked or self.is_current or self.code):
            return theme.FAINT
        return theme.QUIET if self.code is not None and not self.is_current else theme.INK

    @property
    def ground(self) -> str:
        return theme.FOCUS_PALE if self.is_current else theme.CARD

    def redraw(self) -> None:
        """Draw everything anew at the present width."""
        width = self._drawn_width
        if width <= 1:
            return
        look = self.look
        self.delete("ink")
        self.configure(background=self.ground)
        left = look.em * 2
        pad = look.lines(0.35)
        self.create_text(left, pad, text=self.question.number, anchor="nw", font=look.bold, fill=self.ink, tags="ink")
        text_left = left + look.em * NUMBER_EMS
        room = max(look.em * 12, self.label_right(width) - text_left)
        bottom = pad
        for words, font in ((self.question.label, look.body), (self.question.hint, look.small)):
            if words:
                text = self.create_text(text_left, bottom, text=words, anchor="nw", font=font, fill=self.ink,
                                        width=room, tags="ink")  # fmt: skip
                bottom = self.bbox(text)[3]
        height = self.draw_answer(width, text_left, pad, bottom) + pad
        if self.is_current:
            self._draw_current(height)
        else:
            self.create_line(left, height - 1, width, height - 1, fill=theme.BAND, tags="ink")
        if int(self["height"]) != height:
            self.configure(height=height)

    def label_right(self, width: int) -> int:
        """Where the words end when the row is `width` wide."""
        return width - self.look.em * STATE_EMS

    def draw_answer(self, width: int, left: int, top: int, bottom: int) -> int:
        """Draw the room for the answer below or beside the words (`left`, `top` to `bottom`); return the lowest y."""
        raise NotImplementedError

    def key(self, char: str, keysym: str) -> bool:
        """Take a key pressed here; False when it means nothing in this shape."""
        raise NotImplementedError

    def click(self, x: int, y: int) -> None:
        """The mouse pointed at (x, y)."""

    def draw_state(self, width: int, top: int) -> None:
        """The word for a missing answer, or that the paper does not ask this, at the right end."""
        look = self.look
        if self.code is None:
            text, ink, ground = ("" if self.is_asked else self.language.say(N_("not asked"))), theme.QUIET, ""
        elif self.code == "":
            text, ink, ground = self.language.say(N_("blank")), theme.QUIET, ""
        elif self.code in MISSING_KEYS:
            text = f"{self.code}  {self.language.say(MISSING_KEYS[self.code])}"
            ink, ground = theme.INK, theme.MISSING
        else:
            return
        right = width - look.em
        word = self.create_text(right, top, text=text, anchor="ne", font=look.small, fill=ink, tags="ink")
        if ground and (box := self.bbox(word)):
            pill = self.create_rectangle(box[0] - look.em // 2, box[1] - look.hair, box[2] + look.em // 2,
                                         box[3] + look.hair, fill=ground, outline=theme.FOCUS, tags="ink")  # fmt: skip
            self.tag_lower(pill, word)

    def draw_box(self, x: int, y: int, mark: str, *, ticked: bool) -> None:
        """A box of the paper with its key in it, or a cross when it is ticked."""
        look = self.look
        side = self.box_side
        edge = theme.ACCENT_DEEP if ticked else theme.EDGE_STRONG if self.is_asked else theme.EDGE
        self.create_rectangle(x, y, x + side, y + side, fill=theme.ACCENT if ticked else theme.CARD, outline=edge,
                              width=look.hair, tags="ink")  # fmt: skip
        if ticked:
            inset = side // 4
            for start, end in ((y + inset, y + side - inset), (y + side - inset, y + inset)):
                self.create_line(x + inset, start, x + side - inset, end, fill=theme.CARD, width=look.hair * 3,
                                 capstyle="round", tags="ink")  # fmt: skip
        else:
            self.create_text(x + side // 2, y + side // 2, text=mark, font=look.small,
                             fill=theme.QUIET if self.is_asked else theme.FAINT, tags="ink")  # fmt: skip

    @property
    def box_side(self) -> int:
        return self.look.lines(1.25)

    def _draw_current(self, height: int) -> None:
        bar = self.look.hair * 5
        middle, reach = height // 2, self.look.lines(0.35)
        self.create_rectangle(0, 0, bar, height, fill=theme.FOCUS, width=0, tags="ink")
        self.create_polygon(bar, middle - reach, bar + reach, middle, bar, middle + reach, fill=theme.FOCUS, tags="ink")
        self.create_line(0, 0, self._drawn_width, 0, fill=theme.FOCUS, width=self.look.hair, tags="ink")
        self.create_line(0, height - 1, self._drawn_width, height - 1, fill=theme.FOCUS, width=self.look.hair,
                         tags="ink")  # fmt: skip

    def _resized(self, event: tk.Event[tk.Misc]) -> None:
        if event.width != self._drawn_width:
            self._drawn_width = event.width
            self.redraw()

    def _clicked(self, event: tk.Event[tk.Misc]) -> None:
        self.owner.touched(self)
        self.click(event.x, event.y)

    def _key(self, event: tk.Event[tk.Misc]) -> str | None:
        state = int(event.state)
        if state & (CONTROL | ALT):
            return None
        if event.keysym in ("Up", "ISO_Left_Tab") or (event.keysym == "Tab" and state & 1):
            self.owner.wanted(self, -1)
        elif not self.key(event.char, event.keysym):
            if event.keysym not in ("Down", "Tab", "Return", "KP_Enter"):
                return None
            self.owner.wanted(self, 1)
        return "break"


def flow(items: list[int], width: int, gap: int) -> list[tuple[int, int]]:
    """Place boxes of the given widths side by side in lines of `width`: for each its x and its line."""
    places, x, line = [], 0, 0
    for item in items:
        if x and x + item > width:
            x, line = 0, line + 1
        places.append((x, line))
        x += item + gap
    return places
