"""Makes the pictures of the guide and of the README from the real window, so that they never go stale.

    python docs/pictures/make.py

It needs Xvfb and a window manager (openbox): a demonstration is made in a temporary folder, each screen is shown and its
picture is written with few colours, at most 60 KB, into docs/huong-dan/hinh and docs/pictures.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from models.acts import Act

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageGrab  # noqa: E402

from desktop.app import App  # noqa: E402
from desktop.cli import office as commands  # noqa: E402
from desktop.screens import SCREENS  # noqa: E402
from models.domain.book.facts import Kind  # noqa: E402
from models.domain.book.serials import SerialRange  # noqa: E402
from models.services.forms.issuing import issue_forms  # noqa: E402
from models.services.forms.marking import mark_forms  # noqa: E402
from models.services.office.closing import reopen_period  # noqa: E402
from models.services.office.periods import find_period  # noqa: E402
from models.services.office.stations import find_person  # noqa: E402
from models.settings import Settings  # noqa: E402
from models.store.database import open_station  # noqa: E402

if TYPE_CHECKING:
    from desktop.screens.packages.receiving.presenter import Presenter as Receiving
    from desktop.screens.packages.view import View as PackagesView

SIZE = (1000, 563)
MOST_BYTES = 60 * 1024
GUIDE = ROOT / "docs" / "huong-dan" / "hinh"
README = ROOT / "docs" / "pictures" / "window.png"


class Display:
    """A screen of its own with a window manager."""

    def __enter__(self) -> str:
        read, write = os.pipe()
        words = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
        self._server = subprocess.Popen(words, pass_fds=(write,), stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as told:
            name = ":" + told.readline().strip()
        os.environ["DISPLAY"] = name
        self._manager = subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL)
        return name

    def __exit__(self, *_: object) -> None:
        for program in (self._manager, self._server):
            program.terminate()
            program.wait()


def make_ward(folder: Path) -> tuple[Path, list[str]]:
    """A ward in the middle of its work: the folder of its station and the numbers of forms that came back, as they lie."""
    commands.main(["demo", str(folder / "demo")], standalone_mode=False)
    ward = min((folder / "demo" / "wards").glob("*/may-1"))
    station = open_station(ward)
    period, person = find_period(station, "26Q3"), find_person(station, None)
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    reopen_period(station, period, reason="bổ sung phiếu", act=Act(person, at))
    batch = issue_forms(station, period, variant="CN", count=12, sector="Hộ tịch", act=Act(person, at))
    out = SerialRange(batch.serials.first, batch.serials.first._replace(number=batch.serials.first.number + 8))
    back = SerialRange(out.first, out.first._replace(number=out.first.number + 3))
    mark_forms(station, period, kind=Kind.HANDED_OUT, ranges=(out,), act=Act(person, at))
    mark_forms(station, period, kind=Kind.RETURNED, ranges=(back,), act=Act(person, at))
    station.close()
    shorts = [serial.short for serial in back]
    return ward, [*shorts[2:], *shorts[:2]]


class Photographer:
    """Shows screens of one running program and writes what is seen."""

    def __init__(self, app: App, display: str) -> None:
        self.app = app
        self.display = display

    def settle(self, seconds: float = 0.5) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end or self.app.tasks.busy:
            self.app.root.update()
            time.sleep(0.01)

    def press(self, *keys: str) -> None:
        for key in keys:
            focused = self.app.root.focus_lastfor()
            if focused is not None:
                focused.focus_force()
                focused.event_generate(key)
            self.settle(0.1)

    def shoot(self, file: Path) -> None:
        self.settle()
        root = self.app.root
        left, top = root.winfo_rootx(), root.winfo_rooty()
        box = (left, top, left + root.winfo_width(), top + root.winfo_height())
        whole = ImageGrab.grab(bbox=box, xdisplay=self.display).resize(SIZE, Image.Resampling.LANCZOS)
        for colours in (64, 48, 32, 24, 16):
            whole.quantize(colours, dither=Image.Dither.NONE).save(file, optimize=True)
            if file.stat().st_size <= MOST_BYTES:
                break
        sys.stdout.write(f"{file.relative_to(ROOT)}  {file.stat().st_size // 1024} KB\n")


def main() -> None:
    """Make all pictures anew."""
    GUIDE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Display() as display:
        ward, pile = make_ward(Path(folder))
        app = App(ward, settings=Settings(language="vi", text_size="100"))
        camera = Photographer(app, display)
        camera.settle(1.0)
        for screen in (each for each in SCREENS if not each.hub_only):
            app.window.go(screen.code)
            camera.settle()
            if screen.code == "keying":
                camera.press("<F2>")
                for number in pile:
                    camera.press(*(f"<Key-{sign}>" for sign in number.replace("-", "")), "<Return>")
                camera.press("<Control-Return>")
                camera.shoot(GUIDE / "keying-pile.png")
                camera.press(*(f"<Key-{sign}>" for sign in pile[0][-2:]))
                camera.press(*(f"<Key-{mark}>" for mark in "2315"))
            elif screen.code == "ledger":
                camera.press("<Escape>")
            camera.shoot(GUIDE / f"{screen.code}.png")
            if screen.code == "keying":
                camera.shoot(README)
            elif screen.code == "periods":
                camera.press("<Control-q>", "<Return>", "<F11>", *["<Down>"] * 9)
                camera.shoot(GUIDE / "periods-form.png")
                camera.press("<Escape>", "<Escape>")
        app.window.go("ledger")
        camera.settle()
        camera.press("<Escape>", "<Return>")
        camera.shoot(GUIDE / "ledger-life.png")
        app.close()
        make_hub_pictures(Path(folder) / "demo", display)


def make_hub_pictures(demo: Path, display: str) -> None:
    """A city office that has looked into what came on a stick, one file of it cut off, and its keys after merging."""
    stick = shutil.copytree(demo / "packages", demo / "stick")
    whole = min(stick.glob("*.zip"))
    whole.with_stem(whole.stem + "-2").write_bytes(whole.read_bytes()[:-100])
    app = App(demo / "hub-before-merge", settings=Settings(language="vi", text_size="100"))
    camera = Photographer(app, display)
    camera.settle(1.0)
    app.window.go("packages")
    camera.press("<Shift-F2>")
    screen = cast("PackagesView", app.window.view)
    receiving = cast("Receiving", screen.presenter.parts["packages.receiving"])
    receiving.preview(sorted(stick.glob("*.zip")))
    camera.settle()
    camera.shoot(GUIDE / "packages-preview.png")
    app.close()
    app = App(demo / "hub", settings=Settings(language="vi", text_size="100"))
    camera = Photographer(app, display)
    camera.settle(1.0)
    app.window.go("packages")
    camera.press("<Shift-F5>")
    camera.shoot(GUIDE / "packages-keys.png")
    app.close()


if __name__ == "__main__":
    main()
