"""Who signed a package, and what keeps it waiting for a person."""

from __future__ import annotations

from exports.packages.descriptor import Descriptor
from exports.packages.findings import BookTaken
from models.domain.basics.problems import Problem
from models.domain.basics.units import UnitKey
from models.domain.book.enrolment import root_of
from models.domain.book.facts import Fact, Kind, PeriodKey
from models.services.exchange.merging import StreamLines
from models.services.exchange.notices import Notice, key_notice
from models.services.office import known_keys
from models.services.office.known_keys import CodeProof, Trust, known_key
from models.store import journal
from models.store.database import Station


def note_sender(station: Station, sender: Descriptor) -> frozenset[tuple[PeriodKey, UnitKey]]:
    """Remember the sender of a package and the certificates in it, within a running transaction.

    Answers the periods and units of which something counts now that did not, or the reverse.
    """
    return known_keys.note_sender(
        station,
        sender=sender.station,
        unit=sender.sender_unit,
        key=sender.key,
        sealing=sender.sealing[0] if sender.sealing else "",
        period=sender.period,
        certificates=sender.certificates,
        enrolled=sender.enrolled,
    )


def waiting_for(station: Station, sender: Descriptor, streams: tuple[StreamLines, ...]) -> Problem | None:
    """What keeps a package in quarantine until a person has said yes; None when nothing does.

    The certificates that came with it have to be noted (`note_sender`): a restored computer that is vouched for is heard at once.
    """
    if not sender.restored:
        return None
    known = known_key(station, sender.station)
    if known is not None and known.trust is Trust.CONFIRMED:
        return None
    return _book_taken(station, sender, streams)


def key_notices(station: Station, sender: Descriptor) -> tuple[Notice, ...]:
    """What has to be said of a sender that is not heard here."""
    # a merge asks for every package, and nearly all senders are heard
    if sender.station == station.id or known_keys.speaks_freely(station, sender.station, sender.sender_unit):
        return ()
    known = known_key(station, sender.station)
    if known is None or known.is_heard:
        return ()
    proof = known.proof if known.proof is not CodeProof.NONE else _proof_of_root(station, sender)
    return (key_notice(station, sender.station, sender.sender_unit, known.trust, proof),)


def _proof_of_root(station: Station, sender: Descriptor) -> CodeProof:
    """What was said with a code of the key with which the sender's office was founded, if it is another one than its own."""
    root = root_of(sender.certificates, sender.station, sender.sender_unit)
    known = known_key(station, root.station) if root is not None else None
    return known.proof if known is not None else CodeProof.NONE


def _book_taken(station: Station, sender: Descriptor, streams: tuple[StreamLines, ...]) -> Problem | None:
    """The book of a restored station is free when no other station of the office is known to have been given it.

    Where it is heard already, what strangers say of books holds nothing up. Where it is not, somebody has to telephone anyhow, and
    another copy that nobody heard either may have the same book: everything that was said is asked.
    """
    own = {
        line.facts().get("book")
        for stream in streams
        if stream.stream.station == sender.station
        for line in stream.lines
        if isinstance(line, Fact) and line.kind == Kind.BOOK_ALLOTTED
    }
    is_heard = known_keys.is_heard(station, sender.station, sender.sender_unit)
    kinds = (Kind.BOOK_ALLOTTED,)
    for fact in journal.facts_of_kinds(station, sender.period, sender.unit, kinds, with_unheard=not is_heard):
        body = fact.facts()
        book, holder = body.get("book"), str(body.get("station", fact.station))
        if book in own and isinstance(book, int) and holder != sender.station:
            return BookTaken(sender.station, station.catalogue.office_told(sender.sender_unit), book, holder)
    return None
