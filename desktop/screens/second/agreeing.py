"""How alike two persons keyed the same forms: what it amounts to, then by position in the sheet and by question."""

from __future__ import annotations

from tkinter import ttk

from desktop.agreement_words import UNSEEN
from desktop.screens.second.presenter import Presenter
from desktop.theme import look_of
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import Stage
from desktop.widgets.table_rows import Column
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_


class AgreementPanel(ttk.Frame):
    """Sentences above, a table below; Esc goes back."""

    def __init__(self, stage: Stage, presenter: Presenter) -> None:
        super().__init__(stage)
        look, say = look_of(self), presenter.office.say
        self.columnconfigure(0, weight=1)
        self.rowconfigure(2, weight=1)
        ttk.Button(self, text=say(N_("Go back (Esc)")), command=stage.back, style="Quiet.TButton").grid(sticky="w")
        assumed = N_("The intervals are exact (binomial) and take slips to fall on fields independently of each other.")
        told = ttk.Label(self, text="\n".join((*presenter.sentences(), say(UNSEEN), say(assumed))), justify="left")
        told.grid(row=1, sticky="w", pady=look.lines(0.4))
        self.bind("<Configure>", lambda event: told.configure(wraplength=max(look.em * 30, event.width)))
        self._table = RecordTable(
            self,
            (Column(say(N_("Form")), 7), Column(say(N_("Position or question")), 40, stretches=True),
             Column(say(N_("Compared")), 10, is_number=True), Column(say(N_("Unlike")), 9, is_number=True),
             Column(say(N_("Alike, %")), 10, is_number=True),
             Column(say(N_("95 % interval")), 16, is_number=True)),
            presenter.office.language, fold=search_key,
            empty=say(N_("No form was keyed by two persons yet, so nothing is known about slips of keying.")),
        )  # fmt: skip
        self._table.grid(row=2, sticky="nsew")
        self._table.show(presenter.agreement_rows())

    def first_focus(self) -> None:
        self._table.first_focus()
