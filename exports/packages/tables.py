"""The tables of a package: columns with their types and rules, written as csv and described as Frictionless schemas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column; `pattern` is what a filled cell matches, `required` that it is never empty."""

    name: str
    type: str = "string"
    pattern: str = ""
    required: bool = False

    def schema(self) -> dict[str, object]:
        rules: dict[str, object] = {}
        if self.required:
            rules["required"] = True
        if self.pattern:
            rules["pattern"] = self.pattern
        if self.type == "integer":
            rules["minimum"] = 0
        return {"name": self.name, "type": self.type} | ({"constraints": rules} if rules else {})


@dataclass(frozen=True)
class Table:
    """One csv of a package: `<name>.csv`, its columns, and the columns that together name a row (may be none)."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return f"{self.name}.csv"

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def schema(self) -> dict[str, object]:
        """The Frictionless Table Schema."""
        schema: dict[str, object] = {"fields": [column.schema() for column in self.columns], "missingValues": [""]}
        if self.key:
            schema["primaryKey"] = list(self.key)
        return schema

    def write(self, rows: Iterable[Sequence[object]]) -> bytes:
        """The csv: UTF-8, comma, header row, quotes only where needed, CR LF at the end of a row."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(self.header)
        writer.writerows(rows)
        return text.getvalue().encode()


_STATION = "[0-9A-Za-z_.-]{1,64}"
_UNIT = "[0-9A-Z]{1,8}@[0-9]{4}-[0-9]{2}-[0-9]{2}"
_HASH = "[0-9a-f]{64}"
_BY = "[0-9A-Z]{1,8}/[a-z0-9]{1,16}"
_STREAM = Column("stream", "integer", required=True)
_N = Column("n", "integer", required=True)

STREAMS = Table(
    "streams",
    (
        _STREAM,
        Column("branch", "integer", required=True),
        Column("station", pattern=_STATION, required=True),
        Column("unit", pattern=_UNIT, required=True),
        Column("period", pattern=f"{_UNIT}/[0-9A-Z]{{1,8}}", required=True),
        Column("first", "integer", required=True),
        Column("before", pattern=_HASH, required=True),
        Column("last", "integer", required=True),
        Column("chain", pattern=_HASH, required=True),
    ),
    ("stream", "branch"),
)
JOURNAL = Table(
    "journal",
    (
        _STREAM,
        _N,
        Column("kind", pattern="[a-z_]{1,32}", required=True),
        Column("serials"),
        Column("by", pattern=_BY, required=True),
        Column("at", required=True),
        Column("body"),
    ),
)
KEYINGS = Table(
    "keyings",
    (
        _STREAM,
        _N,
        Column("serial", required=True),
        Column("coding", pattern=_HASH),
        Column("marks", pattern="[1-9a-z.*?-]{1,500}"),
        Column("rest"),
        Column("texts"),
        Column("settles"),
        Column("by", pattern=_BY, required=True),
        Column("at", required=True),
        Column("seconds", "integer", required=True),
    ),
)
TEXTS = Table(
    "texts",
    (
        _STREAM,
        _N,
        Column("question", required=True),
        Column("salt", required=True),
        Column("content"),
    ),
)
LINE_TABLES = (STREAMS, JOURNAL, KEYINGS, TEXTS)

TAKEN = Table(
    "taken",
    (
        Column("station", pattern=_STATION, required=True),
        Column("last", "integer", required=True),
        Column("chain", pattern=_HASH, required=True),
        Column("missing"),
    ),
)
RECEIPT_TABLES = (*LINE_TABLES, TAKEN)

PERIOD = Table("period", (Column("field", required=True), Column("value")), ("field",))
UNITS = Table("units", (Column("unit", pattern=_UNIT, required=True), Column("name")), ("unit",))
TARGETS = Table(
    "targets",
    (Column("unit", pattern=_UNIT, required=True), Column("sector"), Column("count", "integer", required=True)),
    ("unit", "sector"),
)


def sheet_table(name: str, columns: tuple[str, ...]) -> Table:
    """A sheet of a questionnaire (XLSForm) with the columns it has."""
    return Table(name, tuple(Column(column) for column in columns))
