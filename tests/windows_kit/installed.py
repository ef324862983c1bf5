"""The installed program: where it is, how its commands are run, what stands registered."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.windows_kit.wine import Ended, Wine

UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\SoPhieu"


class Failed(AssertionError):
    """What should hold on Windows does not."""


def require(holds: object, words: object) -> None:
    """Say what does not hold."""
    if not holds:
        raise Failed(str(words))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Waiting for something to become true, for so many seconds at most."""

    seconds: float = 60

    def until(self, holds: Callable[[], object], words: str) -> None:
        end = time.monotonic() + self.seconds
        while not holds():
            require(time.monotonic() < end, words)
            time.sleep(0.5)


@dataclass(frozen=True, slots=True)
class Installed:
    """The program as the installer put it there for the user of this Windows."""

    wine: Wine

    @property
    def local(self) -> Path:
        (user,) = (each for each in (self.wine.disk / "users").iterdir() if each.name != "Public")
        return user / "AppData" / "Local"

    @property
    def folder(self) -> Path:
        return self.local / "Programs" / "SoPhieu"

    @property
    def python(self) -> Path:
        return self.folder / "python" / "python.exe"

    def command(self, *words: object, at: Path | None = None, seconds: float = 120) -> Ended:
        """A command of the program, as `sophieu.cmd` starts it."""
        return self.wine.run(self.python, "C:\\start.py", *words, at=at, seconds=seconds)

    def answer(self, *words: object, at: Path | None = None) -> dict[str, Any]:
        """What a command answers with `--json`."""
        ended = self.command(*words, "--json", at=at)
        require(ended.code == 0, f"{words}: {ended.code} {ended.said}")
        found: dict[str, Any] = json.loads(ended.said.strip().splitlines()[-1])
        return found

    def registered(self, name: str) -> str:
        """A value of what Windows lists of the program; empty when it lists none."""
        lines = self.wine.run("reg", "query", UNINSTALL, "/v", name, seconds=60).said.splitlines()
        return next((line.split("REG_SZ")[1].strip() for line in lines if "REG_SZ" in line), "")
