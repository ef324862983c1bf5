"""The frame that every screen draws in: title, room for one sentence of help, actions to the right, content below."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from tkinter import ttk
from typing import ClassVar, Generic, TypeVar

from desktop.screens.presenting import ScreenPresenter, key_name
from desktop.theme import look_of
from desktop.widgets.action_bar import ActionBar
from desktop.widgets.pressed import pressed
from desktop.widgets.stage import Stage
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.services.office.allowing import why_not

SHORT = 20
"""A screen of fewer lines shows no hint under its title."""

P = TypeVar("P", bound=ScreenPresenter)
Does = TypeVar("Does", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Action:
    """What a screen does at the press of a button at its upper right, or of the `key` (a Tk event) that stands on it.

    `does` is the name of the view's method, `text` an English message; `commands` are those of the command line that do
    the same. What is `hub_only` is not there at an office that merges nobody's packages; what is not `in_bar` has its
    button elsewhere on the screen.
    """

    does: str
    text: str
    key: str = ""
    is_main: bool = False
    hub_only: bool = False
    in_bar: bool = True
    commands: tuple[str, ...] = ()
    duty: Duty | None = None


def action(
    text: str, key: str = "", *, main: bool = False, hub_only: bool = False, in_bar: bool = True,
    commands: tuple[str, ...] = (), duty: Duty | None = None,
) -> Callable[[Does], Does]:  # fmt: skip
    """Make a method of a view one of its actions; their buttons stand in the order of the methods."""

    def mark(function: Does) -> Does:
        function.__dict__["action"] = Action(
            function.__name__,
            text,
            key,
            is_main=main,
            hub_only=hub_only,
            in_bar=in_bar,
            commands=commands,
            duty=duty,
        )
        return function

    return mark


class ScreenView(ttk.Frame, Generic[P]):
    """Widgets and layout of one screen, built from a presenter that is ready.

    A subclass marks its actions, builds its widgets into `self.content` in `build` and draws what may change in `draw`;
    `draw` is called after `build` and whenever the presenter has changed.
    """

    shows: ClassVar[tuple[str, ...]] = ()
    """Commands whose answer stands on the screen, or is done on it, without a button."""

    def __init__(self, parent: tk.Misc, presenter: P) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self.say = presenter.office.say
        self.look = look = look_of(self)
        self.columnconfigure(1, weight=1)
        self.rowconfigure(2, weight=1)
        self._title = ttk.Label(self, style="Title.TLabel")
        self._title.grid(row=0, column=0, sticky="nw", pady=(look.lines(0.3), 0))
        self._hint = ttk.Label(self, style="Quiet.TLabel")
        self._is_resting = self._is_covered = False
        self.actions = ActionBar(self, self.say(N_("More")))
        self.actions.grid(row=0, column=1, sticky="ew", padx=(look.em * 2, 0))
        self.content = ttk.Frame(self)
        self.content.grid(row=2, column=0, columnspan=2, sticky="nsew", pady=(look.lines(0.6), 0))
        self.content.columnconfigure(0, weight=1)
        self.content.rowconfigure(0, weight=1)
        self.bind("<Configure>", self._fit_hint, add=True)
        self.buttons: dict[str, ttk.Button] = {}
        for each in self.all_actions():
            if each.in_bar and self.has(each):
                self.buttons[each.does] = self.add_action(self.say(each.text), self.command_of(each), key=each.key,
                                                          main=each.is_main)  # fmt: skip
        self._lead = next((each.does for each in self.all_actions() if each.is_main), "")
        self.build()
        self.draw()
        self.bar_others()
        presenter.on_change = self.draw

    @classmethod
    @cache
    def all_actions(cls) -> tuple[Action, ...]:
        """The actions in the order of their methods, also those that an office has no use for."""
        found = {name: vars(function).get("action") for each in reversed(cls.__mro__)
                 for name, function in vars(each).items() if callable(function) and hasattr(function, "__dict__")}  # fmt: skip
        return tuple(each for each in found.values() if isinstance(each, Action))

    def has(self, action: Action) -> bool:
        """Whether this office has a use for the action."""
        station = self.presenter.office.station
        return not action.hub_only or (station is not None and station.is_hub)

    def command_of(self, action: Action) -> Callable[[], object]:
        """What the button of an action does: the action, or for whom it is not, to say so."""

        def do() -> None:
            refusal = self._barred(action)
            if refusal is None:
                getattr(self, action.does)()
            else:
                self.presenter.office.tell(self.presenter.office.language.problem(refusal))

        return getattr(self, action.does) if action.duty is None else do

    def lead(self, does: Callable[..., object]) -> None:
        """Colour the button of this action and no other: it is what comes next on the screen."""
        self._lead = does.__name__
        self.bar_others()

    def bar_others(self) -> None:
        """Give every button its look: grey what the person at the desk has no role for, coloured what comes next."""
        for each in self.all_actions():
            button = self.buttons.get(each.does)
            if button is None:
                continue
            plain = "Accent.TButton" if each.does == self._lead else "TButton"
            style = plain if self._barred(each) is None else "Barred.TButton"
            if str(button["style"]) != style:
                button.configure(style=style)

    def _barred(self, action: Action) -> Problem | None:
        office = self.presenter.office
        if action.duty is None or office.station is None:
            return None
        return why_not(office.station, office.who, action.duty)

    def button(self, does: Callable[..., object]) -> ttk.Button:
        """The button of an action."""
        return self.buttons[does.__name__]

    def call(self, does: Callable[..., object], text: str) -> None:
        """Let the button of an action say something else (an English message), its key behind it as before."""
        key = next((each.key for each in self.all_actions() if each.does == does.__name__), "")
        self.button(does).configure(text=_labelled(self.say(text), key))

    def enable(self, does: Callable[..., object], can: object) -> None:
        """Let the button of an action and its key work, or not; an action that is not there is passed over."""
        if does.__name__ in self.buttons:
            self.buttons[does.__name__].state(["!disabled" if can else "disabled"])

    def build(self) -> None:
        """Make the widgets."""

    def draw(self) -> None:
        """Show what the presenter knows now."""

    def first_focus(self) -> None:
        """Put the keyboard where work begins."""
        self.focus_set()

    def leave(self) -> None:
        """Hand over what is still in a field; the view is destroyed afterwards."""

    def make_room(self, *, is_short: bool) -> None:
        """Leave out what can be spared when a large text leaves few lines, and bring it back."""

    def title(self, text: str, hint: str = "") -> None:
        """The heading of the screen, already translated, and one quiet sentence under it."""
        self._title.configure(text=text)
        self._hint.configure(text=hint)
        self._place_hint(self.winfo_height())

    def make_stage(self) -> Stage:
        """A stage that fills the screen; what is laid over it has buttons of its own, and the room of those above."""
        stage = Stage(self.content)
        stage.grid(row=0, column=0, sticky="nsew")
        stage.on_turn = self._cover
        return stage

    def rest_head(self, *, is_resting: bool) -> None:
        """Leave title and buttons out while something needs the whole screen, and bring them back."""
        self._is_resting = is_resting
        self._draw_head()

    def _cover(self, is_covered: bool) -> None:  # noqa: FBT001 -- the stage says it
        self._is_covered = is_covered
        self._draw_head()

    def _draw_head(self) -> None:
        for widget, is_spared in (
            (self._title, self._is_resting),
            (self.actions, self._is_resting or self._is_covered),
        ):
            if is_spared:
                widget.grid_remove()
            else:
                widget.grid()
        if not self._is_resting:
            self.actions.take_key()
        self._place_hint(self.winfo_height())

    def _fit_hint(self, event: tk.Event[tk.Misc]) -> None:
        if event.widget is self:
            self._place_hint(event.height)
            is_short = event.height < self.look.lines(SHORT)
            self.actions.fold(is_short=is_short)
            self.content.grid_configure(pady=(self.look.lines(0.3 if is_short else 0.6), 0))
            self.make_room(is_short=is_short)

    def _place_hint(self, height: int) -> None:
        """Give the room of the hint to the work where a large text leaves little of it."""
        is_spared = self._is_resting or self._is_covered
        if self._hint["text"] and not is_spared and not 1 < height < self.look.lines(SHORT):
            self._hint.grid(row=1, column=0, columnspan=2, sticky="w")
        else:
            self._hint.grid_remove()

    def add_action(self, text: str, do: Callable[[], object], *, key: str = "", main: bool = False) -> ttk.Button:
        """A button at the upper right; `key` (a Tk event such as `<F5>`) does the same and stands on the button."""
        button = ttk.Button(
            self.actions, text=_labelled(text, key), command=do, style="Accent.TButton" if main else "TButton"
        )
        button.bind("<Return>", pressed(button.invoke))
        self.actions.add(button)
        if key:
            self.winfo_toplevel().bind(key, lambda _: button.invoke(), add=False)
            self.bind("<Destroy>", lambda event: self._unbind(event, key), add=True)
        return button

    def _unbind(self, event: tk.Event[tk.Misc], key: str) -> None:
        if event.widget is self:
            self.winfo_toplevel().unbind(key)


def _labelled(text: str, key: str) -> str:
    return f"{text}  ({key_name(key)})" if key else text
