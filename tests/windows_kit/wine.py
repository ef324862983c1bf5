"""Wine, made to behave like the Windows that the program meets: where Wine lacks something, it is put there, and only there."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

_START = """import sys
try:
    import _winapi
    _winapi.__dict__.pop("CopyFile2", None)
    sys.modules["_wmi"] = None
except ImportError:
    pass
"""
"""Wine 8 has no CopyFile2 and answers no questions about the machine; a real Windows does both."""

_PRNG = """#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE to, SIZE_T size) {
    while (size) {
        ULONG part = size > 0x10000000 ? 0x10000000 : (ULONG)size;
        if (!RtlGenRandom(to, part)) return FALSE;
        to += part;
        size -= part;
    }
    return TRUE;
}
"""
"""Random bytes under the name by which Windows 10 gives them; Wine 8 has them under the older name alone."""

_DEBUGGER = r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\AeDebug"


class NoWine(Exception):
    """No Windows can be had here, and why."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended and what it said."""

    code: int
    said: str


class Running:
    """A program that was started, and what it has said so far.

    Its end is that of the process: Wine's own services may hold its pipe for longer.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._parts: list[bytes] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        while part := os.read(self.process.stdout.fileno(), 65536):
            self._parts.append(part)

    def said(self) -> str:
        self._reader.join(0.3)
        return b"".join(self._parts).decode(errors="replace").replace("\r\n", "\n")


@dataclass(frozen=True, slots=True)
class Wine:
    """One fresh Windows in a folder, with a display of its own; `surroundings` are further words of its environment."""

    place: Path
    display: str
    surroundings: tuple[tuple[str, str], ...] = ()

    @property
    def disk(self) -> Path:
        return self.place / "prefix" / "drive_c"

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "WINEPREFIX": str(self.place / "prefix"), "WINEARCH": "win64", "WINEDEBUG": "-all",
            # no entries in the menus of this machine, and no offers to fetch what Wine has not
            "WINEDLLOVERRIDES": "winemenubuilder.exe,mscoree,mshtml=", "DISPLAY": self.display,
            "HOME": str(self.place / "home"), "XDG_CACHE_HOME": str(self.place / "home"), "LC_ALL": "C.UTF-8",
        } | dict(self.surroundings)  # fmt: skip

    def set_up(self) -> None:
        """Make the fresh Windows; refuses with what Wine said where it does not come up."""
        (self.place / "home").mkdir(parents=True)
        (self.place / "prefix").mkdir()
        try:
            # one server for all programs to come: starting it anew takes longer than most of them
            subprocess.run([_server(), "-p"], env=self.environment, check=True)
            said = [
                self._run(["wineboot", "-i"], 600),
                self.be("win10"),
                # a program that crashes ends, instead of waiting for a debugger
                self._run(["wine", "reg", "delete", _DEBUGGER, "/f"], 300),
                self._run(["wine", "cmd", "/c", "echo", "here"], 300),
            ]
        except (OSError, subprocess.CalledProcessError) as error:
            raise NoWine(f"Wine cannot be started: {error}") from error
        if "here" not in said[-1].said or not (self.disk / "windows" / "system32" / "kernel32.dll").is_file():
            raise NoWine("Wine starts no program: " + " | ".join(f"{each.code} {each.said.strip()}" for each in said))
        self.compile(_PRNG, self.disk / "windows" / "system32" / "bcryptprimitives.dll", "-shared", "-ladvapi32")
        (self.disk / "start.py").write_text(
            _START + "from desktop.__main__ import main\nsys.exit(main())\n", encoding="utf-8"
        )

    def compile(self, code: str, to: Path, *words: str) -> None:
        """Make a native file that Wine lacks."""
        source = self.place / f"{to.stem}.c"
        source.write_text(code, encoding="utf-8")
        command = ["x86_64-w64-mingw32-gcc-win32", "-O2", "-s", "-o", str(to), str(source), *words]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        if done.returncode:
            raise NoWine(f"{to.name}, which Wine lacks, cannot be made: {done.stderr.strip()}")

    def be(self, version: str) -> Ended:
        """Call itself another version of Windows from now on."""
        return self._run(["wine", "winecfg", "-v", version], 300)

    def _run(self, words: list[str], seconds: float, at: Path | None = None) -> Ended:
        running = self.begin(*words, at=at)
        try:
            return Ended(running.process.wait(seconds), running.said())
        except subprocess.TimeoutExpired:
            running.process.kill()
            return Ended(-1, running.said() + f"\n(ended after {seconds} s)")

    def run(self, *words: object, seconds: float = 300, at: Path | None = None) -> Ended:
        """Run a program of Windows; answers its exit code and all it said."""
        return self._run(["wine", *map(str, words)], seconds, at)

    def begin(self, *words: object, at: Path | None = None, more: Mapping[str, str] | None = None) -> Running:
        """Start a program and let it run; `more` stands in its environment."""
        # the Python of Windows cannot write into a file that Wine hands it, only into a pipe
        environment = {**self.environment, **(more or {})}
        return Running(subprocess.Popen(list(map(str, words)), env=environment, cwd=at, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT))  # fmt: skip

    def windows_path(self, path: Path) -> str:
        """How a path on the disk of this Windows is called there."""
        if path.is_relative_to(self.disk):
            return "C:\\" + str(path.relative_to(self.disk)).replace("/", "\\")
        return "Z:" + str(path).replace("/", "\\")

    def shown(self, *, display: str, dots: int) -> Wine:
        """The same Windows after its next start, on another display, with so many dots an inch (96 are 100 %)."""
        after = replace(self, display=display)
        self._run(
            [
                "wine",
                "reg",
                "add",
                r"HKCU\Control Panel\Desktop",
                "/v",
                "LogPixels",
                "/t",
                "REG_DWORD",
                "/d",
                str(dots),
                "/f",
            ],
            60,
        )
        subprocess.run([_server(), "-k"], env=self.environment, check=False, capture_output=True)
        subprocess.run([_server(), "-w"], env=self.environment, check=False, capture_output=True, timeout=60)
        subprocess.run([_server(), "-p"], env=after.environment, check=True)
        return after

    def close(self) -> None:
        """End everything that runs in this Windows, and delete it."""
        subprocess.run([_server(), "-k"], env=self.environment, check=False, capture_output=True)
        shutil.rmtree(self.place, ignore_errors=True)


def _server() -> str:
    return shutil.which("wineserver") or "/usr/lib/wine/wineserver64"
