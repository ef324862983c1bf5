"""A paper as PDF: composed first, as plain marks, and drawn after.

Letters are checked and pages counted before the first byte is written, and the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from models.file_names import require_ending
from models.files import write_whole
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from printing.blocks import draw
from printing.flow import Margins
from printing.fonts import POINT, Face, clean, face, require_glyphs
from printing.official import Heading, Signature
from printing.paper import Paper
from printing.tables import PaperColumn, PaperRow

__all__ = [
    "Heading",
    "Margins",
    "Paper",
    "PaperColumn",
    "PaperRow",
    "Signature",
    "a_page_each",
    "open_canvas",
    "print_paper",
]

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_Item = TypeVar("_Item")


def open_canvas(file: BinaryIO, *, title: str, author: str, language: Language, landscape: bool = False) -> Canvas:
    """A canvas of A4 pages that gives the same bytes for the same drawing; `author` is the office that issues it."""
    from reportlab import rl_config
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    # printable streams were for mail of the last century; they cost a quarter of the bytes and of the time
    rl_config.useA85 = 0
    size = (A4[1], A4[0]) if landscape else A4
    # the font that a canvas begins with is named in the file: one that is not embedded is not there on another computer
    first: Any = face().regular  # the stubs want a number
    canvas = Canvas(file, pagesize=size, invariant=1, pageCompression=1, lang=language.code, initialFontName=first)
    canvas.setTitle(clean(title))
    canvas.setAuthor(clean(author))
    canvas.setCreator("Sổ Phiếu")
    # printed at its true size, or the boxes would shrink and the places of scans be wrong
    canvas.setViewerPreference("PrintScaling", "None")
    return canvas


def a_page_each(items: Iterable[_Item], compose: Callable[[Paper, _Item], object]) -> Callable[[Paper], None]:
    """What puts each item on a page of its own, for `print_paper`."""

    def every(paper: Paper) -> None:
        for number, item in enumerate(items):
            if number:
                paper.new_page()
            compose(paper, item)

    return every


def print_paper(
    *,
    to: BinaryIO | Path,
    title: str,
    language: Language,
    compose: Callable[[Paper], object],
    footer: Callable[[Face], Sequence[str]] | Sequence[str] = (),
    mark: str = "",
    landscape: bool = False,
    before_named: Callable[[], object] | None = None,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Write the paper that `compose` puts together as PDF.

    `footer` are the small lines under every page, or a function that makes them from the face used; `mark` stands over every page. Refuses
    missing letters before anything is written; a path is written whole or not at all, also when `progress` stops it.
    `before_named` is called when all is written, just before the file has its name.
    """
    paper = Paper(language, face(), landscape=landscape, progress=progress)
    compose(paper)
    paper.close()
    lines = tuple(clean(line) for line in (footer(paper.face) if callable(footer) else footer))
    require_glyphs(
        [*(text.text for page in paper.pages for _, block in page.blocks for text in block.texts), *lines, clean(mark)],
        of=paper.face,
    )

    def write(file: BinaryIO) -> None:
        canvas = open_canvas(file, title=title, author=paper.issuer, language=language, landscape=landscape)
        for number, page in enumerate(paper.pages, start=1):
            progress.step(number - 1, len(paper.pages))
            canvas.setPageSize((page.wide / POINT, page.high / POINT))
            for down, block in (*page.blocks, (0.0, paper.frame(number, lines, clean(mark)))):
                draw(canvas, block, page.high - down)
            canvas.showPage()
        canvas.save()
        if before_named is not None:
            before_named()

    if isinstance(to, Path):
        require_ending(to, ".pdf")
        write_whole(to, write)
    else:
        write(to)
