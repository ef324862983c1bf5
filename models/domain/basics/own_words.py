"""Words of an office or of a country, which no catalogue of ours translates: in its own language, and in others as it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self

from models.domain.basics.problems import Message


class OwnWords(Message):
    """A text as data holds it; `others` are its words in further languages, by language code."""

    others: Mapping[str, str]

    def __new__(cls, text: str, others: Mapping[str, str] | None = None) -> Self:
        made = super().__new__(cls, text)
        made.others = dict(others or {})
        return made

    def in_language(self, code: str) -> str:
        """The words in this language; where nobody said them, those of their own one."""
        return self.others.get(code) or str(self)


def joined(parts: Iterable[str], *, by: str = "") -> str:
    """Texts one after the other, with `by` between; where one is `OwnWords` so are they together, in each of its languages."""
    listed = list(parts)
    whole = by.join(listed)
    codes = {code for each in listed if isinstance(each, OwnWords) for code in each.others}
    if not codes:
        return whole
    others = {
        code: by.join(each.in_language(code) if isinstance(each, OwnWords) else each for each in listed)
        for code in sorted(codes)
    }
    return OwnWords(whole, others)


def in_every_language(words: str) -> tuple[str, ...]:
    """The words in each language in which they are said, their own one first."""
    return (str(words), *words.others.values()) if isinstance(words, OwnWords) else (words,)
