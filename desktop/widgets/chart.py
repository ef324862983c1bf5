"""Bars on a canvas, readable in grey: one bar a line, and one bar divided into parts."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence
from typing import Generic, TypeVar

from desktop import theme
from desktop.theme import look_of
from desktop.widgets.bars import BarPart, PartedBar
from desktop.widgets.question_row import flow

Item = TypeVar("Item", PartedBar, BarPart)


class _Drawing(tk.Canvas, Generic[Item]):
    """A canvas that draws its items anew whenever it gets others or another width; as tall as it needs to be."""

    def __init__(self, parent: tk.Misc, items: Sequence[Item] = ()) -> None:
        super().__init__(parent, background=theme.CARD, highlightthickness=0, borderwidth=0, height=1)
        self._items: tuple[Item, ...] = tuple(items)
        self.bind("<Configure>", lambda event: self._draw(event.width))

    def show(self, items: Sequence[Item]) -> None:
        """Draw these from now on."""
        self._items = tuple(items)
        self._draw(self.winfo_width())

    def _draw(self, width: int) -> None:
        raise NotImplementedError


class BarChart(_Drawing[PartedBar]):
    """Horizontal bars from zero with their labels at the left; as tall as it needs to be."""

    def _draw(self, width: int) -> None:
        look = look_of(self)
        self.delete("all")
        if width <= look.em * 10:
            return
        figure = max((look.bold.measure(bar.figure) for bar in self._items), default=0) + look.em * 2
        wanted = max((look.body.measure(bar.label) for bar in self._items), default=0) + look.em
        left = min(wanted, width * 2 // 5)
        room = max(look.em, width - left - figure)
        y = look.lines(0.3)
        for bar in self._items:
            label = self.create_text(left - look.em, y, text=bar.label, anchor="ne", justify="right", font=look.body,
                                     fill=theme.INK, width=left - look.em)  # fmt: skip
            tall = look.lines(0.9)
            low = max(self.bbox(label)[3], y + tall)
            top = (y + low - tall) // 2
            end = left + round(room * min(1.0, max(0.0, bar.share)))
            self.create_rectangle(left, top, left + room, top + tall, fill=theme.BAND, width=0)
            self.create_rectangle(left, top, end, top + tall, fill=theme.CARD if bar.is_weak else theme.ACCENT,
                                  outline=theme.ACCENT, width=look.hair)  # fmt: skip
            if bar.target is not None:
                x = left + round(room * bar.target)
                self.create_line(x, top - look.hair * 3, x, top + tall + look.hair * 3, fill=theme.INK,
                                 width=look.hair * 2)  # fmt: skip
            self.create_text(left + room + look.em, top + tall // 2, text=bar.figure, anchor="w", font=look.bold,
                             fill=theme.INK)  # fmt: skip
            y = low + look.lines(0.5)
        if int(self["height"]) != y:
            self.configure(height=y)


class DividedBar(_Drawing[BarPart]):
    """One bar whose parts add up to the whole, with a key of labels and figures below."""

    def _draw(self, width: int) -> None:
        look = look_of(self)
        self.delete("all")
        if width <= look.em * 10:
            return
        total = sum(part.count for part in self._items)
        tall = look.lines(1.5)
        right, sofar = width - look.hair, 0
        for shade, part in zip(theme.SHADES * 2, self._items, strict=False):
            if not part.count:
                continue
            x = round(right * sofar / total)
            sofar += part.count
            end = round(right * sofar / total)
            self.create_rectangle(x, 0, end, tall, fill=shade, outline=theme.INK, width=look.hair)
            if look.bold.measure(part.figure) + look.em < end - x:
                self.create_text((x + end) // 2, tall // 2, text=part.figure, font=look.bold, fill=_ink_on(shade))
        if not total:
            self.create_rectangle(0, 0, right, tall, fill=theme.BAND, outline=theme.EDGE, width=look.hair)
        side = look.lines(0.8)
        texts = [f"{part.label}: {part.figure}" for part in self._items]
        places = flow([side + look.em + look.body.measure(text) for text in texts], width, look.em * 3)
        y = tall + look.lines(0.6)
        for shade, text, (x, line) in zip(theme.SHADES * 2, texts, places, strict=False):
            top = y + line * look.lines(1.3)
            self.create_rectangle(x, top, x + side, top + side, fill=shade, outline=theme.INK, width=look.hair)
            self.create_text(x + side + look.em, top + side // 2, text=text, anchor="w", font=look.body, fill=theme.INK)
        height = y + (places[-1][1] + 1 if places else 0) * look.lines(1.3)
        if int(self["height"]) != height:
            self.configure(height=height)


def _ink_on(shade: str) -> str:
    red, green, blue = (int(shade[at : at + 2], 16) for at in (1, 3, 5))
    return theme.CARD if red * 3 + green * 6 + blue < 1300 else theme.INK
