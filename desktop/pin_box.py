"""Boxes that ask for a PIN: of who sits down, once more for what is weighty, after idle minutes, and a new one twice."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Collection
from tkinter import ttk

from desktop import theme
from desktop.dialogs import Dialog
from desktop.moment import chance
from desktop.office import Office
from models.domain.basics.duties import MAY, Duty
from models.domain.basics.people import Person
from models.domain.basics.pins import PinsDiffer, Proof, require_pin
from models.domain.basics.problems import N_, Problem
from models.services.office.pins import authors_with_pin, give_pin, has_pin, recover
from models.services.office.stations import people


class SecretBox(Dialog):
    """A box with entries that nobody can read over a shoulder, and a line for what is wrong; Enter goes on."""

    def __init__(self, parent: tk.Misc, office: Office, title: str, sentence: str) -> None:
        super().__init__(parent, title, sentence, mark="?", colour=theme.ACCENT)
        self._language = office.language
        self.entries: list[ttk.Entry] = []
        self._wrong = ttk.Label(self.content, style="Card.Bad.TLabel", justify="left", wraplength=self.look.em * 50)
        self._wrong.grid(row=9, column=0, columnspan=2, sticky="w", pady=(self.look.lines(0.3), 0))

    def entry(self, row: int, label: str, *, width: int = 18, is_secret: bool = True) -> ttk.Entry:
        """A labelled entry."""
        ttk.Label(self.content, text=label, style="Card.TLabel").grid(
            row=row, column=0, sticky="w", padx=(0, self.look.em * 2), pady=(self.look.lines(0.2), 0)
        )
        made = ttk.Entry(self.content, width=width, show="●" if is_secret else "", font=self.look.body)
        made.grid(row=row, column=1, sticky="w", pady=(self.look.lines(0.2), 0))
        self.entries.append(made)
        return made

    @property
    def complaint(self) -> str:
        """What is told to be wrong; empty while nothing is."""
        return str(self._wrong["text"])

    def go_on(self) -> None:
        """Do what the main button does."""
        self._buttons[0].invoke()

    def go_back(self) -> None:
        """Do what Esc does."""
        self._back()

    def wrong(self, problem: Problem, *entries: ttk.Entry) -> None:
        """Say what is wrong, and have these typed anew."""
        self._wrong.configure(text=self._language.problem(problem))
        for each in entries:
            each.delete(0, "end")
        if entries:
            entries[0].focus_set()


def ask_pin(parent: tk.Misc, office: Office, person: Person, again: Collection[Duty] = ()) -> Proof | None:
    """The proof that the person typed the PIN; None when the person went back. `again`: for what it is asked once more."""
    say = office.say
    if again:
        duty = say(MAY[next(iter(again))].says)
        sentence = say(N_("PIN of {person}, once more for this: {duty}."), person=person.name, duty=duty)
    else:
        sentence = say(N_("{person} has a PIN at this computer."), person=person.name)
    box = SecretBox(parent, office, say(N_("PIN")), sentence)
    entry = box.entry(0, say(N_("PIN")))
    proof: Proof | None = None

    def take() -> None:
        nonlocal proof
        try:
            proof = give_pin(office.here, person, entry.get(), at=office.at, again=again)
        except Problem as problem:
            box.wrong(problem, entry)
        else:
            box.destroy()

    box.button(say(N_("Go on")), take, main=True)
    box.button(say(N_("Go back")), box.destroy)
    box.ask(entry)
    return proof


def ask_new_pin(parent: tk.Misc, office: Office, person: Person) -> str | None:
    """A PIN that the person may choose, typed twice; None when the person went back."""
    say = office.say
    said = N_("New PIN of {person}: 4 digits or more, typed twice by {person}. Nobody else needs to know it.")
    box = SecretBox(parent, office, say(N_("New PIN")), say(said, person=person.name))
    first, second = box.entry(0, say(N_("New PIN"))), box.entry(1, say(N_("The same PIN once more")))
    chosen: str | None = None

    def take() -> None:
        nonlocal chosen
        try:
            chosen = _same(first.get(), second.get())
        except Problem as problem:
            box.wrong(problem, first, second)
        else:
            box.destroy()

    _enter_goes_on(first, second, take)
    box.button(say(N_("Set the PIN")), take, main=True)
    box.button(say(N_("Go back")), box.destroy)
    box.ask(first)
    return chosen


def use_recovery_sheet(parent: tk.Misc, office: Office, person: Person) -> bool:
    """Have the words of the recovery sheet and a new PIN typed; True when the person has the new PIN then."""
    say = office.say
    said = N_("The PIN of {person} is forgotten: type the ten words of the recovery sheet, then a new PIN twice.")
    box = SecretBox(parent, office, say(N_("Use the recovery sheet")), say(said, person=person.name))
    words = box.entry(0, say(N_("The ten words of the recovery sheet")), width=56, is_secret=False)
    first, second = box.entry(1, say(N_("New PIN"))), box.entry(2, say(N_("The same PIN once more")))
    is_done = False

    def take() -> None:
        nonlocal is_done
        try:
            pin = _same(first.get(), second.get())
        except Problem as problem:
            box.wrong(problem, first, second)
            return
        try:
            recover(office.here, person.code, words=words.get(), pin=pin, salt=chance(), at=office.at)
        except Problem as problem:
            box.wrong(problem, words)
            return
        is_done = True
        box.destroy()

    _enter_goes_on(words, first, lambda: first.focus_set())
    _enter_goes_on(first, second, take)
    box.button(say(N_("Set the PIN")), take, main=True)
    box.button(say(N_("Go back")), box.destroy)
    box.ask(words)
    return is_done


class Lock(SecretBox):
    """Over the covered window: who goes on, and the PIN. Esc does nothing; the way out without a PIN is to end the program."""

    def __init__(self, parent: tk.Misc, office: Office, *, is_idle: bool, end: Callable[[], object]) -> None:
        say = office.say
        said = (
            N_("Nobody has typed for a while. What was being keyed is kept, on the disk and behind this box.")
            if is_idle
            else N_("This office works with PINs.")
        )
        super().__init__(parent, office, say(N_("Who is at the computer?")), say(said))
        self._office = office
        self._people = people(office.here)
        self.proof: Proof | None = None
        self.person = office.who
        ttk.Label(self.content, text=say(N_("Person")), style="Card.TLabel").grid(row=0, column=0, sticky="w")
        names = [person.name for person in self._people]
        self._who = ttk.Combobox(self.content, values=names, state="readonly", width=28, font=self.look.body)
        self._who.current([person.code for person in self._people].index(office.who.code))
        self._who.grid(row=0, column=1, sticky="w")
        self._pin = self.entry(1, say(N_("PIN")))
        self._who.bind("<<ComboboxSelected>>", lambda _: self._chosen())
        self.button(say(N_("Go on")), self._take, main=True)
        self.button(say(N_("Use the recovery sheet")), self._recover)
        self.button(say(N_("End the program")), end)
        self._chosen()

    def _back(self) -> None:
        self._pin.focus_set()

    def _chosen(self) -> None:
        self.person = self._people[self._who.current()]
        needs = self.person.author in authors_with_pin(self._office.here)
        self._pin.state(["!disabled" if needs else "disabled"])
        self._pin.focus_set()

    def _take(self) -> None:
        office = self._office
        try:
            if has_pin(office.here, self.person):
                self.proof = give_pin(office.here, self.person, self._pin.get(), at=office.at)
        except Problem as problem:
            self.wrong(problem, self._pin)
        else:
            self.destroy()

    def _recover(self) -> None:
        use_recovery_sheet(self, self._office, self.person)
        self._pin.focus_set()


def lock(root: tk.Misc, office: Office, *, is_idle: bool, end: Callable[[], object]) -> None:
    """Cover the window and wait until somebody has sat down; `end` ends the program."""
    cover = tk.Frame(root, background=theme.NAV)
    cover.place(relx=0, rely=0, relwidth=1, relheight=1)
    cover.lift()
    box = Lock(root, office, is_idle=is_idle, end=end)
    box.ask(box.entries[0])
    if cover.winfo_exists():
        cover.destroy()
        office.sit_down(box.person, box.proof)


def _same(first: str, second: str) -> str:
    """What was typed twice alike and may be a PIN; refuses (`PinsDiffer`, `PinMalformed`, `PinTooEasy`)."""
    chosen = require_pin(first)
    if chosen != second.strip():
        raise PinsDiffer
    return chosen


def _enter_goes_on(first: ttk.Entry, second: ttk.Entry, take: Callable[[], object]) -> None:
    def go(_: object) -> str:
        if second.get():
            take()
        else:
            second.focus_set()
        return "break"

    first.bind("<Return>", go)
