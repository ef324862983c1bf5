"""Notices when nobody has typed or clicked for a while."""

from __future__ import annotations

import time
import tkinter as tk
from collections.abc import Callable

_LOOKS_EVERY = 5_000
"""Milliseconds between two looks at the clock."""


class IdleWatch:
    """Calls `when_idle` once nothing was typed, clicked or moved in the whole program for as many milliseconds as `patience` says.

    `patience` is asked at each look; 0 waits for ever.
    """

    def __init__(self, root: tk.Misc, patience: Callable[[], int], when_idle: Callable[[], object]) -> None:
        self._root, self._patience, self._when_idle = root, patience, when_idle
        self._last = time.monotonic()
        # keys are let go of everywhere, while many fields keep the pressing of one to themselves
        for event in ("<KeyRelease>", "<ButtonRelease>", "<Motion>", "<MouseWheel>"):
            root.bind_all(event, self._felt, add=True)
        root.after(_LOOKS_EVERY, self._look_on)

    def _felt(self, _: object) -> None:
        self._last = time.monotonic()

    def look(self) -> None:
        """Look at the clock now."""
        patience = self._patience()
        if patience and (time.monotonic() - self._last) * 1_000 >= patience:
            self._when_idle()
            self._last = time.monotonic()

    def _look_on(self) -> None:
        self.look()
        self._root.after(_LOOKS_EVERY, self._look_on)
