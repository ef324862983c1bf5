"""The place of a screen where one thing is shown at a time: its table, a form to fill in over it, or a paper."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tkinter import ttk

from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.form_fields import Fields
from desktop.widgets.pdf_preview import PdfPreview
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.table_filter import FilterLine
from desktop.widgets.wrapping import keep_wrapped
from models.domain.basics.problems import N_
from models.language import Language

_SHIFT = 1
"""The bit of an event's state; Tk matches a key also when more is held than a binding names."""


class Panel(ttk.Frame):
    """What is laid over a stage and gets the keyboard."""

    def first_focus(self) -> None:
        """Put the keyboard where work begins."""
        self.focus_set()


class Stage(ttk.Frame):
    """Shows `main`, made with this stage as parent, until something is laid over it; `on_turn` hears whether something is."""

    def __init__(self, parent: tk.Misc) -> None:
        super().__init__(parent)
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        self.over: tk.Widget | None = None
        self._main: tk.Widget | None = None
        self._returns_to: Callable[[], object] = self.focus_set
        self._way_back: Callable[[], object] = self.back
        self.on_turn: Callable[[bool], object] = lambda _: None

    def show(self, main: tk.Widget, *, focus: Callable[[], object]) -> None:
        """Show `main`; `focus` gives it the keyboard when what was laid over it is gone."""
        self._main, self._returns_to = main, focus
        main.grid(row=0, column=0, sticky="nsew")

    def lay_over(self, widget: tk.Widget, *, back: Callable[[], object] | None = None) -> None:
        """Show `widget`, made with this stage as parent, instead of the main one. Esc in it takes its filter away, then goes back.

        `back` is called instead of going back to the main one, where what is laid over is a step after others.
        A `Panel` is given the keyboard.
        """
        if self.over is not None:
            self.over.destroy()
        if self._main is not None:
            self._main.grid_remove()
        self.over, self._way_back = widget, back or self.back
        widget.grid(row=0, column=0, sticky="nsew")
        bind_within(widget, "<Escape>", lambda: unfiltered(widget) or self.leave())
        self.on_turn(True)
        if isinstance(widget, Panel):
            widget.first_focus()

    def leave(self) -> object:
        """Go where Esc goes from what is laid over: to the step before, or back to the main widget."""
        return self._way_back()

    def back(self) -> str:
        """Show the main widget again."""
        if self.over is not None:
            self.over.destroy()
            self.over = None
            if self._main is not None:
                self._main.grid()
            self.on_turn(False)
            self._returns_to()
        return "break"


class FormPanel(Panel):
    """A card with `fields` to fill in, a sentence about them, and in `bar` two buttons: the deed and the way back.

    What `does` was given is called when every field is right; it raises what is refused.
    """

    def __init__(self, stage: Stage, language: Language, *, title: str, yes: str, hint: str = "") -> None:
        super().__init__(stage)
        look = look_of(self)
        self._do: Callable[[], object] = stage.back
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        scrolled = Scrolled(self)
        scrolled.grid(row=0, column=0, sticky="nsew")
        card = ttk.Frame(scrolled.inside, style="Plain.TFrame", padding=(look.em * 3, look.lines(0.8)))
        card.grid(row=0, column=0, sticky="nsew")
        ttk.Label(card, text=title, style="Card.Title.TLabel").grid(row=0, column=0, sticky="w")
        self.hint = ttk.Label(card, text=hint, style="Card.Quiet.TLabel", wraplength=look.em * 90, justify="left")
        self.hint.grid(row=1, column=0, sticky="w", pady=(look.lines(0.2), look.lines(0.4)))
        keep_wrapped(card, (self.hint,), less=look.em * 7)
        self.fields = Fields(card, language, on_done=self.done)
        self.fields.grid(row=2, column=0, sticky="w")
        self.fields.on_focus = partial(scrolled.see, above=look.lines(1))
        self.bar = bar = FlowBar(self)
        bar.grid(row=1, column=0, sticky="ew", pady=(look.lines(0.6), 0))
        self.yes = ttk.Button(bar, text=yes, style="Accent.TButton", command=self.done)
        self.yes.bind("<Return>", lambda _: self.yes.invoke())
        bar.add(self.yes)
        back = ttk.Button(bar, text=language.say(N_("Go back (Esc)")), command=stage.leave)
        back.bind("<Return>", lambda _: back.invoke())
        bar.add(back)

    def first_focus(self) -> None:
        self.fields.first_focus()

    def does(self, do: Callable[[], object]) -> None:
        """Say what the main button does."""
        self._do = do

    def done(self) -> None:
        """Do it, when every field is right."""
        if self.fields.are_right():
            self._do()


class ReasonPanel(FormPanel):
    """Asks why; `do` is called with the reason."""

    def __init__(
        self, stage: Stage, language: Language, *, title: str, yes: str, hint: str, do: Callable[[str], object]
    ) -> None:
        super().__init__(stage, language, title=title, yes=yes, hint=hint)
        reason = self.fields.text(language.say(N_("Why")), width=60, needed=True)
        self.does(lambda: do(reason.value))


class PaperPanel(Panel):
    """A PDF with its title and the way back; `back` is called instead of going back to what is under it."""

    def __init__(
        self, stage: Stage, path: Path, language: Language, *, title: str, back: Callable[[], object] | None = None
    ) -> None:
        super().__init__(stage)
        look = look_of(self)
        self.columnconfigure(1, weight=1)
        self.rowconfigure(1, weight=1)
        way_back = back or stage.back
        ttk.Button(self, text=language.say(N_("Go back (Esc)")), command=way_back, style="Quiet.TButton").grid(
            row=0, column=0, sticky="w"
        )
        ttk.Label(self, text=title, style="Bold.TLabel").grid(row=0, column=1, sticky="w", padx=look.em * 2)
        self.preview = PdfPreview(self, path, language)
        self.preview.grid(row=1, column=0, columnspan=2, sticky="nsew", pady=(look.lines(0.3), 0))
        for key, do in self.preview.keys_here.items():
            bind_within(self, key, do)

    def first_focus(self) -> None:
        self.preview.first_focus()


def unfiltered(widget: tk.Misc) -> bool:
    """Take the filter of a table in `widget` away; False when nothing is filtered there."""
    if isinstance(widget, FilterLine) and widget.winfo_viewable():
        return widget.clear() is not None
    return any(unfiltered(child) for child in widget.winfo_children())


def bind_within(widget: tk.Misc, key: str, do: Callable[[], object]) -> None:
    """Let `key` do this wherever in `widget` the keyboard is, and nothing else; with Shift a function key is another one.

    Tk lets Tab stop at every widget with a key of its own; what takes none by itself, a label for example, is passed over.
    """
    is_function_key = key[1] == "F" and key[2:-1].isdigit()

    def pressed(event: tk.Event[tk.Misc]) -> str | None:
        if is_function_key and int(event.state) & _SHIFT:
            return None
        do()
        return "break"

    widget.bind(key, pressed)
    if str(widget.cget("takefocus")) == "":
        widget.configure(takefocus=False)  # type: ignore[call-arg]  # every widget of Tk has it
    for child in widget.winfo_children():
        bind_within(child, key, do)
