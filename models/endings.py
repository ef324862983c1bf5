"""What the ending of a file's name promises: whoever opens it later gets the program that the name asks for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.domain.basics.problems import N_, Problem

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
