"""The words of the two doors: translated sentences, numbers and dates the local way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from decimal import Decimal
from fractions import Fraction

from models.domain.basics.days import WrittenMoment, by_clocks
from models.domain.basics.deeds import Deed
from models.domain.basics.own_words import OwnWords
from models.domain.basics.people import Author
from models.domain.basics.problems import N_, Message, Problem, Sentence
from models.domain.basics.rounding import rounded
from models.language.catalogues import Words, words_of

LANGUAGES = ("vi", "en")
"""Codes that `load` knows; the first is what a new station speaks."""

MOST_PARTS = 15
"""Lines that are told after the sentence of a problem; who wants all reads its facts."""

MINUS = "−"
"""A true minus: a hyphen before a number is read as a dash."""

_SEPARATORS = {"vi": str.maketrans(",.", ".,"), "en": str.maketrans("", "")}
"""From how Python groups thousands and parts decimals to how the language does."""


Day = date
Moment = datetime


@dataclass(eq=False)
class LanguageUnknown(Problem):
    """No catalogue for this language code."""

    language: str

    code = "language_unknown"
    says = N_('There is no language "{language}". Choose vi or en.')


@dataclass(frozen=True)
class Language:
    """One language as the doors and the paper use it; `code` is `vi` or `en`.

    `next_step` is how the door that speaks says where a deed is done; paper leaves it out. Moments are told by the clocks of `zone`,
    or as they are written where no place is known yet. `name_of` is how the door calls the author of a
    line.
    """

    code: str
    words: Words
    next_step: NextStep | None = None
    name_of: Callable[[str], str] = str
    zone: tzinfo | None = None

    def through(self, next_step: NextStep, *, name_of: Callable[[str], str] = str) -> Language:
        """This language as a door speaks it."""
        return replace(self, next_step=next_step, name_of=name_of)

    def at(self, zone: tzinfo) -> Language:
        """This language where the clocks of `zone` hold."""
        return replace(self, zone=zone)

    def say(self, message: str, /, **values: object) -> str:
        """`message` (an English sentence of the code) in this language with its named places filled.

        Days and moments are written the local way, lists with commas, named tuples (serials, keys) as they write
        themselves, whole numbers plain, words marked with `N_` translated; what should carry separators or decimals is
        handed over as text of `number`. A sentence without translation stays English.
        """
        if isinstance(message, OwnWords):
            return message.in_language(self.code)
        return self.words(message).format_map({name: self._shown(value) for name, value in values.items()})

    def sentence(self, told: Sentence | Problem) -> str:
        """One sentence with its values, and behind it where this door does what comes next."""
        words = self.say(told.says, **told.values) if told.says else ""
        if told.deed is None or self.next_step is None:
            return words
        return f"{words} {self.next_step(self, told.deed, told.values)}".strip()

    def problem(self, problem: Problem) -> str:
        """The sentence of `problem` and its next step; below it its first parts, one a line."""
        lines = [self.sentence(problem)]
        lines += [f"– {self.sentence(part)}" for part in problem.parts[:MOST_PARTS]]
        return "\n".join(lines) + ("\n– …" if len(problem.parts) > MOST_PARTS else "")

    def number(self, value: Fraction | int | Decimal, places: int = 0) -> str:
        """`value` with `places` decimals, rounded once and exactly, halves away from zero: 1234.5 → `1.234,50`; with a true minus."""
        told = f"{rounded(Fraction(value), places):,.{places}f}".translate(_SEPARATORS[self.code])
        return told.replace("-", MINUS)

    def date(self, day: date) -> str:
        """`01/07/2025`; the last day there is stands for what has no end."""
        if day == date.max:
            return self.say(N_("further notice"))
        return f"{day.day:02}/{day.month:02}/{day.year:04}"

    def day(self, moment: datetime) -> str:
        """`01/07/2025`, the day of a moment by the clocks of the place."""
        return self.date(self.by_clocks(moment))

    def datetime(self, moment: datetime) -> str:
        """`01/07/2025 14:05`; a moment that knows its zone is shown by the clocks of the place on every machine."""
        local = self.by_clocks(moment)
        return f"{self.date(local)} {local.hour:02}:{local.minute:02}"

    def by_clocks(self, moment: Moment) -> Moment:
        """A moment by the clocks of the place."""
        return moment if self.zone is None else by_clocks(moment, self.zone)

    def day_of(self, at: str) -> Day:
        """The day of a moment, as lines write it, by the clocks of the place."""
        return self.by_clocks(Moment.fromisoformat(at)).date()

    def _shown(self, value: object) -> object:
        if isinstance(value, datetime):
            return self.datetime(value)
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, OwnWords):
            return value.in_language(self.code)
        if isinstance(value, Message):
            return self.words(value)
        if isinstance(value, Author):
            return self.name_of(value)
        if isinstance(value, WrittenMoment):
            return self.datetime(datetime.fromisoformat(value))
        if isinstance(value, Sentence):
            return self.sentence(value)
        if isinstance(value, Problem):
            return self.problem(value)
        if isinstance(value, Iterable) and not isinstance(value, str | bytes) and not hasattr(value, "_fields"):
            parts = sorted(value, key=str) if isinstance(value, set | frozenset) else tuple(value)
            told = [str(self._shown(part)) for part in parts]
            # whole sentences stand one after the other, words are listed
            is_told = any(isinstance(part, Problem) for part in parts) or (
                any(isinstance(part, Sentence) for part in parts) and any(map(_ENDED.search, told))
            )
            return (" " if is_told else ", ").join(told)
        return value


_ENDED = re.compile(r"[.!?…:]\W*$")
"""How a whole sentence ends."""
NextStep = Callable[[Language, Deed, Mapping[str, object]], str]
"""What a door says of a deed, from the values of the sentence that carries it."""


def load(code: str) -> Language:
    """The language `code` with the words of all its topics; refuses with `LanguageUnknown`."""
    if code not in LANGUAGES:
        raise LanguageUnknown(language=code)
    return Language(code=code, words=words_of(code))
