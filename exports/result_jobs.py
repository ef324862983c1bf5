"""Results and answers as files: the workbook of an office or a hub, and answers in any of `FORMATS`."""

from __future__ import annotations

from pathlib import Path

from exports.formats import format_of
from exports.results_workbook import write_consolidated, write_results
from exports.tables import answer_table
from models.domain.periods import Period
from models.domain.units import UnitKey
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from models.services.results import consolidated, results_of, units_here
from models.store.database import Station


def export_results(
    station: Station, period: Period, unit: UnitKey, to: Path, *, language: Language, late: bool = False
) -> None:
    """Write the results of one office as a workbook."""
    results = results_of(station, period, unit, late=late, language=language.code)
    write_results(results, language=language, to=to)


def export_consolidated(
    station: Station,
    period: Period,
    to: Path,
    *,
    language: Language,
    late: bool = False,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Write the consolidated results of this hub as a workbook."""
    figures = consolidated(station, period, late=late, language=language.code, progress=progress)
    write_consolidated(figures, language=language, to=to)


def export_answers(
    station: Station,
    period: Period,
    to: Path,
    *,
    format_code: str,
    language: Language,
    unit: UnitKey | None = None,
    late: bool = False,
    progress: Progress = NO_PROGRESS,
) -> int:
    """Write the valid forms of one office, or of all offices that are here; answers how many.

    Refuses an unknown format, a format whose part is not installed, and a period without valid forms.
    """
    chosen = format_of(format_code)
    units = units_here(station, period) if unit is None else (unit,)
    table = answer_table(station, period, units, late=late, progress=progress)
    chosen.write(table, language=language, to=to)
    return len(table.rows)
