"""The list of forms that are missing: which number, for which sector, and a place to note what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from models.domain.basics.problems import N_, Problem
from models.domain.book.facts import Kind
from models.domain.book.ledger import Form
from models.domain.book.periods import Period
from models.domain.book.serials import parse_serial
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from models.services.forms.ledger import read_book
from models.services.forms.life import missing_forms, noted_since
from models.store.database import Station
from printing.document import Paper, print_paper
from printing.heading import heading_of, period_lines
from printing.tables import PaperColumn, PaperRow

TITLE = N_("LIST OF FORMS THAT ARE MISSING")


@dataclass(eq=False)
class NothingMissing(Problem):
    """Every form that went out is back and keyed."""

    period: str
    code = "nothing_missing"
    says = N_(
        "No form of period {period} is missing: everything that went out is back and keyed. There is nothing to print."
    )


def print_missing(
    station: Station,
    period: Period,
    *,
    today: date,
    language: Language,
    to: Path,
    progress: Progress = NO_PROGRESS,
) -> int:
    """Print the forms that are missing, upright, with room to note what became of each; never a name.

    Answers how many, and refuses when there is none.
    """
    book = read_book(station, period, station.unit, late=True)
    missing = missing_forms(book, period)
    if not missing.forms:
        raise NothingMissing(period.code)
    say = language.say

    def compose(paper: Paper) -> None:
        paper.header(heading_of(station))
        paper.title(say(TITLE), *period_lines(station, period, language))
        standing = N_("Last day to hand in: {day}. As the book of forms stands on {today}.")
        paper.paragraph(say(standing, day=missing.hand_in, today=today), size=11)
        paper.gap(1.5)
        rows: list[PaperRow] = []
        for title, forms, kind in (
            (say(N_("Still out")), missing.still_out, Kind.HANDED_OUT),
            (say(N_("Returned, not keyed")), missing.not_keyed, Kind.RETURNED),
        ):
            if forms:
                since = noted_since(book, kind)
                rows.append(PaperRow((f"{title}: {language.number(len(forms))}",)))
                rows += [_row(place, form, since, language) for place, form in enumerate(forms, 1)]
        columns = [
            PaperColumn(say(N_("No.")), 11, "centre"),
            PaperColumn(say(N_("Number")), 26, "centre"),
            PaperColumn(say(N_("Form")), 14, "centre"),
            PaperColumn(say(N_("Sector")), 45),
            PaperColumn(say(N_("Since")), 32, "centre"),
            PaperColumn(say(N_("What became of it")), 36),
        ]
        paper.table(columns, rows)

    print_paper(to=to, title=say(TITLE), language=language, compose=compose, progress=progress)
    return len(missing.forms)


def _row(place: int, form: Form, since: Mapping[str, str], language: Language) -> PaperRow:
    serial = parse_serial(form.serial)
    at = since.get(form.serial, "")
    day = language.datetime(datetime.fromisoformat(at)) if at else ""
    return PaperRow(
        (str(place), serial.short, serial.variant, form.issue.sector if form.issue else "", day, ""), least=8.0
    )
