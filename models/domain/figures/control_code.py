"""The control code (mã đối chiếu) that stands under printed figures: one for one state of them, on every machine and in every language.

It covers every number that the tables show, what their breakdowns and notes are counted from, the days, the method and what it hides.
It covers no wording, no language, no day of printing and no comments.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from models.domain.basics.canonical import canonical_json
from models.domain.basics.units import Unit, UnitKey
from models.domain.figures.figures import Figures
from models.domain.figures.trends import TrendPoint
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Questionnaire

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_WORDING = frozenset({"label", "choices", "fingerprint", "hub_edition", "is_provisional", "by"})
"""What of the values is words of a questionnaire or a person's name, the code itself, or where the same figures stand elsewhere."""


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
    if value is None or type(value) in _AS_IT_IS:
        return value
    if isinstance(value, Unit):
        return str(value.key)
    if isinstance(value, UnitKey | Fraction):
        return str(value)
    if isinstance(value, Questionnaire):
        return [value.id, value.edition, value.coding]
    if isinstance(value, Method):
        return value.fingerprint
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, AbstractSet):
        return sorted(map(str, value))
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, name)) for name in _told(type(value))}
    return value


_AS_IT_IS = frozenset({str, int, bool})


@cache
def _told(record: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(record) if each.name not in _WORDING)
