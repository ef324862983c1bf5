"""What came of the visits as a paper to sign: sector by sector and without a name, how many refused, were not met, had moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_, Problem
from models.domain.book.periods import Period
from models.language import Language
from models.services.forms.visits import SectorVisits, visits
from models.store.database import Station
from models.store.notes import VisitCount
from printing.document import Paper, Signature, print_paper
from printing.heading import heading_of, period_lines
from printing.tables import PaperColumn, PaperRow

TITLE = N_("RECORD OF THE VISITS")


@dataclass(eq=False)
class NoVisitsCounted(Problem):
    """Nobody has counted the visits of any sector yet."""

    period: str
    code = "no_visits_counted"
    says = N_("No visits of period {period} were counted yet. Type the counts of the visit lists first, then print.")


def print_visit_outcomes(
    station: Station, period: Period, *, today: date, language: Language, to: BinaryIO | Path
) -> int:
    """Print the counts of every sector, upright, with their sum; answers of how many sectors visits were counted.

    Refuses when there is none. A sector that was not counted stands there with dashes, and the sum is of the counted ones alone.
    """
    lines = visits(station, period)
    counted = [each for each in lines if each.counted is not None]
    if not counted:
        raise NoVisitsCounted(period.code)
    say, number = language.say, language.number

    def compose(paper: Paper) -> None:
        paper.header(heading_of(station))
        paper.title(say(TITLE), *period_lines(station, period, language))
        said = N_(
            "As counted on the visit lists up to {today}: {sectors} of {all} sectors. "
            "No name stands here; the lists with names are to be destroyed."
        )
        paper.paragraph(say(said, today=today, sectors=number(len(counted)), all=number(len(lines))), size=11)
        paper.gap(1.5)
        columns = [
            PaperColumn(say(N_("No.")), 10, "centre"),
            PaperColumn(say(N_("Sector")), 46),
            *(PaperColumn(say(title), 18, "right") for title in _TITLES),
        ]
        rows = [
            PaperRow((number(place), each.sector or say(N_("(no sector)")), *_cells(each, language)))
            for place, each in enumerate(lines, 1)
        ]
        whole = _together(counted)
        rows.append(PaperRow(("", say(N_("Total")), *_cells(whole, language)), bold=True))
        paper.table(columns, rows, size=10.5)
        hint = say(N_("(signature, full name)"))
        paper.signatures(Signature((say(N_("WHO WALKED")),), hint), Signature((say(N_("WHO KEPT THE COUNTS")),), hint))

    print_paper(to=to, title=say(TITLE), language=language, compose=compose)
    return len(counted)


_TITLES = (
    N_("Drawn"),
    N_("In reserve"),
    N_("Refused (2)"),
    N_("Not met (3)"),
    N_("Moved away (4)"),
    N_("Wrong person (5)"),
)


def _cells(of: SectorVisits, language: Language) -> tuple[str, ...]:
    number, counts = language.number, of.counted
    told = (
        ("–",) * 4
        if counts is None
        else tuple(map(number, (counts.refused, counts.not_met, counts.moved, counts.wrong_person)))
    )
    return (number(of.drawn), number(of.reserve), *told)


def _together(counted: Iterable[SectorVisits]) -> SectorVisits:
    """The counted sectors as one."""
    listed = [(each, each.counted) for each in counted if each.counted is not None]
    return SectorVisits(
        "",
        sum(each.drawn for each, _ in listed),
        sum(each.reserve for each, _ in listed),
        VisitCount(
            sum(counts.refused for _, counts in listed),
            sum(counts.moved for _, counts in listed),
            sum(counts.not_met for _, counts in listed),
            sum(counts.wrong_person for _, counts in listed),
            "",
            "",
        ),
    )
