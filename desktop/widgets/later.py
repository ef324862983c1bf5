"""What a widget does a moment later, unless it is gone by then."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable


def when_idle(widget: tk.Misc, do: Callable[..., object], *given: object) -> None:
    """Call `do` once the events at hand are worked through; never for a widget that is gone by then."""

    def now() -> None:
        if widget.winfo_exists():
            do(*given)

    # asked of the window itself: it keeps the call when the widget goes, and gives up all calls when it closes
    widget.nametowidget(".").after_idle(now)
