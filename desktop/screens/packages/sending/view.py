"""The widgets of sending: what would be sent, and over it what was written and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tkinter import ttk

from desktop import dialogs
from desktop.screens.packages.section_view import SectionView
from desktop.screens.packages.sending.presenter import Presenter, Written
from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.stage import PaperPanel, Stage, bind_within
from desktop.widgets.stated_card import StatedCard
from models.domain.basics.problems import N_


class View(SectionView[Presenter]):
    """A card with what the next package holds; F2 writes it."""

    def build(self) -> None:
        super().build()
        say, presenter = self.say, self.presenter
        self._for_period: list[ttk.Button] = []
        if presenter.is_issuer:
            self._for_period.append(self.action(say(N_("Campaign file…")), self._campaign, key="<F2>", main=True))
        elif presenter.can_forward:
            self._for_period.append(self.action(say(N_("To the level above…")), self._forward, key="<F2>", main=True))
        else:
            self._for_period.append(self.action(say(N_("Send to the hub…")), self._send, key="<F2>", main=True))
        self._for_period.append(self.action(say(N_("For another computer…")), self._exchange, key="<F3>"))
        self._record = self.action(say(N_("Record to sign")), self._show_record, key="<F5>")
        self._seal = self.action(say(N_("Sealed or open")), presenter.seal_or_not, key="<Control-e>")
        self._key = self.action(say(N_("Compare the key…")), presenter.compare_key, key="<Control-k>")
        self.card = StatedCard(self.stage)
        self.stage.show(self.card, focus=self.card.first_focus)

    def draw(self) -> None:
        presenter = self.presenter
        self.title(presenter.title())
        for button in self._for_period:
            button.state(["!disabled" if presenter.has_period else "disabled"])
        self._record.state(["!disabled" if presenter.record else "disabled"])
        self._seal.state(["disabled" if presenter.is_issuer or not presenter.has_period else "!disabled"])
        self._key.state(["!disabled" if presenter.is_key_unconfirmed else "disabled"])
        self.card.show(presenter.stated())
        written = presenter.written
        if written is not None and not self.is_over(written):
            panel = WrittenPanel(self.stage, written, self.say, on_record=self._show_record)
            self.lay(panel, written, closed=presenter.forget_written)
            panel.first_focus()

    def first_focus(self) -> None:
        over = self.stage.over
        if isinstance(over, WrittenPanel | PaperPanel):
            over.first_focus()
        else:
            self.card.first_focus()

    def _show_record(self) -> None:
        if self.presenter.record is not None and self.presenter.record.is_file():
            panel = PaperPanel(self.stage, self.presenter.record, self.presenter.office.language,
                               title=self.say(N_("Record of handing over, two copies")))  # fmt: skip
            self.lay(panel, self.presenter.record)
            panel.first_focus()

    def _into_folder(self, title: str, do: Callable[[Path], None]) -> None:
        folder = dialogs.choose_folder(self, title)
        if folder is not None:
            do(folder)

    def _send(self) -> None:
        self._into_folder(self.say(N_("Where to write the package: a folder or a stick")), self.presenter.send)

    def _campaign(self) -> None:
        self._into_folder(self.say(N_("Where to write the campaign file")), self.presenter.write_campaign)

    def _forward(self) -> None:
        self._into_folder(self.say(N_("Where to write the packages for the level above")), self.presenter.forward)

    def _exchange(self) -> None:
        station = self._which_computer()
        if station:
            title = self.say(N_("Where to write the package: a folder or a stick"))
            self._into_folder(title, lambda folder: self.presenter.send_to_station(folder, station))

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


class WrittenPanel(ttk.Frame):
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
