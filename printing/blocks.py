"""The marks a page is made of, as plain values in millimetres from the top left corner; drawing comes later."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from printing.fonts import POINT, width

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


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the program itself, framed by a fine line; its file is read when it is drawn."""

    file: Path
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Scale:
    """The heads of the columns that rows share: one for each level, and `unsure` over a box apart, for who cannot say."""

    labels: tuple[str, ...] = ()
    unsure: str = ""

    @property
    def heads(self) -> tuple[str, ...]:
        return (*self.labels, self.unsure) if self.unsure else self.labels

    def __bool__(self) -> bool:
        return bool(self.labels)


NO_SCALE = Scale()


@dataclass(frozen=True)
class Block:
    """Marks that stay together on one page; `height` is the room they take, their `y` counts from its top.

    `scale` is the row of column heads the block stands under (empty: none) and `column` their width; `note` the words
    of a block that only tells something. `spots` are lines to be written on: which one, x, base line, room. A `heading` is
    never the last of a page; `page` is where it would like to be.
    """

    height: float
    texts: tuple[Text, ...] = ()
    rules: tuple[Rule, ...] = ()
    areas: tuple[Area, ...] = ()
    boxes: tuple[Box, ...] = ()
    pictures: tuple[Picture, ...] = ()
    scale: Scale = NO_SCALE
    column: float = 0.0
    note: str = ""
    heading: bool = False
    page: int = 1
    lines: int = 1
    spots: tuple[tuple[int, float, float, float], ...] = ()

    def moved(self, down: float) -> Block:
        return replace(
            self,
            texts=tuple(replace(text, y=text.y + down) for text in self.texts),
            rules=tuple(replace(rule, y1=rule.y1 + down, y2=rule.y2 + down) for rule in self.rules),
            areas=tuple(replace(area, y=area.y + down) for area in self.areas),
            boxes=tuple(replace(box, y=box.y + down) for box in self.boxes),
            pictures=tuple(replace(picture, y=picture.y + down) for picture in self.pictures),
            spots=tuple((n, x, y + down, room) for n, x, y, room in self.spots),
        )

    def lowered(self, down: float) -> Block:
        """The same with so much white room above it."""
        return replace(self.moved(down), height=self.height + down)


BOX_LINE = 0.9
"""Outline of a box, in points: dark enough for old eyes and a tired drum."""


def draw(canvas: Canvas, block: Block, height: float = PAGE_HEIGHT) -> None:
    """Put the marks of `block` on a page of that height; areas first, so that text stands on them."""
    code: list[str] = []
    for area in block.areas:
        grey = 1.0 if area.grey is None else area.grey
        how = "f" if area.grey is not None and not area.thick else "B" if area.grey is not None else "S"
        code.append(f"{area.thick:.2f} w 0 G {grey:.3f} g {_rectangle(area, height)} {how}")
    for rule in block.rules:
        dash, end = ("[.6 1.8] 0 d ", " [] 0 d") if rule.dotted else ("", "")
        start = f"{rule.x1 / POINT:.2f} {(height - rule.y1) / POINT:.2f} m"
        line = f"{start} {rule.x2 / POINT:.2f} {(height - rule.y2) / POINT:.2f} l S"
        code.append(f"{rule.thick:.2f} w {rule.grey:.3f} G {dash}{line}{end}")
    boxes = [f"{_rectangle(box, height)} S" for box in block.boxes if box.choice]
    if boxes:
        code += [f"{BOX_LINE:.2f} w 0 G", *boxes]
    _put(canvas, code)
    for picture in block.pictures:
        _draw_picture(canvas, picture, height)
    draw_texts(canvas, block.texts, height)


def _draw_picture(canvas: Canvas, picture: Picture, height: float) -> None:
    from reportlab.lib.utils import ImageReader

    # named by its content, so that the file's place on this computer does not show in the paper
    image = ImageReader(io.BytesIO(picture.file.read_bytes()))
    canvas.drawImage(
        image, picture.x / POINT, (height - picture.y - picture.height) / POINT, picture.width / POINT, picture.height / POINT
    )  # fmt: skip
    _put(canvas, [f"0.4 w 0.6 G {_rectangle(picture, height)} S 0 G"])


def draw_texts(canvas: Canvas, texts: Iterable[Text], height: float = PAGE_HEIGHT) -> None:
    """Put lines of text on a page of that height, in black."""
    from reportlab.pdfbase import pdfmetrics

    document = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001 -- its text objects took a third of all time
    code: list[str] = []
    for text in texts:
        font = pdfmetrics.getFont(text.font)
        x = text.x - {"left": 0.0, "centre": 0.5, "right": 1.0}[text.align] * (
            width(text.text, text.font, text.size) if text.align != "left" else 0.0
        )
        code.append(f"1 0 0 1 {x / POINT:.2f} {(height - text.y) / POINT:.2f} Tm")
        for subset, letters in font.splitString(text.text, document):  # type: ignore[attr-defined]  # not in the stubs
            name = font.getSubsetInternalName(subset, document)  # type: ignore[attr-defined]  # not in the stubs
            code.append(f"{name} {text.size:g} Tf ({canvas._escape(letters)}) Tj")  # type: ignore[attr-defined]  # noqa: SLF001 -- no public way to write raw operators
    if code:
        _put(canvas, ["BT 0 g", *code, "ET"])


def _rectangle(place: Area | Box | Picture, height: float) -> str:
    corner = f"{place.x / POINT:.2f} {(height - place.y - place.height) / POINT:.2f}"
    return f"{corner} {place.width / POINT:.2f} {place.height / POINT:.2f} re"


def _put(canvas: Canvas, code: list[str]) -> None:
    """Add operators to the page as they are."""
    canvas._code.extend(code)  # type: ignore[attr-defined]  # noqa: SLF001 -- no public way to write raw operators
