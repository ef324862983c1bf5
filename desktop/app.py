"""Puts the pieces together, once: language → office → window; nothing else in the program reads a clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from desktop.office import Heading, Office
from desktop.screens import SCREENS
from desktop.screens.presenting import Screen
from desktop.tasks import Step, WorkerTasks
from desktop.theme import Root, dress, screen_percent
from desktop.unforeseen import record
from desktop.window import Window
from models.domain.problems import Problem
from models.language import Language, load


def now() -> datetime:
    """The moment, with its zone."""
    return datetime.now().astimezone()


class App:
    """The running program. `percent` 0 = as large as the screen wants; `heading` says what stands above each screen."""

    def __init__(
        self,
        folder: Path,
        *,
        language: Language,
        percent: int = 0,
        screens: Sequence[Screen] = SCREENS,
        heading: Callable[[], Heading] = Heading,
    ) -> None:
        self.root = Root(self.went_wrong)
        self.root.withdraw()
        size = percent or screen_percent(self.root)
        dress(self.root, size)
        self.tasks = WorkerTasks(after=self.root.after, on_step=self._show_step, on_error=self.went_wrong)
        self.office = Office(folder=folder, language=language, clock=now, tasks=self.tasks, heading=heading)
        self.office.choose_language = self.choose_language
        self.office.choose_text_size = self.choose_text_size
        self.office.text_size = size
        self._screens = tuple(screens)
        self.window = self._fresh_window()
        self.window.go(self._screens[0].code)
        self.root.protocol("WM_DELETE_WINDOW", self.close)
        self._size()
        self.root.deiconify()

    def choose_language(self, code: str) -> None:
        """Speak another language from now on, on the same screen."""
        shown = self.window.shown
        self.window.close()
        self.office.language = load(code)
        self.window = self._fresh_window()
        self.window.go(shown)

    def choose_text_size(self, percent: int) -> None:
        """Draw everything anew with `percent` text size."""
        shown = self.window.shown
        self.window.close()
        self.office.text_size = percent
        dress(self.root, percent)
        self.window = self._fresh_window()
        self.window.go(shown)

    def went_wrong(self, error: BaseException) -> None:
        """Show a problem; log what nobody foresaw and show its reference."""
        from desktop import dialogs  # noqa: PLC0415 -- not needed before the first window

        problem = error if isinstance(error, Problem) else record(error, log=self.office.folder / "log.txt", at=now())
        dialogs.show_problem(self.root, problem, self.office.language)

    def close(self) -> None:
        """Leave the screen with all it holds, stop the work, end."""
        self.window.close()
        self.tasks.close()
        self.root.destroy()

    def _fresh_window(self) -> Window:
        window = Window(self.root, self.office, self._screens)
        window.pack(fill="both", expand=True)
        return window

    def _size(self) -> None:
        root = self.root
        width, height = root.winfo_screenwidth(), root.winfo_screenheight()
        root.geometry(f"{min(width, 1366)}x{min(height - 68, 900)}+0+0")
        root.minsize(min(width, 800), min(height - 68, 480))
        if root.tk.call("tk", "windowingsystem") == "win32":
            root.state("zoomed")
        else:
            root.attributes("-zoomed", True)

    def _show_step(self, step: Step | None) -> None:
        self.window.show_step(step)


def open_window(folder: Path, language: str = "vi") -> None:
    """Show the window on the station in `folder` until it is closed."""
    App(folder, language=load(language)).root.mainloop()
