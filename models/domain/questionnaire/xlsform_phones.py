"""What only a phone can do: look up other files and earlier forms, read its own state, show pictures and play sounds."""

from __future__ import annotations

import re

from models.domain.questionnaire.expressions import ExpressionError, compile_expression

MEDIA = tuple(f"{prefix}{medium}" for prefix in ("", "media::") for medium in ("image", "audio", "video", "big-image"))
"""Columns whose files a phone shows or plays beside the words."""

_FUNCTIONS = (
    "pulldata", "instance", "indexed-repeat", "position", "once", "uuid", "random", "search", "property", "now", "current",
    "jr:choice-name", "jr:itext", "choice-name", "current-date", "area", "distance", "geofence", "digest", "randomize", "thousandsep",
    "count-items", "item-at", "last-saved",
)  # fmt: skip
_TEXTS = re.compile(r""""[^"]*"|'[^']*'""")
_PHONE = re.compile(
    rf"(?<![\w:\-])(?:{'|'.join(map(re.escape, _FUNCTIONS))})\s*\(|\$\{{\s*last-saved\s*#[^}}]*\}}", re.IGNORECASE
)


def only_a_phone_knows(expression: str) -> bool:
    """Whether an expression asks for what no answer on the paper tells; a slip of the pen is none."""
    return bool(_PHONE.search(_TEXTS.sub("''", expression)))


def is_condition(expression: str) -> bool:
    """Whether this is an expression at all, of a phone or of answers."""
    if only_a_phone_knows(expression):
        return True
    try:
        return bool(compile_expression(expression).names)
    except ExpressionError:
        return False
