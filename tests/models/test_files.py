"""A file is written whole or not at all, and what is read is bounded; bad days are real or made by a saboteur."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from models import files
from models.domain.basics.problems import Problem
from models.file_names import trouble_on_windows
from models.files import (
    DiskFull,
    FileEmpty,
    FileIsFolder,
    FileLocked,
    FileMissing,
    FileNotWritten,
    FileTooLarge,
    FileUnreadable,
    FolderMissing,
    FolderReadOnly,
    NotMovedBack,
    delete,
    is_folder,
    made_apart,
    move_together,
    private_folder,
    read_bounded,
    require_writable,
    write_whole,
)
from tests.builders.held_files import held_open

POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="modes, pipes and limits of processes are POSIX")


@pytest.fixture
def sheet(tmp_path: Path) -> Iterator[Path]:
    """A file with former content; whatever the test does, nothing else may be left in its folder."""
    path = tmp_path / "Phường Ba Đình.pdf"
    path.write_bytes(b"former")
    yield path
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_bytes_replace_the_former_file(sheet: Path) -> None:
    write_whole(sheet, b"new")
    assert sheet.read_bytes() == b"new"


def test_a_writer_gets_an_open_file_to_seek_in(sheet: Path) -> None:
    def write(file: BinaryIO) -> None:
        file.write(b"nEw")
        file.seek(1)
        file.write(b"e")

    write_whole(sheet, write)
    assert sheet.read_bytes() == b"new"


def test_a_writer_that_fails_changes_nothing(sheet: Path) -> None:
    def write(file: BinaryIO) -> None:
        file.write(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(sheet, write)
    assert sheet.read_bytes() == b"former"


def test_what_verification_refuses_is_not_kept(sheet: Path) -> None:
    def verify(path: Path) -> None:
        assert path.read_bytes() == b"new"
        raise FileEmpty(path)

    with pytest.raises(FileEmpty):
        write_whole(sheet, b"new", verify=verify)
    assert sheet.read_bytes() == b"former"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_named_and_the_former_file_stands(sheet: Path, code: int) -> None:
    def write(file: BinaryIO) -> None:
        file.write(b"half")
        raise OSError(code, os.strerror(code))

    with pytest.raises(DiskFull, match="Phường Ba Đình"):
        write_whole(sheet, write)
    assert sheet.read_bytes() == b"former"


@POSIX_ONLY
def test_a_disk_that_fills_up_while_writing_leaves_the_former_file(sheet: Path) -> None:
    program = """
import resource, signal, sys
from pathlib import Path
from models.files import DiskFull, write_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_whole(Path(sys.argv[1]), bytes(100_000))
except DiskFull:
    sys.exit(7)
"""
    root = Path(files.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", program, sheet], cwd=root, check=False)
    assert done.returncode == 7
    assert sheet.read_bytes() == b"former"


def test_an_unknown_refusal_of_the_system_is_passed_on_with_its_reason(sheet: Path) -> None:
    def write(file: BinaryIO) -> None:
        raise OSError(errno.ENOLCK, "bad sector")

    with pytest.raises(FileNotWritten, match="bad sector"):
        write_whole(sheet, write)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="stick"):
        write_whole(tmp_path / "stick" / "a.zip", b"x")


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").mkdir()
    with pytest.raises((FileNotWritten, FileLocked)):
        write_whole(tmp_path / "a.zip", b"x")
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.zip"]


@POSIX_ONLY
def test_a_read_only_folder_is_named() -> None:
    with tempfile.TemporaryDirectory() as name, _as_a_plain_user():
        folder = Path(name)
        with pytest.raises(FolderReadOnly):
            write_whole(folder / "a.zip", b"x")


@contextmanager
def _as_a_plain_user() -> Iterator[None]:
    """Root may write everywhere, so root steps down for the length of the block; others already are plain."""
    if sys.platform == "win32":
        raise NotImplementedError
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)


def _scanner(*, times: int) -> Callable[[Path, Path], Path]:
    """Saboteur: holds every new file for the first `times` tries to rename it, as a virus scanner does."""
    rename = Path.replace
    tries = iter(range(times))

    def held(path: Path, target: Path) -> Path:
        for _ in tries:
            raise PermissionError(errno.EACCES, "held")
        return rename(path, target)

    return held


def test_a_scanner_that_lets_go_is_waited_for(sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", _scanner(times=2))
    monkeypatch.setattr(files, "RENAME_PAUSES", (0.001, 0.001, 0.001))
    write_whole(sheet, b"new")
    assert sheet.read_bytes() == b"new"


def test_a_file_held_for_good_is_named_and_stands(sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", _scanner(times=99))
    monkeypatch.setattr(files, "RENAME_PAUSES", (0.001, 0.001, 0.001))
    with pytest.raises(FileLocked):
        write_whole(sheet, b"new")
    assert sheet.read_bytes() == b"former"


@POSIX_ONLY
def test_a_file_is_readable_by_others_unless_private(tmp_path: Path) -> None:
    former = os.umask(0o022)
    try:
        write_whole(tmp_path / "open", b"x")
        write_whole(tmp_path / "closed", b"x", private=True)
    finally:
        os.umask(former)
    assert stat.S_IMODE((tmp_path / "open").stat().st_mode) == 0o644
    assert stat.S_IMODE((tmp_path / "closed").stat().st_mode) == 0o600


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_bounded(path, 5) == b"12345"
    with pytest.raises(FileTooLarge, match="1 MB"):
        read_bounded(path, 4)


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(FileEmpty):
        read_bounded(tmp_path / "a", 5)


@pytest.mark.parametrize("name", ["no", "file/no"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileMissing):
        read_bounded(tmp_path / name, 5)


def test_a_folder_in_the_place_of_a_file_is_called_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileIsFolder):
        read_bounded(tmp_path, 5)


def test_a_name_that_cannot_be_is_no_folder(tmp_path: Path) -> None:
    assert is_folder(tmp_path)
    assert not any(is_folder(tmp_path / name) for name in ("no", "a\0b", "x" * 1000))


def test_nothing_but_a_file_is_ever_replaced(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("no pipe stands among the files here")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name in ("pipe", "loop"):
        with pytest.raises(FileNotWritten):
            write_whole(tmp_path / name, b"x")
    assert (tmp_path / "pipe").is_fifo()
    assert (tmp_path / "loop").is_symlink()


@pytest.mark.parametrize("name", ["a\0b", "x" * 1000])
def test_what_is_no_readable_file_is_refused(tmp_path: Path, name: str) -> None:
    # Windows says of a name that is too long that there is no such file
    with pytest.raises(FileUnreadable if os.name != "nt" or "\0" in name else FileMissing):
        read_bounded(tmp_path / name, 5)


def test_a_pipe_does_not_keep_the_program_waiting(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("no pipe stands among the files here")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileUnreadable):
        read_bounded(tmp_path / "pipe", 5)


@POSIX_ONLY
def test_a_private_folder_is_closed_to_others_also_when_it_was_open(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(mode=0o755)
    for name in ("a", "b/c"):
        assert stat.S_IMODE(private_folder(tmp_path / name).stat().st_mode) == 0o700


def test_a_private_folder_where_a_file_stands_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(FileNotWritten):
        private_folder(tmp_path / "a")


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "RENAME_PAUSES", (0.001,))


@pytest.mark.usefixtures("_impatient")
def test_several_moves_are_one_act(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / name).write_text(name, encoding="utf-8")
    moves = [(tmp_path / name, tmp_path / f"{name}2") for name in "abc"]
    with held_open(tmp_path / "c"), pytest.raises(FileLocked) as refused:
        move_together(moves)
    assert refused.value.path == tmp_path / "c"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "c"]
    move_together(moves)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a2", "b2", "c2"]


@pytest.mark.usefixtures("_impatient")
def test_what_cannot_go_back_is_not_called_unchanged(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_text(name, encoding="utf-8")

    with ExitStack() as held:

        def moves() -> Iterator[tuple[Path, Path]]:
            yield tmp_path / "a", tmp_path / "a2"
            held.enter_context(held_open(tmp_path / "a2"))
            yield tmp_path / "nowhere", tmp_path / "b2"

        with pytest.raises(NotMovedBack):
            move_together(moves())


@pytest.mark.usefixtures("_impatient")
def test_files_made_apart_come_all_or_none_and_give_back_what_they_replaced(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_bytes(b"former")
    with held_open(tmp_path / "b"), pytest.raises(FileLocked):
        _make_both(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"former", "b": b"former"}
    _make_both(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"new", "b": b"new"}


def _make_both(folder: Path) -> None:
    with made_apart(folder) as apart:
        for name in "ab":
            (apart / name).write_bytes(b"new")


@pytest.mark.usefixtures("_impatient")
def test_a_file_that_is_held_is_not_deleted_and_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    with held_open(tmp_path / "a"), pytest.raises(FileLocked):
        delete(tmp_path / "a")
    delete(tmp_path / "a")
    delete(tmp_path / "a")
    assert not list(tmp_path.iterdir())


def test_a_write_protected_file_is_called_so_at_once(tmp_path: Path) -> None:
    """Windows lets nothing take the place of such a file; to say that a program has it open would be untrue."""
    sheet = tmp_path / "a.pdf"
    sheet.write_bytes(b"former")
    sheet.chmod(0o444)
    started = time.monotonic()
    with held_open(sheet), pytest.raises(FileNotWritten, match="write-protected"):
        write_whole(sheet, b"new")
    assert time.monotonic() - started < sum(files.RENAME_PAUSES) / 2
    sheet.chmod(0o644)


def test_whether_a_folder_takes_files_is_tried(tmp_path: Path) -> None:
    require_writable(tmp_path)
    assert not list(tmp_path.iterdir())
    with held_open(tmp_path), pytest.raises(Problem):
        require_writable(tmp_path)


@pytest.mark.parametrize(
    ("path", "is_taken"),
    [
        ("C:\\so phieu\\Phường Ba Đình.pdf", True),
        ("C:\\a\\.hidden", True),
        ("C:\\a\\dot.", False),
        ("C:\\a\\trail ", False),
        ("C:\\a\\a:b.pdf", False),
        ("C:\\a\\con.pdf", False),
        ("C:\\a\\LPT1", False),
        ("C:\\a\\console.pdf", True),
        ("C:\\a\\x?.pdf", False),
        ("C:\\" + "a" * 256, True),
        ("C:\\" + "a" * 257, False),
    ],
)
def test_names_that_windows_would_change_or_refuse_are_known(path: str, is_taken: bool) -> None:  # noqa: FBT001 -- a table
    assert (not trouble_on_windows(path)) is is_taken
