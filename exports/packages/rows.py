"""What the rows of a package hold beside the lines themselves (`models.domain.book.lawful`): its streams and free texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from models.domain.book.facts import SEPARATOR, Keying, Line
from models.domain.book.lawful_values import HASH, NAME, NUMBER, STATION, UNPRINTED

_UNIT = "[0-9A-Z]{1,8}@[0-9]{4}-[0-9]{2}-[0-9]{2}"
MOST_SERIALS = 10_000_000
"""How many forms all facts of a package may name together."""
READING = "3"
"""Raised whenever the rules for rows or lines become stricter: what was proven by older ones is then proven again."""
LONGEST_TEXT = 20_000


_TEXT_KEY = re.compile(SEPARATOR.join((NUMBER, NAME, "[0-9A-Za-z_-]{1,128}"))).fullmatch
_SIGNATURE = "[0-9A-Za-z_-]{86}"
_STREAM_CELLS = (
    f"(?:{NUMBER})?", STATION, _UNIT, f"{_UNIT}/[0-9A-Z]{{1,8}}", NUMBER, HASH, NUMBER, HASH, _SIGNATURE,
)  # fmt: skip
STREAM = re.compile(SEPARATOR.join(f"({cell})" for cell in (NUMBER, *_STREAM_CELLS)))
"""The cells of a row of `streams.csv` with the separator of the chain between them."""


def is_text(cells: Sequence[str]) -> bool:
    """Whether n, question and salt of a free text can be, and the text is not longer than any paper."""
    _, n, question, salt, content = cells
    return bool(
        _TEXT_KEY(f"{n}{SEPARATOR}{question}{SEPARATOR}{salt}")
        and len(content) <= LONGEST_TEXT
        and not UNPRINTED(content)
    )


def promised_texts(lines: Iterable[Line]) -> set[tuple[int, str, str]]:
    """What keyings promise: n, question and digest of each free text."""
    return {
        (line.n, question, digest)
        for line in lines
        if isinstance(line, Keying) and line.texts
        for question, digest in json.loads(line.texts).items()
    }
