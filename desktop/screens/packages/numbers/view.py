"""The widgets of the section of the book of numbers: where it is in a sentence, and the turns at it."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk

from desktop import dialogs
from desktop.screens.packages.numbers.presenter import Presenter
from desktop.screens.packages.section_view import ListView
from desktop.screens.viewing import Action, action
from desktop.widgets.stage import FormPanel
from desktop.widgets.table_rows import Column
from desktop.widgets.wrapping import keep_wrapped
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem

_MOST = 99_999


class View(ListView[Presenter]):
    """F2 hands the book to another computer, Ctrl+Delete takes it over from one that is lost."""

    heading = N_("Book of numbers")
    hint = N_("One computer of the office numbers receipts, campaigns and closings, so that no number is given twice.")
    empty = N_("Nobody is known to have the book of numbers. Take it over here.")
    columns = (
        Column(N_("Computer"), 14),
        Column(N_("How it came there"), 34, stretches=True),
        Column(N_("By"), 18),
        Column(N_("When"), 17),
        Column(N_("It is there"), 10),
    )

    def main(self) -> tk.Widget:
        main = ttk.Frame(self.stage)
        main.columnconfigure(0, weight=1)
        main.rowconfigure(1, weight=1)
        self._standing = ttk.Label(main, justify="left")
        self._standing.grid(row=0, column=0, sticky="ew", pady=(0, self.look.lines(0.4)))
        self.make_table(main).grid(row=1, column=0, sticky="nsew")
        keep_wrapped(main, (self._standing,), less=self.look.em, least=self.look.em * 30)
        return main

    def draw(self) -> None:
        self._standing.configure(text=self.presenter.standing(),
                                 style="Bad.TLabel" if self.presenter.waiting else "Bold.TLabel")  # fmt: skip
        super().draw()

    def can(self, action: Action) -> bool:
        return self.presenter.can_hand if action.is_main else not self.presenter.is_here

    @action(N_("Hand over…"), "<F2>", main=True, commands=("package numbers", "package hand-over"), duty=Duty.NUMBERS)
    def _hand_over(self) -> None:
        presenter, say, language = self.presenter, self.say, self.presenter.office.language
        if not presenter.can_hand:
            return
        known, title = presenter.computers(), say(N_("Hand the book of numbers over"))
        place: int | None = len(known)
        if known:
            offered = [*known, say(N_("another one…"))]
            place = dialogs.ask_choice(
                self,
                say(N_("To which computer of this office?")),
                offered,
                language,
                yes=say(N_("Hand over")),
                title=title,
            )
        if place is None:
            return
        if place < len(known):
            presenter.hand_over(known[place])
            return
        question = say(N_("Id of the other computer, as its settings show it:"))
        typed = dialogs.ask_text(self, question, language, yes=say(N_("Hand over")), title=title)
        if typed:
            presenter.hand_over(typed)

    @action(N_("Take over…"), "<Control-Delete>", commands=("package take-over",), duty=Duty.NUMBERS)
    def _take_over(self) -> None:
        presenter, language = self.presenter, self.presenter.office.language
        if presenter.is_here:
            return
        panel = FormPanel(self.stage, language, title=self.say(N_("Take the book of numbers over")),
                          yes=self.say(N_("Take it over")), hint=presenter.what_taking_means())  # fmt: skip
        reason = panel.fields.text(self.say(N_("Reason")), width=60, needed=True)
        above = panel.fields.number(self.say(N_("Greatest number on any paper")), least=0, most=_MOST, value=0)

        def take() -> None:
            try:
                presenter.take_over(reason.value, above.value)
            except Problem as problem:
                reason.wrong(language.problem(problem))
                return
            self.take_off()

        panel.does(take)
        self.lay(panel, panel)
