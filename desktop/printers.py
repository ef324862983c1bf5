"""Hands a file to what the system has for it: the viewer, or the printer with a range of pages."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from models.domain.basics.problems import N_, Problem
from models.domain.basics.system_reasons import Reason, reason_of


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


def open_in_viewer(path: Path) -> None:
    """Show `path` in the program the system has for it; refuses with `NoViewer`."""
    if sys.platform == "win32":
        import os

        try:
            os.startfile(path)  # noqa: S606 -- the system's own way to open a file
        except OSError:
            raise NoViewer(path) from None
        return
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        raise NoViewer(path)
    subprocess.Popen([opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def print_pdf(path: Path, *, first: int, last: int, pages: int) -> None:
    """Print the pages `first` to `last` (from 1) of the `pages` in `path` on the default printer.

    Refuses with `NoPrinter`. On Windows a part is cut out into a file beside `path`, because the system's way to print
    knows no range, and what may name people stays in the folder where it was made.
    """
    if sys.platform == "win32":
        import os

        try:
            os.startfile(path if (first, last) == (1, pages) else cut_pages(path, first, last), "print")  # noqa: S606 -- as above
        except OSError as error:
            raise NoPrinter(path, reason_of(error)) from None
        return
    lp = shutil.which("lp")
    if lp is None:
        raise NoPrinter(path, N_("this computer has no printing system"))
    done = subprocess.run([lp, "-P", f"{first}-{last}", "--", str(path)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoPrinter(path, reason_of(done.stderr.strip() or "lp"))


def cut_pages(path: Path, first: int, last: int) -> Path:
    """A file of the pages `first` to `last` (from 1) of `path`, beside it."""
    import pypdfium2

    part = path.with_name(f"{path.stem}-{first}-{last}.pdf")
    with pypdfium2.PdfDocument(path) as whole, pypdfium2.PdfDocument.new() as cut:
        cut.import_pages(whole, list(range(first - 1, last)))
        cut.save(part)
    return part
