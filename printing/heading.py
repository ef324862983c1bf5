"""What stands over the papers of an office: who prints it, the period it is about, and how things are named there."""

from __future__ import annotations

from models.catalogue import Catalogue
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.language import Language
from models.services.office.letterheads import letterhead_of
from models.store.database import Station
from printing.document import Heading


def heading_of(station: Station) -> Heading:
    """The two lines over the papers of an office: the office above it (if any), and the office in full."""
    letterhead = letterhead_of(station)
    return Heading(parent=letterhead.superior.upper(), issuer=letterhead.body.upper(), nation=nation_of(station))


def nation_of(station: Station) -> tuple[str, str]:
    """The two lines that stand at the right over official papers of the place of a station; empty where none do."""
    place = station.catalogue.place
    return place.head, place.motto


def period_words(period: Period, language: Language) -> str:
    """Code, name and evaluated days of a period, as one line of a paper."""
    said = N_("Period {code} – {name}, dossiers finished from {first} to {last}")
    return language.say(said, code=period.code, name=period.name, first=period.evaluated_from, last=period.evaluated_to)


def procedure_words(catalogue: Catalogue, code: str) -> str:
    """A procedure by name and code; what the catalogue does not know as it was written."""
    known = catalogue.procedure(code) if code else None
    return f"{known.name} ({code})" if known else code
