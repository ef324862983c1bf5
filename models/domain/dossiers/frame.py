"""The sampling frame: dossiers of a list that were completed inside the evaluated period, and why the others were not.

A row is what carries a dossier number. It is refused for the first reason that applies, in the order of `Reason`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from models.domain.basics.folding import alphabetical, folded
from models.domain.basics.problems import N_, Problem
from models.domain.basics.reading import NOTHING_READ, ReadingAccount
from models.domain.basics.table_reading import ROW_TOO_LONG
from models.domain.dossiers.frame_fields import DossierField
from models.domain.dossiers.frame_headers import Columns
from models.domain.dossiers.frame_people import ApplicantKind


class Reason(Enum):
    """Why a row does not belong to the frame."""

    DUPLICATE = "duplicate"
    NOT_COMPLETED = "not_completed"
    BAD_DATE = "bad_date"
    OUTSIDE_PERIOD = "outside_period"
    NO_NUMBER = "no_number"
    NUMBER_UNCLEAR = "number_unclear"
    NUMBER_LOST = "number_lost"
    ERROR_CELL = "error_cell"
    NOT_COMPUTED = "not_computed"
    NOTHING_ABOVE = "nothing_above"
    LETTERS_LOST = "letters_lost"
    TOO_LONG = "too_long"

    @property
    def says(self) -> str:
        """English message for the list of refused rows."""
        return _REASONS[self]


_REASONS = {
    Reason.DUPLICATE: N_("The same dossier number stands in an earlier row or a list taken in before"),
    Reason.NOT_COMPLETED: N_("No day of returning the result: nobody has fetched it yet"),
    Reason.BAD_DATE: N_("The day of returning the result is no date, or there is no such day"),
    Reason.OUTSIDE_PERIOD: N_("The result was returned outside the evaluated period"),
    Reason.NO_NUMBER: N_("There is a sector and a day of return but no dossier number: write it in the list"),
    Reason.NUMBER_UNCLEAR: N_("What stands in place of the dossier number is none: correct it in the list"),
    Reason.NUMBER_LOST: N_(
        "The dossier number lost its digits in the spreadsheet: export the list again with that column as text"
    ),
    Reason.ERROR_CELL: N_(
        "The sheet shows an error in place of the dossier number, the sector or the day: correct the formula"
    ),
    Reason.NOT_COMPUTED: N_("A formula stands there that was never computed: open the list in Excel, save it again"),
    Reason.NOTHING_ABOVE: N_("A ditto mark stands in place of the sector, and nothing above it: write the sector"),
    Reason.LETTERS_LOST: N_(
        "Question marks stand where letters stood in the sector or the name: correct them in the list"
    ),
    Reason.TOO_LONG: ROW_TOO_LONG,
}


_USUAL = (Reason.DUPLICATE, Reason.NOT_COMPLETED, Reason.BAD_DATE, Reason.OUTSIDE_PERIOD)


class LineKind(Enum):
    """What a line without a dossier number is."""

    BLANK = "blank"
    HEADER = "header"
    SUM = "sum"
    UNNUMBERED = "unnumbered"
    HEADING = "heading"
    OTHER = "other"

    @property
    def says(self) -> str:
        """English name for the report of an import."""
        return _LINES[self]


_LINES = {
    LineKind.BLANK: N_("blank lines"),
    LineKind.HEADER: N_("repeated header lines"),
    LineKind.SUM: N_("subtotals and totals"),
    LineKind.UNNUMBERED: N_("lines with a day of return but without a dossier number: please look at them"),
    LineKind.HEADING: N_("headings of groups"),
    LineKind.OTHER: N_("signatures and other words"),
}


@dataclass(eq=False)
class ListEmpty(Problem):
    """A header was found, but no row carries a dossier number."""

    sheet: str
    code = "list_empty"
    says = N_(
        "The sheet “{sheet}” has the right header but no row with a dossier number. Export the list again, then import it."
    )


@dataclass(frozen=True, slots=True)
class FrameEntry:
    """One completed dossier of the frame. Personal data: it stays in this office's private folder and is purged.

    `sector` is the list's best spelling; `procedure_code` national, without local ending; `person` a keyed digest that
    is equal for dossiers of one applicant (`frame_people`), the identity number itself is not kept; `row` in the sheet.
    """

    dossier: str
    sector: str
    procedure_code: str
    procedure: str
    name: str
    phone: str
    address: str
    kind: ApplicantKind
    received: date | None
    due: date | None
    ready: date | None
    returned: date
    person: str
    row: int = 0

    @property
    def sector_key(self) -> str:
        """Equal for all spellings of the sector."""
        return folded(self.sector)


@dataclass(frozen=True, slots=True)
class RefusedDossier:
    """A row that is not in the frame: `text` is what the deciding cell says, `earlier_row` the row it repeats.

    `earlier_row` is 0 for other reasons, and when the dossier came with an earlier list.
    """

    row: int
    reason: Reason
    dossier: str
    text: str
    earlier_row: int = 0


class DroppedLine(NamedTuple):
    """A line that is no row."""

    row: int
    kind: LineKind
    text: str


@dataclass(frozen=True)
class FrameReading:
    """All of one list: every line below the header is in exactly one of `entries`, `refused` and `dropped`.

    `others` names further sheets that look like such a list and were not read.
    """

    sheet: str
    columns: Columns
    entries: tuple[FrameEntry, ...]
    refused: tuple[RefusedDossier, ...]
    dropped: tuple[DroppedLine, ...]
    others: tuple[str, ...] = ()
    account: ReadingAccount = NOTHING_READ

    @property
    def rows(self) -> int:
        return len(self.entries) + len(self.refused)

    @cached_property
    def refused_by_reason(self) -> Mapping[Reason, int]:
        """The reasons of every list, also those that did not occur, and the rarer ones where they did."""
        counts = Counter(row.reason for row in self.refused)
        return {reason: counts[reason] for reason in Reason if reason in _USUAL or counts[reason]}

    @cached_property
    def dropped_by_kind(self) -> Mapping[LineKind, int]:
        counts = Counter(line.kind for line in self.dropped)
        return {kind: counts[kind] for kind in LineKind if kind is not LineKind.HEADING or counts[kind]}

    @cached_property
    def sectors(self) -> Mapping[str, int]:
        """Eligible rows by sector, the largest first; rows without a sector under the empty name."""
        counts = Counter(entry.sector for entry in self.entries)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], alphabetical(item[0]))))

    @cached_property
    def applicants_by_kind(self) -> Mapping[ApplicantKind, int]:
        """Different applicants among the eligible rows; each counts as the kind of its first row."""
        kinds: dict[str, ApplicantKind] = {}
        for entry in self.entries:
            kinds.setdefault(entry.person, entry.kind)
        counts = Counter(kinds.values())
        return {kind: counts[kind] for kind in ApplicantKind}

    @property
    def applicants(self) -> int:
        return sum(self.applicants_by_kind.values())

    @property
    def missing_fields(self) -> Sequence[DossierField]:
        """What the list has no column for, so that the visit list will lack it."""
        return [
            field
            for field in (DossierField.APPLICANT, DossierField.ADDRESS, DossierField.PHONE)
            if field not in self.columns.fields
        ]


def best_spelling(spellings: Iterable[str]) -> str:
    """The most frequent spelling, one in capitals only when there is no other; the first by code point among equals."""
    counts = Counter(spellings)
    return min(counts, key=lambda spelling: (spelling.isupper(), -counts[spelling], spelling), default="")
