"""No page of a sheet where a note, a chart, a heading or a signing place stands alone."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from models.domain.basics.table_values import ColumnKind, ResultColumn, ResultRow, ResultTable, said
from models.domain.figures.figures import Subject
from models.domain.sheets.sheet import ChartBar
from models.language import LANGUAGES, Language, load
from models.services.figures.reporting import report_of
from models.services.figures.results import figures_of
from printing.blocks import Block, Text
from printing.charts import bars
from printing.document import Paper, Signature, print_paper
from printing.sheets.paper_tables import put_table
from printing.sheets.report import print_report
from printing.sheets.result_sheet import print_result_sheet
from tests.builders.acts import AT, WARD
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import closed_by_hub, of_hub, of_office, period_of, ward

NOTE = "A note that is long enough to take more than a line of the page it stands on: it goes on, and on."
MM = 25.4 / 72
NUMBER_ENDS, FOOTER_BEGINS = 14.0, 14.0
"""Millimetres from the edges, between which the page itself stands."""


class Seen(NamedTuple):
    """One text of a page: how far down its middle is in millimetres, its letters, its size."""

    down: float
    text: str
    is_bold: bool
    is_italic: bool
    size: float

    @property
    def is_heading(self) -> bool:
        return self.is_bold and self.size >= 12

    @property
    def is_cell(self) -> bool:
        return self.size < 12 and not self.is_bold and not self.is_italic


def seen_on(page: pypdfium2.PdfPage) -> list[Seen]:
    high = page.get_height() * MM
    found = []
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage()):
        _, low, _, top = item.get_bounds()
        down, font = high - (low + top) / 2 * MM, item.get_font().get_base_name()
        if NUMBER_ENDS < down < high - FOOTER_BEGINS:
            found.append(Seen(down, item.extract(), "Bold" in font, "Italic" in font, round(item.get_font_size(), 1)))
    return sorted(found)


def orphans(pdf: bytes) -> list[str]:
    """What stands alone on a page of the file: page and reason."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [told for n in range(len(document)) for told in _orphans_of(n + 1, seen_on(document[n]))]
    finally:
        document.close()


def _orphans_of(number: int, seen: list[Seen]) -> Iterator[str]:
    if not seen:
        yield f"{number}: empty"
        return
    if seen[-1].is_heading and number > 1:
        yield f"{number}: ends with the heading {seen[-1].text}"
    if number == 1:
        return
    if not seen[0].is_bold or seen[0].is_italic:
        yield f"{number}: begins with {seen[0].text}, which belongs to the page before"
    if sum(each.is_cell for each in seen) < 2:
        yield f"{number}: has no rows of a table"


def notes_table(rows: int, notes: int, *, sections: bool) -> ResultTable:
    columns = (ResultColumn(said("No."), ColumnKind.TEXT, 12), ResultColumn(said("Contents"), ColumnKind.TEXT, 90))
    made = [
        ResultRow((f"Part {n}",), is_section=True) if sections and n % 4 == 0 else ResultRow((str(n), f"line {n}"))
        for n in range(rows)
    ]
    told = tuple(said(NOTE) for _ in range(notes))
    return ResultTable("X", "", said("Table"), "Table", columns, tuple(made), told)


TABLES = [
    pytest.param(
        rows, with_chart, landscape, marks=() if (turn + with_chart + landscape) % 2 == 0 else pytest.mark.nightly
    )
    for turn, rows in enumerate((2, 11, 25))
    for with_chart in (False, True)
    for landscape in (False, True)
]
"""Each table is put each day on both kinds of page, with a chart on one of them, turn about; at night on both."""


@pytest.mark.parametrize(("rows", "with_chart", "landscape"), TABLES)
def test_wherever_a_table_begins_its_heading_notes_chart_and_signatures_stay_with_it(
    rows: int, *, with_chart: bool, landscape: bool
) -> None:
    language = load("en")
    for used in range(5, 245 if not landscape else 165, 11):

        def compose(paper: Paper, used: int = used) -> None:
            paper.block(Block(used, texts=(Text(paper.left, 4, "Above", paper.face.regular, 13),)))
            paper.heading("Heading")
            items = [ChartBar(f"factor {n}", None) for n in range(6)]
            chart = bars(items, left=paper.left, width=paper.width, face=paper.face, language=language)
            table = notes_table(rows, used % 4, sections=used % 2 == 0)
            put_table(paper, table, size=10, chart=chart if with_chart else None)
            paper.signatures(Signature(("CHAIRPERSON",)), recipients=("Kept.",))

        out = io.BytesIO()
        print_paper(to=out, title="t", language=language, compose=compose, landscape=landscape)
        assert not orphans(out.getvalue()), used


Printer = Callable[[Language], bytes]


@pytest.fixture(scope="module")
def printers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Printer]]:
    folder = tmp_path_factory.mktemp("breaks")
    with closing(ward(folder / "ward", is_hub=True)) as station:
        period = period_of(station, units=(WARD,))
        keyed(station, period, sample_rows(), sector="Hộ tịch")
        closed_by_hub(station, period)

        def printer(write: Callable[[Language, io.BytesIO], None]) -> Printer:
            def made(language: Language) -> bytes:
                out = io.BytesIO()
                write(language, out)
                return out.getvalue()

            return made

        def sheet(subject: Subject) -> Printer:
            def write(language: Language, to: io.BytesIO) -> None:
                figures = figures_of(station, period, subject)
                print_result_sheet(station, period, figures, language=language, to=to, at=AT)

            return printer(write)

        def complete(subject: Subject) -> Printer:
            def write(language: Language, to: io.BytesIO) -> None:
                report = report_of(station, period, subject)
                print_report(station, period, report, language=language, to=to, at=AT)

            return printer(write)

        office, hub = of_office(WARD), of_hub(station)
        yield {"unit": sheet(office), "hub": sheet(hub), "report": complete(office), "hub report": complete(hub)}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("sheet", ["unit", "hub", "report", "hub report"])
def test_no_page_of_a_sheet_has_only_what_belongs_elsewhere(
    printers: dict[str, Printer], sheet: str, code: str
) -> None:
    assert not orphans(printers[sheet](load(code)))
