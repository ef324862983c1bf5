"""Lines with two contents: side by side, no default, a reason, and settled ones stay listed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.screens.packages.clashes.presenter import NothingChosen, Presenter
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.book.ledger import State
from models.services.exchange.withdrawing import ReasonMissing
from models.services.forms.issuing import issue_forms
from models.services.forms.ledgers import read_book
from models.store.database import open_station
from tests.builders.exchange import section
from tests.builders.offices import AT, WARD, Offices, key, make_offices, person


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    """The folder of the ward's computer was copied; both went on with the same form, and both packages arrived."""
    made = make_offices(tmp_path)
    serial = next(
        iter(issue_forms(made.first, made.period, variant="CN", count=1, by=person(made.first, "lan"), at=AT).serials)
    )
    person(made.first, "mai")
    shutil.copytree(made.first.folder, tmp_path / "copy")
    copy = open_station(tmp_path / "copy")
    key(made.first, made.period, serial, "lan", mark="4")
    key(copy, made.period, serial, "mai", mark="2")
    for station in (made.first, copy):
        merge_packages(made.hub, [send_returns(station, made.period, out=tmp_path, at=AT).path], at=AT)
    copy.close()
    yield made
    made.close()


def valid(offices: Offices) -> int:
    return read_book(offices.hub, offices.period, WARD).ledger.totals.get(State.VALID.value, 0)


def test_both_contents_are_told_where_they_differ(offices: Offices) -> None:
    hub = section(Presenter, offices.hub)
    assert hub.waiting == 1
    assert hub.rows()[0][4:] == ("nobody has chosen", "", "")
    assert hub.rows()[0][0].startswith("keying of form 26Q3-00004-CN")
    hub.lay_open(0)
    assert hub.letters == "AB"
    rows = hub.contents()
    by = next(row for row in rows if row.label == "Recorded by")
    assert set(by.words) == {"00004/lan", "00004/mai"}
    answers = [row for row in rows if row.words[0][:1] in "24"]
    assert len(answers) > 5
    assert all({words[:1] for words in row.words} == {"2", "4"} for row in answers)


def test_nothing_is_chosen_by_itself_and_a_reason_is_needed(offices: Offices) -> None:
    hub = section(Presenter, offices.hub)
    hub.lay_open(0)
    with pytest.raises(NothingChosen):
        hub.choose("", "giấy ghi mức 4")
    with pytest.raises(ReasonMissing):
        hub.choose("A", " ")
    hub.put_away()
    assert hub.waiting == 1


def test_what_was_chosen_counts_stays_listed_and_may_be_chosen_again(offices: Offices) -> None:
    hub = section(Presenter, offices.hub)
    assert valid(offices) == 0
    hub.lay_open(0)
    hub.choose("B", "giấy ghi mức 4")
    assert valid(offices) == 1
    assert hub.waiting == 0
    assert not hub.is_empty
    assert hub.rows()[0][4:] == ("content B", "giấy ghi mức 4", "01/ha")
    hub.lay_open(0)
    hub.choose("A", "xem lại giấy")
    assert hub.rows()[0][4:6] == ("content A", "xem lại giấy")
