"""A frame taller than its place, scrolled by wheel, bar and by asking for a child to be seen."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk

from desktop import theme
from desktop.widgets.later import when_idle
from desktop.widgets.resting_bar import RestingBar

_WHEEL_OF_THEIR_OWN = frozenset(("Treeview", "Text", "Listbox", "TCombobox", "TSpinbox"))
"""Classes of widgets over which the wheel does something else, or that tell it on themselves."""


class Scrolled(ttk.Frame):
    """Put widgets into `inside`; they are as wide as the place allows, or the place as wide as they need (`is_column`)."""

    def __init__(self, parent: tk.Misc, *, ground: str = theme.CARD, is_column: bool = False) -> None:
        super().__init__(parent)
        self._is_column = is_column
        self._wanted: tuple[tk.Misc, int] | None = None
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        self._canvas = tk.Canvas(self, background=ground, highlightthickness=0, borderwidth=0, takefocus=0)
        self._canvas.grid(row=0, column=0, sticky="nsew")
        self._canvas.configure(yscrollcommand=RestingBar(self, self._by_bar, row=0).set)
        self.inside = tk.Frame(self._canvas, background=ground)
        self.inside.columnconfigure(0, weight=1)
        self._window = self._canvas.create_window(0, 0, window=self.inside, anchor="nw")
        self.inside.bind("<Configure>", self._grown)
        # both may happen while the canvas draws itself, and what is asked of it meanwhile is never drawn
        self.inside.bind("<Unmap>", lambda _: when_idle(self, self._find))
        self.inside.bind("<Map>", lambda _: when_idle(self, self._bring))
        self._canvas.bind("<Configure>", lambda event: self._resized(event.width))
        for part in (self, self._canvas, self.inside):
            self._with_wheel(part)

    def _with_wheel(self, widget: tk.Misc) -> None:
        """Let the wheel over `widget` scroll this frame."""
        widget.bind("<Button-4>", lambda _: self._roll(-3), add=True)
        widget.bind("<Button-5>", lambda _: self._roll(3), add=True)
        widget.bind("<MouseWheel>", lambda event: self._roll(-event.delta // 40), add=True)

    def see(self, child: tk.Misc, *, above: int = 0) -> None:
        """Scroll only when `child` is not comfortably in sight, then leave `above` pixels before it.

        It stays in sight when the place or what stands in it gets another size, until a person scrolls.
        """
        self._wanted = (child, above)
        self._bring()

    def _bring(self) -> None:
        if self._wanted is None or not self._wanted[0].winfo_exists():
            return
        child, above = self._wanted
        height = self._canvas.winfo_height()
        whole = max(1, self.inside.winfo_height())
        top = child.winfo_rooty() - self.inside.winfo_rooty()
        seen = self._canvas.canvasy(0)
        if top - above < seen or top + child.winfo_height() + min(above, height // 4) > seen + height:
            place = min(max(0, top - max(above, height // 4)), max(0, whole - height))
            self._canvas.yview_moveto(place / whole)

    def page(self, by: int) -> str:
        """Scroll `by` pages down, or up when it is negative."""
        self._wanted = None
        self._canvas.yview_scroll(by, "pages")
        return "break"

    def roll(self, by: int) -> str:
        """Scroll a few lines down, or up when `by` is negative."""
        self._canvas.yview_scroll(by * 2, "units")
        return "break"

    def to_top(self) -> None:
        self._wanted = None
        self._canvas.yview_moveto(0)

    def _roll(self, by: int) -> None:
        self._wanted = None
        self._canvas.yview_scroll(by, "units")

    def _by_bar(self, *where: str) -> None:
        self._wanted = None
        self._canvas.yview(*where)

    def _resized(self, width: int) -> None:
        self._canvas.itemconfigure(self._window, width=width)
        when_idle(self, self._bring)

    def _find(self) -> None:
        # scrolled past its end when it became shorter; out of sight it is not laid out anew, from the top it is
        if self._canvas.winfo_viewable() and not self.inside.winfo_ismapped():
            self._canvas.yview_moveto(0)

    def _grown(self, _event: object) -> None:
        self._canvas.configure(scrollregion=(0, 0, self.inside.winfo_width(), self.inside.winfo_height()))
        if self._is_column and int(self._canvas["width"]) != self.inside.winfo_reqwidth():
            self._canvas.configure(width=self.inside.winfo_reqwidth())
        when_idle(self, self._bring)
        when_idle(self, self._hear_wheel)

    def _hear_wheel(self) -> None:
        """Let the wheel over everything inside scroll this frame, but for what has one of its own."""
        waiting = list(self.inside.winfo_children())
        while waiting:
            child = waiting.pop()
            if isinstance(child, Scrolled):
                continue
            waiting += child.winfo_children()
            if child.winfo_class() not in _WHEEL_OF_THEIR_OWN and not child.bind("<Button-5>"):
                self._with_wheel(child)
