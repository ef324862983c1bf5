"""What was refused is seen where it happened, also by somebody who hears no bell."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from desktop import theme

TIMES, MILLISECONDS = 3, 90
"""Half a second in all: long enough to be seen from the corner of an eye, over when the next key comes."""


def blink(label: ttk.Label) -> None:
    """Let a sentence turn light on red a few times."""
    blink_by(label, lambda is_on: label.configure(foreground=theme.CARD if is_on else "",
                                                  background=theme.BAD if is_on else ""))  # fmt: skip


def blink_by(widget: tk.Misc, paint: Callable[[bool], object]) -> None:
    """Call `paint` with True and False in turn; the last time with False."""
    window = widget.nametowidget(".")

    def turn(left: int) -> None:
        if widget.winfo_exists():
            paint(left % 2 == 1)
            if left:
                window.after(MILLISECONDS, turn, left - 1)

    turn(TIMES * 2 - 1)
