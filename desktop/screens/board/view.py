"""The widgets of the board: a table of offices with a filter, and over it one office with its packages and notices."""

from __future__ import annotations

from pathlib import Path
from tkinter import ttk

from desktop import dialogs
from desktop.screens.board.presenter import LateDetail, OfficeDetail, Presenter
from desktop.screens.taken_panel import TakenPanel
from desktop.screens.viewing import ScreenView, action
from desktop.theme import look_of
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import Panel, PaperPanel, ReasonPanel, Stage, bind_within
from desktop.widgets.table_rows import Column
from desktop.widgets.wrapping import keep_wrapped
from models.domain.basics.duties import Duty
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_
from models.language import Language
from models.workbooks import read_tables


class View(ScreenView[Presenter]):
    """The table of offices; F3 leaves only the silent ones, F2 copies and F5 prints them, Enter shows one."""

    shows = ("package board",)

    def build(self) -> None:
        say = self.say
        self.title(say(N_("Who has sent")), say(N_("Enter shows an office's packages and what deserves a call.")))
        self.stage = self.make_stage()
        self._main = ttk.Frame(self.stage)
        self._main.columnconfigure(0, weight=1)
        self._main.rowconfigure(1, weight=1)
        self._summary = ttk.Label(self._main, style="Bold.TLabel", justify="left")
        self._summary.grid(row=0, column=0, sticky="w", pady=(0, self.look.lines(0.3)))
        keep_wrapped(self._main, (self._summary,), less=self.look.em)
        self._empty = (
            N_(
                "No office takes part in this period yet. Name them when the period is opened, or merge what has arrived."
            )
            if self.presenter.has_period
            else N_("No period is chosen. Open one on the screen “Periods” first.")
        )
        self._is_assigned, self._shows_targets = self._columns
        self._list = self._make_list()
        self.stage.show(self._main, focus=lambda: self._list.first_focus())

    @property
    def _columns(self) -> tuple[bool, bool]:
        """Which columns there are beside those that are always there."""
        return self.presenter.is_assigned, self.presenter.shows_targets

    def _make_list(self) -> RecordTable:
        """The table; who is in charge has a column where anybody is."""
        say = self.say
        target = (Column(say(N_("Target")), 8, is_number=True),) if self._shows_targets else ()
        in_charge = (Column(say(N_("In charge")), 18, stretches=True),) if self._is_assigned else ()
        made = RecordTable(
            self._main,
            (Column(say(N_("Code")), 8), Column(say(N_("Office")), 24, stretches=True), Column(say(N_("State")), 12 if in_charge else 15),
             *in_charge, Column(say(N_("Valid")), 8, is_number=True), *target,
             Column(say(N_("Returned")), 10, is_number=True), Column(say(N_("Packages")), 12, is_number=True),
             Column(say(N_("Last")), 11), Column(say(N_("Days silent")), 10, is_number=True),
             Column(say(N_("Receipts")), 10, is_number=True), Column(say(N_("Notices")), 8, is_number=True)),
            self.presenter.office.language, fold=search_key, on_open=self._open, empty=say(self._empty),
        )  # fmt: skip
        made.grid(row=1, column=0, sticky="nsew")
        return made

    def draw(self) -> None:
        self._summary.configure(text=self.presenter.summary() if self.presenter.has_period else "")
        if self._columns != (self._is_assigned, self._shows_targets) and self.presenter.has_offices:
            self._is_assigned, self._shows_targets = self._columns
            self._list.destroy()
            self._list = self._make_list()
            if self.stage.over is None:
                self._list.first_focus()
        nobody = N_("Something has come from every office: nobody is to be telephoned. F3 shows all offices.")
        others = N_("No office of this person stands here. Ctrl+M shows those of others, or all.")
        empty = nobody if self.presenter.only_silent and self.presenter.has_offices else self._empty
        if self.presenter.only_of is not None and self.presenter.has_offices:
            empty = others
        self._list.show(self.presenter.rows(), empty=self.say(empty))
        for does in (self._copied, self._print):
            self.enable(does, self.presenter.has_silent)
        label = N_("All offices") if self.presenter.only_silent else N_("Only the silent ones")
        self.call(self._toggled, label)

    def first_focus(self) -> None:
        self._list.first_focus()

    @action(N_("Only the silent ones"), "<F3>")
    def _toggled(self) -> None:
        self.presenter.show_only_silent(only=not self.presenter.only_silent)

    @action(N_("Copy whom to telephone"), "<F2>")
    def _copied(self) -> None:
        self.clipboard_clear()
        self.clipboard_append(self.presenter.telephone_list())
        self.presenter.office.tell(self.say(N_("The list is copied; paste it into a letter or a spreadsheet.")))

    @action(N_("List to telephone"), "<F5>")
    def _print(self) -> None:
        self.presenter.print_telephone_list(self._printed)

    def _printed(self, path: Path) -> None:
        if self.winfo_exists():
            panel = PaperPanel(
                self.stage, path, self.presenter.office.language, title=self.say(N_("Offices that have not sent"))
            )
            self.stage.lay_over(panel)
            panel.first_focus()

    @action(N_("Copy a reminder"), "<Control-r>", commands=("package remind",))
    def _remind(self) -> None:
        places = self._list.selected
        if places:
            self.clipboard_clear()
            self.clipboard_append(self.presenter.reminder(places))
            one = N_("The reminder to this office is copied; paste it into a message.")
            several = N_("{count} reminders are copied, one for each office chosen; paste them into messages.")
            self.presenter.office.tell(self.say(one) if len(places) == 1 else self.say(several, count=len(places)))

    @action(N_("Forms that came late…"), "<Control-l>", commands=("late list", "late take"), duty=Duty.SETTLE)
    def _late(self) -> None:
        for place in self._list.selected[:1]:
            self.stage.lay_over(LatePanel(self.stage, self.presenter, self.presenter.late_of(place)))

    @action(N_("Offices of…"), "<Control-m>")
    def _of_person(self) -> None:
        presenter, language = self.presenter, self.presenter.office.language
        if not presenter.is_assigned:
            told = N_("Nobody is in charge of any office yet. Choose offices in the table, then Ctrl+G says who is.")
            presenter.office.tell(self.say(told))
            return
        offered = presenter.people_in_charge()
        place = dialogs.ask_choice(
            self, self.say(N_("Whose offices?")), [name for _, name in offered], language, yes=self.say(N_("Show them"))
        )
        if place is not None:
            presenter.show_only_of(offered[place][0])

    @action(N_("Put in charge…"), "<Control-g>", commands=("package charge",), duty=Duty.CHARGE)
    def _assign(self) -> None:
        presenter, say, places = self.presenter, self.say, self._list.selected
        if not places:
            return
        listed = presenter.people()
        offered = [*(f"{each.name} ({each.code})" for each in listed), say(N_("nobody"))]
        question = say(
            N_("Who is in charge of these offices ({count})? It changes nobody's rights."), count=len(places)
        )
        place = dialogs.ask_choice(self, question, offered, presenter.office.language, yes=say(N_("Put in charge")))
        if place is not None:
            presenter.assign(places, listed[place] if place < len(listed) else None)

    @action(N_("In charge, from a table…"), "<Control-o>", duty=Duty.CHARGE)
    def _assign_from(self) -> None:
        kind = dialogs.OfferedFiles(self.say(N_("Table of offices")), (".xlsx", ".xls", ".csv"))
        for file in dialogs.open_files(self, self.say(N_("Who is in charge of which office")), (kind,)):
            taken = self.presenter.assign_from(read_tables(file), file)
            self.stage.lay_over(TakenPanel(self.stage, self.presenter.office, taken))

    def _open(self, place: int) -> None:
        panel = OfficePanel(self.stage, self.presenter.detail(place), self.presenter.office.language)
        self.stage.lay_over(panel)
        panel.first_focus()


class LatePanel(Panel):
    """The forms that came after one office closed, and taking them in with a reason."""

    def __init__(self, stage: Stage, presenter: Presenter, late: LateDetail) -> None:
        super().__init__(stage)
        look, language = look_of(self), presenter.office.language
        say = language.say
        self._stage, self._presenter, self._late = stage, presenter, late
        self.columnconfigure(1, weight=1)
        self.rowconfigure(2, weight=1)
        ttk.Button(self, text=say(N_("Go back (Esc)")), command=stage.back, style="Quiet.TButton").grid(
            row=0, column=0, sticky="w"
        )
        ttk.Label(self, text=late.name, style="Bold.TLabel").grid(row=0, column=1, sticky="w", padx=look.em * 2)
        told = ttk.Label(self, text=late.told, justify="left")
        told.grid(row=1, column=0, columnspan=2, sticky="w", pady=look.lines(0.4))
        keep_wrapped(self, (told,), less=look.em, least=look.em * 30)
        self._table = RecordTable(
            self,
            (Column(say(N_("Form")), 26), Column(say(N_("Counts now as")), 24), Column(say(N_("Would count as")), 24),
             Column(say(N_("Changes")), 12, stretches=True)),
            language, fold=search_key, empty=say(N_("No form came late.")),
        )  # fmt: skip
        self._table.grid(row=2, column=0, columnspan=2, sticky="nsew")
        self._table.show(late.forms)
        take = ttk.Button(self, text=say(N_("Count them here… (F2)")), style="Accent.TButton", command=self._ask)
        take.grid(row=3, column=0, columnspan=2, sticky="w", pady=(look.lines(0.5), 0))
        take.state(["!disabled" if late.forms else "disabled"])
        bind_within(self, "<F2>", self._ask)

    def first_focus(self) -> None:
        self._table.first_focus()

    def _ask(self) -> None:
        if not self._late.forms:
            return
        say, stage, presenter = self._presenter.office.language.say, self._stage, self._presenter

        def take(reason: str) -> None:
            presenter.take_late(self._late.unit, reason)
            stage.back()

        panel = ReasonPanel(
            stage,
            presenter.office.language,
            title=say(N_("Count the late forms of this office?")),
            yes=say(N_("Count them here")),
            hint=say(N_("Its own sheet stays as it closed; the figures of this office take them in.")),
            do=take,
        )
        stage.lay_over(panel)


class OfficePanel(ttk.Frame):
    """One office: where it stands, what deserves a look, and its packages."""

    def __init__(self, stage: Stage, detail: OfficeDetail, language: Language) -> None:
        super().__init__(stage)
        look, say = look_of(self), language.say
        self.columnconfigure(1, weight=1)
        self.rowconfigure(3, weight=1)
        ttk.Button(self, text=say(N_("Go back (Esc)")), command=stage.back, style="Quiet.TButton").grid(
            row=0, column=0, sticky="w"
        )
        ttk.Label(self, text=detail.name, style="Bold.TLabel").grid(row=0, column=1, sticky="w", padx=look.em * 2)
        standing = ttk.Label(self, text=detail.standing, justify="left")
        standing.grid(row=1, column=0, columnspan=2, sticky="w", pady=(look.lines(0.4), 0))
        told = "\n".join(detail.notices) or say(N_("Nothing that deserves a call."))
        notices = ttk.Label(self, text=told, justify="left", style="Bad.TLabel" if detail.is_urgent else "TLabel")
        notices.grid(row=2, column=0, columnspan=2, sticky="w", pady=look.lines(0.4))
        keep_wrapped(self, (standing, notices), less=look.em, least=look.em * 30)
        self._table = RecordTable(
            self,
            (Column(say(N_("When")), 12), Column(say(N_("Kind")), 14), Column(say(N_("Computer")), 18),
             Column(say(N_("No.")), 6, is_number=True), Column(say(N_("File")), 44, stretches=True)),
            language, fold=search_key, empty=say(N_("Nothing has come from this office yet. Telephone it.")),
        )  # fmt: skip
        self._table.grid(row=3, column=0, columnspan=2, sticky="nsew")
        self._table.show(detail.packages)

    def first_focus(self) -> None:
        self._table.first_focus()
