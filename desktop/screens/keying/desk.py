"""The desk where a form is opened: by number, by scanner, the next one, or one that was begun."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from functools import partial
from tkinter import ttk

from desktop import dialogs
from desktop.screens.keying.presenter import Presenter
from desktop.screens.keying.refusals import Refusal, meant_sentences
from desktop.theme import look_of
from desktop.widgets.blink import blink
from desktop.widgets.pressed import pressed
from desktop.widgets.wrapping import wrap
from models.domain.basics.problems import N_
from models.domain.book.pile import CHECK_DIGITS
from models.domain.book.serials import Serial, parse_serial
from models.services.keying.mistyping import MOST_MEANT
from models.store.drafts import Draft

MOST_DRAFTS = 6
"""Unfinished forms shown as buttons; nobody has more on the desk."""

MOST_NAMED_FORMS = 12
"""Forms of a pile that are named before it is put away."""


class OpeningDesk(ttk.Frame):
    """A large field for the number, in which pass it is keyed, what was refused and why, and the unfinished forms."""

    on_keys: dict[str, Callable[[], object]]
    """What the keys on its buttons do, wherever on the screen the keyboard is."""

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
        self._offers = ttk.Frame(self)
        self._offers.grid(row=2, column=0, sticky="w", pady=(look.lines(0.3), 0))
        self._unfinished = ttk.Frame(self)
        self._unfinished.grid(row=3, column=0, sticky="w", pady=(look.lines(1), 0))
        card.bind("<Configure>", lambda event: self._wrap(event.width - look.em * 8))
        self.on_keys = {"<Control-e>": self._amend, "<F3>": self._toggle_second, "<F4>": self._take_off}
        self._offers_tag = f"Offers{self}"
        for place in range(MOST_MEANT):
            self.bind_class(self._offers_tag, f"<Control-Key-{place + 1}>", pressed(self._open_meant, place))
        self.entry.bind("<Escape>", lambda _: self._begin_anew())

    def draw(self, *, clear: bool = False) -> None:
        """Show what the presenter knows; `clear` empties the number."""
        presenter = self.presenter
        if clear:
            self._typed.set("")
        self._pass.set(int(presenter.is_second))
        self._draw_wanted()
        asks, hint = self._asks_for()
        self._next.configure(text=asks)
        self._hint.configure(text=hint)
        for widget in (self.entry, self._open_button, *self._passes):
            widget.state(["disabled" if presenter.obstacle else "!disabled"])
        self._draw_refused()
        self._draw_unfinished()
        self._hear_offers(self)

    def first_focus(self) -> None:
        self.entry.focus_set()
        self.entry.select_range(0, "end")

    def _draw_wanted(self) -> None:
        """The number whose check digits are wanted stands before the field, as on the paper."""
        presenter, piles = self.presenter, self.presenter.piles
        waiting = () if presenter.obstacle else piles.waiting
        heading = self.say(N_("Number of the form"))
        self._wanted.pack_forget()
        if waiting:
            heading = self.say(N_("Paper {place} of {count} on the pile"), place=piles.pile.place(waiting[0]),
                               count=len(piles.pile.order))  # fmt: skip
            self._wanted.configure(text=f"{waiting[0].number} –")
            self._wanted.pack(side="left", padx=(0, self.look.em), before=self.entry)
        self._heading.configure(text=heading)

    def _asks_for(self) -> tuple[str, str]:
        """What is wanted in the field now, and how."""
        say, presenter = self.say, self.presenter
        if presenter.obstacle is not None:
            return "", ""
        piles = presenter.piles
        if piles.waiting:
            if piles.needs_enter:
                return "", say(
                    N_("Type the two check digits that stand behind this number on the paper and Enter, or scan it.")
                )
            return "", say(N_("Type the two check digits that stand behind this number on the paper, or scan it."))
        whole = say(
            N_("Scan the code on the paper, or type the six digits and the two check digits, for example 100123-48.")
        )
        if piles.finished:
            return say(N_("The pile of {count} is keyed to its end. Next: count it against its slip (F5)."),
                       count=piles.finished), whole  # fmt: skip
        if laid := len(piles.pile.order):
            return say(N_("A pile of {count} is laid and not begun yet. Go on with it: F2"), count=laid), whole
        if not presenter.left:
            return say(N_("No form waits to be keyed by you now. F5 counts the batches.")), whole
        return say(N_("A pile to key? F2: scan it once as it lies, then two digits open each form.")), whole

    def _build_number(self, card: ttk.Frame) -> None:
        look, say = self.look, self.say
        self._heading = ttk.Label(card, style="Card.Bold.TLabel")
        self._heading.grid(row=0, column=0, columnspan=2, sticky="w")
        line = ttk.Frame(card, style="Plain.TFrame")
        line.grid(row=1, column=0, columnspan=2, sticky="w", pady=look.lines(0.3))
        self._typed = tk.StringVar(self)
        self._wanted = ttk.Label(line, style="Card.Title.TLabel")
        self.entry = ttk.Entry(line, textvariable=self._typed, width=26, font=look.title)
        self.entry.pack(side="left")
        self.entry.bind("<Return>", lambda _: self._open())
        self.entry.bind("<KP_Enter>", lambda _: self._open())
        self._open_button = ttk.Button(line, text=say(N_("Open (Enter)")), style="Accent.TButton", command=self._open)
        self._open_button.bind("<Return>", lambda _: self._open())
        self._open_button.pack(side="left", padx=look.em)
        self.told = ttk.Label(card, style="Card.Bad.TLabel", justify="left")
        self._next = ttk.Label(card, style="Card.Bold.TLabel", justify="left")
        self._hint = ttk.Label(card, style="Card.Quiet.TLabel", justify="left")
        for row, label in enumerate((self.told, self._next, self._hint), 2):
            label.grid(row=row, column=0, columnspan=2, sticky="w", pady=(0, look.lines(0.2)))
        # the check digits of a pile's next form open it when they stand there, with no key more
        self._typed.trace_add("write", lambda *_: self._heard())

    def _build_choices(self, card: ttk.Frame) -> None:
        look, say = self.look, self.say
        line = ttk.Frame(card, style="Plain.TFrame")
        line.grid(row=5, column=0, columnspan=2, sticky="w", pady=(look.lines(0.5), 0))
        self._pass = tk.IntVar(self, 0)
        self._passes = []
        for value, text in ((0, N_("First keying")), (1, N_("Second keying, without seeing the first (F3)"))):
            radio = ttk.Radiobutton(line, text=say(text), variable=self._pass, value=value, style="Card.TRadiobutton",
                                    command=lambda: self.presenter.choose_second(is_second=bool(self._pass.get())))  # fmt: skip
            radio.pack(side="left", padx=(0, look.em * 3))
            radio.bind("<Return>", lambda _: self._open())
            self._passes.append(radio)

    def _wrap(self, width: int) -> None:
        for label in (self.told, self._next, self._hint):
            wrap(label, max(self.look.em * 30, width))

    def _draw_refused(self) -> None:
        presenter = self.presenter
        for child in self._offers.winfo_children():
            child.destroy()
        problem = presenter.obstacle or (presenter.refused.problem if presenter.refused else None)
        refused = presenter.refused
        has_pile = presenter.obstacle is None and bool(presenter.piles.pile.order)
        if has_pile and not (refused and refused.may_void):
            ttk.Button(self._offers, text=self.say(N_("Put the pile away… (F4)")), style="Quiet.TButton",
                       command=self._drop_pile).pack(side="left", padx=(0, self.look.em))  # fmt: skip
        told = [presenter.office.language.problem(problem)] if problem else []
        told += meant_sentences(refused.meant, presenter.office) if refused else ()
        self.told.configure(text="\n".join(told))
        # what was refused stands where the eyes are, and what was wanted before gives way to it
        for label, is_shown in ((self.told, bool(told)), (self._next, bool(self._next["text"]) and not told),
                                (self._hint, bool(self._hint["text"]) and not told)):  # fmt: skip
            label.grid() if is_shown else label.grid_remove()
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
            (refused.may_amend, N_("Amend it (Ctrl+E)"), self._amend),
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
        self._stopped()

    def _heard(self) -> None:
        typed = self._typed.get()
        if len(typed) >= CHECK_DIGITS and self.presenter.hear(typed):
            self._stopped()

    def _stopped(self) -> None:
        """What was refused is seen and heard, and typed over by whoever looks."""
        if self.presenter.form is None and self.presenter.refused is not None:
            self.bell()
            blink(self.told)
            self.first_focus()

    def _hear_offers(self, widget: tk.Misc) -> None:
        """Wherever on the desk the keyboard is, Ctrl with a digit takes what is offered under it."""
        if self._offers_tag not in widget.bindtags():
            widget.bindtags((self._offers_tag, *widget.bindtags()))
        for child in widget.winfo_children():
            self._hear_offers(child)

    def _open_meant(self, place: int) -> str | None:
        refused = self.presenter.refused
        if refused is None or place >= len(refused.meant.forms):
            return None
        self._typed.set(refused.meant.forms[place].short)
        self._open()
        return "break"

    def _begin_anew(self) -> str | None:
        """Esc empties the field and takes the refusal away; with neither it is a key of the window."""
        if not self._typed.get() and self.presenter.refused is None:
            return None
        self._typed.set("")
        self.presenter.forget_refusal()
        self.first_focus()
        return "break"

    def _take_off(self) -> None:
        """The answers of the refused form, or the order of the pile."""
        if self._refused_of("may_void") is not None:
            self._void()
        elif self.presenter.obstacle is None and self.presenter.piles.pile.order:
            self._drop_pile()

    def _drop_pile(self) -> None:
        presenter, say = self.presenter, self.say
        waiting = presenter.piles.waiting or presenter.piles.pile.order
        numbers = [str(serial.number) for serial in waiting[:MOST_NAMED_FORMS]]
        numbers += ["…"] * (len(waiting) > MOST_NAMED_FORMS)
        question = say(N_("Put the pile away? {count} forms of it are not keyed: {numbers}. They stay noted as they are; only "
                          "the order is forgotten."), count=len(waiting), numbers=numbers)  # fmt: skip
        if dialogs.confirm(self, question, presenter.office.language, yes=say(N_("Put the pile away")),
                           dangerous=True):  # fmt: skip
            presenter.drop_pile()
            self.first_focus()

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
