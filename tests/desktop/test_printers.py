"""A file goes to the system's printer with its range of pages, and a part can be cut out of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
import pytest

from desktop.printers import NoPrinter, NoViewer, cut_pages, open_in_viewer, print_pdf

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows prints through its shell")


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
    fake(tmp_path, "lp", f'for word in "$@"; do echo "$word"; done > "{told}"')
    monkeypatch.setenv("PATH", str(tmp_path))
    print_pdf(paper, first=2, last=3, pages=4)
    assert told.read_text(encoding="utf-8").splitlines() == ["-P", "2-3", "--", str(paper)]


def test_a_printer_that_refuses_is_told_in_its_words(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path, "lp", 'echo "lp: no default destination" >&2; exit 1')
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPrinter, match="no default destination"):
        print_pdf(paper, first=1, last=4, pages=4)


def test_a_pc_without_a_printing_system_or_a_viewer_says_so(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPrinter):
        print_pdf(paper, first=1, last=1, pages=4)
    with pytest.raises(NoViewer):
        open_in_viewer(paper)


def test_a_part_has_only_its_pages_and_stays_beside_the_whole(paper: Path) -> None:
    part = cut_pages(paper, 2, 3)
    assert part.parent == paper.parent
    with pypdfium2.PdfDocument(part) as cut:
        assert [page.get_width() for page in cut] == [101, 102]
