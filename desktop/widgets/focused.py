"""Which widget has the keyboard or the grab, also while the list of a chooser is open.

Tk itself makes that list, and tkinter, which did not make it, refuses to name it.
"""

from __future__ import annotations

import tkinter as tk


def focused(widget: tk.Misc) -> tk.Misc | None:
    """What has the keyboard in the window of `widget`; None where it is nothing of ours."""
    return _named(widget, widget.tk.call("focus"))


def grabbing(widget: tk.Misc) -> tk.Misc | None:
    """What holds all input; None where nothing of ours does."""
    # Tk answers with a list: one window a display
    held = widget.tk.splitlist(widget.tk.call("grab", "current"))
    return _named(widget, held[0]) if held else None


def focused_last(window: tk.Misc) -> tk.Misc | None:
    """What had the keyboard when `window` had it last; None where it is nothing of ours."""
    return _named(window, window.tk.call("focus", "-lastfor", str(window)))


def _named(widget: tk.Misc, name: object) -> tk.Misc | None:
    try:
        return widget.nametowidget(str(name)) if str(name) else None
    except KeyError:
        return None
