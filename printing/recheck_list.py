"""The list for re-contact (phúc tra): which sheets to take out, and places to note by hand what came out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Kind, Ref
from models.domain.book.periods import Period
from models.domain.book.serials import parse_serial
from models.domain.signals.rechecking import WORDS, Outcome
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from models.services.figures.rechecking import recheck_list, seed_of
from models.services.forms.ledger import Book, read_book
from models.store.database import Station
from models.store.notes import Rechecked
from printing.document import Paper, Signature, print_paper
from printing.heading import heading_of, period_lines
from printing.tables import PaperColumn, PaperRow

TITLE = N_("LIST OF FORMS FOR RE-CONTACT")
NOTICE = N_("Write no name, address or phone number on this list; it stays with this office and changes no figure.")
HOW = N_(
    "Take each sheet out of its batch by its number. Ask about the main answers again and put a cross in one column. "
    "What differs stands under notes by the number of the question."
)
_MARK = "×"
_ROOM_TO_WRITE = 9.5


_OUTCOMES = tuple(outcome for outcome in Outcome if outcome is not Outcome.OPEN)


@dataclass(eq=False)
class NoRecheckList(Problem):
    """No list was drawn yet."""

    period: str
    unit: str
    code = "no_recheck_list"
    says = N_("No list for re-contact is drawn for {unit} in period {period}.")
    deed = Deed.DRAW_RECHECK


def print_recheck(
    station: Station,
    period: Period,
    unit: UnitKey,
    *,
    language: Language,
    to: Path,
    progress: Progress = NO_PROGRESS,
) -> int:
    """Print the list of an office as it was drawn, across the page, a column to cross for each outcome.

    It names nobody; what is recorded already is crossed. Answers how many forms it has, and refuses when there is none.
    """
    listed = recheck_list(station, period, unit)
    office = station.catalogue.unit_named(unit).full_name
    if not listed:
        raise NoRecheckList(period.code, office)
    book = read_book(station, period, unit, late=True)
    batches = {fact.ref: fact.serials for fact in book.facts if fact.kind == Kind.ISSUED}
    say = language.say

    def compose(paper: Paper) -> None:
        paper.header(heading_of(station))
        paper.title(say(TITLE), office, *period_lines(station, period, language))
        paper.paragraph(say(HOW), size=11, italic=True)
        drawn = N_("Forms drawn by chance: {count}. Seed: {seed}.")
        paper.paragraph(say(drawn, count=len(listed), seed=seed_of(station, period, unit)), size=11)
        paper.gap(1.5)
        columns = [
            PaperColumn(say(N_("No.")), 11, "centre"),
            PaperColumn(say(N_("Number")), 26, "centre"),
            PaperColumn(say(N_("Form")), 14, "centre"),
            PaperColumn(say(N_("Sector")), 40),
            PaperColumn(say(N_("Batch (numbers)")), 34, "centre"),
            *(PaperColumn(_capital(say(WORDS[outcome])), 18, "centre", say(N_("Outcome"))) for outcome in _OUTCOMES),
            PaperColumn(say(N_("Note")), 40),
        ]
        paper.table(columns, [_row(place, each, book, batches) for place, each in enumerate(listed, 1)], size=10.5)
        hint = say(N_("(signature, full name, day)"))
        paper.signatures(
            Signature((say(N_("WHO DREW THE LIST")),), hint),
            Signature((say(N_("WHO MADE THE RE-CONTACT")),), hint),
            Signature((say(N_("HEAD OF THE OFFICE")),), hint),
        )

    print_paper(to=to, title=say(TITLE), language=language, compose=compose, footer=(say(NOTICE),), landscape=True,
                progress=progress)  # fmt: skip
    return len(listed)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _row(place: int, each: Rechecked, book: Book, batches: dict[Ref, str]) -> PaperRow:
    """One form: number with check digits, kind (CN, TC), sector, first and last number of its batch, what came out."""
    serial = parse_serial(each.serial)
    form = book.ledger.forms.get(each.serial)
    issue = form.issue if form else None
    first, _, last = (batches.get(issue.ref, "") if issue else "").partition("..")
    ends = [str(parse_serial(end).number) for end in (first, last) if end]
    crossed = (_MARK if each.outcome is outcome else "" for outcome in _OUTCOMES)
    cells = (
        str(place),
        serial.short,
        serial.variant,
        issue.sector if issue else "",
        "–".join(ends),
        *crossed,
        each.note,
    )
    return PaperRow(cells, least=_ROOM_TO_WRITE)
