"""What openpyxl's read-only mode does not tell of a sheet: its real size, merged ranges, what is hidden or not computed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element

from models.domain.basics.tables import Span
from models.workbooks.limits import Limits
from models.workbooks.problems import TooManyColumns, TooManyRows


@dataclass
class Marks:
    """`deepest` and `widest` are the last row and column with a value, whatever the sheet claims; 0 when it is empty.

    `formulas` are those without a saved value, by row and column.
    """

    deepest: int = 0
    widest: int = 0
    merges: list[Span] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: dict[int, dict[int, str]] = field(default_factory=dict)


def read_marks(source: IO[bytes], *, name: str, sheet: str, limits: Limits) -> Marks:
    """Stream the XML of one sheet; refuses values beyond `limits`, `ValueError` for what is no sheet."""
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.xml.constants import SHEET_MAIN_NS
    from openpyxl.xml.functions import iterparse

    marks = Marks()
    above = 0
    root = ""
    for _, element in iterparse(source):
        root = element.tag
        tag = root.rpartition("}")[2]
        if tag == "row":
            row = int(element.get("r", above + 1))
            if row <= above:
                # openpyxl passes over rows that come too late
                raise ValueError(row)
            above = row
            if element.get("hidden") in ("1", "true"):
                marks.hidden_rows.add(row)
            _read_row(element, row, marks)
            element.clear()
            if marks.deepest > limits.rows:
                raise TooManyRows(name, sheet, limits.rows)
            if marks.widest > limits.columns:
                raise TooManyColumns(name, sheet, limits.columns)
        elif tag == "mergeCell":
            area = CellRange(element.attrib["ref"])
            # a range merged down a whole column is as long as the table, not as the sheet
            bottom, right = min(area.max_row, limits.rows), min(area.max_col, limits.columns)
            marks.merges.append(Span(area.min_row, area.min_col, bottom, right))
        elif tag == "col" and element.get("hidden") in ("1", "true"):
            first, last = int(element.attrib["min"]), int(element.attrib["max"])
            marks.hidden_columns.update(range(max(first, 1), min(last, limits.columns) + 1))
    if root != f"{{{SHEET_MAIN_NS}}}worksheet":
        raise ValueError(root)
    return marks


def _read_row(row: Element, number: int, marks: Marks) -> None:
    from openpyxl.utils import coordinate_to_tuple
    from openpyxl.xml.constants import SHEET_MAIN_NS

    column = 0
    for cell in row:
        reference = cell.get("r")
        column = coordinate_to_tuple(reference)[1] if reference else column + 1
        value = cell.findtext(f"{{{SHEET_MAIN_NS}}}v") or cell.find(f"{{{SHEET_MAIN_NS}}}is")
        if value is None or value == "":
            formula = cell.find(f"{{{SHEET_MAIN_NS}}}f")
            # a formula whose value is an empty text was computed
            if formula is None or cell.get("t") == "str":
                continue
            marks.formulas.setdefault(number, {})[column] = f"={formula.text or ''}"
        marks.deepest, marks.widest = max(marks.deepest, number), max(marks.widest, column)
