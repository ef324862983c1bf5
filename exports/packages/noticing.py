"""What deserves a look after a package was taken in; nothing here stops anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exports.packages.checking import Arrived
from exports.packages.descriptor import Descriptor
from models.domain.basics.problems import Sentence
from models.domain.book.facts import Stream
from models.services.exchange.merging import Taken, books_told_twice
from models.services.exchange.notices import RECEIVED_IN_PART, RECEIVED_WHOLE, Notice, NoticeKind, notice
from models.services.exchange.receipts import TakenUpTo, acknowledged
from models.services.office.known_keys import is_heard
from models.services.office.numbers import SHOWN, has_book, numbers_of_office
from models.services.office.periods import knows_period
from models.store import journal
from models.store.database import Station
from models.store.packages import Package, numbers_like


def notices_of(
    station: Station, package: Package, arrived: Arrived, taken: Taken, *, is_known: bool
) -> tuple[Notice, ...]:
    """The notices on one package, within the transaction that took it in and before it was noted."""
    return tuple(_notices(station, package, arrived, taken, is_known=is_known))


def receipt_notices(station: Station, sender: Descriptor, taken: Iterable[TakenUpTo]) -> tuple[Notice, ...]:
    """How much the hub has confirmed by now, and what it asks to be sent again."""
    hub = station.catalogue.office_told(sender.sender_unit)
    state = acknowledged(station, sender.period, hub=sender.sender_unit)
    received = Sentence(
        RECEIVED_IN_PART if state.lines_received < state.lines else RECEIVED_WHOLE,
        {
            "received": state.forms_received,
            "forms": state.forms,
            "hub": hub,
            "lines": state.lines_received,
            "all": state.lines,
        },
    )
    notices = [Notice(NoticeKind.ACKNOWLEDGED, received)]
    missing = sorted({str(span) for each in taken for span in each.missing})
    if missing:
        notices.append(notice(NoticeKind.LINES_WANTED, hub=hub, missing=", ".join(missing), period=sender.period.code))
    return tuple(notices)


def _notices(station: Station, package: Package, arrived: Arrived, taken: Taken, *, is_known: bool) -> Iterator[Notice]:
    unit = station.catalogue.office_told(package.unit)
    if arrived.sealed.is_cut:
        yield notice(NoticeKind.TEXTS_CUT, unit=unit)
    if not knows_period(station, package.period):
        issuer = station.catalogue.office_told(package.period.issuer)
        yield notice(NoticeKind.PERIOD_UNKNOWN, period=package.period.code, issuer=issuer, unit=unit)
    for stream in taken.forked:
        yield notice(NoticeKind.FORKED, stream=str(stream), station=stream.station, unit=unit)
    # of a sender that is not heard that alone is said
    has_voice = is_heard(station, package.station, arrived.descriptor.sender_unit)
    if taken.without_effect and has_voice:
        yield notice(NoticeKind.WITHOUT_EFFECT, count=taken.without_effect, unit=unit)
    if taken.late and has_voice:
        yield notice(NoticeKind.LATE, count=taken.late, unit=unit, period=package.period.code)
    if not is_known:
        yield from _numbering(station, package, arrived.descriptor)
    if taken.new:
        for book in books_told_twice(station, package.period, only=package.unit).get(package.unit, ()):
            yield notice(NoticeKind.BOOK_GIVEN_TWICE, book=book, unit=unit)
    if station.is_hub and package.unit == station.unit and taken.brought:
        yield from _of_numbers(station, package, taken)


def _of_numbers(station: Station, package: Package, taken: Taken) -> Iterator[Notice]:
    """Where the book of numbers is now, if the package brought a line that says so."""
    book = numbers_of_office(station)
    brought = [
        turn
        for turn in book.turns
        for span in taken.brought
        for n in (turn.line_in(package.period, span.station),)
        if span.first <= n <= span.last
    ]
    if not brought:
        return
    if len(book.holders) > 1:
        yield notice(NoticeKind.NUMBERS_DISPUTED, computers=tuple(each[:SHOWN] for each in book.holders))
    elif has_book(station, book):
        yield notice(NoticeKind.NUMBERS_CAME, computer=brought[-1].giver[:SHOWN])
    elif book.holder is not None:
        yield notice(NoticeKind.NUMBERS_MOVED, computer=book.holder[:SHOWN])


def _numbering(station: Station, package: Package, sender: Descriptor) -> Iterator[Notice]:
    """Missing earlier packages, and a sender whose own stream became shorter than what came before."""
    here = numbers_like(station.db, package)
    unit = station.catalogue.office_told(package.unit)
    missing = [number for number in range(max(here, default=0) + 1, package.number) if number not in here][:20]
    if missing:
        yield notice(
            NoticeKind.PACKAGES_MISSING,
            stream=sender.station,
            missing=tuple(missing),
            station=sender.station,
            unit=unit,
        )
    head = sender.reached.get(sender.station)
    stream = journal.find_stream(station.db, Stream(sender.station, package.unit, package.period))
    if head is None or stream is None or (here and package.number < max(here)):
        return
    known = journal.last_n(station.db, stream)
    if known > head:
        yield notice(
            NoticeKind.WENT_BACK,
            stream=sender.station,
            station=sender.station,
            unit=unit,
            sent=head,
            known=known,
        )
