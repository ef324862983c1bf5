"""What the signals look at, and what they answer. The only place of the domain where clocks are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from models.domain.basics.problems import Sentence
from models.domain.dossiers.sampling import SamplingRecord

STRIKING = Fraction(1, 100)
"""What chance gives less often than this is marked."""


class ValidForm(NamedTuple):
    """One valid form: its accepted answers, `scored` the marks of its criteria alone, who keyed it, and its batch."""

    serial: str
    coding: str
    marks: str
    rest: str
    scored: str
    by: str
    batch: str
    sector: str


class Keyed(NamedTuple):
    """One keying with answers: the moment (None when it cannot be read) and the seconds it took (0: not measured)."""

    serial: str
    by: str
    at: datetime | None
    seconds: int
    questions: int


@dataclass(frozen=True)
class Evidence:
    """Everything about one office in one period that signals read.

    `issued`, `printed` and `handed_out` are the first moments that facts tell, by serial; `totals` the balance of the
    forms; `draws` the sampling records in the order of their lines.
    """

    answered: tuple[ValidForm, ...] = ()
    keyed: tuple[Keyed, ...] = ()
    issued: Mapping[str, datetime] = field(default_factory=dict)
    printed: Mapping[str, datetime] = field(default_factory=dict)
    handed_out: Mapping[str, datetime] = field(default_factory=dict)
    keyed_not_issued: tuple[str, ...] = ()
    issued_twice: tuple[str, ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)
    draws: tuple[SamplingRecord, ...] = ()

    @cached_property
    def by_coding(self) -> Mapping[str, tuple[ValidForm, ...]]:
        """The valid forms of each questionnaire."""
        found: dict[str, list[ValidForm]] = {}
        for form in self.answered:
            found.setdefault(form.coding, []).append(form)
        return {coding: tuple(forms) for coding, forms in found.items()}


class Found(NamedTuple):
    """One line of a signal: `number` of `of` were counted where chance gives `expected`.

    `chance` is how likely so many or more are by chance alone; both are None where chance gives none at all.
    `about` names the keyer, batch or sector; `serials` are to be looked at on paper.
    """

    signal: str
    title: str
    rule: Sentence
    number: int
    of: int
    expected: Fraction | None = None
    chance: Fraction | None = None
    about: str = ""
    serials: tuple[str, ...] = ()

    @property
    def is_striking(self) -> bool:
        """Whether somebody should look: counted, and chance alone hardly gives it."""
        return self.number > 0 and (self.chance is None or self.chance < STRIKING)


class Signal(NamedTuple):
    """One signal: its code, and how it looks at the evidence of an office (always at least one line)."""

    code: str
    look: Callable[[Evidence], tuple[Found, ...]]
