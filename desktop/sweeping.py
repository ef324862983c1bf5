"""Collecting garbage on the Tk thread only.

Python's cycle collector runs on whatever thread happens to allocate. Should it find a Tk object on the worker, Tcl aborts
the whole program. So automatic collecting is off while the window lives, and the Tk thread collects by itself.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

EVERY = 1_000
"""Milliseconds between two looks."""


class Sweeper:
    """Looks every second on the thread of `after` whether as much has gathered as Python itself would wait for."""

    def __init__(self, after: Callable[[int, Callable[[], None]], object]) -> None:
        self._after = after
        self._on = True
        gc.disable()
        after(EVERY, self._look)

    def _look(self) -> None:
        if not self._on:
            return
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                break
        self._after(EVERY, self._look)

    def close(self) -> None:
        """Collect once more, then leave it to Python again."""
        self._on = False
        gc.collect()
        gc.enable()
