from __future__ import annotations

import gc
import weakref
from collections.abc import Callable

from desktop.sweeping import Sweeper


class Ring:
    """An object that only the cycle collector can free."""

    def __init__(self) -> None:
        self.own = self


def test_garbage_is_collected_by_the_given_clock_alone_until_closed() -> None:
    waiting: list[Callable[[], None]] = []
    gc.collect()
    sweeper = Sweeper(lambda _, callback: waiting.append(callback))
    try:
        ring = weakref.ref(Ring())
        kept = [[number] for number in range(5_000)]
        assert ring() is not None, "nothing may be collected on the thread that allocates"
        waiting.pop()()
        assert ring() is None
        assert len(waiting) == 1
        assert len(kept) == 5_000
    finally:
        sweeper.close()
    assert gc.isenabled()
    waiting.pop()()
    assert not waiting
