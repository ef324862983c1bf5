"""Everything about one row of the preview: its figures one under the other, and each sentence in full."""

from __future__ import annotations

from collections.abc import Sequence
from tkinter import ttk

from desktop.stated import Stated
from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.stage import Panel, Stage
from desktop.widgets.stated_card import StatedCard
from models.domain.basics.problems import N_
from models.language import Language


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
