"""What a shell, a terminal or its absence leaves to the program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.terminal import expanded, is_person, quoted, tell

ROOT = Path(__file__).parents[2]


def test_where_the_shell_leaves_it_to_programs_a_star_stands_for_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("walk/b-campaign-1.zip", "walk/a-campaign-1.zip", "walk/c.txt"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).touch()
    typed = ["campaign", "open", str(Path("walk/*-campaign-?.zip")), "--name", "Ai?", "none*"]
    walked = [str(Path("walk") / f"{letter}-campaign-1.zip") for letter in "ab"]
    assert expanded(typed, "win32") == ["campaign", "open", *walked, "--name", "Ai?", "none*"]
    assert expanded(typed, "linux") == typed


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("C:\\so-phieu\\hub", "C:\\so-phieu\\hub"),
        ("C:\\Phường Ba Đình\\a.zip", '"C:\\Phường Ba Đình\\a.zip"'),
        ("E:\\a&b\\", '"E:\\a&b\\\\"'),
        ("it's", '"it\'s"'),
        ("", '""'),
    ],
)
def test_a_path_is_quoted_as_the_shell_of_windows_reads_it(word: str, typed: str) -> None:
    assert quoted(word, "win32") == typed


def test_nothing_and_the_empty_device_are_no_person() -> None:
    assert not is_person(None)
    with Path(os.devnull).open(encoding="utf-8") as empty:
        assert not is_person(empty)


def test_a_sentence_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    tell("Không mở được.", title="Sổ Phiếu")
    assert capsys.readouterr().err == "Không mở được.\n"


def without_streams(words: list[str]) -> subprocess.CompletedProcess[bytes]:
    """The program as it is started by a shortcut: it has nowhere to write to."""
    script = (
        "import os, sys; sys.stdout = sys.stderr = sys.stdin = None; from desktop.__main__ import main\n"
        f"os._exit(main({words!r}))"
    )
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
                          capture_output=True, timeout=60, check=False)  # fmt: skip


def test_commands_work_where_nobody_can_read_their_answers(tmp_path: Path) -> None:
    folder = str(tmp_path / "new")
    assert without_streams(["init", "--unit", "00004", "--data", folder]).returncode == 0
    assert without_streams(["init", "--unit", "00004", "--data", folder]).returncode == 1
    assert without_streams(["no-such-word"]).returncode == 2


def test_what_keeps_the_window_from_opening_is_told_calmly(tmp_path: Path) -> None:
    """A base that is none: no traceback, a sentence, and the details in the log of the folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "settings.json").mkdir()
    bare = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    script = (
        "import sys, desktop.app\n"
        "def broken(folder): raise ZeroDivisionError\n"
        "desktop.app.open_window = broken\n"
        "from desktop.__main__ import main\n"
        f"sys.exit(main(['--data', {str(folder)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=bare | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
                          capture_output=True, timeout=60, check=False, text=True, encoding="utf-8")  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    assert "ZeroDivisionError" in (folder / "log.txt").read_text(encoding="utf-8")
