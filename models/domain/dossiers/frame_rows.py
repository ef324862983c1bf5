"""From the rows of a found list to entries and refusals: the rules of the frame, one row at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import NamedTuple

from models.domain.basics.folding import folded, squeezed
from models.domain.basics.tables import Cell, ShownDecimal, ShownInt
from models.domain.dossiers.frame import (
    DroppedLine,
    FrameEntry,
    FrameReading,
    LineKind,
    ListEmpty,
    Reason,
    RefusedDossier,
    best_spelling,
)
from models.domain.dossiers.frame_account import account_of
from models.domain.dossiers.frame_cells import (
    day_of,
    dossier_key,
    dossier_text,
    has_lost_digits,
    identity_of,
    is_ditto,
    is_dossier_number,
    is_error,
    is_uncomputed,
    phone_of,
    procedure_of,
    text_of,
)
from models.domain.dossiers.frame_fields import DossierField
from models.domain.dossiers.frame_headers import FoundList, is_numbering
from models.domain.dossiers.frame_judging import NOT_ASKED, JudgedList, ListAnswers, heading_of, judge
from models.domain.dossiers.frame_people import contact_of, digest, kind_of

_SUM_WORDS = ("cộng", "tổng", "lũy kế")
_LONGEST_QUOTE = 120
_LONGEST_NUMBER = 80
_BETWEEN_NUMBERS = re.compile(r";\s*|,\s+")


EVERY = 200
"""So many rows are ruled on between two reports."""


def read_frame(
    found: FoundList,
    *,
    first: date,
    last: date,
    salt: bytes,
    known: Sequence[FrameEntry] = (),
    answers: ListAnswers = NOT_ASKED,
    zone: tzinfo | None = None,
    step: Callable[[int, int], object] | None = None,
) -> FrameReading:
    """Read the list of finished dossiers; eligible is what was returned from `first` to `last`, both days included.

    `salt` keys the person digests and must be the frame's own for every list of a period; `known` are the entries of
    earlier lists: their dossiers are duplicates, their people and sector spellings are recognised. `answers` are what a
    person said of the list. Refuses with `ListEmpty` and what `judge` refuses. `step` is told the row and how many there
    are; what it raises ends the reading.
    """
    judged = judge(found, first=first, last=last, answers=answers, is_dossier=_is_dossier, zone=zone)
    ruling = _Ruling(judged, first, last, {dossier_key(entry.dossier): 0 for entry in known})
    for row in range(found.columns.first_row, len(found.table.rows) + 1):
        if step is not None and row % EVERY == 0:
            step(row, len(found.table.rows))
        ruling.rule(row)
    if not ruling.taken and not ruling.refused:
        raise ListEmpty(found.table.name)
    people = _People(salt, ruling.applicants, known)
    spellings = _spellings(ruling.sectors, known)
    refused, dropped = tuple(ruling.refused), tuple(ruling.dropped)
    return FrameReading(
        found.table.name,
        found.columns,
        tuple(_entry(row, people, spellings) for row in ruling.taken),
        refused,
        dropped,
        found.others,
        account_of(judged, found, taken=len(ruling.taken), refused=refused, dropped=dropped),
    )


class _Applicant(NamedTuple):
    name: str
    identity: str
    phone: str


class _Taken(NamedTuple):
    """A row that is eligible, before its person and the spelling of its sector are settled."""

    row: int
    cells: _RowCells
    dossier: str
    returned: date
    applicant: _Applicant


@dataclass(frozen=True, slots=True)
class _RowCells:
    """One row by field; merged sectors and the like are filled down, the dossier number never is."""

    judged: JudgedList
    row: int

    def value(self, field_: DossierField) -> Cell:
        table = self.judged.table if field_ is DossierField.DOSSIER else self.judged.filled
        place = self.judged.places.get(field_)
        cells = table.rows[self.row - 1]
        return cells[place] if place is not None and place < len(cells) else None

    def text(self, field_: DossierField) -> str:
        """What stands there; an error of the sheet is nothing."""
        cell = self.value(field_)
        return "" if is_error(cell) else text_of(cell)

    def day(self, field_: DossierField) -> date | None:
        return day_of(self.value(field_), self.judged.order, self.judged.zone)

    @property
    def dossier(self) -> str:
        return dossier_text(self.value(DossierField.DOSSIER))

    @property
    def sector(self) -> str:
        """The sector, also where it stands once for many rows."""
        carried = self.judged.sectors.get(self.row)
        return self.text(DossierField.SECTOR) if carried is None else carried


@dataclass
class _Ruling:
    """Goes through the lines from the top, because only an earlier row makes a later one a duplicate."""

    judged: JudgedList
    first: date
    last: date
    seen: dict[str, int]
    taken: list[_Taken] = field(default_factory=list)
    refused: list[RefusedDossier] = field(default_factory=list)
    dropped: list[DroppedLine] = field(default_factory=list)
    sectors: list[str] = field(default_factory=list)
    applicants: list[_Applicant] = field(default_factory=list)

    def rule(self, row: int) -> None:
        cells = _RowCells(self.judged, row)
        own = self.judged.table.rows[row - 1]
        if row in self.judged.too_long:
            self.refused.append(RefusedDossier(row, Reason.TOO_LONG, cells.dossier, _quote(own)))
            return
        cell = cells.value(DossierField.DOSSIER)
        is_number = is_dossier_number(cell)
        if not is_number or _is_sum(own) or has_lost_digits(cell):
            # a row with a day and a sector is a dossier, whatever stands in place of its number
            is_complete = cells.day(DossierField.RETURNED) is not None and bool(cells.sector)
            wrong = _wrong_number(cell, is_number=is_number, is_complete=is_complete)
            if wrong is not None:
                self.refused.append(RefusedDossier(row, wrong, cells.dossier, _quote(own)))
                return
            if not is_complete:
                self.dropped.append(_dropped(row, own, cells))
                return
        self._rule_dossier(row, cells)

    def _rule_dossier(self, row: int, cells: _RowCells) -> None:
        self.sectors.append(cells.sector)
        applicant = _applicant(cells)
        self.applicants.append(applicant)
        dossier = cells.dossier
        key = dossier_key(dossier)
        if key in self.seen:
            self.refused.append(RefusedDossier(row, Reason.DUPLICATE, dossier, dossier, self.seen[key]))
            return
        self.seen[key] = row
        day = cells.value(DossierField.RETURNED)
        text = text_of(day)
        returned = cells.day(DossierField.RETURNED)
        if not text:
            self.refused.append(RefusedDossier(row, Reason.NOT_COMPLETED, dossier, ""))
        elif returned is None and (is_error(day) or is_uncomputed(day)):
            wrong_day = Reason.ERROR_CELL if is_error(day) else Reason.NOT_COMPUTED
            self.refused.append(RefusedDossier(row, wrong_day, dossier, text[:_LONGEST_QUOTE]))
        elif returned is None:
            self.refused.append(RefusedDossier(row, Reason.BAD_DATE, dossier, text[:_LONGEST_QUOTE]))
        elif not self.first <= returned <= self.last:
            self.refused.append(RefusedDossier(row, Reason.OUTSIDE_PERIOD, dossier, text[:_LONGEST_QUOTE]))
        elif wrong := _wrong_sector(cells):
            self.refused.append(RefusedDossier(row, wrong, dossier, text_of(cells.value(DossierField.SECTOR))))
        elif row in self.judged.lost:
            self.refused.append(
                RefusedDossier(row, Reason.LETTERS_LOST, dossier, self.judged.lost[row][:_LONGEST_QUOTE])
            )
        else:
            self.taken.append(_Taken(row, cells, dossier, returned, applicant))


def _is_dossier(cells: Sequence[Cell], number: int) -> bool:
    cell = cells[number - 1] if number <= len(cells) else None
    return is_dossier_number(cell) and not _is_sum(cells)


def _wrong_number(cell: Cell, *, is_number: bool, is_complete: bool) -> Reason | None:
    """Why what stands in place of the dossier number is none; None where it is one, or the line may be no dossier."""
    if has_lost_digits(cell):
        return Reason.NUMBER_LOST
    if is_number or (not is_complete and not is_uncomputed(cell)):
        return None
    if is_error(cell):
        return Reason.ERROR_CELL
    if is_uncomputed(cell):
        return Reason.NOT_COMPUTED
    text = dossier_text(cell)
    if not text:
        return Reason.NO_NUMBER
    is_words = not any(letter.isdigit() for letter in text) or len(text) > _LONGEST_NUMBER
    return Reason.NUMBER_UNCLEAR if is_words or day_of(cell) or _is_several(text) else None


def _is_several(text: str) -> bool:
    """Whether several dossier numbers stand in one cell."""
    return sum(any(map(str.isdigit, part)) for part in _BETWEEN_NUMBERS.split(text)) > 1


def _wrong_sector(cells: _RowCells) -> Reason | None:
    cell = cells.value(DossierField.SECTOR)
    if is_error(cell):
        return Reason.ERROR_CELL
    if is_uncomputed(cell):
        return Reason.NOT_COMPUTED
    return Reason.NOTHING_ABOVE if is_ditto(cell) and not cells.sector else None


def _applicant(cells: _RowCells) -> _Applicant:
    return _Applicant(
        cells.text(DossierField.APPLICANT),
        identity_of(cells.value(DossierField.IDENTITY)),
        phone_of(cells.value(DossierField.PHONE)),
    )


def _dropped(row: int, own: Sequence[Cell], cells: _RowCells) -> DroppedLine:
    text = _quote(own)
    if not text:
        kind = LineKind.BLANK
    elif _is_sum(own):
        kind = LineKind.SUM
    elif is_numbering(own) or folded(cells.text(DossierField.DOSSIER)) == folded(
        cells.judged.columns.fields[DossierField.DOSSIER].header
    ):
        kind = LineKind.HEADER
    elif not cells.text(DossierField.DOSSIER) and cells.day(DossierField.RETURNED):
        kind = LineKind.UNNUMBERED
    elif heading_of(own, cells.value(DossierField.SECTOR)):
        kind = LineKind.HEADING
    else:
        kind = LineKind.OTHER
    return DroppedLine(row, kind, text)


def _quote(cells: Sequence[Cell]) -> str:
    return " | ".join(text for cell in cells if (text := text_of(cell)))[:_LONGEST_QUOTE]


def _is_sum(cells: Sequence[Cell]) -> bool:
    for cell in cells:
        if isinstance(cell, str):
            if text := squeezed(cell):
                return folded(text).startswith(_SUM_WORDS)
        elif cell is not None:
            # a number or a day is no word, unless its format makes it one
            return isinstance(cell, ShownInt | ShownDecimal) and folded(text_of(cell)).startswith(_SUM_WORDS)
    return False


def _spellings(sectors: Iterable[str], known: Iterable[FrameEntry]) -> Mapping[str, str]:
    """The one spelling of each sector by its key; that of earlier lists stays."""
    written: dict[str, list[str]] = defaultdict(list)
    for sector in sectors:
        written[folded(sector)].append(sector)
    return {key: best_spelling(spellings) for key, spellings in written.items()} | {
        entry.sector_key: entry.sector for entry in known
    }


class _People:
    """Person keys: by number, else by name and phone; a row without number joins the one person with this name and phone."""

    def __init__(self, salt: bytes, applicants: Iterable[_Applicant], known: Iterable[FrameEntry]) -> None:
        self._salt = salt
        self._by_contact: dict[str, set[str]] = defaultdict(set)
        for entry in known:
            self._by_contact[contact_of(entry.name, entry.phone)].add(entry.person)
        for applicant in applicants:
            if applicant.identity:
                self._by_contact[contact_of(applicant.name, applicant.phone)].add(
                    digest(salt, "number", applicant.identity)
                )

    def key(self, applicant: _Applicant, dossier: str) -> str:
        if applicant.identity:
            return digest(self._salt, "number", applicant.identity)
        contact = contact_of(applicant.name, applicant.phone)
        if not contact:
            return digest(self._salt, "dossier", dossier_key(dossier))
        same = self._by_contact.get(contact, set())
        return next(iter(same)) if len(same) == 1 else digest(self._salt, "contact", contact)


def _entry(taken: _Taken, people: _People, spellings: Mapping[str, str]) -> FrameEntry:
    cells = taken.cells
    procedure = procedure_of(cells.value(DossierField.PROCEDURE))
    code = procedure_of(cells.value(DossierField.PROCEDURE_CODE)).code or procedure.code
    return FrameEntry(
        dossier=taken.dossier,
        sector=spellings[folded(cells.sector)],
        procedure_code=code,
        procedure=procedure.name,
        name=taken.applicant.name,
        phone=taken.applicant.phone,
        address=cells.text(DossierField.ADDRESS),
        kind=kind_of(taken.applicant.name),
        received=cells.day(DossierField.RECEIVED),
        due=cells.day(DossierField.DUE),
        ready=cells.day(DossierField.READY),
        returned=taken.returned,
        person=people.key(taken.applicant, taken.dossier),
        row=taken.row,
    )
