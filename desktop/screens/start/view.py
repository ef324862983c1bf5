"""The widgets of the set-up: offices to find at the left, who works here at the right."""

from __future__ import annotations

import tkinter as tk
import unicodedata
from tkinter import ttk

from desktop import dialogs
from desktop.screens.start.presenter import Presenter
from desktop.screens.viewing import ScreenView, action
from desktop.widgets.later import when_idle
from desktop.widgets.record_table import RecordTable
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.table_rows import Column
from models.domain.basics.folding import without_tones
from models.domain.basics.problems import N_


class View(ScreenView[Presenter]):
    """A table of offices and a card with the rest."""

    shows = ("init",)

    def build(self) -> None:
        say = self.say
        self.title(
            say(N_("Set up this computer")),
            say(N_("Type a part of your office's name, with or without tone marks, and press Enter on it.")),
        )
        self.content.columnconfigure(0, weight=3)
        self.content.columnconfigure(1, weight=0)
        columns = (
            Column(say(N_("Code")), 8),
            Column(say(N_("Office")), 34, stretches=True),
            Column(say(N_("Belongs to")), 22),
            Column(say(N_("In force")), 24),
        )
        self.table = RecordTable(
            self.content, columns, self.presenter.office.language, fold=without_tones,
            empty=say(N_("The catalogue has no office.")), on_open=self._choose,
        )  # fmt: skip
        self.table.grid(row=0, column=0, sticky="nsew")
        self._listed: object = None
        self._build_card()

    def _build_card(self) -> None:
        look, say, presenter = self.look, self.say, self.presenter
        column = Scrolled(self.content, is_column=True)
        column.grid(row=0, column=1, sticky="ns", padx=(look.em * 2, 0))
        card = ttk.Frame(column.inside, style="Plain.TFrame", padding=(look.em * 2, look.lines(0.8)))
        card.grid(row=0, column=0, sticky="nsew")
        card.columnconfigure(0, weight=1)
        width = look.em * 38
        ttk.Label(card, text=say(N_("This office")), style="Card.Small.TLabel").grid(sticky="w")
        self._office = ttk.Label(card, style="Card.Bold.TLabel", wraplength=width)
        self._office.grid(sticky="w")
        self._is_hub = tk.BooleanVar(self, presenter.is_hub)
        self._hub = ttk.Checkbutton(
            card, variable=self._is_hub, style="Card.TCheckbutton", command=self._hub_changed,
            text=say(N_("Merges what other offices send (hub)")),
        )  # fmt: skip
        self._hub.grid(sticky="w", pady=(look.lines(0.4), 0))
        ttk.Label(card, text=say(N_("Your name")), style="Card.Small.TLabel").grid(
            sticky="w", pady=(look.lines(0.8), 0)
        )
        self.name = ttk.Entry(card, width=34, font=look.body)
        self.name.insert(0, presenter.name)
        self.name.grid(sticky="ew", pady=(look.lines(0.2), 0))
        self.name.bind("<Return>", lambda _: self._set_up())
        ttk.Button(card, text=say(N_("Set up (Enter)")), style="Accent.TButton", command=self._set_up).grid(
            sticky="ew", pady=(look.lines(1), 0))  # fmt: skip
        self._former = tk.BooleanVar(self, presenter.with_former)
        ttk.Checkbutton(
            card, variable=self._former, style="Card.TCheckbutton",
            text=say(N_("Also list offices of the past")),
            command=lambda: presenter.show_former(former=self._former.get()),
        ).grid(sticky="w", pady=(look.lines(1.5), 0))  # fmt: skip
        said = N_(
            "What you enter stays on this computer, in the folder {folder}. No account and no connection is needed."
        )
        ttk.Label(card, style="Card.Small.TLabel", wraplength=width, justify="left",
                  text=say(said, folder=presenter.office.folder)).grid(sticky="sw", pady=(look.lines(1), 0))  # fmt: skip

    def draw(self) -> None:
        presenter = self.presenter
        if self._listed is not presenter.units:
            self._listed = presenter.units
            self.table.show(presenter.rows())
        nothing = self.say(N_("none chosen yet"))
        self._office.configure(text=presenter.chosen.agency if presenter.chosen else nothing)
        self._is_hub.set(presenter.is_hub)
        self._hub.state(["disabled" if presenter.must_be_hub else "!disabled"])

    def first_focus(self) -> None:
        self.table.first_focus()

    def leave(self) -> None:
        self.presenter.name = unicodedata.normalize("NFC", self.name.get())

    def _choose(self, place: int) -> None:
        self.presenter.choose(place)
        self.name.focus_set()

    def _hub_changed(self) -> None:
        self.presenter.is_hub = self._is_hub.get()

    def _set_up(self) -> None:
        self.leave()
        # the window is made anew, and a button must not be gone before its own press has ended
        when_idle(self, self.presenter.set_up)

    @action(N_("From a station file…"), "<F2>")
    def _from_file(self) -> None:
        kind = dialogs.OfferedFiles(self.say(N_("Station file")), (".json", ".station"))
        every = dialogs.OfferedFiles(self.say(N_("All files")), ("*",))
        for file in dialogs.open_files(self, self.say(N_("Station file from the first computer")), (kind, every)):
            when_idle(self, self.presenter.set_up_from, file)

    @action(N_("From a backup…"), "<F3>")
    def _from_backup(self) -> None:
        kind = dialogs.OfferedFiles(self.say(N_("Backup")), (".sqlite",))
        for file in dialogs.open_files(self, self.say(N_("Backup to go on from")), (kind,)):
            when_idle(self, self.presenter.restore_from, file)

    @action(N_("Catalogue of another province…"), "<Control-d>")
    def _other_catalogue(self) -> None:
        kind = dialogs.OfferedFiles(
            self.say(N_("List of units or procedures, or catalogue pack")), (".zip", ".csv", ".xlsx")
        )
        for file in dialogs.open_files(self, self.say(N_("Units, agencies or procedures to add")), (kind,)):
            self.presenter.take_catalogue(file)

    @action(N_("From the hub's campaign file…"), "<Control-o>")
    def _from_campaign(self) -> None:
        kind = dialogs.OfferedFiles(self.say(N_("Campaign file")), (".zip",))
        for file in dialogs.open_files(self, self.say(N_("Campaign file from the hub")), (kind,)):
            self.presenter.take_campaign(file)
