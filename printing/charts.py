"""Bars that stay readable in black and white: horizontal, with their values, on an axis from 0 to 100."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.domain.sheets.sheet import ChartBar
from models.language import Language
from models.language.tables import words
from printing.blocks import Area, Block, Rule, Text
from printing.fonts import POINT, Face, wrap
from printing.fonts import width as width_of

_FULL = 100


def bars(
    items: Sequence[ChartBar],
    *,
    left: float,
    width: float,
    face: Face,
    language: Language,
    places: int = 2,
    size: float = 11.0,
    label_share: float = 0.42,
) -> Block:
    """A block of horizontal bars, `width` mm wide, each with its label left and its value right of its end."""
    leading = size * POINT * 1.17
    axis = left + width * label_share + 2
    scale = left + width - 16 - axis
    texts: list[Text] = []
    drawn: list[Area] = []
    y = 1.0
    for item in items:
        font = face.bold if item.is_strong else face.regular
        lines = wrap(words(language, item.label), font, size, width * label_share)
        tall = max(len(lines) * leading, 5.2) + 1.8
        first = y + (tall - len(lines) * leading) / 2 + leading * 0.78
        texts += [Text(left, first + n * leading, line, font, size) for n, line in enumerate(lines)]
        middle = y + tall / 2
        base = middle + size * POINT * 0.33
        if item.is_head:
            y += tall
            continue
        if item.value is None:
            texts.append(Text(axis + 1.5, base, "–", font, size))
        else:
            long = float(scale * min(max(item.value, Fraction(0)), Fraction(_FULL)) / _FULL)
            if long:
                drawn.append(Area(axis, middle - 2.4, long, 4.8, grey=0.35 if item.is_strong else 0.72, thick=0.6))
            said = language.number(item.value, places)
            drawn.append(Area(axis + long + 1, middle - 2.2, width_of(said, font, size) + 1, 4.4, grey=1.0, thick=0))
            texts.append(Text(axis + long + 1.5, base, said, font, size))
        y += tall
    marks = [(axis + scale * mark / _FULL, mark) for mark in range(0, _FULL + 1, 20)]
    grid = [Area(x - 0.05, 0, 0.1, y, grey=0.75, thick=0) for x, mark in marks if mark]
    texts += [Text(x, y + 4.2, str(mark), face.regular, size - 1, "centre") for x, mark in marks]
    axes = (Rule(axis, 0, axis, y, 0.8),)
    return Block(y + 6, texts=tuple(texts), rules=axes, areas=(*grid, *drawn))
