"""What stands over the papers of an office: who prints it, the period it is about, and how things are named there."""

from __future__ import annotations

from models.catalogue import procedure, unit_of_key
from models.domain.basics.problems import N_
from models.domain.basics.units import Unit, UnitKey
from models.domain.book.periods import Period
from models.language import Language
from printing.document import Heading


def heading_of(unit: UnitKey) -> Heading:
    """The two lines over the papers of an office: the office above it, and how it signs itself."""
    found = unit_of_key(unit)
    above = unit_of_key(found.parent) if found and found.parent else None
    return Heading(parent=above.agency.upper() if above else "", issuer=agency_words(found, unit).upper())


def agency_words(unit: Unit | None, key: UnitKey) -> str:
    """How an office signs; its code when the catalogue does not know it."""
    return unit.agency if unit else key.code


def period_words(period: Period, language: Language) -> str:
    """Code, name and evaluated days of a period, as one line of a paper."""
    said = N_("Period {code} – {name}, dossiers finished from {first} to {last}")
    return language.say(said, code=period.code, name=period.name, first=period.evaluated_from, last=period.evaluated_to)


def procedure_words(code: str) -> str:
    """A procedure by name and code; what the catalogue does not know as it was written."""
    known = procedure(code) if code else None
    return f"{known.name} ({code})" if known else code
