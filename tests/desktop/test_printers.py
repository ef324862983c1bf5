"""A file goes to the system's printer with its range of pages, copies and sides, and what took it is named."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
import pytest

from desktop.printers import Handed, NoPrinter, NoViewer, WantedPages, open_in_viewer, print_pdf, printers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has a box and a printing system of its own")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A PDF of four pages of unlike widths."""
    path = tmp_path / "phieu có dấu.pdf"
    with pypdfium2.PdfDocument.new() as made:
        for place in range(4):
            made.new_page(100 + place, 200)
        made.save(path)
    return path


def fake(folder: Path, name: str, script: str) -> None:
    """A program `name` alone on the PATH."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


def test_the_printer_is_given_the_range_and_the_file(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    fake(
        tmp_path,
        "lp",
        f'for word in "$@"; do printf "%s\\n" "$word"; done > "{told}"; echo "request id is May-in-12 (1 file(s))"',
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    wanted = WantedPages(2, 3, copies=2, printer="May-in", both_sides=True)
    assert print_pdf(paper, wanted) == Handed("May-in", 2, 2, "May-in-12")
    assert told.read_text(encoding="utf-8").splitlines() == [
        *("-P", "2-3", "-n", "2", "-d", "May-in", "-o", "sides=two-sided-long-edge"),
        *("-o", "print-scaling=none", "--", str(paper)),
    ]


def test_without_a_name_the_usual_printer_takes_it_and_is_named(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    fake(
        tmp_path,
        "lp",
        f'for word in "$@"; do printf "%s\\n" "$word"; done > "{told}"; echo "request id is Canon_LBP-2900-7 (1 file(s))"',
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    assert print_pdf(paper, WantedPages(1, 4)).printer == "Canon_LBP-2900"
    words = told.read_text(encoding="utf-8").splitlines()
    assert "-d" not in words
    assert "sides=one-sided" in words


def test_the_usual_printer_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert printers() == ()
    fake(tmp_path, "lpstat", 'if [ "$1" = -e ]; then echo A; echo B; else echo "system default destination: B"; fi')
    assert printers() == ("B", "A")


def test_a_printer_that_refuses_is_told_in_its_words(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path, "lp", 'echo "lp: no default destination" >&2; exit 1')
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPrinter, match="no default destination"):
        print_pdf(paper, WantedPages(1, 4))


def test_a_pc_without_a_printing_system_or_a_viewer_says_so(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPrinter):
        print_pdf(paper, WantedPages(1, 1))
    with pytest.raises(NoViewer):
        open_in_viewer(paper)
