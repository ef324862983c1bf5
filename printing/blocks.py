"""The marks a page is made of, as plain values in millimetres from the top left corner; drawing comes later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from printing.fonts import POINT

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

PAGE_WIDTH = 210.0
PAGE_HEIGHT = 297.0


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text: `y` is its base line, `align` says what `x` is: "left", "centre" or "right"."""

    x: float
    y: float
    text: str
    font: str
    size: float
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Rule:
    """One straight line, `thick` points wide."""

    x1: float
    y1: float
    x2: float
    y2: float
    thick: float = 0.5
    dotted: bool = False
    grey: float = 0.0


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle filled with `grey` (None: empty) and outlined `thick` points wide (0: not, when filled)."""

    x: float
    y: float
    width: float
    height: float
    grey: float | None = None
    thick: float = 0.6


@dataclass(frozen=True, slots=True)
class Box:
    """A place to be marked: the box of a choice, of one digit (`choice` is its position from 1), or a writing field."""

    question: str
    choice: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Block:
    """Marks that stay together on one page; `height` is the room they take, their `y` counts from its top.

    `scale` is the row of column heads the block stands under (empty: none) and `column` their width; `note` the words
    of a block that only tells something. A `heading` is never the last of a page; `page` is where it would like to be.
    """

    height: float
    texts: tuple[Text, ...] = ()
    rules: tuple[Rule, ...] = ()
    areas: tuple[Area, ...] = ()
    boxes: tuple[Box, ...] = ()
    scale: tuple[str, ...] = ()
    column: float = 0.0
    note: str = ""
    heading: bool = False
    page: int = 1
    lines: int = 1

    def moved(self, down: float) -> Block:
        return replace(
            self,
            texts=tuple(replace(text, y=text.y + down) for text in self.texts),
            rules=tuple(replace(rule, y1=rule.y1 + down, y2=rule.y2 + down) for rule in self.rules),
            areas=tuple(replace(area, y=area.y + down) for area in self.areas),
            boxes=tuple(replace(box, y=box.y + down) for box in self.boxes),
        )


BOX_LINE = 0.9
"""Outline of a box, in points: dark enough for old eyes and a tired drum."""


def draw(canvas: Canvas, block: Block, height: float = PAGE_HEIGHT) -> None:
    """Put the marks of `block` on a page of that height; areas first, so that text stands on them."""
    for area in block.areas:
        canvas.setLineWidth(area.thick)
        canvas.setStrokeGray(0)
        canvas.setFillGray(1 if area.grey is None else area.grey)
        canvas.rect(
            area.x / POINT,
            (height - area.y - area.height) / POINT,
            area.width / POINT,
            area.height / POINT,
            stroke=int(area.grey is None or area.thick > 0),
            fill=int(area.grey is not None),
        )
    for rule in block.rules:
        canvas.setLineWidth(rule.thick)
        canvas.setStrokeGray(rule.grey)
        if rule.dotted:
            canvas.setDash(0.6, 1.8)
        canvas.line(rule.x1 / POINT, (height - rule.y1) / POINT, rule.x2 / POINT, (height - rule.y2) / POINT)
        if rule.dotted:
            canvas.setDash()
    canvas.setStrokeGray(0)
    canvas.setLineWidth(BOX_LINE)
    for box in block.boxes:
        if box.choice:
            canvas.rect(box.x / POINT, (height - box.y - box.height) / POINT, box.width / POINT, box.height / POINT)
    draw_texts(canvas, block.texts, height)


def draw_texts(canvas: Canvas, texts: Iterable[Text], height: float = PAGE_HEIGHT) -> None:
    """Put lines of text on a page of that height, in black."""
    canvas.setFillGray(0)
    for text in texts:
        canvas.setFont(text.font, text.size)
        x, y = text.x / POINT, (height - text.y) / POINT
        if text.align == "right":
            canvas.drawRightString(x, y, text.text)
        elif text.align == "centre":
            canvas.drawCentredString(x, y, text.text)
        else:
            canvas.drawString(x, y, text.text)
