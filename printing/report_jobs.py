"""Result sheets and reports, printed from what stands in a base."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.figures.results import Consolidated, Results
from models.files import FolderMissing, made_apart
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from models.release import VERSION
from models.services.figures.reporting import report_of, report_of_hub, reports_of_all
from models.services.figures.results import consolidated, results_of
from models.store.database import Station
from printing.sheets.frame import Imprint
from printing.sheets.hub_sheet import print_hub_sheet
from printing.sheets.report import print_report
from printing.sheets.unit_sheet import print_unit_sheet


def imprint_of(station: Station, period: Period) -> Imprint:
    """What the result sheets of this station are printed for."""
    unit = station.catalogue.unit_named(station.unit)
    above = station.catalogue.superior_of(unit)
    return Imprint(period=period, issuer=unit, above=above, version=VERSION)


def print_results(
    station: Station,
    period: Period,
    unit: UnitKey,
    *,
    language: Language,
    to: Path,
    late: bool = False,
    progress: Progress = NO_PROGRESS,
) -> Results:
    """Print the result sheet of one office; answers the figures that stand on it."""
    results = results_of(station, period, unit, late=late, language=language.code)
    print_unit_sheet(results, imprint_of(station, period), language=language, to=to, progress=progress)
    return results


def print_consolidated(
    station: Station,
    period: Period,
    *,
    language: Language,
    to: Path,
    under: UnitKey | None = None,
    late: bool = False,
    progress: Progress = NO_PROGRESS,
) -> Consolidated:
    """Print the consolidated sheet of a hub, or of a part of it (`under`); answers the figures that stand on it."""
    whole = consolidated(station, period, under=under, late=late, language=language.code, progress=progress)
    print_hub_sheet(whole, imprint_of(station, period), language=language, to=to, progress=progress)
    return whole


class PrintedReport(NamedTuple):
    """One report and the figures it shows."""

    file: Path
    figures: Results | Consolidated


def print_unit_report(
    station: Station,
    period: Period,
    unit: UnitKey,
    *,
    language: Language,
    to: Path,
    late: bool = False,
    progress: Progress = NO_PROGRESS,
) -> PrintedReport:
    """Print the complete report of one office."""
    report = report_of(station, period, unit, late=late, language=language.code)
    print_report(report, imprint_of(station, period), language=language, to=to, progress=progress)
    return PrintedReport(to, report.figures)


def print_hub_report(
    station: Station,
    period: Period,
    *,
    language: Language,
    to: Path,
    under: UnitKey | None = None,
    late: bool = False,
    progress: Progress = NO_PROGRESS,
) -> PrintedReport:
    """Print the complete report of a hub about all its offices, or of a part of it (`under`)."""
    report = report_of_hub(station, period, under=under, late=late, language=language.code, progress=progress)
    print_report(report, imprint_of(station, period), language=language, to=to, progress=progress)
    return PrintedReport(to, report.figures)


def print_all_reports(
    station: Station,
    period: Period,
    folder: Path,
    *,
    language: Language,
    late: bool = False,
    progress: Progress = NO_PROGRESS,
) -> tuple[PrintedReport, ...]:
    """Print the complete report of every office of which something is here, one file each, into `folder`."""
    if not folder.is_dir():
        raise FolderMissing(folder)
    imprint = imprint_of(station, period)
    printed = []
    with made_apart(folder) as apart:
        for report in reports_of_all(station, period, late=late, language=language.code, progress=progress):
            name = f"{period.code}-{report.unit.key.code}.pdf"
            print_report(report, imprint, language=language, to=apart / name)
            printed.append(PrintedReport(folder / name, report.figures))
    return tuple(printed)
