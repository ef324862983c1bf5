"""Hand counts of batches against what is keyed: a difference is explained before a batch is closed.

The counts stay at this station: on paper they stand on the batch slip, and what travels are the forms' own marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.acts import Act, Topic
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.basics.typed_words import reason_words
from models.domain.book.ledger import Form, State
from models.domain.book.periods import Period
from models.domain.book.serials import Serial
from models.services.forms.issuing import Batch, batches
from models.services.forms.ledger import read_book
from models.services.forms.marking import NotIssued
from models.services.office.allowing import allow
from models.services.office.closing import require_open
from models.store import notes
from models.store.database import Station
from models.store.notes import HandCount

_KEYED = (State.VALID, State.INVALID, State.AWAITING_SECOND, State.DISPUTED)
_RETURNED = (*_KEYED, State.NOT_KEYED)
_OUT = (*_RETURNED, State.STILL_OUT, State.REFUSED, State.LOST)


@dataclass(eq=False)
class HandCountImpossible(Problem):
    """More came back than went out, or more went out than there are."""

    issued: int
    handed_out: int
    returned: int
    code = "hand_count_impossible"
    says = N_("{returned} returned of {handed_out} handed out of {issued} issued cannot be. Count the pile once more.")


@dataclass(eq=False)
class DifferenceUnexplained(Problem):
    """Hand count and keyed count differ and nobody says why."""

    counted: int
    keyed: int
    code = "difference_unexplained"
    says = N_(
        "{counted} forms were counted as returned, {keyed} are keyed. Key what is missing, or write down why they differ."
    )


@dataclass(frozen=True, slots=True)
class CountedBatch:
    """One batch: what the book of forms says of it, and the hand count that closed it, if any."""

    batch: Batch
    handed_out: int
    returned: int
    keyed: int
    hand: HandCount | None

    @property
    def is_closed(self) -> bool:
        """Counted by hand, and nothing was keyed or taken off since."""
        return self.hand is not None and self.hand.keyed == self.keyed


def batch_counts(station: Station, period: Period) -> tuple[CountedBatch, ...]:
    """Every batch of this office with its counts, by serial."""
    forms = read_book(station, period, station.unit).ledger.forms
    hands = notes.hand_counts(station.db, period.key, station.unit)
    return tuple(_counted(batch, forms, hands.get(str(batch.serials))) for batch in batches(station, period))


def close_batch(
    station: Station, period: Period, *, serial: Serial, handed_out: int, returned: int, explanation: str, act: Act
) -> CountedBatch:
    """Close the batch that `serial` is in with the counts of the slip; a new count takes the place of the one before.

    Refuses counts that cannot be, and a difference to the keyed forms without an explanation.
    """
    allow(station, act, Duty.LEDGER)
    with station.transaction():
        require_open(station, period.key)
        known = next((each for each in batch_counts(station, period) if _holds(each.batch, serial)), None)
        if known is None:
            raise NotIssued(str(serial), period.code)
        if not 0 <= returned <= handed_out <= known.batch.count:
            raise HandCountImpossible(known.batch.count, handed_out, returned)
        why = reason_words(explanation)
        if returned != known.keyed and not why:
            raise DifferenceUnexplained(returned, known.keyed)
        counted = HandCount(handed_out, returned, known.keyed, why, act.by.author, act.at)
        notes.put_hand_count(station.db, period.key, station.unit, str(known.batch.serials), counted)
        act.changes(Topic.FORMS)
        return next(each for each in batch_counts(station, period) if each.batch == known.batch)


def _holds(batch: Batch, serial: Serial) -> bool:
    first, last = batch.serials.first, batch.serials.last
    return serial[:3] == first[:3] and first.number <= serial.number <= last.number


def _counted(batch: Batch, forms: Mapping[str, Form], hand: HandCount | None) -> CountedBatch:
    states = [forms[str(serial)].state for serial in batch.serials if str(serial) in forms]

    def count(among: tuple[State, ...]) -> int:
        return sum(state in among for state in states)

    return CountedBatch(batch, count(_OUT), count(_RETURNED), count(_KEYED), hand)
