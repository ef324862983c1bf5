"""The lines of a table as they are drawn: columns fitted to their texts, long texts over several lines."""

from __future__ import annotations

import heapq
import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk
from typing import NamedTuple

from desktop import theme
from desktop.theme import cell_padding, look_of
from desktop.widgets.table_lines import MOST_LINES, first_for_end, first_in_sight, in_sight, shortened, wrapped
from desktop.widgets.table_rows import Column, TableRows

MEASURED = 2_000
"""So many rows are looked at to find how wide a column must be."""

ROOMY = 10
"""With room for fewer lines every row stays one line, so that rows are seen at all; a cut text stands under the table."""


class RowPicture(NamedTuple):
    """What stands before a row, and the same for the row under the cursor, which is dark."""

    plain: tk.PhotoImage
    on_dark: tk.PhotoImage


class TableTree(ttk.Treeview):
    """Draws those of `rows` that are in sight, from `top` on; a place is counted among the rows shown."""

    def __init__(self, parent: tk.Misc, columns: Sequence[Column], *, on_sort: Callable[[int], None]) -> None:
        super().__init__(parent, columns=[str(place) for place in range(len(columns))], show="headings", height=5,
                         selectmode="none", takefocus=True, style="Rows.Treeview")  # fmt: skip
        self.look = look_of(self)
        self.rows = TableRows((), columns, str)
        self.pictures: Sequence[RowPicture] = ()
        self._picture_room = 0
        self.top = 0
        self._columns = tuple(columns)
        self._wrapping = tuple(place for place, column in enumerate(columns) if column.wraps)
        self._widths: list[int] = []
        self._parted: dict[tuple[int, str], list[str]] = {}
        self._cut: dict[tuple[int, str], str] = {}
        for place, column in enumerate(columns):
            self.heading(
                place,
                text=column.title + column.apart,
                anchor=column.anchor,
                command=lambda place=place: on_sort(place),
            )
            self.column(place, width=column.width * self.look.em, minwidth=4 * self.look.em,
                        anchor=column.anchor, stretch=column.stretches)  # fmt: skip
        self.tag_configure("odd", background=theme.STRIPE)
        self.tag_configure("in", background=theme.CHOSEN, foreground=theme.INK)
        self.tag_configure("at", background=theme.ACCENT, foreground=theme.CARD)

    def picture(self, pictures: Sequence[RowPicture]) -> None:
        """Have a picture before each of `rows`, in their order; none take the room for them away."""
        self.pictures = pictures
        self.configure(show=("tree", "headings") if pictures else ("headings",))
        self._picture_room = max(each.plain.width() for each in pictures) + 2 * self.look.em if pictures else 0
        if pictures:
            self.column("#0", width=self._picture_room, minwidth=self._picture_room, stretch=False)

    def fit(self) -> None:
        """Share the room out among the columns."""
        look, room = self.look, self.winfo_width() - 6 * self.look.hair - self._picture_room
        if room <= look.em * 4:
            return
        widths = shared_out(
            [Need(self._needed(place), look.bold.measure(each.title + each.apart) + look.em * 2, each.width * look.em // 2, each.stretches)
             for place, each in enumerate(self._columns)], room)  # fmt: skip
        if widths != self._widths:
            self._widths = widths
            self._parted.clear()
            self._cut.clear()
            for place, width in enumerate(widths):
                self.column(place, width=width, minwidth=4 * look.em, stretch=False)

    def _needed(self, place: int) -> int:
        """The room for the longest texts of a column, in pixels."""
        texts = {row[place] for row in self.rows.rows[:MEASURED]}
        longest = heapq.nlargest(3, texts, key=len)
        measure, apart = self.look.body.measure, self._columns[place].apart
        return max((measure(text + apart) for text in longest), default=0) + 2 * (
            cell_padding(self.look) + self.look.hair
        )

    @property
    def room(self) -> int:
        """How many lines there is room for."""
        heading = self.look.lines(1.5) + 3 * self.look.hair
        return max(1, (self.winfo_height() - heading) // self.look.row)

    def bring_into_sight(self, place: int) -> None:
        """Move what is shown by as little as makes the row at `place` seen whole; `draw` shows it."""
        self.top = first_in_sight(place, self.top, self.room, self._lines_of)

    def draw(self, cursor: int, anchor: int, *, has_focus: bool) -> tuple[float, float]:
        """Draw anew with the rows from `anchor` to `cursor` marked; returns which part of all rows is seen."""
        room, total = self.room, len(self.rows.shown)
        self.top = max(0, min(self.top, first_for_end(total, room, self._lines_of)))
        seen = in_sight(self.top, total, room, self._lines_of)
        low, high = sorted((cursor, anchor))
        self.delete(*self.get_children())
        for place in range(self.top, total):
            if (free := room - len(self.get_children())) <= 0:
                break
            tags = ("at" if place == cursor and has_focus else "in",) if low <= place <= high else (
                ("odd",) if place % 2 else ())  # fmt: skip
            for piece, cells in enumerate(self._pieces(place)[:free]):
                image = self._image(place, on_dark=tags == ("at",)) if self.pictures and not piece else ""
                self.insert(
                    "", "end", iid=f"{place}+{piece}" if piece else str(place), values=cells, tags=tags, image=image
                )
        return (self.top / total, (self.top + seen) / total) if total else (0, 1)

    def _image(self, place: int, *, on_dark: bool) -> tk.PhotoImage:
        picture = self.pictures[self.rows.shown[place]]
        return picture.on_dark if on_dark else picture.plain

    def place_at(self, y: int) -> int | None:
        """The row drawn at this height: lines "12" and "12+1" are both row 12."""
        line = self.identify_row(y)
        return int(line.partition("+")[0]) if line else None

    def cut_texts(self, place: int) -> list[str]:
        """What of the row at `place` is not seen whole."""
        if not self._widths or place >= len(self.rows.shown):
            return []
        row = self.rows.rows[self.rows.shown[place]]
        return [
            text for at, text in enumerate(row)
            if self._seen(at, text) != text
            and not (self._columns[at].wraps and len(self._in_lines(at, text)) <= self._lines_of(place))
        ]  # fmt: skip

    def _lines_of(self, place: int) -> int:
        """How many lines the row at `place` takes."""
        if not self._wrapping or self.room < ROOMY or place >= len(self.rows.shown):
            return 1
        row = self.rows.rows[self.rows.shown[place]]
        return min(MOST_LINES, max(len(self._in_lines(at, row[at])) for at in self._wrapping))

    def _in_lines(self, column: int, text: str) -> list[str]:
        if not self._widths:
            return [text]
        if (known := self._parted.get((column, text))) is None:
            known = wrapped(text, self._widths[column] - 2 * cell_padding(self.look), self.look.body.measure)
            self._parted[(column, text)] = known
        return known

    def _seen(self, column: int, text: str) -> str:
        """What of a text is seen on one line of its column."""
        if not self._widths:
            return text
        if (known := self._cut.get((column, text))) is None:
            apart = self.look.body.measure(self._columns[column].apart)
            room = self._widths[column] - 2 * cell_padding(self.look) - apart
            known = self._cut[(column, text)] = shortened(text, room, self.look.body.measure)
        return known

    def _pieces(self, place: int) -> list[tuple[str, ...]]:
        """The lines of one row as they are drawn: a number stands off the words of the next column."""
        row = self.rows.rows[self.rows.shown[place]]
        first = [
            self._seen(at, text) + each.apart for at, (text, each) in enumerate(zip(row, self._columns, strict=True))
        ]
        pieces = [first, *(["" for _ in first] for _ in range(self._lines_of(place) - 1))]
        for at in self._wrapping:
            parts = self._in_lines(at, row[at])
            if len(parts) > len(pieces):
                parts = [*parts[: len(pieces) - 1], self._seen(at, " ".join(parts[len(pieces) - 1 :]))]
            for piece, part in zip(pieces, parts, strict=False):
                piece[at] = part
        return [tuple(piece) for piece in pieces]


class Need(NamedTuple):
    """What one column asks for, in pixels: `wanted` shows its longest text, `least` its title, `floor` bounds shrinking."""

    wanted: int
    least: int
    floor: int
    stretches: bool


def shared_out(needs: Sequence[Need], room: int) -> list[int]:
    """Give each column what its texts need; what is too much is taken from the columns that stretch, the widest first."""
    stretching = [place for place, each in enumerate(needs) if each.stretches] or [len(needs) - 1]
    widths = [max(each.least, each.wanted) for each in needs]
    while (over := sum(widths) - room) > 0:
        place = max(stretching, key=widths.__getitem__)
        least = max(needs[place].least, needs[place].floor)
        others = [widths[each] for each in stretching if each != place]
        lower = max([least, widths[place] - over, *(each for each in others if each < widths[place])])
        if lower >= widths[place]:
            break
        widths[place] = lower
    if sum(widths) > room:
        # it has to be scrolled anyway: then nothing of half its width or less is cut
        for place in stretching:
            widths[place] = max(widths[place], min(needs[place].wanted, room // 2))
    if (left := room - sum(widths)) > 0:
        widths[stretching[0]] += left
    return widths
