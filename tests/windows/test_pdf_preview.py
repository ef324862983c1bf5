"""A PDF looked at inside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from desktop import dialogs
from desktop.theme import Root
from desktop.widgets.pdf_preview import PagesNotUnderstood, PdfPreview, PdfUnreadable, read_pages
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
