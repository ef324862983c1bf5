"""Weighing a workbook before it is parsed: its XML is only counted through, so that a trap costs seconds and no memory.

A list of 200,000 dossiers in a dozen columns passes; what no list of people is ever like does not.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.workbooks.problems import TableTooHeavy

MOST_SHEETS = 500
_MOST_TAGS_OF_SHEETS = 20_000_000
_MOST_TAGS_OF_TEXTS = 8_000_000
_MOST_TAGS_ELSEWHERE = 400_000
_MOST_BYTES_ELSEWHERE = 40_000_000
_MOST_MERGES = 50_000
_MOST_TAGS_WITHOUT_ROW = 60_000
_SMALL, _MOST_TIMES = 20_000_000, 100
"""A part beyond the first many bytes does not unpack to more than so many times its size, unless it repeats itself."""


@dataclass
class Scales:
    """What was counted so far in the parts of one workbook; whatever goes beyond refuses with `TableTooHeavy`."""

    name: str
    tags_of_sheets: int = 0
    merges: int = 0

    def weigh(self, part: str, packed: int, unpacked: int) -> Weighed:
        """A part that is about to be read."""
        if unpacked > _SMALL and unpacked > _MOST_TIMES * packed:
            raise TableTooHeavy(self.name)
        is_sheet, is_texts = part.startswith("xl/worksheets/"), part.endswith("sharedstrings.xml")
        if not (is_sheet or is_texts) and unpacked > _MOST_BYTES_ELSEWHERE:
            raise TableTooHeavy(self.name)
        return Weighed(self, is_sheet=is_sheet, most_tags=_MOST_TAGS_OF_TEXTS if is_texts else _MOST_TAGS_ELSEWHERE)


@dataclass
class Weighed:
    """One part while its bytes go by."""

    scales: Scales
    is_sheet: bool
    most_tags: int
    tags: int = 0
    tags_without_row: int = 0

    def add(self, chunk: bytes) -> None:
        tags = chunk.count(b"<")
        self.tags += tags
        if not self.is_sheet:
            if self.tags > self.most_tags:
                raise TableTooHeavy(self.scales.name)
            return
        self.scales.tags_of_sheets += tags
        self.scales.merges += chunk.count(b"mergeCell ")
        self.tags_without_row = 0 if b"row" in chunk else self.tags_without_row + tags
        if (
            self.scales.tags_of_sheets > _MOST_TAGS_OF_SHEETS
            or self.scales.merges > _MOST_MERGES
            or self.tags_without_row > _MOST_TAGS_WITHOUT_ROW
        ):
            raise TableTooHeavy(self.scales.name)
