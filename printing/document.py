"""The frame of every paper but the questionnaire: margins, head, page numbers, tables, signatures, footer.

A paper is composed first, as plain marks, and drawn after: letters are checked and pages counted before the
first byte is written, and the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from models.files import write_whole
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from printing.blocks import PAGE_HEIGHT, PAGE_WIDTH, Block, Rule, Text, draw
from printing.fonts import POINT, Face, balanced, clean, face, require_glyphs, width, wrap
from printing.official import BODY, Heading, Signature, heading_block, signature_block
from printing.tables import Column, Row, head_block, row_block

__all__ = ["Column", "Heading", "Margins", "Paper", "Row", "Signature", "open_canvas", "print_paper"]

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_FOOT_SIZE = 9.0
_FOOT_LEADING = 3.7
_WHOLE = 0.33
"""A table up to this share of the page stays in one piece."""


@dataclass(frozen=True, slots=True)
class Margins:
    """White edges in millimetres."""

    top: float
    bottom: float
    left: float
    right: float


PORTRAIT = Margins(top=20, bottom=20, left=30, right=16)
LANDSCAPE = Margins(top=18, bottom=16, left=18, right=14)


def open_canvas(file: BinaryIO, *, title: str, author: str, language: Language, landscape: bool = False) -> Canvas:
    """A canvas of A4 pages that gives the same bytes for the same drawing; `author` is the office that issues it."""
    from reportlab import rl_config
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    # printable streams were for mail of the last century; they cost a quarter of the bytes and of the time
    rl_config.useA85 = 0
    size = (A4[1], A4[0]) if landscape else A4
    canvas = Canvas(file, pagesize=size, invariant=1, pageCompression=1, lang=language.code)
    canvas.setTitle(clean(title))
    canvas.setAuthor(clean(author))
    canvas.setCreator("Sổ Phiếu")
    # printed at its true size, or the boxes would shrink and the places of scans be wrong
    canvas.setViewerPreference("PrintScaling", "None")
    return canvas


def print_paper(
    *,
    to: BinaryIO | Path,
    title: str,
    language: Language,
    compose: Callable[[Paper], object],
    footer: Callable[[Face], Sequence[str]] | Sequence[str] = (),
    landscape: bool = False,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Write the paper that `compose` puts together as PDF.

    `footer` are the small lines under every page, or a function that makes them from the face used. Refuses
    missing letters before anything is written; a path is written whole or not at all, also when `progress` stops it.
    """
    paper = Paper(language, face(), landscape=landscape, progress=progress)
    compose(paper)
    paper.close()
    lines = tuple(clean(line) for line in (footer(paper.face) if callable(footer) else footer))
    require_glyphs(
        [*(text.text for page in paper.pages for _, block in page.blocks for text in block.texts), *lines],
        of=paper.face,
    )

    def write(file: BinaryIO) -> None:
        canvas = open_canvas(file, title=title, author=paper.issuer, language=language, landscape=landscape)
        for number, page in enumerate(paper.pages, start=1):
            progress.step(number - 1, len(paper.pages))
            canvas.setPageSize((page.wide / POINT, page.high / POINT))
            for down, block in (*page.blocks, (0.0, paper.frame(number, lines))):
                draw(canvas, block, page.high - down)
            canvas.showPage()
        canvas.save()

    if isinstance(to, Path):
        write_whole(to, write)
    else:
        write(to)


@dataclass(slots=True)
class Page:
    """One page: its size in millimetres, and its blocks with how far down they stand."""

    wide: float
    high: float
    blocks: list[tuple[float, Block]]


class Paper:
    """A paper being composed from top to bottom; new pages come by themselves, a heading stays with what follows."""

    def __init__(
        self, language: Language, used: Face, *, landscape: bool = False, progress: Progress = NO_PROGRESS
    ) -> None:
        self.language = language
        self.face = used
        self.pages: list[Page] = []
        self.issuer = ""
        self._progress = progress
        self._y = 0.0
        self._waiting: list[Block] = []
        self._tail = 0
        self._turn_to(landscape=landscape)

    def _turn_to(self, *, landscape: bool) -> None:
        self.is_landscape = landscape
        self.margins = LANDSCAPE if landscape else PORTRAIT
        self.wide, self.height = (PAGE_HEIGHT, PAGE_WIDTH) if landscape else (PAGE_WIDTH, PAGE_HEIGHT)
        self.left, self.right = self.margins.left, self.wide - self.margins.right
        self._turn()

    @property
    def width(self) -> float:
        """Room between the margins in millimetres."""
        return self.right - self.left

    def header(self, heading: Heading) -> None:
        """Agency left, nation and motto right, number and day under them, as on every administrative paper."""
        self.issuer = heading.issuer
        self.block(heading_block(heading, left=self.left, wide=self.width, face=self.face, language=self.language))

    def title(self, kind: str, *about: str) -> None:
        """The kind of paper in capitals, under it what it is about, centred."""
        middle = self.left + self.width / 2
        texts = [
            Text(middle, 6, line, self.face.bold, 14, "centre")
            for line in balanced(kind, self.face.bold, 14, self.width)
        ]
        texts = [replace(text, y=6 + n * 6) for n, text in enumerate(texts)]
        y = texts[-1].y
        for line in (line for words in about for line in balanced(words, self.face.bold, BODY, self.width * 0.9)):
            y += 5.8
            texts.append(Text(middle, y, line, self.face.bold, BODY, "centre"))
        self.block(Block(y + 4, texts=tuple(texts)))

    def heading(self, words: str, *, size: float = BODY) -> Block:
        """A bold line that stays on the page of what follows (see `page_of`)."""
        lines = wrap(words, self.face.bold, size, self.width)
        block = self._lines(lines, self.face.bold, size, above=2.2)
        block = replace(block, height=block.height + 1.2)
        self._waiting.append(block)
        return block

    def page_of(self, block: Block) -> int:
        """Number of the page on which a block stands."""
        return next(n for n, page in enumerate(self.pages, 1) if any(each is block for _, each in page.blocks))

    def paragraph(
        self,
        words: str,
        *,
        size: float = BODY,
        italic: bool = False,
        bold: bool = False,
        align: str = "left",
        indent: float = 0.0,
    ) -> None:
        """Running text; `indent` moves its first line in, in millimetres."""
        font = self.face.bold if bold else self.face.italic if italic else self.face.regular
        blank = " " * round(indent / width(" ", font, size)) if indent else ""
        lines = (
            wrap(words, font, size, self.width - indent) if not indent else self._indented(words, font, size, indent)
        )
        for n, line in enumerate(lines):
            self.block(
                self._lines(
                    (line,),
                    font,
                    size,
                    above=1.6 if n == 0 else 0.0,
                    align=align,
                    shift=indent if blank and n == 0 else 0.0,
                )
            )
        self._tail = len(lines)

    def _indented(self, words: str, font: str, size: float, indent: float) -> tuple[str, ...]:
        first = wrap(words, font, size, self.width - indent)[0]
        rest = clean(words)[len(first) :].strip()
        return (first, *wrap(rest, font, size, self.width)) if rest else (first,)

    def _lines(
        self,
        lines: Sequence[str],
        font: str,
        size: float,
        *,
        above: float = 0.0,
        align: str = "left",
        shift: float = 0.0,
    ) -> Block:
        leading = size * POINT * 1.22
        x = {"left": self.left + shift, "centre": self.left + self.width / 2, "right": self.right}[align]
        texts = tuple(Text(x, above + (n + 0.8) * leading, line, font, size, align) for n, line in enumerate(lines))
        return Block(above + leading * len(lines), texts=texts)

    def table(
        self, columns: Sequence[Column], rows: Sequence[Row], *, size: float = 11.0, room_after: float = 0.0
    ) -> None:
        """A ruled table over the whole width (the columns share it in proportion to theirs).

        Its head is repeated on every page; numbers stand under each other with align "right". Its last row stands
        where `room_after` millimetres are left for what belongs to it, so that no signature is alone on a page.
        """
        stretch = self.width / sum(column.width for column in columns)
        columns = [replace(column, width=column.width * stretch) for column in columns]
        head = head_block(columns, self.left, self.face, size)
        blocks = [row_block(row, columns, self.left, self.face, size) for row in rows]
        # a short table is not torn apart
        tall = sum(block.height for block in blocks)
        self._start([head, *(blocks if tall < _WHOLE * self.height else blocks[:2])])
        self._put(head)
        for n, block in enumerate(blocks):
            keep = block.height + (blocks[n + 1].height if rows[n].is_section and n + 1 < len(blocks) else 0.0)
            keep += room_after if n + 1 == len(blocks) else 0.0
            if self._y + keep > self._bottom:
                self._turn()
                self._put(head)
            self._put(block)

    def block(self, block: Block) -> None:
        """Any composed marks, with their `x` on this page and their `y` from their own top."""
        self._start([block])
        self._put(block)

    def gap(self, high: float) -> None:
        """White room in millimetres, lost at the end of a page."""
        self._y = min(self._y + high, self._bottom)

    def signatures(self, *signatures: Signature, recipients: Sequence[str] = ()) -> None:
        """Signing places side by side, the highest office right; recipients (if any) in the left one.

        They take the paragraph above along to the next page: nobody signs a page on which nothing stands.
        """
        block = signature_block(
            signatures, recipients, left=self.left, wide=self.width, face=self.face, language=self.language
        )
        blocks = self.pages[-1].blocks
        if self._y + 4 + block.height > self._bottom and 0 < self._tail < len(blocks):
            taken = [each for _, each in blocks[-self._tail :]]
            del blocks[-self._tail :]
            self._turn()
            for each in taken:
                self._put(each)
        self.gap(4)
        self.block(block)

    def new_page(self) -> None:
        """Go on at the top of a new page."""
        self.close()
        self._turn()

    def orient(self, *, landscape: bool) -> None:
        """Go on across or upright: at the top of a new page when that is not how it stands already."""
        if landscape != self.is_landscape:
            self.close()
            self._turn_to(landscape=landscape)

    def reserve(self, high: float) -> Callable[[Block], None]:
        """Keep room of that height here; the answer puts a block into it later, when its words are known."""
        self._start([Block(high)])
        page, place = self.pages[-1], len(self.pages[-1].blocks)
        self._put(Block(high))

        def fill(block: Block) -> None:
            page.blocks[place] = (page.blocks[place][0], block)

        return fill

    def close(self) -> None:
        """Put what still waits for a follower."""
        self._start([])

    def frame(self, number: int, footer: Sequence[str]) -> Block:
        """Page number (from the second page) and footer of one page."""
        page = self.pages[number - 1]
        margins = LANDSCAPE if page.wide > page.high else PORTRAIT
        left, right = margins.left, page.wide - margins.right
        texts = [Text(page.wide / 2, 12, str(number), self.face.regular, BODY, "centre")] if number > 1 else []
        lines = [line for words in footer for line in wrap(words, self.face.regular, _FOOT_SIZE, right - left)]
        top = page.high - 6 - _FOOT_LEADING * len(lines)
        texts += [
            Text(left, top + (n + 1) * _FOOT_LEADING, line, self.face.regular, _FOOT_SIZE)
            for n, line in enumerate(lines)
        ]
        rules = (Rule(left, top, right, top, 0.4),) if lines else ()
        return Block(0, texts=tuple(texts), rules=rules)

    @property
    def _bottom(self) -> float:
        return self.height - self.margins.bottom

    def _start(self, blocks: Sequence[Block]) -> None:
        """Turn the page when waiting headings and the first blocks have no room; then put the headings."""
        waiting, self._waiting = self._waiting, []
        if self.pages[-1].blocks and self._y + sum(block.height for block in (*waiting, *blocks)) > self._bottom:
            self._turn()
        for block in waiting:
            self._put(block)

    def _put(self, block: Block) -> None:
        self._tail = 0
        self.pages[-1].blocks.append((self._y, block))
        self._y += block.height

    def _turn(self) -> None:
        # how many pages there will be is not known yet; asked all the same whether to stop
        self._progress.step(0, 0)
        self.pages.append(Page(self.wide, self.height, []))
        self._y = self.margins.top
