"""Enrolment codes: what a hub hands to an office on paper, so that their keys need not be compared by telephone.

Pure functions. Who holds the code of an office can say of a key that it is right; who does not hold it can neither say so nor find
the code out from what was said. Drawn in docs/merging.md.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from models.domain.basics.problems import N_, Problem
from models.domain.basics.spoken_words import folded_words, spoken, value_of_word
from models.domain.basics.units import UnitKey
from models.domain.book.certificates import Certificate
from models.domain.book.facts import PeriodKey

CODE_BYTES = 10
"""80 bits: nobody tries them all."""
DIGITS = 25
"""As many decimal digits as 80 bits take; two check digits follow."""
_ALL_DIGITS = DIGITS + 2
_GROUP = 3
_WORDS = "sophieu enrolment"


class Enrolment(NamedTuple):
    """What an office says of its own root key: the key (base64url), and with which MAC its code says that it is right."""

    key: str
    mac: str


@dataclass(eq=False)
class EnrolmentWordUnknown(Problem):
    """A word that stands in no enrolment code."""

    word: str
    place: int
    code = "enrolment_word_unknown"
    says = N_("Word {place}, “{word}”, is none of the words of a code. Compare it with the letter, letter by letter.")


@dataclass(eq=False)
class EnrolmentWordsCount(Problem):
    """Too few or too many words."""

    found: int
    needed: int
    code = "enrolment_words_count"
    says = N_(
        "{found} words were typed; an enrolment code has {needed}. Compare with the letter which word is missing."
    )


@dataclass(eq=False)
class EnrolmentDigitsCount(Problem):
    """Too few or too many digits."""

    found: int
    needed: int
    code = "enrolment_digits_count"
    says = N_(
        "{found} digits were typed; an enrolment code has {needed}. Compare them with the letter, group by group."
    )


@dataclass(eq=False)
class EnrolmentDigitsWrong(Problem):
    """The check digits do not fit."""

    code = "enrolment_digits_wrong"
    says = N_(
        "A digit of the enrolment code is wrong, or two of them changed places. Compare the digits with the letter, group by group."
    )


def code_of(secret: bytes, period: PeriodKey, unit: UnitKey) -> bytes:
    """The code of an office in a period, made of its hub's secret."""
    return _mac(secret, _WORDS, str(period), str(unit)).digest()[:CODE_BYTES]


def mac_of(code: bytes, period: PeriodKey, unit: UnitKey, key: str) -> str:
    """What the holder of a code says of a public key (base64url): hex, for this period and office alone."""
    return _mac(code, _WORDS, str(period), str(unit), key).hexdigest()


def is_mac(mac: str, code: bytes, period: PeriodKey, unit: UnitKey, key: str) -> bool:
    """Whether `mac` is what the holder of the code says of this key."""
    return hmac.compare_digest(mac, mac_of(code, period, unit, key))


def _mac(key: bytes, *said: str) -> hmac.HMAC:
    return hmac.new(key, "\n".join(said).encode(), hashlib.sha256)


def words_of(code: bytes) -> str:
    """A code as ten words, as a person reads and types it."""
    return spoken(code)


def digits_of(code: bytes) -> str:
    """A code as digits without spaces, the last two its check (ISO 7064 MOD 97-10): what its QR code says."""
    number = int.from_bytes(code)
    return f"{number:0{DIGITS}d}{98 - number * 100 % 97:02d}"


def grouped(digits: str) -> str:
    """Digits in groups, to be read and typed."""
    return " ".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))


def read_code(typed: str) -> bytes:
    """The code that was typed as words or as digits; tones, case, spaces and signs between do not matter.

    Refuses (`EnrolmentWordUnknown`, `EnrolmentWordsCount`, `EnrolmentDigitsCount`, `EnrolmentDigitsWrong`) what no code is.
    """
    words = folded_words(typed)
    if words and all(word.isascii() and word.isdecimal() for word in words):
        return _read_digits("".join(words))
    values = [value_of_word(word) for word in words]
    for place, (word, value) in enumerate(zip(words, values, strict=True), 1):
        if value is None:
            raise EnrolmentWordUnknown(word[:40], place)
    if len(values) != CODE_BYTES:
        raise EnrolmentWordsCount(len(values), CODE_BYTES)
    return bytes(value for value in values if value is not None)


def _read_digits(digits: str) -> bytes:
    if len(digits) != _ALL_DIGITS:
        raise EnrolmentDigitsCount(len(digits), _ALL_DIGITS)
    number = int(digits[:DIGITS])
    if number >= 2 ** (8 * CODE_BYTES) or digits_of(number.to_bytes(CODE_BYTES)) != digits:
        raise EnrolmentDigitsWrong
    return number.to_bytes(CODE_BYTES)


def root_of(certificates: tuple[Certificate, ...], station: str, unit: UnitKey) -> Certificate | None:
    """The certificate with which the office of a station was founded: the self-signed one of that office that its own leads to.

    None when it leads to none, for example because an office above certified it.
    """
    of_unit = [each for each in certificates if each.unit == unit]
    return next(_roots(of_unit, station), None)


def _roots(certificates: list[Certificate], station: str) -> Iterator[Certificate]:
    waiting, seen = [station], set[str]()
    while waiting:
        place = waiting.pop(0)
        if place in seen:
            continue
        seen.add(place)
        for each in certificates:
            if each.station == place and each.signer == place:
                yield each
            elif each.station == place:
                waiting.append(each.signer)
