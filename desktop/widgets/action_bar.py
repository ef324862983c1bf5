"""The buttons of a screen at its upper right; where a large text leaves few lines, one line of them and a menu of the rest."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk

from desktop import theme
from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar


class ActionBar(FlowBar):
    """A flow bar whose buttons may be folded; `more` is the translated word on the button of the menu, F10 opens it."""

    def __init__(self, parent: tk.Misc, more: str) -> None:
        super().__init__(parent, at_right=True)
        self._is_folded = False
        self.behind: list[ttk.Button] = []
        self.more = ttk.Button(self, text=f"{more}  (F10)", command=self.open_menu)
        self.menu = tk.Menu(self, tearoff=False, font=look_of(self).body, background=theme.CARD, foreground=theme.INK,
                            activebackground=theme.ACCENT, activeforeground=theme.CARD)  # fmt: skip
        self.winfo_toplevel().bind("<F10>", lambda _: self.open_menu())
        self.bind("<Destroy>", self._unbind, add=True)

    def fold(self, *, is_short: bool) -> None:
        """Keep to one line, or take as many as are needed."""
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
        gap = look_of(self).em
        sizes = [member.winfo_reqwidth() + gap for member in members]
        if not self._is_folded or sum(sizes) - gap <= width:
            return members
        room = width - self.more.winfo_reqwidth()
        # what is most often wanted stays outside the menu
        members = sorted(members, key=lambda member: str(member["style"]) != "Accent.TButton")
        sizes = [member.winfo_reqwidth() + gap for member in members]
        fitting = 0
        while fitting < len(sizes) and sum(sizes[: fitting + 1]) <= room:
            fitting += 1
        self.behind = [member for member in members[fitting:] if isinstance(member, ttk.Button)]
        for member in self.behind:
            member.place_forget()
        return [*members[:fitting], self.more]

    def _unbind(self, event: tk.Event[tk.Misc]) -> None:
        if event.widget is self:
            self.winfo_toplevel().unbind("<F10>")
