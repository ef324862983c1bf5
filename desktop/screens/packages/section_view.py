"""The frame of a section: what it shows, its actions, and the panel over it about what its presenter has laid open."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from dataclasses import replace
from tkinter import ttk
from typing import Any, ClassVar, TypeVar

from desktop.screens.packages.sections import SectionPresenter
from desktop.screens.viewing import Action, ScreenView
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import Panel, Stage
from desktop.widgets.table_rows import Column
from models.domain.basics.folding import search_key

S = TypeVar("S", bound=SectionPresenter[Any])


class SectionView(ScreenView[S]):
    """A section shows one widget on `self.stage`, made by `main`, and lays over it what the presenter lays open.

    `on_turn` is called when something is laid over the section or taken off it.
    """

    def build(self) -> None:
        self.stage = Stage(self.content)
        self.stage.grid(row=0, column=0, sticky="nsew")
        self.stage.on_turn = self._turned
        self.on_turn: Callable[[], object] = lambda: None
        self._over: object = None
        self._panel: tk.Widget | None = None
        self.stage.show(self.main(), focus=self.focus_main)

    def main(self) -> tk.Widget:
        """Make the widget of the section, with the stage as parent."""
        raise NotImplementedError

    def focus_main(self) -> None:
        """Give the keyboard to it."""
        raise NotImplementedError

    def panel(self, laid: Any) -> Panel:
        """Make the panel about what the presenter has laid open, with the stage as parent."""
        raise NotImplementedError

    def can(self, action: Action) -> bool:
        """Whether the action can do something now."""
        return True

    def tells(self) -> bool:
        """Whether the panel that is shown tells about what the presenter has laid open; another is made where not."""
        return self._over is self.presenter.laid

    def draw(self) -> None:
        self.enable_actions()
        if self.presenter.laid is None:
            if self._panel is not None and self.stage.over is self._panel:
                self.take_off()
        elif not self.tells():
            panel = self.panel(self.presenter.laid)
            self.lay(panel, self.presenter.laid, closed=self.presenter.put_away)
            self._panel = panel

    def enable_actions(self) -> None:
        """Let those actions work that can do something now."""
        for each in self.all_actions():
            if each.does in self.buttons:
                self.buttons[each.does].state(["!disabled" if self.can(each) else "disabled"])

    def first_focus(self) -> None:
        if isinstance(self.stage.over, Panel):
            self.stage.over.first_focus()
        else:
            self.focus_main()

    def add_action(self, text: str, do: Callable[[], object], *, key: str = "", main: bool = False) -> ttk.Button:
        """A button of the section; neither it nor its key does anything while something is laid over the section."""

        def unless_covered() -> None:
            if not self.is_covered:
                do()

        return super().add_action(text, unless_covered, key=key, main=main)

    def lay(self, panel: Panel, about: object, *, closed: Callable[[], object] | None = None) -> None:
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


class ListView(SectionView[S]):
    """A section that is a table; `heading`, `hint`, `empty` and the titles of its `columns` are English messages.

    `empty` says what to do when there is no row; `opens` names the method of the presenter that Enter calls with the row.
    """

    heading: ClassVar[str]
    hint: ClassVar[str] = ""
    empty: ClassVar[str]
    columns: ClassVar[Sequence[Column]]
    opens: ClassVar[str] = ""

    def build(self) -> None:
        super().build()
        self.title(self.say(self.heading), self.say(self.hint) if self.hint else "")

    def main(self) -> tk.Widget:
        return self.make_table(self.stage)

    def make_table(self, parent: tk.Misc) -> RecordTable:
        """The table of the section in `parent`."""
        presenter = self.presenter
        self.table = RecordTable(
            parent,
            titled(self.columns, self.say),
            presenter.office.language,
            fold=search_key,
            on_open=getattr(presenter, self.opens) if self.opens else None,
            on_select=lambda _: self.selected(),
            empty=self.say(self.empty),
        )
        return self.table

    def focus_main(self) -> None:
        self.table.first_focus()

    @property
    def row(self) -> int | None:
        """The row under the cursor; None while there is none."""
        return self.table.selected[0] if self.table.selected else None

    def selected(self) -> None:
        """Another row is selected."""
        self.enable_actions()

    def draw(self) -> None:
        self.table.show(self.presenter.rows())
        super().draw()


def titled(columns: Sequence[Column], say: Callable[[str], str]) -> tuple[Column, ...]:
    """Columns with translated titles."""
    return tuple(replace(column, title=say(column.title)) for column in columns)
