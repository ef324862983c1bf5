"""The list of missing forms, made from the book of forms of this office."""

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
from models.services.forms.ledgers import read_book
from models.services.forms.lives import missing_forms, noted_since
from models.store.database import Station
from printing.jobs import heading_of
from printing.missing_list import MissingLine, MissingList, print_missing_list


@dataclass(eq=False)
class NothingMissing(Problem):
    """Every form that went out is back and keyed."""

    period: str
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
    """Print the forms that are missing; answers how many, and refuses when there is none."""
    book = read_book(station, period, station.unit, late=True)
    missing = missing_forms(book, period)
    if not missing.forms:
        raise NothingMissing(period.code)
    out, back = (noted_since(book, kind) for kind in (Kind.HANDED_OUT, Kind.RETURNED))
    said = N_("Last day to hand in: {day}. As the book of forms stands on {today}.")
    about = N_("Period {code} – {name}, dossiers finished from {first} to {last}")
    lines = MissingList(
        language.say(about, code=period.code, name=period.name, first=period.evaluated_from, last=period.evaluated_to),
        language.say(said, day=missing.hand_in, today=today),
        tuple(_line(form, out, language) for form in missing.still_out),
        tuple(_line(form, back, language) for form in missing.not_keyed),
    )
    print_missing_list(missing=lines, heading=heading_of(station), language=language, to=to, progress=progress)
    return len(missing.forms)


def _line(form: Form, since: Mapping[str, str], language: Language) -> MissingLine:
    serial = parse_serial(form.serial)
    at = since.get(form.serial, "")
    day = language.datetime(datetime.fromisoformat(at)) if at else ""
    return MissingLine(serial.short, serial.variant, form.issue.sector if form.issue else "", day)
