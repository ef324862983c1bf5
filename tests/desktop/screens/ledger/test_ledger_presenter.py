"""The book of forms: scanning one number after another, marking rows, undoing, filtering by state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.screens.ledger.presenter import FormChoice, Presenter
from models.domain.book.facts import Kind
from models.domain.book.ledger import State
from models.services.forms.issuing import Batch, issue_forms
from models.services.forms.marking import NothingToUndo
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.desks import office_at
from tests.builders.surveys import period_of, ward


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = ward(tmp_path / "ward")
    yield made
    made.close()


@pytest.fixture
def batch(station: Station) -> Batch:
    period = period_of(station)
    return issue_forms(station, period, variant="CN", count=6, sector="Hộ tịch", act=act_of(office_at(station).who))


@pytest.fixture
def screen(station: Station, batch: Batch) -> Presenter:
    made = Presenter(office_at(station))
    made.refresh()
    return made


def states(screen: Presenter) -> list[State]:
    screen.refresh()
    return [form.state for form in screen.forms]


def test_a_number_that_is_scanned_is_marked_and_told(screen: Presenter, batch: Batch) -> None:
    assert screen.scan(f" {batch.serials.first} ")
    assert states(screen) == [State.STILL_OUT] + [State.IN_STOCK] * 5
    assert screen.scanned is not None
    assert screen.scanned.is_good


def test_a_range_is_marked_at_once(screen: Presenter, batch: Batch) -> None:
    screen.kind = Kind.SPOILED
    assert screen.scan(f"{batch.serials.first.short}..{batch.serials.last.short}")
    assert states(screen) == [State.SPOILED] * 6


def test_the_latest_scan_is_taken_back_and_then_the_one_before(screen: Presenter, batch: Batch) -> None:
    first, second = str(batch.serials.first), str(batch.serials.last)
    screen.scan(first)
    screen.kind = Kind.LOST
    screen.scan(second)
    screen.kind = Kind.SPOILED
    screen.undo_scan()
    assert states(screen) == [State.STILL_OUT] + [State.IN_STOCK] * 5
    assert screen.scanned is not None
    assert "lost" in screen.scanned.sentence
    screen.undo_scan()
    assert states(screen) == [State.IN_STOCK] * 6
    assert screen.scanned.is_good
    screen.undo_scan()
    assert screen.scanned is not None
    assert not screen.scanned.is_good


def test_taking_back_a_second_scan_leaves_the_mark_that_stood_before(screen: Presenter, batch: Batch) -> None:
    screen.mark((0,))
    screen.refresh()
    screen.scan(str(batch.serials.first))
    screen.undo_scan()
    assert states(screen)[0] is State.STILL_OUT


def test_a_scan_that_was_undone_elsewhere_is_told_and_forgotten(screen: Presenter, batch: Batch) -> None:
    screen.scan(str(batch.serials.first))
    screen.refresh()
    screen.undo((0,))
    screen.undo_scan()
    assert screen.scanned is not None
    assert not screen.scanned.is_good
    screen.undo_scan()
    assert "scanned" in screen.scanned.sentence


def test_a_wrong_number_is_told_on_the_screen_and_marks_nothing(screen: Presenter) -> None:
    assert not screen.scan("100001-00")
    assert screen.scanned is not None
    assert not screen.scanned.is_good
    assert states(screen) == [State.IN_STOCK] * 6
    assert not screen.scan("   ")


def test_selected_rows_are_marked_and_the_mark_is_taken_off(screen: Presenter) -> None:
    screen.kind = Kind.HANDED_OUT
    screen.mark((1, 2, 4))
    assert [state is State.STILL_OUT for state in states(screen)] == [False, True, True, False, True, False]
    screen.undo((1, 4))
    assert [state is State.STILL_OUT for state in states(screen)] == [False, False, True, False, False, False]
    with pytest.raises(NothingToUndo):
        screen.undo((0,))


def test_only_one_state_is_shown_on_demand(screen: Presenter) -> None:
    screen.mark((0, 1))
    screen.refresh()
    screen.show_only(FormChoice(state=State.STILL_OUT))
    assert [row[2] for row in screen.rows()] == ["still out", "still out"]
    screen.show_only(FormChoice())
    assert len(screen.rows()) == 6


def test_the_book_balances_in_three_lines(screen: Presenter) -> None:
    screen.mark((0,))
    screen.refresh()
    assert screen.balance()[0] == "issued 6 = in stock 5 + handed out 1 + spoiled 0"
    assert dict(screen.counts())[State.IN_STOCK] == 5


def test_a_station_without_a_period_has_an_empty_book(station: Station) -> None:
    bare = Presenter(office_at(station))
    bare.refresh()
    assert (bare.rows(), bare.balance(), bare.alarms()) == ([], [], [])


def test_what_is_missing_is_shown_on_demand_with_the_last_day(screen: Presenter) -> None:
    screen.mark((0, 1))
    screen.refresh()
    screen.show_only(FormChoice(is_missing=True))
    assert [form.state for form in screen.forms] == [State.STILL_OUT] * 2
    assert screen.missing_sentence().startswith("2 forms are still out, 0 came back and are not keyed.")


def test_forms_are_shown_by_batch_and_by_sector(screen: Presenter, station: Station) -> None:
    period = screen.office.chosen_period
    issue_forms(station, period, variant="TC", count=2, sector="Đất đai", act=act_of(screen.office.who))
    screen.refresh()
    assert screen.sectors() == ["Đất đai", "Hộ tịch"]
    screen.show_only(FormChoice(sector="Đất đai"))
    assert len(screen.rows()) == 2
    assert len(screen.batches()) == 2
    screen.show_only(FormChoice(batch=screen.batches()[0]))
    assert len(screen.rows()) == 6


def test_a_spoiled_form_is_replaced_and_its_life_says_so(screen: Presenter) -> None:
    screen.kind = Kind.SPOILED
    screen.mark((0,))
    screen.refresh()
    screen.replace((0,))
    assert len(states(screen)) == 7
    heading, lines = screen.life(0)
    assert heading.endswith(": spoiled")
    assert [line[1] for line in lines] == ["issued", "spoiled", "replaced by another form"]
    assert lines[0][3] == screen.office.who.name


def test_the_list_of_missing_forms_becomes_paper(screen: Presenter) -> None:
    screen.mark((0, 1))
    made: list[Path] = []
    screen.print_missing(made.append)
    assert made[0].read_bytes().startswith(b"%PDF")
