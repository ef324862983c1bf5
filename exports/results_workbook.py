"""Results as a workbook: one sheet per table of the paper, real numbers, and a sheet that says what they stand on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exports.tables import MISSING_CODES
from exports.workbook_text import plain, print_setup, write_workbook_whole
from models.domain.basics.problems import N_, Sentence
from models.domain.basics.rounding import rounded
from models.domain.basics.table_values import ColumnKind, CountOf, ResultColumn, ResultRow, ResultTable, Value
from models.domain.basics.units import Unit
from models.domain.book.periods import Period
from models.domain.figures.figures import Figures
from models.domain.figures.yearly import Year, YearOfOffice
from models.domain.sheets import report_tables, sheet_of
from models.domain.sheets.analysis import Analysis
from models.domain.sheets.crossing import Crossed, crossed_table
from models.domain.sheets.provisional import provisional_mark
from models.domain.sheets.report import Report
from models.domain.sheets.sheet import Chart
from models.domain.sheets.yearly import factors_table, office_table, year_table
from models.language import Language
from models.language.tables import words
from models.release import VERSION
from models.services.figures.explaining import Leaving, remember
from models.services.office.periods import find_period
from models.store.database import Station

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FORMATS = {ColumnKind.COUNT: "#,##0", ColumnKind.PER_CENT: "0.00", ColumnKind.SCORE: "0.0000"}
_PLACES = {ColumnKind.PER_CENT: 2, ColumnKind.SCORE: 4}
_LINE = 15.5
"""Height of a line of text in points."""
_HEAD = 3
"""Row of the column heads; title and a blank row stand above."""


def write_report(station: Station, period: Period, report: Report, *, language: Language, to: Path, at: str) -> None:
    """Write all tables of an office or a hub, with control totals, the code book and what the figures stand on.

    The figures are noted first, as for paper: the workbook tells their control code.
    """
    figures = report.figures
    mark = provisional_mark(figures, station.catalogue.place.day_of(at))
    write_tables(
        report_tables(report),
        _basis(report, language),
        language=language,
        to=to,
        codes=_codes(figures, language),
        mark=language.sentence(mark) if mark is not None else "",
        before_named=lambda: remember(
            station, (Leaving(period, figures, report.fingerprint),), language=language.code, at=at
        ),
    )


def write_analysis(analysis: Analysis, *, language: Language, to: Path, at: str) -> None:
    """Write all tables that were counted from exported answers, with what they were counted from."""
    say, figures = language.say, analysis.report.figures
    mark = provisional_mark(figures, language.day_of(at))
    basis: list[tuple[str, str | int]] = [
        (say(N_("Office")), words(language, figures.unit.full_name)),
        (say(N_("Survey period")), figures.period),
        (say(N_("Valid forms")), figures.measure.forms),
        (say(N_("Method")), words(language, figures.method.name)),
        (say(N_("Fingerprint of the method")), figures.method.fingerprint),
        (say(N_("Check sum of the answers")), analysis.digest),
        (say(N_("Program")), f"Sổ Phiếu {VERSION}"),
    ]
    basis += [(say(N_("Remarks")), language.sentence(each)) for each in analysis.stands_on()]
    write_tables(
        report_tables(analysis.report),
        basis,
        language=language,
        to=to,
        codes=_codes(figures, language),
        mark=language.sentence(mark) if mark is not None else "",
    )


def write_year(
    station: Station, year: Year, offices: Sequence[YearOfOffice], *, language: Language, to: Path, at: str
) -> None:
    """Write the year of all offices, or the tables for the head of one, with the control codes of its periods."""
    say, alone = language.say, offices[0] if len(offices) == 1 else None
    tables = (year_table(year),) if alone is None else (office_table(year, alone), factors_table(year, alone))
    figures = [period.figures for period in year.periods]
    if alone is not None:
        figures += [each.figures for each in alone.periods if each is not None]
        figures += alone.open_figures
    basis: list[tuple[str, str | int]] = [
        (say(N_("Office")), (year.unit if alone is None else alone.unit).full_name),
        (say(N_("Method")), words(language, year.method.name)),
        (say(N_("Fingerprint of the method")), year.method.fingerprint),
    ]
    basis += [(f"{say(N_('Control code'))}: {each.period} {each.unit.key.code}", each.fingerprint) for each in figures]
    basis.append((say(N_("Program")), f"Sổ Phiếu {VERSION}"))
    if any(each.is_reference for each in figures):
        basis.append((say(N_("Remarks")), say(N_("(reference form – not compared with the original legal text)"))))

    def note() -> None:
        leaving = tuple(Leaving(find_period(station, each.period), each) for each in figures)
        remember(station, leaving, language=language.code, at=at)

    write_tables(tables, basis, language=language, to=to, before_named=note)


def write_crossed(station: Station, period: Period, crossed: Crossed, *, language: Language, to: Path, at: str) -> None:
    """Write a cross-table with the control code of the figures of the same forms; what they stand on is noted."""
    figures, say = crossed.figures, language.say
    mark = provisional_mark(figures, station.catalogue.place.day_of(at))
    basis: list[tuple[str, str | int]] = [
        (say(N_("Office")), words(language, figures.unit.full_name)),
        (say(N_("Survey period")), figures.period),
        (say(N_("Method")), words(language, figures.method.name)),
        (say(N_("Control code")), figures.fingerprint),
        (say(N_("Program")), f"Sổ Phiếu {VERSION}"),
    ]
    write_tables(
        (crossed_table(crossed),),
        basis,
        language=language,
        to=to,
        mark=language.sentence(mark) if mark is not None else "",
        before_named=lambda: remember(station, (Leaving(period, figures),), language=language.code, at=at),
    )


def write_unsigned(
    tables: Sequence[ResultTable], unit: Unit, period: str, *, forms: int, language: Language, to: Path
) -> None:
    """Write tables that are in no signed report (comments, signals) with the office, period and forms they are about."""
    say = language.say
    basis: list[tuple[str, str | int]] = [
        (say(N_("Office")), unit.full_name),
        (say(N_("Survey period")), period),
        (say(N_("Valid forms")), forms),
        (say(N_("Program")), f"Sổ Phiếu {VERSION}"),
    ]
    write_tables(tables, basis, language=language, to=to)


def write_tables(
    tables: Sequence[ResultTable],
    basis: Sequence[tuple[str, str | int]],
    *,
    language: Language,
    to: Path,
    codes: Sequence[tuple[str | int, ...]] = (),
    mark: str = "",
    before_named: Callable[[], object] | None = None,
) -> None:
    """Write tables as a workbook, a sheet each, with control totals, the code book (if any) and what they stand on.

    `mark` stands over every table.
    """
    from openpyxl import Workbook

    say = language.say
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        if table.rows:
            filled = book.create_sheet(table.name)
            _fill(filled, table, language)
            if mark:
                _put(filled, _HEAD - 1, 1, mark)
    _grid(book.create_sheet(say(N_("Control totals"))), _totals(tables, language), language)
    if codes:
        _grid(book.create_sheet(say(N_("Code book"))), codes, language)
    sheet = book.create_sheet(say(N_("Basis")))
    for n, (head, value) in enumerate(basis, 1):
        _put(sheet, n, 1, head)
        _put(sheet, n, 2, value)
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 80
    write_workbook_whole(book, to, before_named=before_named)


def _basis(report: Report, language: Language) -> list[tuple[str, str | int]]:
    say, figures = language.say, report.figures
    lines: list[tuple[str, str | int]] = [
        (say(N_("Office")), words(language, figures.unit.full_name)),
        (say(N_("Code")), figures.unit.key.code),
        (say(N_("Survey period")), figures.period),
    ]
    if figures.is_ranking:
        lines += [
            (say(N_("Offices asked")), figures.asked),
            (say(N_("Offices that have not sent")), len(figures.not_sent)),
        ]
    forms = sum(line.forms for line in figures.lines) if figures.is_withheld else figures.measure.forms
    lines.append((say(N_("Valid forms")), forms))
    if figures.unconfirmed:
        names = ", ".join(unit.full_name for unit in figures.unconfirmed)
        lines.append((say(N_("Left out, key not confirmed")), names))
    if figures.is_closed:
        lines += [
            (say(N_("Closing")), figures.closing),
            (say(N_("Edition")), figures.edition),
            (say(N_("Late lines")), figures.late),
        ]
    lines += [
        (say(N_("Method")), words(language, figures.method.name)),
        (say(N_("Fingerprint of the method")), figures.method.fingerprint),
        (say(N_("Control code")), report.fingerprint),
        (say(N_("Program")), f"Sổ Phiếu {VERSION}"),
    ]
    if figures.is_reference:
        lines.append((say(N_("Remarks")), say(N_("(reference form – not compared with the original legal text)"))))
    return lines


def _totals(tables: Sequence[ResultTable], language: Language) -> list[tuple[str | int, ...]]:
    """Per column of counts how many numbers it has and their sum, to see that a copied table is whole."""
    say = language.say
    found: list[tuple[str | int, ...]] = [
        (say(N_("Table")), say(N_("Column")), say(N_("Rows with a number")), say(N_("Sum of the column")))
    ]
    for table in tables:
        columns = _columns(table.columns, language)
        rows = [_values(row, table.columns) for row in table.rows]
        for place, (head, kind, _) in enumerate(columns):
            numbers = [row[place] for row in rows if isinstance(row[place], int)]
            if kind is ColumnKind.COUNT:
                found.append((table.name, head, len(numbers), sum(n for n in numbers if isinstance(n, int))))
    return found


def _codes(figures: Figures, language: Language) -> list[tuple[str | int, ...]]:
    """Every question with its choices, as they are stored, and the codes of what is no answer."""
    say = language.say
    found: list[tuple[str | int, ...]] = [
        (say(N_("Questionnaire")), say(N_("Question")), say(N_("Code")), say(N_("Meaning")))
    ]
    for variant in figures.variants:
        questionnaire = variant.questionnaire
        name = f"{questionnaire.id} {questionnaire.edition}".strip()
        for question in questionnaire.asked:
            found.append((name, question.name, "", words(language, question.label)))
            found += [(name, question.name, each.code, words(language, each.label)) for each in question.choices]
    found += [("", "", code, say(meaning)) for code, meaning in MISSING_CODES]
    return found


def _grid(sheet: Worksheet, rows: Sequence[tuple[str | int, ...]], language: Language) -> None:
    """A plain table with its head in the first row."""
    from openpyxl.styles import Font

    for n, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            _put(sheet, n, place, value)
            if n == 1:
                sheet.cell(n, place).font = Font(bold=True)
    for letter, width in zip("ABCD", (24, 40, 20, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    print_setup(sheet, language, head=1)


def _fill(sheet: Worksheet, table: ResultTable, language: Language) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    thin = Side(style="thin")
    grid = Border(left=thin, right=thin, top=thin, bottom=thin)
    grey = PatternFill("solid", fgColor="EBEBEB")
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    _put(sheet, 1, 1, words(language, table.title))
    columns = _columns(table.columns, language)
    for place, (head, kind, width) in enumerate(columns, 1):
        cell = sheet.cell(_HEAD, place)
        _put(sheet, _HEAD, place, head)
        cell.font, cell.fill, cell.border = Font(bold=True), grey, grid
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = _wide(width, kind)
    sheet.row_dimensions[_HEAD].height = _LINE * max(
        _lines(head, 0.85 * _wide(width, kind)) for head, kind, width in columns
    )
    row = _HEAD
    alike: dict[tuple[bool, ColumnKind], Any] = {}
    for row, line in enumerate(table.rows, _HEAD + 1):
        values = _values(line, table.columns)
        is_bold = line.is_total or line.is_subtotal or line.is_section
        for place, (value, (_, kind, _)) in enumerate(zip(values, columns, strict=True), 1):
            one: Any = sheet.cell(row, place)
            _put(sheet, row, place, _plain(value, kind, language))
            if like := alike.get((is_bold, kind)):
                # openpyxl looks through every font and border of the book each time that a cell is given one
                one._style = copy(like._style)  # noqa: SLF001 -- its own way to dress a cell like another
                continue
            one.border, one.font = grid, Font(bold=is_bold)
            one.alignment = Alignment(wrap_text=kind is ColumnKind.TEXT, vertical="top")
            one.number_format = _FORMATS.get(kind, "General")
            alike[is_bold, kind] = one
        shown = zip(values, columns, strict=True)
        tall = max(
            (_lines(words(language, v), _wide(w, k)) for v, (_, k, w) in shown if isinstance(v, str | Sentence)),
            default=1,
        )
        sheet.row_dimensions[row].height = _LINE * (1 if line.is_section else tall)
        if line.is_section:
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(columns))
    n = row + 1
    whole = sum(_wide(width, kind) for _, kind, width in columns)
    for n, note in enumerate(table.notes, row + 2):
        text = words(language, note)
        _put(sheet, n, 1, text)
        sheet.cell(n, 1).font = Font(italic=True)
        sheet.cell(n, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=n, start_column=1, end_row=n, end_column=len(columns))
        sheet.row_dimensions[n].height = _LINE * _lines(text, whole)
    print_setup(sheet, language, head=_HEAD)
    found = sheet_of(table)
    chart = found.chart_of(table) if found is not None else None
    numbers = chart.rows_with_numbers(table) if chart is not None else ()
    if chart is not None and numbers:
        first, last = _HEAD + 1 + numbers[0], _HEAD + 1 + numbers[-1]
        add_chart(sheet, chart, title=words(language, table.title), at=n + 2, first=first, last=last)


def _wide(width: float, kind: ColumnKind) -> float:
    """Width of a column in characters, from millimetres."""
    return max(width * 0.55, 8 if kind is not ColumnKind.TEXT else 5)


def _lines(text: str, wide: float) -> int:
    """How many lines a text takes in a column of so many characters."""
    lines, room = 1, wide
    for word in text.split():
        if len(word) > room:
            lines, room = lines + 1, wide
        room -= len(word) + 1
    return lines


def _columns(columns: Sequence[ResultColumn], language: Language) -> list[tuple[str, ColumnKind, float]]:
    """Head, kind and width of each column of the sheet: counts with shares take two."""
    found: list[tuple[str, ColumnKind, float]] = []
    for column in columns:
        head = words(language, column.head)
        group = words(language, column.group)
        if column.kind is ColumnKind.PARTS:
            found.append((language.say(N_("Level {level}"), level=head), ColumnKind.COUNT, column.width))
            found.append((language.say(N_("Level {level} (%)"), level=head), ColumnKind.PER_CENT, column.width))
        else:
            found.append((f"{group}: {head}" if group else head, column.kind, column.width))
    return found


def _values(line: ResultRow, columns: Sequence[ResultColumn]) -> list[Value]:
    values: list[Value] = []
    padded = (*line.cells, *(None for _ in range(len(columns) - len(line.cells))))
    for value, column in zip(padded, columns, strict=True):
        if column.kind is not ColumnKind.PARTS:
            values.append(value)
        else:
            values += [value.number, value.share] if isinstance(value, CountOf) else [None, None]
    return values


def _plain(value: Value, kind: ColumnKind, language: Language) -> str | float | None:
    """The value of a cell: numbers rounded as on paper, so that both say the same."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Fraction):
        return float(rounded(value, _PLACES.get(kind, 2)))
    if isinstance(value, CountOf):
        return value.number
    return words(language, value) or None


def _put(sheet: Worksheet, row: int, column: int, value: str | float | None) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = plain(value)
        cell.data_type = "s"
    else:
        cell.value = value


if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def add_chart(sheet: Worksheet, drawn: Chart, *, title: str, at: int, first: int, last: int) -> None:
    """Put horizontal bars from 0 to 100 at row `at`, of the rows from `first` to `last`."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.label import DataLabelList

    chart = BarChart()
    chart.type = "bar"
    chart.style = 1
    chart.title = title
    chart.legend = None
    chart.gapWidth = 40
    chart.height, chart.width = max(7, last - first + 2), 22
    chart.add_data(Reference(sheet, min_col=drawn.values + 1, min_row=first, max_row=last), titles_from_data=False)
    chart.set_categories(Reference(sheet, min_col=drawn.words + 1, min_row=first, max_row=last))
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 100
    chart.y_axis.delete = chart.x_axis.delete = False
    # bars are drawn from below: the first row is to stand on top
    chart.x_axis.scaling.orientation = "maxMin"
    chart.series[0].graphicalProperties.solidFill = "7F7F7F"
    chart.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    sheet.add_chart(chart, f"A{at}")
    sheet.page_setup.fitToHeight = 1
