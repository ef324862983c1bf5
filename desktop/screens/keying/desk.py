"""The desk where a form is opened: by number, by scanner, the next one, or one that was begun."""

from __future__ import annotations

import tkinter as tk
from functools import partial
from tkinter import ttk

from desktop import dialogs
from desktop.screens.keying.presenter import Presenter
from desktop.screens.keying.refusals import Refusal, meant_sentences
from desktop.theme import look_of
from desktop.widgets.pressed import pressed
from models.domain.basics.problems import N_
from models.domain.book.serials import Serial, parse_serial
from models.services.keying.mistyping import MOST_MEANT
from models.store.drafts import Draft

MOST_DRAFTS = 6
"""Unfinished forms shown as buttons; nobody has more on the desk."""


class OpeningDesk(ttk.Frame):
    """A large field for the number, in which pass it is keyed, what was refused and why, and the unfinished forms."""

    def __init__(self, parent: tk.Misc, presenter: Presenter) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self.say = presenter.office.say
        self.look = look = look_of(self)
        self.columnconfigure(0, weight=1)
        card = ttk.Frame(self, style="Card.TFrame", padding=(look.em * 3, look.lines(1)))
        card.grid(row=0, column=0, sticky="ew")
        card.columnconfigure(1, weight=1)
        self._build_number(card)
        self._build_choices(card)
        self.told = ttk.Label(self, style="Bad.TLabel", justify="left")
        self.told.grid(row=1, column=0, sticky="w", pady=(look.lines(0.8), 0))
        self._offers = ttk.Frame(self)
        self._offers.grid(row=2, column=0, sticky="w", pady=(look.lines(0.3), 0))
        self._unfinished = ttk.Frame(self)
        self._unfinished.grid(row=3, column=0, sticky="w", pady=(look.lines(1), 0))
        self.bind("<Configure>", lambda event: self.told.configure(wraplength=max(look.em * 30, event.width - look.em)))
        self._keys = {"<F2>": self._amend, "<F3>": self._toggle_second, "<F4>": self._void}
        for key, do in self._keys.items():
            self.entry.bind(key, pressed(do))
        for place in range(MOST_MEANT):
            self.entry.bind(f"<Control-Key-{place + 1}>", pressed(self._open_meant, place))

    def draw(self, *, clear: bool = False) -> None:
        """Show what the presenter knows; `clear` empties the number."""
        presenter = self.presenter
        if clear:
            self._typed.set("")
        self._pass.set(int(presenter.is_second))
        upcoming = None if presenter.obstacle else presenter.next_form
        waits = ""
        if upcoming is not None:
            waits = self.say(N_("Enter on the empty field opens the next form: {serial}"), serial=upcoming.short)
        elif presenter.obstacle is None:
            waits = self.say(N_("No form waits to be keyed by you now. F5 counts the batches."))
        self._next.configure(text=waits)
        for widget in (self.entry, self._open_button, *self._passes):
            widget.state(["disabled" if presenter.obstacle else "!disabled"])
        self._draw_refused()
        self._draw_unfinished()

    def first_focus(self) -> None:
        self.entry.focus_set()
        self.entry.select_range(0, "end")

    def _build_number(self, card: ttk.Frame) -> None:
        look, say = self.look, self.say
        ttk.Label(card, text=say(N_("Number of the form")), style="Card.Bold.TLabel").grid(
            row=0, column=0, columnspan=2, sticky="w")  # fmt: skip
        line = ttk.Frame(card, style="Plain.TFrame")
        line.grid(row=1, column=0, columnspan=2, sticky="w", pady=look.lines(0.3))
        self._typed = tk.StringVar(self)
        self.entry = ttk.Entry(line, textvariable=self._typed, width=26, font=look.title)
        self.entry.pack(side="left")
        self.entry.bind("<Return>", lambda _: self._open())
        self.entry.bind("<KP_Enter>", lambda _: self._open())
        self._open_button = ttk.Button(line, text=say(N_("Open (Enter)")), style="Accent.TButton", command=self._open)
        self._open_button.pack(side="left", padx=look.em)
        self._next = ttk.Label(card, style="Card.Bold.TLabel")
        self._next.grid(row=2, column=0, columnspan=2, sticky="w", pady=(0, look.lines(0.3)))
        hint = N_("Scan the code on the paper, or type the six digits and the two check digits, for example 100123-48.")
        ttk.Label(card, text=say(hint), style="Card.Quiet.TLabel").grid(row=3, column=0, columnspan=2, sticky="w")

    def _build_choices(self, card: ttk.Frame) -> None:
        look, say = self.look, self.say
        line = ttk.Frame(card, style="Plain.TFrame")
        line.grid(row=4, column=0, columnspan=2, sticky="w", pady=(look.lines(0.8), 0))
        self._pass = tk.IntVar(self, 0)
        self._passes = []
        for value, text in ((0, N_("First keying")), (1, N_("Second keying, without seeing the first (F3)"))):
            radio = ttk.Radiobutton(line, text=say(text), variable=self._pass, value=value, style="Card.TRadiobutton",
                                    command=lambda: self.presenter.choose_second(is_second=bool(self._pass.get())))  # fmt: skip
            radio.pack(side="left", padx=(0, look.em * 3))
            self._passes.append(radio)

    def _draw_refused(self) -> None:
        presenter = self.presenter
        for child in self._offers.winfo_children():
            child.destroy()
        problem = presenter.obstacle or (presenter.refused.problem if presenter.refused else None)
        refused = presenter.refused
        told = [presenter.office.language.problem(problem)] if problem else []
        told += meant_sentences(refused.meant, presenter.office) if refused else ()
        self.told.configure(text="\n".join(told))
        if refused is None:
            return
        for place, serial in enumerate(refused.meant.forms):
            text = self.say(N_("It is {serial} (Ctrl+{digit})"), serial=serial.short, digit=place + 1)
            button = ttk.Button(self._offers, text=text, command=partial(self._open_meant, place))
            button.pack(side="left", padx=(0, self.look.em))
        if refused.serial is None:
            return
        for is_offered, text, do in (
            (refused.may_second, N_("Key it as second keying (F3)"), self._toggle_second),
            (refused.may_amend, N_("Amend it (F2)"), self._amend),
            (refused.may_void, N_("Take its answers off… (F4)"), self._void),
        ):  # fmt: skip
            if is_offered:
                ttk.Button(self._offers, text=self.say(text), command=do).pack(side="left", padx=(0, self.look.em))

    def _draw_unfinished(self) -> None:
        for child in self._unfinished.winfo_children():
            child.destroy()
        unfinished = self.presenter.unfinished[:MOST_DRAFTS]
        if not unfinished:
            return
        ttk.Label(self._unfinished, text=self.say(N_("Begun and not finished")), style="Bold.TLabel").grid(sticky="w")
        for draft in unfinished:
            text = self.say(N_("Go on with {serial} ({count} questions keyed)"),
                            serial=parse_serial(draft.serial).short, count=len(draft.codes))  # fmt: skip
            button = ttk.Button(self._unfinished, text=text, style="Quiet.TButton",
                                command=partial(self._go_on, draft))  # fmt: skip
            button.bind("<Return>", pressed(self._go_on, draft))
            button.grid(sticky="w", pady=(self.look.lines(0.2), 0))

    def _open(self) -> None:
        self.presenter.open_typed(self._typed.get())
        if self.presenter.form is None:
            self.bell()
            self.first_focus()

    def _open_meant(self, place: int) -> str:
        self.presenter.open_meant(place)
        return "break"

    def _go_on(self, draft: Draft) -> None:
        self.presenter.go_on(draft)

    def _amend(self) -> None:
        if (refused := self._refused_of("may_amend")) is not None:
            self.presenter.amend(refused)

    def _void(self) -> None:
        serial = self._refused_of("may_void")
        if serial is None:
            return
        question = self.say(
            N_("Take the answers of form {serial} off? For paper that was keyed under a wrong number. The keying stays on record."),
            serial=serial.short,
        )  # fmt: skip
        if dialogs.confirm(self, question, self.presenter.office.language, yes=self.say(N_("Take its answers off")),
                           dangerous=True):  # fmt: skip
            self.presenter.void(serial)
            self.first_focus()

    def _toggle_second(self) -> None:
        serial = self._refused_of("may_second")
        if serial is not None:
            self.presenter.key_as_second(serial)
        else:
            self.presenter.choose_second(is_second=not self.presenter.is_second)

    def _refused_of(self, what: str) -> Serial | None:
        refused: Refusal | None = self.presenter.refused
        return refused.serial if refused is not None and getattr(refused, what) else None
