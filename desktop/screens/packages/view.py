"""The widgets of the packages screen: a row of tabs, and under it the section that is shown."""

from __future__ import annotations

import tkinter as tk
from typing import Any, cast

from desktop.screens.packages.presenter import Presenter
from desktop.screens.packages.section_view import SectionView
from desktop.screens.packages.sections import SECTIONS
from desktop.screens.viewing import ScreenView
from desktop.widgets.pressed import pressed
from desktop.widgets.tab_row import Tab, TabRow


class View(ScreenView[Presenter]):
    """Shift+F1… shows a section, Ctrl+Tab the next one."""

    def build(self) -> None:
        for spare in (self._title, self.actions):
            spare.grid_remove()
        self.content.grid_configure(pady=0)
        self.content.rowconfigure(0, weight=0)
        self.content.rowconfigure(1, weight=1)
        self._tabs = TabRow(self.content, self._choose)
        self._tabs.grid(row=0, column=0, sticky="ew", pady=(0, self.look.lines(0.3)))
        self.section: SectionView[Any] | None = None
        self._is_short = False
        self._code = ""
        window = self.winfo_toplevel()
        for key, by in (("<Control-Tab>", 1), ("<Control-Shift-Tab>", -1)):
            window.bind(key, pressed(self._next, by))
        self.bind("<Destroy>", self._forget_keys, add=True)

    def draw(self) -> None:
        presenter, say = self.presenter, self.say
        tabs = [Tab(place, say(section.title), waiting) for place, section, waiting in presenter.tabs()]
        codes = [section.code for section in SECTIONS]
        self._tabs.show(tabs, codes.index(presenter.shown))
        if self._code != presenter.shown:
            # what was told of the section before goes with it
            presenter.office.tell("")
            self._leave_section()
            self._code = presenter.shown
            screen = next(each for each in SECTIONS if each.code == self._code)
            self.section = cast("SectionView[Any]", screen.show(self.content, presenter.part))
            self.section.on_turn = self._place_tabs
            self._place_tabs()
            self.section.grid(row=1, column=0, sticky="nsew")
            self.section.first_focus()
        elif self.section is not None:
            self.section.draw()

    def bar_others(self) -> None:
        super().bar_others()
        if self.section is not None:
            self.section.bar_others()

    def first_focus(self) -> None:
        if self.section is not None:
            self.section.first_focus()

    def leave(self) -> None:
        if self.section is not None:
            self.section.leave()
            self.section.presenter.on_change = None

    def make_room(self, *, is_short: bool) -> None:
        self.content.grid_configure(pady=0)
        self._tabs.make_room(is_short=is_short)
        self._is_short = is_short
        self._place_tabs()

    def _place_tabs(self) -> None:
        """Give the room of the tabs, whose keys go on working, to what is laid over a section where lines are few."""
        if self._is_short and self.section is not None and self.section.is_covered:
            self._tabs.grid_remove()
        else:
            self._tabs.grid()

    def _leave_section(self) -> None:
        if self.section is not None:
            self.leave()
            self.section.destroy()
            self.section = None

    def _choose(self, place: int) -> None:
        self.presenter.show(SECTIONS[place].code)

    def _next(self, by: int) -> str:
        places = [place for place, _, _ in self.presenter.tabs()]
        now = places.index(next(place for place, each in enumerate(SECTIONS) if each.code == self.presenter.shown))
        self._choose(places[(now + by) % len(places)])
        return "break"

    def _forget_keys(self, event: tk.Event[tk.Misc]) -> None:
        if event.widget is self:
            for key in ("<Control-Tab>", "<Control-Shift-Tab>"):
                self.winfo_toplevel().unbind(key)
