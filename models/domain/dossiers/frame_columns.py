"""The columns of a judged list as what their cells mean: each is worked out once, and once for equal texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

from models.domain.basics.tables import Cell
from models.domain.dossiers.frame_cells import (
    ProcedureCell,
    day_of,
    dossier_text,
    identity_of,
    is_dossier_number,
    is_error,
    phone_of,
    procedure_of,
    text_of,
)
from models.domain.dossiers.frame_fields import DossierField
from models.domain.dossiers.frame_judging import JudgedList

Meaning = TypeVar("Meaning")


def each_of(cells: Sequence[Cell], meaning: Callable[[Cell], Meaning]) -> list[Meaning]:
    """What each cell means. Only texts are known again: 1, True and a number shown as 0001 are equal and mean other things."""
    known: dict[str, Meaning] = {}
    nothing = meaning(None)
    made = []
    for cell in cells:
        if cell is None:
            made.append(nothing)
        elif type(cell) is str:
            if cell not in known:
                known[cell] = meaning(cell)
            made.append(known[cell])
        else:
            made.append(meaning(cell))
    return made


class ListColumns:
    """What stands in a list by field; each column begins with row 1 of the sheet. Merged cells are filled down, but for the number."""

    def __init__(self, judged: JudgedList) -> None:
        self._judged = judged

    def cells(self, field: DossierField) -> list[Cell]:
        """The cells of a field; empty ones where the list has no such column."""
        table = self._judged.table if field is DossierField.DOSSIER else self._judged.filled
        place = self._judged.places.get(field)
        if place is None:
            return [None] * len(table.rows)
        return [cells[place] if place < len(cells) else None for cells in table.rows]

    def texts(self, field: DossierField) -> list[str]:
        """What stands there; an error of the sheet is nothing."""
        return each_of(self.cells(field), _words)

    def days(self, field: DossierField) -> list[date | None]:
        order, zone = self._judged.order, self._judged.zone
        return each_of(self.cells(field), lambda cell: day_of(cell, order, zone))

    @cached_property
    def number_cells(self) -> list[Cell]:
        return self.cells(DossierField.DOSSIER)

    @cached_property
    def are_numbers(self) -> list[bool]:
        return each_of(self.number_cells, is_dossier_number)

    @cached_property
    def dossiers(self) -> list[str]:
        return each_of(self.number_cells, dossier_text)

    @cached_property
    def sector_cells(self) -> list[Cell]:
        return self.cells(DossierField.SECTOR)

    @cached_property
    def sectors(self) -> list[str]:
        """The sector of each row, also where it stands once for many."""
        own = each_of(self.sector_cells, _words)
        for row, carried in self._judged.sectors.items():
            own[row - 1] = carried
        return own

    @cached_property
    def day_cells(self) -> list[Cell]:
        return self.cells(DossierField.RETURNED)

    @cached_property
    def returned(self) -> list[date | None]:
        return self.days(DossierField.RETURNED)

    @cached_property
    def names(self) -> list[str]:
        return self.texts(DossierField.APPLICANT)

    @cached_property
    def identities(self) -> list[str]:
        return each_of(self.cells(DossierField.IDENTITY), identity_of)

    @cached_property
    def phones(self) -> list[str]:
        return each_of(self.cells(DossierField.PHONE), phone_of)

    @cached_property
    def addresses(self) -> list[str]:
        return self.texts(DossierField.ADDRESS)

    @cached_property
    def procedures(self) -> list[ProcedureCell]:
        """The procedure of each row, its code from a column of its own where there is one."""
        named = each_of(self.cells(DossierField.PROCEDURE), procedure_of)
        if DossierField.PROCEDURE_CODE not in self._judged.places:
            return named
        coded = each_of(self.cells(DossierField.PROCEDURE_CODE), procedure_of)
        return [ProcedureCell(code.code or name.code, name.name) for name, code in zip(named, coded, strict=True)]

    @cached_property
    def received(self) -> list[date | None]:
        return self.days(DossierField.RECEIVED)

    @cached_property
    def due(self) -> list[date | None]:
        return self.days(DossierField.DUE)

    @cached_property
    def ready(self) -> list[date | None]:
        return self.days(DossierField.READY)


def _words(cell: Cell) -> str:
    return "" if is_error(cell) else text_of(cell)
