"""Whole files or none: writing under a temporary name, and reading what people hand over within bounds."""

from __future__ import annotations

import errno
import getpass
import os
import shutil
import stat
import subprocess
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_, Problem
from models.domain.basics.system_reasons import (
    IS_FOLDER,
    NOT_PLAIN,
    PROTECTED,
    Reason,
    reason_of,
)
from models.file_names import trouble_on_windows

RENAME_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds to wait before each further try to rename: virus scanners let go within these, an open Excel does not."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


@dataclass(eq=False)
class DiskFull(Problem):
    """No room to finish the file."""

    path: Path

    code = "disk_full"
    says = N_("There is no room left for {path}; nothing was changed. Free some space or choose another disk.")


@dataclass(eq=False)
class FolderReadOnly(Problem):
    """The folder may not be written to."""

    path: Path

    code = "folder_read_only"
    says = N_("The folder {path} cannot be written to; nothing was changed. Choose another folder.")


@dataclass(eq=False)
class FolderMissing(Problem):
    """The folder that should take the file does not exist."""

    path: Path

    code = "folder_missing"
    says = N_("There is no folder {path}; nothing was changed. Create it or choose another folder.")


@dataclass(eq=False)
class FileLocked(Problem):
    """Another program holds the file that is to be replaced."""

    path: Path

    code = "file_locked"
    says = N_("{path} is open in another program; nothing was changed. Close it there and try again.")


@dataclass(eq=False)
class FileNotWritten(Problem):
    """The system refused for a reason of its own."""

    path: Path
    reason: Reason

    code = "file_not_written"
    says = N_("{path} could not be written ({reason}); nothing was changed. Choose another name or folder.")


@dataclass(eq=False)
class FileMissing(Problem):
    """No file under this name."""

    path: Path

    code = "file_missing"
    says = N_("There is no file {path}. Check the name, or that the stick is still plugged in.")


@dataclass(eq=False)
class FileEmpty(Problem):
    """The file has no content."""

    path: Path

    code = "file_empty"
    says = N_("The file {path} is empty. Ask for it again; it was probably not copied whole.")


@dataclass(eq=False)
class FileTooLarge(Problem):
    """The file is beyond the bound, so it is not what was expected."""

    path: Path
    megabytes: int

    code = "file_too_large"
    says = N_("The file {path} is larger than {megabytes} MB, so it cannot be what is expected here. Choose another.")


@dataclass(eq=False)
class FileIsFolder(Problem):
    """A folder stands where a file was meant."""

    path: Path

    code = "file_is_folder"
    says = N_("{path} is a folder, not a file. Choose a file in it.")


@dataclass(eq=False)
class FileUnreadable(Problem):
    """The file is there and the system does not give its content."""

    path: Path
    reason: Reason

    code = "file_unreadable"
    says = N_("The file {path} cannot be read ({reason}). Close it in other programs, or copy it to this PC first.")


def write_whole(
    path: Path,
    content: bytes | Callable[[BinaryIO], object],
    *,
    verify: Callable[[Path], object] | None = None,
    private: bool = False,
) -> None:
    """Put `content` (bytes, or what a function writes to the open file) under `path`: all of it or nothing.

    `verify` is given the finished temporary file and raises what it finds wrong. `private` keeps the file from
    other users of the PC. Whatever fails, the former file stands and no rest is left beside it.
    """
    with _refusals_of_writing(path, folder=path.parent):
        if os.name == "nt" and (trouble := trouble_on_windows(str(path.absolute()))):
            raise FileNotWritten(path, trouble)
        _require_plain(path)
        temporary, file = _open_beside(path, private=private)
    try:
        with _refusals_of_writing(path, folder=path.parent):
            with file:
                if isinstance(content, bytes):
                    file.write(content)
                else:
                    content(file)
                file.flush()
                os.fsync(file.fileno())
            if verify:
                verify(temporary)
            move(temporary, path)
            sync_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def write_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Put several files into `folder`, by name: all of them on the disk when this returns, or none.

    Files that stand there already are replaced, unless something fails. The disk is waited for once, not once a file.
    """
    parts: list[tuple[Path, Path, BinaryIO]] = []
    done: list[Path] = []
    stood = {name for name in contents if (folder / name).exists()}
    try:
        for number, (name, content) in enumerate(contents.items()):
            path = folder / name
            with _refusals_of_writing(path, folder=folder):
                temporary, file = _open_beside(path, private=False, first=number)
                parts.append((path, temporary, file))
                file.write(content)
                file.flush()
        for path, _, file in parts:
            with _refusals_of_writing(path, folder=folder), file:
                os.fsync(file.fileno())
        for path, temporary, _ in parts:
            with _refusals_of_writing(path, folder=folder):
                move(temporary, path)
            done.append(path)
        with _refusals_of_writing(folder, folder=folder):
            sync_folder(folder)
    except BaseException:
        for _, temporary, file in parts:
            with suppress(OSError):
                file.close()
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        for path in done:
            if path.name not in stood:
                with suppress(OSError):
                    path.unlink()
        raise


@contextmanager
def made_apart(folder: Path, *, parts: Collection[str] = ()) -> Iterator[Path]:
    """A new folder in `folder`: the files made in it move up when all of them are there; stopped before, none is left.

    With `parts`, paths of folders, those move up to where they were made, in the place of what stood there.
    """
    apart = folder / f".{os.getpid()}-{time.monotonic_ns()}.parts"
    with _refusals_of_writing(apart, folder=folder):
        apart.mkdir(mode=0o700)
    is_needed = False
    try:
        yield apart
        made = {each: folder / each.name for each in sorted(apart.iterdir())}
        if parts:
            made = {apart / part: folder / part for part in parts if (apart / part).exists()}
        for target in made.values():
            with _refusals_of_writing(target, folder=folder):
                target.parent.mkdir(parents=True, exist_ok=True)
                if not parts:
                    _require_plain(target)
        with _refusals_of_writing(folder, folder=folder):
            former = apart / ".former"
            former.mkdir()
            try:
                moves = (_in_place(each, to, former / str(n)) for n, (each, to) in enumerate(made.items()))
                move_together(chain.from_iterable(moves))
            except NotMovedBack:
                is_needed = True
                raise
            sync_folder(folder)
    finally:
        if not is_needed:
            shutil.rmtree(apart, ignore_errors=True)


def _in_place(made: Path, target: Path, former: Path) -> Iterator[tuple[Path, Path]]:
    """The moves that put `made` where `target` is; what stands there goes to `former` first."""
    if target.exists():
        yield target, former
    yield made, target


def read_bounded(path: Path, limit: int) -> bytes:
    """The bytes of `path`, 1 to `limit` of them; refuses a missing, empty, larger or unreadable file."""
    try:
        # a named pipe would wait for ever, so only plain files are opened
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise FileIsFolder(path)
        if not stat.S_ISREG(mode):
            raise FileUnreadable(path, NOT_PLAIN)
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise FileMissing(path) from None
    except (OSError, ValueError) as refusal:
        raise FileUnreadable(path, reason_of(refusal)) from refusal
    if not content:
        raise FileEmpty(path)
    if len(content) > limit:
        raise FileTooLarge(path, megabytes=-(-limit // 2**20))
    return content


def private_folder(path: Path) -> Path:
    """`path` as a folder that only its owner enters, made when missing (0700 where the system knows modes)."""
    with _refusals_of_writing(path, folder=path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if stat.S_IMODE(path.stat().st_mode) != 0o700:
            path.chmod(0o700)
    return path


def open_to_others(path: Path) -> bool:
    """Whether other users of this computer may read or enter `path`, where the system knows modes."""
    if os.name != "posix":
        return False
    try:
        return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
    except OSError:
        return False


def tighten(path: Path) -> bool:
    """Keep `path` from other users of this computer; whether that is so now (a FAT stick knows no users)."""
    with suppress(OSError):
        if os.name == "posix":
            path.chmod(0o700 if path.is_dir() else 0o600)
        else:
            _tighten_by_list(path)
    return not open_to_others(path)


def _tighten_by_list(path: Path) -> None:
    """On Windows: what the folder above grants no longer holds, only the own user is granted everything."""
    rights = "(OI)(CI)F" if path.is_dir() else "F"
    words = ["icacls", str(path), "/inheritance:r", "/grant:r", f"{getpass.getuser()}:{rights}"]
    subprocess.run(words, check=False, capture_output=True, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0))


def require_writable(folder: Path) -> None:
    """Refuse a folder in which nothing can be made (`FolderReadOnly`, or why else).

    A file is made and deleted: only this tells the truth on Windows, where rights are lists and not marks.
    """
    with _refusals_of_writing(folder, folder=folder):
        if not os.access(folder, os.W_OK):
            raise FolderReadOnly(folder)
        trial, file = _open_beside(folder / "trial", private=True)
        file.close()
    delete(trial)


def can_write(path: Path) -> bool:
    """Whether a file can be made in the folder `path`."""
    try:
        require_writable(path)
    except Problem:
        return False
    return True


def is_folder(path: Path) -> bool:
    """Whether a folder stands there; a name that cannot be one at all is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _require_plain(path: Path) -> None:
    """Renaming over a device, a pipe or a link that leads in a circle would succeed and destroy it."""
    with suppress(FileNotFoundError):
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise FileNotWritten(path, IS_FOLDER if stat.S_ISDIR(mode) else NOT_PLAIN)


def _open_beside(path: Path, *, private: bool, first: int = 0) -> tuple[Path, BinaryIO]:
    mode = 0o600 if private else 0o666
    for number in count(first):
        temporary = path.with_name(f".{os.getpid()}-{number}.part")
        with suppress(FileExistsError):
            return temporary, open(temporary, "x+b", opener=lambda name, flags: os.open(name, flags, mode))
    raise AssertionError(path)


def move(path: Path, target: Path, *, held: Path | None = None) -> None:
    """Give `path` the name `target`, over the file that stands there.

    Windows refuses this while any program has one of the two open, a virus scanner for instance, so it is tried again for a
    while; then `FileLocked` names `held` (default: the target). A target that is write-protected is refused at once.
    """
    for pause in (*RENAME_PAUSES, None):
        try:
            path.replace(target)
        except PermissionError as refusal:
            if _is_protected(target):
                raise FileNotWritten(target, PROTECTED) from refusal
            if pause is None:
                raise FileLocked(held or target) from refusal
            time.sleep(pause)
        else:
            return


class NotMovedBack(OSError):
    """Of several moves some were made, the next was refused, and what had been moved could not be moved back wholly."""


def move_together(moves: Iterable[tuple[Path, Path]]) -> None:
    """Several moves as one act: all of them, or none; what was moved before a refusal goes back, the last first.

    No target may stand there when its turn comes. Refuses as `move` does, naming what could not be moved, or with
    `NotMovedBack`.
    """
    done: list[tuple[Path, Path]] = []
    try:
        for path, target in moves:
            move(path, target, held=path)
            done.append((path, target))
    except BaseException as refusal:
        stuck: OSError | Problem | None = None
        for path, target in reversed(done):
            try:
                move(target, path, held=target)
            except (OSError, Problem) as again:
                stuck = again
        if stuck is not None:
            raise NotMovedBack(*(stuck.args if isinstance(stuck, OSError) else (errno.EBUSY, str(stuck)))) from refusal
        raise


def delete(path: Path) -> None:
    """Delete the file `path`, if it is there; who has it open is waited for as in `move`, then `FileLocked`."""
    for pause in (*RENAME_PAUSES, None):
        try:
            path.unlink(missing_ok=True)
        except PermissionError as refusal:
            if pause is None:
                raise FileLocked(path) from refusal
            time.sleep(pause)
        else:
            return


def _is_protected(target: Path) -> bool:
    """Whether a file may be written by nobody: Windows then lets nothing take its place, whoever asks."""
    try:
        return target.is_file() and not target.stat().st_mode & 0o222
    except OSError:
        return False


def sync_folder(folder: Path) -> None:
    """Make the names in a folder as durable as what stands under them."""
    if os.name == "posix":
        # a new name itself is only safe from a power cut once its folder is on the disk
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


@contextmanager
def _refusals_of_writing(path: Path, *, folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as refusal:
        if refusal.errno in _FULL:
            raise DiskFull(path) from refusal
        if refusal.errno in _FORBIDDEN:
            raise FolderReadOnly(folder) from refusal
        if refusal.errno in {errno.ENOENT, errno.ENOTDIR} and not folder.is_dir():
            raise FolderMissing(folder) from refusal
        raise FileNotWritten(path, reason_of(refusal)) from refusal


@contextmanager
def left_as_it_was(folder: Path) -> Iterator[None]:
    """What is made in `folder` (which may not exist yet) stays when all goes well; else everything new is deleted.

    What stood there before is not touched, and neither are folders above it.
    """
    begun = next((each for each in (*reversed(folder.parents), folder) if not each.exists()), None)
    stood = frozenset(folder.iterdir()) if begun is None else frozenset()
    try:
        yield
    except BaseException:
        with suppress(OSError):
            for made in (begun,) if begun else frozenset(folder.iterdir()) - stood:
                _delete(made)
        raise


def _delete(made: Path) -> None:
    if made.is_dir() and not made.is_symlink():
        shutil.rmtree(made, ignore_errors=True)
    else:
        made.unlink(missing_ok=True)
