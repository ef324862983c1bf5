"""Opens the window; with a word after the program's name, runs that command instead."""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.running import take_name
from desktop.terminal import expanded, lead_streams, tell
from models.domain.basics.problems import N_, Problem
from models.language import load
from models.settings import data_folder, load_settings

PROGRAM = "Sổ Phiếu"
NO_SCREEN = N_(
    "There is no screen here, so the window cannot open. These work without one: sophieu demo, init, period, frame, "
    "forms, key, package, results, export, backup – see sophieu --help."
)


def main(arguments: list[str] | None = None) -> int:
    """Exit code of the program: 0 done, 1 refused, 2 wrong usage. `--data DIR` or `--data postgresql://…` alone opens the window there."""
    take_name()
    words = _data_last(expanded(sys.argv[1:], sys.platform) if arguments is None else arguments)
    if not words:
        return _open_window(data_folder())
    if words[0] == "--data" and len(words) == 2:
        return _open_named(words[1])
    from desktop import cli

    lead_streams()
    return cli.main(words)


def _open_named(data: str) -> int:
    from models.store.address import folder_named

    try:
        folder = folder_named(data)
    except Problem as problem:
        return _told(problem, data_folder())
    return _open_window(folder)


def _data_last(words: list[str]) -> list[str]:
    """`--data DIR` (or `--data=DIR`) before the command stands where the command looks for it, behind its other words."""
    if words and words[0].startswith("--data="):
        words = ["--data", words[0].removeprefix("--data="), *words[1:]]
    if len(words) < 3 or words[0] != "--data":
        return words
    behind = words.index("--") if "--" in words else len(words)
    return [*words[2:behind], *words[:2], *words[behind:]]


def _open_window(folder: Path) -> int:
    try:
        import tkinter as tk
    except ImportError:
        return _without_screen(folder)
    try:
        from desktop.app import open_window

        open_window(folder)
    except tk.TclError as error:
        return _without_screen(folder) if "display" in str(error) else _told(_explained(folder, error), folder)
    except Problem as problem:
        return _told(problem, folder)
    except Exception as error:  # noqa: BLE001 -- the last door: logged whole, told calmly
        return _told(_explained(folder, error), folder)
    return 0


def _explained(folder: Path, error: BaseException) -> Problem:
    from desktop.moment import now
    from desktop.unforeseen import explained

    return explained(error, folder=folder, at=now())


def _told(problem: Problem, folder: Path) -> int:
    tell(load(load_settings(folder).language).problem(problem), title=PROGRAM)
    return 1


def _without_screen(folder: Path) -> int:
    tell(load(load_settings(folder).language).say(NO_SCREEN), title=PROGRAM)
    return 1


if __name__ == "__main__":
    sys.exit(main())
