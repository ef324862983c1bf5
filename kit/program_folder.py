"""What stands beside Python: the parts, the program, its guide, the typefaces with their licence, an example."""

from __future__ import annotations

import base64
import configparser
import csv
import hashlib
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kit.sources import HERE, KitRefused, Source, fetch, pins
from models.release import VERSION

ROOT = HERE.parent
FLOORS = ("desktop", "exports", "models", "printing")


@dataclass(frozen=True, slots=True)
class System:
    """A system the program is carried to: the list of its parts, what pip is told of it, and which markers name others."""

    parts: str
    options: tuple[str, ...]
    platform: str


WINDOWS = System(
    "windows-parts.txt",
    ("--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp", "--only-binary=:all:"),
    "win32",
)
_LANGUAGES = ("root", "vi", "vi_VN", "en", "en_001", "en_GB", "en_US")
_KNOWN = {
    ".dat", ".dll", ".docx", ".json", ".py", ".pyd", ".tab", ".txt", ".typed", ".xml", ".xsd", ".yaml", ".zi"
}  # fmt: skip
"""Kinds of files in the packages of the parts."""
_LIBRARY = re.compile(r"\.so(\.\d+)*$")
"""A native library of Linux, whose name may end with its version."""
FACES = tuple(
    f"Liberation{kind}-{style}.ttf"
    for kind in ("Serif", "Sans")
    for style in ("Regular", "Bold", "Italic", "BoldItalic")
)


def lay_parts(to: Path, system: System = WINDOWS) -> tuple[Source, ...]:
    """Unpack the wheels of a system's list into `to`, each file compared with the wheel's own list."""
    _require_all_named(system)
    sources = fetch(system.parts, *system.options)
    for source in sources:
        with zipfile.ZipFile(source.file) as wheel:
            listed = _listed(wheel)
            for name in sorted(wheel.namelist()):
                if not name.endswith("/") and not _is_left_out(name):
                    _lay(source, wheel, name, listed, to)
    return sources


def _listed(wheel: zipfile.ZipFile) -> dict[str, str]:
    (record,) = (name for name in wheel.namelist() if name.count("/") == 1 and name.endswith(".dist-info/RECORD"))
    rows = csv.reader(io.StringIO(wheel.read(record).decode()))
    return {row[0]: row[1] for row in rows if row} | {record: ""}


def _lay(source: Source, wheel: zipfile.ZipFile, name: str, listed: dict[str, str], to: Path) -> None:
    data = wheel.read(name)
    digest = "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    if name not in listed or listed[name] not in {digest, ""}:
        raise KitRefused(f"{source.file.name}: {name} is not what the list of the archive says")
    path = PurePosixPath(name)
    is_known = path.suffix.lower() in _KNOWN or ".dist-info/" in name or path.suffix == "" or _LIBRARY.search(name)
    if path.is_absolute() or ".." in path.parts or not is_known:
        raise KitRefused(f"{source.file.name}: {name} is of no known kind")
    file = to / name
    if file.exists():
        raise KitRefused(f"{source.file.name}: {name} stands in two archives")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


_LEFT_OUT = (
    # drawings, layouts and typefaces of reportlab: papers are drawn by its canvas, in typefaces of our own
    "reportlab/graphics/", "reportlab/platypus/", "reportlab/fonts/",
    # pictures of a kind that no camera or scanner writes
    "PIL/_avif.", "pillow.libs/libavif",
    "lxml/html/", "lxml/isoschematron/", "lxml/includes/", "lxml/objectify.", "lxml/doctestcompare.",
    # the pattern of Word's documents, unpacked; the packed one is used
    "docx/templates/default-docx-template/",
    # further bases for peewee; calls of C libraries, of which cryptography needs the native half alone
    "playhouse/", "cffi/",
)  # fmt: skip
"""What of the parts nothing here uses."""
_FOR_COMPILERS = {".c", ".h", ".in", ".pxd", ".pxi", ".pyi", ".pyx"}


def _is_left_out(name: str) -> bool:
    """Also locales and programming languages nobody here uses, tests, and what compilers read.

    Commands of the parts are unsigned programs; bills of materials of single parts are in the one of the kit.
    """
    path = PurePosixPath(name)
    match path.parts[:2]:
        case ("babel", "locale-data"):
            return path.stem not in _LANGUAGES
        case ("pygments", "lexers"):
            return path.stem not in {"__init__", "_mapping", "special", "diff", "python"}  # what tests tell with
    is_own_bill = ".dist-info/sboms/" in name
    is_command = path.parts[0].endswith(".data") or path.suffix == ".exe"
    return (
        name.startswith(_LEFT_OUT)
        or is_own_bill
        or is_command
        or "tests" in path.parts
        or path.suffix in _FOR_COMPILERS
    )


def _require_all_named(system: System) -> None:
    """Refuse when the program asks for a part that the list does not have."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    asked = set()
    for line in setup["options"]["install_requires"].splitlines():
        part, _, marker = line.partition(";")
        if part.strip() and (not marker or f'"{system.platform}"' in marker):
            asked.add(re.split("[<>=]", part)[0].strip().lower())
    named = {pin.name for pin in pins(system.parts)}
    if asked - named:
        raise KitRefused(f"{system.parts} lacks {', '.join(sorted(asked - named))}")


def lay_program(to: Path) -> None:
    """The program, its guide and the typefaces, with a note of its version for who asks."""
    for name in _checked_in(*FLOORS, "docs/huong-dan"):
        file = to / name
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, file)
    faces = to / "printing" / "typefaces"
    faces.mkdir(parents=True, exist_ok=True)
    for name in (*FACES, "LICENSE.txt"):
        own = ROOT / "printing" / "typefaces" / name
        if not own.is_file():
            raise KitRefused(f"printing/typefaces/{name} is missing: ./sophieu --set-up brings it")
        shutil.copyfile(own, faces / name)
    about = to / f"sophieu-{VERSION}.dist-info"
    about.mkdir()
    (about / "METADATA").write_bytes(f"Metadata-Version: 2.1\nName: sophieu\nVersion: {VERSION}\n".encode())
    (about / "RECORD").write_bytes(b"")


def lay_top(to: Path) -> None:
    """What people see when they open the folder: how to start, licence, changes, the example."""
    for name in ("LICENSE", "CHANGELOG.md"):
        (to / name).write_bytes((ROOT / name).read_bytes())
    (to / "sophieu.cmd").write_bytes(b'@echo off\r\n"%~dp0python\\python.exe" -m desktop %*\r\n')
    (to / "So Phieu.cmd").write_bytes(b'@start "" "%~dp0python\\pythonw.exe" -m desktop %*\r\n')
    text = (HERE / "doc-truoc.txt").read_text(encoding="utf-8").replace("{version}", VERSION)
    (to / "doc-truoc.txt").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    lay_icon(to / "sophieu.ico")


def lay_icon(to: Path) -> None:
    from PIL import Image

    with Image.open(ROOT / "desktop" / "icon.png") as picture:
        picture.convert("RGBA").save(to, sizes=[(16, 16), (24, 24), (32, 32), (48, 48), (64, 64), (256, 256)])


def lay_example(to: Path) -> None:
    """The campaign file of a period on invented data, to try the program with."""
    to.mkdir()
    for file in sorted((HERE / "example").iterdir()):
        shutil.copyfile(file, to / file.name)


def _checked_in(*folders: str) -> list[str]:
    """The files of these folders, sorted, without what git is told to pass over; a plain copy has no git and gives what lies there."""
    done = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "-co", "--exclude-standard", *folders],
        capture_output=True,
        check=False,
    )
    if not done.returncode and done.stdout:
        return sorted(name.decode() for name in done.stdout.split(b"\0") if name)
    files = (file for folder in folders for file in (ROOT / folder).rglob("*") if file.is_file())
    return sorted(
        str(file.relative_to(ROOT)) for file in files if "__pycache__" not in file.parts and file.suffix != ".mo"
    )
