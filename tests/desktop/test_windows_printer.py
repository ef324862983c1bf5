"""What Windows prints is drawn by pdfium, in the size of the paper."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from desktop import windows_printer
from desktop.windows_printer import Canvas, draw_page

ON_WINDOWS = pytest.mark.skipif(sys.platform != "win32", reason="draws onto a surface of Windows")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """One page, 100 by 50 points, with a black square of 20 points ten points from its upper left corner."""
    from reportlab.pdfgen.canvas import Canvas as Pdf

    path = tmp_path / "ô vuông.pdf"
    made = Pdf(str(path), pagesize=(100, 50))
    made.rect(10, 20, 20, 20, fill=1, stroke=0)
    made.save()
    return path


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the figures are those of 64 bit")
def test_the_records_have_the_sizes_that_windows_asks_for() -> None:
    letter = ctypes.sizeof(ctypes.c_wchar)
    assert ctypes.sizeof(windows_printer._PrintBox) == 120  # noqa: SLF001 -- the record itself
    assert ctypes.sizeof(windows_printer._Document) == 40  # noqa: SLF001 -- as above
    mode = windows_printer._Devmode  # noqa: SLF001 -- as above
    assert [
        mode.fields.offset - 32 * letter,
        mode.orientation.offset - 32 * letter,
        mode.duplex.offset - 32 * letter,
    ] == [*(8, 12, 30)]


@ON_WINDOWS
def test_a_page_is_drawn_in_its_own_size(paper: Path) -> None:
    """On a surface of 96 points an inch the square of 20 points is 27 dots wide and begins 13 dots from the edge."""
    gdi = windows_printer._library("gdi32")  # noqa: SLF001 -- as above
    for name in ("CreateCompatibleDC", "CreateDIBSection", "SelectObject"):
        getattr(gdi, name).restype = ctypes.c_void_p
    gdi.CreateCompatibleDC.argtypes = (ctypes.c_void_p,)
    gdi.CreateDIBSection.argtypes = (*(ctypes.c_void_p,) * 2, ctypes.c_uint, *(ctypes.c_void_p,) * 2, ctypes.c_uint)
    gdi.SelectObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    dc = gdi.CreateCompatibleDC(None)
    wide, high = 200, 100
    head = (ctypes.c_uint32 * 10)(40, wide, 0x100000000 - high, 1 | 32 << 16)
    bits: Any = ctypes.c_void_p()
    picture = gdi.CreateDIBSection(dc, ctypes.byref(head), 0, ctypes.byref(bits), None, 0)
    gdi.SelectObject(dc, picture)
    ctypes.memset(bits, 255, wide * high * 4)
    with pypdfium2.PdfDocument(paper) as document:
        draw_page(document[0], Canvas(dc))
    dots = ctypes.string_at(bits, wide * high * 4)
    dark = [place for place in range(wide * high) if dots[place * 4] < 128]
    across, down = [place % wide for place in dark], [place // wide for place in dark]
    assert min(across) in {13, 14}
    assert max(across) in {39, 40}
    assert min(down) in {13, 14}
    assert max(down) in {39, 40}
