"""The navigation at the left: one line a screen, its key visible, the shown one marked by colour and shape."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence

from desktop import theme
from desktop.icons import STROKES, Icons
from desktop.theme import look_of
from desktop.widgets.focused import focused
from desktop.widgets.pressed import pressed

NARROW_BELOW = 110
"""A window of fewer digits' width shows the keys only; the titles appear while the menu has the keyboard."""
_ICON_LINES = 1.15
_ICONS_AFTER = 60
"""Milliseconds."""

KEYS = "1234567890-="
"""The keys of the entries, as they stand side by side on the keyboard."""


class Menu(tk.Canvas):
    """Entries chosen by click, by arrows and Enter, or by Alt+1…9, 0, -, = and the same with Ctrl from anywhere in the window."""

    def __init__(
        self,
        parent: tk.Misc,
        titles: tuple[str, ...],
        brand: str,
        on_choose: Callable[[int], None],
        *,
        icons: Sequence[str],
    ) -> None:
        super().__init__(parent, background=theme.NAV, highlightthickness=0, takefocus=1, borderwidth=0)
        self.look = look = look_of(self)
        self._titles = titles
        self._icons = tuple(icons)
        self._drawn: dict[bool, Icons] = {}
        self._brand = brand
        self._on_choose = on_choose
        self._row = look.lines(2.1)
        self._top = look.lines(3.0)
        self._shown = 0
        self._cursor = 0
        self._hover = -1
        self._narrow = False
        longest = max(look.bold.measure(text) for text in (*titles, brand))
        self._beside = look.lines(_ICON_LINES) + look.em
        self._wide_width = longest + self._beside + look.em * 8
        self._narrow_width = self._beside + look.em * 4
        self.configure(width=self._wide_width)
        for key, do in (("<Up>", lambda: self._move(-1)), ("<Down>", lambda: self._move(1)),
                        ("<Home>", lambda: self._move(-len(titles))), ("<End>", lambda: self._move(len(titles))),
                        ("<Return>", self._choose), ("<space>", self._choose),
                        ("<Right>", self._choose)):  # fmt: skip
            self.bind(key, pressed(do))
        self.bind("<FocusIn>", self._focused)
        self.bind("<FocusOut>", lambda _: self.paint())
        self.bind("<Motion>", lambda event: self._hovered(event.y))
        self.bind("<Leave>", lambda _: self._hovered(-1))
        self.bind("<Button-1>", lambda event: self._clicked(event.y))
        self.bind("<Configure>", lambda _: self.paint())
        # drawing them takes a moment, and the first window is not to wait for it
        self.after(_ICONS_AFTER, self._draw_icons)
        window = self.winfo_toplevel()
        for index in range(min(len(KEYS), len(titles))):
            key = key_of(index).replace("-", "minus").replace("=", "equal")
            for held in ("Alt", "Control"):
                window.bind(f"<{held}-Key-{key}>", pressed(self._by_key, index))

    def _draw_icons(self) -> None:
        self._drawn = {
            is_shown: Icons(self, colour, lines=_ICON_LINES)
            for is_shown, colour in ((True, theme.CARD), (False, theme.NAV_QUIET))
        }
        self.paint()

    def mark(self, index: int) -> None:
        """Show `index` as the open screen."""
        self._shown = self._cursor = index
        self.paint()

    def fit(self, window_width: int) -> None:
        """Take less room in a window that is narrow for its text size."""
        narrow = window_width < NARROW_BELOW * self.look.em
        if narrow != self._narrow:
            self._narrow = narrow
            self.paint()

    def paint(self) -> None:
        """Draw all entries anew."""
        look = self.look
        room = (self.winfo_height() - self._top) // max(1, len(self._titles))
        self._row = min(look.lines(2.1), room) if self.winfo_height() > self._top else look.lines(2.1)
        has_focus = focused(self) is self
        folded = self._narrow and not has_focus
        width = self._narrow_width if folded else self._wide_width
        if int(self["width"]) != width:
            self.configure(width=width)
        self.delete("all")
        if not folded:
            self.create_text(look.em * 2, self._top // 2, text=self._brand, anchor="w", font=look.bold,
                             fill=theme.NAV_INK)  # fmt: skip
        self.create_line(look.em, self._top - look.lines(0.4), width - look.em, self._top - look.lines(0.4),
                         fill=theme.NAV_HOVER, width=look.hair)  # fmt: skip
        for index, title in enumerate(self._titles):
            self._paint_entry(index, title, width, folded=folded, has_focus=has_focus)

    def _paint_entry(self, index: int, title: str, width: int, *, folded: bool, has_focus: bool) -> None:
        look = self.look
        top = self._top + index * self._row
        middle = top + self._row // 2
        is_shown = index == self._shown
        if is_shown or index == self._hover:
            self.create_rectangle(0, top, width, top + self._row, width=0,
                                  fill=theme.ACCENT if is_shown else theme.NAV_HOVER)  # fmt: skip
        if is_shown:
            self.create_rectangle(0, top, look.hair * 5, top + self._row, width=0, fill=theme.BRIGHT)
        if has_focus and index == self._cursor:
            inset = look.hair * 2
            self.create_rectangle(inset, top + inset, width - inset - 1, top + self._row - inset, width=look.hair * 2,
                                  outline=theme.BRIGHT)  # fmt: skip
        key = key_of(index)
        ink = theme.CARD if is_shown else theme.NAV_INK
        if folded:
            self._paint_icon(index, look.em, middle, is_shown=is_shown)
            self.create_text(width - look.em, middle, text=key, anchor="e", font=look.bold if is_shown else look.body,
                             fill=ink)  # fmt: skip
            return
        self._paint_icon(index, look.em * 2, middle, is_shown=is_shown)
        self.create_text(look.em * 2 + self._beside, middle, text=title, anchor="w",
                         font=look.bold if is_shown else look.body, fill=ink)  # fmt: skip
        if key:
            self.create_text(width - look.em, middle, text=f"Alt+{key}", anchor="e", font=look.small,
                             fill=theme.CARD if is_shown else theme.NAV_QUIET)  # fmt: skip

    def _paint_icon(self, index: int, left: int, middle: int, *, is_shown: bool) -> None:
        if self._drawn and self._icons[index] in STROKES:
            self.create_image(left, middle, image=self._drawn[is_shown][self._icons[index]], anchor="w")

    def _at(self, y: int) -> int:
        index = (y - self._top) // self._row
        return index if 0 <= index < len(self._titles) else -1

    def _hovered(self, y: int) -> None:
        hover = self._at(y) if y >= 0 else -1
        if hover != self._hover:
            self._hover = hover
            self.paint()

    def _clicked(self, y: int) -> None:
        if (index := self._at(y)) >= 0:
            self._on_choose(index)

    def _focused(self, _event: object) -> None:
        self._cursor = self._shown
        self.paint()

    def _move(self, by: int) -> None:
        self._cursor = min(len(self._titles) - 1, max(0, self._cursor + by))
        self.paint()

    def _choose(self) -> None:
        self._on_choose(self._cursor)

    def _by_key(self, index: int) -> str:
        self._on_choose(index)
        return "break"


def key_of(index: int) -> str:
    """The key of an entry, none for those beyond."""
    return KEYS[index] if index < len(KEYS) else ""
