"""The list of offices to telephone because nothing has come from them, with room to note what they said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_, Problem
from models.domain.book.periods import Period
from models.language import Language
from models.services.exchange.board import BoardRow
from models.services.office.charge import told_in_charge
from models.store.database import Station
from printing.document import Paper, print_paper
from printing.heading import heading_of
from printing.tables import PaperColumn, PaperRow

TITLE = N_("OFFICES THAT HAVE NOT SENT")


@dataclass(eq=False)
class NobodyIsSilent(Problem):
    """Something has come from every office."""

    period: str
    code = "nobody_is_silent"
    says = N_(
        "Something has come from every office of period {period}, so there is nobody to telephone. There is nothing to print."
    )


def print_silent(
    station: Station,
    period: Period,
    silent: Sequence[BoardRow],
    *,
    today: date,
    language: Language,
    to: BinaryIO | Path,
) -> int:
    """Print the silent offices in the order given, upright, with who is in charge of them where anybody is of one.

    Answers how many, and refuses when there is none.
    """
    if not silent:
        raise NobodyIsSilent(period.code)
    say, number = language.say, language.number

    def compose(paper: Paper) -> None:
        paper.header(heading_of(station))
        paper.title(say(TITLE), f"{period.code} – {period.name}")
        said = N_("As of {today}: nothing has come from {count} offices.")
        paper.paragraph(say(said, today=today, count=number(len(silent))), size=11)
        paper.gap(1.5)
        is_assigned = any(row.in_charge for row in silent)
        in_charge = [PaperColumn(say(N_("In charge")), 30)] if is_assigned else []
        columns = [
            PaperColumn(say(N_("No.")), 11, "centre"),
            PaperColumn(say(N_("Office")), 40 if is_assigned else 48),
            PaperColumn(say(N_("Code")), 16 if is_assigned else 18, "centre"),
            PaperColumn(say(N_("Days silent")), 17 if is_assigned else 21, "right"),
            *in_charge,
            PaperColumn(say(N_("Telephone")), 22 if is_assigned else 30),
            PaperColumn(say(N_("What they said")), 28 if is_assigned else 36),
        ]
        rows = [
            PaperRow(
                (
                    str(place),
                    station.catalogue.unit_named(row.unit).full_name,
                    row.unit.code,
                    number(row.silent) if row.silent is not None else "–",
                    *([told_in_charge(station, row.in_charge)] if is_assigned else []),
                    "",
                    "",
                ),
                least=8.0,
            )
            for place, row in enumerate(silent, 1)
        ]
        paper.table(columns, rows)

    print_paper(to=to, title=say(TITLE), language=language, compose=compose)
    return len(silent)
