"""The widgets of sending: what would be sent, and over it what was written and what to do next."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from pathlib import Path
from tkinter import ttk

from desktop import dialogs
from desktop.screens.packages.section_view import SectionView
from desktop.screens.packages.sending.presenter import Presenter, Written
from desktop.screens.viewing import Action, action
from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.stage import Panel, PaperPanel, Stage, bind_within
from desktop.widgets.stated_card import StatedCard
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_


class View(SectionView[Presenter]):
    """A card with what the next package holds; F2 writes it."""

    def main(self) -> tk.Widget:
        self.card = StatedCard(self.stage)
        return self.card

    def focus_main(self) -> None:
        self.card.first_focus()

    def draw(self) -> None:
        self.title(self.presenter.title())
        self.card.show(self.presenter.stated())
        super().draw()

    def has(self, action: Action) -> bool:
        presenter = self.presenter
        sends = {
            "_campaign": presenter.is_issuer,
            "_forward": presenter.can_forward,
            "_send": not (presenter.is_issuer or presenter.can_forward),
        }
        return sends.get(action.does, True)

    def can(self, action: Action) -> bool:
        presenter = self.presenter
        match action.does:
            case "_show_record":
                return presenter.record is not None
            case "_seal":
                return presenter.has_period and not presenter.is_issuer
            case "_compare":
                return presenter.is_key_unconfirmed
        return presenter.has_period

    def panel(self, laid: Written) -> Panel:
        return WrittenPanel(self.stage, laid, self.say, on_record=self._show_record)

    @action(N_("Campaign file…"), "<F2>", main=True, commands=("package campaign",), duty=Duty.GUIDE)
    def _campaign(self) -> None:
        self._into_folder(self.say(N_("Where to write the campaign file")), self.presenter.write_campaign)

    @action(N_("To the level above…"), "<F2>", main=True, commands=("package forward",), duty=Duty.SEND)
    def _forward(self) -> None:
        self._into_folder(self.say(N_("Where to write the packages for the level above")), self.presenter.forward)

    @action(N_("Send to the hub…"), "<F2>", main=True, commands=("package send",), duty=Duty.SEND)
    def _send(self) -> None:
        self._into_folder(self.say(N_("Where to write the package: a folder or a stick")), self.presenter.send)

    @action(N_("For another computer…"), "<F3>", duty=Duty.SEND)
    def _exchange(self) -> None:
        station = self._which_computer()
        if station:
            title = self.say(N_("Where to write the package: a folder or a stick"))
            self._into_folder(title, lambda folder: self.presenter.send_to_station(folder, station))

    @action(N_("Record to sign"), "<F5>")
    def _show_record(self) -> None:
        if self.presenter.record is not None and self.presenter.record.is_file():
            self.lay(PaperPanel(self.stage, self.presenter.record, self.presenter.office.language,
                                title=self.say(N_("Record of handing over, two copies"))), self.presenter.record)  # fmt: skip

    @action(N_("Sealed or open"), "<Control-e>")
    def _seal(self) -> None:
        self.presenter.seal_or_not()

    @action(N_("Compare the key…"), "<Control-k>", duty=Duty.CONFIRM_KEY)
    def _compare(self) -> None:
        self.presenter.compare_key()

    def _into_folder(self, title: str, do: Callable[[Path], None]) -> None:
        folder = dialogs.choose_folder(self, title)
        if folder is not None:
            do(folder)

    def _which_computer(self) -> str | None:
        """One that is known, or the id typed of another one; None when the person went back."""
        say, language, known = self.say, self.presenter.office.language, self.presenter.other_computers()
        title = say(N_("For another computer of this office"))
        if known:
            offered = [*known, say(N_("another one…"))]
            place = dialogs.ask_choice(
                self, say(N_("For which computer?")), offered, language, yes=say(N_("Go on")), title=title
            )
            if place is None or place < len(known):
                return None if place is None else known[place]
        question = say(N_("Id of the other computer, as its settings show it:"))
        return dialogs.ask_text(self, question, language, yes=say(N_("Go on")), title=title)


class WrittenPanel(Panel):
    """What was written, and what to do next; F5 shows the record to sign, Esc goes back."""

    def __init__(
        self, stage: Stage, written: Written, say: Callable[[str], str], *, on_record: Callable[[], object]
    ) -> None:
        super().__init__(stage)
        look = look_of(self)
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        card = StatedCard(self)
        card.grid(row=0, column=0, sticky="nsew")
        card.show(written.stated, written.steps, written.title, say(N_("What to do next")))
        bar = FlowBar(self)
        bar.grid(row=1, column=0, sticky="ew", pady=(look.lines(0.5), 0))
        self._first: ttk.Button = ttk.Button(bar, text=say(N_("Go back (Esc)")), command=stage.back)
        if written.record is not None:
            self._first = record = ttk.Button(bar, text=say(N_("Show and print the record (F5)")), style="Accent.TButton",
                                              command=on_record)  # fmt: skip
            bar.add(record)
            bind_within(self, "<F5>", on_record)
            bar.add(ttk.Button(bar, text=say(N_("Go back (Esc)")), command=stage.back))
        else:
            bar.add(self._first)
        self._first.bind("<Return>", lambda _: self._first.invoke())
        card.scrolled_from(self)

    def first_focus(self) -> None:
        self._first.focus_set()
