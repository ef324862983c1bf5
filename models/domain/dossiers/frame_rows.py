"""From the rows of a found list to entries and refusals: the rules of the frame, one row at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from models.domain.basics.folding import folded
from models.domain.basics.tables import Cell, Table
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
from models.domain.dossiers.frame_cells import (
    day_of,
    dossier_key,
    identity_of,
    is_dossier_number,
    phone_of,
    procedure_of,
    text_of,
)
from models.domain.dossiers.frame_fields import DossierField
from models.domain.dossiers.frame_headers import Columns, FoundList, is_numbering
from models.domain.dossiers.frame_people import contact_of, digest, kind_of

_SUM_WORDS = ("cộng", "tổng", "lũy kế")
_LONGEST_QUOTE = 120


EVERY = 200
"""So many rows are ruled on between two reports."""


def read_frame(
    found: FoundList,
    *,
    first: date,
    last: date,
    salt: bytes,
    known: Sequence[FrameEntry] = (),
    step: Callable[[int, int], object] | None = None,
) -> FrameReading:
    """Read the list of finished dossiers; eligible is what was returned from `first` to `last`, both days included.

    `salt` keys the person digests and must be the frame's own for every list of a period; `known` are the entries of
    earlier lists: their dossiers are duplicates, their people and sector spellings are recognised. Refuses with `ListEmpty`.
    `step` is told the row and how many there are; what it raises ends the reading.
    """
    ruling = _Ruling(found, first, last, {dossier_key(entry.dossier): 0 for entry in known})
    for row in range(found.columns.first_row, len(found.table.rows) + 1):
        if step is not None and row % EVERY == 0:
            step(row, len(found.table.rows))
        ruling.rule(row)
    if not ruling.taken and not ruling.refused:
        raise ListEmpty(found.table.name)
    people = _People(salt, ruling.applicants, known)
    spellings = _spellings(ruling.sectors, known)
    counted = {row.row for row in ruling.taken} | {row.row for row in ruling.refused}
    return FrameReading(
        found.table.name,
        found.columns,
        tuple(_entry(row, people, spellings) for row in ruling.taken),
        tuple(ruling.refused),
        tuple(ruling.dropped),
        found.others,
        len(counted & found.table.hidden_rows),
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

    own: Table
    filled: Table
    columns: Columns
    row: int

    def value(self, field_: DossierField) -> Cell:
        table = self.own if field_ is DossierField.DOSSIER else self.filled
        return table.cell(self.row, self.columns.number(field_))

    def text(self, field_: DossierField) -> str:
        return text_of(self.value(field_))


@dataclass
class _Ruling:
    """Goes through the lines from the top, because only an earlier row makes a later one a duplicate."""

    found: FoundList
    first: date
    last: date
    seen: dict[str, int]
    taken: list[_Taken] = field(default_factory=list)
    refused: list[RefusedDossier] = field(default_factory=list)
    dropped: list[DroppedLine] = field(default_factory=list)
    sectors: list[str] = field(default_factory=list)
    applicants: list[_Applicant] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._filled = self.found.table.filled_down()

    def rule(self, row: int) -> None:
        cells = _RowCells(self.found.table, self._filled, self.found.columns, row)
        own = self.found.table.rows[row - 1]
        if not is_dossier_number(cells.value(DossierField.DOSSIER)) or _is_sum(own):
            self.dropped.append(_dropped(row, own, cells))
            return
        self.sectors.append(cells.text(DossierField.SECTOR))
        applicant = _applicant(cells)
        self.applicants.append(applicant)
        dossier = cells.text(DossierField.DOSSIER)
        key = dossier_key(dossier)
        if key in self.seen:
            self.refused.append(RefusedDossier(row, Reason.DUPLICATE, dossier, dossier, self.seen[key]))
            return
        self.seen[key] = row
        text = cells.text(DossierField.RETURNED)
        returned = day_of(cells.value(DossierField.RETURNED))
        if not text:
            self.refused.append(RefusedDossier(row, Reason.NOT_COMPLETED, dossier, ""))
        elif returned is None:
            self.refused.append(RefusedDossier(row, Reason.BAD_DATE, dossier, text[:_LONGEST_QUOTE]))
        elif not self.first <= returned <= self.last:
            self.refused.append(RefusedDossier(row, Reason.OUTSIDE_PERIOD, dossier, text[:_LONGEST_QUOTE]))
        else:
            self.taken.append(_Taken(row, cells, dossier, returned, applicant))


def _applicant(cells: _RowCells) -> _Applicant:
    return _Applicant(
        cells.text(DossierField.APPLICANT),
        identity_of(cells.value(DossierField.IDENTITY)),
        phone_of(cells.value(DossierField.PHONE)),
    )


def _dropped(row: int, own: Sequence[Cell], cells: _RowCells) -> DroppedLine:
    text = " | ".join(text for cell in own if (text := text_of(cell)))[:_LONGEST_QUOTE]
    if not text:
        kind = LineKind.BLANK
    elif _is_sum(own):
        kind = LineKind.SUM
    elif is_numbering(own) or folded(cells.text(DossierField.DOSSIER)) == folded(
        cells.columns.fields[DossierField.DOSSIER].header
    ):
        kind = LineKind.HEADER
    elif not cells.text(DossierField.DOSSIER) and day_of(cells.value(DossierField.RETURNED)):
        kind = LineKind.UNNUMBERED
    else:
        kind = LineKind.OTHER
    return DroppedLine(row, kind, text)


def _is_sum(cells: Sequence[Cell]) -> bool:
    opening = next((text for cell in cells if (text := text_of(cell))), "")
    return folded(opening).startswith(_SUM_WORDS)


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
        sector=spellings[folded(cells.text(DossierField.SECTOR))],
        procedure_code=code,
        procedure=procedure.name,
        name=taken.applicant.name,
        phone=taken.applicant.phone,
        address=cells.text(DossierField.ADDRESS),
        kind=kind_of(taken.applicant.name),
        received=day_of(cells.value(DossierField.RECEIVED)),
        due=day_of(cells.value(DossierField.DUE)),
        ready=day_of(cells.value(DossierField.READY)),
        returned=taken.returned,
        person=people.key(taken.applicant, taken.dossier),
        row=taken.row,
    )
