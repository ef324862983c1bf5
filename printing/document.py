"""The frame of every paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from models.language import Language
from printing.fonts import clean

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


def open_canvas(file: BinaryIO, *, title: str, language: Language, landscape: bool = False) -> Canvas:
    """A canvas of A4 pages that gives the same bytes for the same drawing."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    size = (A4[1], A4[0]) if landscape else A4
    canvas = Canvas(file, pagesize=size, invariant=1, pageCompression=1, lang=language.code)
    canvas.setTitle(clean(title))
    canvas.setCreator("Sổ Phiếu")
    return canvas
