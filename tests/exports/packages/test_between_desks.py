"""Desks of a hub that exchanged what they hold show the same figures and marks, in any order and however often."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pytest

from exports.packages.between_desks import CAMPAIGN, NothingForDesk, send_to_desk
from exports.packages.campaign import open_campaign, write_campaign
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.acts import Act
from models.domain.book.periods import Period
from models.services.exchange.board import board
from models.services.exchange.packages import packages
from models.services.exchange.withdrawing import propose_withdrawal, reinstate, withdraw, withdrawals_here
from models.services.figures.results import figures_of
from models.services.forms.issuing import issue_forms
from models.services.forms.ledger import read_book
from models.services.office.periods import find_period
from models.services.office.stations import add_station, found_from_file
from models.store.database import Station
from tests.builders.acts import WARD, act_of, person
from tests.builders.forms import key
from tests.builders.offices import Offices, make_offices
from tests.builders.surveys import of_hub

TODAY = date(2026, 10, 5)


@dataclass
class City:
    """A ward with forms, and the two desks of its hub."""

    offices: Offices
    desks: tuple[Station, Station]
    folder: Path
    sent: int = 0

    @property
    def period(self) -> Period:
        return self.offices.period

    def new_folder(self) -> Path:
        self.sent += 1
        folder = self.folder / f"stick{self.sent}"
        folder.mkdir()
        return folder

    def key_more(self, count: int = 6) -> None:
        """The ward issues and keys more forms."""
        batch = issue_forms(self.offices.first, self.period, variant="CN", count=count, act=act_of())
        for serial in batch.serials:
            key(self.offices.first, serial)

    def bring(self, desk: Station) -> None:
        """The ward brings its package to a desk."""
        path = send_returns(self.offices.first, self.period, out=self.new_folder(), act=act_of()).path
        merge_packages(desk, [path], act=by(desk))

    def exchange(self, giver: Station, taker: Station) -> None:
        folder = self.new_folder()
        send_to_desk(giver, self.period, to=taker.id, out=folder, act=by(giver))
        merge_packages(taker, [folder], act=by(taker))


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    offices = make_offices(tmp_path / "offices")
    add_station(offices.hub, out=tmp_path / "desk.json", name="2", act=act_of())
    with closing(found_from_file(tmp_path / "desk", file=tmp_path / "desk.json", chance="desk2")) as second:
        made = City(offices, (offices.hub, second), tmp_path)
        campaign = write_campaign(offices.hub, offices.period, out=made.new_folder(), act=act_of())
        open_campaign(second, campaign.path, act=act_of())
        yield made
    offices.close()


def by(desk: Station) -> Act:
    """An act of somebody who works at a desk of the hub."""
    return act_of(person(desk, "ha"))


def seen(desk: Station) -> tuple[object, ...]:
    """Everything of the ward that a desk shows: figures with their code, the book of forms, board and withdrawals."""
    period = find_period(desk, "26Q3")
    figures = figures_of(desk, period, of_hub(desk))
    book = read_book(desk, period, WARD)
    gone = {(each.unit, each.id) for each in withdrawals_here(desk)}
    stand = [(each.unit, each.counts, each.is_closed, each.is_asked) for each in board(desk, period, today=TODAY)]
    return figures, book.ledger.totals, book.unheard, gone, stand


def test_what_arrived_at_one_desk_is_at_the_other_after_an_exchange(city: City) -> None:
    first, second = city.desks
    city.key_more(12)
    city.bring(first)
    city.exchange(first, second)
    assert seen(first) == seen(second)
    assert figures_of(second, city.period, of_hub(second)).measure.forms == 12
    # the original is whole there, as the ward signed it
    theirs = {each.id for each in packages(first) if each.kind == "returns"}
    assert theirs
    assert theirs <= {each.id for each in packages(second)}


def withdraw_last(city: City, desk: Station) -> None:
    brought = [each for each in packages(desk) if each.kind == "returns" and each.brought]
    if brought:
        withdraw(desk, propose_withdrawal(desk, brought[-1].id), reason="gửi nhầm", act=by(desk))


def reinstate_one(city: City, desk: Station) -> None:
    gone = withdrawals_here(desk)
    if gone:
        reinstate(desk, gone[0].id, reason="đã kiểm tra", act=by(desk))


@pytest.mark.parametrize("seed", range(4))
def test_desks_that_exchanged_show_the_same_whatever_each_did(city: City, seed: int) -> None:
    chance = Random(seed)
    one, other = city.desks

    def more_forms(city: City, desk: Station) -> None:
        city.key_more(chance.randint(3, 8))
        city.bring(desk)

    def exchange(city: City, desk: Station) -> None:
        city.exchange(desk, other if desk is one else one)

    acts: tuple[Callable[[City, Station], None], ...] = (more_forms, withdraw_last, reinstate_one, exchange)
    city.exchange(one, other)  # who the ward is
    for _ in range(9):
        chance.choice(acts)(city, chance.choice(city.desks))
    for giver, taker in ((one, other), (other, one), (one, other)):
        city.exchange(giver, taker)
    assert seen(one) == seen(other)


def test_a_desk_gives_the_campaign_apart_from_what_is_taken_in(city: City) -> None:
    first, second = city.desks
    folder = city.new_folder()
    last = write_campaign(first, city.period, out=city.new_folder(), act=by(first))
    made = send_to_desk(first, city.period, to=second.id, out=folder, act=act_of())
    assert [each.relative_to(folder) for each in made.campaigns] == [Path(CAMPAIGN, last.path.name)]
    assert not merge_packages(second, [folder], act=act_of()).total("refused")


def test_a_desk_with_nothing_says_so(tmp_path: Path) -> None:
    offices = make_offices(tmp_path / "offices", is_confirmed=False)
    with pytest.raises(NothingForDesk):
        send_to_desk(offices.hub, offices.period, to="0" * 32, out=tmp_path, act=act_of())
    offices.close()
