"""Drawing the sample: how many, how many of each sector, and whom, so that anybody with seed and frame can draw it again.

The rules, named `RULES` in every record: people stand for themselves with their first dossier in the order of (day of
return, dossier number by NFC code point); the sample is shared out to sectors in proportion to their dossiers (largest remainder, at
least one for each sector when there are enough); within a sector every k-th person is taken, k = people / places as
an exact fraction, from a random start. By sector (`RULES_BY_SECTOR`) every sector has the size
that the formula gives it alone. The reserve is a second such pass, with another start, over those not taken.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from models.domain.basics.folding import nfc
from models.domain.basics.problems import N_, Problem
from models.domain.dossiers.frame import FrameEntry
from models.domain.dossiers.frame_cells import dossier_key

RULES = "stratified-systematic-1"
RULES_BY_SECTOR = "stratified-systematic-1-by-sector"
"""As `RULES`, but with the formula worked out for each sector by itself: every sector reaches the margin, and a form of a
small one stands for fewer dossiers than one of a large one."""
MARGIN = Fraction(5, 100)
RESERVE_SHARE = Fraction(1, 5)
MOST_DOSSIERS = 999_999_999
"""No record counts more than this."""

_DRAW, _RESERVE = 0, 1
_RANGE = 2**256


@dataclass(eq=False)
class NothingToDraw(Problem):
    """There is no frame for the period."""

    code = "nothing_to_draw"
    says = N_("The list of finished dossiers is empty. Import a list for this period first, then draw the sample.")


@dataclass(eq=False)
class SampleSizeWrong(Problem):
    """`size` or the population is under 1."""

    size: int
    code = "sample_size_wrong"
    says = N_("A sample of {size} cannot be drawn. Give a number of at least 1, or none to have it computed.")


@dataclass(eq=False)
class MarginWrong(Problem):
    """`margin` in per cent, as text."""

    margin: str
    code = "margin_wrong"
    says = N_("A margin of {margin} % is not possible. Give more than 0 and less than 100, usually 5.")


class NotASamplingRecord(ValueError):
    """Values that `SamplingRecord.body` did not make."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """One sector of the draw: N = `dossiers` of the frame, `people` that can be drawn, n = `drawn`, and the `reserve`."""

    sector: str
    dossiers: int
    people: int
    drawn: int
    reserve: int


@dataclass(frozen=True)
class Draw:
    """The drawn people by sector and order, and the reserve the same way. Personal data; `record()` has none.

    `asked` is the size that was wanted; fewer are drawn only when there are not more people.
    """

    seed: str
    margin: Fraction | None
    asked: int
    strata: tuple[Stratum, ...]
    entries: tuple[FrameEntry, ...]
    reserve: tuple[FrameEntry, ...]
    rules: str = RULES

    @property
    def population(self) -> int:
        """N: eligible dossiers of the frame."""
        return sum(stratum.dossiers for stratum in self.strata)

    @property
    def size(self) -> int:
        """n: people drawn."""
        return len(self.entries)

    @property
    def is_by_sector(self) -> bool:
        return self.rules == RULES_BY_SECTOR

    def record(self) -> SamplingRecord:
        return SamplingRecord(self.population, self.size, self.seed, self.margin, self.strata, 0, self.rules)


@dataclass(frozen=True)
class SamplingRecord:
    """How the people of a period were chosen, without anybody's data; it travels with the returns.

    `population` is N, None when nobody knows it; without a frame there are no strata and `seed` is empty.
    `margin` is None when the size was given by hand. `reserve_used` counts reserve people who were visited.
    """

    population: int | None
    size: int
    seed: str = ""
    margin: Fraction | None = None
    strata: tuple[Stratum, ...] = ()
    reserve_used: int = 0
    rules: str = RULES

    @property
    def is_drawn(self) -> bool:
        """Whether people were drawn from a frame; only then an interval may be computed."""
        return bool(self.strata)

    @property
    def is_by_sector(self) -> bool:
        """Whether sectors stand in it otherwise than in the frame, so that no interval of all answers together is known."""
        return self.rules == RULES_BY_SECTOR

    def body(self) -> dict[str, object]:
        """Plain values for JSON, the margin as a fraction in text."""
        return {
            "population": self.population,
            "size": self.size,
            "seed": self.seed,
            "margin": None if self.margin is None else str(self.margin),
            "strata": [[s.sector, s.dossiers, s.people, s.drawn, s.reserve] for s in self.strata],
            "reserve_used": self.reserve_used,
            "rules": self.rules,
        }

    @classmethod
    def parse(cls, body: Mapping[str, object]) -> SamplingRecord:
        """Read what `body()` made; `NotASamplingRecord` for anything else."""
        population, strata = body.get("population"), body.get("strata")
        seed, rules = body.get("seed"), body.get("rules")
        if not isinstance(strata, list) or not isinstance(seed, str) or not isinstance(rules, str):
            raise NotASamplingRecord(body)
        return cls(
            None if population is None else _count(population),
            _count(body.get("size")),
            seed,
            _margin(body.get("margin")),
            tuple(_stratum(values) for values in strata),
            _count(body.get("reserve_used")),
            rules,
        )


def _margin(value: object) -> Fraction | None:
    if value is None:
        return None
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,9}/[1-9][0-9]{0,8}", value):
        raise NotASamplingRecord(value)
    return Fraction(value)


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_DOSSIERS:
        raise NotASamplingRecord(value)
    return value


def _stratum(values: object) -> Stratum:
    if (
        not isinstance(values, list)
        or len(values) != len(Stratum.__dataclass_fields__)
        or not isinstance(values[0], str)
    ):
        raise NotASamplingRecord(values)
    return Stratum(values[0], *map(_count, values[1:]))


def record_without_frame(*, population: int | None, size: int) -> SamplingRecord:
    """The record when forms are handed out at the desk: N as somebody typed it, or None when it is not known."""
    if size < 1 or (population is not None and population < 1):
        raise SampleSizeWrong(size if size < 1 else population or 0)
    return SamplingRecord(population, size, rules="")


def sample_size(population: int, margin: Fraction = MARGIN) -> int:
    """N = N / (1 + N·e²), rounded up, exact; `margin` e is a share (5 % = 1/20)."""
    if not 0 < margin < 1:
        raise MarginWrong(f"{float(margin * 100):g}")
    if population < 1:
        raise SampleSizeWrong(population)
    return ceil(population / (1 + population * margin**2))


def draw_sample(
    entries: Sequence[FrameEntry],
    *,
    seed: str,
    size: int | None = None,
    margin: Fraction = MARGIN,
    by_sector: bool = False,
    reserve_share: Fraction = RESERVE_SHARE,
) -> Draw:
    """Draw `size` people (None: `sample_size` of all dossiers) and a reserve of `reserve_share` in each sector.

    `by_sector` draws `sample_size` of each sector's own dossiers, so that each reaches the margin; a `size` is shared out, not computed.

    The order of `entries` does not matter; the same seed gives the same sample on every machine.
    """
    if not entries:
        raise NothingToDraw
    asked = sample_size(len(entries), margin) if size is None else size
    if asked < 1:
        raise SampleSizeWrong(asked)
    sectors = _by_sector(entries)
    is_by_sector = by_sector and size is None
    if is_by_sector:
        wanted = {sector.key: sample_size(sector.dossiers, margin) for sector in sectors}
        asked = sum(wanted.values())
        shares = {sector.key: min(wanted[sector.key], len(sector.people)) for sector in sectors}
    else:
        shares = shared_out(asked, [Claim(sector.key, sector.dossiers, len(sector.people)) for sector in sectors])
    strata, drawn, reserve = [], [], []
    for sector in sectors:
        taken = _every_kth(sector.people, shares[sector.key], _start(seed, sector.key, _DRAW))
        dossiers = {entry.dossier for entry in taken}
        left = [entry for entry in sector.people if entry.dossier not in dossiers]
        places = min(len(left), ceil(len(taken) * reserve_share))
        spare = _every_kth(left, places, _start(seed, sector.key, _RESERVE))
        strata.append(Stratum(sector.name, sector.dossiers, len(sector.people), len(taken), len(spare)))
        drawn += taken
        reserve += spare
    rules = RULES_BY_SECTOR if is_by_sector else RULES
    return Draw(seed, margin if size is None else None, asked, tuple(strata), tuple(drawn), tuple(reserve), rules)


@dataclass
class _Sector:
    key: str
    name: str = ""
    dossiers: int = 0
    people: list[FrameEntry] = field(default_factory=list)


def order_of(entry: FrameEntry) -> tuple[str, str, str]:
    """The order of the draw: day of return as ISO text, then dossier number, by NFC code point."""
    return entry.returned.isoformat(), nfc(dossier_key(entry.dossier)), entry.person


def _by_sector(entries: Sequence[FrameEntry]) -> list[_Sector]:
    """Sectors by key; each person stands in the sector of their first dossier."""
    sectors: dict[str, _Sector] = {}
    names: dict[str, set[str]] = defaultdict(set)
    seen: set[str] = set()
    for entry in sorted(entries, key=order_of):
        key = entry.sector_key
        sector = sectors.setdefault(key, _Sector(key))
        names[key].add(entry.sector)
        sector.dossiers += 1
        if entry.person not in seen:
            seen.add(entry.person)
            sector.people.append(entry)
    for key, sector in sectors.items():
        sector.name = min(names[key])
    return [sectors[key] for key in sorted(sectors)]


class Claim(NamedTuple):
    """A sector's claim to places: its `weight`, and the `most` it can take."""

    key: str
    weight: int
    most: int


def shared_out(places: int, claims: Sequence[Claim]) -> dict[str, int]:
    """Places by sector: proportional with the largest remainder, one at least where there are enough, none over `most`.

    Ties go to the greater weight, then to the lesser key. When all claims together can take no more, places are left over.
    """
    places = min(places, sum(claim.most for claim in claims))
    total = sum(claim.weight for claim in claims)
    quotas = {claim.key: Fraction(places * claim.weight, total) for claim in claims}
    given = {claim.key: min(floor(quotas[claim.key]), claim.most) for claim in claims}
    able = [claim for claim in claims if claim.most]
    if places >= len(able):
        for claim in able:
            given[claim.key] = max(given[claim.key], 1)

    def shortfall(claim: Claim) -> tuple[Fraction, int, str]:
        return given[claim.key] - quotas[claim.key], -claim.weight, claim.key

    while (left := places - sum(given.values())) > 0:
        given[min((claim for claim in able if given[claim.key] < claim.most), key=shortfall).key] += 1
    while left < 0:
        given[max((claim for claim in able if given[claim.key] > 1), key=shortfall).key] -= 1
        left += 1
    return given


def _start(seed: str, stratum: str, turn: int) -> Fraction:
    """A number from 0 up to but not 1, from SHA-256 over seed, stratum and turn: the same on every machine."""
    text = "\n".join((nfc(seed), stratum, str(turn)))
    return Fraction(int.from_bytes(hashlib.sha256(text.encode()).digest()), _RANGE)


def _every_kth(people: Sequence[FrameEntry], places: int, start: Fraction) -> list[FrameEntry]:
    """`places` of the people in their order, at equal distances of people / places, every one with the same chance."""
    if not places:
        return []
    distance = Fraction(len(people), places)
    return [people[floor((start + turn) * distance)] for turn in range(places)]
