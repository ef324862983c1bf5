"""The installer: what was laid, in one file that a user without rights of an administrator can run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from kit.program_folder import ROOT
from kit.signatures import is_signed
from kit.sources import HERE, KitRefused


def write_installer(
    to: Path, folder: Path, *, work: Path, version: str, moment: int, sign: str = "", is_quick: bool = False
) -> None:
    """Build the installer of `folder` with NSIS; equal content gives equal bytes, as long as nobody signs it.

    `is_quick` packs less: half a minute less to build, and nothing that anybody should be handed.
    `sign` signs a file in place when the file is put behind it: the uninstaller first, then the installer that holds it.
    """
    program = shutil.which("makensis")
    if program is None:
        raise KitRefused("makensis is missing: apt-get install nsis")
    listed = work / "files.nsh"
    listed.write_text("\n".join(_listed(folder)) + "\n", encoding="utf-8")
    _compose_words(program, work)
    _draw_side(work / "side.bmp", moment)
    # Windows wants four numbers
    numbers = ".".join((*version.split("."), "0", "0", "0")[:4])
    said: dict[str, object] = {
        "STAGE": folder,
        "VERSION": version,
        "NUMBERS": numbers,
        "OUT": to,
        "FILES": listed,
        "PAGES": work,
    }
    if sign:
        said["SIGN"] = sign
    if is_quick:
        said["QUICK"] = 1
    words = [program, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in said.items())]
    done = subprocess.run([*words, str(HERE / "installer.nsi")], capture_output=True, text=True, encoding="utf-8",
                          env=os.environ | {"SOURCE_DATE_EPOCH": str(moment), "LC_ALL": "C.UTF-8"}, check=False)  # fmt: skip
    if done.returncode:
        raise KitRefused(f"makensis: {done.stdout.strip()} {done.stderr.strip()}")
    if sign and not is_signed(to):
        raise KitRefused(f"{sign}: the installer bears no signature after it")


def _compose_words(program: str, to: Path) -> None:
    """Put NSIS' own Vietnamese words into `to`, each letter with its marks as one sign: not every typeface puts loose ones in place."""
    told = subprocess.run([program, "-HDRINFO"], capture_output=True, text=True, encoding="utf-8", check=False).stdout
    found = re.search(r"\bNSISDIR=([^,\n]+)", told)
    if found is None:
        raise KitRefused("makensis does not say where its words are (makensis -HDRINFO)")
    for name in ("Vietnamese.nlf", "Vietnamese.nsh"):
        text = (Path(found[1]) / "Contrib" / "Language files" / name).read_text(encoding="utf-8-sig")
        (to / name).write_text(unicodedata.normalize("NFC", text), encoding="utf-8-sig")


def _draw_side(to: Path, moment: int) -> None:
    """What stands beside the words of the last page."""
    from PIL import Image

    from desktop.theme import NAV

    with Image.new("RGB", (164, 314), NAV) as side, Image.open(ROOT / "desktop" / "icon.png") as own:
        icon = own.convert("RGBA").resize((96, 96), Image.Resampling.LANCZOS)
        side.paste(icon, ((164 - 96) // 2, 48), icon)
        side.save(to)
    os.utime(to, (moment, moment))


def _listed(folder: Path) -> Iterator[str]:
    """Every file by name and in order: what a folder on this disk happens to give first must not matter."""
    last = None
    for file in sorted(
        (each for each in folder.rglob("*") if each.is_file()), key=lambda path: path.relative_to(folder).as_posix()
    ):
        inside = file.relative_to(folder).parent
        if inside != last:
            last = inside
            windows = "\\".join(("$INSTDIR", *(_quoted(part) for part in inside.parts)))
            yield f'SetOutPath "{windows}"'
        yield f'File "{_quoted(str(file))}"'


def _quoted(text: str) -> str:
    return text.replace("$", "$$")
