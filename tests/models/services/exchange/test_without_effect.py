"""Whatever has no effect here stands in one list: each reason with a real package, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from exports.packages.campaign import open_campaign
from exports.packages.receipt import write_receipt
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.basics.deeds import Deed
from models.domain.basics.people import Person
from models.domain.basics.problems import next_deed
from models.domain.basics.units import UnitKey
from models.domain.book.activity import Span
from models.domain.book.authority import Objection, doubt
from models.domain.book.facts import KEYING, Fact, Kind, Stream, canonical
from models.services.exchange.notices import NoticeKind
from models.services.exchange.withdrawing import propose_lines, withdraw, withdrawals_here
from models.services.exchange.without_effect import lines_without_effect, lines_written, without_effect
from models.services.figures.deriving import standings_of
from models.services.office.known_keys import end_key
from models.services.office.stations import found_station
from models.store import journal, stream_ends
from models.store.database import Station
from models.store.pen import Pen
from models.store.without_effect import lines_in_doubt
from tests.builders.absurd import TAKEN_IN
from tests.builders.acts import AT, CITY, WARD, act_of, person
from tests.builders.exchange import arrived_offices, keyed_offices, send, valid
from tests.builders.offices import EARLIER, Offices, confirm
from tests.builders.streams import write_signed

THIEF = UnitKey("00008", date(2025, 7, 1))
Town = Callable[[Path], Offices]


def neighbour(offices: Offices) -> Station:
    """A computer of another ward whose key the hub has confirmed."""
    lan = Person(THIEF, "lan", "Lan")
    made = found_station(offices.folder / "thief", unit=THIEF, name="1", person=lan, chance="thief")
    open_campaign(made, next(offices.folder.glob("*campaign*")), act=act_of())
    confirm(offices.hub, made, period=EARLIER)
    return made


def wrote(who: Station, offices: Offices, about: UnitKey, *said: Fact) -> None:
    """These journal lines, signed by their writer, come to the hub in a package."""
    stream = Stream(who.id, about, offices.period.key)
    with who.transaction():
        write_signed(who, stream, [line._replace(station=who.id, n=n) for n, line in enumerate(said, 1)])
    if who is not offices.hub:
        sent = send_returns(who, offices.period, out=offices.folder, unit=about, is_sealed=False, act=act_of())
        report = merge_packages(offices.hub, [sent.path], act=act_of())
        assert [package.findings for package in report.packages] == [()]


def line(kind: Kind, by: str, **body: object) -> Fact:
    return Fact("", 0, kind.value, "", by, AT, canonical(body))


def from_a_computer_that_nobody_confirmed(folder: Path) -> Offices:
    made = keyed_offices(folder, is_confirmed=False)
    merge_packages(made.hub, [send(made)], act=act_of())
    return made


def after_the_end_of_a_key(folder: Path) -> Offices:
    made = arrived_offices(folder)
    end_key(made.hub, made.first.id, reason="mất máy", upto=(), act=act_of(person(made.hub, "ha")))
    return made


def about_another_ward(folder: Path) -> Offices:
    made = arrived_offices(folder)
    thief = neighbour(made)
    wrote(thief, made, WARD, line(Kind.WITHDRAWN, "00008/lan", lines=[[made.first.id, 1, 3]], reason="x"))
    thief.close()
    return made


def in_the_name_of_another_office(folder: Path) -> Offices:
    made = arrived_offices(folder)
    thief = neighbour(made)
    asked = (line(Kind.SHARE_RAISED, by, share="1/2") for by in ("00004/lan", "00008/lan"))
    wrote(thief, made, THIEF, *asked)
    thief.close()
    return made


def of_the_hub_in_the_place_of_the_ward(folder: Path) -> Offices:
    made = arrived_offices(folder)
    wrote(made.hub, made, WARD, line(Kind.CLOSED, "01/ha", heads={made.first.id: [1, "0" * 64]}, replaces=[]))
    return made


def against_a_decision_of_the_hub(folder: Path) -> Offices:
    """The hub withdraws a form of the ward, and a program that does not know better puts it back there."""
    made = arrived_offices(folder)
    spans = (Span(made.first.id, 1, 2),)
    withdraw(
        made.hub,
        propose_lines(made.hub, WARD, made.period.key, spans),
        reason="thử",
        act=act_of(person(made.hub, "ha")),
    )
    receipt = write_receipt(made.hub, unit=WARD, period=made.period.key, out=made.folder, act=act_of())
    merge_packages(made.first, [receipt.path], act=act_of())
    (withdrawn,) = withdrawals_here(made.first)
    with made.first.transaction():
        body: dict[str, object] = {"withdrawal": str(withdrawn.withdrawal.ref), "reason": "đúng"}
        Pen(made.first, WARD, made.period.key, act=act_of()).fact(Kind.REINSTATED, body=body)
    merge_packages(made.hub, [send(made, at="2026-10-06T09:00:00+07:00")], act=act_of())
    return made


CAUSES: dict[Objection, tuple[Town, dict[str, int], UnitKey, UnitKey]] = {
    Objection.KEY: (
        from_a_computer_that_nobody_confirmed,
        {Kind.BOOK_ALLOTTED: 1, Kind.ISSUED: 1, KEYING: 3},
        WARD,
        WARD,
    ),
    Objection.ENDED: (after_the_end_of_a_key, {Kind.BOOK_ALLOTTED: 1, Kind.ISSUED: 1, KEYING: 3}, WARD, WARD),
    Objection.OFFICE: (about_another_ward, {Kind.WITHDRAWN: 1}, THIEF, WARD),
    Objection.AUTHOR: (in_the_name_of_another_office, {Kind.SHARE_RAISED: 1}, THIEF, THIEF),
    Objection.KIND: (of_the_hub_in_the_place_of_the_ward, {Kind.CLOSED: 1}, CITY, WARD),
    Objection.REACH: (against_a_decision_of_the_hub, {Kind.REINSTATED: 1}, WARD, WARD),
}


@pytest.fixture(scope="module", params=Objection)
def cause(request: pytest.FixtureRequest) -> Objection:
    found = request.param
    assert isinstance(found, Objection)
    return found


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory, cause: Objection) -> Iterator[Offices]:
    """Made once for each reason; tests only look at them."""
    made = CAUSES[cause][0](tmp_path_factory.mktemp(cause.value))
    yield made
    made.close()


def test_each_reason_is_listed_with_who_wrote_what_about_whom(offices: Offices, cause: Objection) -> None:
    _, kinds, office, about = CAUSES[cause]
    (written,) = without_effect(offices.hub)
    assert (written.reason, written.office, written.unit, written.period) == (cause, office, about, offices.period.key)
    assert dict(written.kinds) == kinds
    assert offices.hub.catalogue.office_told(office) in written.told.values.values()
    lines = lines_without_effect(offices.hub)
    assert lines_written(offices.hub, written) == lines
    assert {(each.line.station, each.reason, each.office, each.unit) for each in lines} == {
        (written.station, cause, office, about)
    }
    assert Counter(each.kind for each in lines) == kinds
    deed = Deed.CONFIRM_KEY if cause is Objection.KEY else None
    assert {each.deed for each in lines} == {next_deed(written.told)} == {deed}


def test_the_list_has_as_many_lines_as_the_figures_leave_out(offices: Offices, cause: Objection) -> None:
    (standing,) = standings_of(offices.hub, offices.period, (CAUSES[cause][3],))
    listed = len(lines_without_effect(offices.hub))
    left_out = {Objection.KEY: standing.unheard, Objection.REACH: listed}.get(cause, standing.without_effect)
    assert listed == left_out > 0


def test_only_what_is_about_the_period_and_office_that_were_asked_for_is_listed(
    offices: Offices, cause: Objection
) -> None:
    about = CAUSES[cause][3]
    every = lines_without_effect(offices.hub)
    assert lines_without_effect(offices.hub, period="26Q3", unit=about.code) == every
    assert without_effect(offices.hub, period="26Q3", unit=about.code) == without_effect(offices.hub)
    for other in ({"period": "26Q2"}, {"unit": "00012"}):
        assert (lines_without_effect(offices.hub, **other), without_effect(offices.hub, **other)) == ((), ())


def test_what_waits_for_a_key_leaves_the_list_when_somebody_has_compared_it(tmp_path: Path) -> None:
    made = from_a_computer_that_nobody_confirmed(tmp_path)
    assert valid(made.hub, made.period) == 0
    confirm(made.hub, made.first)
    assert (without_effect(made.hub), lines_without_effect(made.hub)) == ((), ())
    assert valid(made.hub, made.period) == 3
    made.close()


def test_what_an_office_wrote_about_itself_is_not_even_read(tmp_path: Path) -> None:
    made = arrived_offices(tmp_path)
    for place in made.stations:
        assert without_effect(place) == ()
        for unit, period in stream_ends.places(place.db):
            speakers = journal.speakers(place, period=period, unit=unit)
            doubted = lines_in_doubt(place.db, period=period, unit=unit, speakers=speakers)
            assert all(speakers[each.station].steps for each in doubted)
    made.close()


@pytest.mark.parametrize(
    "way", [*(pytest.param(each, marks=pytest.mark.nightly) for each in TAKEN_IN[:-1]), TAKEN_IN[-1]]
)
def test_the_list_is_what_every_line_says_when_asked_one_by_one(
    strange_towns: Callable[[str], Offices], way: str
) -> None:
    for station in strange_towns(way).stations:
        asked: Counter[tuple[str, Objection]] = Counter()
        for unit, period in stream_ends.places(station.db):
            told = journal.told(station, period=period, unit=unit)
            contents = (each for lines in told.clashing.values() for each in lines)
            for each in (*told.facts, *told.keyings, *contents):
                reason = doubt(each, told.speakers)
                if reason is not None:
                    asked[(each.line(), reason)] += 1
        found = lines_without_effect(station)
        assert Counter((each.line.line(), each.reason) for each in found) == asked
        assert sum(each.count for each in without_effect(station)) == len(found)


def test_the_notice_of_such_lines_leads_to_the_list(tmp_path: Path) -> None:
    made = arrived_offices(tmp_path)
    thief = neighbour(made)
    stream = Stream(thief.id, WARD, made.period.key)
    with thief.transaction():
        write_signed(
            thief, stream, [line(Kind.CLOSED, "00008/lan", heads={}, replaces=[])._replace(station=thief.id, n=1)]
        )
    sent = send_returns(thief, made.period, out=tmp_path, unit=WARD, is_sealed=False, act=act_of())
    (package,) = merge_packages(made.hub, [sent.path], act=act_of()).packages
    noticed = {each.kind: next_deed(each.sentence) for each in package.notices}
    assert noticed[NoticeKind.WITHOUT_EFFECT] is Deed.SHOW_WITHOUT_EFFECT
    thief.close()
    made.close()
