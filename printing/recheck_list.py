"""The list for re-contact (phúc tra): which sheets to take out, and places to note by hand what came out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.domain.signals.rechecking import WORDS, Outcome
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from printing.document import Heading, Paper, Signature, print_paper
from printing.tables import Column, Row

TITLE = N_("LIST OF FORMS FOR RE-CONTACT")
NOTICE = N_("Write no name, address or phone number on this list; it stays with this office and changes no figure.")
HOW = N_(
    "Take each sheet out of its batch by its number. Ask about the main answers again and put a cross in one column. "
    "What differs stands under notes by the number of the question."
)
_MARK = "×"
_ROOM_TO_WRITE = 9.5


@dataclass(frozen=True, slots=True)
class RecheckLine:
    """One form: number with check digits, kind (CN, TC), sector, first and last number of its batch, what came out."""

    number: str
    variant: str
    sector: str
    batch: str
    outcome: Outcome
    note: str


@dataclass(frozen=True, slots=True)
class RecheckList:
    """The forms in the order of the draw, with the office they are about, the period, and how they were drawn."""

    office: str
    period: str
    drawn: str
    lines: tuple[RecheckLine, ...]


def print_recheck_list(
    *, listed: RecheckList, heading: Heading, language: Language, to: BinaryIO | Path, progress: Progress = NO_PROGRESS
) -> None:
    """Across the page, a column to cross for each outcome; names nobody. What is recorded already is crossed."""
    say = language.say

    def compose(paper: Paper) -> None:
        paper.header(heading)
        paper.title(say(TITLE), listed.office, listed.period)
        paper.paragraph(say(HOW), size=11, italic=True)
        paper.paragraph(listed.drawn, size=11)
        paper.gap(1.5)
        columns = [
            Column(say(N_("No.")), 11, "centre"),
            Column(say(N_("Number")), 26, "centre"),
            Column(say(N_("Form")), 14, "centre"),
            Column(say(N_("Sector")), 40),
            Column(say(N_("Batch (numbers)")), 34, "centre"),
            *(Column(_capital(say(WORDS[outcome])), 18, "centre", say(N_("Outcome"))) for outcome in _OUTCOMES),
            Column(say(N_("Note")), 40),
        ]
        paper.table(columns, [_row(place, line) for place, line in enumerate(listed.lines, 1)], size=10.5)
        hint = say(N_("(signature, full name, day)"))
        paper.signatures(
            Signature((say(N_("WHO DREW THE LIST")),), hint),
            Signature((say(N_("WHO MADE THE RE-CONTACT")),), hint),
            Signature((say(N_("HEAD OF THE OFFICE")),), hint),
        )

    print_paper(to=to, title=say(TITLE), language=language, compose=compose, footer=(say(NOTICE),), landscape=True,
                progress=progress)  # fmt: skip


_OUTCOMES = tuple(outcome for outcome in Outcome if outcome is not Outcome.OPEN)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _row(place: int, line: RecheckLine) -> Row:
    crossed = (_MARK if line.outcome is outcome else "" for outcome in _OUTCOMES)
    cells = (str(place), line.number, line.variant, line.sector, line.batch, *crossed, line.note)
    return Row(cells, least=_ROOM_TO_WRITE)
