"""The folder of Python: what of the pinned package is taken, and proof that each file of it is the one that was released."""

from __future__ import annotations

import hashlib
import io
import tarfile
import zipfile
from collections import Counter
from pathlib import Path

from kit.signatures import require_signed
from kit.sources import HERE, KitRefused, Source, fetch

VERSION = "3.13.2"
INSIDE = "cp313/"
_LEFT_OUT = (
    "Lib/site-packages/", "Lib/test/", "Lib/idlelib/", "Lib/ensurepip/", "Lib/turtledemo/", "Lib/lib2to3/",
    "Lib/pydoc_data/", "Lib/venv/", "Lib/xmlrpc/", "Lib/wsgiref/", "Lib/mailbox.py", "Lib/turtle.py",
    "Lib/_pydecimal.py", "Lib/_pydatetime.py", "Lib/_pyio.py", "Lib/_pyrepl/mypy.ini",
    "Lib/ctypes/macholib/fetch_macholib", "Lib/email/architecture.rst",
    "include/", "libs/", "Scripts/", "NEWS.txt", "tcl/tk8.6/demos/", "tcl/tk8.6/images/", "tcl/tix8.4.3/", "tcl/nmake/",
    "tcl/tcl8.6/tzdata/", "tcl/dde", "tcl/reg", "DLLs/py.ico", "DLLs/pyc.ico", "DLLs/pyd.ico",
)  # fmt: skip
"""Tests, editors, installers, servers, modules of which the native half stands beside, what compilers need; `tcl/dde` and `tcl/reg`
hold unsigned programs."""
_LEFT_OUT_ENDINGS = (".pyc", ".lib", ".h", ".sh", ".ctypes")
_NATIVE = (".exe", ".dll", ".pyd")
_TCL = (".tcl", ".tm", ".enc", ".msg", ".terms", "tclIndex")
_CATALOGUE = "DLLs/python_lib.cat"

PATHS = "Lib\r\nDLLs\r\n..\\parts\r\n..\\app\r\n"
"""`python313._pth`: nothing but these folders is looked into, whatever else the computer has."""


def lay_python(to: Path, *, roots_file: Path) -> tuple[Source, Counter[str]]:
    """Put Python into `to`; answers its archive, and how many files were proven how.

    Native files are signed and verify; modules stand in the signed catalogue, or by digest in `unsigned-files.txt`; the scripts of
    Tcl are covered by the digest of the archive alone. Any other file stops the build.
    """
    source, content = whole_python()
    taken = {name: content.read(INSIDE + name) for name in _names(content) if not _is_left_out(name)}
    for name, data in taken.items():
        file = to / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    require_signed(to / _CATALOGUE, roots_file)
    proven = Counter(_proof(name, data, to, taken[_CATALOGUE], roots_file) for name, data in taken.items())
    (to / "python313._pth").write_bytes(PATHS.encode())
    return source, proven


def whole_python() -> tuple[Source, zipfile.ZipFile]:
    """The archive of Python, and all that python.org puts on a computer, in the folder `INSIDE`."""
    (source,) = fetch("windows-python.txt", "--no-binary=:all:", "--ignore-requires-python")
    with tarfile.open(source.file) as archive:
        member = next(each for each in archive.getmembers() if each.name.endswith("/data.zip"))
        inner = archive.extractfile(member)
        if inner is None:
            raise KitRefused(f"{source.file.name}: {member.name} cannot be read")
        return source, zipfile.ZipFile(io.BytesIO(inner.read()))


def _names(content: zipfile.ZipFile) -> list[str]:
    return [name.removeprefix(INSIDE) for name in sorted(content.namelist()) if not name.endswith("/")]


def _is_left_out(name: str) -> bool:
    return name.startswith(_LEFT_OUT) or name.endswith(_LEFT_OUT_ENDINGS) or "/__pycache__/" in name


def _proof(name: str, data: bytes, folder: Path, catalogue: bytes, roots_file: Path) -> str:
    if name.endswith(_NATIVE):
        return f"signed by {require_signed(folder / name, roots_file)}"
    if name == _CATALOGUE:
        return "a signed catalogue"
    if not data:
        return "empty"
    if name.startswith("Lib/"):
        if (
            hashlib.sha256(data).digest() in catalogue
            or hashlib.sha1(data, usedforsecurity=False).digest() in catalogue
        ):
            return "in the signed catalogue"
        if _known().get(name) == hashlib.sha256(data).hexdigest():
            return "by digest"
    if name == "LICENSE.txt" or (name.startswith("tcl/") and name.endswith(_TCL)):
        return "by the archive"
    raise KitRefused(f"{name} in the folder of Python is not known")


def _known() -> dict[str, str]:
    lines = (HERE / "unsigned-files.txt").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines if line and not line.startswith("#"))}
