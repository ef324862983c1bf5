"""`./check kit [--out DIR] [--only KIND…] [--sign COMMAND]`: builds the kit on Linux and says what it is made of."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection
from pathlib import Path

from kit import debian
from kit.archives import date_all, write_zip
from kit.bill import write_bill, write_digests
from kit.debian import write_debian
from kit.installer import write_installer
from kit.program_folder import ROOT, lay_example, lay_parts, lay_program, lay_top
from kit.python_folder import lay_python
from kit.signatures import roots
from kit.sources import KitRefused
from models.release import VERSION

KINDS = ("installer", "zip", "deb")


def main(words: list[str] | None = None) -> int:
    """Exit code 0 when everything was built and proven, 1 with the reason otherwise."""
    asked = argparse.ArgumentParser(prog="./check kit", description=__doc__)
    asked.add_argument("--out", type=Path, default=ROOT / "dist", help="where the kit goes (default: dist)")
    asked.add_argument("--only", choices=KINDS, action="append", help="this kind alone; may be said several times")
    asked.add_argument("--sign", default="", metavar="COMMAND", help="signs a file for Windows in place: COMMAND FILE")
    options = asked.parse_args(words)
    try:
        with tempfile.TemporaryDirectory(prefix="sophieu-kit-") as name:
            build(options.out.absolute(), Path(name), kinds=options.only or KINDS, sign=options.sign)
    except KitRefused as refusal:
        sys.stderr.write(f"kit: {refusal}\n")
        return 1
    return 0


def build(out: Path, work: Path, *, kinds: Collection[str] = KINDS, sign: str = "") -> tuple[Path, ...]:
    """Build into `out`; answers the files. Nothing is there before all of it is proven."""
    moment, started = _moment(), time.monotonic()
    made: list[Path] = []

    def say(words: str) -> None:
        sys.stdout.write(f"{time.monotonic() - started:6.1f} s  {words}\n")
        sys.stdout.flush()

    def add(file: Path) -> None:
        made.append(file)
        say(f"{file.name}: {file.stat().st_size // 1024} KB")

    if {"zip", "installer"} & set(kinds):
        stage = work / "SoPhieu"
        _lay_windows(stage, work, moment, say)
        if "zip" in kinds:
            write_zip(work / f"SoPhieu-{VERSION}.zip", stage, inside=f"SoPhieu-{VERSION}", moment=moment)
            add(work / f"SoPhieu-{VERSION}.zip")
        if "installer" in kinds:
            setup = work / f"SoPhieu-{VERSION}-setup.exe"
            write_installer(setup, stage, work=work, version=VERSION, moment=moment, sign=sign)
            add(setup)
        add(Path(shutil.copyfile(stage / "sbom.cdx.json", work / f"SoPhieu-{VERSION}.cdx.json")))
    if "deb" in kinds:
        bill = write_debian(work / debian.NAME, work=work, moment=moment)
        add(work / debian.NAME)
        add(Path(shutil.copyfile(bill, work / debian.NAME.replace(".deb", ".cdx.json"))))
    write_digests(work / "SHA256SUMS", made)
    out.mkdir(parents=True, exist_ok=True)
    built = tuple(Path(shutil.copyfile(file, out / file.name)) for file in (*made, work / "SHA256SUMS"))
    say(f"in {out}")
    return built


def _lay_windows(stage: Path, work: Path, moment: int, say: Callable[[str], None]) -> None:
    """The folder that is carried to Windows, whole and proven."""
    stage.mkdir(parents=True)
    python, proven = lay_python(stage / "python", roots_file=roots(work))
    for how, count in sorted(proven.items()):
        say(f"Python: {count} files {how}")
    parts = lay_parts(stage / "parts")
    say(f"{len(parts)} parts by digest")
    lay_program(stage / "app")
    lay_top(stage)
    lay_example(stage / "vi-du")
    faces = stage / "app" / "printing" / "typefaces"
    write_bill(stage / "sbom.cdx.json", python=python, parts=parts, faces=faces, moment=moment)
    date_all(stage, moment)
    files = [file for file in stage.rglob("*") if file.is_file()]
    say(f"laid: {len(files)} files, {sum(file.stat().st_size for file in files) // 2**20} MB")


def _moment() -> int:
    """The date of every file: what was asked for, else that of the last change to the project."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return int(os.environ["SOURCE_DATE_EPOCH"])
    done = subprocess.run(
        ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise KitRefused("say the date of the files in SOURCE_DATE_EPOCH: this is no checkout")
    # whole days in even seconds: a zip knows no odd ones
    return int(done.stdout) // 86400 * 86400


if __name__ == "__main__":
    sys.exit(main())
