"""Reading .xls through calamine, which sees values and merged ranges, but no number formats, errors and hidden rows."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from models.domain.basics.tables import Cell, MergedCells, Table
from models.workbooks.calamine import panics_as_errors
from models.workbooks.plain import EVERY, MOST_MERGED, plain_text, plain_value
from models.workbooks.problems import Limits, TableOfOldKind, TableProtected, TooManyColumns, TooManyRows

KIND = ".xls"


def read_xls(content: bytes, *, name: str, limits: Limits, step: Callable[[int, int], object]) -> tuple[Table, ...]:
    """Every worksheet with its values; a file that does not read is refused as one to be saved anew (`TableOfOldKind`)."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum
    except ImportError:
        raise TableOfOldKind(name, KIND) from None
    try:
        with panics_as_errors():
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tables = []
        for place, about in enumerate(book.sheets_metadata):
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            with panics_as_errors():
                sheet = book.get_sheet_by_index(place)
            if sheet.total_height > limits.rows:
                raise TooManyRows(name, about.name, limits.rows)
            if sheet.total_width > limits.columns:
                raise TooManyColumns(name, about.name, limits.columns)
            with panics_as_errors():
                values = sheet.to_python(skip_empty_area=False)
            rows = _rows(values, step)
            merges = tuple(
                MergedCells(top + 1, left + 1, min(bottom, len(rows) - 1) + 1, right + 1)
                for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
                if top < len(rows)
            )
            if sum(span.bottom - span.top for span in merges) > MOST_MERGED:
                raise ValueError(len(merges))
            is_hidden = about.visible is not SheetVisibleEnum.Visible
            tables.append(Table(plain_text(about.name) or "", rows, merges, is_hidden=is_hidden, old_kind=KIND))
    except PasswordError:
        raise TableProtected(name) from None
    except (CalamineError, ValueError, OSError, ArithmeticError) as error:
        raise TableOfOldKind(name, KIND) from error
    if not tables:
        raise TableOfOldKind(name, KIND)
    return tuple(tables)


def _rows(values: Sequence[Sequence[object]], step: Callable[[int, int], object]) -> tuple[tuple[Cell, ...], ...]:
    rows: list[tuple[Cell, ...]] = []
    for number, texts in enumerate(values, 1):
        if number % EVERY == 0:
            step(number, len(values))
        cells = [plain_value(value) for value in texts]
        while cells and cells[-1] is None:
            cells.pop()
        rows.append(tuple(cells))
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)
