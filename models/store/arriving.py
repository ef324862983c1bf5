"""A station that arrives in its folder, set up or brought back: nothing of it is there, or all.

Everything is made in a folder of its own. Renaming that folder is the one moment at which it arrives; whatever is cut off
before leaves nothing, and whatever is cut off after is finished by who opens the folder next.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from models.domain.basics.problems import N_, Problem
from models.domain.basics.system_reasons import HELD, Reason, reason_of
from models.files import (
    FileLocked,
    NotMovedBack,
    can_write,
    left_as_it_was,
    move,
    move_together,
    private_folder,
    sync_folder,
)
from models.store.address import BASE_FILE
from models.store.drafts import DRAFTS_FILE
from models.store.holding import LOCK_FILE, FolderHeld, FolderHeldByUnknown, held

KEYS = "keys"
_UNFINISHED, _ARRIVED, _ASIDE = "arriving.part", "arriving", "aside"


@dataclass(eq=False)
class ArrivalUnfinished(Problem):
    """A station is whole and could not be put in its place wholly."""

    folder: Path
    reason: Reason
    code = "arrival_unfinished"
    says = N_(
        "The station in “{folder}” is whole but could not be put in its place ({reason}). Nothing is lost: close the other "
        "programs that use this folder and start again, then it is finished."
    )


@contextmanager
def arriving_in(folder: Path, *, aside: str = "") -> Iterator[Path]:
    """A private folder in which the base and keys of a station are made; when all went well they arrive in `folder`.

    What stands there goes into the folder `aside` then, for which there must be a name if anything stands there. What fails
    leaves everything as it was, also where the system refuses to move what another program has open (`FileLocked`).
    """
    begun = next((each for each in (*reversed(folder.parents), folder) if not each.exists()), None)
    try:
        # what stood there is looked at only by who holds the folder: another program may have been quicker
        with held(folder), left_as_it_was(folder):
            place = folder / _UNFINISHED
            shutil.rmtree(place, ignore_errors=True)
            private_folder(place)
            try:
                yield place
                (place / _ASIDE).write_text(aside, encoding="utf-8")
                _sync(place)
                move(place, folder / _ARRIVED)
            finally:
                shutil.rmtree(place, ignore_errors=True)
    except BaseException:
        if begun is not None:
            _take_back(folder, begun)
        raise
    with held(folder):
        _arrive(folder, aside)


def _arrive(folder: Path, aside: str) -> None:
    """Put what is whole now in its place; where that is refused, nothing came."""
    arrived = folder / _ARRIVED
    if not arrived.is_dir():
        # another program finished it meanwhile
        return
    try:
        _finish(folder, arrived)
    except NotMovedBack as error:
        raise ArrivalUnfinished(folder, reason_of(error)) from error
    except BaseException:
        shutil.rmtree(arrived, ignore_errors=True)
        if aside:
            with suppress(OSError):
                (folder / aside).rmdir()
        raise


def _take_back(folder: Path, begun: Path) -> None:
    """Let a folder that was made to be held go again, if nothing else is in it and nobody else wants it."""
    with suppress(OSError, FolderHeld, FolderHeldByUnknown), held(folder, patience=0.0):
        if os.name != "nt":
            _delete_empty(folder, begun)
    if os.name == "nt":
        # Windows deletes no file that is open, so whoever holds the folder by now keeps it
        with suppress(OSError):
            _delete_empty(folder, begun)


def _delete_empty(folder: Path, begun: Path) -> None:
    if {path.name for path in folder.iterdir()} <= {LOCK_FILE}:
        # on Windows it goes by itself when nobody holds it any more
        (folder / LOCK_FILE).unlink(missing_ok=True)
        while folder.is_relative_to(begun):
            folder.rmdir()
            folder = folder.parent


def finish_arriving(folder: Path) -> None:
    """Let a station that was cut off on its arrival finish it; of one that was not whole yet nothing is left."""
    if not ((folder / _UNFINISHED).is_dir() or (folder / _ARRIVED).is_dir()) or not can_write(folder):
        return
    with held(folder):
        shutil.rmtree(folder / _UNFINISHED, ignore_errors=True)
        if (folder / _ARRIVED).is_dir():
            try:
                _finish(folder, folder / _ARRIVED)
            except OSError as error:
                raise ArrivalUnfinished(folder, reason_of(error)) from error
            except FileLocked as error:
                raise ArrivalUnfinished(folder, HELD) from error


def _finish(folder: Path, arrived: Path) -> None:
    """Each step may be the last before a cut: what has moved already is no longer in the folder of what arrived."""
    sync_folder(folder)
    aside = (arrived / _ASIDE).read_text(encoding="utf-8") if (arrived / _ASIDE).is_file() else ""
    move_together(_moves(folder, arrived, aside))
    sync_folder(folder)
    # nothing of it is needed any more: what cannot be deleted now is deleted by who opens the folder next
    shutil.rmtree(arrived, ignore_errors=True)


def _moves(folder: Path, arrived: Path, aside: str) -> Iterator[tuple[Path, Path]]:
    """The base first: it is what other programs have open."""
    for name, former in ((BASE_FILE, (f"{BASE_FILE}*", f"{DRAFTS_FILE}*")), (KEYS, (KEYS,))):
        if not (arrived / name).exists():
            continue
        for present in sorted(path for pattern in former for path in folder.glob(pattern)) if aside else ():
            yield present, private_folder(folder / aside) / present.name
        yield arrived / name, folder / name


def _sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            # not every system lets a file be synced that was opened to be read
            with path.open("r+b") as file:
                os.fsync(file.fileno())
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            sync_folder(path)
