"""The contract of a screen: its presenter knows and does without a toolkit, its view only draws.

A screen `topic` is the folder `desktop/screens/topic` with `presenter.py` (class `Presenter`) and `view.py` (class
`View`), and one line in `SCREENS`. Neither module is imported before the screen is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from desktop.office import Office
from models.acts import Topic

if TYPE_CHECKING:
    import tkinter as tk

    from desktop.screens.viewing import ScreenView


class ScreenPresenter:
    """What one screen knows and does. It lives as long as the program; its view is made anew at each visit.

    Whatever must outlast a visit (a filter typed, a form half keyed) is therefore kept here, and nothing translated is:
    the language may change in between. Actions raise `Problem`, which the window shows; long work goes through
    `self.office.tasks`; whoever writes is handed an act of `self.office.act()` or `self.office.run`, which passes on what it changed.
    """

    cares_about: ClassVar[frozenset[Topic]] = frozenset()

    def __init__(self, office: Office) -> None:
        self.office = office
        self.on_change: Callable[[], None] | None = None

    def refresh(self) -> None:
        """Read again what the screen shows; called before every visit and when something cared about has changed."""

    @property
    def unsaved(self) -> str:
        """What would be lost if the window closed now, as a translated sentence; empty when nothing would."""
        return ""

    def let_go(self) -> None:
        """Give back the files the screen holds open; the window is being closed."""

    def changed(self) -> None:
        """Let the view, if one is shown, draw anew."""
        if self.on_change is not None:
            self.on_change()


@dataclass(frozen=True, slots=True)
class Screen:
    """One entry of the navigation; `title` is an English message, `code` the folder in `desktop/screens`.

    `page` is the page of the users' guide that F1 opens. A screen that is `hub_only` is not shown to an office that
    merges nobody's packages.
    """

    code: str
    title: str
    page: str = "index.md"
    hub_only: bool = False

    def present(self, office: Office) -> ScreenPresenter:
        presenter: ScreenPresenter = import_module(f"desktop.screens.{self.code}.presenter").Presenter(office)
        return presenter

    def show(self, parent: tk.Misc, presenter: ScreenPresenter) -> ScreenView[Any]:
        view: ScreenView[Any] = import_module(f"desktop.screens.{self.code}.view").View(parent, presenter)
        return view


def key_name(key: str) -> str:
    """How a Tk event is called on a button: `<Control-Return>` → `Ctrl+Enter`."""
    parts = key.strip("<>").replace("Control", "Ctrl").replace("Return", "Enter").replace("Escape", "Esc").split("-")
    return "+".join(part.upper() if len(part) == 1 else part for part in parts if part != "Key")
