"""The offices of a hub as a tree: below the hub the units between (quận, huyện), below them the offices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from models.catalogue import Catalogue
from models.domain.basics.units import Unit, UnitKey


class Node(NamedTuple):
    """One line of the tree: `parent` names the line above it ("": none); `is_part` when it stands for its offices.

    `unit` None is the hub with all its offices.
    """

    name: str
    parent: str
    label: str
    unit: UnitKey | None
    is_part: bool


ALL = "*"
"""Name of the line of the hub."""


def tree_of(hub: UnitKey, offices: Sequence[Unit], catalogue: Catalogue) -> tuple[Node, ...]:
    """The lines of the tree, every one after that above it."""
    found = {ALL: Node(ALL, "", catalogue.unit_named(hub).full_name, None, False)}
    for office in offices:
        above = catalogue.superiors(office.key)
        # a chain that does not lead to the hub says nothing here
        between = above[: above.index(hub)] if hub in above and office.key != hub else ()
        name = ALL
        for unit in map(catalogue.unit_named, reversed(between)):
            found.setdefault(str(unit.key), Node(str(unit.key), name, unit.full_name, unit.key, True))
            name = str(unit.key)
        found[str(office.key)] = Node(str(office.key), name, office.full_name, office.key, False)
    return tuple(found.values())
