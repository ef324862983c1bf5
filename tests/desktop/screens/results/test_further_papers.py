"""What the results screen makes beside sheet and report: cross-tables, Word documents, profiles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import docx
import openpyxl
import pytest

from desktop.screens.results.papers import EDITABLE
from desktop.screens.results.presenter import Presenter
from models.domain.sheets.crossing import CODE
from models.store.database import Station
from printing.editable.papers import TITLES, PaperKind
from tests.builders.desks import office_at
from tests.builders.forms import keyed, sample_rows
from tests.builders.scans import page_count
from tests.builders.surveys import period_of, ward


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with closing(ward(tmp_path / "ward")) as made:
        keyed(made, period_of(made), sample_rows())
        yield made


@pytest.fixture
def screen(station: Station) -> Presenter:
    made = Presenter(office_at(station))
    made.refresh()
    return made


def test_a_cross_table_stands_first_and_goes_when_something_else_is_counted(screen: Presenter, tmp_path: Path) -> None:
    before = len(screen.tables)
    screen.cross("C2", "A1")
    assert (screen.table, screen.tables[0].sheet, len(screen.tables)) == (0, CODE, before + 1)
    screen.cross("C3", "A2")
    assert [table.sheet for table in screen.tables].count(CODE) == 1
    screen.write_workbook(tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames[0] == CODE
    screen.refresh()
    assert len(screen.tables) == before


def test_the_kinds_of_documents_are_those_that_can_be_written() -> None:
    assert set(EDITABLE) == {kind.name for kind in PaperKind}


def test_a_document_and_a_profile_are_made_of_what_is_shown(screen: Presenter, tmp_path: Path) -> None:
    papers = screen.papers
    papers.write_editable("REPORT", tmp_path / "a.docx")
    title = screen.office.say(TITLES[PaperKind.REPORT])
    assert title in [each.text for each in docx.Document(str(tmp_path / "a.docx")).paragraphs]
    assert papers.profiled == screen.office.here.unit
    papers.print_profile(screen.office.here.unit)
    assert screen.paper is not None
    assert page_count(screen.paper.read_bytes()) == 2
