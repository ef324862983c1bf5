"""The rows of a table without a screen: filtered word by word with or without tone marks, sorted, copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from models.domain.basics.folding import alphabetical


@dataclass(frozen=True, slots=True)
class Column:
    """One column: translated title, width in digits, `is_number` to stand at the right and sort by value.

    A column that `stretches` takes the room that is left and gives it first; one that `wraps` shows a text that is
    still too long over several lines.
    """

    title: str
    width: int = 14
    is_number: bool = False
    stretches: bool = False
    wraps: bool = False

    @property
    def apart(self) -> str:
        """What keeps a number, which stands at the right, off the words of the next column."""
        return "  " if self.is_number else ""

    @property
    def anchor(self) -> Literal["e", "w"]:
        return "e" if self.is_number else "w"


class TableRows:
    """Texts of all rows (NFC) and which of them are shown, as places in `rows`.

    `fold` takes the tone marks from letters. It is asked once for each different letter, because folding 20,000 rows
    one by one costs more than a keystroke may.
    """

    def __init__(self, rows: Sequence[Sequence[str]], columns: Sequence[Column], fold: Callable[[str], str]) -> None:
        self.rows = rows
        self.columns = tuple(columns)
        self.shown: Sequence[int] = range(len(rows))
        self.filter_text = ""
        self.sorted_by: int | None = None
        self.is_descending = False
        self._fold = fold
        self._order: Sequence[int] = range(len(rows))

    def filter(self, text: str) -> None:
        """Show the rows that hold every word of `text`; a word with tone marks must be met with them."""
        words = text.casefold().split()
        before = self.filter_text.casefold().split()
        narrows = text.casefold().startswith(self.filter_text.casefold()) and bool(before)
        self.filter_text = text
        found: Sequence[int] = self.shown if narrows else self._order
        for word in words:
            texts = self._folded if self._fold(word) == word else self._exact
            found = [place for place in found if word in texts[place]]
        self.shown = found

    @property
    def best(self) -> int:
        """The place among the shown rows that the filter means most likely: what was typed stands there so, in whole words if anywhere."""
        typed = " ".join(self.filter_text.casefold().split())
        if not typed:
            return 0
        texts = self._folded if self._fold(typed) == typed else self._exact
        whole, found = f" {typed} ", None
        for n, place in enumerate(self.shown):
            if typed in texts[place]:
                if whole in f" {texts[place]} ":
                    return n
                found = n if found is None else found
        return found or 0

    def sort(self, column: int) -> None:
        """Sort by `column`, the other way round when it is sorted by it already; equal rows keep their order."""
        self.is_descending = self.sorted_by == column and not self.is_descending
        self.sorted_by = column
        keys = self._keys(column)
        self._order = sorted(range(len(self.rows)), key=keys.__getitem__, reverse=self.is_descending)
        text, self.filter_text = self.filter_text, ""
        self.shown = self._order
        self.filter(text)

    def copied(self, places: Sequence[int]) -> str:
        """Rows and titles as tab-separated text that spreadsheets take."""
        lines = [[column.title for column in self.columns], *(self.rows[place] for place in places)]
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines) + "\n"

    @cached_property
    def _exact(self) -> list[str]:
        return "\n".join([" ".join(row).replace("\n", " ") for row in self.rows]).casefold().split("\n")

    @cached_property
    def _folded(self) -> list[str]:
        columns = [self._folded_column(column) for column in range(len(self.columns))]
        return [" ".join(cells) for cells in zip(*columns, strict=True)]

    def _folded_column(self, column: int) -> list[str]:
        cells = [row[column] for row in self.rows]
        different = list(set(cells))
        folded = self._folded_lines("\n".join([cell.replace("\n", " ") for cell in different]))
        by_cell = dict(zip(different, folded, strict=True)) if different else {}
        return [by_cell[cell] for cell in cells]

    def _folded_lines(self, lines: str) -> list[str]:
        plain = lines.casefold()
        if plain.isascii():
            return plain.split("\n")
        letters = {ord(letter): self._fold(letter) for letter in set(plain) if not letter.isascii()}
        return plain.translate(letters).split("\n")

    def _keys(self, column: int) -> list[tuple[float, str]]:
        """What rows are sorted by: numbers by value, words as Vietnamese dictionaries have them."""
        if self.columns[column].is_number:
            return [(_value(row[column]), row[column]) for row in self.rows]
        ordered = sorted({row[column] for row in self.rows}, key=alphabetical)
        places = {text: float(place) for place, text in enumerate(ordered)}
        return [(places[row[column]], "") for row in self.rows]


def _value(text: str) -> float:
    """The number a cell shows, written in either language; what is none comes first."""
    plain = text.replace(" ", "").replace("%", "")
    if "," in plain and "." in plain:
        thousands, point = (".", ",") if plain.rindex(",") > plain.rindex(".") else (",", ".")
    else:
        point = "," if "," in plain else "."
        thousands = ""
        if plain.count(point) > 1 or len(plain.rpartition(point)[2]) == 3:
            thousands, point = point, ""
    if thousands:
        plain = plain.replace(thousands, "")
    try:
        return float(plain.replace(point, ".") if point else plain)
    except ValueError:
        return float("-inf")
