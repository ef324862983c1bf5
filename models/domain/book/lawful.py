"""What a line may say: the law of journal lines and keyings, the same for what is written here and what arrives.

A line is judged by itself, never by what a base holds or lacks. A kind of fact that is not known is kept and carried:
of its body only size, depth and form are looked at. So is what the body of a known kind says beyond its own words.
"""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from models.domain.basics.canonical import canonical_json
from models.domain.basics.problems import N_, Message, Problem
from models.domain.book.facts import SEPARATOR, Fact, Kind, Line
from models.domain.book.lawful_values import (
    BY,
    HASH,
    NAME,
    NUMBER,
    REF,
    are_numbers_given,
    are_refs,
    by_station,
    fits,
    is_count,
    is_ended_head,
    is_hash,
    is_head,
    is_key,
    is_line_of_any_period,
    is_person,
    is_ref,
    is_serial,
    is_share,
    is_span,
    is_station,
    is_unit,
    is_view,
    is_waiver,
    is_words,
    list_of,
)
from models.domain.book.life import REPLACES
from models.domain.book.serials import BOOKS, LETTERS, Serial, parse_serial
from models.domain.dossiers.sampling import NotASamplingRecord, SamplingRecord

LONGEST_LINE = 1_000_000
"""Letters of a line, its body included."""
DEEPEST_BODY = 16
"""How far objects and lists of a body may stand in each other."""


_PLAIN = r"[^\x00-\x08\x0a-\x1f\x7f]"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?"
_AT = rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})T{_TIME}(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
_ANSWER = rf'"{NAME}":"[^\x00-\x1f\x7f"\\]*"'
_DIGEST = f'"{NAME}":"{HASH}"'
_SERIAL = rf"([0-9A-Z]{{1,8}}-[0-9A-Z]{{1,8}})-([{LETTERS}]{{1,4}})-([1-9][0-9]{{5}})-([0-9]{{2}})"

_MOMENT = N_("a real day and time with its zone")
_PERSON = N_("office and person, as in 00004/lan")
_COUNTED = N_("a whole number")
_OWN_FORM = N_("the number of a form of this office and period")
_OWN_FORMS = N_("numbers of forms of this office and period")
_FINGERPRINT = N_("64 hex digits")
_MARK = N_("one mark for each question")
_JSON = N_("canonical JSON")
_LINE = N_("a line: computer, colon, number")
_LINES = N_("lines, each as computer, colon, number")
_WORDS = N_("words of at most 300 letters")


class Unlawful(NamedTuple):
    """Where a line is not lawful: its column (of a body also the word in it), what stands there, and what is expected."""

    column: str
    found: str
    expected: Message


@dataclass(eq=False)
class LineUnlawful(Problem):
    """A line was to be written that no office would take in."""

    column: str
    found: str
    expected: Message

    code = "line_unlawful"
    says = N_("“{found}” cannot be written into the book ({column}): {expected} is expected. Correct it and try again.")


class _Word(NamedTuple):
    """What one word of a body may hold."""

    is_lawful: Callable[[object], bool]
    expected: Message


_SAYS = _Word(is_words, _WORDS)
_MEASURED = _Word(is_hash, _FINGERPRINT)
_ONE_LINE, _SOME_LINES = _Word(is_ref, _LINE), _Word(are_refs, _LINES)
_TURNS = _Word(
    list_of(lambda each: is_station(each) or is_line_of_any_period(each)), N_("turns at the book of numbers")
)
_NUMBERS = _Word(are_numbers_given, N_("the last numbers given, by period"))

_WORDS_OF: Mapping[str, Mapping[str, _Word]] = {
    Kind.BOOK_ALLOTTED: {
        "book": _Word(lambda value: is_count(value) and value in BOOKS, N_("a book from 1 to 9")),
        "station": _Word(is_station, N_("the name of a computer")),
    },
    Kind.ISSUED: {
        **dict.fromkeys(("questionnaire", "edition", "agency", "sector", "procedure"), _SAYS),
        **dict.fromkeys(("coding", "paper"), _MEASURED),
        "participants": _Word(list_of(is_words), N_("a list of agencies")),
        REPLACES: _Word(is_serial, N_("the number of a form")),
    },
    Kind.CANCELLED: {"facts": _SOME_LINES},
    Kind.SHARE_RAISED: {"share": _Word(is_share, N_("a share from 0 to 1"))},
    Kind.RULED: {"keying": _ONE_LINE, "issue": _ONE_LINE},
    Kind.CHOSEN: {
        "line": _ONE_LINE,
        "digest": _Word(fits("[0-9a-f]{16}"), N_("16 hex digits")),
        "replaces": _SOME_LINES,
    },
    Kind.CLOSED: {
        "heads": _Word(by_station(is_head), N_("the last line and its chain hash of each computer")),
        "replaces": _SOME_LINES,
    },
    Kind.REOPENED: {"closing": _SOME_LINES},
    Kind.WITHDRAWN: {
        "lines": _Word(list_of(is_span), N_("spans of lines, each as computer, first, last")),
        "package": _Word(fits("(?:[0-9a-f]{16})?"), N_("16 hex digits")),
    },
    Kind.REINSTATED: {"withdrawal": _ONE_LINE},
    Kind.PURGED: {"texts": _Word(by_station(is_count), N_("the last line of each computer"))},
    Kind.KEY_CONFIRMED: {
        "unit": _Word(is_unit, N_("an office with its first day")),
        "key": _Word(is_key, N_("a public key")),
        "how": _Word(fits("words|code"), N_("words or code")),
    },
    Kind.LATE_TAKEN: {"heads": _Word(by_station(is_head), N_("the last line of each computer")), "reason": _SAYS},
    Kind.HUB_CLOSED: {
        "units": _Word(
            lambda value: (
                isinstance(value, dict) and all(is_unit(unit) and is_view(view) for unit, view in value.items())
            ),
            N_("the last lines of each office"),
        ),
        "asked": _Word(list_of(is_unit), N_("a list of offices")),
        "campaign": _Word(fits("(?:[0-9a-f]{64})?"), _FINGERPRINT),
        "replaces": _SOME_LINES,
        "waived": _Word(list_of(is_waiver), N_("what was let pass, each as kind, offices, reason")),
        "number": _Word(is_count, _COUNTED),
    },
    Kind.NUMBERS_HANDED: {
        "after": _TURNS,
        "station": _Word(is_station, N_("the name of a computer")),
        "numbers": _NUMBERS,
    },
    Kind.NUMBERS_TAKEN: {"after": _TURNS, "numbers": _NUMBERS, "reason": _SAYS},
    Kind.IN_CHARGE: {
        "unit": _Word(is_unit, N_("an office with its first day")),
        "person": _Word(lambda value: value == "" or is_person(value), _PERSON),
        "after": _Word(list_of(is_line_of_any_period), _LINES),
    },
    Kind.KEY_ENDED: {
        "station": _Word(is_station, N_("the name of a computer")),
        "heads": _Word(list_of(is_ended_head), N_("the last line of each stream")),
        "certified": _Word(list_of(is_station), N_("the name of a computer")),
    },
}
"""What the words of a body may hold; `reason` is words in every kind."""

_NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    Kind.BOOK_ALLOTTED: (("book",), ("station",)),
    Kind.ISSUED: (("questionnaire",), ("coding",)),
    Kind.CANCELLED: (("facts",),),
    Kind.SHARE_RAISED: (("share",),),
    Kind.RULED: (("keying", "issue"),),
    Kind.CHOSEN: (("line",), ("digest",)),
    Kind.CLOSED: (("heads",),),
    Kind.REOPENED: (("closing",),),
    Kind.WITHDRAWN: (("lines",),),
    Kind.REINSTATED: (("withdrawal",),),
    Kind.PURGED: (("texts",),),
    Kind.KEY_CONFIRMED: (("unit",), ("key",)),
    Kind.KEY_ENDED: (("station",), ("heads",)),
    Kind.LATE_TAKEN: (("heads",), ("reason",)),
    Kind.HUB_CLOSED: (("units",), ("asked",)),
    Kind.NUMBERS_HANDED: (("after",), ("station",), ("numbers",)),
    Kind.NUMBERS_TAKEN: (("after",), ("numbers",), ("reason",)),
    Kind.IN_CHARGE: (("unit",), ("person",)),
}
"""The words without which a kind says nothing; of those that stand together one is enough."""

_KINDS = frozenset(map(str, Kind))

_FACT_CELLS: Mapping[str, tuple[str, Message]] = {
    "n": (NUMBER, _COUNTED),
    "kind": ("[a-z_]{1,32}", N_("small letters and _")),
    "serials": (f"{_PLAIN}*", _OWN_FORMS),
    "by": (BY, _PERSON),
    "at": (_AT, _MOMENT),
    "body": (f"{_PLAIN}*", _JSON),
}
_KEYING_CELLS: Mapping[str, tuple[str, Message]] = {
    "n": (NUMBER, _COUNTED),
    "serial": (_SERIAL, _OWN_FORM),
    "coding": (HASH, _FINGERPRINT),
    "marks": (r"[1-9a-z.*?\-]{0,500}", _MARK),
    "rest": (rf"((?:\{{(?:{_ANSWER}(?:,{_ANSWER})*)?\}})?)", _JSON),
    "texts": (rf"((?:\{{{_DIGEST}(?:,{_DIGEST})*\}})?)", _JSON),
    "settles": (f"(?:{REF}(?:,{REF})*)?", _LINES),
    "by": (BY, _PERSON),
    "at": (_AT, _MOMENT),
    "seconds": ("0|[1-9][0-9]{0,7}", N_("whole seconds")),
}


def _pattern(*cells: str) -> re.Pattern[str]:
    """Cells of a line with the sign of the chain between them; before them stands what names the table or stream."""
    return re.compile(SEPARATOR.join(("[a-z0-9]{1,9}", *(f"(?:{cell})" for cell in cells))))


def _keying_pattern(
    n: str, serial: str, coding: str, marks: str, rest: str, texts: str, *others: str
) -> re.Pattern[str]:
    """Either all that answers are, or nothing of it: a void."""
    answers = SEPARATOR.join((coding, marks, rest, texts))
    return _pattern(n, serial, f"{answers}|{SEPARATOR * 3}", *others)


_WORDS_IN = re.compile('"([^"]*)":').findall
_MOMENT_TEXT = re.compile(_AT).fullmatch
_FACT = _pattern(*(pattern for pattern, _ in _FACT_CELLS.values())).fullmatch
_KEYING = _keying_pattern(*(pattern for pattern, _ in _KEYING_CELLS.values())).fullmatch


class Law:
    """The law for the lines about one unit and period, by their codes.

    `forms` counts how many forms the facts that were asked about name together.
    """

    def __init__(self, period: str, unit: str, *, forms: int = 0) -> None:
        self._place = (period, unit)
        self._head = f"{period}-{unit}"
        self.forms = forms
        # the check digits of all serials of a place are worked out from these
        self._prefixes: dict[str, int] = {}

    def fact(self, text: str) -> Unlawful | None:
        """What is not lawful in a journal line, given as the chain reads it; None when it is right."""
        matched = _FACT(text)
        if matched is None or not _is_day(matched[1]) or len(text) > LONGEST_LINE:
            return _wrong_cell(text, _FACT_CELLS)
        _, _, kind, serials, _, _, body = text.split(SEPARATOR)
        if kind == Kind.ISSUED and (not serials or "," in serials):
            return Unlawful("serials", serials, N_("one form, or one range of forms"))
        if serials and not self._are_forms(serials):
            return Unlawful("serials", serials, _OWN_FORMS)
        return _wrong_in_body(kind, body)

    def keying(self, text: str) -> Unlawful | None:
        """What is not lawful in a keying, given as the chain reads it; None when it is right."""
        matched = _KEYING(text)
        if matched is None:
            return _wrong_cell(text, _KEYING_CELLS)
        head, variant, number, check, rest, texts, day = matched.groups()
        if head != self._head or 98 - (self._prefix(variant) + int(number) * 100) % 97 != int(check):
            return Unlawful("serial", text.split(SEPARATOR)[2], _OWN_FORM)
        if not _is_day(day) or len(text) > LONGEST_LINE:
            return _wrong_cell(text, _KEYING_CELLS)
        # one word alone is in order
        if rest and _BETWEEN in rest and not _is_in_order(rest):
            return Unlawful("rest", rest, _JSON)
        if texts and _BETWEEN in texts and not _is_in_order(texts):
            return Unlawful("texts", texts, _JSON)
        return None

    def _prefix(self, variant: str) -> int:
        if variant not in self._prefixes:
            first = Serial(*self._place, variant, 100_000)
            self._prefixes[variant] = (98 - int(first.check) - 10_000_000) % 97
        return self._prefixes[variant]

    def require(self, line: Line) -> None:
        """Refuse (`LineUnlawful`) to write a line that no office would take in."""
        wrong = self.fact(line.line()) if isinstance(line, Fact) else self.keying(line.line())
        if wrong is not None:
            raise LineUnlawful(wrong.column, wrong.found[:80], wrong.expected)

    def _are_forms(self, text: str) -> bool:
        """Serials and ranges of this place, without being written out: a range of millions costs nothing here."""
        try:
            for item in text.split(","):
                start, dots, end = item.partition("..")
                first = parse_serial(start)
                last = parse_serial(end) if dots else first
                if str(first) != start or (dots and str(last) != end) or first[:2] != self._place:
                    return False
                if first[:3] != last[:3] or first.book != last.book or last.number < first.number:
                    return False
                self.forms += last.number - first.number + 1
        except Problem:
            return False
        return True


@lru_cache(maxsize=4096)
def _is_day(text: str) -> bool:
    """A day of the calendar whose moments every zone can tell."""
    try:
        return 1 < date.fromisoformat(text).year < 9999
    except ValueError:
        return False


def is_moment(text: str) -> bool:
    """Whether this is a real day and time of day with its zone, as lines and descriptions of packages tell it."""
    matched = _MOMENT_TEXT(text)
    return matched is not None and _is_day(matched[1])


def _canonical_object(text: str) -> dict[str, object] | None:
    """The object, not empty, whose canonical JSON this is."""
    try:
        value = json.loads(text)
        return value if isinstance(value, dict) and value and canonical_json(value) == text else None
    except (ValueError, RecursionError):
        return None


_BETWEEN = '","'


@lru_cache(maxsize=4096)
def _is_in_order(text: str) -> bool:
    """Whether in an object of plain texts every word stands once and in its place, as canonical JSON has it."""
    words = _WORDS_IN(text)
    return all(map(operator.lt, words, words[1:]))


def _wrong_in_body(kind: str, body: str) -> Unlawful | None:
    needed, words = _NEEDED.get(kind, ()), _WORDS_OF.get(kind, {})
    if not body:
        return Unlawful("body", "", N_("the words of its kind")) if needed or kind == Kind.SAMPLED else None
    value = _canonical_object(body)
    if value is None:
        return Unlawful("body", body, _JSON)
    if not _is_shallow(value):
        return Unlawful("body", body, N_("at most 16 objects and lists in each other"))
    if kind not in _KINDS:
        return None
    for names in needed:
        if not any(name in value for name in names):
            return Unlawful(f"body.{names[0]}", "", words[names[0]].expected)
    for name, word in words.items():
        if name in value and not word.is_lawful(value[name]):
            return Unlawful(f"body.{name}", canonical_json(value[name]), word.expected)
    if not is_words(value.get("reason", "")):
        return Unlawful("body.reason", canonical_json(value["reason"]), _WORDS)
    if kind == Kind.SAMPLED:
        try:
            SamplingRecord.parse(value)
        except NotASamplingRecord:
            return Unlawful("body", body, N_("how the sample was drawn"))
    return None


def _is_shallow(value: object) -> bool:
    level: list[object] = [value]
    for _ in range(DEEPEST_BODY):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return True
    return not any(isinstance(each, dict | list) for each in level)


def _wrong_cell(text: str, cells: Mapping[str, tuple[str, Message]]) -> Unlawful:
    """The first cell that is not as it should be; the whole row where none is wrong by itself."""
    columns, found = ",".join(cells), text.split(SEPARATOR)[1:]
    if len(text) > LONGEST_LINE:
        return Unlawful(columns, text, N_("at most 1,000,000 letters"))
    if len(found) == len(cells):
        for (column, (pattern, expected)), cell in zip(cells.items(), found, strict=True):
            matched = re.fullmatch(pattern, cell)
            if matched is None and column == "coding" and not any(found[2:6]):
                continue
            if matched is None or (column == "at" and not _is_day(matched[1])):
                return Unlawful(column, cell, expected)
    return Unlawful(columns, ",".join(found), N_("a row with these columns"))
