"""The tables of a package: columns with their types and rules, written as csv and described as Frictionless schemas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class PackageColumn:
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
class PackageTable:
    """One csv of a package: `<name>.csv`, its columns, and the columns that together name a row (may be none)."""

    name: str
    columns: tuple[PackageColumn, ...]
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


_STATION = "[0-9a-f]{32}"
_UNIT = "[0-9A-Z]{1,8}@[0-9]{4}-[0-9]{2}-[0-9]{2}"
_HASH = "[0-9a-f]{64}"
_SIGNATURE = "[0-9A-Za-z_-]{86}"
_BY = "[0-9A-Z]{1,8}/[a-z0-9]{1,16}"
_STREAM = PackageColumn("stream", "integer", required=True)
_N = PackageColumn("n", "integer", required=True)

STREAMS = PackageTable(
    "streams",
    (
        _STREAM,
        PackageColumn("leaves", "integer"),
        PackageColumn("station", pattern=_STATION, required=True),
        PackageColumn("unit", pattern=_UNIT, required=True),
        PackageColumn("period", pattern=f"{_UNIT}/[0-9A-Z]{{1,8}}", required=True),
        PackageColumn("first", "integer", required=True),
        PackageColumn("before", pattern=_HASH, required=True),
        PackageColumn("last", "integer", required=True),
        PackageColumn("chain", pattern=_HASH, required=True),
        PackageColumn("signature", pattern=_SIGNATURE, required=True),
    ),
    ("stream",),
)
JOURNAL = PackageTable(
    "journal",
    (
        _STREAM,
        _N,
        PackageColumn("kind", pattern="[a-z_]{1,32}", required=True),
        PackageColumn("serials"),
        PackageColumn("by", pattern=_BY, required=True),
        PackageColumn("at", required=True),
        PackageColumn("body"),
    ),
)
KEYINGS = PackageTable(
    "keyings",
    (
        _STREAM,
        _N,
        PackageColumn("serial", required=True),
        PackageColumn("coding", pattern=_HASH),
        PackageColumn("marks", pattern="[1-9a-z.*?-]{1,500}"),
        PackageColumn("rest"),
        PackageColumn("texts"),
        PackageColumn("settles"),
        PackageColumn("by", pattern=_BY, required=True),
        PackageColumn("at", required=True),
        PackageColumn("seconds", "integer", required=True),
    ),
)
TEXTS = PackageTable(
    "texts",
    (
        _STREAM,
        _N,
        PackageColumn("question", required=True),
        PackageColumn("salt", required=True),
        PackageColumn("content"),
    ),
)
LINE_TABLES = (STREAMS, JOURNAL, KEYINGS, TEXTS)

TAKEN = PackageTable(
    "taken",
    (
        PackageColumn("station", pattern=_STATION, required=True),
        PackageColumn("last", "integer", required=True),
        PackageColumn("chain", pattern=_HASH, required=True),
        PackageColumn("missing"),
    ),
)
RECEIPT_TABLES = (*LINE_TABLES, TAKEN)

PERIOD = PackageTable("period", (PackageColumn("field", required=True), PackageColumn("value")), ("field",))
UNITS = PackageTable(
    "units",
    (
        PackageColumn("unit", pattern=_UNIT, required=True),
        PackageColumn("name"),
        PackageColumn("parent", pattern=_UNIT),
        PackageColumn("predecessors", pattern=f"{_UNIT}(?:,{_UNIT})*"),
    ),
    ("unit",),
)
CATALOGUE = PackageTable(
    "catalogue",
    (PackageColumn("part", required=True), PackageColumn("n", "integer", required=True), PackageColumn("line")),
    ("part", "n"),
)
TARGETS = PackageTable(
    "targets",
    (
        PackageColumn("unit", pattern=_UNIT, required=True),
        PackageColumn("sector"),
        PackageColumn("count", "integer", required=True),
    ),
    ("unit", "sector"),
)


def sheet_table(name: str, columns: tuple[str, ...]) -> PackageTable:
    """A sheet of a questionnaire (XLSForm) with the columns it has."""
    return PackageTable(name, tuple(PackageColumn(column) for column in columns))
