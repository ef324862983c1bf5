"""Archives whose bytes follow from their content alone."""

from __future__ import annotations

import os
import time
import zipfile
from pathlib import Path


def date_all(folder: Path, moment: int) -> None:
    """Give every file and folder the same date."""
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (moment, moment))


def write_zip(to: Path, folder: Path, *, inside: str, moment: int) -> None:
    """Everything in `folder`, sorted, under the folder `inside`, with one date."""
    date = time.gmtime(moment)[:6]
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
            if file.is_file():
                entry = zipfile.ZipInfo(f"{inside}/{file.relative_to(folder).as_posix()}", date)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                archive.writestr(entry, file.read_bytes())
