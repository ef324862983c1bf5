"""A table that holds many thousand rows and draws only those in sight; everything in it goes by keyboard."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from functools import partial
from tkinter import ttk

from desktop import theme
from desktop.icons import Icons
from desktop.theme import look_of
from desktop.widgets.focused import focused
from desktop.widgets.pressed import pressed
from desktop.widgets.resting_bar import RestingBar
from desktop.widgets.table_filter import FilterLine
from desktop.widgets.table_lines import shortened
from desktop.widgets.table_rows import Column, TableRows
from desktop.widgets.table_tree import RowPicture, TableTree
from models.domain.basics.problems import N_
from models.language import Language

SHORT = 9
"""A table of fewer lines gives the line with its keys to its rows."""

SHORTEST = 14
"""A table of fewer lines shows its filter only while there is something in it, or the keyboard."""

SHIFT, CONTROL, ALT = 0x1, 0x4, 0x8 | 0x20000


class RecordTable(ttk.Frame):
    """Filter field, table, and a line with the count and the keys.

    `empty` is the translated sentence that says what to do when there is no row at all; `on_open` is called with the
    place of the row on Enter or double click, `on_select` with the places selected.
    """

    def __init__(
        self,
        parent: tk.Misc,
        columns: Sequence[Column],
        language: Language,
        *,
        empty: str,
        fold: Callable[[str], str],
        on_open: Callable[[int], object] | None = None,
        on_select: Callable[[tuple[int, ...]], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.language = language
        self.look = look_of(self)
        self._columns = tuple(columns)
        self._empty = empty
        self._fold = fold
        self._on_open = on_open
        self._on_select = on_select
        self.rows = TableRows((), self._columns, fold)
        self.cursor = 0
        self._anchor = 0
        self._column = next((place for place, each in enumerate(columns) if each.title), 0)
        self._is_short = False
        self.columnconfigure(0, weight=1)
        self.rowconfigure(1, weight=1)
        self._line = FilterLine(
            self,
            language,
            on_typed=self._filter_typed,
            back=self.first_focus,
            on_enter=self._filter_entered,
            on_focus=self._fold_filter,
        )
        self._line.grid(row=0, column=0, columnspan=2, sticky="ew", pady=(0, self.look.lines(0.3)))
        # one frame around rows and bars, so that the table ends where everything above it ends
        frame = ttk.Frame(self, style="Table.TFrame", padding=2 * self.look.hair)
        frame.grid(row=1, column=0, sticky="nsew")
        frame.columnconfigure(0, weight=1)
        frame.rowconfigure(0, weight=1)
        self.tree = TableTree(frame, self._columns, on_sort=self.sort)
        self.tree.grid(row=0, column=0, sticky="nsew")
        self._bar = RestingBar(frame, self._scrolled, row=0, keeps_room=True)
        across = RestingBar(frame, self.tree.xview, row=1, column=0, is_across=True)
        self.tree.configure(xscrollcommand=across.set)
        self.nothing = ttk.Label(
            self.tree, style="Card.Quiet.TLabel", justify="center", anchor="center", compound="top"
        )
        self._signs: Icons | None = None
        self.foot = ttk.Label(self, style="Small.TLabel")
        self.foot.grid(row=3, column=0, sticky="w", pady=(self.look.lines(0.2), 0))
        self._bind_keys()
        for event, state in (("<FocusIn>", "focus"), ("<FocusOut>", "!focus")):
            self.tree.bind(event, partial(_show_focus, frame, state), add=True)
        self.bind("<Configure>", self._fit_lines)

    def _fit_lines(self, event: tk.Event[tk.Misc]) -> None:
        if event.widget is not self:
            return
        if event.height < self.look.lines(SHORT):
            self.foot.grid_remove()
        else:
            self.foot.grid()
        self._is_short = event.height < self.look.lines(SHORTEST)
        self._fold_filter()

    def _fold_filter(self) -> None:
        if (self._is_short or not self.rows.rows) and not self._line.is_wanted:
            self._line.grid_remove()
        else:
            self._line.grid()

    def show(self, rows: Sequence[Sequence[str]], *, empty: str = "", pictures: Sequence[RowPicture] = ()) -> None:
        """Show these rows; filter, order and place stay as far as they still make sense.

        `empty` takes from now on the place of the sentence for no rows at all; `pictures` stand before the rows.
        """
        self._empty = empty or self._empty
        before = self.rows
        self.rows = self.tree.rows = TableRows(rows, self._columns, self._fold)
        if before.sorted_by is not None:
            self.rows.is_descending = not before.is_descending
            self.rows.sorted_by = before.sorted_by
            self.rows.sort(before.sorted_by)
        if before.filter_text:
            self.rows.filter(before.filter_text)
        self.tree.picture(pictures)
        self._fold_filter()
        self.tree.fit()
        self.move_to(min(self.cursor, max(0, len(self.rows.shown) - 1)), extend=False)

    @property
    def selected(self) -> tuple[int, ...]:
        """Places (in the rows given to `show`) of the selected rows."""
        low, high = sorted((self.cursor, self._anchor))
        return tuple(self.rows.shown[low : high + 1])

    def filter(self, text: str) -> None:
        """Filter as if `text` were typed."""
        self._line.wanted.set(text)

    def first_focus(self) -> None:
        """Give the table the keyboard."""
        self.tree.focus_set()

    def sort(self, column: int) -> None:
        """Sort by a column, the second time the other way round."""
        self.rows.sort(column)
        for place, each in enumerate(self._columns):
            arrow = ("  ▼" if self.rows.is_descending else "  ▲") if place == column else ""
            self.tree.heading(place, text=each.title + arrow + each.apart)
        self._column = column
        self.move_to(0, extend=False)

    def _bind_keys(self) -> None:
        tree = self.tree
        tree.bind("<Key>", self._key)
        tree.bind("<Configure>", lambda _: self._resized())
        tree.bind("<FocusIn>", lambda _: self._draw())
        tree.bind("<FocusOut>", lambda _: self._draw())
        tree.bind("<Button-1>", self._clicked)
        tree.bind("<B1-Motion>", self._dragged)
        tree.bind("<Double-Button-1>", self._double_clicked)
        for event, by in (("<Button-4>", -3), ("<Button-5>", 3)):
            tree.bind(event, pressed(self._roll, by))
        tree.bind("<MouseWheel>", lambda event: self._roll(-event.delta // 40))
        tree.bind("<Control-c>", lambda _: self.copy())
        tree.bind("<Control-a>", lambda _: self._select_all())
        for part in (tree, self._line.entry):
            part.bind("<Control-f>", lambda _: self._type())

    def copy(self) -> str:
        """Put the selected rows with their titles on the clipboard for a spreadsheet."""
        self.clipboard_clear()
        self.clipboard_append(self.rows.copied(self.selected))
        self.foot.configure(style="Small.TLabel", text=self.language.say(N_("{rows} rows copied; paste them into a spreadsheet."),
                                                    rows=len(self.selected)))  # fmt: skip
        return "break"

    def _key(self, event: tk.Event[tk.Misc]) -> str | None:
        state = int(event.state)
        last = len(self.rows.shown) - 1
        page = max(1, self.tree.room - 1)
        moves = {"Up": self.cursor - 1, "Down": self.cursor + 1, "Prior": self.cursor - page,
                 "Next": self.cursor + page, "Home": 0, "End": last}  # fmt: skip
        if state & ALT:
            return None
        if event.keysym in moves:
            self.move_to(min(last, max(0, moves[event.keysym])), extend=bool(state & SHIFT))
        elif state & CONTROL:
            return None
        elif event.keysym in ("Return", "KP_Enter"):
            self._open()
        elif event.keysym in ("Left", "Right"):
            titled = [place for place, each in enumerate(self._columns) if each.title] or [0]
            at = titled.index(self._column) if self._column in titled else 0
            self._column = titled[(at + (1 if event.keysym == "Right" else -1)) % len(titled)]
            self._draw_foot()
        elif event.keysym == "F4":
            self.sort(self._column)
        elif event.char.isalnum():
            self._type(event.char)
        else:
            return None
        return "break"

    def _filter_typed(self, text: str) -> None:
        self.rows.filter(text)
        self.move_to(self.rows.best, extend=False)

    def _filter_entered(self) -> None:
        """Enter in the filter goes to the table, and opens its row when only one is left."""
        self.first_focus()
        if len(self.rows.shown) == 1 and self.rows.filter_text:
            self._open()

    def open_filter(self) -> str:
        """Give the keyboard to the filter."""
        return self._type()

    def _type(self, first: str = "") -> str:
        self._line.grid()
        self._line.begin(first)
        return "break"

    def _select_all(self) -> str:
        self._anchor, self.cursor = 0, max(0, len(self.rows.shown) - 1)
        self._draw()
        self._tell_selection()
        return "break"

    def move_to(self, place: int, *, extend: bool) -> None:
        self.cursor = max(0, place)
        if not extend:
            self._anchor = self.cursor
        self.tree.bring_into_sight(self.cursor)
        self._draw()
        self._tell_selection()

    def _tell_selection(self) -> None:
        if self._on_select is not None:
            self._on_select(self.selected)

    def _open(self) -> None:
        if self._on_open is not None and self.cursor < len(self.rows.shown):
            self._on_open(self.rows.shown[self.cursor])

    def _resized(self) -> None:
        self.tree.fit()
        self._draw()

    def _draw(self) -> None:
        total = len(self.rows.shown)
        self._bar.set(*self.tree.draw(self.cursor, self._anchor, has_focus=focused(self) is self.tree))
        if total:
            self.nothing.place_forget()
        else:
            text = self._empty if not self.rows.rows else self.language.say(
                N_("Nothing matches “{text}”. Esc takes the filter away."), text=self.rows.filter_text)  # fmt: skip
            self.nothing.configure(
                text=text, image=self._sign(), wraplength=max(self.look.em * 20, self.tree.winfo_width() * 2 // 3)
            )
            self.nothing.place(relx=0.5, rely=0.45, anchor="center")
        self._line.tell(total, len(self.rows.rows))
        self._draw_foot()

    def _draw_foot(self) -> None:
        """The whole of what is cut in the row of the cursor; the keys when nothing is, and nothing where they have nothing to act on."""
        if not self.rows.shown:
            self.foot.configure(text="")
            return
        if cut := self.tree.cut_texts(self.cursor):
            self.foot.configure(text="  ·  ".join(cut), style="TLabel", wraplength=self.winfo_width())
            return
        column = self._columns[self._column].title
        opens = self.language.say(N_("Enter opens · ")) if self._on_open is not None else ""
        keys = opens + self.language.say(
            N_("Shift+↑↓ selects several · Ctrl+C copies · ←→ chooses the column, F4 sorts by it: {column}"),
            column=column,
        )
        self.foot.configure(
            style="Small.TLabel", text=shortened(keys, self.winfo_width(), self.look.small.measure), wraplength=0
        )

    def _sign(self) -> tk.PhotoImage:
        """What stands over the sentence of an empty table, drawn when it is needed."""
        if self._signs is None:
            self._signs = Icons(self, theme.EDGE_STRONG, lines=2.6)
        return self._signs["table"]

    def _scrolled(self, how: str, amount: str, unit: str = "") -> None:
        if how == "moveto":
            self.tree.top = round(float(amount) * len(self.rows.shown))
        else:
            self.tree.top += int(amount) * (self.tree.room if unit == "pages" else 1)
        self._draw()

    def _roll(self, by: int) -> str:
        self.tree.top += by
        self._draw()
        return "break"

    def _clicked(self, event: tk.Event[tk.Misc]) -> str | None:
        if self.tree.identify_region(event.x, event.y) != "cell":
            return None
        self.tree.focus_set()
        if (place := self.tree.place_at(event.y)) is not None:
            self.move_to(place, extend=bool(int(event.state) & SHIFT))
        return "break"

    def _dragged(self, event: tk.Event[tk.Misc]) -> str | None:
        place = self.tree.place_at(event.y)
        if self.tree.identify_region(event.x, event.y) == "cell" and place is not None:
            self.move_to(place, extend=True)
            return "break"
        return None

    def _double_clicked(self, event: tk.Event[tk.Misc]) -> str | None:
        if self.tree.identify_region(event.x, event.y) != "cell":
            return None
        self._open()
        return "break"


def _show_focus(frame: ttk.Frame, state: str, _event: object) -> None:
    frame.state([state])
