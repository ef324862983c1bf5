"""The board through its presenter: all offices, only the silent ones, and one of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.screens.board.presenter import Presenter
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.basics.tables import Table
from models.services.forms.issuing import issue_forms
from models.services.office.periods import edit_period, find_period
from tests.builders.acts import act_of
from tests.builders.desks import office_at
from tests.builders.forms import key
from tests.builders.offices import Offices, confirm, make_offices


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    made = make_offices(tmp_path)
    batch = issue_forms(made.first, made.period, variant="CN", count=2, act=act_of())
    for serial in batch.serials:
        key(made.first, serial)
    yield made
    made.close()


def board_of(offices: Offices) -> Presenter:
    made = Presenter(office_at(offices.hub))
    made.refresh()
    return made


def test_a_silent_office_stands_on_the_list_to_telephone(offices: Offices) -> None:
    presenter = board_of(offices)
    assert presenter.rows()[0][1:4] == ("Phường Ba Đình", "nothing has come", "0")
    assert (
        presenter.summary()
        == "0 of 1 offices have sent; 1 have not. First campaign file: 05/10/2026. Due 31/12/2026: 0 closed and sent in time."
    )
    presenter.show_only_silent(only=True)
    assert len(presenter.rows()) == 1
    assert presenter.detail(0).packages == ()


def test_an_office_that_sent_leaves_that_list_and_shows_its_package(offices: Offices) -> None:
    sent = send_returns(offices.first, offices.period, out=offices.folder, act=act_of())
    merge_packages(offices.hub, [sent.path], act=act_of())
    presenter = board_of(offices)
    assert presenter.rows()[0][1:4] == ("Phường Ba Đình", "under way", "2")
    detail = presenter.detail(0)
    assert [row[-1] for row in detail.packages] == [sent.path.name.removesuffix(".age")]
    assert detail.standing.startswith("2 forms issued")
    presenter.show_only_silent(only=True)
    assert presenter.rows() == []


def test_an_office_whose_key_nobody_compared_is_seen_to_wait(tmp_path: Path) -> None:
    offices = make_offices(tmp_path, is_confirmed=False)
    issue_forms(offices.first, offices.period, variant="CN", count=2, act=act_of())
    sent = send_returns(offices.first, offices.period, out=offices.folder, act=act_of())
    merge_packages(offices.hub, [sent.path], act=act_of())
    presenter = board_of(offices)
    assert presenter.rows()[0][1:4] == ("Phường Ba Đình", "key not confirmed", "0")
    detail = presenter.detail(0)
    assert detail.is_urgent
    (notice,) = detail.notices
    assert "Nobody here has confirmed the key" in notice
    confirm(offices.hub, offices.first)
    presenter.refresh()
    assert presenter.rows()[0][2] == "under way"
    assert presenter.detail(0).notices == ()
    offices.close()


def test_without_a_period_the_board_is_empty(offices: Offices) -> None:
    office = office_at(offices.hub)
    office.period = None
    presenter = Presenter(office)
    presenter.refresh()
    assert presenter.rows() == []


def test_the_list_to_telephone_is_made_as_paper(offices: Offices) -> None:
    presenter, made = board_of(offices), list[Path]()
    assert presenter.has_silent
    presenter.print_telephone_list(made.append)
    assert made[0].read_bytes().startswith(b"%PDF")


def test_the_offices_of_one_person_stand_alone_once_somebody_is_in_charge(offices: Offices) -> None:
    presenter = board_of(offices)
    told: list[str] = []
    presenter.office.tell = told.append
    assert not presenter.is_assigned
    assert len(presenter.rows()[0]) == 11
    me = presenter.people()[0]
    presenter.assign((0,), me)
    presenter.refresh()
    assert told[-1].startswith("Somebody else is in charge of 1 offices now")
    assert presenter.rows()[0][3] == me.name
    assert presenter.people_in_charge() == [
        (None, "All offices"), (me.author, "Offices that I am in charge of (1)"), ("", "Offices that nobody is in charge of (0)"),
    ]  # fmt: skip
    presenter.show_only_of("")
    assert (presenter.rows(), presenter.telephone_list()) == ([], "")
    presenter.show_only_of(me.author)
    assert len(presenter.rows()) == 1
    assert presenter.summary().startswith("Offices that I am in charge of (1): 0 of 1 offices have sent")
    assert presenter.telephone_list().startswith("Phường Ba Đình")
    assert presenter.reminder((0,)).startswith("To: ")
    presenter.assign((0,), None)
    presenter.refresh()
    assert not presenter.is_assigned


def test_a_table_says_who_is_in_charge(offices: Offices) -> None:
    presenter = board_of(offices)
    me = presenter.people()[0]
    table = Table("", (("Đơn vị", "Người phụ trách"), ("Phường Ba Đình", me.name), ("Phường Ngọc Hà", "Lạ")))
    taken = presenter.assign_from([table], offices.folder / "a.xlsx")
    assert (taken.account.taken, len(taken.account.refused)) == (1, 1)
    presenter.refresh()
    assert presenter.rows()[0][3] == me.name


def test_a_due_day_on_which_nobody_works_is_put_off(offices: Offices) -> None:
    presenter = board_of(offices)
    edited = edit_period(
        offices.hub, find_period(offices.hub, "26Q3"), survey_to=date(2026, 10, 31), act=act_of(presenter.office.who)
    )
    presenter.office.choose_period(edited)
    presenter.refresh()
    assert "Due 02/11/2026, for 31/10/2026 is no working day: 0 closed" in presenter.summary()
    assert "due 02/11/2026" in presenter.reminder((0,))
