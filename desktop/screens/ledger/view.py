"""The widgets of the book of forms: the balance on top, the forms at the left, marking at the right."""

from __future__ import annotations

import tkinter as tk
import unicodedata
from dataclasses import replace
from functools import partial
from pathlib import Path
from tkinter import ttk

from desktop import dialogs
from desktop.screens.ledger.presenter import MARKS, FormChoice, Presenter
from desktop.screens.viewing import ScreenView, action
from desktop.widgets.blink import blink
from desktop.widgets.focused import focused
from desktop.widgets.list_panel import ListPanel
from desktop.widgets.pressed import pressed
from desktop.widgets.record_table import RecordTable
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.stage import PaperPanel, bind_within
from desktop.widgets.table_rows import Column
from desktop.widgets.wrapping import wrap
from desktop.words import STATES
from models.domain.basics.duties import Duty
from models.domain.basics.folding import without_tones
from models.domain.basics.problems import N_
from models.domain.book.facts import Kind
from models.domain.book.ledger import State


class View(ScreenView[Presenter]):
    """Choose a mark, then scan number after number, or select rows; Enter on a row shows the life of a form."""

    shows = ("forms ledger", "forms life")

    def build(self) -> None:
        look, say = self.look, self.say
        self.title(
            say(N_("Book of forms")), say(N_("Choose a mark at the right, then scan numbers one after another."))
        )
        self.stage = self.make_stage()
        self._page = page = ttk.Frame(self.stage)
        page.columnconfigure(0, weight=1)
        page.rowconfigure(2, weight=1)
        self._top = top = ttk.Frame(page, style="Card.TFrame", padding=(look.em * 2, look.lines(0.5)))
        top.grid(row=0, column=0, columnspan=2, sticky="ew", pady=(0, look.lines(0.5)))
        self._balance = ttk.Label(top, style="Card.TLabel", justify="left")
        self._balance.grid(row=0, column=0, sticky="w")
        self._alarms = ttk.Label(top, style="Card.Bad.TLabel", justify="left")
        top.bind("<Configure>", lambda event: self._wrap(event.width))
        self._build_choices()
        self.table = RecordTable(
            page,
            (
                Column(say(N_("Number")), 12),
                Column(say(N_("Form")), 6),
                Column(say(N_("State")), 22),
                Column(say(N_("Sector")), 26, stretches=True),
                Column(say(N_("Procedure")), 12),
            ),
            self.presenter.office.language,
            fold=without_tones,
            empty=say(N_("No form is here. Issue forms on the screen “Issue and print”, or choose another state.")),
            on_open=self._open,
            on_select=self._selected,
        )
        self.table.grid(row=2, column=0, sticky="nsew")
        self._is_short = False
        self._build_marking()
        self.stage.show(page, focus=self.table.first_focus)

    def draw(self) -> None:
        presenter = self.presenter
        lines = [presenter.missing_sentence()] if presenter.choice.is_missing else presenter.balance()
        self._balance.configure(text="\n".join(lines) or self.say(N_("No survey period is open yet")))
        alarms = presenter.alarms()
        self._alarms.configure(text="\n".join(alarms[:5] + ["…"] * (len(alarms) > 5)))
        if alarms:
            self._alarms.grid(row=1, column=0, sticky="w")
        else:
            self._alarms.grid_remove()
        self._draw_choices()
        self.table.show(presenter.rows())
        told = N_("Numbers to mark as “{mark}”, then Enter")
        self._scan_label.configure(text=self.say(told, mark=self.say(dict(MARKS)[presenter.kind])))
        scanned = presenter.scanned
        self._scanned.configure(text=scanned.sentence if scanned else "",
                                style="Card.Bold.TLabel" if scanned is None or scanned.is_good else "Card.Bad.TLabel")  # fmt: skip
        self.enable(self._print_missing, presenter.missing and presenter.missing.forms)

    def first_focus(self) -> None:
        if self._is_short:
            self.table.first_focus()
        else:
            self._to_scan()

    def make_room(self, *, is_short: bool) -> None:
        """With few lines the table has the whole place; F2 then shows marking instead of it."""
        if is_short == self._is_short:
            return
        self._is_short = is_short
        if is_short:
            self._top.grid_remove()
            if focused(self) is self.scan:
                self.table.first_focus()
        else:
            self._top.grid()
        self._show_marking(is_wanted=not is_short)

    def leave(self) -> None:
        self.presenter.reason = unicodedata.normalize("NFC", self._reason.get())
        self.presenter.scanned = None

    def _build_choices(self) -> None:
        look = self.look
        self._line = line = ttk.Frame(self._page)
        line.grid(row=1, column=0, sticky="ew", pady=(0, look.lines(0.3)))
        boxes = []
        for column, width in enumerate((20, 16, 16)):
            line.columnconfigure(column, weight=1)
            box = ttk.Combobox(line, state="readonly", width=width, font=look.body)
            box.grid(row=0, column=column, sticky="ew", padx=(0, look.em if column < 2 else 0))
            box.bind("<<ComboboxSelected>>", lambda _: self._chosen())
            boxes.append(box)
        self._states, self._batches, self._sectors = boxes

    def _draw_choices(self) -> None:
        say, presenter = self.say, self.presenter
        choice, counts = presenter.choice, presenter.counts()
        missing = len(presenter.missing.forms) if presenter.missing else 0
        names = [f"{say(N_('all states'))}: {sum(count for _, count in counts)}",
                 f"{say(N_('missing (out, or not keyed)'))}: {missing}"]  # fmt: skip
        self._states.configure(values=[*names, *(f"{say(STATES[state])}: {count}" for state, count in counts)])
        self._states.current(
            1 if choice.is_missing else 0 if choice.state is None else list(State).index(choice.state) + 2
        )
        for box, everything, values, chosen in (
            (self._batches, say(N_("all batches")), presenter.batches(), choice.batch),
            (self._sectors, say(N_("all sectors")), presenter.sectors(), choice.sector),
        ):
            box.configure(values=[everything, *values])
            box.current(values.index(chosen) + 1 if chosen in values else 0)

    def _build_marking(self) -> None:
        look, say, presenter = self.look, self.say, self.presenter
        self._marking = column = Scrolled(self._page, is_column=True)
        column.grid(row=1, column=1, rowspan=2, sticky="ns", padx=(look.em * 2, 0))
        card = ttk.Frame(column.inside, style="Plain.TFrame", padding=(look.em * 2, look.lines(0.5)))
        card.grid(row=0, column=0, sticky="nsew")

        def label(text: str) -> None:
            ttk.Label(card, text=text, style="Card.Small.TLabel").grid(sticky="w", pady=(look.lines(0.4), 0))

        self._scan_label = ttk.Label(card, style="Card.TLabel")
        self._scan_label.grid(sticky="w")
        self.scan = ttk.Entry(card, font=look.bold, width=30)
        self.scan.grid(sticky="ew")
        self.scan.bind("<Return>", self._scan_typed)
        self.scan.bind("<KP_Enter>", self._scan_typed)
        self._scanned = ttk.Label(card, style="Card.Bold.TLabel", wraplength=look.em * 32, justify="left")
        self._scanned.grid(sticky="w", pady=(look.lines(0.2), 0))
        label(say(N_("Mark as")))
        self._kind = tk.StringVar(self, presenter.kind.value)
        for place, (kind, word) in enumerate(MARKS, 1):
            radio = ttk.Radiobutton(
                card, text=f"{say(word)}  (Shift+F{place})", value=kind.value, variable=self._kind,
                style="Card.TRadiobutton", command=self._kind_chosen,
            )  # fmt: skip
            radio.grid(sticky="ew")
            key = f"<Shift-F{place}>"
            self.winfo_toplevel().bind(key, pressed(radio.invoke))
            self.bind("<Destroy>", partial(self._unbind, key=key), add=True)
        label(say(N_("Reason, for the record")))
        self._reason = ttk.Entry(card, font=look.body)
        self._reason.insert(0, presenter.reason)
        self._reason.grid(sticky="ew")
        self._reason.bind("<Return>", lambda _: self._to_scan())
        bind_within(card, "<Escape>", self._to_table)

    def _scan_typed(self, _event: object) -> str:
        self.presenter.reason = unicodedata.normalize("NFC", self._reason.get())
        if not self.presenter.scan(self.scan.get()):
            self.bell()
            blink(self._scanned)
        self.scan.delete(0, "end")
        return "break"

    @action(N_("Scan or type"), "<F2>", main=True, duty=Duty.LEDGER)
    def _to_scan(self) -> None:
        self.stage.back()
        self._show_marking(is_wanted=True)
        self.scan.focus_set()

    def _to_table(self) -> str:
        if self._is_short:
            self._show_marking(is_wanted=False)
        self.table.first_focus()
        return "break"

    def _show_marking(self, *, is_wanted: bool) -> None:
        alone = self._is_short and is_wanted
        for part in (self._line, self.table):
            if alone:
                part.grid_remove()
            else:
                part.grid()
        if is_wanted:
            self._marking.grid(row=1, column=0 if alone else 1, rowspan=2, sticky="nsew" if alone else "ns",
                               padx=(0 if alone else self.look.em * 2, 0))  # fmt: skip
        else:
            self._marking.grid_remove()

    def _kind_chosen(self) -> None:
        self.presenter.kind = Kind(self._kind.get())
        self.presenter.changed()
        self._to_scan()

    def _chosen(self) -> None:
        presenter = self.presenter
        for box in (self._states, self._batches, self._sectors):
            box.selection_clear()
        state, batch, sector = self._states.current(), self._batches.current(), self._sectors.current()
        presenter.show_only(FormChoice(
            state=list(State)[state - 2] if state > 1 else None, is_missing=state == 1,
            batch=presenter.batches()[batch - 1] if batch > 0 else None,
            sector=presenter.sectors()[sector - 1] if sector > 0 else None,
        ))  # fmt: skip

    @action(N_("Which are missing?"), "<F3>", commands=("forms missing",))
    def _show_missing(self) -> None:
        """All of the missing at the first press, everything again at the second."""
        presenter = self.presenter
        self.stage.back()
        self._to_table()
        presenter.show_only(replace(FormChoice(), is_missing=not presenter.choice.is_missing))
        if presenter.choice.is_missing:
            presenter.office.tell(presenter.missing_sentence())

    @action(N_("Mark the selected rows"), "<Control-m>", commands=("forms mark",), duty=Duty.LEDGER)
    def _mark(self) -> None:
        self.presenter.reason = unicodedata.normalize("NFC", self._reason.get())
        if self.table.selected:
            self.presenter.mark(self.table.selected)

    @action(N_("Take the mark off"), "<Control-z>", commands=("forms undo",), duty=Duty.LEDGER)
    def _undo(self) -> None:
        if focused(self) is self.scan:
            self.presenter.undo_scan()
        elif self.table.selected:
            self.presenter.undo(self.table.selected)

    @action(N_("Replace the spoiled…"), "<Control-n>", commands=("forms replace",), duty=Duty.ISSUE)
    def _replace(self) -> None:
        say, presenter = self.say, self.presenter
        places = self.table.selected
        asked = N_("Issue a new form for each of the {count} selected spoiled ones? Old and new name each other.")
        if dialogs.confirm(self, say(asked, count=len(places)), presenter.office.language,
                           yes=say(N_("Issue"))):  # fmt: skip
            presenter.replace(places)

    @action(N_("Print the missing"), "<Control-p>")
    def _print_missing(self) -> None:
        self.presenter.print_missing(self._list_made)

    def _list_made(self, path: Path) -> None:
        if not self.winfo_exists():
            return
        title = self.say(N_("List of missing forms"))
        panel = PaperPanel(self.stage, path, self.presenter.office.language, title=title)
        self.stage.lay_over(panel)
        panel.first_focus()

    def _open(self, place: int) -> None:
        """Show the life of the form in this row."""
        say = self.say
        heading, lines = self.presenter.life(place)
        panel = ListPanel(
            self.stage,
            self.presenter.office.language,
            title=heading,
            columns=(Column(say(N_("When")), 17), Column(say(N_("What")), 24), Column(say(N_("Details")), 40, stretches=True),
                     Column(say(N_("Who")), 24)),
        )  # fmt: skip
        panel.show(lines)
        self.stage.lay_over(panel)

    def _selected(self, places: tuple[int, ...]) -> None:
        for does in (self._mark, self._undo):
            self.enable(does, places)
        forms = self.presenter.forms
        spoiled = bool(places) and all(forms[place].state is State.SPOILED for place in places)
        self.enable(self._replace, spoiled)

    def _wrap(self, width: int) -> None:
        for label in (self._balance, self._alarms):
            wrap(label, max(1, width - self.look.em * 5))
