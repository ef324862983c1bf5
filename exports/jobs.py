"""Answers as files, in any of `FORMATS`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from exports.formats import format_of
from exports.formats.contract import Format
from exports.tables import answer_table
from models.acts import Act
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_
from models.domain.basics.typed_words import reason_words, sentence
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.file_names import require_ending
from models.files import is_folder
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from models.services.figures.late_forms import require_as_closed
from models.services.figures.results import units_here
from models.services.office.allowing import allow
from models.services.office.full_exports import note_full_export, require_reason
from models.store.database import Station


class WrittenAnswers(NamedTuple):
    """How many forms were written, and where; the offices `left_out` have too few for anybody to see."""

    rows: int
    files: tuple[Path, ...]
    left_out: tuple[UnitKey, ...] = ()


@dataclass(frozen=True)
class Restriction:
    """For whom the full answers are, and why."""

    receiver: str
    reason: str


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
    not installed, a period without valid forms, and late lines that make rows others (`LateAnswersStay`). `progress` may
    stop it up to the last row, and then nothing is written.
    """
    chosen = format_of(format_code)
    file = _file(period, chosen, to, "")
    every = units or units_here(station, period)
    if late:
        require_as_closed(station, period, every)
    table = answer_table(station, period, every, late=late, progress=progress)
    chosen.write(table, language=language, to=file, progress=progress)
    return WrittenAnswers(len(table.rows), (file,), table.left_out)


def export_full_answers(
    station: Station,
    period: Period,
    *,
    restriction: Restriction,
    format_code: str,
    language: Language,
    to: Path,
    act: Act,
    units: Sequence[UnitKey] = (),
    late: bool = False,
) -> WrittenAnswers:
    """Write the valid forms with nothing put together, for the office's own analyst.

    Refuses (`FullReasonMissing`) without a reason. Who wrote it, when, for whom and why is noted in the base before the
    file is there, and stands in every row of it.
    """
    allow(station, act, Duty.FULL_EXPORT)
    require_reason(period, restriction.reason)
    chosen = format_of(format_code)
    file = _file(period, chosen, to, "-full")
    table = answer_table(
        station, period, units or units_here(station, period), late=late, full=True, progress=act.progress
    )
    receiver, reason = sentence(restriction.receiver) or act.by.name, reason_words(restriction.reason)
    words = N_("RESTRICTED, full answers for {receiver}; written by {by}, {at}; reason: {reason}")
    day = language.datetime(datetime.fromisoformat(act.at))
    marked = table.marked(str(language.say(words, receiver=receiver, by=act.by.name, at=day, reason=reason)))
    note_full_export(station, period, receiver=receiver, reason=reason, file=str(file), rows=len(table.rows), act=act)
    chosen.write(marked, language=language, to=file, progress=act.progress)
    return WrittenAnswers(len(table.rows), (file,))


def _file(period: Period, chosen: Format, to: Path, more: str) -> Path:
    """The file to write: itself, or one with a name of its own in a folder. A format of folders takes any."""
    if chosen.is_folder:
        require_ending(to, chosen.suffix)
        return to
    file = to / f"{period.code}-{chosen.code}{more}{chosen.suffix}" if is_folder(to) else to
    require_ending(file, chosen.suffix)
    return file
