"""Work off the window's thread: results, problems, progress and cancelling come back in order."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from desktop.tasks import ImmediateTasks, TaskStep, WorkerTasks
from models.domain.basics.problems import Problem
from models.progress import Cancelled, Progress


@dataclass(eq=False)
class Full(Problem):
    says = "full"


def ignore(_result: object) -> None:
    """Nobody waits for this result."""


class Loop:
    """A window's `after` without a window: due callbacks are run when asked."""

    def __init__(self) -> None:
        self.due: list[Callable[[], None]] = []
        self.steps: list[TaskStep | None] = []
        self.errors: list[Exception] = []
        self.tasks = WorkerTasks(after=lambda _, do: self.due.append(do), on_step=self.steps.append,
                                 on_error=self.errors.append)  # fmt: skip

    def run_until_idle(self) -> None:
        while self.due:
            due, self.due = self.due, []
            for do in due:
                do()
            threading.Event().wait(0.001)


@pytest.fixture
def loop() -> Iterator[Loop]:
    made = Loop()
    yield made
    made.tasks.close()


def test_work_is_done_elsewhere_and_its_result_comes_home(loop: Loop) -> None:
    threads: list[threading.Thread] = []
    results: list[int] = []

    def work(progress: Progress) -> int:
        threads.append(threading.current_thread())
        progress.step(1, 2, "a")
        return 7

    loop.tasks.run(work, then=results.append, title="t")
    assert loop.tasks.busy
    loop.run_until_idle()
    assert results == [7]
    assert threads[0] is not threading.current_thread()
    assert loop.steps[0] == TaskStep("t")
    assert loop.steps[-1] is None
    assert not loop.tasks.busy


def test_a_problem_goes_to_whoever_asked_for_it_or_to_the_window(loop: Loop) -> None:
    told: list[Exception] = []

    def work(progress: Progress) -> None:
        raise Full

    loop.tasks.run(work, then=ignore, title="t", failed=told.append)
    loop.tasks.run(work, then=ignore, title="t")
    loop.run_until_idle()
    assert isinstance(told[0], Full)
    assert [type(error) for error in loop.errors] == [Full]


def test_cancelled_work_stops_at_its_next_step(loop: Loop) -> None:
    begun = threading.Event()
    stopped = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        stopped.wait(2)
        for number in range(1_000_000):
            progress.step(number, 1_000_000)

    loop.tasks.run(work, then=ignore, title="t")
    begun.wait(2)
    loop.tasks.cancel()
    stopped.set()
    loop.run_until_idle()
    assert [type(error) for error in loop.errors] == [Cancelled]


def test_work_after_a_cancelled_one_is_not_cancelled(loop: Loop) -> None:
    results: list[int] = []
    loop.tasks.run(lambda progress: progress.step(0, 1), then=ignore, title="t")
    loop.tasks.cancel()
    loop.run_until_idle()
    loop.tasks.run(lambda progress: (progress.step(0, 1), 5)[1], then=results.append, title="t")  # type: ignore[func-returns-value]  # a step answers nothing
    loop.run_until_idle()
    assert results == [5]


def test_a_result_that_cannot_be_shown_does_not_keep_the_next_back(loop: Loop) -> None:
    results: list[int] = []

    def refuse(number: int) -> None:
        raise ValueError(number)

    loop.tasks.run(lambda _: 1, then=refuse, title="t")
    loop.tasks.run(lambda _: 2, then=results.append, title="t")
    loop.run_until_idle()
    assert results == [2]
    assert [type(error) for error in loop.errors] == [ValueError]


def test_closing_stops_what_runs(loop: Loop) -> None:
    begun = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress.step(0, 0)

    loop.tasks.run(work, then=ignore, title="t")
    begun.wait(2)
    loop.tasks.close()
    assert not loop.tasks.busy


def test_immediate_tasks_work_at_once_and_let_problems_out() -> None:
    results: list[int] = []
    steps: list[TaskStep] = []
    tasks = ImmediateTasks(steps.append)
    tasks.run(lambda progress: (progress.step(1, 2), 3)[1], then=results.append, title="t")  # type: ignore[func-returns-value]  # a step answers nothing
    assert (results, steps) == ([3], [TaskStep("t", 1, 2)])
    with pytest.raises(Full):
        tasks.run(lambda _: _raise(), then=ignore, title="t")


def _raise() -> int:
    raise Full
