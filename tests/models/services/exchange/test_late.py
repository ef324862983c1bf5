"""Laws 40 and 42: what an office above decides counts there at once, and what came late is a list of forms that can be taken in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.words import moved_told
from exports.packages.receipt import write_receipt
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.book.activity import Span
from models.domain.book.ledger import State
from models.domain.book.serials import parse_serial
from models.domain.figures.figures import Reach, Subject
from models.language import load
from models.services.exchange.late import LateOfOwn, NothingLate, late_here, take_late
from models.services.exchange.packages import packages
from models.services.exchange.withdrawing import (
    DecidedAbove,
    ReasonMissing,
    propose_lines,
    propose_withdrawal,
    reinstate,
    withdraw,
    withdrawals_here,
)
from models.services.figures.effect import watched
from models.services.figures.recounting import all_otherwise
from models.services.figures.results import figures_of
from models.services.forms.ledger import read_book
from models.services.keying.disputes import disputes
from models.services.keying.keying import rule, void
from models.services.office.closing import close_period, reopen_period
from models.store.database import Station
from tests.builders.acts import CITY, WARD, act_of, person
from tests.builders.forms import alike, issued, key
from tests.builders.offices import Offices, make_offices


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Offices]:
    """A ward that closed with one form disputed and two valid, while its second computer still had keyings; all is at the hub."""
    made = make_offices(tmp_path)
    one, *others = issued(made.first, 4)
    key(made.first, one)
    key(made.first, one, alike(made.first, "2"), by="minh", second=True)
    for serial in others[:2]:
        key(made.first, serial)
    close_period(made.first, made.period, act=act_of())
    key(made.second, others[2], alike(made.second, "1"), by="hoa")
    key(made.second, others[0], alike(made.second, "1"), by="hoa")
    for place in (made.first, made.second):
        sent(place, made)
    yield made
    made.close()


def sent(station: Station, offices: Offices) -> str:
    package = send_returns(station, offices.period, out=offices.folder, act=act_of())
    merge_packages(offices.hub, [package.path], act=act_of())
    return package.id


def states(station: Station, offices: Offices, *, late: bool = False) -> dict[State, int]:
    forms = read_book(station, offices.period, WARD, late=late).ledger.forms.values()
    return {state: count for state in State if (count := sum(form.state is state for form in forms))}


def valid(station: Station, offices: Offices) -> int:
    reach = Reach.HUB if station.is_hub else Reach.OFFICE
    return sum(line.forms for line in figures_of(station, offices.period, Subject(station.unit, reach)).lines)


def test_40_a_ruling_of_the_hub_about_a_closed_ward_counts_there_at_once_and_leaves_the_list(closed: Offices) -> None:
    ha = act_of(person(closed.hub, "ha"), salt="r")
    assert (valid(closed.hub, closed), valid(closed.first, closed)) == (2, 2)
    (dispute,) = disputes(closed.hub, closed.period, (WARD,))
    rule(
        closed.hub,
        closed.period,
        serial=parse_serial(dispute.serial),
        answers=alike(closed.hub, "2"),
        reason="paper",
        unit=WARD,
        act=ha,
    )
    assert valid(closed.hub, closed) == 3
    assert disputes(closed.hub, closed.period, (WARD,)) == ()
    assert list(all_otherwise(closed.hub)) == []
    # the ward's own sheet stands on its own closing, also when the decision has come home
    home = write_receipt(closed.hub, unit=WARD, period=closed.period.key, out=closed.folder, act=act_of())
    merge_packages(closed.first, [home.path], act=act_of())
    assert valid(closed.first, closed) == 2


def test_40_a_void_of_the_hub_about_a_closed_ward_counts_there_at_once(closed: Offices) -> None:
    forms = read_book(closed.hub, closed.period, WARD).ledger.forms.values()
    one = next(form.serial for form in forms if form.state is State.VALID)
    void(closed.hub, closed.period, serial=parse_serial(one), unit=WARD, act=act_of(person(closed.hub, "ha")))
    assert (valid(closed.hub, closed), valid(closed.first, closed)) == (1, 2)


def test_an_act_is_told_by_how_far_the_figures_of_its_office_moved(closed: Offices) -> None:
    place = [(closed.period.key, WARD)]
    moved = watched(closed.hub, place)
    (nothing,) = moved()
    assert nothing.is_none
    assert moved_told(moved(), closed.hub.catalogue, load("en")).endswith("did not change by this.")
    forms = read_book(closed.hub, closed.period, WARD).ledger.forms.values()
    one = next(form.serial for form in forms if form.state is State.VALID)
    void(closed.hub, closed.period, serial=parse_serial(one), unit=WARD, act=act_of(person(closed.hub, "ha")))
    (effect,) = moved()
    assert (effect.before.forms, effect.after.forms, effect.is_none) == (2, 1, False)
    assert "valid forms 2 → 1" in moved_told(moved(), closed.hub.catalogue, load("en"))


def test_40_a_withdrawn_package_of_a_closed_ward_leaves_its_figures_and_comes_back(closed: Offices) -> None:
    ha = act_of(person(closed.hub, "ha"))
    package = next(
        each.id
        for each in packages(closed.hub)
        if (each.kind, each.station, each.is_own) == ("returns", closed.first.id, False)
    )
    withdraw(closed.hub, propose_withdrawal(closed.hub, package), reason="nhầm", act=ha)
    assert valid(closed.hub, closed) == 0
    reinstate(closed.hub, package, reason="xem lại", act=ha)
    assert valid(closed.hub, closed) == 2


def test_late_lines_are_a_list_of_forms_with_what_they_would_change(closed: Offices) -> None:
    (late,) = late_here(closed.hub, closed.period)
    assert (late.unit, late.lines, [form.changes for form in late.forms]) == (WARD, 2, [True, True])
    assert [(form.counts and form.counts.state, form.would and form.would.state) for form in late.forms] == [
        (State.VALID, State.DISPUTED),
        (State.IN_STOCK, State.VALID),
    ]
    assert (late.closed.forms, late.with_late.forms) == (2, 2)
    assert states(closed.hub, closed) == {State.VALID: 2, State.DISPUTED: 1, State.IN_STOCK: 1}


def test_42_taking_late_lines_in_counts_them_at_the_hub_alone_and_later_ones_are_late_again(closed: Offices) -> None:
    ha = act_of(person(closed.hub, "ha"))
    with pytest.raises(ReasonMissing):
        take_late(closed.hub, closed.period, WARD, reason=" ", act=ha)
    take_late(closed.hub, closed.period, WARD, reason="máy 2 gửi sau", act=ha)
    assert states(closed.hub, closed) == {State.VALID: 2, State.DISPUTED: 2}
    assert late_here(closed.hub, closed.period) == ()
    with pytest.raises(NothingLate):
        take_late(closed.hub, closed.period, WARD, reason="x", act=ha)
    key(closed.second, issued(closed.second, 1)[0])
    sent(closed.second, closed)
    (late,) = late_here(closed.hub, closed.period)
    assert [form.would and form.would.state for form in late.forms] == [State.VALID]
    home = write_receipt(closed.hub, unit=WARD, period=closed.period.key, out=closed.folder, act=act_of())
    merge_packages(closed.first, [home.path], act=act_of())
    assert valid(closed.first, closed) == 2


def test_an_office_takes_nothing_late_of_its_own(closed: Offices) -> None:
    with pytest.raises(LateOfOwn):
        take_late(closed.first, closed.period, WARD, reason="x", act=act_of())
    with pytest.raises(LateOfOwn):
        take_late(closed.first, closed.period, CITY, reason="x", act=act_of())


def test_nobody_undoes_from_below_what_the_hub_decided(closed: Offices) -> None:
    ha = act_of(person(closed.hub, "ha"))
    package = next(
        each.id
        for each in packages(closed.hub)
        if (each.kind, each.station, each.is_own) == ("returns", closed.first.id, False)
    )
    withdraw(closed.hub, propose_withdrawal(closed.hub, package), reason="nhầm", act=ha)
    reopen_period(closed.first, closed.period, reason="x", act=act_of())
    home = write_receipt(closed.hub, unit=WARD, period=closed.period.key, out=closed.folder, act=act_of())
    merge_packages(closed.first, [home.path], act=act_of())
    (here,) = withdrawals_here(closed.first)
    before = read_book(closed.first, closed.period, WARD)
    with pytest.raises(DecidedAbove):
        reinstate(closed.first, here.id, reason="x", act=act_of())
    lines = propose_lines(closed.first, WARD, closed.period.key, [Span(closed.hub.id, 1, 1)])
    with pytest.raises(DecidedAbove):
        withdraw(closed.first, lines, reason="x", act=act_of())
    assert read_book(closed.first, closed.period, WARD) == before
