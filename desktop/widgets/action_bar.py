"""The buttons of a screen at its upper right: two lines of them, one where a large text leaves few, and a menu of the rest."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk

from desktop import theme
from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.question_row import flow


class ActionBar(FlowBar):
    """A flow bar that never takes a third line; `more` is the translated word on the button of the menu, F10 opens it."""

    def __init__(self, parent: tk.Misc, more: str, *, at_right: bool = True) -> None:
        super().__init__(parent, at_right=at_right)
        self._is_folded = False
        self.behind: list[ttk.Button] = []
        self.more = ttk.Button(self, text=f"{more}  (F10)", command=self.open_menu)
        self.more.bind("<Return>", lambda _: self.open_menu())
        self.menu = tk.Menu(self, tearoff=False, font=look_of(self).body, background=theme.CARD, foreground=theme.INK,
                            activebackground=theme.ACCENT, activeforeground=theme.CARD)  # fmt: skip
        self.take_key()
        self.bind("<Destroy>", self._unbind, add=True)

    def take_key(self) -> None:
        """Have F10 open this menu from now on: of several bars the one that is seen has it."""
        self.winfo_toplevel().bind("<F10>", lambda _: self.open_menu())

    def fold(self, *, is_short: bool) -> None:
        """Keep to one line, or to two."""
        if is_short != self._is_folded:
            self._is_folded = is_short
            self.lay_out_anew()

    def open_menu(self) -> str:
        """Show the buttons that found no room."""
        if self.behind:
            self.menu.delete(0, "end")
            for button in self.behind:
                state = "disabled" if button.instate(["disabled"]) else "normal"
                self.menu.add_command(label=str(button["text"]), command=button.invoke, state=state)  # type: ignore[arg-type]  # one of Tk's words
            self.menu.tk_popup(self.more.winfo_rootx(), self.more.winfo_rooty() + self.more.winfo_height(), 0)
        return "break"

    def shown(self, members: list[tk.Widget], width: int) -> list[tk.Widget]:
        self.behind = []
        self.more.place_forget()
        if self._fits(members, width):
            return members
        # what is most often wanted stays outside the menu
        members = sorted(members, key=lambda member: str(member["style"]) != "Accent.TButton")
        fitting = len(members)
        while fitting and not self._fits([*members[:fitting], self.more], width):
            fitting -= 1
        self.behind = [member for member in members[fitting:] if isinstance(member, ttk.Button)]
        for member in self.behind:
            member.place_forget()
        return [*members[:fitting], self.more]

    def _fits(self, members: list[tk.Widget], width: int) -> bool:
        places = flow([member.winfo_reqwidth() for member in members], width, look_of(self).em)
        return not places or places[-1][1] < (1 if self._is_folded else 2)

    def _unbind(self, event: tk.Event[tk.Misc]) -> None:
        if event.widget is self:
            self.winfo_toplevel().unbind("<F10>")
