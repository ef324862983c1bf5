"""The words of the two doors: translated sentences, numbers and dates the local way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from models.domain.basics.office_time import in_hanoi
from models.domain.basics.problems import N_, Message, Problem, Sentence
from models.domain.basics.rounding import rounded
from models.language.catalogues import Words, words_of

LANGUAGES = ("vi", "en")
"""Codes that `load` knows; the first is what a new station speaks."""

MOST_PARTS = 15
"""Lines that are told after the sentence of a problem; who wants all reads its facts."""

_SEPARATORS = {"vi": str.maketrans(",.", ".,"), "en": str.maketrans("", "")}
"""From how Python groups thousands and parts decimals to how the language does."""


@dataclass(eq=False)
class LanguageUnknown(Problem):
    """No catalogue for this language code."""

    language: str

    says = N_('There is no language "{language}". Choose vi or en.')


@dataclass(frozen=True)
class Language:
    """One language as the doors and the paper use it; `code` is `vi` or `en`."""

    code: str
    words: Words

    def say(self, message: str, /, **facts: object) -> str:
        """`message` (an English sentence of the code) in this language with its named places filled.

        Days and moments are written the local way, lists with commas, named tuples (serials, keys) as they write
        themselves, whole numbers plain, words marked with `N_` translated; what should carry separators or decimals is
        handed over as text of `number`. A sentence without translation stays English.
        """
        return self.words(message).format_map({name: self._shown(fact) for name, fact in facts.items()})

    def problem(self, problem: Problem) -> str:
        """The sentence of `problem` with its facts and its next step; below it its first parts, one a line."""
        lines = [self.say(problem.says, **problem.facts)]
        lines += [f"– {self.say(part.says, **part.facts)}" for part in problem.parts[:MOST_PARTS]]
        return "\n".join(lines) + ("\n– …" if len(problem.parts) > MOST_PARTS else "")

    def number(self, value: Fraction | int | Decimal, places: int = 0) -> str:
        """`value` with `places` decimals, rounded once and exactly, halves away from zero: 1234.5 → `1.234,50`."""
        return f"{rounded(Fraction(value), places):,.{places}f}".translate(_SEPARATORS[self.code])

    def date(self, day: date) -> str:
        """`01/07/2025`."""
        return f"{day.day:02}/{day.month:02}/{day.year:04}"

    def day(self, moment: datetime) -> str:
        """`01/07/2025`, the day of a moment in Hà Nội."""
        return self.date(in_hanoi(moment))

    def datetime(self, moment: datetime) -> str:
        """`01/07/2025 14:05`; a moment that knows its zone is shown in the time of Hà Nội on every machine."""
        local = in_hanoi(moment)
        return f"{self.date(local)} {local.hour:02}:{local.minute:02}"

    def _shown(self, fact: object) -> object:
        if isinstance(fact, datetime):
            return self.datetime(fact)
        if isinstance(fact, date):
            return self.date(fact)
        if isinstance(fact, Message):
            return self.words(fact)
        if isinstance(fact, Sentence):
            return self.say(fact.says, **fact.facts)
        if isinstance(fact, Problem):
            return self.problem(fact)
        if isinstance(fact, Iterable) and not isinstance(fact, str | bytes) and not hasattr(fact, "_fields"):
            parts = sorted(fact, key=str) if isinstance(fact, set | frozenset) else tuple(fact)
            # whole sentences stand one after the other, words are listed
            joint = " " if any(isinstance(part, Problem | Sentence) for part in parts) else ", "
            return joint.join(str(self._shown(part)) for part in parts)
        return fact


def load(code: str) -> Language:
    """The language `code` with the words of all its topics; refuses with `LanguageUnknown`."""
    if code not in LANGUAGES:
        raise LanguageUnknown(language=code)
    return Language(code=code, words=words_of(code))
