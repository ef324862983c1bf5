"""Work off the window's thread: one worker, progress and cancelling, and every answer back on the window's thread.

The window gives its own `after`; this module knows no toolkit. SQLite is serial anyway, so one worker is enough.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from models.progress import Cancelled, Progress

Result = TypeVar("Result")

DRAIN_MS = 20
"""How often news of running work are fetched; nothing is polled while nothing runs."""


@dataclass(frozen=True, slots=True)
class TaskStep:
    """How far a piece of work is; `total` 0 = unknown."""

    title: str
    done: int = 0
    total: int = 0
    what: str = ""


class Tasks(Protocol):
    """What presenters are given to start long work with."""

    @property
    def busy(self) -> bool:
        """Is any work running or waiting?"""

    def run(
        self,
        work: Callable[[Progress], Result],
        *,
        then: Callable[[Result], None],
        title: str,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do `work` and give its result to `then`, or what it raised to `failed` (default: shown to the person).

        `title` is the translated name of the work on the busy strip.
        """

    def cancel(self) -> None:
        """Ask the running work to stop at its next step."""


class ImmediateTasks:
    """Works at once on the caller's thread: what tests hand in, so that nothing is left running."""

    busy = False

    def __init__(self, on_step: Callable[[TaskStep], None] | None = None) -> None:
        self._on_step = on_step
        self._stop = False

    def run(
        self,
        work: Callable[[Progress], Result],
        *,
        then: Callable[[Result], None],
        title: str,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self._stop = False
        try:
            result = work(_Reporter(title, self._on_step or (lambda _: None), lambda: self._stop))
        except Exception as error:
            if failed is None:
                raise
            failed(error)
        else:
            then(result)

    def cancel(self) -> None:
        self._stop = True


@dataclass(frozen=True, slots=True)
class _Reporter:
    title: str
    report: Callable[[TaskStep], None]
    is_stopped: Callable[[], bool]

    def step(self, done: int, total: int, what: str = "") -> None:
        if self.is_stopped():
            raise Cancelled
        self.report(TaskStep(self.title, done, total, what))


class WorkerTasks:
    """One worker thread, begun with the first work and ended by `close`.

    `after(ms, callback)` is the window's own; `on_step` gets the newest step and `None` when all work is done;
    `on_error` gets what work raised when it named no `failed` of its own.
    """

    def __init__(
        self,
        *,
        after: Callable[[int, Callable[[], None]], object],
        on_step: Callable[[TaskStep | None], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        self._after = after
        self._on_step = on_step
        self._on_error = on_error
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._news: queue.SimpleQueue[TaskStep | Callable[[], None]] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._waiting = 0
        self._worker: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        return self._waiting > 0

    def run(
        self,
        work: Callable[[Progress], Result],
        *,
        then: Callable[[Result], None],
        title: str,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        reporter = _Reporter(title, self._news.put, self._stop.is_set)
        refused = failed or self._on_error

        def job() -> None:
            try:
                result = work(reporter)
            except Exception as error:  # noqa: BLE001 -- handed whole to the window's thread, never swallowed
                problem = error
                self._news.put(lambda: refused(problem))
            else:
                self._news.put(lambda: then(result))

        self._waiting += 1
        if self._waiting == 1:
            self._stop.clear()
            self._after(DRAIN_MS, self._drain)
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, name="work", daemon=True)
            self._worker.start()
        self._on_step(TaskStep(title))
        self._jobs.put(job)

    def cancel(self) -> None:
        """Ask the running work to stop at its next step; what waits behind it stops at its first."""
        self._stop.set()

    def close(self, patience: float = 5.0) -> None:
        """Stop the work and the worker, waiting at most `patience` seconds; answers still under way are dropped."""
        self._stop.set()
        self._jobs.put(None)
        if self._worker is not None:
            self._worker.join(patience)
            self._worker = None
        self._waiting = 0

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def _drain(self) -> None:
        newest: TaskStep | None = None
        answers: list[Callable[[], None]] = []
        while not self._news.empty():
            news = self._news.get()
            if isinstance(news, TaskStep):
                newest = news
            else:
                answers.append(news)
        self._waiting -= len(answers)
        if newest is not None and self.busy:
            self._on_step(newest)
        if self.busy:
            self._after(DRAIN_MS, self._drain)
        elif answers:
            self._on_step(None)
        for answer in answers:
            try:
                answer()
            except Exception as error:  # noqa: BLE001 -- one answer that fails must not keep the others back
                self._on_error(error)
