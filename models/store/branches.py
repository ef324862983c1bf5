"""The signed heads of streams: one beside each stream, and the branches of the few that have several or begin behind a hole."""

from __future__ import annotations

import json
from collections.abc import Sequence

from peewee import Database

from models.domain.book.branches import SignedBranch
from models.domain.book.facts import Stream, first_link
from models.store.sql import into, many, rows
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


def put_branches(db: Database, number: int, branches: Sequence[SignedBranch]) -> None:
    """Note the branches of a stream in the place of what was noted."""
    rows(db, "DELETE FROM branch WHERE stream = ?", (number,))
    if len(branches) == 1 and branches[0].first == 1 and not branches[0].twins:
        (only,) = branches
        set_head(db, number, n=only.last, chain=only.chain, signature=only.signature)
        return
    set_head(db, number, n=0, chain="", signature="")
    values = [(number, place, *each[:5], json.dumps(each.twins)) for place, each in enumerate(branches)]
    many(db, into(BranchRow), values)
