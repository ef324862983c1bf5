"""Editions: the acts by which a hub says what the figures of all its offices stand on.

Pure functions of the journal lines about the hub itself; drawn in docs/merging.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from models.domain.basics.units import UnitKey
from models.domain.book.facts import Fact, Kind, Ref
from models.domain.book.ledger import refs_of
from models.domain.book.views import BranchEnd, View, speaker_in, speaker_words


class Waiver(NamedTuple):
    """What was let pass before signing, and why: everything of one kind that stood open then."""

    kind: str
    units: tuple[UnitKey, ...]
    reason: str
    by: str


class Edition(NamedTuple):
    """One closing of a hub.

    `number` is one more than the longest chain of closings that it replaces, or more where its line says so; `asked` the offices that
    were asked then, `views` what the figures of each office stand on (nothing of an office: it was silent), `campaign` the digest of the
    campaign's edition.
    """

    ref: Ref
    number: int
    asked: tuple[UnitKey, ...]
    views: Mapping[UnitKey, View]
    campaign: str
    replaces: frozenset[Ref]
    waived: tuple[Waiver, ...]
    by: str
    at: str


def editions(facts: Iterable[Fact]) -> tuple[Edition, ...]:
    """The closings of a hub that no other one replaces; more than one when two desks closed without knowing of each other."""
    made = every_edition(facts)
    gone = frozenset().union(*(each.replaces for each in made))
    return tuple(sorted((each for each in made if each.ref not in gone), key=lambda each: each.ref))


def every_edition(facts: Iterable[Fact]) -> tuple[Edition, ...]:
    """All closings of a hub by number, the replaced ones too."""
    made = {fact.ref: _edition(fact) for fact in facts if fact.kind == Kind.HUB_CLOSED}
    numbers = _numbers(made)
    return tuple(made[ref]._replace(number=numbers[ref]) for ref in sorted(made, key=lambda ref: (numbers[ref], ref)))


def edition_body(
    *,
    views: Mapping[UnitKey, View],
    asked: Iterable[UnitKey],
    campaign: str,
    replaces: Iterable[Ref],
    waived: Iterable[Waiver],
    number: int = 0,
) -> dict[str, object]:
    """What the line of a hub closing says; a `number` where the one that follows from what it replaces was given already."""
    said: dict[str, object] = {"number": number} if number else {}
    return said | {
        "units": {str(unit): _view_words(view) for unit, view in views.items()},
        "asked": [str(unit) for unit in asked],
        "campaign": campaign,
        "replaces": [str(ref) for ref in sorted(replaces)],
        "waived": [[each.kind, [str(unit) for unit in each.units], each.reason] for each in waived],
    }


def _numbers(made: Mapping[Ref, Edition]) -> dict[Ref, int]:
    """Per closing 1 + the longest chain of those that it replaces, or what it says itself; one that is not here counts as a first one."""
    numbers: dict[Ref, int] = {}
    waiting = list(made)
    while waiting:
        ready = [ref for ref in waiting if all(each in numbers or each not in made for each in made[ref].replaces)]
        # closings that replace each other in a circle have no first one
        for ref in ready or waiting:
            longest = 1 + max((numbers.get(other, 1) for other in made[ref].replaces), default=0)
            numbers[ref] = max(longest, made[ref].number)
        waiting = [ref for ref in waiting if ref not in numbers]
    return numbers


@lru_cache(maxsize=8)
def _edition(fact: Fact) -> Edition:
    """What the line of a hub closing says, the number as it stands there; it names every office of a city, and every screen asks."""
    body = fact.facts()
    units, asked, waived = body.get("units"), body.get("asked"), body.get("waived")
    said = body.get("number", 0)
    views = {
        unit: _view(words)
        for text, words in (units.items() if isinstance(units, dict) else ())
        if (unit := _unit(text)) is not None
    }
    return Edition(
        fact.ref,
        said if isinstance(said, int) else 0,
        _units(asked),
        views,
        str(body.get("campaign", "")),
        refs_of(fact, "replaces"),
        tuple(
            Waiver(str(each[0]), _units(each[1]), str(each[2]), fact.by)
            for each in (waived if isinstance(waived, list) else ())
            if isinstance(each, list) and len(each) == 3
        ),
        fact.by,
        fact.at,
    )


def _view_words(view: View) -> dict[str, object]:
    speakers = view.speakers or {}
    return {
        station: [speaker_words(speakers[station]) if station in speakers else [], [list(head) for head in heads]]
        for station, heads in view.heads.items()
    }


def _view(words: object) -> View:
    heads, speakers = {}, {}
    for station, each in words.items() if isinstance(words, dict) else ():
        if isinstance(each, list) and len(each) == 2 and isinstance(each[1], list):
            heads[str(station)] = tuple(
                BranchEnd(head[0], str(head[1]))
                for head in each[1]
                if isinstance(head, list) and len(head) == 2 and isinstance(head[0], int)
            )
            speakers[str(station)] = speaker_in(each[0])
    return View(heads, speakers)


def _unit(text: object) -> UnitKey | None:
    try:
        return UnitKey.parse(str(text))
    except ValueError:
        return None


def _units(value: object) -> tuple[UnitKey, ...]:
    found = (_unit(each) for each in (value if isinstance(value, list) else ()))
    return tuple(unit for unit in found if unit is not None)
