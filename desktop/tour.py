"""What the program is for in five pictures, shown once when a station was just set up, and again from the guide at any time."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from pathlib import Path
from tkinter import ttk
from typing import TYPE_CHECKING, NamedTuple

from desktop import theme
from desktop.guide import guide_folder
from desktop.theme import look_of
from desktop.widgets.pressed import pressed
from models.domain.basics.problems import N_
from models.language import Language

if TYPE_CHECKING:
    from PIL.ImageTk import PhotoImage


class TourStep(NamedTuple):
    """One picture of the guide, what it shows, and what to remember of it; the two latter are English messages."""

    picture: str
    title: str
    told: str


STEPS = (
    TourStep(
        "home.png",
        N_("The overview says what comes next"),
        N_(
            "The blue button at the left is always the next step, and Enter takes it. Esc goes back, F1 explains the screen."
        ),
    ),
    TourStep(
        "frame.png",
        N_("Whom to ask"),
        N_(
            "Take in the list of finished dossiers as the office has it in Excel, and draw the sample. Names stay here."
        ),
    ),
    TourStep(
        "ledger.png",
        N_("Every paper has a number"),
        N_(
            "Issue and print the forms, then note what went out and came back: the book shows at any time where each paper is."
        ),
    ),
    TourStep(
        "keying-pile.png",
        N_("One key for each box"),
        N_(
            "Lay the returned papers on a pile, scan or type them once as they lie, and key them in that order. Every key is kept."
        ),
    ),
    TourStep(
        "results.png",
        N_("Close, print, send"),
        N_(
            "Close the period, print the result sheet and send the package. Copies are made by themselves all the while."
        ),
    ),
)


class Tour(tk.Toplevel):
    """Enter or → goes on, ← back, Esc ends, and then `then` is called; it stands beside the window and holds nothing up."""

    def __init__(self, parent: tk.Misc, language: Language, *, then: Callable[[], object] = lambda: None) -> None:
        super().__init__(parent, background=theme.CARD)
        self.place = 0
        self._language = language
        self._picture: PhotoImage | None = None
        look = look_of(parent)
        say = language.say
        self.title(say(N_("Sổ Phiếu in five pictures")))
        self.columnconfigure(0, weight=1)
        self._room = (min(1000, round(self.winfo_screenwidth() * 0.6)), round(self.winfo_screenheight() * 0.55))
        self._title = ttk.Label(self, style="Card.Title.TLabel")
        self._title.grid(row=0, column=0, sticky="w", padx=look.em * 3, pady=(look.lines(0.8), 0))
        self._told = ttk.Label(self, style="Card.TLabel", justify="left", wraplength=self._room[0])
        self._told.grid(row=1, column=0, sticky="w", padx=look.em * 3, pady=look.lines(0.3))
        self._shown = ttk.Label(self, style="Card.TLabel")
        self._shown.grid(row=2, column=0, padx=look.em * 3)
        foot = ttk.Frame(self, padding=(look.em * 2, look.lines(0.6)))
        foot.grid(row=3, column=0, sticky="ew")
        self._dots = ttk.Label(foot, style="TLabel")
        self._dots.pack(side="left", padx=look.em)
        self._next = ttk.Button(foot, style="Accent.TButton", command=self.go_on)
        self._next.pack(side="right")
        ttk.Button(foot, text=say(N_("End (Esc)")), command=self.destroy).pack(side="right", padx=look.em)
        for key in ("<Return>", "<Right>", "<space>"):
            self.bind(key, pressed(self.go_on))
        self.bind("<Left>", pressed(self.go_back))
        self.bind("<Escape>", pressed(self.destroy))
        self.bind("<Destroy>", lambda event: then() if event.widget is self else None, add=True)
        self._show()
        self.update_idletasks()
        left = (self.winfo_screenwidth() - self.winfo_reqwidth()) // 2
        self.geometry(f"+{max(0, left)}+{look.lines(1)}")
        self._next.focus_set()

    def go_on(self) -> str:
        """The next picture; behind the last one the tour ends."""
        if self.place + 1 == len(STEPS):
            self.destroy()
        else:
            self.place += 1
            self._show()
        return "break"

    def go_back(self) -> str:
        """The picture before."""
        self.place = max(0, self.place - 1)
        self._show()
        return "break"

    def _show(self) -> None:
        step, say = STEPS[self.place], self._language.say
        self._title.configure(text=f"{self.place + 1}. {say(step.title)}")
        self._told.configure(text=say(step.told))
        self._dots.configure(text="  ".join("●" if place == self.place else "○" for place in range(len(STEPS))))
        is_last = self.place + 1 == len(STEPS)
        self._next.configure(text=say(N_("Begin (Enter)")) if is_last else say(N_("Go on (Enter)")))
        self._picture = self._loaded(guide_folder() / "hinh" / step.picture)
        self._shown.configure(image=self._picture or "")

    def _loaded(self, file: Path) -> PhotoImage | None:
        from PIL import Image, ImageTk

        if not file.is_file():
            return None
        with Image.open(file) as opened:
            picture = opened.convert("RGB")
            picture.thumbnail(self._room)
            return ImageTk.PhotoImage(picture, master=self)
