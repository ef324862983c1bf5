"""A paper being composed: titles, running text, tables and signing places, and what stands around every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.language import Language
from models.progress import NO_PROGRESS, Progress
from printing.blocks import Block, Rule, Text
from printing.flow import LANDSCAPE, PORTRAIT, Flow
from printing.fonts import POINT, Face, balanced, clean, width, wrap
from printing.official import BODY, Heading, Signature, heading_block, signature_block
from printing.tables import PaperColumn, PaperRow, fitted, head_block, last_rows, rooms, row_block

_FOOT_SIZE = 9.0
_MARK_SIZE, _MARK_LEADING = 9.0, 3.6
_FOOT_LEADING = 3.7
_WHOLE = 0.33
"""A table up to this share of the page stays in one piece,"""
_TOGETHER = 0.7
"""and with what belongs under it (notes, chart) when all of it takes no more than this."""
_LEAST_TORN = 4
"""A table of more rows may be torn for the signing places."""
_WHITE = 0.08
"""So much of a page may stay white rather than tear a section of a table."""


@dataclass(frozen=True, slots=True)
class _Ending:
    """What goes along to the next page with the signing places: the blocks of a page from `start` on, under `head`."""

    page: int
    start: int
    end: int
    head: Block | None = None


class Paper(Flow):
    """A paper in one face and one language; what ends above signing places goes along with them."""

    def __init__(
        self, language: Language, used: Face, *, landscape: bool = False, progress: Progress = NO_PROGRESS
    ) -> None:
        super().__init__(landscape=landscape, progress=progress)
        self.language = language
        self.face = used
        self.issuer = ""
        self._ending: _Ending | None = None

    @property
    def ending(self) -> _Ending | None:
        """What goes along with signing places that follow."""
        return self._ending

    def header(self, heading: Heading) -> None:
        """Agency left, nation and motto right, number and day under them, as on every administrative paper."""
        self.issuer = heading.issuer
        self.block(heading_block(heading, left=self.left, wide=self.width, face=self.face, language=self.language))

    def title(self, kind: str, *about: str, ruled: bool = False) -> None:
        """The kind of paper in capitals, under it what it is about, centred; `ruled` as the decree wants it of reports."""
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
        half = width(texts[-1].text, texts[-1].font, texts[-1].size) / 5
        rules = (Rule(middle - half, y + 2.6, middle + half, y + 2.6, 0.7),) if ruled else ()
        self.block(Block(y + 4 + 1.6 * len(rules), texts=tuple(texts), rules=rules))

    def heading(self, words: str, *, size: float = BODY) -> Block:
        """A bold line that stays on the page of what follows (see `page_of`)."""
        lines = wrap(words, self.face.bold, size, self.width)
        block = self._lines(lines, self.face.bold, size, above=2.2)
        block = replace(block, height=block.height + 1.2)
        self._waiting.append(block)
        return block

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
        lines = self.lines_of(words, size=size, italic=italic, bold=bold, align=align, indent=indent)
        for line in lines:
            self.block(line)
        self._ends_with(len(lines))

    def lines_of(
        self,
        words: str,
        *,
        size: float = BODY,
        italic: bool = False,
        bold: bool = False,
        align: str = "left",
        indent: float = 0.0,
    ) -> list[Block]:
        """The lines of running text, a block each; indented text reaches both margins, as the decree wants it."""
        font = self.face.bold if bold else self.face.italic if italic else self.face.regular
        blank = " " * round(indent / width(" ", font, size)) if indent else ""
        lines = (
            wrap(words, font, size, self.width - indent) if not indent else self._indented(words, font, size, indent)
        )
        return [
            self._lines(
                (line,),
                font,
                size,
                above=1.6 if n == 0 else 0.0,
                align=align,
                shift=indent if blank and n == 0 else 0.0,
                is_spread=bool(indent) and n < len(lines) - 1,
            )
            for n, line in enumerate(lines)
        ]

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
        is_spread: bool = False,
    ) -> Block:
        leading = size * POINT * 1.22
        if is_spread:
            y = above + 0.8 * leading
            return Block(above + leading, texts=spread(lines[0], self.left + shift, self.right, y, font, size))
        x = {"left": self.left + shift, "centre": self.left + self.width / 2, "right": self.right}[align]
        texts = tuple(Text(x, above + (n + 0.8) * leading, line, font, size, align) for n, line in enumerate(lines))
        return Block(above + leading * len(lines), texts=texts)

    def table(
        self,
        columns: Sequence[PaperColumn],
        rows: Sequence[PaperRow],
        *,
        size: float = 11.0,
        notes: Sequence[Block] = (),
        chart: Block | None = None,
    ) -> None:
        """A ruled table over the whole width (the columns share it in proportion to theirs).

        Its head is repeated on every page; numbers stand under each other with align "right". Its notes stand on the
        page of its last rows, and so do the signing places that follow. A chart stands under a short table and its
        notes, all on one page, but above a table that goes over pages, with the first rows.
        """
        columns = fitted(columns, rows, self.width, self.face, size)
        head = head_block(columns, self.left, self.face, size)
        blocks = [row_block(row, columns, self.left, self.face, size) for row in rows]
        drawn = [chart] if chart else []
        heights, white = [block.height for block in blocks], _WHITE * self.height
        last = last_rows(rows, heights, white)
        whole = _height([*self._waiting, head, *blocks, *notes, *drawn])
        # a short table is not torn apart
        if not last or (_height(blocks) < _WHOLE * self.height and whole < _TOGETHER * self.height):
            self._whole_table([head, *blocks, *notes, *drawn])
            if self._ending and not drawn and len(blocks) > _LEAST_TORN and self._high_up(self._ending.start):
                # rather torn for the signing places than a page left nearly white
                start = len(self.pages[-1].blocks) - len(notes) - _LEAST_TORN // 2
                self._ending = replace(self._ending, start=start, head=head)
            return
        drawn = [replace(each, height=each.height + 3) for each in drawn]
        needed = rooms(rows, heights, white)
        self._start([*drawn, head, Block(max(needed[0], _height(blocks[:2])))])
        for block in (*drawn, head):
            self._put(block)
        for block, room in zip(blocks[:last], needed, strict=False):
            self._put_row(block, room, head)
        start = len(self.pages[-1].blocks)
        for n, block in enumerate(blocks[last:]):
            self._put_row(block, 0.0 if n else _height([*blocks[last:], *notes]), head)
            start = start if n else len(self.pages[-1].blocks) - 1
        for block in notes:
            self._put_row(block, block.height)
        self._ending = _Ending(len(self.pages), start, len(self.pages[-1].blocks), head)

    def _whole_table(self, blocks: Sequence[Block]) -> None:
        above = len(self._waiting)
        self._start(blocks)
        start = len(self.pages[-1].blocks) - above
        for block in blocks:
            self._put_row(block, block.height)
        self._ending = _Ending(len(self.pages), max(0, start), len(self.pages[-1].blocks))

    def signatures(self, *signatures: Signature, recipients: Sequence[str] = ()) -> None:
        """Signing places side by side, the highest office right; recipients (if any) in the left one.

        They take what ends above along to the next page: nobody signs a page on which nothing stands.
        """
        block = signature_block(
            signatures, recipients, left=self.left, wide=self.width, face=self.face, language=self.language
        )
        if self._y + 4 + block.height > self._bottom:
            self._take_ending_along()
        self.gap(4)
        self.block(block)

    def _ends_with(self, blocks: int) -> None:
        """The last so many blocks of this page go along with the signing places."""
        end = len(self.pages[-1].blocks)
        self._ending = _Ending(len(self.pages), max(0, end - blocks), end)

    def _take_ending_along(self) -> None:
        ending, blocks = self._ending, self.pages[-1].blocks
        if ending is None or (ending.page, ending.end) != (len(self.pages), len(blocks)):
            return
        # a page that would keep nothing but the head of the table stays as it is
        if ending.start <= int(ending.head is not None):
            return
        taken = [each for _, each in blocks[ending.start :]]
        del blocks[ending.start :]
        self._turn()
        for each in (*((ending.head,) if ending.head else ()), *taken):
            self._put(each)

    def fit(self, begin: Callable[[Paper, float], None], *, sizes: Sequence[float], pages: int) -> None:
        """Put on this paper, which is empty yet, what `begin` puts: in the largest of these sizes that takes no more pages.

        `sizes` begin with the largest.
        """
        tried: dict[int, Paper] = {}

        def fits(place: int) -> bool:
            paper = tried[place] = Paper(self.language, self.face, landscape=self.wide > self.height)
            begin(paper, sizes[place])
            paper.close()
            return len(paper.pages) <= pages

        last = len(sizes) - 1
        low, high = (0, 0) if fits(0) else (min(1, last), last)
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if fits(middle) else (middle + 1, high)
        if low not in tried:
            fits(low)
        chosen = tried[low]
        self.issuer, self._ending = chosen.issuer, chosen.ending
        self.continue_from(chosen)

    def frame(self, number: int, footer: Sequence[str], mark: str = "") -> Block:
        """Page number (from the second page) and footer of one page, and over all of it a mark."""
        page = self.pages[number - 1]
        margins = LANDSCAPE if page.wide > page.high else PORTRAIT
        left, right = margins.left, page.wide - margins.right
        marked = wrap(mark, self.face.bold, _MARK_SIZE, right - left) if mark else ()
        texts = [
            Text(page.wide / 2, 5.5 + n * _MARK_LEADING, line, self.face.bold, _MARK_SIZE, "centre")
            for n, line in enumerate(marked)
        ]
        if number > 1:
            texts.append(Text(page.wide / 2, 14 if marked else 12, str(number), self.face.regular, BODY, "centre"))
        lines = [line for words in footer for line in wrap(words, self.face.regular, _FOOT_SIZE, right - left)]
        top = page.high - 6 - _FOOT_LEADING * len(lines)
        texts += [
            Text(left, top + (n + 1) * _FOOT_LEADING, line, self.face.regular, _FOOT_SIZE)
            for n, line in enumerate(lines)
        ]
        rules = (Rule(left, top, right, top, 0.4),) if lines else ()
        return Block(0, texts=tuple(texts), rules=rules)


def spread(line: str, left: float, right: float, y: float, font: str, size: float) -> tuple[Text, ...]:
    """The words of a line with equal room between them, the first at one margin and the last at the other."""
    words = line.split()
    wide = [width(word, font, size) for word in words]
    room = (right - left - sum(wide)) / max(1, len(words) - 1)
    return tuple(Text(left + sum(wide[:n]) + n * room, y, word, font, size) for n, word in enumerate(words))


def _height(blocks: Sequence[Block]) -> float:
    return sum(block.height for block in blocks)
