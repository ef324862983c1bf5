"""The keys by which this station knows others: seen with a first package, confirmed once by a person, then pinned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from models import security
from models.acts import Act, Topic
from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.domain.basics.spoken_words import is_same_spoken
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.store import keys
from models.store.database import Station


class Trust(Enum):
    """How far a key is known: none of its station yet, only seen, vouched for, confirmed, or unlike the pinned one."""

    NEW = "new"
    SEEN = "seen"
    VOUCHED = "vouched"
    CONFIRMED = "confirmed"
    CHANGED = "changed"


@dataclass(eq=False)
class SenderUnknown(Problem):
    """No key of this station or office has been seen here."""

    name: str
    code = "sender_unknown"
    says = N_("No key of “{name}” has been seen here. Open its campaign file or take its package in first.")
    deed = Deed.SHOW_KEYS


@dataclass(eq=False)
class FingerprintDiffers(Problem):
    """What was read on the telephone is no key that was seen here."""

    name: str
    code = "fingerprint_differs"
    says = N_(
        "These words are not those of a key of “{name}” that was seen here. Read them once more, word by word. "
        "If they still differ, the package does not come from that office: do not use it, and tell your superior."
    )


@dataclass(frozen=True)
class KnownKey:
    """One key of one station. `trust` is worked out; `by` and `at` say who confirmed it and when."""

    station: str
    unit: UnitKey
    key: str
    sealing: str
    by: str
    at: str
    trust: Trust

    @property
    def words(self) -> str:
        return security.fingerprint_words(security.from_text(self.key))

    @property
    def digits(self) -> str:
        return security.fingerprint_digits(security.from_text(self.key))

    def is_said(self, words: str) -> bool:
        """Whether these are its words, its fingerprint in hex, or the digits of its QR code."""
        has_said = any(is_same_spoken(words, each) for each in (self.words, self.fingerprint))
        return has_said or "".join(words.split()) == self.digits

    @property
    def fingerprint(self) -> str:
        return security.fingerprint(security.from_text(self.key))


def known_keys(station: Station, *, beside: str = "") -> tuple[KnownKey, ...]:
    """Every key of other stations that was seen here (or of the offices of one), by unit, station and order of arrival."""
    found = keys.key_entries(station.db, beside=beside)
    confirmed = {(each.unit, each.key) for each in found if each.is_confirmed}
    pinned = {each.station for each in found if each.is_confirmed}
    known: list[KnownKey] = []
    stations: set[str] = set()
    for each in found:
        is_first = each.station not in stations
        stations.add(each.station)
        if each.is_confirmed:
            trust = Trust.CONFIRMED
        elif each.station in pinned or not is_first:
            trust = Trust.CHANGED
        else:
            trust = Trust.VOUCHED if (each.unit, each.vouched_by) in confirmed else Trust.SEEN
        known.append(KnownKey(each.station, each.unit, each.key, each.sealing, each.by, each.at, trust))
    return tuple(known)


def trust_of(station: Station, sender: str, key: str) -> Trust:
    """How far this key of this station is known here."""
    if (sender, key) == (station.id, station.public_key):
        return Trust.CONFIRMED
    of_sender = [known for known in known_keys(station, beside=sender) if known.station == sender]
    for known in of_sender:
        if known.key == key:
            return known.trust
    return Trust.CHANGED if of_sender else Trust.NEW


def note_key(
    station: Station,
    *,
    sender: str,
    unit: UnitKey,
    key: str,
    sealing: str = "",
    vouched_by: str = "",
) -> None:
    """Remember a key that signed something, or for which the key `vouched_by` vouches, within a running transaction."""
    if sender == station.id:
        return
    keys.note_key(station.db, station=sender, unit=unit, key=key, sealing=sealing, vouched_by=vouched_by)


def confirm_key(station: Station, name: str, *, words: str, act: Act) -> KnownKey:
    """Pin the key whose words a person compared with its holder; `name` is a station's id or an office's code.

    The words may also be the fingerprint in hex, or the digits of its QR code. Refuses with `SenderUnknown` or `FingerprintDiffers`.
    """
    with station.transaction():
        known = [each for each in known_keys(station) if name.strip() in (each.station, each.unit.code)]
        if not known:
            raise SenderUnknown(name)
        said = [each for each in known if each.is_said(words)]
        if not said:
            raise FingerprintDiffers(name)
        pin_key(station, said[0].station, said[0].key, act=act)
    return next(each for each in known_keys(station) if (each.station, each.key) == (said[0].station, said[0].key))


def pin_key(station: Station, sender: str, key: str, *, act: Act) -> None:
    """Pin a noted key, within a running transaction: from now on another one of its station is quarantined."""
    keys.confirm_key(station.db, station=sender, key=key, act=act)
    act.changes(Topic.PACKAGES)


def unconfirmed_hub(station: Station, period: Period) -> KnownKey | None:
    """The key of the hub of a campaign while no person has compared its words; None afterwards and for own surveys."""
    for known in known_keys(station, beside=period.hub_station):
        if (known.station, known.key) == (period.hub_station, period.hub_key):
            return known if known.trust is Trust.SEEN else None
    return None


def vouches(station: Station) -> Mapping[str, str]:
    """The confirmed keys of the other computers of this office, for which this one vouches."""
    return {
        known.station: known.key
        for known in known_keys(station)
        if known.unit == station.unit and known.trust is Trust.CONFIRMED
    }


def recipients_in(station: Station, unit: UnitKey, *, pinned: str = "") -> tuple[str, ...]:
    """For whom to seal what goes to an office: its trusted computers and the one with the key `pinned`."""
    trusted = (Trust.CONFIRMED, Trust.VOUCHED)
    return tuple(
        known.sealing
        for known in known_keys(station)
        if known.unit == unit and known.sealing and (known.trust in trusted or known.key == pinned)
    )


def recipients_seen(station: Station, unit: UnitKey) -> tuple[str, ...]:
    """For whom to seal an answer to an office: every computer of it that has sent something, but no changed key."""
    return tuple(
        known.sealing
        for known in known_keys(station)
        if known.unit == unit and known.sealing and known.trust is not Trust.CHANGED
    )


def recipient_at(station: Station, sender: str) -> tuple[str, ...]:
    """For whom to seal what goes to one computer of this office."""
    return tuple(
        known.sealing
        for known in known_keys(station)
        if known.station == sender and known.sealing and known.trust is not Trust.CHANGED
    )
