"""Receipts, campaign editions and closings are numbered per office: whatever its desks do in whatever order, no number comes twice."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from exports.packages.between_desks import send_to_desk
from exports.packages.campaign import open_campaign, write_campaign
from exports.packages.receipt import write_receipt
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.acts import Act
from models.domain.basics.problems import Problem, next_deed
from models.domain.book.open_points import OpenKind
from models.domain.book.periods import Period
from models.services.exchange.editions import close_hub
from models.services.exchange.notices import NoticeKind
from models.services.exchange.receipts import receipt_states
from models.services.forms.issuing import issue_forms
from models.services.office.editions import all_editions
from models.services.office.known_keys import end_key
from models.services.office.number_turns import (
    CampaignUnwritten,
    DeskUnknown,
    NothingToNumber,
    NumbersHere,
    OnlyHubsNumber,
    TakeOverReasonNeeded,
    hand_numbers,
    take_numbers,
)
from models.services.office.numbers import (
    NumbersBehind,
    NumbersDisputed,
    NumbersElsewhere,
    NumbersLeft,
    numbers_of_office,
)
from models.services.office.periods import edit_period, find_period, open_period
from models.services.office.stations import add_station, found_from_file
from models.store.database import Station, open_station
from tests.builders.acts import WARD, act_of, person
from tests.builders.forms import key
from tests.builders.offices import Offices, make_offices

WAIVERS = dict.fromkeys(OpenKind, "đã xem")
Numbered = tuple[str, str, int]


@dataclass
class City:
    """A ward and three desks of its hub; `given` is every number that any of them gave."""

    offices: Offices
    desks: tuple[Station, ...]
    folder: Path
    given: list[Numbered] = field(default_factory=list)
    sent: int = 0

    def new_folder(self) -> Path:
        self.sent += 1
        folder = self.folder / f"stick{self.sent}"
        folder.mkdir()
        return folder

    def exchange(self, giver: Station, taker: Station) -> list[NoticeKind]:
        """Everything of one desk comes to the other, its campaign file too; answers what deserves a look."""
        folder, period = self.new_folder(), here(giver)
        made = send_to_desk(giver, period, to=taker.id, out=folder, act=by(giver))
        report = merge_packages(taker, [folder], act=by(taker))
        for file in made.campaigns:
            open_campaign(taker, file, act=by(taker))
        return [notice.kind for package in report.packages for notice in package.notices]

    def receipt(self, desk: Station) -> None:
        sent = write_receipt(desk, unit=WARD, period=here(desk).key, out=self.new_folder(), act=by(desk))
        self.given.append(("receipt", "26Q3", sent.number))

    def campaign(self, desk: Station) -> None:
        sent = write_campaign(desk, here(desk), out=self.new_folder(), act=by(desk))
        self.given.append(("file", "26Q3", sent.number))

    def edition(self, desk: Station) -> None:
        edited = edit_period(desk, here(desk), name=f"Quý III, {len(self.given)}", act=by(desk))
        self.given.append(("edition", "26Q3", edited.edition))
        self.campaign(desk)

    def arrive(self, desk: Station) -> None:
        """The ward keys one more form and brings its package to a desk."""
        ward, period = self.offices.first, self.offices.period
        for serial in issue_forms(ward, period, variant="CN", count=1, act=act_of()).serials:
            key(ward, serial)
        path = send_returns(ward, period, out=self.new_folder(), act=act_of()).path
        merge_packages(desk, [path], act=by(desk))

    def close(self, desk: Station) -> None:
        self.arrive(desk)
        edition = close_hub(desk, here(desk), waivers=WAIVERS, act=by(desk))
        self.given.append(("closing", "26Q3", edition.number))

    def period(self, desk: Station) -> None:
        old = here(desk)
        code = f"27Q{sum(kind == 'period' for kind, *_ in self.given) + 1}"
        days = (old.evaluated_from, old.evaluated_to)
        opened = open_period(desk, code=code, name="", evaluated=days, survey=None, seed=desk.id, act=by(desk))
        self.given.append(("period", code, 1))
        write_campaign(desk, opened, out=self.new_folder(), act=by(desk))

    @property
    def twice(self) -> list[Numbered]:
        return [each for each, count in Counter(self.given).items() if count > 1]


OTHERS = ("desk2", "desk3")


@pytest.fixture(scope="module")
def made_city(tmp_path_factory: pytest.TempPathFactory) -> City:
    """A city made once; what happens in it happens in copies."""
    folder = tmp_path_factory.mktemp("city")
    offices = make_offices(folder / "offices")
    first = write_campaign(offices.hub, offices.period, out=folder, act=act_of())
    others = []
    for name in OTHERS:
        file = folder / f"{name}.json"
        add_station(offices.hub, out=file, name=name[-1], act=act_of())
        others.append(found_from_file(folder / name, file=file, chance=name))
        open_campaign(others[-1], first.path, act=act_of())
    made = City(offices, (offices.hub, *others), folder)
    made.arrive(offices.hub)
    for other in others:
        made.exchange(offices.hub, other)
        other.close()
    offices.close()
    return made


@pytest.fixture
def city(made_city: City, tmp_path: Path) -> Iterator[City]:
    shutil.copytree(made_city.folder, tmp_path, dirs_exist_ok=True)
    hub, first, second = (open_station(tmp_path / "offices" / name) for name in ("hub", "first", "second"))
    offices = Offices(hub, first, second, find_period(hub, "26Q3"), tmp_path / "offices")
    with closing(open_station(tmp_path / OTHERS[0])) as one, closing(open_station(tmp_path / OTHERS[1])) as other:
        yield City(offices, (hub, one, other), tmp_path, sent=made_city.sent)
    offices.close()


def here(desk: Station) -> Period:
    return find_period(desk, "26Q3")


def by(desk: Station) -> Act:
    return act_of(person(desk, "ha"))


def test_the_only_computer_of_an_office_numbers_without_asking_anybody(city: City) -> None:
    first = city.desks[0]
    for numbering in (city.receipt, city.campaign, city.edition, city.close, city.period):
        numbering(first)
    assert not city.twice


@pytest.mark.parametrize("numbering", [City.receipt, City.campaign, City.edition, City.close, City.period])
def test_a_desk_without_the_book_refuses_to_number_and_names_who_has_it(
    city: City, numbering: Callable[[City, Station], None]
) -> None:
    first, second, _ = city.desks
    with pytest.raises(NumbersElsewhere) as refused:
        numbering(city, second)
    assert refused.value.computer == first.id[:8]
    assert next_deed(refused.value.sentence) == "show_numbers"
    assert not city.given


def test_the_book_comes_with_the_next_exchange_and_numbers_go_on(city: City) -> None:
    first, second, _ = city.desks
    city.receipt(first)
    city.receipt(first)
    city.close(first)
    city.edition(first)
    hand_numbers(first, to=second.id, act=by(first))
    with pytest.raises(NumbersElsewhere):
        city.receipt(first)
    with pytest.raises(NumbersElsewhere):
        city.receipt(second)
    assert NoticeKind.NUMBERS_CAME in city.exchange(first, second)
    assert NoticeKind.NUMBERS_CAME not in city.exchange(first, second)
    (state,) = receipt_states(second, here(second).key)
    assert (state.number, state.is_elsewhere) == (2, True)
    city.receipt(second)
    assert city.given[-1] == ("receipt", "26Q3", 3)
    (state,) = receipt_states(second, here(second).key)
    assert (state.number, state.is_elsewhere) == (3, False)
    city.edition(second)
    city.close(second)
    assert city.given[-1] == ("closing", "26Q3", 2)
    assert not city.twice


def test_a_desk_waits_for_what_was_numbered_before_the_book_came(city: City) -> None:
    first, second, _ = city.desks
    city.edition(first)
    hand_numbers(first, to=second.id, act=by(first))
    folder = city.new_folder()
    send_to_desk(first, here(first), to=second.id, out=folder, act=by(first))
    merge_packages(second, [folder], act=by(second))
    for numbering in (city.edition, city.campaign, city.close):
        with pytest.raises(NumbersBehind):
            numbering(second)
    city.receipt(second)
    city.exchange(first, second)
    city.edition(second)
    assert here(second).edition == 3


def test_the_book_is_not_handed_on_before_the_campaign_file_of_a_change_is_written(city: City) -> None:
    first, second, _ = city.desks
    edit_period(first, here(first), name="Khác", act=by(first))
    with pytest.raises(CampaignUnwritten):
        hand_numbers(first, to=second.id, act=by(first))
    city.campaign(first)
    hand_numbers(first, to=second.id, act=by(first))
    city.exchange(first, second)
    edit_period(second, here(second), name="Khác nữa", act=by(second))
    with pytest.raises(CampaignUnwritten):
        hand_numbers(second, to=first.id, act=by(second))


def test_a_computer_is_named_by_its_id_or_when_it_is_known_by_the_beginning(city: City) -> None:
    first, second, _ = city.desks
    for name in ("", "x", second.id[:6], first.id, city.offices.first.id):
        with pytest.raises(DeskUnknown):
            hand_numbers(first, to=name, act=by(first))
    assert hand_numbers(first, to=second.id, act=by(first)).holder == second.id
    city.exchange(first, second)
    assert hand_numbers(second, to=first.id[:6], act=by(second)).holder == first.id


def test_a_desk_takes_the_book_over_from_one_that_is_lost_and_goes_on_above_what_is_known(city: City) -> None:
    first, second, third = city.desks
    city.receipt(first)
    city.close(first)
    city.exchange(first, second)
    # what the lost computer gave and never passed on is known from paper alone
    city.receipt(first)
    city.receipt(first)
    with pytest.raises(TakeOverReasonNeeded):
        take_numbers(second, reason=" ", act=by(second))
    end_key(second, first.id, reason="mất trộm", act=by(second))
    with pytest.raises(NumbersLeft):
        city.receipt(second)
    take_numbers(second, reason="mất trộm", above=3, act=by(second))
    for numbering in (city.receipt, city.edition, city.close):
        numbering(second)
    assert not city.twice
    assert city.given[-1] == ("closing", "26Q3", 4)
    assert [each.number for each in all_editions(second, here(second))] == [1, 4]
    with pytest.raises(NumbersHere):
        take_numbers(second, reason="mất trộm", act=by(second))
    assert NoticeKind.NUMBERS_MOVED in city.exchange(second, third)
    assert numbers_of_office(third).holder == second.id


def test_two_that_took_the_book_are_told_and_neither_numbers_until_one_gives_way(city: City) -> None:
    _, second, third = city.desks
    for each in (second, third):
        take_numbers(each, reason="máy một hỏng", act=by(each))
        city.receipt(each)
    assert NoticeKind.NUMBERS_DISPUTED in city.exchange(second, third)
    assert NoticeKind.NUMBERS_DISPUTED in city.exchange(third, second)
    for each in (second, third):
        with pytest.raises(NumbersDisputed) as refused:
            city.receipt(each)
        assert refused.value.computers == tuple(sorted(one.id[:8] for one in (second, third)))
    hand_numbers(second, to=third.id, act=by(second))
    city.exchange(second, third)
    before = len(city.given)
    city.receipt(third)
    assert city.given[before:] == [("receipt", "26Q3", 2)]
    with pytest.raises(NumbersElsewhere):
        city.receipt(second)


def test_offices_that_merge_nobodys_packages_have_no_book(city: City) -> None:
    ward = city.offices.first
    with pytest.raises(OnlyHubsNumber):
        hand_numbers(ward, to=city.desks[0].id, act=act_of())
    with pytest.raises(OnlyHubsNumber):
        take_numbers(ward, reason="x", act=act_of())


def test_a_hub_without_a_period_has_nothing_to_number(tmp_path: Path, city: City) -> None:
    file = tmp_path / "desk4.json"
    add_station(city.desks[0], out=file, name="4", act=act_of())
    with (
        closing(found_from_file(tmp_path / "desk4", file=file, chance="desk4")) as fourth,
        pytest.raises(NothingToNumber),
    ):
        take_numbers(fourth, reason="x", act=by(fourth))


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(2, 8))])
def test_no_number_is_given_twice_whatever_the_desks_do(city: City, seed: int) -> None:
    chance = Random(seed)

    def hand(desk: Station) -> None:
        other = chance.choice([each for each in city.desks if each is not desk])
        hand_numbers(desk, to=other.id, act=by(desk))

    def exchange(desk: Station) -> None:
        city.exchange(desk, chance.choice([each for each in city.desks if each is not desk]))

    acts = (city.receipt, city.receipt, city.edition, city.close, city.period, hand, hand, exchange, exchange, exchange)
    done = 0
    for _ in range(50):
        # whoever has not got the book is refused, and nothing is written
        with suppress(Problem):
            chance.choice(acts)(chance.choice(city.desks))
            done += 1
    assert done > 10
    assert city.given
    assert not city.twice
    first, second, third = city.desks
    for giver, taker in ((first, second), (second, third), (third, first), (first, second), (first, third)):
        city.exchange(giver, taker)
    books = [numbers_of_office(desk) for desk in city.desks]
    assert books[0].holder is not None
    assert len({repr((book.holders, sorted(book.given.items()))) for book in books}) == 1
