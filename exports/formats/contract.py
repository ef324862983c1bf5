"""What every export format promises, and the limits that some of them have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

from exports.tables import AnswerTable
from models.domain.basics.problems import N_, Problem
from models.language import Language
from models.progress import NO_PROGRESS, Progress


@dataclass(eq=False)
class FormatUnknown(Problem):
    """No format has this code."""

    format: str
    known: tuple[str, ...]
    code = "format_unknown"
    says = N_("There is no export format “{format}”. Choose one of: {known}.")


@dataclass(eq=False)
class FormatTooSmall(Problem):
    """More rows than the format can hold; it would cut them silently."""

    rows: int
    most: int
    code = "format_too_small"
    says = N_("{rows} rows are too many for this format, which holds {most}. Export as csv, or one office at a time.")


@dataclass(eq=False)
class ExtraMissing(Problem):
    """The part of the program for this format is not installed."""

    extra: str
    code = "extra_missing"
    says = N_(
        "This needs the part “{extra}” of the program, which is not installed here. Ask whoever looks after this computer to "
        "set the program up again with this part."
    )


class Format(Protocol):
    """One file format for answers."""

    code: ClassVar[str]
    suffix: ClassVar[str]
    says: ClassVar[str]
    """What it is called, as a message."""
    is_folder: ClassVar[bool]
    """Whether it is a folder of files, into which further periods and hubs go."""

    def write(self, table: AnswerTable, *, language: Language, to: Path, progress: Progress = NO_PROGRESS) -> None:
        """Write the whole file or nothing; `progress` may stop it."""


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """Free text that no spreadsheet takes for a formula: an apostrophe goes before it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def distinct_names(names: Sequence[str], shaped: Callable[[str], str], *, longest: int) -> dict[str, str]:
    """What each name is called where `shaped` says how a name may look, and no two differ by case alone."""
    made: dict[str, str] = {}
    taken: set[str] = set()
    # names that can stay go first, so that a changed one gives way
    for name in sorted(names, key=lambda each: shaped(each) != each):
        wanted = shaped(name)
        number = 1
        while wanted.lower() in taken:
            number += 1
            wanted = f"{shaped(name)[: longest - 4]}_{number}"
        taken.add(wanted.lower())
        made[name] = wanted
    return made
