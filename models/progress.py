"""Progress as a promise with a silent twin: work reports its steps and asks whether to stop, whoever watches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from models.domain.problems import N_, Problem


@dataclass(eq=False)
class Cancelled(Problem):
    """The person who started the work stopped it; nothing was changed."""

    says = N_("Stopped at your request; nothing was changed.")


class Progress(Protocol):
    """What long work is given to report to."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Report `done` of `total`; `what` is a short translated word. Raises `Cancelled` to stop the work."""


class _Silent:
    def step(self, done: int, total: int, what: str = "") -> None:
        """Nobody watches."""


NO_PROGRESS: Progress = _Silent()
