"""The list for whoever goes out: drawn persons and reserve with room for outcome and signature, and no serials."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.domain.dossiers.frame import FrameEntry
from models.domain.dossiers.walking import for_walking
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from models.services.forms.sampling import drawn_people
from models.services.office.remains import note_list_written
from models.store.database import Station
from printing.document import Heading, Paper, Signature, print_paper
from printing.fonts import REPLACEMENT, Face, face, printable
from printing.heading import heading_of, period_words
from printing.tables import PaperColumn, PaperRow

TITLE = N_("LIST OF PEOPLE AND ORGANISATIONS TO VISIT")
NOTICE = N_(
    "Personal data: for the survey of this period only. Do not copy or photograph; "
    "write no form number on this list; give it back with the batch, it is destroyed after the period is closed."
)
OUTCOMES = N_(
    "Outcome: 1 form handed over · 2 refused · 3 not found after three visits · 4 moved away · 5 not the right person"
)

_ROOM_TO_SIGN = 12.0
_REPLACED = N_(
    "{sign} stands for a sign that this typeface lacks, in the numbers {numbers}: look it up in the list itself."
)
_REPLACED_IN_RESERVE = N_("{sign} stands for a sign that this typeface lacks, in the reserve in the numbers {numbers}.")


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One drawn dossier: its number on the list and what is needed to find the person; never a serial."""

    number: int
    name: str
    address: str
    phone: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True)
class VisitList:
    """The drawn persons and the reserve, which is used from the top, with the words above the list."""

    period: str
    drawn: tuple[VisitLine, ...]
    reserve: tuple[VisitLine, ...] = ()


def print_visit_list(
    *, visits: VisitList, heading: Heading, language: Language, to: BinaryIO | Path, progress: Progress = NO_PROGRESS
) -> None:
    """A landscape list with repeated heads; the privacy notice stands under every page."""
    say = language.say
    face_ = face()
    drawn, reserve = ([_printable(line, face_) for line in lines] for lines in (visits.drawn, visits.reserve))
    replaced = [line.number for line, before in zip(drawn, visits.drawn, strict=True) if line != before]
    replaced_reserve = [line.number for line, before in zip(reserve, visits.reserve, strict=True) if line != before]

    def compose(paper: Paper) -> None:
        paper.header(heading)
        paper.title(say(TITLE), visits.period)
        paper.paragraph(say(OUTCOMES), size=11, italic=True)
        paper.gap(1.5)
        rows = [_row(line) for line in drawn]
        if visits.reserve:
            rows.append(PaperRow((say(N_("RESERVE – in this order, only in place of somebody who was not reached")),)))
            rows += [_row(line) for line in reserve]
        total = say(
            N_("{drawn} drawn, {reserve} in reserve."),
            drawn=language.number(len(visits.drawn)),
            reserve=language.number(len(visits.reserve)),
        )
        notes = [total]
        for said, numbers in ((_REPLACED, replaced), (_REPLACED_IN_RESERVE, replaced_reserve)):
            if numbers:
                notes.append(say(said, sign=REPLACEMENT, numbers=numbers))
        paper.table(_columns(language), rows, notes=[line for note in notes for line in paper.lines_of(note, size=11)])
        hint = say(N_("(signature, full name, day)"))
        paper.signatures(Signature((say(N_("WHO GOES OUT")),), hint), Signature((say(N_("WHO DREW THE LIST")),), hint))

    print_paper(to=to, title=say(TITLE), language=language, compose=compose, footer=(say(NOTICE),), landscape=True,
                progress=progress)  # fmt: skip


def _printable(line: VisitLine, face_: Face) -> VisitLine:
    """The line with what the typeface has: one odd sign in one name must not keep a whole list from being printed."""

    def seen(text: str) -> str:
        return printable(text, of=face_)

    return VisitLine(line.number, seen(line.name), seen(line.address), seen(line.phone), seen(line.sector))


def _columns(language: Language) -> list[PaperColumn]:
    say = language.say
    return [
        PaperColumn(say(N_("No.")), 11, "centre"),
        PaperColumn(say(N_("Full name / organisation")), 54),
        PaperColumn(say(N_("Address")), 68),
        PaperColumn(say(N_("Phone")), 27),
        PaperColumn(say(N_("Field")), 34),
        PaperColumn(say(N_("Outcome")), 20, "centre"),
        PaperColumn(say(N_("Day")), 19, "centre"),
        PaperColumn(say(N_("Signature")), 32),
    ]


def _row(line: VisitLine) -> PaperRow:
    cells = (str(line.number), line.name, line.address, line.phone, line.sector, "", "", "")
    return PaperRow(cells, least=_ROOM_TO_SIGN)


def print_visits(
    station: Station, period: Period, *, language: Language, to: Path, progress: Progress = NO_PROGRESS
) -> int:
    """Print the visit list of the drawn sample, street by street, and its reserve; answers how many people are drawn."""
    drawn, reserve = drawn_people(station, period)
    visits = VisitList(
        period_words(station, period, language),
        tuple(_visit(number, entry) for number, entry in enumerate(for_walking(drawn), 1)),
        tuple(_visit(number, entry) for number, entry in enumerate(reserve, 1)),
    )
    print_visit_list(visits=visits, heading=heading_of(station), language=language, to=to, progress=progress)
    note_list_written(station, to)
    return len(drawn)


def _visit(number: int, entry: FrameEntry) -> VisitLine:
    return VisitLine(number, entry.name, entry.address, entry.phone, entry.sector)
