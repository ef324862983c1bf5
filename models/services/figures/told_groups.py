"""What exports tell of the forms of offices, as groups of forms of which the same is told.

What may be told of an office takes long to work out; it is remembered as long as the program runs and no line comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from models.domain.basics.units import UnitKey
from models.domain.book.facts import PeriodKey
from models.domain.book.periods import Period
from models.domain.figures.tallies import FormAnswers
from models.progress import NO_PROGRESS, Progress
from models.services.figures.deriving import stamps_now
from models.services.figures.footing import footing_of
from models.services.figures.telling import ToldForm, told_forms
from models.store.database import Station


class ToldGroup(NamedTuple):
    """Forms of an office that were asked the same and of which the same is told, close together: a city has hundreds of thousands.

    `channel` is that by which they came, `described` the questions about the respondent with what is told of each; `is_apart` says
    whether their questionnaire is told. `marks` are theirs one after the other, as many each, and `rests` the rest of each.
    """

    coding: str
    channel: str
    sector: str
    described: Mapping[str, str]
    is_apart: bool
    marks: str
    rests: tuple[str, ...]

    def answers(self) -> Iterator[FormAnswers]:
        """The answers form by form."""
        width = len(self.marks) // len(self.rests)
        for place, rest in enumerate(self.rests):
            yield FormAnswers(self.marks[place * width : (place + 1) * width], rest)


def told_groups(
    station: Station, period: Period, units: Sequence[UnitKey], *, progress: Progress = NO_PROGRESS
) -> Iterator[tuple[UnitKey, tuple[ToldGroup, ...]]]:
    """Office by office the groups of its forms that count, as figures stand here now."""
    edition = footing_of(station, period).edition
    stamps = stamps_now(station, period, units)
    known = _KNOWN.setdefault(station, {})
    for place, unit in enumerate(units):
        progress.step(place, len(units), unit.code)
        under = (stamps.get(str(unit), ""), period, edition.ref if edition is not None else None)
        was, groups = known.get((period.key, unit), _NEVER)
        if was != under:
            groups = _grouped(told_forms(station, period, unit))
            known[period.key, unit] = (under, groups)
        yield unit, groups


def _grouped(forms: Sequence[ToldForm]) -> tuple[ToldGroup, ...]:
    told: dict[tuple[object, ...], list[ToldForm]] = {}
    for each in forms:
        alike = each.form.coding, each.form.channel, each.sector, each.is_apart, *each.described.items()
        told.setdefault(alike, []).append(each)
    rests: dict[str, str] = {}
    return tuple(
        ToldGroup(
            of[0].form.coding,
            of[0].form.channel,
            of[0].sector,
            of[0].described,
            of[0].is_apart,
            "".join([each.form.marks for each in of]),
            tuple([rests.setdefault(each.form.rest, each.form.rest) for each in of]),
        )
        for of in told.values()
    )


_Known = tuple[object, tuple[ToldGroup, ...]]
_NEVER: _Known = (None, ())
_KNOWN: WeakKeyDictionary[Station, dict[tuple[PeriodKey, UnitKey], _Known]] = WeakKeyDictionary()
"""Per period and office what its groups were worked out under, and the groups."""
