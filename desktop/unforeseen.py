"""What nobody foresaw: written to a log with a short reference, and told calmly."""

from __future__ import annotations

import traceback
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.domain.basics.problems import N_, Problem
from models.store.database import trouble_with_base

LETTERS = "BCGHKMNPQT23456789"
LOG = "log.txt"
"""The one error log of a station, in its folder; window and commands write into it."""


@dataclass(eq=False)
class Unforeseen(Problem):
    """The program met something it was not made for; the details are in the log under `reference`."""

    reference: str
    log: Path

    code = "unforeseen"
    says = N_(
        "Something unexpected happened (reference {reference}). What was saved is safe. Try again; if it happens "
        "again, restart the program and send the file {log} to those who support you."
    )


def record(error: BaseException, *, folder: Path, at: datetime) -> Unforeseen:
    """Append the whole error to the log of the station in `folder` and return the problem to show.

    The same mistake at the same place has the same reference, so that two reports of it can be recognised. A log that
    cannot be written is no second error.
    """
    log = folder / LOG
    told = "".join(traceback.format_exception(error))
    place = "".join(f"{frame.name}:{frame.lineno};" for frame in traceback.extract_tb(error.__traceback__))
    number = zlib.crc32(f"{type(error).__name__} {place}".encode())
    reference = ""
    for _ in range(5):
        number, rest = divmod(number, len(LETTERS))
        reference += LETTERS[rest]
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as lines:
            lines.write(f"{at.isoformat(timespec='seconds')} {reference}\n{told}\n")
    except OSError:
        return Unforeseen(reference, log)
    return Unforeseen(reference, log)


def explained(error: BaseException, *, folder: Path, at: datetime) -> Problem:
    """What to show for an error that nobody caught: a damaged or held base by its name, anything else as unforeseen."""
    noted = record(error, folder=folder, at=at)
    return trouble_with_base(error) or noted
