"""What a ward's survey costs a person at the window: keys and seconds a job, from the empty folder to the receipt.

Run by `./check bench ward_day [SIZE] [--pictures FOLDER]`; it needs Xvfb, openbox and xdotool. The program runs as it is
started, on a display of its own (default 1366x768; `200%` is twice that), and hears nothing but keys from the X server, 60
milliseconds apart. A job is over when the window stands still; what it left in the books is then asked for by command. Paths
typed into the file box are not counted. `BEFORE` is what the same jobs cost when the survey was walked by hand the first time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from PIL import ImageGrab

from models.domain.questionnaire.questionnaire import Questionnaire
from models.services.office.periods import find_period
from models.services.office.questionnaires import questionnaire_for
from models.store.database import open_station
from tests.builders.heads_down import keys_of, paper
from tests.harness.displays import display

ROOT = Path(__file__).parents[2]
LIST = ROOT / "tests" / "data" / "danh-sach-mot-cua.xlsx"
PERIOD = "26Q3"
FORMS, TWICE = 12, 2
STILL, PATIENCE = 0.4, 60.0
"""Seconds without work and without a change on the screen, which are not counted, and how long one may wait for them."""

PRINTER = {
    "lp": 'echo "request id is van-phong-1 (1 file(s))"',
    "lpstat": 'case "$1" in -e) echo van-phong;; -d) echo "system default destination: van-phong";; esac',
}
"""A printer that takes everything."""

BEFORE: Mapping[str, int | None] = {
    "set the station up": 23, "open the campaign": 3, "take the list in": 4, "draw the sample": 6, "visit list onto paper": 3,
    "issue by the sample": 3, "print the forms": 9, "print the slips": 4, "note 40 as handed out": 2,
    "lay a pile of 12": None, "key 12 forms": 576, "second keying of 2": 96, "rule on a difference": 4, "close": 4,
    "result sheet": 2, "confirm the hub's key": None, "send": 5, "receipt": 5,
}  # fmt: skip


class Job(NamedTuple):
    name: str
    keys: int
    seconds: float


class Window:
    """The running program and the keys that are pressed at it."""

    def __init__(self, folder: Path, shown: str, *, pictures: Path | None, home: Path) -> None:
        self.folder, self._shown, self._pictures = folder, shown, pictures
        tools = home / "bin"
        tools.mkdir(parents=True)
        for name, says in PRINTER.items():
            (tools / name).write_text(f"#!/bin/sh\n{says}\n", encoding="utf-8")
            (tools / name).chmod(0o755)
        self._env = os.environ | {"DISPLAY": shown, "HOME": str(home), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8",
                                  "PATH": f"{tools}:{os.environ['PATH']}"}  # fmt: skip
        self.jobs: list[Job] = []
        self._keys, self._watched = 0, 0.0
        self._manager = subprocess.Popen(["openbox"], env=self._env, stderr=subprocess.DEVNULL)
        self._program = subprocess.Popen([sys.executable, "-m", "desktop", "--data", str(folder)], env=self._env)
        subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--class", "sophieu"], env=self._env, check=True,
                       stdout=subprocess.DEVNULL, timeout=PATIENCE)  # fmt: skip
        self.settle()

    def close(self) -> None:
        """Close the window as a person does."""
        self._xdotool("key", "alt+F4")
        try:
            self._program.wait(PATIENCE / 4)
        except subprocess.TimeoutExpired:
            self._program.terminate()
            self._program.wait()
        self._manager.terminate()
        self._manager.wait()

    @contextmanager
    def job(self, name: str) -> Iterator[None]:
        """Count the keys and the seconds of a job."""
        self._keys, self._watched, begun = 0, 0.0, time.monotonic()
        yield
        self.settle()
        self.jobs.append(Job(name, self._keys, time.monotonic() - begun - self._watched))
        if self._pictures is not None:
            self.picture().save(self._pictures / f"{len(self.jobs):02}-{name.replace(' ', '-')}.png")

    def press(self, *keys: str) -> None:
        """Press keys as X names them, each after the window has stood still."""
        for key in keys:
            self._xdotool("key", "--delay", "60", key)
            self._keys += 1
            self.settle()

    def types(self, text: str, *, counts: bool = True) -> None:
        """Type a run of signs; a new line is Enter."""
        for place, part in enumerate(text.split("\n")):
            if place:
                self._xdotool("key", "--delay", "60", "Return")
            if part:
                self._xdotool("type", "--delay", "60", "--", part)
        self._keys += len(text) if counts else 0
        self.settle()

    def takes(self, path: Path) -> None:
        """Type a path into the file box, whose own keys are not counted."""
        self.settle()
        self._xdotool("key", "--delay", "60", "Tab")
        self.types(str(path), counts=False)
        self._xdotool("key", "Return")
        self.settle()

    def settle(self) -> None:
        """Wait until the program has nothing to do and nothing changes on the screen."""
        end = time.monotonic() + PATIENCE
        before, since = b"", time.monotonic()
        while time.monotonic() - since < STILL:
            if time.monotonic() > end:
                raise RuntimeError("the window does not come to rest")
            time.sleep(0.05)
            seen = self._at_work() + self.picture().tobytes()
            if seen != before:
                before, since = seen, time.monotonic()
        self._watched += STILL

    def _at_work(self) -> bytes:
        """What the program has worked so far; another word at every look as long as one of its threads wants to go on."""
        states = [
            (task / "stat").read_text(encoding="utf-8", errors="replace").rpartition(") ")[2].split()
            for task in sorted(Path(f"/proc/{self._program.pid}/task").iterdir())
        ]
        wants = any(words[0] in "RD" for words in states)
        return f"{[words[11:13] for words in states]}{time.monotonic() if wants else ''}".encode()

    def picture(self) -> Any:
        return ImageGrab.grab(xdisplay=self._shown)

    def asks(self, *words: str) -> dict[str, Any]:
        """What the books say, by a command that only reads."""
        return command(*words, "--data", str(self.folder))

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._env, check=True)


def command(*words: str) -> dict[str, Any]:
    """The answer of a command."""
    done = subprocess.run([sys.executable, "-m", "desktop", *words, "--json"], cwd=ROOT, check=True, capture_output=True,
                          text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})  # fmt: skip
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def require(holds: object, what: object) -> None:
    if not holds:
        raise RuntimeError(f"the walk went astray: {what}")


def hub_of(folder: Path) -> tuple[Path, Path]:
    """A hub with an open period; its folder and the campaign file."""
    hub = folder / "hub"
    at = ("--data", str(hub))
    command("init", "--unit", "01", "--hub", "--name", "Trần Văn Minh", *at)
    command("period", "open", PERIOD, "--name", "Quý III/2026", "--from", "01/07/2026", "--to", "30/09/2026", *at)
    command("package", "campaign", "--period", PERIOD, "--out", str(folder), *at)
    return hub, next(folder.glob("*campaign*.zip"))


def prepared(window: Window, campaign: Path) -> None:
    """From the empty folder to forms that are handed out."""
    with window.job("set the station up"):
        window.types("ba dinh\nNguyen Thi Lan\n")
    window.press("Escape")
    with window.job("open the campaign"):
        window.press("Return", "F2")
        window.takes(campaign)
        window.press("Return")
    window.press("alt+1")
    with window.job("take the list in"):
        window.press("Return", "F2")
        window.takes(LIST)
        window.press("ctrl+Return", "ctrl+Return")
    with window.job("draw the sample"):
        window.press("F3")
        window.types("40\n")
    with window.job("visit list onto paper"):
        window.press("F5", "ctrl+p", "Return")
    window.press("Escape")
    with window.job("issue by the sample"):
        window.press("alt+4", "F3", "Return")
    require(ledger(window)["issued"] == 40, ledger(window))
    with window.job("print the forms"):
        # individuals, then organisations: each file is looked at, printed, and said to be on paper
        window.press(
            "F5", "ctrl+p", "Return", "Escape", "Right", "Return", "ctrl+p", "Return", "Escape", "Right", "Return"
        )
    with window.job("print the slips"):
        window.press("ctrl+l", "ctrl+p", "Return", "Escape")
    window.press("alt+5", "Escape")
    with window.job("note 40 as handed out"):
        window.press("ctrl+a", "ctrl+m")
    require(ledger(window)["handed_out"] == 40, ledger(window))


def keyed(window: Window, form: Questionnaire, serials: list[str]) -> None:
    """A pile as it lies, keyed heads down; two of its forms again by somebody else, with one difference; a third rules."""
    with window.job(f"lay a pile of {FORMS}"):
        window.press("alt+6", "F2")
        window.types("".join(f"{serial}\n" for serial in serials))
        window.press("ctrl+Return")
    with window.job(f"key {FORMS} forms"):
        for place, serial in enumerate(serials):
            form_keyed(window, keys_of(form, paper(place)), serial)
    found = ledger(window)
    require(found["returned"] == FORMS and found["not_keyed"] == 0, found)
    person(window, "Tran Van Binh")
    with window.job(f"second keying of {TWICE}"):
        window.press("F3", "F2")
        window.types("".join(f"{serial}\n" for serial in serials[:TWICE]))
        window.press("ctrl+Return")
        for place, serial in enumerate(serials[:TWICE]):
            keys = keys_of(form, paper(place))
            form_keyed(window, keys if place else f"{3 - int(keys[0])}{keys[1:]}", serial)
    require(ledger(window)["disputed"] == 1, ledger(window))
    person(window, "Le Thi Hoa")
    with window.job("rule on a difference"):
        window.press("alt+7", "Return", keys_of(form, paper(0))[0], "ctrl+Return", "Return")
    require(ledger(window)["valid"] == FORMS, ledger(window))


def form_keyed(window: Window, keys: str, serial: str) -> None:
    """The check digits of the paper on top, its answers, the end."""
    window.types(f"{serial[-2:]}\n")
    window.types(keys)
    window.press("ctrl+Return")


def person(window: Window, name: str) -> None:
    """Somebody new sits down."""
    window.press("F8", "Down", "Return")
    window.types(f"{name}\n")


def handed_over(window: Window, hub: Path, folder: Path) -> None:
    """Closing, the sheet, the package and the hub's receipt."""
    with window.job("close"):
        window.press("alt+2", "F5", "Tab", "Return")
    with window.job("result sheet"):
        window.press("alt+9", "F5")
    window.press("Escape")
    words = command("package", "keys", "--data", str(hub))["own"]["words"]
    with window.job("confirm the hub's key"):
        window.press("alt+8", "shift+F5", "ctrl+k")
        window.types(f"{words}\n")
    with window.job("send"):
        window.press("shift+F1", "F2")
        window.takes(folder)
        window.press("ctrl+Return")
    (sent,) = folder.glob("*returns*")
    command("package", "merge", str(sent), "--data", str(hub))
    own = window.asks("package", "keys")["own"]["words"]
    command("package", "confirm", "00004", "--fingerprint", own, "--data", str(hub))
    command("package", "receipt", "--due", "--out", str(folder), "--data", str(hub))
    (receipt,) = folder.glob("*receipt*")
    with window.job("receipt"):
        window.press("shift+F2", "F2")
        window.takes(receipt)
        window.press("ctrl+Return")


def ledger(window: Window) -> dict[str, Any]:
    return window.asks("forms", "ledger", "--period", PERIOD)


def main() -> None:
    """Walk once, and print what each job cost."""
    parser = argparse.ArgumentParser()
    parser.add_argument("size", nargs="?", default="1366x768")
    parser.add_argument("--pictures", type=Path)
    asked = parser.parse_args()
    is_double = asked.size == "200%"
    if asked.pictures is not None:
        asked.pictures.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        display(f"{'2732x1536' if is_double else asked.size}x24", dots=192 if is_double else 96) as shown,
    ):
        folder = Path(place)
        hub, campaign = hub_of(folder)
        with closing(Window(folder / "ward", shown, pictures=asked.pictures, home=folder / "home")) as window:
            prepared(window, campaign)
            with closing(open_station(folder / "ward")) as station:
                form = questionnaire_for(station, find_period(station, PERIOD), "CN")
            listed = [each["serial"] for each in ledger(window)["forms"] if "-CN-" in each["serial"]]
            keyed(window, form, [serial[-9:] for serial in listed[FORMS - 1 :: -1]])
            handed_over(window, hub, folder)
    told(window.jobs, asked.size)


def told(jobs: list[Job], size: str) -> None:
    print(f"{'job':<28}{'keys before':>12}{'keys now':>10}{'seconds':>9}   at {size}, 60 ms a key")
    for job in jobs:
        before = BEFORE[job.name]
        print(f"{job.name:<28}{'–' if before is None else before:>12}{job.keys:>10}{job.seconds:>9.1f}")


if __name__ == "__main__":
    main()
