"""The account of what was read of a file that people made: every column is used, known or unknown, every row taken, refused or empty.

Nothing is taken silently and nothing is dropped silently: the rows of a file are those taken, refused and empty together, or
the import stops.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum

from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_, Problem, Sentence

_NEAR = 0.8
"""How alike two names are (0 to 1) when one is probably a slip of the other."""


class ColumnState(Enum):
    """What became of a column."""

    USED = "used"
    KNOWN = "known"
    UNKNOWN = "unknown"

    @property
    def says(self) -> str:
        """English word for it."""
        return _STATES[self]


_STATES = {
    ColumnState.USED: N_("used"),
    ColumnState.KNOWN: N_("known, not used here"),
    ColumnState.UNKNOWN: N_("unknown"),
}


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column as its header names it; `used_as` is what it is here, also where it is known and not used.

    `why` tells of a known column why it is not used, and of a used one what was done to its cells; `meant` is the known name
    that an unknown one is probably a slip of; `sheet` its sheet where a file has several.
    """

    name: str
    state: ColumnState
    used_as: str = ""
    why: Sentence | None = None
    meant: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken: its number as the sheet counts, what stands there, and the reason with the next step."""

    row: int
    text: str
    why: Sentence
    sheet: str = ""


@dataclass(eq=False)
class RowsNotConserved(Problem):
    """Rows went in and did not come out: a fault of this program that must not pass for an import."""

    read: int
    taken: int
    refused: int
    empty: int
    code = "rows_not_conserved"
    says = N_(
        "Of {read} rows, {taken} were taken, {refused} refused and {empty} are empty, which does not add up. "
        "Nothing was taken in. Send the file to those who support you."
    )


@dataclass(frozen=True)
class ReadingAccount:
    """What became of every column and every row of one file.

    `read` rows stand below the header; `empty` have nothing in them that could be taken. `notes` tell what was done to
    whole columns or to the file.
    """

    columns: tuple[ReadColumn, ...]
    read: int
    taken: int
    refused: tuple[RefusedRow, ...] = ()
    empty: int = 0
    notes: tuple[Sentence, ...] = ()

    def __post_init__(self) -> None:
        if self.read != self.taken + len(self.refused) + self.empty:
            raise RowsNotConserved(self.read, self.taken, len(self.refused), self.empty)

    def of(self, state: ColumnState) -> tuple[ReadColumn, ...]:
        """The columns of which this became."""
        return tuple(column for column in self.columns if column.state is state)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """What a person should know of it: what was changed, what is not used and why, what is unknown."""
        told = list(self.notes)
        told += [
            Sentence(N_("Column “{name}”: {why}"), {"name": _placed(column), "why": column.why})
            for column in self.columns
            if column.why is not None
        ]
        for column in self.of(ColumnState.UNKNOWN):
            if column.meant:
                said = N_("Column “{name}” is unknown and was not used. Did you mean “{meant}”?")
                told.append(Sentence(said, {"name": _placed(column), "meant": column.meant}))
            else:
                told.append(Sentence(N_("Column “{name}” is unknown and was not used."), {"name": _placed(column)}))
        return tuple(told)


NOTHING_READ = ReadingAccount((), 0, 0)


def _placed(column: ReadColumn) -> str:
    return f"{column.sheet}: {column.name}" if column.sheet else column.name


def near_name(name: str, known: Iterable[str]) -> str:
    """The known name that `name` is probably a slip of; empty when none is near."""
    keys: Mapping[str, str] = {search_key(each): each for each in reversed(list(known))}
    found = get_close_matches(search_key(name), list(keys), n=1, cutoff=_NEAR)
    return keys[found[0]] if found else ""
