"""Starting the program without a screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.__main__ import main

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="there is always a screen")
def test_without_a_screen_the_commands_that_need_none_are_named(tmp_path: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run([sys.executable, "-m", "desktop", "--data", str(tmp_path)], cwd=ROOT, text=True,
                          env=bare | {"PYTHONUTF8": "1"}, capture_output=True, timeout=60, check=False)  # fmt: skip
    assert done.returncode == 1
    assert "sophieu demo" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def command(redirection: str, words: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """One command in a shell of its own, led where `redirection` says."""
    return subprocess.run(["bash", "-c", f'"{sys.executable}" -P -m desktop {words} {redirection}'], cwd=ROOT,
                          env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": ""} | variables, capture_output=True,
                          timeout=60, check=False)  # fmt: skip


SHELL_ONLY = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")


@SHELL_ONLY
@pytest.mark.parametrize("words", ["period list", "period list --json", "person list"])
def test_who_reads_may_stop_reading(office: Path, words: str) -> None:
    done = command("| true; exit ${PIPESTATUS[0]}", f"{words} --data '{office}'")
    assert (done.returncode, done.stderr) == (0, b"")
    assert not (office / "log").exists()


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", ["period list", "period list --json"])
def test_an_answer_that_cannot_be_written_is_told_in_one_sentence(office: Path, words: str) -> None:
    done = command("> /dev/full", f"{words} --language en --data '{office}'")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("What you asked for is done")
    assert done.stderr.count(b"\n") == 1


@SHELL_ONLY
@pytest.mark.parametrize("code", ["cp1258", "cp437", "ascii"])
def test_vietnamese_comes_out_whole_whatever_the_code_of_the_system(office: Path, code: str) -> None:
    done = command("", f"period list --data '{office}'", PYTHONIOENCODING=code)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "đang mở" in done.stdout.decode()


@SHELL_ONLY
def test_the_installer_gets_answers_that_its_log_can_show(office: Path) -> None:
    done = command("", f"period list --data '{office}'", SOPHIEU_OUTPUT="utf-16-le")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "đang mở" in done.stdout.decode("utf-16-le")


@SHELL_ONLY
def test_typed_bytes_that_are_no_letters_are_refused(tmp_path: Path) -> None:
    done = command("", f"init --unit 00004 --name $'A\\xff' --data '{tmp_path / 'new'}'")
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert not (tmp_path / "new").exists()


def test_presenters_and_tasks_need_no_toolkit() -> None:
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts)
             for path in sorted((ROOT / "desktop" / "screens").glob("*/presenter.py"))]  # fmt: skip
    imports = "; ".join(f"import {name}" for name in [*names, "desktop.tasks", "desktop.office", "desktop.screens"])
    program = f"import sys; {imports}; assert 'tkinter' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)


@pytest.mark.parametrize("first", [("--data", "{}"), ("--data={}",)])
def test_the_folder_may_stand_before_the_command_as_well(
    tmp_path: Path, first: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = [each.format(tmp_path) for each in first]
    assert main([*before, "init", "--unit", "00004", "--json"]) == 0
    assert main([*before, "person", "add", "lan", "--name", "Nguyễn Thị Lan"]) == 0
    capsys.readouterr()
    assert main(["person", "list", "--data", str(tmp_path)]) == 0
    assert "Nguyễn Thị Lan" in capsys.readouterr().out
