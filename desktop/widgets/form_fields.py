"""Labelled fields of a form: text, whole number, day, one of a list; what is wrong is told under the field."""

from __future__ import annotations

import tkinter as tk
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from tkinter import ttk
from typing import TypeVar

from desktop.theme import look_of
from models.domain.basics.days import require_day
from models.domain.basics.problems import N_, Problem
from models.language import Language


@dataclass(eq=False)
class FieldEmpty(Problem):
    """A field that must be filled is empty."""

    code = "field_empty"
    says = N_("This field is needed. Fill it in.")


@dataclass(eq=False)
class NoWholeNumber(Problem):
    """What was typed is not a whole number in the range."""

    typed: str
    least: int
    most: int

    code = "no_whole_number"
    says = N_("“{typed}” is no whole number from {least} to {most}. Correct it.")


Kind = TypeVar("Kind", bound="FormField")


class Fields(ttk.Frame):
    """Fields one below the other, labels at the left.

    Enter goes on to the next field that still has to be filled, and calls `on_done` where none has; Ctrl+Enter calls it at once.
    `on_focus` hears which field has the keyboard.
    """

    def __init__(self, parent: tk.Misc, language: Language, *, on_done: Callable[[], object] | None = None) -> None:
        super().__init__(parent, style="Plain.TFrame")
        self.language = language
        self._on_done = on_done
        self.on_focus: Callable[[tk.Misc], object] = lambda _: None
        self._fields: list[FormField] = []
        self.columnconfigure(1, weight=1)

    def text(self, label: str, *, value: str = "", width: int = 40, needed: bool = False) -> TextField:
        return self._put(TextField(self, label, value, width, needed=needed))

    def number(self, label: str, *, least: int, most: int, value: int | None = None) -> NumberField:
        return self._put(NumberField(self, label, value, least, most))

    def day(self, label: str, *, value: date | None = None, needed: bool = True) -> DayField:
        return self._put(DayField(self, label, value, needed=needed))

    def choice(self, label: str, choices: Sequence[tuple[str, str]], *, value: str = "") -> ChoiceField:
        """One of `choices`, pairs of a code and its translated name; `value` is a code."""
        return self._put(ChoiceField(self, label, choices, value))

    def first_focus(self) -> None:
        self._fields[0].take_keyboard()

    def are_right(self) -> bool:
        """Check every field, tell what is wrong under each, and put the keyboard on the first wrong one."""
        wrong = [field for field in self._fields if not field.is_right()]
        if wrong:
            wrong[0].widget.focus_set()
        return not wrong

    def _put(self, field: Kind) -> Kind:
        look = look_of(self)
        row = len(self._fields) * 2
        ttk.Label(self, text=field.label, style="Card.TLabel").grid(
            row=row, column=0, sticky="w", padx=(0, look.em * 2), pady=(look.lines(0.3), 0))  # fmt: skip
        field.widget.grid(row=row, column=1, sticky="w", pady=(look.lines(0.3), 0))
        field.told.grid(row=row + 1, column=1, sticky="w")
        field.told.grid_remove()
        self._fields.append(field)
        for key in ("<Return>", "<KP_Enter>"):
            field.widget.bind(key, lambda _: self._next(field))
        for key in ("<Control-Return>", "<Control-KP_Enter>"):
            field.widget.bind(key, lambda _: self._done())
        field.widget.bind("<FocusOut>", lambda _: field.left(), add=True)
        field.widget.bind("<FocusIn>", lambda _: self.on_focus(field.widget), add=True)
        return field

    def _next(self, field: FormField) -> str:
        after = self._fields[self._fields.index(field) + 1 :]
        lacking = [each for each in after if not each.typed and each.problem() is not None]
        if lacking:
            lacking[0].take_keyboard()
        elif self._on_done is not None:
            return self._done()
        elif after:
            after[0].take_keyboard()
        return "break"

    def _done(self) -> str:
        if self._on_done is not None:
            self._on_done()
        return "break"


class FormField:
    """One labelled entry; `read` gives its value or raises a `Problem`."""

    def __init__(self, parent: Fields, label: str, typed: str, width: int) -> None:
        self.label = label
        self.language = parent.language
        look = look_of(parent)
        self.variable = tk.StringVar(parent, typed)
        self.widget: ttk.Entry = self.make(parent, width)
        self.widget.configure(font=look.body)
        self.told = ttk.Label(parent, style="Card.Bad.TLabel")

    def make(self, parent: tk.Misc, width: int) -> ttk.Entry:
        return ttk.Entry(parent, textvariable=self.variable, width=width)

    @property
    def typed(self) -> str:
        """What stands in the field, in NFC without spaces around it."""
        return unicodedata.normalize("NFC", self.variable.get()).strip()

    def take_keyboard(self) -> None:
        """Go to this field as Tab does: what stands in it is typed over."""
        self.widget.focus_set()
        self.widget.event_generate("<<TraverseIn>>")

    def check(self) -> None:
        """Raise the `Problem` of this field, if it has one."""

    def problem(self) -> Problem | None:
        """What is wrong with what stands in the field."""
        try:
            self.check()
        except Problem as problem:
            return problem
        return None

    def is_right(self) -> bool:
        """Check the field and tell what is wrong under it."""
        if problem := self.problem():
            self.wrong(self.language.problem(problem))
            return False
        self.told.grid_remove()
        return True

    def wrong(self, sentence: str) -> None:
        """Tell what is wrong under the field."""
        self.told.configure(text=sentence)
        self.told.grid()

    def left(self) -> None:
        """The keyboard went elsewhere: check what was typed, but blame nobody for what is still empty."""
        if self.typed:
            self.is_right()


class TextField(FormField):
    """A line of text."""

    def __init__(self, parent: Fields, label: str, value: str, width: int, *, needed: bool) -> None:
        super().__init__(parent, label, value, width)
        self._needed = needed

    @property
    def value(self) -> str:
        return self.typed

    def check(self) -> None:
        if self._needed and not self.typed:
            raise FieldEmpty


class NumberField(FormField):
    """A whole number within its range."""

    def __init__(self, parent: Fields, label: str, value: int | None, least: int, most: int) -> None:
        super().__init__(parent, label, "" if value is None else str(value), 10)
        self._least, self._most = least, most

    @property
    def value(self) -> int:
        """The number; raises `NoWholeNumber`."""
        typed = self.typed
        if not (typed.isascii() and typed.isdigit()) or not self._least <= int(typed) <= self._most:
            raise NoWholeNumber(typed, self._least, self._most)
        return int(typed)

    def check(self) -> None:
        _ = self.value


class DayField(FormField):
    """A day, written dd/mm/yyyy when it is left."""

    def __init__(self, parent: Fields, label: str, value: date | None, *, needed: bool) -> None:
        super().__init__(parent, label, parent.language.date(value) if value else "", 12)
        self._needed = needed

    @property
    def value(self) -> date | None:
        """The day; `None` when it is empty and may be; raises `DayNotUnderstood` or `FieldEmpty`."""
        if self.typed:
            return require_day(self.typed)
        if self._needed:
            raise FieldEmpty
        return None

    def check(self) -> None:
        _ = self.value

    def left(self) -> None:
        super().left()
        if self.typed and self.is_right() and (day := self.value):
            self.variable.set(self.language.date(day))


class ChoiceField(FormField):
    """One of a list, opened by Down."""

    def __init__(self, parent: Fields, label: str, choices: Sequence[tuple[str, str]], value: str) -> None:
        self._codes = [code for code, _ in choices]
        self._names = [name for _, name in choices]
        typed = self._names[self._codes.index(value)] if value in self._codes else (self._names or [""])[0]
        super().__init__(parent, label, typed, min(60, max([20, *(len(name) for name in self._names)])))

    def make(self, parent: tk.Misc, width: int) -> ttk.Entry:
        return ttk.Combobox(parent, textvariable=self.variable, values=self._names, width=width, state="readonly")

    @property
    def value(self) -> str:
        """The code chosen, empty when there is nothing to choose."""
        place = self.widget.current() if isinstance(self.widget, ttk.Combobox) else -1
        return self._codes[place] if place >= 0 else ""
