"""Who works in a folder: one program at a time writes there, and the others are told who, where and since when.

The lock itself is the system's: it ends with the program that holds it, however that ends. What is told of the holder stands
in a small file beside it and is only words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from models.domain.basics.problems import N_, Problem, Sentence
from models.files import read_bounded, write_whole

LOCK_FILE, HOLDER_FILE = "so-phieu.lock", "so-phieu.holder.json"
SHORT_PATIENCE, LONG_PATIENCE = 2.0, 15.0
"""Seconds: a window is not soon closed, a command soon ends."""
_SILENT = 0.5
_TRIES = 5
_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Holder:
    """The program that holds a folder: whose it is, on which machine, since when; a window holds it for long."""

    user: str
    machine: str
    since: str
    process: int
    is_window: bool = False


@dataclass(eq=False)
class FolderHeld(Problem):
    """Another program works in the folder, and two would spoil each other's work."""

    folder: Path
    user: str
    machine: str
    since: datetime
    doing: Sentence
    code = "folder_held"
    says = N_(
        "{user} is working with the data in “{folder}” on the computer {machine} since {since} ({doing}). Nothing was "
        "changed. Wait until that is done, or close the program there, then try again."
    )


@dataclass(eq=False)
class FolderHeldByUnknown(Problem):
    """Another program works in the folder and does not say who."""

    folder: Path
    code = "folder_held_by_unknown"
    says = N_(
        "Another program is working with the data in “{folder}” just now. Nothing was changed. Wait until that is done, or "
        "close the program there, then try again."
    )


_IN_WINDOW = Sentence(N_("the program is open there"))
_IN_COMMAND = Sentence(N_("a command is running"))


@contextmanager
def held(
    folder: Path,
    holder: Holder | None = None,
    *,
    patience: float | None = None,
    when_waiting: Callable[[], object] = lambda: None,
) -> Iterator[None]:
    """Hold `folder`, made when missing, for this process; whoever else has it is told (`FolderHeld`, `FolderHeldByUnknown`).

    A process that holds it already goes on. `holder` is what the others are told. Without `patience`, a command is waited for
    longer than a window. Where nothing can be written there is nothing to hold.
    """
    # one lock a path and process, counted, whichever thread asks
    lock = FileLock(
        folder.absolute() / LOCK_FILE, thread_local=False, is_singleton=True, mode=0o600, fallback_to_soft=False
    )
    is_outermost = not lock.is_locked
    if not _is_acquired(lock, folder, patience, when_waiting):
        yield
        return
    try:
        if is_outermost and holder is not None:
            _say(folder, holder)
        yield
    finally:
        if is_outermost and holder is not None:
            with suppress(OSError):
                (folder / HOLDER_FILE).unlink(missing_ok=True)
        lock.release()


def holder_of(folder: Path) -> Holder | None:
    """Who said last that it holds the folder; whether it still does, only the lock knows."""
    try:
        told = json.loads(read_bounded(folder / HOLDER_FILE, _LIMIT))
        holder = Holder(**told)
        datetime.fromisoformat(holder.since)
    except (Problem, ValueError, TypeError, RecursionError):
        return None
    return holder


def _is_acquired(lock: BaseFileLock, folder: Path, patience: float | None, when_waiting: Callable[[], object]) -> bool:
    """False where nothing can be written: whatever wants to write there is told so when it tries."""
    for _ in range(_TRIES):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _acquire(lock, folder, patience, when_waiting)
        except FileNotFoundError:
            # who held it has taken the folder away again
            continue
        except OSError:
            return False
        return True
    return False


def _acquire(lock: BaseFileLock, folder: Path, patience: float | None, when_waiting: Callable[[], object]) -> None:
    with suppress(Timeout):
        lock.acquire(timeout=_SILENT if patience is None else min(patience, _SILENT))
        return
    if patience is None:
        there = holder_of(folder)
        patience = SHORT_PATIENCE if there is not None and there.is_window else LONG_PATIENCE
        if patience > SHORT_PATIENCE:
            when_waiting()
    try:
        lock.acquire(timeout=max(0.0, patience - _SILENT))
    except Timeout:
        there = holder_of(folder)
        if there is None:
            raise FolderHeldByUnknown(folder) from None
        doing = _IN_WINDOW if there.is_window else _IN_COMMAND
        since = datetime.fromisoformat(there.since)
        raise FolderHeld(folder, there.user, there.machine, since, doing) from None


def _say(folder: Path, holder: Holder) -> None:
    # words only: a folder that takes the lock and no further file is held all the same
    with suppress(Problem):
        write_whole(folder / HOLDER_FILE, json.dumps(asdict(holder), ensure_ascii=False).encode(), private=True)
