"""What a key or a button does, where the event itself says nothing more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def pressed(do: Callable[..., Any], *given: object) -> Callable[[object], Any]:
    """A handler that calls `do` with what is `given` now, and leaves the event aside.

    Tk goes on with the event unless `do` answers "break".
    """
    return lambda _event: do(*given)
