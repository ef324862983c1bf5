"""Enrolling offices by codes on paper: the codes of a hub's letters, and what a code proves at either side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from models.acts import Act
from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.certificates import Certificate, KeyOfUnit
from models.domain.book.enrolment import Enrolment, code_of, is_mac, mac_of, root_of
from models.domain.book.facts import PeriodKey
from models.domain.book.periods import Period
from models.security import secret_made_of
from models.services.office.known_keys import (
    HowConfirmed,
    KnownKey,
    Trust,
    certificates_of,
    known_keys,
    note_confirmed,
)
from models.store import enrolment as store
from models.store.database import Station


@dataclass(eq=False)
class LettersNotOurs(Problem):
    """Only the office that opened a period knows the codes of its offices."""

    period: str
    issuer: str
    code = "letters_not_ours"
    says = N_("Period {period} was opened by {issuer}; only that office makes the letters with enrolment codes.")


@dataclass(eq=False)
class NobodyToEnrol(Problem):
    """No other office takes part."""

    period: str
    code = "nobody_to_enrol"
    says = N_("No other office takes part in period {period}, so there is nobody to write a letter to.")


@dataclass(eq=False)
class CodeNotForUs(Problem):
    """The campaign file proves nothing to this office."""

    unit: str
    hub: str
    code = "code_not_for_us"
    says = N_(
        "The campaign file says nothing about an enrolment code of {unit}: this office is not among those it asks. Nothing was "
        "changed. Telephone {hub} and ask whether this office takes part, and for the newest campaign file."
    )


@dataclass(eq=False)
class CodeDiffers(Problem):
    """Either the code is another one, or the file comes from somebody who does not know it."""

    unit: str
    hub: str
    code = "code_differs"
    says = N_(
        "This code and this campaign file do not belong together, and nothing was changed. Compare the code with the letter once "
        "more: the letter must be for {unit} and for this period. If every word is right, the file does not come from {hub}: do "
        "not use it, and telephone that office on a number that you know."
    )


@dataclass(eq=False)
class NothingMatches(Problem):
    """There is no key to be confirmed with one keystroke."""

    code = "nothing_matches"
    says = N_("No key waits that fits an enrolment code. Take packages in first; compare the other keys by telephone.")
    deed = Deed.SHOW_KEYS


class CodeOfOffice(NamedTuple):
    """The code that one office gets in a letter."""

    unit: UnitKey
    code: bytes


def codes_of(station: Station, period: Period, *, act: Act) -> tuple[CodeOfOffice, ...]:
    """The codes of the offices asked in a period that this office opened, in the order of the period.

    They are the same every time. Refuses (`LettersNotOurs`, `NobodyToEnrol`) another office's period and one without others.
    """
    if period.key.issuer != station.unit:
        raise LettersNotOurs(period.code, station.catalogue.office_told(period.key.issuer))
    units = [unit for unit in period.asked(station.catalogue, by=station.unit) if unit != station.unit]
    if not units:
        raise NobodyToEnrol(period.code)
    secret = _secret(station, act)
    return tuple(CodeOfOffice(unit, code_of(secret, period.key, unit)) for unit in units)


def proofs_for(station: Station, period: Period, *, act: Act) -> Mapping[str, str]:
    """Per office asked (its key) what its code says of this hub's root key: what stands in the campaign file."""
    root = root_of(certificates_of(station, frozenset()), station.id, station.unit)
    if root is None:
        return {}
    try:
        codes = codes_of(station, period, act=act)
    except NobodyToEnrol:
        return {}
    return {str(unit): mac_of(code, period.key, unit, root.key) for unit, code in codes}


def _secret(station: Station, act: Act) -> bytes:
    """The secret of this office; one that was never kept, or was lost, is made of the act's chance."""
    with station.transaction():
        kept = store.secret(station.db)
        if not kept:
            kept = secret_made_of(act.salt)
            store.keep_secret(station.db, kept)
    return kept


def own_proof(station: Station, period: PeriodKey) -> Enrolment | None:
    """What this office says of its own root key with the code it was given for a period; None where it has none."""
    code = store.code_given(station.db, period)
    root = root_of(certificates_of(station, frozenset()), station.id, station.unit) if code else None
    return Enrolment(root.key, mac_of(code, period, station.unit, root.key)) if root is not None else None


class Hub(NamedTuple):
    """Who sent a campaign file, with the certificates in it and what it says to each office asked."""

    station: str
    unit: UnitKey
    certificates: tuple[Certificate, ...]
    proofs: Mapping[str, str]


def require_code_fits(station: Station, period: PeriodKey, hub: Hub, *, code: bytes) -> Certificate:
    """The root certificate of the hub for which its campaign file and the code that was typed agree.

    Refuses (`CodeNotForUs`, `CodeDiffers`) a file that says nothing to this office, and another code.
    """
    unit, told = station.catalogue.office_told(station.unit), station.catalogue.office_told(hub.unit)
    mac = hub.proofs.get(str(station.unit))
    if mac is None:
        raise CodeNotForUs(unit, told)
    root = root_of(hub.certificates, hub.station, hub.unit)
    if root is None or not is_mac(mac, code, period, station.unit, root.key):
        raise CodeDiffers(unit, told)
    return root


def enrol(station: Station, period: PeriodKey, root: Certificate, *, code: bytes, act: Act) -> None:
    """Keep the code that was typed and confirm the hub's root key with it, within a running transaction."""
    store.keep_code(station.db, period, code)
    key = KeyOfUnit(root.unit, root.key)
    note_confirmed(station, key, period=period, how=HowConfirmed.CODE, act=act)


def matching_keys(station: Station) -> tuple[KnownKey, ...]:
    """The keys that wait and fit the code of their office, where it is the only one of that office that does.

    Two keys with one code, or one beside a key that is heard already, are a matter for the telephone.
    """
    fitting = [each for each in known_keys(station) if each.is_enrolled and each.trust is Trust.SEEN]
    offices = [each.unit for each in fitting]
    return tuple(each for each in fitting if offices.count(each.unit) == 1)


def confirm_matching(station: Station, *, act: Act) -> tuple[KnownKey, ...]:
    """Confirm every key of `matching_keys`, each by a fact of its own; refuses (`NothingMatches`) when there is none."""
    with station.transaction():
        found = matching_keys(station)
        if not found:
            raise NothingMatches
        for each in found:
            key = KeyOfUnit(each.unit, each.key)
            note_confirmed(station, key, period=each.period, how=HowConfirmed.CODE, act=act)
        confirmed = {each.station for each in found}
        return tuple(each for each in known_keys(station) if each.station in confirmed)
