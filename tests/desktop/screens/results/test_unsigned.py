"""Comments, signals and re-contact stand beside the results of one office and enter no figure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from desktop.screens.results.presenter import Presenter
from desktop.screens.results.unit_tree import ALL, tree_of
from models.catalogue import BUILT_IN
from models.domain.sheets import comments, signals
from models.domain.signals.rechecking import Outcome
from models.services.figures.rechecking import RecheckDrawn
from models.store.database import Station
from printing.recheck_list import NoRecheckList
from tests.builders.desks import office_at
from tests.builders.forms import keyed, sample_rows
from tests.builders.scans import page_count, placed_words
from tests.builders.surveys import period_of, ward


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Presenter]:
    station: Station = ward(tmp_path / "ward")
    keyed(station, period_of(station), sample_rows())
    made = Presenter(office_at(station))
    made.refresh()
    yield made
    station.close()


def chosen(screen: Presenter, name: str) -> None:
    screen.choose_table([table.name for table in screen.tables].index(name))


@pytest.mark.parametrize("name", [comments.CODE, signals.CODE])
def test_comments_and_signals_have_table_paper_and_workbook(screen: Presenter, name: str, tmp_path: Path) -> None:
    chosen(screen, name)
    assert screen.is_signals == (name == signals.CODE)
    screen.print_sheet()
    assert screen.paper is not None
    assert screen.paper.name.endswith(f"-{name}.pdf")
    screen.write_workbook(tmp_path / "bang.xlsx")
    assert name in openpyxl.load_workbook(tmp_path / "bang.xlsx").sheetnames


def test_every_table_is_shown_as_it_stands_on_paper(screen: Presenter) -> None:
    screen.choose_preview(with_preview=True)
    for place in range(len(screen.tables)):
        screen.choose_table(place)
        assert screen.preview is not None
        assert screen.preview.read_bytes().startswith(b"%PDF")
    screen.choose_preview(with_preview=False)
    assert screen.preview is None


def test_a_list_for_re_contact_is_drawn_once_and_its_outcomes_are_kept(screen: Presenter) -> None:
    recontact = screen.recontact()
    assert recontact is not None
    recontact.draw(5, "hat-giong")
    drawn = [row[1] for row in recontact.rows()]
    recontact.draw(5, "hat-giong")
    assert [row[1] for row in recontact.rows()] == drawn
    recontact.record(2, Outcome.DIFFERS.value, "khác câu D0")
    again = screen.recontact()
    assert again is not None
    assert [each.outcome for each in again.listed].count(Outcome.DIFFERS) == 1
    assert again.rows()[2][3] == "khác câu D0"
    with pytest.raises(RecheckDrawn):
        again.draw(5, "")


def test_the_list_for_re_contact_is_printed_with_what_is_recorded(screen: Presenter) -> None:
    recontact = screen.recontact()
    assert recontact is not None
    with pytest.raises(NoRecheckList):
        recontact.print_list(lambda _: None)
    recontact.draw(5, "hat-giong")
    recontact.record(2, Outcome.DIFFERS.value, "khác câu D0")
    made: list[Path] = []
    recontact.print_list(made.append)
    pdf = made[0].read_bytes()
    words = "\n".join(line for page in range(page_count(pdf)) for line in placed_words(pdf, page))
    assert "khác câu D0" in words
    assert words.count("×") == 1
    assert all(row[1].split("-", 3)[3] in words for row in recontact.rows())


def test_re_contact_of_a_hub_says_that_an_office_is_to_be_chosen(tmp_path: Path) -> None:
    with closing(ward(tmp_path / "hub", unit=BUILT_IN.find_unit("01", date(2026, 9, 30)).key, is_hub=True)) as station:
        period_of(station)
        told: list[str] = []
        screen = Presenter(office_at(station))
        screen.office.tell = told.append
        screen.refresh()
        assert screen.recontact() is None
    assert told[-1].startswith("Re-contact goes office by office")


def test_a_hub_puts_comments_and_signals_together_when_somebody_wants_to_see_them(tmp_path: Path) -> None:
    with closing(ward(tmp_path / "hub", is_hub=True)) as station:
        keyed(station, period_of(station), sample_rows())
        screen = Presenter(office_at(station))
        screen.refresh()
        names = [table.name for table in screen.tables]
        assert names[-2:] == [comments.CODE, signals.CODE]
        assert screen.unsigned is None
        chosen(screen, signals.CODE)
        assert screen.unsigned is not None
        assert [table.name for table in screen.tables][-3:] == [comments.CODE, signals.CODE, f"{signals.CODE}a"]
        screen.print_sheet()
        assert screen.paper is not None
        screen.write_workbook(tmp_path / "bang.xlsx")
        assert openpyxl.load_workbook(tmp_path / "bang.xlsx").sheetnames[:2] == [signals.CODE, f"{signals.CODE}a"]
        chosen(screen, f"{signals.CODE}a")
        assert screen.opens_offices
        screen.open_row(0)
        assert screen.unit == station.unit
        assert screen.is_signals


def test_the_tree_has_the_districts_between_the_city_and_its_wards() -> None:
    ward_then = BUILT_IN.find_unit("00004", date(2024, 9, 30))
    ward_now = BUILT_IN.find_unit("00004", date(2026, 9, 30))
    city = BUILT_IN.find_unit("01", date(2024, 9, 30))
    nodes = tree_of(city.key, [ward_then], BUILT_IN)
    assert [node.is_part for node in nodes] == [False, True, False]
    assert nodes[1].parent == ALL
    assert nodes[2].parent == nodes[1].name
    assert [node.parent for node in tree_of(city.key, [ward_now], BUILT_IN)] == ["", ALL]
