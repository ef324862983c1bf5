"""Printing results: the sheet of one office, of every office, and the consolidated sheet of a hub."""

from __future__ import annotations

from pathlib import Path

from models.catalogue.units import unit_of_key
from models.domain.periods import Period
from models.domain.units import Unit, UnitKey
from models.files import FolderMissing
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from models.release import program_version
from models.services.results import consolidated, results_of, results_of_all, unit_named
from models.store.database import Station
from printing.sheets.frame import Imprint
from printing.sheets.hub_sheet import print_hub_sheet
from printing.sheets.unit_sheet import print_unit_sheet


def print_results(
    station: Station, period: Period, unit: UnitKey, to: Path, *, language: Language, late: bool = False
) -> None:
    """Print the result sheet of one office."""
    results = results_of(station, period, unit, late=late, language=language.code)
    print_unit_sheet(results, imprint_of(period, results.unit), language=language, to=to)


def print_every_unit(
    station: Station,
    period: Period,
    folder: Path,
    *,
    language: Language,
    late: bool = False,
    progress: Progress = NO_PROGRESS,
) -> tuple[Path, ...]:
    """Print the sheet of every office of which something is here into `folder`; answers the files."""
    if not folder.is_dir():
        raise FolderMissing(folder)
    every = results_of_all(station, period, late=late, language=language.code)
    files = []
    for n, results in enumerate(every):
        progress.step(n, len(every), results.unit.full_name)
        file = folder / f"{period.code}-{results.unit.key.code}.pdf"
        print_unit_sheet(results, imprint_of(period, results.unit), language=language, to=file)
        files.append(file)
    return tuple(files)


def print_consolidated(
    station: Station,
    period: Period,
    to: Path,
    *,
    language: Language,
    late: bool = False,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Print the consolidated sheet of this hub."""
    figures = consolidated(station, period, late=late, language=language.code, progress=progress)
    print_hub_sheet(figures, imprint_of(period, unit_named(station.unit)), language=language, to=to)


def imprint_of(period: Period, issuer: Unit) -> Imprint:
    """What a sheet of `issuer` says of itself."""
    above = unit_of_key(issuer.parent) if issuer.parent else None
    return Imprint(period, issuer, above, program_version())
