"""Progress as a promise with a silent twin: work reports its steps and asks whether to stop, whoever watches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from models.domain.basics.problems import N_, Problem

Item = TypeVar("Item")
EVERY = 500
"""So many rows are gone through between two questions whether to stop."""


@dataclass(eq=False)
class Cancelled(Problem):
    """The person who started the work stopped it; nothing was changed."""

    code = "cancelled"
    says = N_("Stopped at your request; nothing was changed.")


class Progress(Protocol):
    """What long work is given to report to."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Report `done` of `total`; `what` is a short translated word. Raises `Cancelled` to stop the work."""


class _Silent:
    def step(self, done: int, total: int, what: str = "") -> None:
        """Nobody watches."""


NO_PROGRESS: Progress = _Silent()


def watched(items: Sequence[Item], progress: Progress) -> Iterator[Item]:
    """The items one after the other, with a report, and the chance to stop, every `EVERY` of them."""
    for number, item in enumerate(items):
        if number % EVERY == 0:
            progress.step(number, len(items))
        yield item
    progress.step(len(items), len(items))
