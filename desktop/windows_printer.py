"""Printing on Windows: its own box asks for printer, pages, copies and sides, and pdfium draws the pages onto the printer.

No program for PDF files is needed, and the word that it was handed over is the printing system's own.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_int, c_short, c_uint16, c_uint32, c_void_p, c_wchar, c_wchar_p
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.printers import Handed, Handing, NoPrinter
from models.domain.basics.problems import N_
from models.domain.basics.system_reasons import Reason, reason_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

POINTS_PER_INCH = 72
NONE_SET_UP = N_("no printer is set up on this computer")
REFUSED = N_("the printer takes nothing now")

_PD_PAGENUMS, _PD_NOSELECTION, _PD_RETURNDC = 0x2, 0x4, 0x100
_PD_RETURNDEFAULT, _PD_DRIVER_COPIES = 0x400, 0x40000
_NO_DEVICES, _NO_DEFAULT = 0x1007, 0x1008
_DM_ORIENTATION, _DM_PAPERSIZE, _DM_DUPLEX = 0x1, 0x2, 0x1000
_UPRIGHT, _ACROSS, _A4, _BOTH_BY_LONG_EDGE = 1, 2, 9, 2
_DPI_X, _DPI_Y, _MARGIN_LEFT, _MARGIN_TOP = 88, 90, 112, 113
_ANNOTATIONS, _FOR_PRINTING = 0x01, 0x800


class _Devmode(ctypes.Structure):
    """How a printer is set: the head of Windows' DEVMODEW; what the driver keeps behind it is not touched."""

    _fields_ = (
        ("device", c_wchar * 32), ("spec", c_uint16), ("driver", c_uint16), ("size", c_uint16), ("extra", c_uint16),
        ("fields", c_uint32), ("orientation", c_short), ("paper_size", c_short), ("paper_length", c_short),
        ("paper_width", c_short), ("scale", c_short), ("copies", c_short), ("source", c_short), ("quality", c_short),
        ("color", c_short), ("duplex", c_short),
    )  # fmt: skip


class _Devnames(ctypes.Structure):
    """Where the names stand, counted in letters, in what follows: Windows' DEVNAMES."""

    _fields_ = (("driver", c_uint16), ("device", c_uint16), ("output", c_uint16), ("default", c_uint16))


class _PrintBox(ctypes.Structure):
    """Windows' PRINTDLGW."""

    _fields_ = (
        ("size", c_uint32), ("owner", c_void_p), ("devmode", c_void_p), ("devnames", c_void_p), ("dc", c_void_p),
        ("flags", c_uint32), ("first", c_uint16), ("last", c_uint16), ("least", c_uint16), ("most", c_uint16),
        ("copies", c_uint16), ("instance", c_void_p), ("data", c_void_p), ("print_hook", c_void_p),
        ("setup_hook", c_void_p), ("print_template", c_wchar_p), ("setup_template", c_wchar_p),
        ("print_memory", c_void_p), ("setup_memory", c_void_p),
    )  # fmt: skip


class _Document(ctypes.Structure):
    """Windows' DOCINFOW."""

    _fields_ = (("size", c_int), ("name", c_wchar_p), ("output", c_wchar_p), ("kind", c_wchar_p), ("type", c_uint32))


@dataclass(frozen=True, slots=True)
class Canvas:
    """A surface of Windows that pages are drawn onto, and the setting of its printer (0: it has none)."""

    dc: int
    devmode: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person chose in the box: printer, pages (from 1), copies, and the printer's surface."""

    printer: str
    first: int
    last: int
    copies: int
    canvas: Canvas


def begin(path: Path, *, pages: int, owner: int) -> Handing | None:
    """Ask with Windows' own box over the window `owner`, then print page by page; None when the person went back.

    Refuses with `NoPrinter`. The box begins with A4, and with both sides by the long edge where the printer can.
    """
    chosen = _ask(path, pages=pages, owner=owner)
    return None if chosen is None else hand_over(path, chosen)


def hand_over(path: Path, chosen: Chosen, *, output: Path | None = None) -> Handing:
    """Draw the chosen pages of `path`, each in its own size; into the file `output` instead of to the printer, if named."""
    import pypdfium2

    gdi = _gdi()
    try:
        with pypdfium2.PdfDocument(path) as document:
            about = _Document(ctypes.sizeof(_Document), path.stem, str(output) if output else None, None, 0)
            job = gdi.StartDocW(chosen.canvas.dc, ctypes.byref(about))
            if job <= 0:
                raise NoPrinter(path, _reason())
            is_whole = False
            try:
                for place in range(chosen.first - 1, chosen.last):
                    _print_page(path, document, place, chosen.canvas)
                    yield place + 2 - chosen.first
                is_whole = gdi.EndDoc(chosen.canvas.dc) > 0
            finally:
                if not is_whole:
                    gdi.AbortDoc(chosen.canvas.dc)
            if not is_whole:
                raise NoPrinter(path, _reason())
        return Handed(chosen.printer, chosen.last - chosen.first + 1, chosen.copies, str(job))
    finally:
        gdi.DeleteDC(chosen.canvas.dc)
        if chosen.canvas.devmode:
            _kernel().GlobalFree(chosen.canvas.devmode)


def _print_page(path: Path, document: PdfDocument, place: int, canvas: Canvas) -> None:
    page = document[place]
    gdi = _gdi()
    try:
        if canvas.devmode:
            _turn(canvas, is_across=page.get_width() > page.get_height())
        if gdi.StartPage(canvas.dc) <= 0:
            raise NoPrinter(path, _reason())
        draw_page(page, canvas)
        if gdi.EndPage(canvas.dc) <= 0:
            raise NoPrinter(path, _reason())
    finally:
        page.close()


def draw_page(page: PdfPage, canvas: Canvas) -> None:
    """Draw a page in its own size, from the edge of the paper: a sheet that is scanned again must not be scaled."""
    gdi = _gdi()
    across, down = gdi.GetDeviceCaps(canvas.dc, _DPI_X), gdi.GetDeviceCaps(canvas.dc, _DPI_Y)
    left, top = gdi.GetDeviceCaps(canvas.dc, _MARGIN_LEFT), gdi.GetDeviceCaps(canvas.dc, _MARGIN_TOP)
    width = round(page.get_width() / POINTS_PER_INCH * across)
    height = round(page.get_height() / POINTS_PER_INCH * down)
    _pdfium().FPDF_RenderPage(canvas.dc, page.raw, -left, -top, width, height, 0, _ANNOTATIONS | _FOR_PRINTING)


def _turn(canvas: Canvas, *, is_across: bool) -> None:
    """Let the next page lie as it is meant; the printer's setting is only sent where it changes."""
    with _locked(canvas.devmode) as at:
        mode = _Devmode.from_address(at)
        wanted = _ACROSS if is_across else _UPRIGHT
        if mode.fields & _DM_ORIENTATION and mode.orientation != wanted:
            mode.orientation = wanted
            _gdi().ResetDCW(canvas.dc, at)


def _ask(path: Path, *, pages: int, owner: int) -> Chosen | None:
    box = _PrintBox(size=ctypes.sizeof(_PrintBox), owner=owner or None, flags=_PD_RETURNDEFAULT)
    if not _box(box):
        raise NoPrinter(path, _trouble_of_box())
    if box.devmode:
        with _locked(box.devmode) as at:
            mode = _Devmode.from_address(at)
            mode.paper_size, mode.fields = _A4, mode.fields | _DM_PAPERSIZE
            if mode.fields & _DM_DUPLEX:
                mode.duplex = _BOTH_BY_LONG_EDGE
    box.flags = _PD_RETURNDC | _PD_NOSELECTION | _PD_DRIVER_COPIES
    box.first, box.last, box.least, box.most, box.copies = 1, min(pages, 0xFFFF), 1, min(pages, 0xFFFF), 1
    if not _box(box):
        trouble = _comdlg().CommDlgExtendedError()
        _free(box)
        if trouble:
            raise NoPrinter(path, _trouble_of_box())
        return None
    printer, copies = _name_of(box.devnames), 1
    if box.devmode:
        with _locked(box.devmode) as at:
            copies = max(1, int(_Devmode.from_address(at).copies))
    if box.devnames:
        _kernel().GlobalFree(box.devnames)
    some = bool(box.flags & _PD_PAGENUMS)
    first, last = (box.first, box.last) if some else (1, pages)
    return Chosen(printer, min(first, last), max(first, last), copies, Canvas(int(box.dc or 0), int(box.devmode or 0)))


def _box(box: _PrintBox) -> bool:
    return bool(_comdlg().PrintDlgW(ctypes.byref(box)))


def _free(box: _PrintBox) -> None:
    for memory in (box.devmode, box.devnames):
        if memory:
            _kernel().GlobalFree(memory)


def _name_of(devnames: int | None) -> str:
    if not devnames:
        return ""
    with _locked(devnames) as at:
        place = _Devnames.from_address(at).device
        return ctypes.wstring_at(at + 2 * place)


def _trouble_of_box() -> str:
    return NONE_SET_UP if _comdlg().CommDlgExtendedError() in {_NO_DEVICES, _NO_DEFAULT} else REFUSED


def _reason() -> Reason:
    if sys.platform == "win32" and (number := ctypes.get_last_error()):
        return reason_of(ctypes.WinError(number))
    return REFUSED


@contextmanager
def _locked(memory: int) -> Iterator[int]:
    """The address of movable memory while it stays in its place."""
    kernel = _kernel()
    at = kernel.GlobalLock(memory)
    if not at:
        raise MemoryError
    try:
        yield at
    finally:
        kernel.GlobalUnlock(memory)


def _library(name: str, **answers: tuple[Any, tuple[Any, ...]]) -> Any:
    if sys.platform == "win32":
        library = ctypes.WinDLL(name, use_last_error=True)
        for function, (answer, arguments) in answers.items():
            getattr(library, function).restype = answer
            getattr(library, function).argtypes = arguments
        return library
    raise NotImplementedError(name)


@cache
def _gdi() -> Any:
    dc = (c_void_p,)
    return _library(
        "gdi32", StartDocW=(c_int, (c_void_p, c_void_p)), EndDoc=(c_int, dc), AbortDoc=(c_int, dc),
        StartPage=(c_int, dc), EndPage=(c_int, dc), DeleteDC=(c_int, dc), GetDeviceCaps=(c_int, (c_void_p, c_int)),
        ResetDCW=(c_void_p, (c_void_p, c_void_p)),
    )  # fmt: skip


@cache
def _kernel() -> Any:
    memory = (c_void_p,)
    return _library(
        "kernel32", GlobalLock=(c_void_p, memory), GlobalUnlock=(c_int, memory), GlobalFree=(c_void_p, memory)
    )


@cache
def _comdlg() -> Any:
    return _library("comdlg32", PrintDlgW=(c_int, (c_void_p,)), CommDlgExtendedError=(c_uint32, ()))


@cache
def _pdfium() -> Any:
    import pypdfium2_raw

    page = (c_void_p, c_void_p, c_int, c_int, c_int, c_int, c_int, c_int)
    return _library(str(Path(pypdfium2_raw.__file__).with_name("pdfium.dll")), FPDF_RenderPage=(None, page))
