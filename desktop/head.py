"""What stands above every screen: the office, the period and the person, the two latter chosen there, and the language."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk

from desktop import dialogs
from desktop.office import Office
from desktop.theme import look_of
from models.domain.basics.duties import Duty
from models.domain.basics.people import code_for
from models.domain.basics.problems import N_
from models.services.office.periods import periods
from models.services.office.stations import add_person, people

LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}
PERIOD_WIDTH, PERSON_WIDTH = 22, 15


class Head(ttk.Frame):
    """F7 opens the list of periods, F8 the name list, F9 changes the language; then `to_work` gives the keyboard to the screen."""

    def __init__(self, parent: tk.Misc, office: Office, *, to_work: Callable[[], object]) -> None:
        self.look = look = look_of(parent)
        super().__init__(parent, style="Head.TFrame", padding=(look.em * 2, look.lines(0.35)))
        self.office = office
        self._to_work = to_work
        say = office.say
        self.columnconfigure(0, weight=1)
        self._is_close = False
        self._labels: list[tuple[ttk.Label, str]] = []
        self._unit = ttk.Label(self, style="Card.Bold.TLabel", text=say(N_("No office is set up in this folder yet")))
        self._unit.grid(row=0, column=0, sticky="w")
        self._help = ttk.Button(self, text=f"{say(N_('Help'))} (F1)", style="Head.TButton", takefocus=0,
                                command=lambda: office.help())  # fmt: skip
        self._help.grid(row=0, column=2, sticky="e", padx=(look.em, look.em))
        self._language = ttk.Button(
            self, text=f"{LANGUAGE_NAMES[self._other_language()]} (F9)", style="Head.TButton", takefocus=0,
            command=self.change_language,
        )  # fmt: skip
        self._language.grid(row=0, column=3, sticky="e")
        if office.station is not None:
            self._build_choosers()
            self.show()

    def _called(self) -> str:
        """What the office is called in the room there is: by its name alone where there is little."""
        station = self.office.here
        unit = station.catalogue.unit_named(station.unit)
        return unit.full_name if self._is_close and station.name == unit.agency else station.name

    def change_language(self) -> None:
        self.office.choose_language(self._other_language())

    def show(self) -> None:
        """Show the station, its periods and people as they are now."""
        office = self.office
        if office.station is None:
            return
        self._unit.configure(text=self._called())
        self._periods = periods(office.station)
        names = [f"{period.code} – {period.name}" if period.name != period.code else period.code
                 for period in self._periods]  # fmt: skip
        chosen = [period.key for period in self._periods].index(office.period.key) if office.period else None
        nothing = office.say(N_("No survey period is open yet"))
        _fill(self.period_box, names or [nothing], 0 if chosen is None else chosen)
        self._people = people(office.station)
        codes = [person.code for person in self._people]
        more = office.say(N_("+ Another person…"))
        _fill(self.person_box, [*(person.name for person in self._people), more], codes.index(office.who.code))

    def make_room(self, *, is_short: bool) -> None:
        """Stand in one line where a large text leaves few, with the keys as labels, and in two where there is room."""
        if is_short == self._is_close or self.office.station is None:
            return
        self._is_close = is_short
        for box in (self.period_box, self.person_box):
            box.grid_configure(padx=(0, self.look.em * (1 if is_short else 3)))
        for label, words in self._labels:
            label.configure(text=words[words.rindex("(") + 1 : -1] if is_short else words)
        self._unit.configure(text=self._called())
        self.period_box.configure(width=10 if is_short else PERIOD_WIDTH)
        self.person_box.configure(width=14 if is_short else PERSON_WIDTH)
        for column, weight in ((0, 1), (1, 0)):
            self.columnconfigure(column, weight=1 - weight if is_short else weight)
        self._line.columnconfigure(4, weight=0 if is_short else 3)
        if is_short:
            self._line.grid(row=0, column=1, columnspan=1, sticky="ew", pady=0, padx=(self.look.em * 2, 0))
        else:
            self._line.grid(row=1, column=0, columnspan=4, sticky="ew", pady=(self.look.lines(0.25), 0), padx=0)
        self._help.configure(text="F1 ?" if is_short else f"{self.office.say(N_('Help'))} (F1)")
        code = self._other_language()
        self._language.configure(text=f"F9 {code.upper()}" if is_short else f"{LANGUAGE_NAMES[code]} (F9)")

    def _build_choosers(self) -> None:
        look, say = self.look, self.office.say
        self._line = line = ttk.Frame(self, style="Plain.TFrame")
        line.grid(row=1, column=0, columnspan=4, sticky="ew", pady=(look.lines(0.25), 0))
        for column, weight in ((1, 3), (3, 2), (4, 3)):
            line.columnconfigure(column, weight=weight)
        self.period_box = self._chooser(line, 0, say(N_("Period (F7)")), PERIOD_WIDTH, self._period_chosen, "<F7>")
        self.person_box = self._chooser(line, 2, say(N_("Person (F8)")), PERSON_WIDTH, self._person_chosen, "<F8>")

    def _chooser(
        self, line: ttk.Frame, column: int, label: str, width: int, chosen: Callable[[], object], key: str
    ) -> ttk.Combobox:
        look = self.look
        words = ttk.Label(line, text=label, style="Card.Small.TLabel")
        words.grid(row=0, column=column, padx=(0, look.em))
        self._labels.append((words, label))
        box = ttk.Combobox(line, state="readonly", width=width, font=look.body, takefocus=0)
        box.grid(row=0, column=column + 1, sticky="ew", padx=(0, look.em * 3))
        box.bind("<<ComboboxSelected>>", lambda _: chosen())
        self.winfo_toplevel().bind(key, lambda _: _open(box))
        return box

    def _period_chosen(self) -> None:
        place = self.period_box.current()
        self.period_box.selection_clear()
        if place < len(self._periods) and self._periods[place] != self.office.period:
            self.office.choose_period(self._periods[place])
        self._to_work()

    def _person_chosen(self) -> None:
        place = self.person_box.current()
        self.person_box.selection_clear()
        if place < len(self._people):
            if self._people[place].code != self.office.who.code and not self.office.choose_person(self._people[place]):
                self.show()
            self._to_work()
            return
        office = self.office
        name = dialogs.ask_text(self, office.say(N_("Name of the person who is to work at this computer")),
                                office.language, yes=office.say(N_("Add to the name list")))  # fmt: skip
        if name:
            taken = [person.code for person in self._people]
            office.make_sure(Duty.PEOPLE)
            with office.act() as act:
                added = add_person(office.here, code=code_for(name, taken), name=name, act=act)
            office.choose_person(added)
        else:
            self.show()
        self._to_work()

    def _other_language(self) -> str:
        return "en" if self.office.language.code == "vi" else "vi"


def _fill(box: ttk.Combobox, names: Sequence[str], place: int) -> None:
    box.configure(values=list(names))
    box.current(place)


def _open(box: ttk.Combobox) -> str:
    box.focus_set()
    box.event_generate("<Down>")
    return "break"
