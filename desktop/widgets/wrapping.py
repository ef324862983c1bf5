"""Labels whose lines break where their place ends, whatever width it gets."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterable
from tkinter import ttk

SPARE = 12
"""So many pixels more change nothing: a place that is as wide as its labels ask for and back by a pixel would never come to rest."""


def wrap(label: ttk.Label, room: int) -> None:
    """Break the lines of `label` at `room` pixels; only where there are clearly more than before are they made longer."""
    was = label.winfo_pixels(str(label.cget("wraplength") or 0))
    if not was or not was <= room <= was + SPARE:
        label.configure(wraplength=room)


def keep_wrapped(place: tk.Misc, labels: Iterable[ttk.Label], *, less: int = 0, least: int = 1) -> None:
    """Break the lines of labels `less` pixels before the width of `place`, at `least` after so many, whenever it gets another one."""
    wrapped = tuple(labels)

    def fit(event: tk.Event[tk.Misc]) -> None:
        if event.widget is place:
            for label in wrapped:
                wrap(label, max(least, event.width - less))

    place.bind("<Configure>", fit, add=True)
