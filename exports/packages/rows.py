"""What a row of a package may hold: one pattern for each kind of line, and the rules a pattern cannot say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from models.domain.basics.problems import Problem
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Keying, Line, PeriodKey, canonical
from models.domain.book.serials import VARIANTS, Serial, parse_serial

_S = "\x1f"
_NUMBER = "([1-9][0-9]{0,8})"
_STATION = "[0-9A-Za-z_.-]{1,64}"
_UNIT = "[0-9A-Z]{1,8}@[0-9]{4}-[0-9]{2}-[0-9]{2}"
_HASH = "[0-9a-f]{64}"
_BY = "[0-9A-Z]{1,8}/[a-z0-9]{1,16}"
_AT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
_PLAIN = r"[^\x00-\x08\x0a-\x1f\x7f]"
_NAME = r"[^\x00-\x1f\x7f\"\\]{1,64}"
_REST = rf'(?:\{{(?:"{_NAME}":"[^\x00-\x1f\x7f"\\]*"(?:,"{_NAME}":"[^\x00-\x1f\x7f"\\]*")*)?\}})?'
_DIGESTS = rf'(?:\{{"{_NAME}":"{_HASH}"(?:,"{_NAME}":"{_HASH}")*\}})?'
_REF = f"{_STATION}:[1-9][0-9]{{0,8}}"
MOST_SERIALS = 10_000_000
"""How many forms all facts of a package may name together."""
READING = "1"
"""Raised whenever the rules below become stricter: what was proven by older ones is then proven again."""
LONGEST_TEXT = 20_000
LONGEST_BODY = 1_000_000


_TEXT_KEY = re.compile(_S.join((_NUMBER, _NAME, "[0-9A-Za-z_-]{1,128}"))).fullmatch
_UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]").search
_STREAMS = (f"({_STATION})", f"({_UNIT})", f"({_UNIT}/[0-9A-Z]{{1,8}})", _NUMBER, f"({_HASH})", "([0-9]{1,9})")
STREAM = re.compile(_S.join((_NUMBER, "(0|[1-9][0-9]?)", *_STREAMS, f"({_HASH})")))
_N = "[1-9][0-9]{0,8}"
FACT = re.compile(_S.join((_N, _N, "[a-z_]{1,32}", f"{_PLAIN}*", _BY, _AT, f"{_PLAIN}*")))
_SERIAL = r"([0-9A-Z]{1,8}-[0-9A-Z]{1,8})-(CN|TC)-([1-9][0-9]{5})-([0-9]{2})"
_ANSWERS = _S.join((_HASH, r"[1-9a-z.*?\-]{0,500}", _REST, _DIGESTS))
_VOID = _S * 3
_SETTLES = f"(?:{_REF}(?:,{_REF})*)?"
KEYING = re.compile(
    _S.join((_N, _N, _SERIAL, f"(?:{_ANSWERS}|{_VOID})", _SETTLES, _BY, _AT, "(?:0|[1-9][0-9]{0,7})")),
)
"""The three patterns run over the cells of a row with the separator of the chain between them."""


class Rules:
    """The rules for the rows of a package about one unit and period."""

    def __init__(self, period: PeriodKey, unit: UnitKey, *, serials: int = 0) -> None:
        self._period, self._unit = period.code, unit.code
        self._head = f"{period.code}-{unit.code}"
        self.serials = serials
        self._prefixes = {
            variant: (98 - int(Serial(period.code, unit.code, variant, 100_000).check) - 10_000_000) % 97
            for variant in VARIANTS
        }

    def is_true_serial(self, head: str, variant: str, number: str, check: str) -> bool:
        """Whether a serial is of this unit and period and its check digits fit.

        The prefix is worked out once for all serials of the package.
        """
        return head == self._head and 98 - (self._prefixes[variant] + int(number) * 100) % 97 == int(check)

    def wrong_in_fact(self, serials: str, body: str) -> str:
        """What should stand where a fact is wrong; empty when it is right."""
        if serials and not self._are_serials(serials):
            return "serials"
        if len(body) > LONGEST_BODY:
            return f"≤ {LONGEST_BODY}"
        if body:
            try:
                value = json.loads(body)
                is_right = isinstance(value, dict) and canonical(value) == body
            except (ValueError, RecursionError):
                is_right = False
            if not is_right:
                return "canonical JSON"
        return ""

    def _are_serials(self, text: str) -> bool:
        """Ranges of this unit and period, without being written out: a range of millions costs nothing here."""
        try:
            for item in text.split(","):
                start, dots, end = item.partition("..")
                first = parse_serial(start)
                last = parse_serial(end) if dots else first
                if str(first) != start or (dots and str(last) != end):
                    return False
                if first[:2] != (self._period, self._unit) or first[:3] != last[:3] or first.book != last.book:
                    return False
                if last.number < first.number:
                    return False
                self.serials += last.number - first.number + 1
        except Problem:
            return False
        return self.serials <= MOST_SERIALS

    def text_key(self, cells: Sequence[str]) -> bool:
        """Whether n, question and salt of a free text can be, and the text is not longer than any paper."""
        _, n, question, salt, content = cells
        return bool(
            _TEXT_KEY(f"{n}{_S}{question}{_S}{salt}") and len(content) <= LONGEST_TEXT and not _UNPRINTED(content)
        )


def promised_texts(lines: Iterable[Line]) -> set[tuple[int, str, str]]:
    """What keyings promise: n, question and digest of each free text."""
    return {
        (line.n, question, digest)
        for line in lines
        if isinstance(line, Keying) and line.texts
        for question, digest in json.loads(line.texts).items()
    }
