"""From the rows of a found list to entries and refusals: the rules of the frame, one row at a time."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from functools import cached_property

from models.domain.basics.folding import folded
from models.domain.basics.tables import Cell
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
    is_ditto,
    is_error,
    is_sum,
    is_uncomputed,
    key_of,
    text_of,
)
from models.domain.dossiers.frame_columns import ListColumns
from models.domain.dossiers.frame_fields import DossierField
from models.domain.dossiers.frame_headers import FoundList, is_numbering
from models.domain.dossiers.frame_judging import NOT_ASKED, JudgedList, ListAnswers, heading_of, judge
from models.domain.dossiers.frame_people import contact_of, digest, kind_of

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
    judged = judge(found, first=first, last=last, answers=answers, zone=zone)
    ruling = _Ruling(judged, ListColumns(judged), first, last, {dossier_key(entry.dossier): 0 for entry in known})
    for row in range(found.columns.first_row, len(found.table.rows) + 1):
        if step is not None and row % EVERY == 0:
            step(row, len(found.table.rows))
        ruling.rule(row)
    if not ruling.taken and not ruling.refused:
        raise ListEmpty(found.table.name)
    columns = ruling.columns
    people = _People(salt, columns, ruling.dossiers, known)
    spellings = _spellings((columns.sectors[row - 1] for row in ruling.dossiers), known)
    refused, dropped = tuple(ruling.refused), tuple(ruling.dropped)
    return FrameReading(
        found.table.name,
        found.columns,
        tuple(_entry(row, columns, people, spellings) for row in ruling.taken),
        refused,
        dropped,
        found.others,
        account_of(judged, found, taken=len(ruling.taken), refused=refused, dropped=dropped),
    )


@dataclass
class _Ruling:
    """Goes through the lines from the top, because only an earlier row makes a later one a duplicate."""

    judged: JudgedList
    columns: ListColumns
    first: date
    last: date
    seen: dict[str, int]
    taken: list[int] = field(default_factory=list)
    """The rows that are eligible, before their people and the spelling of their sectors are settled."""
    refused: list[RefusedDossier] = field(default_factory=list)
    dropped: list[DroppedLine] = field(default_factory=list)
    dossiers: list[int] = field(default_factory=list)
    """The rows of dossiers, eligible or not: how sectors and people are written in any of them counts."""

    def rule(self, row: int) -> None:
        columns, place = self.columns, row - 1
        own = self.judged.table.rows[place]
        if row in self.judged.too_long:
            self.refused.append(RefusedDossier(row, Reason.TOO_LONG, columns.dossiers[place], _quote(own)))
            return
        cell, is_number = columns.number_cells[place], columns.are_numbers[place]
        if not is_number or is_sum(own) or has_lost_digits(cell):
            # a row with a day and a sector is a dossier, whatever stands in place of its number
            is_complete = columns.returned[place] is not None and bool(columns.sectors[place])
            wrong = _wrong_number(cell, is_number=is_number, is_complete=is_complete)
            if wrong is not None:
                self.refused.append(RefusedDossier(row, wrong, columns.dossiers[place], _quote(own)))
                return
            if not is_complete:
                self.dropped.append(self._dropped(row, own))
                return
        self._rule_dossier(row)

    def _rule_dossier(self, row: int) -> None:
        columns, place = self.columns, row - 1
        self.dossiers.append(row)
        dossier = columns.dossiers[place]
        key = key_of(dossier)
        if key in self.seen:
            self.refused.append(RefusedDossier(row, Reason.DUPLICATE, dossier, dossier, self.seen[key]))
            return
        self.seen[key] = row
        returned = columns.returned[place]
        if returned is not None and self.first <= returned <= self.last:
            wrong, text = self._wrong_words(row)
        else:
            wrong, text = _wrong_day(columns.day_cells[place], returned)
        if wrong is not None:
            self.refused.append(RefusedDossier(row, wrong, dossier, text[:_LONGEST_QUOTE]))
        else:
            self.taken.append(row)

    def _wrong_words(self, row: int) -> tuple[Reason | None, str]:
        """What is wrong with the sector or the name of a row that is eligible otherwise."""
        cell = self.columns.sector_cells[row - 1]
        wrong = _wrong_sector(cell, has_sector=bool(self.columns.sectors[row - 1]))
        if wrong is None and row in self.judged.lost:
            return Reason.LETTERS_LOST, self.judged.lost[row]
        return wrong, text_of(cell) if wrong else ""

    def _dropped(self, row: int, own: Sequence[Cell]) -> DroppedLine:
        columns, place = self.columns, row - 1
        text, number = _quote(own), text_of(columns.number_cells[place])
        if not text:
            kind = LineKind.BLANK
        elif is_sum(own):
            kind = LineKind.SUM
        elif is_numbering(own) or folded(number) == folded(self.judged.columns.fields[DossierField.DOSSIER].header):
            kind = LineKind.HEADER
        elif not number and columns.returned[place]:
            kind = LineKind.UNNUMBERED
        elif heading_of(own, columns.sector_cells[place]):
            kind = LineKind.HEADING
        else:
            kind = LineKind.OTHER
        return DroppedLine(row, kind, text)


def _wrong_day(cell: Cell, returned: date | None) -> tuple[Reason, str]:
    """Why a dossier was not returned inside the period, and what its cell says."""
    text = text_of(cell)
    if not text:
        return Reason.NOT_COMPLETED, ""
    if returned is not None:
        return Reason.OUTSIDE_PERIOD, text
    if is_error(cell):
        return Reason.ERROR_CELL, text
    return (Reason.NOT_COMPUTED if is_uncomputed(cell) else Reason.BAD_DATE), text


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


def _wrong_sector(cell: Cell, *, has_sector: bool) -> Reason | None:
    if not isinstance(cell, str):
        return None
    if is_error(cell):
        return Reason.ERROR_CELL
    if is_uncomputed(cell):
        return Reason.NOT_COMPUTED
    return Reason.NOTHING_ABOVE if not has_sector and is_ditto(cell) else None


def _quote(cells: Sequence[Cell]) -> str:
    return " | ".join(text for cell in cells if (text := text_of(cell)))[:_LONGEST_QUOTE]


def _spellings(sectors: Iterable[str], known: Iterable[FrameEntry]) -> Mapping[str, str]:
    """The one spelling of each way in which a sector is written; that of earlier lists stays."""
    counts = Counter(sectors)
    written: dict[str, list[str]] = defaultdict(list)
    for sector, count in counts.items():
        written[folded(sector)] += [sector] * count
    best = {key: best_spelling(spellings) for key, spellings in written.items()} | {
        entry.sector_key: entry.sector for entry in known
    }
    return {sector: best[folded(sector)] for sector in counts}


class _People:
    """Person keys: by number, else by name and phone; a row without number joins the one person with this name and phone."""

    def __init__(self, salt: bytes, columns: ListColumns, dossiers: Sequence[int], known: Sequence[FrameEntry]) -> None:
        self._salt = salt
        self._keys: dict[tuple[str, str], str] = {}
        self._columns, self._dossiers, self._known = columns, dossiers, known

    @cached_property
    def _by_contact(self) -> Mapping[str, set[str]]:
        """The people of each name and phone; asked for only where somebody has no number."""
        found: dict[str, set[str]] = defaultdict(set)
        for entry in self._known:
            found[contact_of(entry.name, entry.phone)].add(entry.person)
        for row in self._dossiers:
            if number := self._columns.identities[row - 1]:
                found[self._contact(row)].add(self._digest("number", number))
        return found

    def key(self, row: int) -> str:
        columns = self._columns
        if number := columns.identities[row - 1]:
            return self._digest("number", number)
        contact = self._contact(row)
        if not contact:
            return digest(self._salt, "dossier", key_of(columns.dossiers[row - 1]))
        same = self._by_contact.get(contact, set())
        return next(iter(same)) if len(same) == 1 else self._digest("contact", contact)

    def _contact(self, row: int) -> str:
        return contact_of(self._columns.names[row - 1], self._columns.phones[row - 1])

    def _digest(self, kind: str, text: str) -> str:
        made = self._keys.get((kind, text))
        if made is None:
            made = self._keys[kind, text] = digest(self._salt, kind, text)
        return made


def _entry(row: int, columns: ListColumns, people: _People, spellings: Mapping[str, str]) -> FrameEntry:
    place = row - 1
    procedure = columns.procedures[place]
    name, returned = columns.names[place], columns.returned[place]
    if returned is None:
        raise ValueError(row)  # a row that was taken has its day
    return FrameEntry(
        dossier=columns.dossiers[place],
        sector=spellings[columns.sectors[place]],
        procedure_code=procedure.code,
        procedure=procedure.name,
        name=name,
        phone=columns.phones[place],
        address=columns.addresses[place],
        kind=kind_of(name),
        received=columns.received[place],
        due=columns.due[place],
        ready=columns.ready[place],
        returned=returned,
        person=people.key(row),
        row=row,
    )
