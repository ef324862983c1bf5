"""The offices of a hub as a tree: below the hub the units between (quận, huyện), below them the offices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from models.domain.basics.units import Unit, UnitKey
from models.services.figures.results import unit_named


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


def tree_of(hub: UnitKey, offices: Sequence[Unit]) -> tuple[Node, ...]:
    """The lines of the tree, every one after that above it."""
    found = {ALL: Node(ALL, "", unit_named(hub).full_name, None, False)}
    for office in offices:
        above: list[Unit] = []
        parent = office.parent
        while parent is not None and hub not in (parent, office.key):
            above.append(unit_named(parent))
            parent = above[-1].parent
        # a chain that does not lead to the hub says nothing here
        name = ALL
        for unit in reversed(above if parent == hub else []):
            found.setdefault(str(unit.key), Node(str(unit.key), name, unit.full_name, unit.key, True))
            name = str(unit.key)
        found[str(office.key)] = Node(str(office.key), name, office.full_name, office.key, False)
    return tuple(found.values())
