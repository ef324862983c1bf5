"""Progress of a command on the terminal: one line that is drawn over, on standard error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from models.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID


class Bar:
    """A rich progress bar as the promise of `models.progress`."""

    def __init__(self, bars: RichProgress, task: TaskID) -> None:
        self._bars = bars
        self._task = task

    def step(self, done: int, total: int, what: str = "") -> None:
        """Draw how far the work is."""
        self._bars.update(self._task, completed=done, total=total, description=what)


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[Progress]:
    """A bar on standard error; nothing when `quiet` or when nobody watches a terminal."""
    if quiet:
        yield NO_PROGRESS
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    if not console.is_terminal:
        yield NO_PROGRESS
        return
    with Bars(console=console, transient=True) as bars:
        yield Bar(bars, bars.add_task("", total=None))
