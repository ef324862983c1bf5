"""A form keyed in the real window, key by key, and found on the disk; papers printed by the box of Windows onto a printer."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.windows_kit.comparing import linux
from tests.windows_kit.installed import Installed, Waiting, require

_PERIOD = ("--period", "26Q3")
_SERIAL = "100001-26"
_PAPERS = 3
MARKS = "22222222222.2222222222222222222....2"
"""Every question answered by its second choice; a point where nothing is then to be answered."""
PRINTER = "Máy in thử"
_PRINTER = """import ctypes, sys
from ctypes import Structure, byref, c_uint32, c_void_p, c_wchar_p
spool = ctypes.WinDLL("winspool.drv")
class Printer(Structure):
    _fields_ = [(name, c_wchar_p) for name in ("server", "name", "share", "port", "driver", "comment", "location")]
    _fields_ += [("mode", c_void_p)] + [(name, c_wchar_p) for name in ("page", "processor", "type", "words")]
    _fields_ += [("rights", c_void_p)] + [(f"number{n}", c_uint32) for n in range(8)]
class Driver(Structure):
    _fields_ = [("version", c_uint32)] + [(name, c_wchar_p) for name in
                ("name", "system", "path", "data", "settings", "help", "files", "monitor", "type")]
name, port = sys.argv[1:]
driver = Driver(3, "PS Driver", None, "wineps.drv", "generic.ppd", "wineps.drv", None, None, None, "RAW")
printer = Printer(name=name, port=port, driver="PS Driver", processor="WinPrint", type="RAW")
spool.AddPrinterDriverW(None, 3, byref(driver))
spool.AddPrinterW.restype = c_void_p
print(bool(spool.AddPrinterW(None, 2, byref(printer))) and bool(spool.SetDefaultPrinterW(c_wchar_p(name))))
"""
_PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "GENERIC.PPD"
*Manufacturer: "None"
*Product: "(None)"
*ModelName: "None"
*NickName: "None"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: False
*DefaultResolution: 600dpi
*LandscapeOrientation: Plus90
*OpenUI *PageSize: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "12 12 583 830"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*OpenUI *Duplex/Sides: PickOne
*DefaultDuplex: None
*Duplex None/One: "<</Duplex false>>setpagedevice"
*Duplex DuplexNoTumble/Long edge: "<</Duplex true /Tumble false>>setpagedevice"
*Duplex DuplexTumble/Short edge: "<</Duplex true /Tumble true>>setpagedevice"
*CloseUI: *Duplex
*DefaultFont: Courier
*Font Courier: Standard "(1.0)" Standard ROM
"""
"""A printer of ordinary sheets that prints on both sides."""


def keyed(program: Installed, _: Path) -> str:
    """A form, key by key, in the window; then the forms in stock onto a printer, by the keys of the window and of the box."""
    return keyed_in(program, program.wine.disk / "keyed")


def keyed_in(program: Installed, folder: Path) -> str:
    """The same on a station of its own."""
    shutil.copytree(office(program), folder)
    printed = printer(program, folder.name)
    with opened(program, folder) as window:
        window.press("alt+6")
        window.type(_SERIAL.replace("-", ""))
        window.press("Return")
        window.type("222222")  # the person
        window.type("2")
        window.press("Return")  # several choices of one question
        window.type("2" * 26)
        window.press("ctrl+Return")
        Waiting(180).until(lambda: _keyings(folder), "nothing was written")
        require(_keyings(folder) == [(f"26Q3-00004-CN-{_SERIAL}", MARKS)], _keyings(folder))
        told = f"{len(MARKS)} answers as they were pressed"
        window.press("alt+4")
        window.press("F5")  # what is in stock: without the form that is back
        window.ask("ctrl+p")
        window.press("Return")  # the box of Windows, as it begins
        Waiting(180).until(lambda: printed.is_file() and b"%%EOF" in printed.read_bytes()[-20:], "nothing was printed")
        window.press("alt+F4")
        Waiting(180).until(lambda: window.has_ended(), "the window does not close")
    pages = _printed_pages(printed)
    require(
        program.answer("forms", "ledger", *_PERIOD, "--data", program.wine.windows_path(folder))["keyed"] == 1,
        "the ledger has no keying",
    )
    return f"{told}; {pages} pages on both sides by the long edge, each in its own size"


def office(program: Installed) -> Path:
    """A ward with three forms, of which one is back; made here, since how is not what is tried."""
    at = program.wine.place.parent / "office"
    if not at.is_dir():
        made = ("--data", at)
        linux("init", "--unit", "00004", "--name", "Nguyễn Thị Lan", *made)
        linux("period", "open", "26Q3", "--name", "Quý III/2026", "--from", "01/07/2026", "--to", "30/09/2026", *made)
        linux("forms", "issue", *_PERIOD, "--variant", "CN", "--count", _PAPERS, *made)
        linux("forms", "print", *_PERIOD, "--out", at.parent / "forms.pdf", *made)
        for state in ("handed-out", "returned"):
            linux("forms", "mark", state, _SERIAL, *_PERIOD, *made)
    return at


def printer(program: Installed, name: str) -> Path:
    """Set up a printer; answers the file that its paper goes into."""
    drivers = program.wine.disk / "windows/system32/spool/drivers/x64/3"
    drivers.mkdir(parents=True, exist_ok=True)
    (drivers / "generic.ppd").write_text(_PPD, encoding="ascii")
    script = program.wine.disk / "printer.py"
    script.write_text(_PRINTER, encoding="utf-8")
    printed = program.wine.place / f"{name}.ps"
    said = program.wine.run(program.python, "C:\\printer.py", f"{PRINTER} {name}", printed).said
    require(said.strip() == "True", f"Wine sets up no printer: {said}")
    return printed


def _printed_pages(printed: Path) -> int:
    """How many pages came out; refuses other sheets, other sides, or a page that is not drawn as on the paper's own file."""
    data = printed.read_bytes()
    for feature in (b"*PageSize A4", b"*Duplex DuplexNoTumble"):
        require(feature in data, f"{feature!r} was not asked of the printer")
    words = ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pnggray", "-r72"]
    words += [f"-sOutputFile={printed}-%d.png", str(printed)]
    done = subprocess.run(words, capture_output=True, text=True, errors="replace", check=False)
    require(done.returncode == 0, done.stderr)
    pages = sorted(printed.parent.glob(f"{printed.name}-*.png"))
    require(len(pages) == 2 * (_PAPERS - 1), f"{len(pages)} pages")
    _require_own_size(pages[0], printed.parent.parent / "forms.pdf")
    return len(pages)


def _require_own_size(drawn: Path, paper: Path) -> None:
    """The four squares by which a scan is laid straight are where they are on the paper, within a point."""
    import pypdfium2
    from PIL import Image

    with pypdfium2.PdfDocument(paper) as document, Image.open(drawn) as picture:
        own = _corners(document[0].render(scale=1).to_pil().convert("L"))
        found = _corners(picture.convert("L"))
    wrong = [pair for pair in zip(own, found, strict=True) if abs(pair[0] - pair[1]) > 1]
    require(not wrong, f"on paper and printed, in points: {own} and {found}")


def _corners(picture: object) -> tuple[int, ...]:
    """The edges of all that is black."""
    from PIL import Image

    assert isinstance(picture, Image.Image)
    box = picture.point(lambda grey: 255 if grey < 100 else 0).getbbox()
    require(box is not None, "an empty page")
    return tuple(box or ())


class Window:
    """The window on this display, reached by keys alone."""

    def __init__(self, program: Installed, folder: Path) -> None:
        self._display = os.environ | {"DISPLAY": program.wine.display}
        at = program.wine.windows_path(folder)
        python = program.folder / "python" / "pythonw.exe"
        self._running = program.wine.begin("wine", python, "C:\\start.py", "--data", at)
        self._frame = subprocess.Popen(
            ["openbox"], env=self._display, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        begun = time.monotonic()
        Waiting(300).until(
            lambda: self._xdotool("search", "--name", "Sổ Phiếu").stdout.strip(), "the window does not open"
        )
        # a busy machine takes longer for every screen, as it did for the first
        self._pause = max(3, (time.monotonic() - begun) / 4)
        time.sleep(2 * self._pause)

    def _xdotool(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["xdotool", *words], env=self._display, capture_output=True, text=True, check=False)

    def press(self, key: str) -> None:
        """One key, and time for the screen that follows it."""
        self._xdotool("key", key)
        time.sleep(self._pause)

    def ask(self, key: str) -> None:
        """Press a key until a box opens: while a paper is still drawn, the window hears none."""
        before = self._shown()

        def opens() -> bool:
            self.press(key)
            return bool(self._shown() - before)

        Waiting(180).until(opens, f"{key} opens nothing")

    def _shown(self) -> set[str]:
        return set(self._xdotool("search", "--onlyvisible", "--name", ".").stdout.split())

    def type(self, keys: str) -> None:
        for key in keys:
            self._xdotool("key", key)
            time.sleep(0.25)

    def has_ended(self) -> bool:
        return self._running.process.poll() is not None

    def end(self) -> None:
        self._running.process.kill()
        self._frame.kill()
        self._running.process.wait()
        self._frame.wait()


@contextmanager
def opened(program: Installed, folder: Path) -> Iterator[Window]:
    """The window on a folder until the block ends."""
    window = Window(program, folder)
    try:
        yield window
    finally:
        window.end()


def _keyings(folder: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(f"file:{folder / 'so-phieu.sqlite'}?mode=ro", uri=True)) as base:
        return base.execute("SELECT serial, marks FROM keying").fetchall()
