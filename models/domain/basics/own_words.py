"""Words of an office or of a country, which no catalogue of ours translates: in its own language, and in others as it says."""

from __future__ import annotations

from collections.abc import Mapping
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
