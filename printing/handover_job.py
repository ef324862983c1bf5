"""Printing the record of handing over a package that was just written."""

from __future__ import annotations

from pathlib import Path

from models.domain.basics.units import UnitKey
from models.language import Language
from models.security import fingerprint_digits, fingerprint_words, from_text
from models.services.exchange.packages import carried, check_number
from models.services.figures.results import unit_named
from models.services.forms.ledgers import read_book
from models.services.office.periods import periods
from models.store.database import Station
from models.store.packages import Package
from printing.handover import Handover, print_handover_record
from printing.jobs import heading_of, period_words


def record_beside(package: Path) -> Path:
    """Where the record stands: `26Q3-00004-returns-0001-1a2b3c4d.zip` → `26Q3-00004-0001-1a2b3c4d-ban-giao.pdf` beside it.

    Without the word for the kind, so that who names all returns by a pattern does not name the records with them.
    """
    period, unit, _, *rest = package.name.partition(".")[0].split("-")
    return package.with_name("-".join((period, unit, *rest, "ban-giao.pdf")))


def print_handover(station: Station, package: Package, file: Path, *, language: Language, to: Path) -> None:
    """Print the record of handing over `file`, the written package; the control totals are those of now."""
    period = next(each for each in periods(station) if each.key == package.period)
    kind, _, name = package.receiver.partition(":")
    receiver = unit_named(UnitKey.parse(name)).agency if kind == "unit" else name
    counts = carried(station, package)
    handed = Handover(
        period=period_words(period, language),
        giver=unit_named(station.unit).agency,
        receiver=receiver,
        about=unit_named(package.unit).agency,
        number=package.number,
        file=file.name,
        size=file.stat().st_size,
        lines=counts.lines,
        keyings=counts.keyings,
        texts=counts.texts,
        id=package.id,
        key=fingerprint_words(from_text(station.public_key)),
        key_digits=fingerprint_digits(from_text(station.public_key)),
        check=check_number(package.id),
        totals=dict(read_book(station, period, package.unit, late=True).ledger.totals),
    )
    print_handover_record(handed=handed, heading=heading_of(station.unit), language=language, to=to)
