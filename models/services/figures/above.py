"""What an office above counts otherwise than the office itself has closed: its decisions come home with a receipt."""

from __future__ import annotations

from models.domain.basics.units import UnitKey
from models.domain.book.ledger import Form
from models.domain.book.periods import Period
from models.services.forms.ledger import Shelf, read_book
from models.store import journal
from models.store.database import Station


def forms_otherwise_above(station: Station, period: Period, unit: UnitKey) -> int:
    """How many forms of a closed office count otherwise where the decisions of the offices above have effect, as far as they are here."""
    told = journal.speakers(station, period=period.key, unit=unit)
    if not any(speaker.steps for speaker in told.values()):
        return 0
    shelf = Shelf(station, period, (unit,))
    own, above = (
        read_book(station, period, unit, as_above=as_above, shelf=shelf).ledger.forms for as_above in (False, True)
    )
    return sum(_counts(own.get(serial)) != _counts(above.get(serial)) for serial in own.keys() | above.keys())


def _counts(form: Form | None) -> object:
    return None if form is None else (form.state, form.settled.accepted and form.settled.accepted.coded)
