"""Views: which lines about one unit something stands on, named by the heads of the streams, and who was believed for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from models.domain.basics.units import UnitKey
from models.domain.book.authority import UNHEARD, Speaker


class BranchEnd(NamedTuple):
    """The end of a branch: its last n, and the chain hash there ("": whatever is here up to n)."""

    n: int
    chain: str


class View(NamedTuple):
    """Some of the lines about one unit: those that lead to these heads, per station, forks included.

    `speakers` says who was believed, and as what, when the view was taken; None: whoever is believed now.
    """

    heads: Mapping[str, tuple[BranchEnd, ...]]
    speakers: Mapping[str, Speaker] | None = None

    def last(self, station: str) -> int:
        """The last n of a station; 0 of one that is not named."""
        return max((head.n for head in self.heads.get(station, ())), default=0)

    @property
    def has_sent(self) -> bool:
        """Whether lines of the unit itself are in it; what offices above wrote about it is none of its sending."""
        return any(
            self.last(station) and not (self.speakers or {}).get(station, UNHEARD).steps for station in self.heads
        )


NOTHING = View({}, {})
"""What a unit stands on of which nothing is here."""


def speaker_words(speaker: Speaker) -> list[list[object]]:
    """Who was believed, as a line says it: per office its key and how far it stands above the unit (None: not above)."""
    if speaker.unit is None:
        return []
    return [[str(each.unit), each.steps] for each in (speaker, *speaker.also)]


def speaker_in(words: object) -> Speaker:
    """The speaker of `speaker_words`; what does not read is nobody."""
    found: list[Speaker] = []
    for each in words if isinstance(words, list) else ():
        try:
            unit, steps = each
            found.append(Speaker(UnitKey.parse(str(unit)), None if steps is None else int(steps)))
        except (TypeError, ValueError):
            continue
    return found[0]._replace(also=tuple(found[1:])) if found else UNHEARD
