"""The paper of the list for re-contact of one office, made from its draw and its book of forms."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Kind, Ref
from models.domain.book.periods import Period
from models.domain.book.serials import parse_serial
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from models.services.figures.rechecking import Rechecked, recheck_list, seed_of
from models.services.figures.results import unit_named
from models.services.forms.ledgers import Book, read_book
from models.store.database import Station
from printing.jobs import heading_of
from printing.recheck_list import RecheckLine, RecheckList, print_recheck_list


@dataclass(eq=False)
class NoRecheckList(Problem):
    """No list was drawn yet."""

    period: str
    unit: str
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
    """Print the list of an office as it was drawn; answers how many forms it has, and refuses when there is none."""
    listed = recheck_list(station, period, unit)
    office = unit_named(unit).full_name
    if not listed:
        raise NoRecheckList(period.code, office)
    book = read_book(station, period, unit, late=True)
    batches = {fact.ref: fact.serials for fact in book.facts if fact.kind == Kind.ISSUED}
    about = N_("Period {code} – {name}, dossiers finished from {first} to {last}")
    drawn = N_("Forms drawn by chance: {count}. Seed: {seed}.")
    paper = RecheckList(
        office,
        language.say(about, code=period.code, name=period.name, first=period.evaluated_from, last=period.evaluated_to),
        language.say(drawn, count=len(listed), seed=seed_of(station, period, unit)),
        tuple(_line(each, book, batches) for each in listed),
    )
    print_recheck_list(listed=paper, heading=heading_of(station.unit), language=language, to=to, progress=progress)
    return len(listed)


def _line(each: Rechecked, book: Book, batches: dict[Ref, str]) -> RecheckLine:
    serial = parse_serial(each.serial)
    form = book.ledger.forms.get(each.serial)
    issue = form.issue if form else None
    batch = batches.get(issue.ref, "") if issue else ""
    first, _, last = batch.partition("..")
    ends = [str(parse_serial(end).number) for end in (first, last) if end]
    return RecheckLine(
        serial.short, serial.variant, issue.sector if issue else "", "–".join(ends), each.outcome, each.note
    )
