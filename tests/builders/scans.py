"""Pages of a PDF as a reader, a camera and a ruler see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pypdfium2
import zxingcpp
from PIL.Image import Image


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
