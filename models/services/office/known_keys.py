"""The keys by which this station knows others: seen with a first package, confirmed once by a person, who is then heard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache, partial

from models import security
from models.acts import Act
from models.catalogue import Catalogue
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.basics.spoken_words import is_same_spoken
from models.domain.basics.units import UnitKey
from models.domain.book.authority import UNRELATED, Related
from models.domain.book.branches import whole_branches
from models.domain.book.certificates import (
    Certificate,
    EndedHead,
    Heard,
    KeyOfUnit,
    Travelling,
    heard_stations,
    how_confirmed,
    travelling,
)
from models.domain.book.enrolment import Enrolment, code_of, is_mac, root_of
from models.domain.book.facts import Kind, PeriodKey, Stream
from models.domain.book.periods import Period
from models.services.office.allowing import allow
from models.store import enrolment, journal, keys
from models.store.branches import branches_of
from models.store.database import Station
from models.store.keys import KeyEntry
from models.store.pen import Pen
from models.store.periods import related_by


class Trust(Enum):
    """How far a key is known: only seen, vouched for, confirmed, ended, or unlike one that is heard for its office already."""

    SEEN = "seen"
    VOUCHED = "vouched"
    CONFIRMED = "confirmed"
    ENDED = "ended"
    CHANGED = "changed"


class CodeProof(Enum):
    """What an office has said of a key with its enrolment code: nothing, what fits the code, or what does not."""

    NONE = "none"
    FITS = "fits"
    WRONG = "wrong"


class HowConfirmed(StrEnum):
    """How a person knew that a key is right: its words were compared by telephone, or an enrolment code fits."""

    WORDS = "words"
    CODE = "code"


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


@dataclass(eq=False)
class KeyNotOurs(Problem):
    """Only an office above ends the key of a computer."""

    station: str
    unit: str
    code = "key_not_ours"
    says = N_(
        "Only an office above {unit} can end the key of computer {station}. Telephone that office and tell it what happened to the "
        "computer."
    )


@dataclass(eq=False)
class ReasonNeeded(Problem):
    """A key is ended for a reason, which stays in the book."""

    code = "reason_needed"
    says = N_(
        "Say in a few words why the key is ended, for example that the computer was stolen, and when that was noticed."
    )


@dataclass(eq=False)
class KeysOtherwise(Problem):
    """What is kept about who is heard is not what certificates and confirmations give."""

    station: str
    unit: str
    code = "keys_otherwise"
    says = N_(
        "What is noted about the key of computer {station} of {unit} is not what its certificate and the confirmations of keys "
        "give: it was changed or damaged on the disk. Make the base again from the packages."
    )
    deed = Deed.REBUILD


@dataclass(frozen=True)
class KnownKey:
    """The key of one computer. `trust` is worked out; `by`, `at` and `how` say who confirmed it, when and by what.

    `proof` is what its office said of it with the enrolment code that it had from here.
    """

    station: str
    unit: UnitKey
    key: str
    sealing: str
    period: PeriodKey | None
    by: str
    at: str
    trust: Trust
    how: str = ""
    proof: CodeProof = CodeProof.NONE

    @property
    def is_enrolled(self) -> bool:
        """Whether it fits the enrolment code of its office."""
        return self.proof is CodeProof.FITS

    @property
    def words(self) -> str:
        return security.fingerprint_words(security.from_text(self.key))

    @property
    def digits(self) -> str:
        return security.fingerprint_digits(security.from_text(self.key))

    @property
    def is_heard(self) -> bool:
        """Whether what this computer says has effect here."""
        return self.trust in (Trust.CONFIRMED, Trust.VOUCHED)

    def is_said(self, words: str) -> bool:
        """Whether these are its words, or the digits of its QR code."""
        return is_same_spoken(words, self.words) or "".join(words.split()) == self.digits

    @property
    def words_shown(self) -> str:
        """Its words once a person has compared them; before nobody sees them here, for who types them has to hear them."""
        return self.words if self.trust is Trust.CONFIRMED else ""


def known_keys(station: Station) -> tuple[KnownKey, ...]:
    """Every computer of other offices, and every other one of the own office, that was seen here, by unit and order of arrival."""
    found = _computers(station)
    heard, secret = _heard(station), enrolment.secret(station.db)
    speaking = {
        unit for entry in found if entry.station not in heard.ended for unit in heard.speaks.get(entry.station, ())
    }
    known: list[KnownKey] = []
    for each in found:
        fact = heard.confirmed.get(KeyOfUnit(each.unit, each.key))
        is_heard = each.unit in heard.speaks.get(each.station, ())
        if each.station in heard.ended:
            trust = Trust.ENDED
        elif is_heard:
            trust = Trust.VOUCHED if fact is None else Trust.CONFIRMED
        else:
            trust = Trust.CHANGED if each.unit in speaking else Trust.SEEN
        by, at, how = (fact.by, fact.at, how_confirmed(fact)) if fact is not None else ("", "", "")
        known.append(KnownKey(*each[:5], by, at, trust, how, _proof(secret, each)))
    return tuple(known)


def _proof(secret: bytes, entry: KeyEntry) -> CodeProof:
    """What was said of a key here with a code, beside what the code of that office says."""
    if not entry.mac or entry.mac_period is None or not secret:
        return CodeProof.NONE
    code = code_of(secret, entry.mac_period, entry.unit)
    return CodeProof.FITS if is_mac(entry.mac, code, entry.mac_period, entry.unit, entry.key) else CodeProof.WRONG


def _computers(station: Station) -> tuple[KeyEntry, ...]:
    """The keys of computers: one that neither sends nor writes anything only introduced another one.

    What an office proves with a code is its first computer's, whether that has sent anything or not.
    """
    entries = keys.key_entries(station.db)
    silent = [entry.station for entry in entries if not entry.sealing and not entry.mac]
    writing = {stream.station for stream in keys.streams_of(station.db, silent)}
    return tuple(entry for entry in entries if entry.sealing or entry.mac or entry.station in writing)


def known_key(station: Station, sender: str) -> KnownKey | None:
    """What is known of one computer; None when nothing of it was seen here."""
    return next((each for each in known_keys(station) if each.station == sender), None)


def is_heard(station: Station, sender: str, unit: UnitKey) -> bool:
    """Whether what a station says for an office has effect here."""
    return unit in keys.offices_of(station.db, sender)


def speaks_freely(station: Station, sender: str, unit: UnitKey) -> bool:
    """Whether everything that a station says for an office has effect here: it is heard and its key was not ended."""
    return is_heard(station, sender, unit) and not keys.has_ended(station.db, sender)


def note_sender(
    station: Station,
    *,
    sender: str,
    unit: UnitKey,
    key: str,
    sealing: str,
    period: PeriodKey,
    certificates: tuple[Certificate, ...],
    enrolled: Enrolment | None = None,
) -> frozenset[tuple[PeriodKey, UnitKey]]:
    """Remember who signed a package, the certificates in it and what it says with an enrolment code, within a running transaction.

    Answers the periods and units of which something counts now that did not, or the reverse.
    """
    if sender != station.id:
        keys.note_key(station.db, KeyEntry(sender, unit, key, sealing, period), is_own_word=True)
    for each in certificates:
        if each.station not in (sender, station.id):
            entry = KeyEntry(each.station, each.unit, each.key, "", period)
            keys.note_key(station.db, entry, is_own_word=each.signer == each.station)
    # the codes of a period are those of the office that opened it: nobody else can tell whether one fits
    if enrolled is not None and sender != station.id and period.issuer == station.unit:
        root = root_of(certificates, sender, unit)
        of = enrolled.key if root is not None and root.key == enrolled.key else key
        _note_proof(station, KeyEntry(sender, unit, of, "", period, enrolled.mac, period))
    return settle_keys(station) if keys.put_certificates(station.db, certificates) else frozenset()


def _note_proof(station: Station, told: KeyEntry) -> None:
    """Keep the first that was said of a key with a code; what fits takes the place of what does not."""
    kept = next((each for each in keys.key_entries(station.db) if (each.unit, each.key) == (told.unit, told.key)), None)
    if kept is None or told.mac_period is None or (kept.mac, kept.mac_period) == (told.mac, told.mac_period):
        return
    secret = enrolment.secret(station.db)
    if not kept.mac or (_proof(secret, kept) is CodeProof.WRONG and _proof(secret, told) is CodeProof.FITS):
        keys.note_mac(station.db, unit=told.unit, key=told.key, mac=told.mac, period=told.mac_period)


def settle_keys(station: Station) -> frozenset[tuple[PeriodKey, UnitKey]]:
    """Work out anew who is heard here, within a running transaction; answers the periods and units that this concerns."""
    before, ended_before = keys.standing(station.db), keys.ended(station.db)
    heard = _heard(station)
    if (before, ended_before) == (heard.speaks, heard.ended):
        return frozenset()
    keys.put_standing(station.db, heard.speaks, heard.ended)
    concerned = {
        place
        for then, now in ((before, heard.speaks), (ended_before, heard.ended))
        for place in {*then, *now}
        if then.get(place) != now.get(place)
    }
    return frozenset((stream.period, stream.unit) for stream in keys.streams_of(station.db, concerned))


def keys_otherwise(station: Station) -> Iterator[KeysOtherwise]:
    """The computers of which something else is noted than certificates and confirmations give."""
    certificates, heard = keys.certificates(station.db), _heard(station)
    key_of = {each.station: each.key for each in certificates}
    units = {each.station: each.unit for each in certificates}
    wrong = {
        each.station
        for each in certificates
        if not security.is_still_signed(key_of.get(each.signer, ""), each.signature, each.said())
    }
    for then, now in ((keys.standing(station.db), heard.speaks), (keys.ended(station.db), heard.ended)):
        wrong |= {place for place in {*then, *now} if then.get(place) != now.get(place)}
    stands = {(each.station, each.unit, each.key) for each in certificates}
    noted = keys.key_entries(station.db)
    wrong |= {each.station for each in noted if (each.station, each.unit, each.key) not in stands}
    if station.unit not in heard.speaks.get(station.id, ()):
        wrong.add(station.id)
    for place in sorted(wrong):
        unit = units.get(place, station.unit)
        yield KeysOtherwise(place, station.catalogue.office_told(unit))


def certify_anew(station: Station) -> None:
    """Give this station its own certificate again when that was struck out, within a running transaction."""
    if not any(each.station == station.id for each in keys.certificates(station.db)):
        own = security.certified(station.unit, station.signer.public, by=station.signer)
        keys.put_certificates(station.db, (own,), is_own=True)


def _heard(station: Station) -> Heard:
    """Who is heard, by what the catalogue says of offices and by the campaigns of hubs that are themselves heard."""
    certificates, own, told = (
        keys.certificates(station.db),
        keys.own_keys(station.db),
        keys.key_facts(station.db),
    )
    related = UNRELATED

    @cache
    def covered(stream: Stream, heads: tuple[EndedHead, ...]) -> Mapping[int, frozenset[str]]:
        number = journal.find_stream(station.db, stream)
        return {} if number is None else journal.covered_by(station.db, number, stream, heads)

    while True:
        heard = heard_stations(
            certificates,
            own,
            told,
            home=station.unit,
            is_above=partial(_is_above, station.catalogue, related),
            is_top=partial(_is_top, station.catalogue, related),
            covered=covered,
            here=station.id,
        )
        more = related_by(station.db, heard.speaks, may_place=partial(_may_place, station.catalogue))
        if more == related:
            return heard
        related = more


def _is_above(catalogue: Catalogue, related: Related, upper: UnitKey, lower: UnitKey) -> bool:
    return upper in related.above(lower, catalogue.superiors)


def _is_top(catalogue: Catalogue, related: Related, unit: UnitKey) -> bool:
    return not related.above(unit, catalogue.superiors)


def _may_place(catalogue: Catalogue, issuer: UnitKey, unit: UnitKey) -> bool:
    """Whether a campaign is believed about where an office stands, for all periods.

    Nobody puts those who stand above it, or under somebody else, under itself: whom the catalogue knows is placed by those over it,
    or by an office that is new here, and by nobody where the catalogue has nothing above.
    """
    over = catalogue.superiors(unit)
    if unit == issuer or issuer in over or catalogue.unit_of_key(unit) is None:
        return True
    return bool(over) and catalogue.unit_of_key(issuer) is None


def _is_below(station: Station, unit: UnitKey) -> bool:
    """Whether an office stands under the own one."""
    return _is_above(station.catalogue, _related_here(station), station.unit, unit)


def _related_here(station: Station) -> Related:
    return related_by(station.db, keys.standing(station.db), may_place=partial(_may_place, station.catalogue))


def certificates_of(station: Station, writers: frozenset[str]) -> tuple[Certificate, ...]:
    """What travels with the streams of some stations: their certificates, those of this one, and of all that signed them."""
    return travelling_with(station, writers).certificates


def travelling_with(station: Station, writers: frozenset[str]) -> Travelling:
    """`certificates_of` and of which of these stations there is one: those that are heard here have precedence over strangers."""
    speaks, ended = keys.standing(station.db), keys.ended(station.db)

    def rank(each: Certificate) -> tuple[bool, bool, bool]:
        counts = each.unit in speaks.get(each.station, ()) and (each.signer == each.station or each.signer in speaks)
        return (each.station, each.unit) != (station.id, station.unit), not counts, each.signer != each.station

    preferred = sorted(keys.certificates(station.db), key=rank)
    heard = [each.station for each in preferred if each.station in speaks]
    in_force, others = [each for each in heard if each not in ended], [each.station for each in preferred]
    listed = (each for each in (*in_force, *heard, *others) if each in writers)
    return travelling(preferred, (station.id, *listed))


def confirm_key(station: Station, name: str, *, words: str, act: Act) -> KnownKey:
    """Confirm the key whose words a person compared with its holder; `name` is a station's id or an office's code.

    A fact says so, and what that office wrote has effect from now on. In the place of the words may stand the digits of its QR code.
    Refuses with `SenderUnknown` or `FingerprintDiffers`.
    """
    allow(station, act, Duty.CONFIRM_KEY)
    with station.transaction():
        known = [each for each in known_keys(station) if name.strip() in (each.station, each.unit.code)]
        if not known:
            raise SenderUnknown(name)
        said = next((each for each in known if each.is_said(words)), None)
        if said is None:
            raise FingerprintDiffers(name)
        note_confirmed(station, KeyOfUnit(said.unit, said.key), period=said.period, how=HowConfirmed.WORDS, act=act)
        return next(each for each in known_keys(station) if each.station == said.station)


def note_confirmed(station: Station, key: KeyOfUnit, *, period: PeriodKey | None, how: HowConfirmed, act: Act) -> None:
    """Write the fact that a person confirms a key, unless somebody has, within a running transaction.

    `period` is that in whose book it is written; without one nothing of that office is here yet.
    """
    if period is None or key in _heard(station).confirmed:
        return
    pen = Pen(station, key.unit if _is_below(station, key.unit) else station.unit, period, act=act)
    pen.fact(Kind.KEY_CONFIRMED, body={"unit": str(key.unit), "key": key.key, "how": how.value})
    settle_keys(station)


def end_key(station: Station, name: str, *, reason: str, act: Act, upto: Sequence[EndedHead] | None = None) -> KnownKey:
    """End the key of a computer that was lost or stolen: of what it wrote only the lines up to `upto` still have effect.

    The computers that it has certified until now stay; whoever it certifies later is not heard for that.

    Without `upto` these are all lines that are here. A fact says so, for all periods, with the reason. Refuses (`ReasonNeeded`,
    `SenderUnknown`, `KeyNotOurs`) what has no reason, a computer that is not known here, and one that is neither of an office
    below nor another one of this office where none stands above it.
    """
    allow(station, act, Duty.CONFIRM_KEY)
    if not reason.strip():
        raise ReasonNeeded
    with station.transaction():
        known = next((each for each in known_keys(station) if each.station == name.strip()), None)
        if known is None:
            raise SenderUnknown(name)
        if not can_end(station, known):
            raise KeyNotOurs(known.station, station.catalogue.office_told(known.unit))
        heads = _heads_of(station, known.station) if upto is None else upto
        listed = [[str(head.stream.unit), str(head.stream.period), head.n, head.chain] for head in heads]
        period = max((head.stream.period for head in heads), default=known.period)
        if period is None:
            raise SenderUnknown(name)
        pen = Pen(station, known.unit if _is_below(station, known.unit) else station.unit, period, act=act)
        body: dict[str, object] = {"station": known.station, "heads": listed, "reason": reason}
        if staying := sorted(_certified_by(station, known.station)):
            body["certified"] = staying
        pen.fact(Kind.KEY_ENDED, body=body)
        settle_keys(station)
        return next(each for each in known_keys(station) if each.station == known.station)


def can_end(station: Station, known: KnownKey) -> bool:
    """Whether this office may end the key of a computer: one of an office below, or a mate where no office stands above."""
    related = _related_here(station)
    is_mate = known.unit == station.unit and _is_top(station.catalogue, related, station.unit)
    return is_mate or _is_above(station.catalogue, related, station.unit, known.unit)


def _certified_by(station: Station, signer: str) -> set[str]:
    """The other stations that one has certified, as far as that is known here."""
    return {each.station for each in keys.certificates(station.db) if each.signer == signer and each.station != signer}


def _heads_of(station: Station, of: str) -> tuple[EndedHead, ...]:
    """How far everything goes that a station wrote and that is here."""
    found = []
    for stream in keys.streams_of(station.db, (of,)):
        number = journal.find_stream(station.db, stream)
        branches = () if number is None else whole_branches(branches_of(station.db, number, stream))
        found += [EndedHead(stream, branch.last, branch.chain) for branch in branches]
    return tuple(found)


def unconfirmed_hub(station: Station, period: Period) -> KnownKey | None:
    """The key of the hub of a campaign while no person has compared its words; None afterwards and for own surveys."""
    known = known_key(station, period.hub_station) if period.hub_station else None
    return None if known is None or known.is_heard else known


def recipients_in(station: Station, unit: UnitKey, *, pinned: str = "") -> tuple[str, ...]:
    """For whom to seal what goes to an office: its computers that are heard and the one with the key `pinned`."""
    return tuple(
        known.sealing
        for known in known_keys(station)
        if known.unit == unit and known.sealing and (known.is_heard or known.key == pinned)
    )


def unheard_office(station: Station, unit: UnitKey) -> KnownKey | None:
    """The first of the computers of an office when none of them is heard here; None otherwise, also when none was seen."""
    of_unit = [known for known in known_keys(station) if known.unit == unit]
    return of_unit[0] if of_unit and not any(known.is_heard for known in of_unit) else None


def recipient_at(station: Station, sender: str) -> tuple[str, ...]:
    """For whom to seal what goes to one computer of this office."""
    known = known_key(station, sender)
    return (known.sealing,) if known is not None and known.sealing and known.trust is not Trust.CHANGED else ()
