"""What only a phone can do: look up other files and earlier forms, read its own state, show pictures and play sounds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.domain.questionnaire.expressions import ExpressionError, compile_expression
from models.domain.questionnaire.xlsform_rows import XlsformRow
from models.domain.questionnaire.xlsform_types import in_usual_words

METADATA = frozenset(
    ("start", "end", "today", "deviceid", "device id", "phonenumber", "phone number", "username", "simserial", "sim id",
     "subscriberid", "subscriber id", "email", "audit", "imei", "get device id", "get phone number", "get sim id", "get subscriber id",
     "get start time", "get end time", "get today", "start time", "end time", "calculate", "hidden", "hidden value", "property",
     "uri:deviceid", "uri:email", "uri:phonenumber", "uri:simserial", "uri:subscriberid", "uri:username", "start-geopoint",
     "background-audio", "background-geopoint", "xml-external", "csv-external", "last-saved")
)  # fmt: skip
"""Types of rows that a phone fills in by itself: nobody is asked, so paper has nothing to print."""
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


def is_computed(row: XlsformRow) -> bool:
    """Whether a phone works out this row and nobody is asked."""
    return bool(row["calculation"] or row["trigger"]) and not row["label"]


def computed_alone(rows: Sequence[XlsformRow]) -> frozenset[str]:
    """The names of what a phone fills in or works out, and nobody is asked for."""
    silent = {row["name"] for row in rows if in_usual_words(row["type"]) in METADATA or is_computed(row)}
    asked = {row["name"] for row in rows if not (in_usual_words(row["type"]) in METADATA or is_computed(row))}
    return frozenset((silent | {"instanceID", "instanceName"}) - asked - {""})
