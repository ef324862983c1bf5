"""How the room of a table is shared out among its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Need(NamedTuple):
    """What one column asks for, in pixels: `wanted` shows its longest text, `least` its title, `floor` bounds shrinking."""

    wanted: int
    least: int
    floor: int
    stretches: bool


def shared_out(needs: Sequence[Need], room: int) -> list[int]:
    """Give each column what its texts need; what is too much is taken from the columns that stretch, the widest first."""
    stretching = [place for place, each in enumerate(needs) if each.stretches] or [len(needs) - 1]
    widths = [max(each.least, each.wanted) for each in needs]
    while (over := sum(widths) - room) > 0:
        place = max(stretching, key=widths.__getitem__)
        least = max(needs[place].least, needs[place].floor)
        others = [widths[each] for each in stretching if each != place]
        lower = max([least, widths[place] - over, *(each for each in others if each < widths[place])])
        if lower >= widths[place]:
            break
        widths[place] = lower
    if sum(widths) > room:
        # it has to be scrolled anyway: then nothing of half its width or less is cut
        for place in stretching:
            widths[place] = max(widths[place], min(needs[place].wanted, room // 2))
    if (left := room - sum(widths)) > 0:
        widths[stretching[0]] += left
    return widths
