"""The frame of a section: its stage, and its title and actions put aside while something is laid over it."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk
from typing import TypeVar

from desktop.screens.packages.sections import SectionPresenter
from desktop.screens.viewing import ScreenView
from desktop.widgets.stage import Stage

S = TypeVar("S", bound=SectionPresenter)


class SectionView(ScreenView[S]):
    """A section shows a table or card on `self.stage`; a subclass builds it in `build` after calling this one's.

    `on_turn` is called when something is laid over the section or taken off it.
    """

    def build(self) -> None:
        self.stage = Stage(self.content)
        self.stage.grid(row=0, column=0, sticky="nsew")
        self.stage.on_turn = self._turned
        self.on_turn: Callable[[], object] = lambda: None
        self._over: object = None

    def action(self, text: str, do: Callable[[], object], *, key: str = "", main: bool = False) -> ttk.Button:
        """A button of the section; neither it nor its key does anything while something is laid over the section."""

        def unless_covered() -> None:
            if not self.is_covered:
                do()

        return super().action(text, unless_covered, key=key, main=main)

    def lay(self, panel: tk.Widget, about: object, *, closed: Callable[[], object] | None = None) -> None:
        """Lay a panel about something over the section; `closed` is called when the person puts it away."""
        self._over = None
        self.stage.lay_over(panel)
        self._over = about

        def gone(event: tk.Event[tk.Misc]) -> None:
            if event.widget is panel and self._over is about:
                self._over = None
                if closed is not None:
                    closed()

        panel.bind("<Destroy>", gone, add=True)

    @property
    def is_covered(self) -> bool:
        """Whether anything is laid over the section."""
        return self.stage.over is not None

    def is_over(self, about: object) -> bool:
        """Whether the panel about this thing is the one that is shown."""
        return self._over is about

    def take_off(self) -> None:
        """Show the section itself again without telling whoever waits for the panel to be put away."""
        self._over = None
        self.stage.back()

    def leave(self) -> None:
        self._over = None

    def _turned(self, is_over: bool) -> None:  # noqa: FBT001 -- the stage's own word
        parts = (self._title, self.actions)
        if is_over:
            for part in parts:
                part.grid_remove()
            self.content.grid_configure(pady=0)
        else:
            for part in parts:
                part.grid()
            self.content.grid_configure(pady=(self.look.lines(0.3), 0))
        self._place_hint(self.winfo_height())
        self.on_turn()

    def _place_hint(self, height: int) -> None:
        if self.stage.over is None:
            super()._place_hint(height)
        else:
            self._hint.grid_remove()
