"""A PDF looked at inside the window."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterator
from pathlib import Path
from tkinter import ttk

import pytest
from reportlab.pdfgen.canvas import Canvas

from desktop import dialogs
from desktop.printers import Handed, Handing, asks_itself
from desktop.theme import Root
from desktop.widgets.pdf_preview import (
    CopiesNotUnderstood,
    PagesNotUnderstood,
    PdfPreview,
    PdfUnreadable,
    read_copies,
    read_pages,
)
from models.domain.basics.problems import Problem
from models.language import load

Press = Callable[[str], None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "ba trang.pdf"
    canvas = Canvas(str(made))
    for page in range(3):
        canvas.drawString(100, 700, f"page {page}")
        canvas.showPage()
    canvas.save()
    return made


def test_pages_turn_and_zoom_by_keys(root: Root, path: Path, press: Press) -> None:
    preview = PdfPreview(root, path, load("vi"))
    preview.pack(fill="both", expand=True)
    root.update()
    preview.first_focus()
    root.update()
    press("]]]")
    assert preview.page == 3
    press("[")
    assert preview.page == 2
    before = preview.picture.width()
    press("<minus>")
    assert preview.picture.width() < before
    press("<Key-0>")
    assert preview.picture.width() == before


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"PK\x03\x04 no pdf"])
def test_what_is_no_pdf_is_refused(root: Root, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    with pytest.raises(PdfUnreadable):
        PdfPreview(root, path, load("vi"))
    with pytest.raises(PdfUnreadable):
        PdfPreview(root, tmp_path / "none.pdf", load("vi"))


@pytest.mark.parametrize(("typed", "span"), [("1-3", (1, 3)), ("2", (2, 2)), (" 1 – 2 ", (1, 2))])
def test_ranges_of_pages(typed: str, span: tuple[int, int]) -> None:
    assert read_pages(typed, 3) == span


@pytest.mark.parametrize("typed", ["", "0", "4", "2-1", "1-", "a", "1-2-3"])
def test_pages_that_are_not_there_are_refused(typed: str) -> None:
    with pytest.raises(PagesNotUnderstood):
        read_pages(typed, 3)


def test_a_copy_that_cannot_be_written_whole_is_refused_in_words_and_leaves_nothing(
    root: Root, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = PdfPreview(root, path, load("vi"))
    target = tmp_path / "stick" / "phieu.pdf"
    target.mkdir(parents=True)
    monkeypatch.setattr(dialogs, "save_file", lambda *_, **__: target)
    with pytest.raises(Problem):
        shown.save_as()
    assert [each.name for each in target.parent.iterdir()] == ["phieu.pdf"]
    assert not list(target.iterdir())


@pytest.mark.skipif(asks_itself(), reason="Windows asks in a box of its own; ./check windows keyed prints by it")
def test_how_it_is_printed_is_asked_and_what_the_printer_took_is_told(
    root: Root, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, press: Press
) -> None:
    told = tmp_path / "told"
    for name, script in (
        ("lp", f'echo "$@" > "{told}"; echo "request id is Canon-7 (1 file(s))"'),
        ("lpstat", 'if [ "$1" = -e ]; then echo HP; echo Canon; else echo "system default destination: Canon"; fi'),
    ):
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    preview = PdfPreview(root, path, load("vi"))
    preview.pack(fill="both", expand=True)
    root.update()
    box: list[str] = []
    root.after(300, lambda: box.extend(_typed_into_box(root, "2-3")))
    preview.print_some()
    assert box == ["Canon", "HP"]
    assert told.read_text(encoding="utf-8").split()[:6] == ["-P", "2-3", "-n", "1", "-d", "Canon"]
    assert "sides=two-sided-long-edge" in told.read_text(encoding="utf-8")
    assert "Canon" in preview.told
    assert "2" in preview.told


def _typed_into_box(root: Root, pages: str) -> list[str]:
    """Types the pages into the open box and presses Enter; answers the printers it offers."""
    (box,) = (each for each in _all_below(root) if isinstance(each, tk.Toplevel))
    inner = list(_all_below(box))
    (choice,) = (each for each in inner if isinstance(each, ttk.Combobox))
    offered = list(choice["values"])
    entries = [each for each in inner if type(each) is ttk.Entry]
    entries[0].delete(0, "end")
    entries[0].insert(0, pages)
    entries[0].focus_force()
    root.update()
    entries[0].event_generate("<Key-Return>")
    return offered


def _all_below(widget: tk.Misc) -> Iterator[tk.Misc]:
    for child in widget.winfo_children():
        yield child
        yield from _all_below(child)


def test_pages_go_to_the_printer_one_by_one_and_a_closed_paper_stops_them(root: Root, path: Path) -> None:
    ended: list[str] = []

    def handing() -> Handing:
        try:
            yield from range(1, 4)
            return Handed("HP", 3, 1, "8")
        finally:
            ended.append("ended")

    preview = PdfPreview(root, path, load("vi"))
    preview.hand_on(handing())
    assert "1" in preview.told
    while not ended:
        root.update()
    assert "HP" in preview.told
    preview.hand_on(handing())
    preview.destroy()
    assert ended == ["ended", "ended"]
    root.update()


@pytest.mark.parametrize("typed", ["", "0", "-1", "x", "1000", "²"])
def test_what_is_no_number_of_copies_is_refused(typed: str) -> None:
    assert read_copies(" 12 ") == 12
    with pytest.raises(CopiesNotUnderstood):
        read_copies(typed)
