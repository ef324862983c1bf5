"""A printed sheet or report once more, from the lines that were here then."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.language import load
from models.services.figures.explaining import Explanation, footing_as_printed, subject_of
from models.services.figures.reporting import report_of
from models.services.office.periods import find_period
from models.store.database import Station
from printing.sheets.report import print_report
from printing.sheets.result_sheet import print_result_sheet


@dataclass(eq=False)
class StateNotThere(Problem):
    """The lines that are here do not give the fingerprint any more."""

    fingerprint: str
    streams: tuple[str, ...]
    code = "state_not_there"
    says = N_(
        "The figures with the control code {fingerprint} cannot be made again: the lines have changed here since "
        "({streams}). Nothing was written."
    )
    deed = Deed.VERIFY


def require_proven(found: Explanation) -> None:
    """Refuse figures that do not come out the same again (`StateNotThere`)."""
    if not found.is_proven:
        raise StateNotThere(found.printed.fingerprint, tuple(head.station for head in found.changed))


def print_sheet_again(station: Station, found: Explanation, *, to: Path, at: str) -> None:
    """Print the sheet of these figures in its own language; refuses as `require_proven`."""
    require_proven(found)
    period = find_period(station, found.printed.period)
    print_result_sheet(
        station,
        period,
        found.figures,
        language=load(found.printed.language).at(station.catalogue.place.zone),
        to=to,
        at=at,
    )


def print_report_again(station: Station, found: Explanation, *, to: Path, at: str) -> None:
    """Print the complete report of these figures; refuses as `require_proven`."""
    require_proven(found)
    printed = found.printed
    period = find_period(station, printed.period)
    subject = subject_of(station, printed)
    made = report_of(station, period, subject, footing=footing_as_printed(station, printed))
    print_report(station, period, made, language=load(printed.language).at(station.catalogue.place.zone), to=to, at=at)
