"""The tests of the project on the Python of the kit."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from kit.sources import fetch
from tests.windows_kit.installed import Installed, require
from tests.windows_kit.wine import Running

ROOT = Path(__file__).parents[2]
_FOR = ("--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp", "--only-binary=:all:")
_CUSTOM = """import sys
import _winapi
_winapi.__dict__.pop("CopyFile2", None)
sys.modules["_wmi"] = None
"""
_FOLDERS = ("desktop", "docs", "exports", "kit", "models", "printing", "tests")
LEFT_OUT = {
    "tests/exports/packages/test_faults.py": "processes are born by fork and limited in size",
    "tests/exports/packages/test_independent_reader.py": "reads with frictionless, which is not on this Python",
    "tests/exports/formats/test_formats.py": "reads with pandas and pyreadstat, for which Wine lacks a function",
    "tests/exports/test_libreoffice.py": "opens LibreOffice of the system",
    "tests/printing/test_registration.py": "reads with zxing, which is not on this Python",
}
"""Files that cannot run there, and why."""


def run(program: Installed, _: Path) -> str:
    """Everything without a window, in two halves at once."""
    halves = (("tests/models",), ("tests/exports", "tests/printing", "tests/desktop"))
    _prepare(program)
    begun = [_begin(program, *half) for half in halves]
    said = [_ended(each, 420) for each in begun]
    wrong = [line for each in said for line in each.splitlines() if line.startswith(("FAILED", "ERROR"))]
    counts = "; ".join(each.strip().splitlines()[-1] for each in said)
    broken = [each for each in said if not re.search(r"\d+ passed", each)]
    require(not wrong and not broken, "\n".join([counts, *wrong, *(each[-2000:] for each in broken)]))
    return counts


def run_some(program: Installed, *files: str, seconds: float) -> str:
    """These files alone, with their windows."""
    _prepare(program)
    said = _ended(_begin(program, *files, marks="not nightly"), seconds)
    last = said.strip().splitlines()[-1]
    require("passed" in last and "failed" not in last and "error" not in last, said[-3000:])
    return last


def _prepare(program: Installed) -> None:
    """A Python beside that of the kit, which also looks where the tests are; what it runs are the parts of the installed program."""
    disk = program.wine.disk
    if (disk / "py").is_dir():
        return
    shutil.copytree(program.folder / "python", disk / "py")
    (disk / "py" / "python313._pth").unlink()
    site = disk / "py" / "Lib" / "site-packages"
    site.mkdir()
    for source in fetch("test-parts.txt", *_FOR):
        with zipfile.ZipFile(source.file) as wheel:
            wheel.extractall(site)
    parts = program.wine.windows_path(program.folder / "parts")
    (site / "kit.pth").write_text(f"C:\\sp\n{parts}\n", encoding="utf-8")
    (disk / "py" / "Lib" / "sitecustomize.py").write_text(_CUSTOM, encoding="utf-8")
    (disk / "sp").mkdir()
    for name in _FOLDERS:
        shutil.copytree(ROOT / name, disk / "sp" / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file in (each for each in ROOT.iterdir() if each.is_file()):
        shutil.copyfile(file, disk / "sp" / file.name)


def _begin(program: Installed, *files: str, marks: str = "not window and not nightly and not hypothesis") -> Running:
    options = (
        "-q",
        "-p",
        "no:randomly",
        "-p",
        "no:cacheprovider",
        "--continue-on-collection-errors",
        "-o",
        "faulthandler_timeout=0",
    )
    left_out = (f"--ignore={each}" for each in LEFT_OUT)
    python = program.wine.disk / "py" / "python.exe"
    return program.wine.begin(
        "wine", python, "-m", "pytest", *options, "-m", marks, *files, *left_out, at=program.wine.disk / "sp"
    )


def _ended(running: Running, seconds: float) -> str:
    try:
        running.process.wait(seconds)
    except subprocess.TimeoutExpired:
        running.process.kill()
        return running.said() + f"\nERROR ended after {seconds} s"
    return running.said()
