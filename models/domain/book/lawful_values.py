"""What single values of a line may be: numbers, names, words, and the small lists that bodies are made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from models.domain.basics.problems import Problem
from models.domain.basics.typed_words import LONGEST
from models.domain.basics.units import UnitKey
from models.domain.book.serials import parse_serial

NUMBER = "[1-9][0-9]{0,8}"
STATION = "[0-9a-f]{32}"
HASH = "[0-9a-f]{64}"
NAME = r"[^\x00-\x1f\x7f\"\\]{1,64}"
"""How a line is numbered, and what names a station, what was signed or measured, and a question."""
UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]").search
"""Signs that no paper and no table can show."""
REF = f"{STATION}:{NUMBER}"
BY = "[0-9A-Z]{1,8}/[a-z0-9]{1,16}"
"""How lines name each other, and people."""


def fits(pattern: str) -> Callable[[object], bool]:
    match = re.compile(pattern).fullmatch
    return lambda value: isinstance(value, str) and match(value) is not None


def is_count(value: object, least: int = 1) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= 999_999_999


def list_of(is_lawful: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(map(is_lawful, value))


def by_station(is_lawful: Callable[[object], bool]) -> Callable[[object], bool]:
    """An object: station → a lawful value."""
    return lambda value: (
        isinstance(value, dict) and all(is_station(key) and is_lawful(each) for key, each in value.items())
    )


def is_words(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and not UNPRINTED(value)


def is_share(value: object) -> bool:
    return is_fraction(value) and 0 <= Fraction(str(value)) <= 1


def is_head(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and is_count(value[0]) and (value[1] == "" or is_hash(value[1]))


def is_span(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 3
        and is_station(value[0])
        and is_count(value[1])
        and is_count(value[2])
        and value[1] <= value[2]
    )


def is_unit(value: object) -> bool:
    """An office as streams name it."""
    try:
        return isinstance(value, str) and str(UnitKey.parse(value)) == value
    except ValueError:
        return False


def is_ended_head(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 4
        and is_unit(value[0])
        and isinstance(value[1], str)
        and is_period(value[1])
        and is_count(value[2])
        and is_hash(value[3])
    )


def is_period(text: str) -> bool:
    issuer, slash, code = text.partition("/")
    return bool(slash) and is_unit(issuer) and re.fullmatch("[0-9A-Z]{1,8}", code) is not None


def is_serial(value: object) -> bool:
    try:
        return isinstance(value, str) and str(parse_serial(value)) == value
    except Problem:
        return False


def is_branch_end(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and is_count(value[0]) and is_hash(value[1])


def is_believed(value: object) -> bool:
    """An office, and how many steps it stands above the one spoken of; nothing where it does not stand above."""
    return (
        isinstance(value, list)
        and len(value) == 2
        and is_unit(value[0])
        and (value[1] is None or is_count(value[1], least=0))
    )


def is_view(value: object) -> bool:
    """Per station the offices that it was believed for, and the ends of its branches."""
    return by_station(
        lambda each: (
            isinstance(each, list)
            and len(each) == 2
            and list_of(is_believed)(each[0])
            and list_of(is_branch_end)(each[1])
        )
    )(value)


def is_line_of_any_period(value: object) -> bool:
    """A line of the office itself with its period before it."""
    period, space, ref = str(value).rpartition(" ")
    return isinstance(value, str) and bool(space) and is_period(period) and is_ref(ref)


def are_numbers_given(value: object) -> bool:
    """By period the last numbers given, of receipts by office."""
    return isinstance(value, dict) and all(
        is_period(period)
        and isinstance(words, dict)
        and all(is_count(words.get(name, 0), least=0) for name in ("campaign", "file", "closing", "above"))
        and isinstance(receipts := words.get("receipts", {}), dict)
        and all(is_unit(unit) and is_count(number, least=0) for unit, number in receipts.items())
        for period, words in value.items()
    )


def is_waiver(value: object) -> bool:
    """What was let pass: its kind, the offices, and why."""
    return (
        isinstance(value, list)
        and len(value) == 3
        and isinstance(value[0], str)
        and re.fullmatch("[a-z_]{1,32}", value[0]) is not None
        and list_of(is_unit)(value[1])
        and is_words(value[2])
        and bool(value[2].strip())
    )


is_station, is_hash, is_ref = fits(STATION), fits(HASH), fits(REF)
is_person = fits(BY)
is_key = fits("[0-9A-Za-z_-]{43}")
is_fraction = fits("[0-9]{1,9}(?:/[1-9][0-9]{0,8})?")
are_refs = list_of(is_ref)
