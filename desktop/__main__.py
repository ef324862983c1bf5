"""Opens the window; with a word after the program's name, runs that command instead."""

from __future__ import annotations

import sys

from models.domain.problems import N_

NO_SCREEN = N_(
    "There is no screen here, so the window cannot open. These work without one: sophieu demo, init, period, frame, "
    "forms, key, package, results, export, backup – see sophieu --help."
)


def main(arguments: list[str] | None = None) -> int:
    """Exit code of the program: 0 done, 1 refused, 2 wrong usage."""
    words = sys.argv[1:] if arguments is None else arguments
    if words:
        from desktop import cli  # noqa: PLC0415 -- the window does not wait for the commands

        return cli.main(words)
    return _open_window()


def _open_window() -> int:
    try:
        import tkinter as tk  # noqa: PLC0415
    except ImportError:
        return _without_screen()
    from pathlib import Path  # noqa: PLC0415

    from desktop.app import open_window  # noqa: PLC0415
    from platformdirs import user_data_dir  # noqa: PLC0415

    try:
        open_window(Path(user_data_dir("sophieu", appauthor=False)))
    except tk.TclError as error:
        if "display" not in str(error):
            raise
        return _without_screen()
    return 0


def _without_screen() -> int:
    from models.language import load  # noqa: PLC0415

    sys.stderr.write(load("vi").say(NO_SCREEN) + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
