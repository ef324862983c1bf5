"""Answers as files, in any of `FORMATS`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from exports.formats import format_of
from exports.tables import answer_table
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.files import is_folder, require_ending
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from models.services.figures.results import units_here
from models.store.database import Station


class WrittenAnswers(NamedTuple):
    """How many forms were written, and where."""

    rows: int
    files: tuple[Path, ...]


def export_answers(
    station: Station,
    period: Period,
    *,
    format_code: str,
    language: Language,
    to: Path,
    units: Sequence[UnitKey] = (),
    late: bool = False,
    progress: Progress = NO_PROGRESS,
) -> WrittenAnswers:
    """Write the valid forms of `units` (default: of all offices that are here), one row per form.

    Into a folder that exists the file goes under a name of its own. Refuses an unknown format, a format whose part is
    not installed, and a period without valid forms. `progress` may stop it up to the last row, and then nothing is written.
    """
    chosen = format_of(format_code)
    file = to / f"{period.code}-{chosen.code}{chosen.suffix}" if is_folder(to) else to
    require_ending(file, chosen.suffix)
    table = answer_table(station, period, units or units_here(station, period), late=late, progress=progress)
    chosen.write(table, language=language, to=file, progress=progress)
    return WrittenAnswers(len(table.rows), (file,))
