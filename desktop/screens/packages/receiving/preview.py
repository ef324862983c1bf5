"""What would happen to the packages that arrived, by office, by file and by form; one key takes them in."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from functools import partial
from tkinter import ttk

from desktop.screens.packages.receiving.presenter import Presenter
from desktop.screens.packages.section_view import titled
from desktop.stated import Stated
from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import Panel, Stage, bind_within
from desktop.widgets.stated_card import StatedCard
from desktop.widgets.table_lines import wrapped
from desktop.widgets.table_rows import Column
from desktop.widgets.wrapping import wrap
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_
from models.language import Language

PAGES = ("F2", "F3", "F5")

SHORT = 20
"""A panel of fewer lines gives all but one line of words to its table."""

MOST_TOLD = 4
"""So many sentences about a row stand under the table; Enter shows them all."""


BY_UNIT = (
    Column(N_("Office"), 24, stretches=True),
    Column(N_("Period"), 8),
    Column(N_("Packages"), 9, is_number=True),
    Column(N_("New"), 8, is_number=True),
    Column(N_("Here already"), 9, is_number=True),
    Column(N_("Clashing"), 9, is_number=True),
    Column(N_("Must wait"), 9, is_number=True),
    Column(N_("Turned back"), 9, is_number=True),
)
FORMS_BEFORE = Column(N_("Forms that change"), 9, is_number=True)
FORMS_AFTER = Column(N_("Valid forms"), 13, is_number=True)
BY_FILE = (
    Column(N_("File"), 26, stretches=True),
    Column(N_("Result"), 15),
    Column(N_("Office"), 18, stretches=True),
    Column(N_("No."), 5, is_number=True),
    Column(N_("Check number"), 21),
    Column(N_("Lines"), 7, is_number=True),
    Column(N_("New"), 7, is_number=True),
    Column(N_("Here already"), 9, is_number=True),
    Column(N_("Clashing"), 9, is_number=True),
)
BY_FORM = (
    Column(N_("Form"), 26),
    Column(N_("Office"), 24, stretches=True),
    Column(N_("Period"), 8),
    Column(N_("Counts now as"), 22),
    Column(N_("Would be"), 22),
)


class PreviewPanel(Panel):
    """F2, F3, F5 turn the page, Enter tells all about a row; Ctrl+Enter takes everything in, Esc leaves all as it was.

    Where a large text leaves few lines, the words above and below the table are cut to one line each.
    """

    def __init__(self, stage: Stage, presenter: Presenter) -> None:
        super().__init__(stage)
        self.presenter = presenter
        self.say = say = presenter.office.say
        self.look = look = look_of(self)
        self._is_done = presenter.laid is not None and presenter.laid.is_done
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        self.stage = Stage(self)
        self.stage.grid(row=0, column=0, sticky="nsew")
        self._body = body = ttk.Frame(self.stage)
        body.columnconfigure(0, weight=1)
        body.rowconfigure(2, weight=1)
        self._summary = ttk.Label(body, style="Bold.TLabel", justify="left")
        self._summary.grid(row=0, column=0, sticky="ew")
        self.told = ttk.Label(body, justify="left")
        self._pages = FlowBar(body)
        self._pages.grid(row=1, column=0, sticky="ew", pady=look.lines(0.25))
        self.shown = 0
        self.tables: list[RecordTable] = []
        self._columns: list[Sequence[Column]] = []
        self._rows: list[Sequence[Sequence[str]]] = []
        self._tells: list[Callable[[int], Sequence[str]]] = []
        self._buttons: list[ttk.Button] = []
        self._size = (0, 0)
        columns = titled((*BY_UNIT, FORMS_AFTER if self._is_done else FORMS_BEFORE), say)
        self._add(say(N_("By office")), columns, presenter.unit_rows(), presenter.unit_told)
        self._add(say(N_("By file")), titled(BY_FILE, say), presenter.file_rows(), presenter.file_told)
        if not self._is_done:
            changes = presenter.change_rows()
            said = say(N_("Forms whose answers change: {count}"), count=presenter.office.language.number(len(changes)))
            self._add(said, titled(BY_FORM, say), changes, lambda _: ())
        self.told.grid(row=3, column=0, sticky="ew", pady=(look.lines(0.3), 0))
        self._build_bar()
        self.stage.show(body, focus=self._focus_table)
        self.bind("<Configure>", self._fit)
        self.show(0)

    def first_focus(self) -> None:
        over = self.stage.over
        if isinstance(over, RowPanel):
            over.first_focus()
        else:
            self._focus_table()

    def show(self, page: int) -> None:
        """Show this page: 0 by office, 1 by file, 2 the forms that change."""
        self.shown = page
        for place, (table, button) in enumerate(zip(self.tables, self._buttons, strict=True)):
            button.configure(style="Shown.Tab.TButton" if place == page else "Tab.TButton")
            if place == page:
                table.grid(row=2, column=0, sticky="nsew")
            else:
                table.grid_remove()
        self._tell()
        self._focus_table()

    def _focus_table(self) -> None:
        self.tables[self.shown].first_focus()

    def _add(
        self,
        title: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        told: Callable[[int], Sequence[str]],
    ) -> None:
        page = len(self.tables)
        button = ttk.Button(self._pages, text=f"{PAGES[page]}  {title}", style="Tab.TButton", takefocus=0,
                            command=lambda: self.show(page))  # fmt: skip
        self._pages.add(button)
        self._buttons.append(button)
        table = RecordTable(
            self._body, columns, self.presenter.office.language, fold=search_key,
            empty=self.say(N_("No form that counts now would count with other answers.")),
            on_select=lambda _: self._tell(), on_open=self._open,
        )  # fmt: skip
        self._columns.append(columns)
        self._rows.append(rows)
        self._tells.append(told)
        self.tables.append(table)
        table.show(rows)

    def _open(self, place: int) -> None:
        columns, row = self._columns[self.shown], self._rows[self.shown][place]
        stated = [Stated(column.title, words) for column, words in zip(columns, row, strict=True)]
        panel = RowPanel(self.stage, stated, self._tells[self.shown](place), self.presenter.office.language)
        self.stage.lay_over(panel)

    @property
    def _is_short(self) -> bool:
        return 1 < self._size[1] < self.look.lines(SHORT)

    def _tell(self) -> None:
        """What is to note about the row under the cursor, as far as there is room."""
        if len(self._tells) <= self.shown:
            return
        places = self.tables[self.shown].selected[:1]
        told = [sentence for place in places for sentence in self._tells[self.shown](place)]
        more = "  " + self.say(N_("… (all of it: Enter)"))
        if self._is_short and told:
            measure = self.look.body.measure
            fitting = wrapped(told[0], self._size[0] - measure(more) - self.look.em * 2, measure)
            shown, is_all = fitting[:1], len(told) == len(fitting) == 1
        else:
            shown, is_all = told[:MOST_TOLD], len(told) <= MOST_TOLD
        self.told.configure(text="\n".join(shown) + ("" if is_all else more))

    def _fit(self, event: tk.Event[tk.Misc]) -> None:
        if event.widget is not self or (event.width, event.height) == self._size:
            return
        self._size = (event.width, event.height)
        for label in (self._summary, self.told):
            wrap(label, max(self.look.em * 30, event.width - self.look.em))
        self._summary.configure(text=self.presenter.summary(is_short=self._is_short))
        self._tell()

    def _build_bar(self) -> None:
        say, look = self.say, self.look
        bar = FlowBar(self._body)
        bar.grid(row=4, column=0, sticky="ew", pady=(look.lines(0.3), 0))
        keys: list[tuple[str, Callable[[], object]]] = [
            (f"<{PAGES[page]}>", partial(self.show, page)) for page in range(len(self.tables))
        ]
        if not self._is_done:
            take = ttk.Button(bar, text=say(N_("Take in (Ctrl+Enter)")), style="Accent.TButton",
                              command=self.presenter.take_in)  # fmt: skip
            take.bind("<Return>", lambda _: take.invoke())
            bar.add(take)
            keys.append(("<Control-Return>", self.presenter.take_in))
            back = say(N_("Leave everything as it was (Esc)"))
        else:
            back = say(N_("Go back (Esc)"))
            if station := self.presenter.key_to_compare:
                bar.add(ttk.Button(bar, text=say(N_("Compare the key… (Ctrl+K)")), style="Accent.TButton",
                                   command=lambda: self.presenter.compare_key(station)))  # fmt: skip
                keys.append(("<Control-k>", lambda: self.presenter.compare_key(station)))
        bar.add(ttk.Button(bar, text=back, command=self.presenter.put_away))
        for key, do in keys:
            bind_within(self._body, key, do)


class RowPanel(Panel):
    """Up and Down scroll it where it is long; Esc or Enter goes back to the row."""

    def __init__(self, stage: Stage, stated: Sequence[Stated], told: Sequence[str], language: Language) -> None:
        super().__init__(stage)
        say, look = language.say, look_of(self)
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        card = StatedCard(self)
        card.grid(row=0, column=0, sticky="nsew")
        card.show(stated, told, "", say(N_("To note")))
        bar = FlowBar(self)
        bar.grid(row=1, column=0, sticky="ew", pady=(look.lines(0.4), 0))
        self._back = ttk.Button(bar, text=say(N_("Go back (Esc)")), command=stage.back)
        self._back.bind("<Return>", lambda _: self._back.invoke())
        bar.add(self._back)
        card.scrolled_from(self)

    def first_focus(self) -> None:
        self._back.focus_set()
