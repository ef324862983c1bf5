"""Windows as some offices have it: names with tone marks, the Vietnamese code page, letters shown larger."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.harness.displays import display
from tests.windows_kit import at_the_window, living, walking
from tests.windows_kit.installed import Installed, require
from tests.windows_kit.wine import Wine

USER = "Nguyễn Ánh Tuyết"
_LOCALE = "vi_VN.UTF-8"
_PAGE = "1258"
_SHOWN = ((120, "1366x768x24"), (192, "2732x1536x24"))
"""Dots an inch at 125 % and at 200 %, and a screen that has them."""


def toned(program: Installed, setup: Path) -> str:
    """A user and folders with tone marks, code page 1258: installed, the whole walk, a form keyed and printed, removed."""
    place = program.wine.place.parent / "toned"
    place.mkdir()
    words = ["localedef", "-i", "vi_VN", "-f", "UTF-8", str(place / _LOCALE)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    require((place / _LOCALE).is_dir(), f"there is no {_LOCALE} here: {done.stderr}")
    told = (("LOCPATH", str(place)), ("LC_ALL", _LOCALE), ("USER", USER), ("LOGNAME", USER))
    wine = Wine(place / "wine", program.wine.display, told)
    other = Installed(wine)
    try:
        wine.set_up()
        living.install(other, setup)
        require(USER in str(other.folder), f"the user is called otherwise: {other.folder}")
        page = wine.run(other.python, "-c", "import ctypes; print(ctypes.windll.kernel32.GetACP())").said.strip()
        require(page == _PAGE, f"the code page is {page}")
        walked = walking.walk_in(other, wine.disk / "Phường Ba Đình – kỳ thử")
        keyed = at_the_window.keyed_in(other, wine.disk / "Dữ liệu của Ánh")
        living.uninstall(other, setup)
    finally:
        wine.close()
    return f"user “{USER}”, code page {page}: {walked}; {keyed}; removed"


def scaled(program: Installed, _: Path) -> str:
    """At 125 % and at 200 % a form is keyed and printed like at 100 %."""
    said, wine = "", program.wine
    for dots, size in _SHOWN:
        with display(size) as screen:
            wine = wine.shown(display=screen, dots=dots)
            other = Installed(wine)
            asked = "import desktop.theme as theme; root = theme.Root(print); print(round(root.winfo_fpixels('1i')))"
            shown = wine.run(other.python, "-c", asked).said.strip().splitlines()[-1]
            require(shown == str(dots), f"{dots} dots an inch are asked for, the window counts {shown}")
            said = at_the_window.keyed_in(other, wine.disk / f"keyed-{dots}")
    wine.shown(display=program.wine.display, dots=96)
    return f"at {' and '.join(f'{dots * 100 // 96} %' for dots, _ in _SHOWN)}: {said}"
