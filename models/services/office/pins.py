"""PINs of the people of a station: setting, giving and taking them away, and the sheet that replaces a forgotten one."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from models.acts import Act, Topic
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty, Role
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.people import Person
from models.domain.basics.pins import PinWait, PinWrong, Proof, require_pin, seconds_left
from models.domain.basics.problems import N_, Problem
from models.domain.basics.spoken_words import folded_words, spoken
from models.security import pin_digest
from models.services.office.allowing import allow, note
from models.services.office.stations import find_person, people, require_administrator
from models.store import pins
from models.store.database import Station
from models.store.home_acts import home_acts, note_home_act
from models.store.pins import KeptSecret, RecoverySheet
from models.store.remembered import remember, remembered

SHEET_WORDS = 10
"""80 bits: nobody tries them all."""
IDLE_MINUTES = 10
"""After so many minutes without a key the window asks for the PIN, unless the office says otherwise."""
_IDLE = "idle_minutes"
_SHEET = "recovery sheet"


@dataclass(eq=False)
class FirstPinOfAdministrator(Problem):
    """With PINs, an administrator must be somebody whom a PIN shows to be that."""

    person: str
    code = "first_pin_of_administrator"
    says = N_(
        "The first PIN of an office is that of an administrator, and {person} is none. Otherwise nobody could set, take away or "
        "replace PINs."
    )
    deed = Deed.SHOW_PEOPLE


@dataclass(eq=False)
class NoRecoverySheet(Problem):
    """None was printed, or the last one is used."""

    code = "no_recovery_sheet"
    says = N_(
        "There is no recovery sheet that holds: none was printed, or the last one is used. An administrator or the supervisor, "
        "with a PIN of their own, prints one."
    )


@dataclass(eq=False)
class RecoveryWordsWrong(Problem):
    """They are not the words of the sheet that holds."""

    printed: datetime
    code = "recovery_words_wrong"
    says = N_(
        "These are not the words of the recovery sheet that holds now, the one printed on {printed}. Compare them word by word; "
        "earlier sheets are worth nothing."
    )


@dataclass(eq=False)
class IdleMinutesOutOfRange(Problem):
    """Not a number of minutes that makes sense."""

    code = "idle_minutes_out_of_range"
    says = N_("The idle minutes are a number from 0 (the PIN is not asked for again) to 240.")


def has_pin(station: Station, person: Person) -> bool:
    return pins.seat_of(station.db, person).has_pin


def authors_with_pin(station: Station) -> frozenset[str]:
    """Who has a PIN here, as facts name people."""
    return pins.authors_with_pin(station.db)


def give_pin(station: Station, person: Person, pin: str, *, at: str, again: Collection[Duty] = ()) -> Proof:
    """The proof that a person gave the PIN; `again` are the duties that it was asked for once more for.

    Without these the person sits down, which the history tells. Refuses a wrong one (`PinWrong`), and to try at all while wrong
    ones make wait (`PinWait`); how many there were is kept, so that a new start of the program changes nothing.
    """
    right = False
    # compared within the transaction: a program that may not count wrong ones here may not try them either
    with station.transaction():
        kept = pins.pin_of(station.db, person.author)
        if kept is None:
            return Proof(person.author, frozenset(again))
        if left := seconds_left(kept.wrong, kept.last_wrong, at):
            raise PinWait(person.name, left)
        right = _fits(station, kept, person.author, pin.strip())
        if not right:
            pins.keep_pin(station.db, person.author, kept._replace(wrong=kept.wrong + 1, last_wrong=at))
            _note(station, person, at, HomeAct.PIN_WRONG)
        else:
            if kept.wrong:
                pins.keep_pin(station.db, person.author, KeptSecret(kept.salt, kept.digest))
            if not again:
                _note(station, person, at, HomeAct.SAT_DOWN)
    if not right:
        raise PinWrong(person.name)
    return Proof(person.author, frozenset(again))


def set_pin(station: Station, code: str, pin: str, *, act: Act) -> None:
    """Give a person of the list this PIN, in the place of a former one.

    Everybody may change their own; a first one is set by an administrator together with the person. The first of all is an
    administrator's (`FirstPinOfAdministrator`).
    """
    person = find_person(station, code)
    _allow_pin_of(station, person, act)
    chosen = require_pin(pin)
    with station.transaction():
        if not pins.authors_with_pin(station.db) and Role.ADMINISTRATOR not in person.roles:
            raise FirstPinOfAdministrator(person.name)
        _keep(station, person, chosen, act.salt)
        act.changes(Topic.PERSON)
        note(station, act, HomeAct.PIN_SET, {"person": person.name})


def remove_pin(station: Station, code: str, *, act: Act) -> None:
    """Take the PIN of a person away; refuses (`LastAdministrator`) that of the only administrator while others have one."""
    person = find_person(station, code)
    _allow_pin_of(station, person, act)
    with station.transaction():
        left = pins.authors_with_pin(station.db) - {person.author}
        require_administrator(station, person, people(station), pins_of=left)
        pins.drop_pin(station.db, person.author)
        act.changes(Topic.PERSON)
        note(station, act, HomeAct.PIN_REMOVED, {"person": person.name})


def new_recovery_sheet(station: Station, *, act: Act) -> str:
    """Ten words that replace one forgotten PIN, once; from now on those of an earlier sheet are worth nothing.

    Only what is kept of them stays here: they are printed, and kept locked away.
    """
    allow(station, act, Duty.RECOVERY)
    words = spoken(hashlib.sha256(f"{_SHEET}\n{act.salt}".encode()).digest()[:SHEET_WORDS])
    salt = hashlib.sha256(f"salt\n{act.salt}".encode()).hexdigest()
    with station.transaction():
        kept = KeptSecret(salt, pin_digest(_key(station), _SHEET, words, salt))
        pins.keep_recovery_sheet(station.db, RecoverySheet(kept, act.at, act.by.author))
        act.changes(Topic.PERSON)
        note(station, act, HomeAct.SHEET_PRINTED)
    return words


def sheet_printed_at(station: Station) -> str:
    """When the recovery sheet that holds was printed (ISO 8601); empty without one."""
    sheet = pins.recovery_sheet(station.db)
    return "" if sheet is None else sheet.at


def recover(station: Station, code: str, *, words: str, pin: str, salt: str, at: str) -> None:
    """Give a person a new PIN by the words of the recovery sheet, which is used up by this.

    Refuses other words (`RecoveryWordsWrong`), and to try at all while wrong ones make wait (`PinWait`).
    """
    person, chosen = find_person(station, code), require_pin(pin)
    with station.transaction():
        sheet = pins.recovery_sheet(station.db)
        if sheet is None:
            raise NoRecoverySheet
        if left := seconds_left(sheet.kept.wrong, sheet.kept.last_wrong, at):
            raise PinWait(person.name, left)
        right = _fits(station, sheet.kept, _SHEET, " ".join(folded_words(words)))
        if right:
            pins.keep_recovery_sheet(station.db, None)
            _keep(station, person, chosen, salt)
            _note(station, person, at, HomeAct.SHEET_USED)
        else:
            worse = sheet.kept._replace(wrong=sheet.kept.wrong + 1, last_wrong=at)
            pins.keep_recovery_sheet(station.db, sheet._replace(kept=worse))
            _note(station, person, at, HomeAct.PIN_WRONG)
    if not right:
        raise RecoveryWordsWrong(datetime.fromisoformat(sheet.at))


def idle_minutes(station: Station) -> int:
    """After how many minutes without a key the PIN is asked for again; 0: never."""
    kept = remembered(station.db, _IDLE)
    return int(kept) if kept is not None else IDLE_MINUTES


def set_idle_minutes(station: Station, minutes: int, *, act: Act) -> None:
    """Say after how many idle minutes the PIN is asked for; refuses (`IdleMinutesOutOfRange`)."""
    allow(station, act, Duty.PEOPLE)
    if not 0 <= minutes <= 240:
        raise IdleMinutesOutOfRange
    with station.transaction():
        remember(station.db, _IDLE, str(minutes))
        note(station, act, HomeAct.IDLE_SET, {"minutes": minutes})


def lacks_independence(station: Station, period: str = "") -> bool:
    """Whether forms (of the period with this code) were keyed again or ruled on here without a PIN that shows another person."""
    found = home_acts(station.db, HomeAct.NOT_INDEPENDENT)
    return any(not period or each.body.get("period") == period for each in found)


NOBODY_INDEPENDENT = N_(
    "Some forms were keyed a second time or ruled on by people without a PIN: nothing shows that somebody independent did it."
)
"""Said where second keyings and rulings are shown, on screen and on paper."""


def _allow_pin_of(station: Station, person: Person, act: Act) -> None:
    allow(station, act, Duty.OWN_PIN if act.by.author == person.author else Duty.PEOPLE)


def _keep(station: Station, person: Person, pin: str, chance: str) -> None:
    salt = hashlib.sha256(f"pin\n{person.author}\n{chance}".encode()).hexdigest()
    digest = pin_digest(_key(station), person.author, pin, salt)
    pins.keep_pin(station.db, person.author, KeptSecret(salt, digest))


def _key(station: Station) -> bytes:
    """What no base holds: the private key of a station, or what all desks of one base have in common, so that a PIN holds at each."""
    return station.signer.identity.encode() if station.is_desk else station.signer.private


def _fits(station: Station, kept: KeptSecret, author: str, secret: str) -> bool:
    return hmac.compare_digest(kept.digest, pin_digest(_key(station), author, secret, kept.salt))


def _note(station: Station, person: Person, at: str, kind: HomeAct) -> None:
    note_home_act(station.db, at=at, by=person.author, station=station.id, kind=kind, body={"person": person.name})
