"""Hands a file to what the system has for it: the viewer, or a printer with a range of pages, copies and both sides."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from models.domain.basics.problems import N_, Problem
from models.domain.basics.system_reasons import Reason, reason_of

NO_SYSTEM = N_("this computer has no printing system")


@dataclass(eq=False)
class NoPrinter(Problem):
    """This PC has no printer that took the file."""

    path: Path
    reason: Reason

    code = "no_printer"
    says = N_(
        "{path} could not be printed ({reason}). Switch the printer on or set one up, or open the file in a viewer "
        "and print from there."
    )


@dataclass(eq=False)
class NoViewer(Problem):
    """Nothing on this PC opens the file."""

    path: Path

    code = "no_viewer"
    says = N_("No program on this PC opens {path}. Copy it to another PC, or ask for a PDF viewer to be installed.")


class WantedPages(NamedTuple):
    """What is to be printed: the pages `first` to `last` (from 1), how often, on which printer (empty: the usual one)."""

    first: int
    last: int
    copies: int = 1
    printer: str = ""
    both_sides: bool = False


class Handed(NamedTuple):
    """What a printer has taken: its name, how many pages of the file, how many copies, the number of the system for it."""

    printer: str
    pages: int
    copies: int
    job: str


Handing = Generator[int, None, Handed]
"""Printing under way: tells after each page how many went; its value is what was taken. Closed before its end, nothing is printed."""


def open_in_viewer(path: Path) -> None:
    """Show `path` in the program the system has for it; refuses with `NoViewer`."""
    if sys.platform == "win32":
        try:
            os.startfile(path)  # noqa: S606 -- the system's own way to open a file
        except OSError:
            raise NoViewer(path) from None
        return
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        raise NoViewer(path)
    subprocess.Popen([opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def asks_itself() -> bool:
    """Whether the system has its own box for printer, pages, copies and sides."""
    return sys.platform == "win32"


def printers() -> tuple[str, ...]:
    """The printers of this computer, the usual one first; empty when the system names none."""
    listed = _told("lpstat", "-e").split()
    usual = _told("lpstat", "-d").rpartition(": ")[2].strip()
    return tuple(sorted(listed, key=lambda name: name != usual))


def print_pdf(path: Path, wanted: WantedPages) -> Handed:
    """Hand pages of `path` to a printer of CUPS and answer what it took; refuses with `NoPrinter`."""
    lp = shutil.which("lp")
    if lp is None:
        raise NoPrinter(path, NO_SYSTEM)
    words = [lp, "-P", f"{wanted.first}-{wanted.last}", "-n", str(wanted.copies)]
    words += ["-d", wanted.printer] if wanted.printer else []
    words += ["-o", "sides=two-sided-long-edge" if wanted.both_sides else "sides=one-sided"]
    # a sheet that is read by a scanner keeps its size
    words += ["-o", "print-scaling=none", "--", str(path)]
    done = subprocess.run(
        words, capture_output=True, text=True, encoding="utf-8", errors="replace", env=_plain(), check=False
    )
    if done.returncode:
        raise NoPrinter(path, reason_of(done.stderr.strip() or "lp"))
    # lp answers that the request id is the name of the printer and a number
    job = done.stdout.partition(" is ")[2].partition(" ")[0].strip()
    printer = wanted.printer or job.rpartition("-")[0]
    return Handed(printer, wanted.last - wanted.first + 1, wanted.copies, job)


def _told(*words: str) -> str:
    program = shutil.which(words[0])
    if program is None:
        return ""
    done = subprocess.run([program, *words[1:]], capture_output=True, text=True, encoding="utf-8", errors="replace",
                          env=_plain(), check=False)  # fmt: skip
    return "" if done.returncode else done.stdout


def _plain() -> dict[str, str]:
    """The environment in which a program of the system answers in the words that are known here."""
    return os.environ | {"LC_ALL": "C.UTF-8"}
