"""The same data on Linux and on Windows: equal figures, equal papers, and packages that either side takes from the other."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from tests.windows_kit.installed import Installed, require

ROOT = Path(__file__).parents[2]
_PERIOD = ("--period", "26Q3")


def figures(program: Installed, _: Path) -> str:
    """A city with its wards, made here and read there: results by number, papers page by page and byte by byte, csv by line."""
    here = _demo(program)
    there = program.wine.disk / "figures"
    shutil.copytree(here / "hub", there / "hub", dirs_exist_ok=True)
    mine = linux("results", *_PERIOD, "--data", here / "hub")
    theirs = program.answer("results", *_PERIOD, "--data", "C:\\figures\\hub")
    require(mine == theirs, "the results differ")
    made = here / "made"
    made.mkdir(exist_ok=True)
    linux("results", *_PERIOD, "--pdf", made / "city.pdf", "--data", here / "hub")
    linux("export", *_PERIOD, "--format", "csv", "--out", made / "answers.csv", "--data", here / "hub")
    program.answer("results", *_PERIOD, "--pdf", "C:\\figures\\city.pdf", "--data", "C:\\figures\\hub")
    program.answer(
        "export", *_PERIOD, "--format", "csv", "--out", "C:\\figures\\answers.csv", "--data", "C:\\figures\\hub"
    )
    pages = same_pages(made / "city.pdf", there / "city.pdf")
    require((made / "answers.csv").read_bytes() == (there / "answers.csv").read_bytes(), "the csv files differ")
    ended = program.command("demo", "C:\\demo", "--json", seconds=240)
    require(ended.code == 0, f"the demonstration ends with {ended.code}: {ended.said}")
    criteria = len(mine["criteria"])
    return f"{criteria} criteria and every figure equal; {pages} pages equal to the dot; the demonstration runs"


def same_pages(mine: Path, theirs: Path) -> int:
    """How many pages two papers have, each drawn alike by one renderer; refuses a difference."""
    import pypdfium2

    with pypdfium2.PdfDocument(mine) as one, pypdfium2.PdfDocument(theirs) as other:
        require(len(one) == len(other), f"{len(one)} and {len(other)} pages")
        for number in range(len(one)):
            drawn = [document[number].render(scale=1.5).to_pil().tobytes() for document in (one, other)]
            require(drawn[0] == drawn[1], f"page {number + 1} differs")
        return len(one)


def packages(program: Installed, _: Path) -> str:
    """Packages made on either side are checked by the other, member by member; merged there they give the same figures."""
    here = _demo(program)
    place = program.wine.disk / "packages"
    shutil.copytree(here / "hub-before-merge", place / "hub", dirs_exist_ok=True)
    shutil.copytree(here / "packages", place / "in", dirs_exist_ok=True)
    program.answer("package", "merge", "C:\\packages\\in\\*.zip*", "--data", "C:\\packages\\hub")
    theirs = program.answer("results", *_PERIOD, "--data", "C:\\packages\\hub")
    mine = linux("results", *_PERIOD, "--data", here / "hub")
    require(theirs["criteria"] == mine["criteria"], "the figures of the merged packages differ")
    demo = program.wine.disk / "demo"
    if not demo.is_dir():
        require(program.command("demo", "C:\\demo", "--json", seconds=240).code == 0, "the demonstration does not run")
    made = sorted((demo / "packages").iterdir())
    require(made, "the demonstration made no packages")
    copied = here / "theirs"
    shutil.copytree(demo / "hub", copied, dirs_exist_ok=True)
    members = 0
    for file in made:
        checked = linux("package", "check", file, "--data", copied)
        require(checked, f"{file.name} is not taken here")
        with zipfile.ZipFile(file) as archive:
            kept = next(iter(copied.glob(f"packages/{file.name}")), None)
            require(kept is not None and kept.read_bytes() == file.read_bytes(), f"{file.name} is not kept as it came")
            members += len(archive.namelist())
    return f"{len(mine['criteria'])} criteria equal after merging there; {len(made)} packages from there with {members} members pass here"


def _demo(program: Installed) -> Path:
    here = program.wine.place.parent / "demo"
    if not here.is_dir():
        linux("demo", here, "--wards", "2", "--forms", "24")
    return here


def linux(*words: object) -> dict[str, Any]:
    """What a command answers here."""
    done = subprocess.run([sys.executable, "-P", "-m", "desktop", *map(str, words), "--json"], capture_output=True, text=True,
                          encoding="utf-8", env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=ROOT, check=False)  # fmt: skip
    require(done.returncode == 0, f"here: {words}: {done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found
