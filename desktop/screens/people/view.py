"""The widgets of the people screen: a table of people, forms for one of them, and the history."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from desktop import dialogs
from desktop.pin_box import ask_new_pin, use_recovery_sheet
from desktop.screens.people.history import HistoryPanel
from desktop.screens.people.presenter import Presenter
from desktop.screens.viewing import ScreenView, action
from desktop.theme import look_of
from desktop.widgets.later import when_idle
from desktop.widgets.pressed import pressed
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import FormPanel
from desktop.widgets.table_rows import Column
from desktop.widgets.wrapping import keep_wrapped, wrap
from models.domain.basics.duties import ROLE_NAMES, ROLE_TELLS, Duty, Role
from models.domain.basics.folding import without_tones
from models.domain.basics.people import Person, PersonListed, code_for
from models.domain.basics.problems import N_

ROLES_HINT = N_(
    "A person may be several. Space or the digit ticks. Who is nothing may do everything where nobody has a PIN, elsewhere what a "
    "clerk does."
)


class View(ScreenView[Presenter]):
    """Enter on a row says what the person is."""

    shows = ("person list",)

    def build(self) -> None:
        say = self.say
        self.title(say(N_("Users")), say(N_("Enter on a row says what the person does here.")))
        self.stage = self.make_stage()
        self._list = ttk.Frame(self.stage)
        self._list.columnconfigure(0, weight=1)
        self._list.rowconfigure(1, weight=1)
        self._told = ttk.Label(self._list, style="TLabel", justify="left")
        self._told.grid(row=0, column=0, sticky="w", pady=(0, self.look.lines(0.4)))
        keep_wrapped(self._list, (self._told,), less=self.look.em)
        self.table = RecordTable(
            self._list,
            (
                Column(say(N_("Full name")), 26, stretches=True),
                Column(say(N_("Code")), 12),
                Column(say(N_("Roles")), 40, stretches=True),
                Column(say(N_("PIN")), 8),
                Column("", 20),
            ),
            self.presenter.office.language,
            fold=without_tones,
            empty=say(N_("Nobody is on the list.")),
            on_open=lambda _: self.button(self._ask_person).invoke(),
        )
        self.table.grid(row=1, column=0, sticky="nsew")
        self.stage.show(self._list, focus=self.table.first_focus)

    def draw(self) -> None:
        self.table.show(self.presenter.rows())
        self._told.configure(text="\n".join(self.presenter.sentences()))

    def first_focus(self) -> None:
        self.table.first_focus()

    @property
    def _person(self) -> Person | None:
        rows = self.table.selected
        return self.presenter.people[rows[0]] if rows else None

    def add_action(self, text: str, do: Callable[[], object], *, key: str = "", main: bool = False) -> ttk.Button:
        """A button of the screen; neither it nor its key does anything while something is laid over the table."""

        def unless_covered() -> None:
            if self.stage.over is None:
                do()

        return super().add_action(text, unless_covered, key=key, main=main)

    @action(N_("Name and roles…"), "<F2>", commands=("person role", "person rename"), duty=Duty.PEOPLE)
    def _ask_person(self) -> None:
        person = self._person
        if person is None:
            return
        self.presenter.office.make_sure(Duty.PEOPLE)
        say = self.say
        panel = FormPanel(self.stage, self.presenter.office.language, title=say(N_("What {person} does here"), person=person.name),
                          yes=say(N_("Keep (Enter)")), hint=say(ROLES_HINT))  # fmt: skip
        name = panel.fields.text(say(N_("Full name")), value=person.name, width=30, needed=True)
        boxes = RoleBoxes(panel, say, person.roles)

        def keep() -> None:
            self.stage.back()
            if name.value != person.name:
                self.presenter.rename(code=person.code, name=name.value)
            if boxes.roles != person.roles:
                self.presenter.give_roles(person, boxes.roles)

        panel.does(keep)
        boxes.bind_done(panel.done)
        self.stage.lay_over(panel)

    @action(N_("Add a person…"), "<F3>", commands=("person add",), duty=Duty.PEOPLE)
    def _ask_new(self) -> None:
        say, presenter = self.say, self.presenter
        presenter.office.make_sure(Duty.PEOPLE)
        panel = FormPanel(self.stage, presenter.office.language, title=say(N_("Add a person")),
                          yes=say(N_("Put on the list (Enter)")), hint=say(ROLES_HINT))  # fmt: skip
        name = panel.fields.text(say(N_("Full name")), width=30, needed=True)
        code = panel.fields.text(say(N_("Short code (a–z, 0–9; empty: from the name)")), width=12)
        boxes = RoleBoxes(panel, say, frozenset())

        def add() -> None:
            taken = [each.code for each in presenter.people]
            chosen = code.value.lower() or code_for(name.value, taken)
            self.stage.back()
            self._enter(chosen, name.value, boxes.roles)

        panel.does(add)
        boxes.bind_done(panel.done)
        self.stage.lay_over(panel)

    def _enter(self, code: str, name: str, roles: frozenset[Role]) -> None:
        try:
            self.presenter.add(code=code, name=name, roles=roles)
        except PersonListed as listed:
            self._ask_same(listed, name)

    def _ask_same(self, listed: PersonListed, name: str) -> None:
        say, language = self.say, self.presenter.office.language
        said = N_(
            "“{person}” is {before} on the list already. Is {name} the same person under a new name? Then everything that "
            "{before} did is shown under the new name. A new person needs another code."
        )
        question = say(said, person=listed.person, before=listed.name, name=name)
        if dialogs.confirm(self, question, language, yes=say(N_("Change the name")), dangerous=True):
            self.presenter.rename(code=listed.person, name=name)

    @action(N_("PIN…"), "<Control-k>", commands=("person pin", "person idle"))
    def _ask_pin(self) -> None:
        person, presenter, say = self._person, self.presenter, self.say
        if person is None:
            return
        has_pin = presenter.has_pin(person)
        ways: dict[Callable[[Person], None], str] = {}
        ways[self._set_pin] = N_("Set another PIN") if has_pin else N_("Set a PIN")
        if has_pin:
            ways[self._remove_pin] = N_("Take the PIN away")
        ways[self._ask_minutes] = N_("Say when everybody's PIN is asked for again")
        told = N_("{person} has a PIN.") if has_pin else N_("{person} has no PIN.")
        chosen = dialogs.ask_choice(self, say(told, person=person.name), [say(each) for each in ways.values()],
                                    presenter.office.language, yes=say(N_("Go on")), title=say(N_("PIN")))  # fmt: skip
        if chosen is not None:
            list(ways)[chosen](person)

    def _set_pin(self, person: Person) -> None:
        presenter = self.presenter
        presenter.office.make_sure(presenter.duty_of_pin(person))
        pin = ask_new_pin(self, presenter.office, person)
        if pin is not None:
            presenter.set_pin(person, pin)

    def _remove_pin(self, person: Person) -> None:
        self.presenter.remove_pin(person)

    def _ask_minutes(self, _person: Person) -> None:
        say, presenter = self.say, self.presenter
        presenter.office.make_sure(Duty.PEOPLE)
        panel = FormPanel(self.stage, presenter.office.language, title=say(N_("When is the PIN asked for again?")),
                          yes=say(N_("Keep (Enter)")),
                          hint=say(N_("Without a key or a click for so long. What is being keyed stays as it is. 0: never.")))  # fmt: skip
        minutes = panel.fields.number(say(N_("Minutes")), least=0, most=240, value=presenter.idle_minutes)

        def keep() -> None:
            self.stage.back()
            presenter.wait(minutes.value)

        panel.does(keep)
        self.stage.lay_over(panel)

    @action(N_("Recovery sheet…"), "<Control-m>", commands=("person recovery", "person recover"))
    def _ask_sheet(self) -> None:
        person, presenter, say = self._person, self.presenter, self.say
        ways = [say(N_("Print a new sheet; an earlier one is worth nothing then"))]
        if person is not None:
            ways.append(say(N_("Use the sheet: {person} has forgotten the PIN"), person=person.name))
        said = N_("The recovery sheet has ten words that replace one forgotten PIN, once.")
        chosen = dialogs.ask_choice(self, say(said), ways, presenter.office.language, yes=say(N_("Go on")),
                                    title=say(N_("Recovery sheet")))  # fmt: skip
        if chosen == 0:
            presenter.office.make_sure(Duty.RECOVERY)
            kind = dialogs.OfferedFiles("PDF", (".pdf",))
            to = dialogs.save_file(self, say(N_("Recovery sheet")), kind, name="phieu-khoi-phuc.pdf", private=True)
            if to is not None:
                when_idle(self, presenter.print_sheet, to)
        elif chosen == 1 and person is not None and use_recovery_sheet(self, presenter.office, person):
            presenter.office.tell(
                say(
                    N_("{name} ({code}) has a new PIN. The sheet is used up: print a new one."),
                    name=person.name,
                    code=person.code,
                )
            )
            presenter.refresh()
            presenter.changed()

    @action(N_("History…"), "<F5>", commands=("history",))
    def _show_history(self) -> None:
        self.stage.lay_over(HistoryPanel(self.stage, self.presenter.office))


class RoleBoxes(ttk.Frame):
    """A box for each role, ticked by Space or its digit."""

    def __init__(self, panel: FormPanel, say: Callable[[str], str], roles: frozenset[Role]) -> None:
        super().__init__(panel.fields, style="Plain.TFrame")
        self.grid(row=20, column=0, columnspan=2, sticky="w", pady=(look_of(panel).lines(0.4), 0))
        self._ticked: dict[Role, tk.BooleanVar] = {}
        self._boxes: list[ttk.Checkbutton] = []
        self._told: list[ttk.Label] = []
        em = look_of(panel).em
        panel.bind("<Configure>", lambda event: self._fit(max(em * 20, event.width - em * 42)), add=True)
        for place, role in enumerate(Role):
            ticked = self._ticked[role] = tk.BooleanVar(self, role in roles)
            box = ttk.Checkbutton(
                self, text=f"{place + 1}.  {say(ROLE_NAMES[role])}", variable=ticked, style="Card.TCheckbutton"
            )
            box.grid(row=place, column=0, sticky="w")
            told = ttk.Label(self, text=say(ROLE_TELLS[role]), style="Card.Quiet.TLabel", justify="left")
            told.grid(row=place, column=1, sticky="w", padx=(look_of(panel).em * 2, 0))
            self._told.append(told)
            self._boxes.append(box)
        for here, box in enumerate(self._boxes):
            for place, other in enumerate(self._boxes):
                box.bind(f"<Key-{place + 1}>", pressed(other.invoke))
            for key, by in (("<Up>", -1), ("<Down>", 1)):
                box.bind(key, pressed(self._boxes[(here + by) % len(self._boxes)].focus_set))

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for role, ticked in self._ticked.items() if ticked.get())

    def _fit(self, room: int) -> None:
        for told in self._told:
            wrap(told, room)

    def bind_done(self, done: Callable[[], object]) -> None:
        """Have Ctrl+Enter and Enter on a box end the choosing."""
        for box in self._boxes:
            for key in ("<Control-Return>", "<Return>"):
                box.bind(key, pressed(done))
