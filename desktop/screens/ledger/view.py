"""The widgets of the book of forms: the balance on top, the forms at the left, marking at the right."""

from __future__ import annotations

import tkinter as tk
import unicodedata
from tkinter import ttk

from desktop.screens.ledger.presenter import MARKS, Presenter
from desktop.screens.viewing import ScreenView
from desktop.widgets.record_table import RecordTable
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.table_rows import Column
from desktop.words import STATES
from models.domain.facts import Kind
from models.domain.folding import without_tones
from models.domain.ledger import State
from models.domain.problems import N_


class View(ScreenView[Presenter]):
    """Choose a mark, then scan number after number, or select rows."""

    def build(self) -> None:
        look, say = self.look, self.say
        self.title(
            say(N_("Book of forms")), say(N_("Choose a mark at the right, then scan numbers one after another."))
        )
        self.action(say(N_("Scan or type")), self._to_scan, key="<F2>", main=True)
        self._mark_button = self.action(say(N_("Mark the selected rows")), self._mark, key="<Control-m>")
        self._undo_button = self.action(say(N_("Take the mark off")), self._undo, key="<Control-z>")
        self.content.rowconfigure(0, weight=0)
        self.content.rowconfigure(1, weight=1)
        self._top = top = ttk.Frame(self.content, style="Card.TFrame", padding=(look.em * 2, look.lines(0.5)))
        top.grid(row=0, column=0, columnspan=2, sticky="ew", pady=(0, look.lines(0.5)))
        self._balance = ttk.Label(top, style="Card.TLabel", justify="left")
        self._balance.grid(row=0, column=0, sticky="w")
        self._alarms = ttk.Label(top, style="Card.Bad.TLabel", justify="left")
        top.bind("<Configure>", lambda event: self._wrap(event.width))
        self.table = RecordTable(
            self.content,
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
            on_select=self._selected,
        )
        self.table.grid(row=1, column=0, sticky="nsew")
        self._build_marking()

    def draw(self) -> None:
        presenter = self.presenter
        self._balance.configure(text="\n".join(presenter.balance()) or self.say(N_("No survey period is open yet")))
        alarms = presenter.alarms()
        self._alarms.configure(text="\n".join(alarms[:5] + ["…"] * (len(alarms) > 5)))
        if alarms:
            self._alarms.grid(row=1, column=0, sticky="w")
        else:
            self._alarms.grid_remove()
        self.table.show(presenter.rows())
        names = [f"{self.say(N_('all states'))}: {sum(count for _, count in presenter.counts())}"]
        names += [f"{self.say(STATES[state])}: {count}" for state, count in presenter.counts()]
        self._states.configure(values=names)
        self._states.current(0 if presenter.state is None else [None, *State].index(presenter.state))
        told = N_("Numbers to mark as “{mark}”, then Enter")
        self._scan_label.configure(text=self.say(told, mark=self.say(dict(MARKS)[presenter.kind])))
        scanned = presenter.scanned
        self._scanned.configure(text=scanned.sentence if scanned else "",
                                style="Card.Bold.TLabel" if scanned is None or scanned.is_good else "Card.Bad.TLabel")  # fmt: skip

    def first_focus(self) -> None:
        self._to_scan()

    def make_room(self, *, is_short: bool) -> None:
        if is_short:
            self._top.grid_remove()
        else:
            self._top.grid()

    def leave(self) -> None:
        self.presenter.reason = unicodedata.normalize("NFC", self._reason.get())
        self.presenter.scanned = None

    def _build_marking(self) -> None:
        look, say, presenter = self.look, self.say, self.presenter
        column = Scrolled(self.content, is_column=True)
        column.grid(row=1, column=1, sticky="ns", padx=(look.em * 2, 0))
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
                card, text=f"{say(word)}  (Ctrl+F{place})", value=kind.value, variable=self._kind,
                style="Card.TRadiobutton", command=self._kind_chosen,
            )  # fmt: skip
            radio.grid(sticky="ew")
            key = f"<Control-F{place}>"
            self.winfo_toplevel().bind(key, lambda _, radio=radio: radio.invoke())  # type: ignore[misc]
            self.bind("<Destroy>", lambda event, key=key: self._unbind(event, key), add=True)  # type: ignore[misc]
        label(say(N_("Reason, for the record")))
        self._reason = ttk.Entry(card, font=look.body)
        self._reason.insert(0, presenter.reason)
        self._reason.grid(sticky="ew")
        self._reason.bind("<Return>", lambda _: self._to_scan())
        label(say(N_("Show")))
        self._states = ttk.Combobox(card, state="readonly", width=30, font=look.body)
        self._states.grid(sticky="ew")
        self._states.bind("<<ComboboxSelected>>", lambda _: self._state_chosen())

    def _scan_typed(self, _event: object) -> str:
        self.presenter.reason = unicodedata.normalize("NFC", self._reason.get())
        if not self.presenter.scan(self.scan.get()):
            self.bell()
        self.scan.delete(0, "end")
        return "break"

    def _to_scan(self) -> None:
        self.scan.focus_set()

    def _kind_chosen(self) -> None:
        self.presenter.kind = Kind(self._kind.get())
        self.presenter.changed()
        self._to_scan()

    def _state_chosen(self) -> None:
        place = self._states.current()
        self._states.selection_clear()
        self.presenter.show_only(None if place <= 0 else list(State)[place - 1])

    def _mark(self) -> None:
        self.presenter.reason = unicodedata.normalize("NFC", self._reason.get())
        if self.table.selected:
            self.presenter.mark(self.table.selected)

    def _undo(self) -> None:
        if self.table.selected:
            self.presenter.undo(self.table.selected)

    def _selected(self, places: tuple[int, ...]) -> None:
        for button in (self._mark_button, self._undo_button):
            button.state(["!disabled" if places else "disabled"])

    def _wrap(self, width: int) -> None:
        for label in (self._balance, self._alarms):
            label.configure(wraplength=width - self.look.em * 5)
