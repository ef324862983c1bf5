"""Blocks that flow over pages: a heading stays with what follows, and new pages come by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.progress import Progress
from printing.blocks import PAGE_HEIGHT, PAGE_WIDTH, Block


@dataclass(frozen=True, slots=True)
class Margins:
    """White edges in millimetres."""

    top: float
    bottom: float
    left: float
    right: float


PORTRAIT = Margins(top=20, bottom=20, left=30, right=16)
LANDSCAPE = Margins(top=20, bottom=20, left=30, right=15)


@dataclass(slots=True)
class Page:
    """One page: its size in millimetres, and its blocks with how far down they stand."""

    wide: float
    high: float
    blocks: list[tuple[float, Block]]


class Flow:
    """Pages being filled from top to bottom, upright or across; all measures in millimetres."""

    def __init__(self, *, landscape: bool, progress: Progress) -> None:
        self.pages: list[Page] = []
        self._progress = progress
        self._y = 0.0
        self._waiting: list[Block] = []
        self.margins = LANDSCAPE if landscape else PORTRAIT
        self.wide, self.height = (PAGE_HEIGHT, PAGE_WIDTH) if landscape else (PAGE_WIDTH, PAGE_HEIGHT)
        self.left, self.right = self.margins.left, self.wide - self.margins.right
        self._turn()

    @property
    def width(self) -> float:
        """Room between the margins in millimetres."""
        return self.right - self.left

    def page_of(self, block: Block) -> int:
        """Number of the page on which a block stands."""
        return next(n for n, page in enumerate(self.pages, 1) if any(each is block for _, each in page.blocks))

    def block(self, block: Block) -> None:
        """Any composed marks, with their `x` on this page and their `y` from their own top."""
        self._start([block])
        self._put(block)

    def gap(self, high: float) -> None:
        """White room in millimetres, lost at the end of a page."""
        self._y = min(self._y + high, self._bottom)

    def continue_from(self, other: Flow) -> None:
        """Have the pages of another flow of the same size, and go on where it ended."""
        self.pages, self._y = other.pages, other.down

    @property
    def down(self) -> float:
        """How far down the next block stands."""
        return self._y

    def new_page(self) -> None:
        """Go on at the top of a new page."""
        self.close()
        self._turn()

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

    @property
    def _bottom(self) -> float:
        return self.height - self.margins.bottom

    def _high_up(self, place: int) -> bool:
        """Whether a block of this page begins in its upper half."""
        return self.pages[-1].blocks[place][0] < self.height / 2

    def _start(self, blocks: Sequence[Block]) -> None:
        """Turn the page when waiting headings and the first blocks have no room; then put the headings."""
        waiting, self._waiting = self._waiting, []
        if self.pages[-1].blocks and self._y + sum(block.height for block in (*waiting, *blocks)) > self._bottom:
            self._turn()
        for block in waiting:
            self._put(block)

    def _put(self, block: Block) -> None:
        self.pages[-1].blocks.append((self._y, block))
        self._y += block.height

    def _put_row(self, block: Block, keep: float, head: Block | None = None) -> None:
        """Put a block where `keep` millimetres are left; on a new page the head of its table stands above it."""
        if self._y + keep > self._bottom:
            self._turn()
            if head:
                self._put(head)
        self._put(block)

    def _turn(self) -> None:
        # how many pages there will be is not known yet; asked all the same whether to stop
        self._progress.step(0, 0)
        self.pages.append(Page(self.wide, self.height, []))
        self._y = self.margins.top
