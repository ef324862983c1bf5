"""The control code (mã đối chiếu) that stands under printed figures: one for one state of them, on every machine and in every language.

It covers every number that the tables show, what their breakdowns and notes are counted from, the days, the method and what it hides.
It covers no wording, no language, no day of printing and no comments.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from models.domain.basics.canonical import canonical_json
from models.domain.basics.units import Unit, UnitKey
from models.domain.figures.figures import Figures
from models.domain.figures.trends import TrendPoint
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Questionnaire

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_WORDING = frozenset({"label", "choices", "fingerprint", "hub_edition", "is_provisional", "by", "satisfied"})
"""What of the values is words of a questionnaire or a person's name, the code itself, where the same figures stand elsewhere, or
follows from others."""
_LATER = frozenset({"contents", "uneven", "is_held_back", "behind", "by_node"})
"""What was added later: passed over while it is empty, so that older papers keep their code."""


def control_code(figures: Figures, days: Iterable[date]) -> str:
    """The code of figures (hex SHA-256); `days` are those of their period. What stands as their code already is passed over."""
    return _digest({"days": list(days), "figures": figures})


def code_with_trend(code: str, before: Iterable[TrendPoint]) -> str:
    """The code of a paper that shows earlier periods beside the figures with this code; without any it stays as it is."""
    points = list(before)
    return _digest({"figures": code, "before": points}) if points else code


def _digest(told: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical_json(_plain(told)).encode()).hexdigest()


def _plain(value: object) -> object:
    """A value as JSON holds it, without wording."""
    kind = type(value)
    if value is None or kind in _AS_IT_IS:
        return value
    if kind not in _KNOWN:
        _KNOWN[kind] = next((tell for known, tell in _WAYS if issubclass(kind, known)), _way(kind))
    return _KNOWN[kind](value)


def _way(kind: type) -> Callable[[Any], object]:
    return _record if is_dataclass(kind) else _itself


_KNOWN: dict[type, Callable[[Any], object]] = {}
"""How values of a type are told; thousands of few types make up the figures of a city."""


def _record(value: object) -> object:
    told = {name: getattr(value, name) for name in _told(type(value))}  # type: ignore[arg-type]  # only dataclasses come here
    return {name: _plain(each) for name, each in told.items() if each or name not in _LATER}


def _itself(value: object) -> object:
    return value


_WAYS: tuple[tuple[type, Callable[[Any], object]], ...] = (
    (Unit, lambda value: str(value.key)),
    (UnitKey, str),
    (Fraction, str),
    (Questionnaire, lambda value: [value.id, value.edition, value.coding]),
    (Method, lambda value: value.fingerprint),
    (Enum, lambda value: value.value),
    (date, lambda value: value.isoformat()),
    (Mapping, lambda value: {str(name): _plain(each) for name, each in value.items()}),
    (AbstractSet, lambda value: sorted(map(str, value))),
    (tuple, lambda value: [_plain(each) for each in value]),
    (list, lambda value: [_plain(each) for each in value]),
)
_AS_IT_IS = frozenset({str, int, bool})


@cache
def _told(record: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(record) if each.name not in _WORDING)
