"""The lines of a stream whose station was copied: one key with several contents, and the chain hashes over them.

Branch b of a stream takes at each n the b-th content, in the order of the lines' texts, or the last one where there
are fewer. So every content stands under at least one head, whatever arrived first; an unforked stream has one branch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.domain.book.facts import Line, Stream, chain, first_link


def contents_by_n(lines: Iterable[Line]) -> tuple[tuple[Line, ...], ...]:
    """All contents of n = 1, 2, 3 … before the first hole, the contents of one key in the order of their texts."""
    by_n: dict[int, dict[str, Line]] = {}
    for line in lines:
        by_n.setdefault(line.n, {})[line.line()] = line
    whole: list[tuple[Line, ...]] = []
    while (contents := by_n.get(len(whole) + 1)) is not None:
        whole.append(tuple(contents[text] for text in sorted(contents)))
    return tuple(whole)


def links_of(start: bytes, contents: Sequence[Sequence[str]]) -> list[bytes]:
    """The chain hash after each key of an unforked stream."""
    return list(chain(start, (texts[0] for texts in contents)))


def branch_heads(start: bytes, contents: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The chain hash (hex) at the end of every branch; `contents` are the texts of the lines of each key in order."""
    branches = max(map(len, contents), default=1)
    heads: list[str] = []
    for branch in range(branches):
        link = start
        for link in chain(start, (texts[min(branch, len(texts) - 1)] for texts in contents)):  # noqa: B007 -- only the last link is wanted
            pass
        heads.append(link.hex())
    return tuple(heads)


def heads_of(stream: Stream, contents: Sequence[Sequence[Line]]) -> tuple[str, ...]:
    """`branch_heads` of a stream from its first line."""
    return branch_heads(first_link(stream), [[line.line() for line in lines] for lines in contents])
