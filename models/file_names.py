"""Names of files: what kind of content an ending promises, and what Windows makes of a name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from models.domain.basics.problems import N_, Problem
from models.domain.basics.system_reasons import NAME_NOT_ALLOWED, PATH_TOO_LONG, Reason

KNOWN = frozenset(
    f".{kind}"
    for kind in (
        *("bmp", "gif", "jpg", "png", "htm", "html", "json", "xml", "txt", "rtf", "pdf", "zip", "sqlite", "sav", "csv"),
        *("doc", "docx", "odt", "ods", "ppt", "pptx", "xls", "xlsm", "xlsx"),
    )
)
"""Endings that promise a kind of content."""


@dataclass(eq=False)
class EndingOther(Problem):
    """A file is to be written under a name that promises another kind of content."""

    file: str
    ending: str

    code = "ending_other"
    says = N_(
        "“{file}” is not a name for this kind of file; nothing was written. Give it a name that ends with {ending}."
    )


def require_ending(path: Path, ending: str) -> None:
    """Refuse (`EndingOther`) a name that promises another kind, `.txt` for a PDF; a name without such a promise will do."""
    if path.suffix.lower() in KNOWN - {ending}:
        raise EndingOther(path.name, ending)


_LONGEST_ON_WINDOWS = 259
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))}


def trouble_on_windows(path: str) -> Reason:
    """Why Windows would not write a file of this whole path, or would write it under another name; empty: it does.

    A name that ends with a dot or a blank loses them there, a colon leads beside the file, and a long path is refused as if the
    folder were missing.
    """
    name = PureWindowsPath(path).name
    if len(path) > _LONGEST_ON_WINDOWS:
        return PATH_TOO_LONG
    if name != name.rstrip(". ") or set(name) & set('<>:"|?*') or any(ord(sign) < 32 for sign in name):
        return NAME_NOT_ALLOWED
    return NAME_NOT_ALLOWED if name.partition(".")[0].rstrip().lower() in _DEVICES else ""
