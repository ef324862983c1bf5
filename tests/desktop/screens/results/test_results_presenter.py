"""The figures on the results screen are those of paper and workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.office import NoPeriodChosen
from desktop.screens.results.presenter import Presenter
from desktop.screens.results.tables import columns_of, per_cent, rows_of
from exports.packages.receive import merge_packages
from models.language import load
from models.store.database import Station
from printing.sheets.result_sheet import sentences
from tests.builders.acts import WARD, act_of
from tests.builders.desks import office_at
from tests.builders.exchange import keyed_offices, send
from tests.builders.forms import keyed, sample_rows
from tests.builders.offices import confirm, make_offices
from tests.builders.surveys import period_of, ward


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = ward(tmp_path / "ward")
    keyed(made, period_of(made), sample_rows())
    yield made
    made.close()


@pytest.fixture
def screen(station: Station) -> Presenter:
    made = Presenter(office_at(station))
    made.refresh()
    return made


def test_an_office_sees_its_overall_index_and_every_table_of_its_sheet(screen: Presenter) -> None:
    assert screen.shown is not None
    assert not screen.shown.is_ranking
    assert screen.shown.measure.forms > 0
    vietnamese = load("vi")
    for place, table in enumerate(screen.tables):
        screen.choose_table(place)
        rows = rows_of(table, vietnamese)
        assert {len(row) for row in rows} == {len(columns_of(table, vietnamese))}
    index = screen.tables[0]
    overall = per_cent(screen.shown.measure.overall, vietnamese).removesuffix("%")
    assert overall in [row[3] for row in rows_of(index, vietnamese)]


def test_the_sheet_is_a_pdf_and_the_workbook_a_file(screen: Presenter, tmp_path: Path) -> None:
    screen.print_sheet()
    assert screen.paper is not None
    assert screen.paper.read_bytes().startswith(b"%PDF")
    screen.write_workbook(tmp_path / "ket-qua.xlsx")
    assert (tmp_path / "ket-qua.xlsx").stat().st_size > 1000


def test_whose_key_nobody_compared_is_named_on_screen_and_paper_and_counts_when_it_was(tmp_path: Path) -> None:
    offices = keyed_offices(tmp_path, is_confirmed=False)
    merge_packages(offices.hub, [send(offices)], act=act_of())
    hub = Presenter(office_at(offices.hub))
    hub.refresh()
    assert hub.shown is not None
    waiting = hub.shown
    assert [unit.key for unit in waiting.unconfirmed] == [WARD]
    assert (waiting.measure.forms, waiting.not_sent) == (0, ())
    assert "Phường Ba Đình" in sentences(waiting, load("vi"))[-1]
    assert "key not confirmed" in str(hub.tables[0].rows[1])
    confirm(offices.hub, offices.first)
    hub.refresh()
    assert (hub.shown.unconfirmed, [line.forms for line in hub.shown.lines]) == ((), [3])
    assert hub.shown.fingerprint != waiting.fingerprint
    offices.close()


def test_a_hub_sees_the_ranking_and_who_has_not_sent(tmp_path: Path) -> None:
    offices = make_offices(tmp_path)
    hub = Presenter(office_at(offices.hub))
    hub.refresh()
    assert hub.shown is not None
    assert [unit.key for unit in hub.shown.not_sent] == [WARD]
    assert hub.is_ranking
    hub.print_sheet()
    assert hub.paper is not None
    offices.close()


def test_without_a_period_it_says_what_to_do(tmp_path: Path) -> None:
    station = ward(tmp_path / "leer")
    made = Presenter(office_at(station))
    made.refresh()
    assert isinstance(made.obstacle, NoPeriodChosen)
    assert made.tables == ()
    station.close()
