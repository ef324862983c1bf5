"""What people decided about the forms of a period, on paper: for whoever looks through how the figures came about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.language import Language
from models.services.exchange.decisions import Decision
from models.store.database import Station
from printing.document import Paper, print_paper
from printing.heading import heading_of, period_lines
from printing.tables import PaperColumn, PaperRow

TITLE = N_("DECISIONS ABOUT THE FORMS OF THE PERIOD")


def print_decisions(
    station: Station, period: Period, made: Sequence[Decision], *, language: Language, to: BinaryIO | Path
) -> int:
    """Print the decisions in the order given, upright; answers how many. What was ended stands there with what ended it."""
    say = language.say

    def compose(paper: Paper) -> None:
        paper.header(heading_of(station))
        paper.title(say(TITLE), *period_lines(station, period, language))
        if not made:
            paper.paragraph(say(N_("Nothing has been decided in this period.")), size=11)
            return
        columns = [
            PaperColumn(say(N_("No.")), 9, "centre"),
            PaperColumn(say(N_("When")), 22),
            PaperColumn(say(N_("Office")), 28),
            PaperColumn(say(N_("Decided by")), 27),
            PaperColumn(say(N_("What was decided, why")), 60),
            PaperColumn(say(N_("Holds")), 18),
        ]
        rows = [
            PaperRow(
                (
                    str(place),
                    language.datetime(datetime.fromisoformat(each.at)),
                    station.catalogue.unit_named(each.unit).full_name,
                    language.name_of(each.by),
                    each.told(language),
                    say(N_("yes")) if each.holds else say(N_("ended")),
                ),
            )
            for place, each in enumerate(made, 1)
        ]
        paper.table(columns, rows)

    print_paper(to=to, title=say(TITLE), language=language, compose=compose)
    return len(made)
