"""Pages of a PDF as a reader, a camera and a ruler see them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pypdfium2
import zxingcpp
from PIL.Image import Image

MM = 25.4 / 72
FOOT = 15.0
"""The foot lines stand under this height, in millimetres; they name fingerprint and release, which may change."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One page: its words as they are found in the file, and its picture."""

    words: str
    picture: Image

    @property
    def one_line(self) -> str:
        return " ".join(self.words.split())

    def codes(self) -> list[str]:
        return [found.text for found in zxingcpp.read_barcodes(self.picture)]


def pages_of(pdf: bytes, *, dpi: int = 110, only: slice = slice(None)) -> list[Seen]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_seen(document[n], dpi) for n in range(len(document))[only]]
    finally:
        document.close()


def placed_words(pdf: bytes, page: int) -> list[str]:
    """The words of a page without its small foot lines, each run with the place of its left end in millimetres."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        sheet = document[page]
        text, high = sheet.get_textpage(), sheet.get_height()
        found = []
        for n in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(n)
            if bottom * MM > FOOT:
                words = text.get_text_bounded(left, bottom, right, top).replace("\ufffe", "")
                found.append(f"{left * MM:4.0f} {(high - bottom) * MM:4.0f}  {' '.join(words.split())}")
        return found
    finally:
        document.close()


def page_count(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _seen(page: Any, dpi: int) -> Seen:
    text = page.get_textpage()
    words = text.get_text_range().replace("\ufffe", "")
    text.close()
    picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
    page.close()
    return Seen(words, picture)


def fonts_named(pdf: bytes) -> set[str]:
    """The fonts that a file names: an embedded one has the mark of its part before a plus."""
    return {name.decode() for name in re.findall(rb"/BaseFont\s*/([^\s/<>\[\]]+)", pdf)}
