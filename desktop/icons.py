"""Small drawings beside words: screens in the navigation, places and kinds of files in the file box.

Each is drawn from strokes on a field of 24 × 24 at the size and in the colour that is wanted, so it is as sharp at 200 % as at 100 %.
"""

from __future__ import annotations

import io
import tkinter as tk
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.theme import look_of

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

FIELD = 24
_FINER = 8
"""So many times finer it is drawn than shown; what lies between becomes the soft edge."""
_THICK = 1.7

STROKES: Mapping[str, str] = {
    "home": "3,11 12,3 21,11; 5.5,9.5 5.5,20 18.5,20 18.5,9.5; 10,20 10,14 14,14 14,20",
    "periods": "4,5.5 20,5.5 20,20 4,20 z; 4,10 20,10; 8,3 8,7; 16,3 16,7; d 8.5,14.5 1.2; d 12,14.5 1.2; d 15.5,14.5 1.2",
    "frame": "9,6 20,6; 9,12 20,12; 9,18 20,18; 3.5,6 4.8,7.3 6.8,4.6; 3.5,12 4.8,13.3 6.8,10.6; 3.5,18 4.8,19.3 6.8,16.6",
    "forms": "7,9 7,3.5 17,3.5 17,9; 7,17 4,17 4,9 20,9 20,17 17,17; 7,14 17,14 17,20.5 7,20.5 z",
    "ledger": "12,6 9,4.5 3.5,4.5 3.5,18.5 9,18.5 12,20 15,18.5 20.5,18.5 20.5,4.5 15,4.5 z; 12,6 12,20",
    "keying": "2.5,6.5 21.5,6.5 21.5,18 2.5,18 z; d 6.5,10 1; d 10.2,10 1; d 13.8,10 1; d 17.5,10 1; 8,14.5 16,14.5",
    "second": "4,3.5 14,3.5 14,8; 4,3.5 4,16.5 8,16.5; 9,8 20,8 20,20.5 9,20.5 z; 11.5,14.2 13.7,16.4 17.6,11.8",
    "packages": "12,3 20.5,7.5 20.5,16.5 12,21 3.5,16.5 3.5,7.5 z; 3.5,7.5 12,12 20.5,7.5; 12,12 12,21; 7.8,5.2 16.2,9.8",
    "board": "3.5,13 8,13 9.5,16 14.5,16 16,13 20.5,13 20.5,20 3.5,20 z; 12,3.5 12,11; 8.6,8 12,11.4 15.4,8",
    "results": "3,20.5 21,20.5; f 5,12.5 8.4,12.5 8.4,18.5 5,18.5; f 10.3,8 13.7,8 13.7,18.5 10.3,18.5; f 15.6,4 19,4 19,18.5 15.6,18.5",
    "settings": "4,7 20,7; 4,12 20,12; 4,17 20,17; d 9,7 2.4; d 15.5,12 2.4; d 7.5,17 2.4",
    "people": "o 12,8 4; 4.5,20.5 5.5,16.5 8.5,14.8 15.5,14.8 18.5,16.5 19.5,20.5 z",
    "start": "o 12,12 8.5; 12,7.5 12,16.5; 7.5,12 16.5,12",
    "folder": "3,6 9.5,6 11.5,8.5 21,8.5 21,19 3,19 z",
    "stick": "8,9 16,9 16,21 8,21 z; 9.5,9 9.5,3.5 14.5,3.5 14.5,9; d 11.2,6.2 0.7; d 12.9,6.2 0.7",
    "screen": "3,5 21,5 21,16.5 3,16.5 z; 9,20.5 15,20.5; 12,16.5 12,20.5",
    "down": "12,3.5 12,14.5; 7,10 12,15 17,10; 4,20 20,20",
    "page": "6,3 14.5,3 18.5,7 18.5,21 6,21 z; 14.5,3 14.5,7 18.5,7",
    "text": "6,3 14.5,3 18.5,7 18.5,21 6,21 z; 14.5,3 14.5,7 18.5,7; 9,11 15.5,11; 9,14 15.5,14; 9,17 13,17",
    "table": "3.5,4.5 20.5,4.5 20.5,19.5 3.5,19.5 z; 3.5,9.5 20.5,9.5; 3.5,14.5 20.5,14.5; 10,4.5 10,19.5",
    "package": "4,8 20,8 20,20 4,20 z; 4,8 6.5,4 17.5,4 20,8; 12,4 12,8; 9.5,12 14.5,12",
}
"""An icon a line. A shape is a line through points, closed by `z`; `f` a filled one; `o` a ring and `d` a disc, by middle and radius."""

_BY_ENDING: Mapping[str, str] = {
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv"), "table"),
    **dict.fromkeys((".zip", ".age"), "package"),
    **dict.fromkeys((".pdf", ".docx", ".txt", ".md", ".html"), "text"),
}


def icon_of_file(name: str, *, is_folder: bool = False) -> str:
    """Which icon a file has by the ending of its name."""
    return "folder" if is_folder else _BY_ENDING.get(f".{name.rpartition('.')[2].lower()}", "page")


@lru_cache(maxsize=500)
def drawn(name: str, *, size: int, colour: str) -> bytes:
    """The icon as a PNG of `size` × `size` pixels on nothing."""
    from PIL import Image, ImageDraw

    scale = size * _FINER / FIELD
    mask = Image.new("L", (size * _FINER, size * _FINER))
    pen = ImageDraw.Draw(mask)
    for shape in STROKES[name].split(";"):
        _draw(pen, shape.split(), scale)
    picture = Image.new("RGBA", (size, size), colour)
    picture.putalpha(mask.resize((size, size), Image.Resampling.LANCZOS))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _draw(pen: ImageDraw, words: list[str], scale: float) -> None:
    sign = words[0] if words[0] in ("o", "d", "f") else ""
    closes = words[-1] == "z"
    if sign in ("o", "d"):
        x, y = (float(word) * scale for word in words[1].split(","))
        radius, thick = float(words[2]) * scale, round(_THICK * scale)
        reach = radius + (thick / 2 if sign == "o" else 0)
        box = (x - reach, y - reach, x + reach, y + reach)
        pen.ellipse(box, fill=255 if sign == "d" else None, outline=255, width=thick)
        return
    points = [
        (float(x) * scale, float(y) * scale)
        for x, y in (word.split(",") for word in words[1 if sign else 0 : -1 if closes else None])
    ]
    if sign == "f":
        pen.polygon(points, fill=255)
        return
    thick = round(_THICK * scale)
    pen.line([*points, points[0]] if closes else points, fill=255, width=thick)
    for x, y in points:
        pen.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=255)


class Icons:
    """The icons of one window in one colour, each drawn once; kept as long as this is, as Tk's pictures have to be."""

    def __init__(self, widget: tk.Misc, colour: str, *, lines: float = 1.1) -> None:
        self._widget, self._colour = widget, colour
        self.size = look_of(widget).lines(lines)
        self._drawn: dict[str, tk.PhotoImage] = {}

    def __getitem__(self, name: str) -> tk.PhotoImage:
        if name not in self._drawn:
            data = drawn(name, size=self.size, colour=self._colour)
            self._drawn[name] = tk.PhotoImage(master=self._widget, data=data)
        return self._drawn[name]
