"""A table laid over a screen, with a sentence above it and what can be done with its rows below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from tkinter import ttk

from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.pressed import pressed
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import Panel, Stage, bind_within
from desktop.widgets.table_rows import Column
from desktop.widgets.wrapping import keep_wrapped
from models.domain.basics.duties import Duty
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_
from models.language import Language


@dataclass(frozen=True, slots=True)
class RowAct:
    """A button under the table: its translated text with the key's name, the key (empty: the table's own), and what it does with the row.

    One that is not `on_row` works without any row and is given -1. One with a `duty` is grey for whom it is not, and says why.
    """

    text: str
    key: str
    do: Callable[[int], object]
    is_main: bool = False
    on_row: bool = True
    duty: Duty | None = None


class ListPanel(Panel):
    """Esc goes back; Enter does what `on_open` says with the row under the cursor."""

    def __init__(
        self,
        stage: Stage,
        language: Language,
        *,
        title: str,
        columns: Sequence[Column],
        told: str = "",
        is_bad: bool = False,
        empty: str = "",
        acts: Sequence[RowAct] = (),
        on_open: Callable[[int], object] | None = None,
        on_select: Callable[[int], object] | None = None,
        bars: Callable[[Duty], str] = lambda _: "",
    ) -> None:
        super().__init__(stage)
        self._bars = bars
        look = look_of(self)
        self.columnconfigure(0, weight=1)
        self.rowconfigure(2, weight=1)
        ttk.Label(self, text=title, style="Bold.TLabel").grid(row=0, column=0, sticky="w")
        self.told = ttk.Label(self, text=told, justify="left", style="Bad.TLabel" if is_bad else "Quiet.TLabel")
        if told:
            self.told.grid(row=1, column=0, sticky="w", pady=(look.lines(0.2), 0))
        keep_wrapped(self, (self.told,), less=look.em, least=look.em * 30)
        self._on_select = on_select
        self._on_rows: list[ttk.Button] = []
        self.table = RecordTable(
            self, columns, language, fold=search_key, empty=empty, on_open=on_open, on_select=lambda _: self._selected()
        )
        self.table.grid(row=2, column=0, sticky="nsew", pady=look.lines(0.4))
        bar = FlowBar(self)
        bar.grid(row=3, column=0, sticky="ew")
        for act in acts:
            style = "Accent.TButton" if act.is_main else "TButton"
            style = "Barred.TButton" if act.duty is not None and bars(act.duty) else style
            button = ttk.Button(bar, text=act.text, style=style, command=partial(self._do, act))
            button.bind("<Return>", pressed(button.invoke))
            bar.add(button)
            if act.on_row:
                self._on_rows.append(button)
        back = ttk.Button(bar, text=language.say(N_("Go back (Esc)")), command=stage.leave)
        back.bind("<Return>", lambda _: back.invoke())
        bar.add(back)
        for act in acts:
            if act.key:
                bind_within(self, act.key, partial(self._do, act))

    def show(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows."""
        self.table.show(rows)
        self._selected()

    def first_focus(self) -> None:
        self.table.first_focus()

    @property
    def row(self) -> int | None:
        """The row under the cursor; None while there is none."""
        return self.table.selected[0] if self.table.selected else None

    def say_why_not(self, refusal: str) -> None:
        """Tell above the table why something is not for the person at the desk."""
        self.told.configure(text=refusal, style="Bad.TLabel")
        self.told.grid(row=1, column=0, sticky="w")

    def _selected(self) -> None:
        row = self.row
        for button in self._on_rows:
            button.state(["disabled" if row is None else "!disabled"])
        if self._on_select is not None and row is not None:
            self._on_select(row)

    def _do(self, act: RowAct) -> None:
        if act.duty is not None and (refusal := self._bars(act.duty)):
            self.say_why_not(refusal)
        elif not act.on_row:
            act.do(-1)
        elif self.row is not None:
            act.do(self.row)
