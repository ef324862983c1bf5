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
from models.services.office.joining import CityFound, ToJoin


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
        self._where = ttk.Label(card, style="Card.Small.TLabel", wraplength=width, justify="left")
        self._where.grid(sticky="sw", pady=(look.lines(1), 0))

    def draw(self) -> None:
        presenter = self.presenter
        if self._listed is not presenter.units:
            self._listed = presenter.units
            self.table.show(presenter.rows())
        nothing = self.say(N_("none chosen yet"))
        self._office.configure(text=presenter.chosen.agency if presenter.chosen else nothing)
        self._is_hub.set(presenter.is_hub)
        self._hub.state(["disabled" if presenter.must_be_hub else "!disabled"])
        self._where.configure(text=self._told_where())
        found = presenter.found
        self.lead(self._from_file if found is not None and found.joining is ToJoin.FURTHER else self._set_up)
        if presenter.fresh is not None:
            fresh, presenter.fresh = presenter.fresh, None
            when_idle(self, self._go_on_with, fresh)

    def _told_where(self) -> str:
        """Where the data are to be, and what a base that answered needs of this computer."""
        presenter, say = self.presenter, self.say
        address, folder = presenter.address, presenter.office.folder
        if address is None:
            said = N_(
                "What you enter stays on this computer, in the folder {folder}. No account and no connection is needed."
            )
            return say(said, folder=folder)
        there = N_(
            "The data are in the base at {place}, in which several computers of the office work. The keys of this computer and "
            "what is being keyed are in the folder {folder}."
        )
        told = say(there, place=address.place, folder=folder)
        return "\n".join([told, *([self._told_next(presenter.found)] if presenter.found is not None else [])])

    def _told_next(self, found: CityFound) -> str:
        """What comes next at a base that answered."""
        place = found.address.place
        if found.joining is ToJoin.FURTHER:
            said = N_(
                "{unit} works in the base at {place} already. This computer needs the station file that was made at one of its "
                "computers (F2)."
            )
            return self.say(said, unit=found.unit, place=place)
        if found.joining is ToJoin.FIRST:
            said = N_(
                "Nobody works in the base at {place} yet. Find the office in the list and set it up there, or bring a backup back (F3)."
            )
            return self.say(said, place=place)
        said = N_(
            "The base at {place} was brought back from a copy since this computer last worked there. It goes on there as a new "
            "computer, with new keys and the next book from 9 downward; PINs have to be set anew. Nothing that was sent is lost."
        )
        return self.say(said, place=place)

    def _go_on_with(self, found: CityFound) -> None:
        """Ask for what a base that answered needs next, and do it."""
        language, told = self.presenter.office.language, self._told_next(found)
        title = self.say(N_("Base on a server"))
        if found.joining is ToJoin.FIRST:
            dialogs.show(self, told, language, title=title)
        elif found.joining is ToJoin.FURTHER:
            if dialogs.confirm(self, told, language, yes=self.say(N_("Choose the station file…")), title=title):
                self._from_file()
        elif dialogs.confirm(self, told, language, yes=self.say(N_("Go on as a new computer")), title=title):
            self.presenter.renew(found)

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

    @action(N_("Base on a server…"), "<Control-b>", commands=("city renew",))
    def _on_server(self) -> None:
        presenter = self.presenter
        address = presenter.address
        if presenter.is_desk and address is not None:
            presenter.look_at(str(address))
            return
        question = N_(
            "Where is the base in which several computers of the office work? Whoever looks after the server tells the address, like "
            "postgresql://user@server/base. The password does not belong here. Without an address the data stay on this computer."
        )
        typed = dialogs.ask_text(self, self.say(question), presenter.office.language, yes=self.say(N_("Look there")),
                                 title=self.say(N_("Base on a server")), text=presenter.typed or str(address or ""))  # fmt: skip
        if typed is not None:
            presenter.look_at(typed)

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
