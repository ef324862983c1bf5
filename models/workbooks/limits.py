"""How much of a table is read at most; a file beyond that is refused, never cut."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`megabytes` of the file as it lies on the disk, `unpacked_megabytes` of its parts together."""

    megabytes: int = 60
    unpacked_megabytes: int = 300
    rows: int = 200_000
    columns: int = 256


LIMITS = Limits()
