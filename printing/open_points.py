"""The list of what stands open before the figures of a hub are closed, with a column for what was decided about each point."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.language import Language
from models.services.exchange.before_signing import OpenPoint
from models.store.database import Station
from printing.document import Paper, print_paper
from printing.heading import heading_of, period_lines
from printing.tables import PaperColumn, PaperRow

TITLE = N_("POINTS THAT STAND OPEN BEFORE SIGNING")


def print_open_points(
    station: Station,
    period: Period,
    points: Sequence[OpenPoint],
    *,
    language: Language,
    to: BinaryIO | Path,
    at: str,
) -> int:
    """Print the points in the order given, upright; answers how many. An empty list says that nothing stands open."""
    say, number = language.say, language.number

    def compose(paper: Paper) -> None:
        paper.header(heading_of(station))
        paper.title(say(TITLE), *period_lines(station, period, language))
        if points:
            said = N_("As of {today}: {count} points stand open. Each is settled, or passes with a reason and a name.")
        else:
            said = N_("As of {today}: nothing stands open, the figures can be closed.")
        paper.paragraph(say(said, today=station.catalogue.place.day_of(at), count=number(len(points))), size=11)
        if not points:
            return
        paper.gap(1.5)
        columns = [
            PaperColumn(say(N_("No.")), 11, "centre"),
            PaperColumn(say(N_("Office")), 46),
            PaperColumn(say(N_("What stands open")), 66),
            PaperColumn(say(N_("Decided: by whom, why")), 41),
        ]
        rows = [
            PaperRow(
                (
                    str(place),
                    station.catalogue.unit_named(point.unit).full_name,
                    language.sentence(point.text),
                    f"{language.name_of(point.waived_by)}: {point.reason}" if point.waived_by else "",
                ),
                least=8.0,
            )
            for place, point in enumerate(points, 1)
        ]
        paper.table(columns, rows)

    print_paper(to=to, title=say(TITLE), language=language, compose=compose)
    return len(points)
