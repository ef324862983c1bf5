"""The sources on Windows: `sophieu.cmd` sets them up with the Python of python.org and starts the program, `check.cmd` steers.

No registry is asked: the parts come from the shelf. What Wine's cmd does otherwise than that of Windows is left to a real computer:
behind `&&` and `||` it runs what follows in any case (so neither is used), and `exit /b 2` of a called file arrives as 1.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

from kit.program_folder import ROOT, WINDOWS
from kit.python_folder import INSIDE, whole_python
from kit.sources import fetch
from tests.windows_kit.installed import Installed, Waiting, require
from tests.windows_kit.living import IS_RUNNING
from tests.windows_kit.wine import Ended, Wine

_FOLDERS = ("desktop", "docs", "exports", "models", "printing")
_SETTING_UP = "setting up"
_WITHOUT = (
    ("shutil.py", 'hasattr(_winapi, "CopyFile2")', "False"),
    ("platform.py", "    import _wmi\n", "    raise ImportError\n"),
)
"""What Wine 8 lacks is not asked for by that Python; what pip starts reads nothing that could say so otherwise."""
_FC = """#include <stdio.h>
int main(int count, char **words) {
    FILE *one, *other;
    int left, right;
    if (count < 4 || !(one = fopen(words[2], "rb")) || !(other = fopen(words[3], "rb"))) return 2;
    do { left = getc(one); right = getc(other); } while (left == right && left != EOF);
    return left != right;
}
"""
"""`fc /b ONE OTHER`; that of Wine finds all files alike."""


_STAND_IN = r"""#include <stdio.h>
#include <string.h>
int main(int count, char **words) {
    char *name = strrchr(words[0], '\\'), mark[300];
    FILE *found;
    name = name ? name + 1 : words[0];
    printf("%s", name);
    for (int i = 1; i < count; i++) printf(" [%s]", words[i]);
    printf("\n");
    snprintf(mark, sizeof mark, "fails-%s", name);
    found = fopen(mark, "r");
    return found ? 3 : 0;
}
"""
"""Says what it was asked and fails where a file says so."""


def sources(program: Installed, _: Path) -> str:
    """Without a Python it is said so; with one they are set up once, again after a cut, and the window opens without a word."""
    wine = _surrounded(program.wine)
    at = wine.disk / "src" / "so phieu"
    for name in _FOLDERS:
        shutil.copytree(ROOT / name, at / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file in (each for each in ROOT.iterdir() if each.is_file()):
        shutil.copyfile(file, at / file.name)
    refused = _typed(wine, at, "--help")
    require("there is no Python 3.11" in refused.said and not (at / ".venv").exists(), refused.said)
    _lay_python(wine)
    made = _typed(wine, at, "--set-up")
    require(_SETTING_UP in made.said and (at / ".venv" / "set-up-run").is_file(), made.said)
    data = ("--data", "C:\\from-sources")
    for words in (("init", "--unit", "00004", *data), ("person", "list", *data)):
        ended = _typed(wine, at, *words)
        require(ended.code == 0 and _SETTING_UP not in ended.said, ended.said)
    require(_typed(wine, at, "person", "list", "--data", "C:\\none").code != 0, "a refusal is not handed on")
    shutil.rmtree(at / ".venv" / "Lib" / "site-packages" / "pip")
    (at / ".venv" / "set-up-run").unlink()
    again = _typed(wine, at, "person", "list", *data)
    require(again.code == 0 and _SETTING_UP in again.said, f"after a cut: {again.said}")
    window = wine.begin("wine", "cmd", "/c", "sophieu.cmd", at=at)
    python = at / ".venv" / "Scripts" / "python.exe"
    try:
        Waiting().until(lambda: "True" in wine.run(python, "-c", IS_RUNNING).said, "the window does not open")
    finally:
        wine.run("taskkill", "/F", "/IM", "pythonw.exe", seconds=30)
        window.process.wait(60)
    _require_steering(wine, at)
    return "refused without a Python; set up, set up again after a cut; commands and their refusals; the window; check.cmd names what fails"


def _require_steering(wine: Wine, at: Path) -> None:
    """`check.cmd` runs all of its programs, which are stand-ins here, hands words on and names those that fail."""
    here = at.parent / "so check"
    tools = here / ".venv" / "Scripts"
    tools.mkdir(parents=True)
    for name in ("sophieu.cmd", "check.cmd", "setup.cfg"):
        shutil.copyfile(at / name, here / name)
    shutil.copyfile(here / "setup.cfg", here / ".venv" / "set-up-dev")
    for name in ("ruff", "lint-imports", "mypy", "python"):
        wine.compile(_STAND_IN, tools / f"{name}.exe")
    for failing, told in (("", "all well"), ("mypy", "FAILED: types"), ("python", "FAILED: types tests")):
        if failing:
            (here / f"fails-{failing}.exe").write_bytes(b"")
        ended = wine.run("cmd", "/c", "check.cmd", "-k", "two words", at=here)
        lines = ended.said.strip().splitlines()
        require(ended.code == bool(failing) and lines[-1] == f"check: {told}", ended.said)
        require(lines[-2] == "python.exe [-m] [pytest] [-n] [2] [-k] [two words]" and len(lines) == 6, ended.said)


def _typed(wine: Wine, at: Path, *words: str) -> Ended:
    """`sophieu.cmd` with words, as they are typed into cmd."""
    return wine.run("cmd", "/c", "sophieu.cmd", *words, at=at, seconds=600)


def _surrounded(wine: Wine) -> Wine:
    """The same Windows with a folder for Python among those that are looked into, and pip led to the parts on the shelf."""
    shelf = wine.disk / "shelf"
    shelf.mkdir()
    for pinned in ("windows-parts.txt", "source-parts.txt"):
        for source in fetch(pinned, *WINDOWS.options):
            shutil.copyfile(source.file, shelf / source.file.name)
    wine.compile(_FC, wine.disk / "windows" / "system32" / "fc.exe")
    others = {name: "" for name in os.environ if name.startswith("PIP_")}
    told = others | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "C:\\shelf", "WINEPATH": "C:\\Python313"}
    told["WINEDLLOVERRIDES"] = f"{wine.environment['WINEDLLOVERRIDES']};fc.exe=n"
    return replace(wine, surroundings=(*wine.surroundings, *told.items()))


def _lay_python(wine: Wine) -> None:
    _, content = whole_python()
    for name in content.namelist():
        file = wine.disk / "Python313" / name.removeprefix(INSIDE)
        if not name.endswith("/") and "/Lib/test/" not in name:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.read(name))
    for name, was, then in _WITHOUT:
        file = wine.disk / "Python313" / "Lib" / name
        text = file.read_text(encoding="utf-8")
        require(was in text, f"{name} asks otherwise")
        file.write_text(text.replace(was, then), encoding="utf-8")
