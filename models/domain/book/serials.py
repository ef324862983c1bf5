"""The serial of a paper form: `26Q3-00004-CN-100123-48`.

Period, issuing unit, variant, number, check. The first digit of the number is the *book* (quyển, 1–9) of the station
that minted it, the other five count from 1. The check is ISO 7064 MOD 97-10 over everything before it.
Codes use digits and the letters `B C G H K M N P Q T` only: a USB scanner types, and under Telex or VNI other
letters would turn into tone marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from models.domain.basics.problems import N_, Problem

LETTERS = "BCGHKMNPQT"
VARIANTS = ("CN", "TC")
BOOKS = range(1, 10)
BOOK_SIZE = 100_000

_CODE = re.compile(rf"[0-9{LETTERS}]{{1,8}}")
_SERIAL = re.compile(rf"([0-9{LETTERS}]{{1,8}})-([0-9{LETTERS}]{{1,8}})-(CN|TC)-([1-9][0-9]{{5}})-([0-9]{{2}})")
_SHORT = re.compile(r"([1-9][0-9]{5})[-\s]?([0-9]{2})")


@dataclass(eq=False)
class SerialMalformed(Problem):
    """The text has not the shape of a serial."""

    text: str
    code = "serial_malformed"
    says = N_(
        "“{text}” is not a form number. A form number looks like 26Q3-00004-CN-100123-48; "
        "copy it from the bottom of the paper."
    )


@dataclass(eq=False)
class SerialMistyped(Problem):
    """The check digits do not fit the rest."""

    text: str
    code = "serial_mistyped"
    says = N_(
        "The check digits of “{text}” do not fit: a digit was mistyped. Compare with the paper and type the number again."
    )


@dataclass(eq=False)
class CodeMalformed(Problem):
    """A period code has letters that a scanner cannot type safely, or is too long."""

    text: str
    code = "code_malformed"
    says = N_("“{text}” cannot be a period code. Use 1 to 8 characters from the digits and B C G H K M N P Q T.")


def require_code(text: str) -> str:
    """Return `text` when it may stand in serials, else refuse (`CodeMalformed`)."""
    if not _CODE.fullmatch(text):
        raise CodeMalformed(text)
    return text


class Serial(NamedTuple):
    """One serial without its check, which follows from the rest."""

    period: str
    unit: str
    variant: str
    number: int

    @property
    def book(self) -> int:
        return self.number // BOOK_SIZE

    @property
    def check(self) -> str:
        prefix = _prefix_remainder(self.period, self.unit, self.variant)
        return f"{98 - (prefix * 100_000_000 + self.number * 100) % 97:02d}"

    @property
    def short(self) -> str:
        """Number and check, what a clerk types: `100123-48`."""
        return f"{self.number}-{self.check}"

    def __str__(self) -> str:
        return f"{self.period}-{self.unit}-{self.variant}-{self.number}-{self.check}"


@lru_cache(maxsize=4096)
def _prefix_remainder(period: str, unit: str, variant: str) -> int:
    return int("".join(str(int(letter, 36)) for letter in period + unit + variant)) % 97


def parse_serial(text: str) -> Serial:
    """Read a whole serial; refuses with `SerialMalformed` or `SerialMistyped`."""
    cleaned = text.strip().upper()
    match = _SERIAL.fullmatch(cleaned)
    if match is None:
        raise SerialMalformed(text)
    serial = Serial(match[1], match[2], match[3], int(match[4]))
    if serial.check != match[5]:
        raise SerialMistyped(cleaned)
    return serial


def parse_typed(text: str, *, period: str, unit: str) -> Serial:
    """Read what a clerk typed or a scanner sent: a whole serial, or number and check within `period` and `unit`."""
    match = _SHORT.fullmatch(text.strip())
    if match is None:
        return parse_serial(text)
    for variant in VARIANTS:
        serial = Serial(period, unit, variant, int(match[1]))
        if serial.check == match[2]:
            return serial
    raise SerialMistyped(text.strip())


class SerialRange(NamedTuple):
    """Serials of one period, unit, variant and book, first to last, both included."""

    first: Serial
    last: Serial

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"

    def __iter__(self) -> Iterator[Serial]:
        period, unit, variant, first = self.first
        return (Serial(period, unit, variant, number) for number in range(first, self.last.number + 1))

    @property
    def count(self) -> int:  # type: ignore[override]  # the number of serials, not tuple.count
        return self.last.number - self.first.number + 1


def parse_range(text: str, *, period: str, unit: str) -> SerialRange:
    """Read `SERIAL` or `FROM..TO`; the two ends must belong to one book."""
    start, dots, end = text.partition("..")
    first = parse_typed(start, period=period, unit=unit)
    last = parse_typed(end, period=period, unit=unit) if dots else first
    if first[:3] != last[:3] or first.book != last.book or last.number < first.number:
        raise SerialMalformed(text)
    return SerialRange(first, last)


def compress(serials: Iterable[Serial]) -> str:
    """Write serials as facts hold them: sorted ranges, comma between."""
    ranges: list[SerialRange] = []
    for serial in sorted(set(serials)):
        previous = ranges[-1].last if ranges else None
        if (
            previous is not None
            and serial[:3] == previous[:3]
            and serial.book == previous.book
            and serial.number == previous.number + 1
        ):
            ranges[-1] = SerialRange(ranges[-1].first, serial)
        else:
            ranges.append(SerialRange(serial, serial))
    return ",".join(map(str, ranges))


def names(text: str, serial: Serial) -> bool:
    """Whether the serials of a fact hold this one: `str(serial) in expand(text)`, however many they are."""
    for item in filter(None, text.split(",")):
        start, _, end = item.partition("..")
        first = parse_serial(start)
        if serial[:3] == first[:3] and first.number <= serial.number <= (parse_serial(end) if end else first).number:
            return True
    return False


_ENDS = tuple(f"-{98 - remainder:02d}" for remainder in range(97))
"""The check digits as they end a serial, by the remainder of what stands before them (ISO 7064 MOD 97-10)."""


def expand(text: str) -> Iterator[str]:
    """The serials of a fact one by one, as text; the inverse of `compress`. Refuses what is malformed."""
    for item in filter(None, text.split(",")):
        start, dots, end = item.partition("..")
        if not dots:
            yield str(parse_serial(item))
            continue
        first, last = parse_serial(start), parse_serial(end)
        if first[:3] != last[:3] or first.book != last.book or last.number < first.number:
            raise SerialMalformed(item)
        head = f"{first.period}-{first.unit}-{first.variant}-"
        remainder = _prefix_remainder(*first[:3]) * 100_000_000
        yield from [
            f"{head}{number}{_ENDS[(remainder + number * 100) % 97]}" for number in range(first.number, last.number + 1)
        ]
