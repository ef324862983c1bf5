"""Who signed a package, and whether its key is the one that is known here."""

from __future__ import annotations

from exports.packages.descriptor import Descriptor
from exports.packages.findings import BookTaken, KeyChanged, SenderUnconfirmed
from models.domain.basics.problems import Problem
from models.domain.book.facts import Fact, Kind
from models.security import fingerprint_words, from_text
from models.services.exchange.merging import Bringer, StreamLines
from models.services.exchange.notices import Notice, NoticeKind, notice, noticed
from models.services.office.known_keys import Trust, known_keys, note_key, trust_of
from models.store import journal, periods
from models.store.database import Station


def note_sender(station: Station, sender: Descriptor) -> None:
    """Remember the key of a sender, and those it vouches for, within a running transaction."""
    own = sender.sealing[0] if sender.sealing else ""
    note_key(station, sender=sender.station, unit=sender.sender_unit, key=sender.key, sealing=own)
    for other, key in sender.vouches.items():
        note_key(station, sender=other, unit=sender.sender_unit, key=key, vouched_by=sender.key)


def bringer_of(station: Station, sender: Descriptor) -> Bringer:
    """Who brings the lines of a package; the hub of the campaign is trusted as that campaign names it."""
    trust = trust_of(station, sender.station, sender.key)
    is_hub = periods.hub_of(station.db, sender.period) == (sender.station, sender.key)
    return Bringer(sender.station, sender.sender_unit, is_hub or trust in (Trust.CONFIRMED, Trust.VOUCHED))


def waiting_for(station: Station, sender: Descriptor, streams: tuple[StreamLines, ...]) -> Problem | None:
    """What keeps a package in quarantine until a person has confirmed its sender's key; None when nothing does."""
    trust = trust_of(station, sender.station, sender.key)
    if trust is Trust.CHANGED:
        return _changed(station, sender)
    if sender.restored and trust in (Trust.NEW, Trust.SEEN):
        return _book_taken(station, sender, streams)
    if sender.sender_unit != sender.unit and not bringer_of(station, sender).is_trusted:
        of, about = (station.catalogue.office_told(unit) for unit in (sender.sender_unit, sender.unit))
        return SenderUnconfirmed(sender.station, of, about)
    return None


def key_notices(station: Station, sender: Descriptor) -> tuple[Notice, ...]:
    """A notice when a station signs for the first time, and a loud one when it signs with another key than before."""
    trust = trust_of(station, sender.station, sender.key)
    if trust is Trust.CHANGED:
        return (noticed(NoticeKind.KEY_CHANGED, _changed(station, sender), stream=sender.station),)
    if trust is not Trust.NEW:
        return ()
    unit = station.catalogue.office_told(sender.sender_unit)
    return (notice(NoticeKind.KEY_UNCONFIRMED, stream=sender.station, station=sender.station, unit=unit),)


def _changed(station: Station, sender: Descriptor) -> KeyChanged:
    pinned = [known for known in known_keys(station, beside=sender.station) if known.station == sender.station]
    before = next((known for known in pinned if known.trust is not Trust.CHANGED), pinned[0])
    return KeyChanged(
        sender.station,
        station.catalogue.office_told(sender.sender_unit),
        before.words,
        fingerprint_words(from_text(sender.key)),
    )


def _book_taken(station: Station, sender: Descriptor, streams: tuple[StreamLines, ...]) -> Problem | None:
    """The book of a restored station is free when no other station of the office is known to have been given it."""
    own = {
        line.facts().get("book")
        for stream in streams
        if stream.stream.station == sender.station
        for line in stream.lines
        if isinstance(line, Fact) and line.kind == Kind.BOOK_ALLOTTED
    }
    for fact in journal.facts_of_kinds(station, sender.period, sender.unit, (Kind.BOOK_ALLOTTED,)):
        body = fact.facts()
        book, holder = body.get("book"), str(body.get("station", fact.station))
        if book in own and isinstance(book, int) and holder != sender.station:
            return BookTaken(sender.station, station.catalogue.office_told(sender.sender_unit), book, holder)
    return None
