"""A long text over several lines, and which rows of a table are in sight when some of them take several lines."""

from __future__ import annotations

from collections.abc import Callable

MOST_LINES = 5
"""A row takes at most so many lines; what is longer is cut and told whole under the table."""


def wrapped(text: str, room: int, measure: Callable[[str], int]) -> list[str]:
    """The text in lines of at most `room`, parted between words; a wider word stands alone."""
    if room <= 0 or measure(text) <= room:
        return [text]
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and measure(longer) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def shortened(text: str, room: int, measure: Callable[[str], int]) -> str:
    """The text where there is room for it, else as much of its beginning as there is, with “…” behind it."""
    if room <= 0 or measure(text) <= room:
        return text
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if measure(f"{text[:middle].rstrip()}…") <= room:
            fits = middle
        else:
            too_long = middle
    return f"{text[:fits].rstrip()}…"


def in_sight(top: int, total: int, room: int, lines_of: Callable[[int], int]) -> int:
    """How many rows from `top` on stand whole in `room` lines; one at least while there is one."""
    seen = used = 0
    while top + seen < total and (used := used + lines_of(top + seen)) <= room:
        seen += 1
    return max(seen, min(1, total - top))


def first_in_sight(cursor: int, top: int, room: int, lines_of: Callable[[int], int]) -> int:
    """The first row to show so that `cursor` is in sight; `top`, the first row now, where that may stay."""
    if cursor <= top:
        return cursor
    first, used = cursor, lines_of(cursor)
    while first > top and (used := used + lines_of(first - 1)) <= room:
        first -= 1
    return first


def first_for_end(total: int, room: int, lines_of: Callable[[int], int]) -> int:
    """The first row to show so that the last one is in sight and no line is left free that a row could fill."""
    return first_in_sight(total - 1, 0, room, lines_of) if total else 0
