"""The list of forms that are missing: which number, for which sector, and a place to note what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from printing.document import Heading, Paper, print_paper
from printing.tables import Column, Row

TITLE = N_("LIST OF FORMS THAT ARE MISSING")


@dataclass(frozen=True, slots=True)
class MissingLine:
    """One form: its number and kind (CN, TC), sector, and since when it is out (as people write it); never a name."""

    number: str
    variant: str
    sector: str
    since: str


@dataclass(frozen=True, slots=True)
class MissingList:
    """The forms that are still out and those that came back but are not keyed, with the words above them."""

    period: str
    standing: str
    still_out: tuple[MissingLine, ...]
    not_keyed: tuple[MissingLine, ...]


def print_missing_list(
    *,
    missing: MissingList,
    heading: Heading,
    language: Language,
    to: BinaryIO | Path,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Upright, with room to note what became of each form."""
    say = language.say

    def compose(paper: Paper) -> None:
        paper.header(heading)
        paper.title(say(TITLE), missing.period)
        paper.paragraph(missing.standing, size=11)
        paper.gap(1.5)
        rows: list[Row] = []
        for title, lines in (
            (say(N_("Still out")), missing.still_out),
            (say(N_("Returned, not keyed")), missing.not_keyed),
        ):
            if lines:
                rows.append(Row((f"{title}: {language.number(len(lines))}",)))
                rows += [
                    Row((str(place), line.number, line.variant, line.sector, line.since, ""), least=8.0)
                    for place, line in enumerate(lines, 1)
                ]
        columns = [
            Column(say(N_("No.")), 11, "centre"),
            Column(say(N_("Number")), 26, "centre"),
            Column(say(N_("Form")), 14, "centre"),
            Column(say(N_("Sector")), 45),
            Column(say(N_("Since")), 32, "centre"),
            Column(say(N_("What became of it")), 36),
        ]
        paper.table(columns, rows)

    print_paper(to=to, title=say(TITLE), language=language, compose=compose, progress=progress)
