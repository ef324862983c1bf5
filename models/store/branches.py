"""The signed heads of streams: one beside each stream, and the branches of the few that have several or begin behind a hole."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from peewee import Database

from models.domain.book.branches import SignedBranch
from models.domain.book.facts import Stream, first_link
from models.store.sql import into_instead, many, rows
from models.store.tables import BranchRow


def set_head(db: Database, stream: int, *, n: int, chain: str, signature: str) -> None:
    """Note how far a stream of one branch goes, the chain hash there, and its station's signature over both."""
    rows(db, "UPDATE stream SET taken = ?, chain = ?, signature = ? WHERE id = ?", (n, chain, signature, stream))


def branches_of(db: Database, number: int, stream: Stream) -> tuple[SignedBranch, ...]:
    """The branches of a stream in the order in which they came; of nearly all it is one from line 1."""
    ((taken, link, signature),) = rows(db, "SELECT taken, chain, signature FROM stream WHERE id = ?", (number,))
    if taken:
        return (SignedBranch(1, first_link(stream).hex(), taken, link, signature),)
    found = rows(
        db,
        "SELECT first, before, last, chain, signature, twins FROM branch WHERE stream = ? ORDER BY branch",
        (number,),
    )
    return tuple(
        SignedBranch(first, before, last, link, signature, tuple((n, place) for n, place in json.loads(twins)))
        for first, before, last, link, signature, twins in found
    )


def placed_branches(db: Database, number: int, stream: Stream) -> dict[int, SignedBranch]:
    """`branches_of` by their places, which only rise as more come."""
    every = branches_of(db, number, stream)
    places = rows(db, "SELECT branch FROM branch WHERE stream = ? ORDER BY branch", (number,))
    return dict(zip([row[0] for row in places] or range(len(every)), every, strict=True))


def put_branches(db: Database, stream: int, branches: Sequence[SignedBranch]) -> None:
    """Note the branches of a stream in the place of what was noted."""
    _put(db, stream, dict(enumerate(branches)))


def change_branches(
    db: Database, stream: int, before: Mapping[int, SignedBranch], now: Mapping[int, SignedBranch]
) -> None:
    """Note the branches by their places where `before` is noted; only what changed is written."""
    if _single(now) or _single(before) or not before:
        _put(db, stream, now)
        return
    gone = [(stream, place) for place in before if place not in now]
    many(db, "DELETE FROM branch WHERE stream = ? AND branch = ?", gone)
    _write(db, stream, {place: each for place, each in now.items() if before.get(place) != each})


def _put(db: Database, stream: int, branches: Mapping[int, SignedBranch]) -> None:
    rows(db, "DELETE FROM branch WHERE stream = ?", (stream,))
    if only := _single(branches):
        set_head(db, stream, n=only.last, chain=only.chain, signature=only.signature)
        return
    set_head(db, stream, n=0, chain="", signature="")
    _write(db, stream, branches)


def _write(db: Database, stream: int, branches: Mapping[int, SignedBranch]) -> None:
    values = [(stream, place, *each[:5], json.dumps(each.twins)) for place, each in branches.items()]
    many(db, into_instead(BranchRow), values)


def _single(branches: Mapping[int, SignedBranch]) -> SignedBranch | None:
    """The one branch from line 1 of a stream that was never copied: it stands beside the stream itself."""
    if len(branches) != 1:
        return None
    (only,) = branches.values()
    return only if only.first == 1 and not only.twins else None
