"""Which units stand below another one: the parts of a hub (quận, huyện) and the offices in them."""

from __future__ import annotations

from collections.abc import Iterable

from models.catalogue.units import unit_of_key
from models.domain.basics.units import UnitKey


def is_below(key: UnitKey, above: UnitKey) -> bool:
    """Whether a unit stands below another one, however many units lie between."""
    found = unit_of_key(key)
    while found is not None and found.parent is not None:
        if found.parent == above:
            return True
        found = unit_of_key(found.parent)
    return False


def those_below(keys: Iterable[UnitKey], above: UnitKey | None) -> tuple[UnitKey, ...]:
    """The units among `keys` below another one; all of them when `above` is None."""
    return tuple(key for key in keys if above is None or is_below(key, above))


def is_part(key: UnitKey, offices: Iterable[UnitKey]) -> bool:
    """Whether a unit is none of the offices, but stands above some of them."""
    listed = tuple(offices)
    return key not in listed and any(is_below(office, key) for office in listed)
