"""The overview: the next step follows from what there is, and the bar adds up to the book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.screens.home.presenter import Presenter
from desktop.screens.home.steps import Progressed, next_step, steps_of_hub, steps_of_ward
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.book.facts import Kind
from models.services.forms.issuing import issue_forms
from models.services.forms.marking import mark_forms
from models.store.database import Station
from tests.builders.acts import AT as LATER
from tests.builders.acts import act_of, person
from tests.builders.desks import office_at
from tests.builders.forms import key, keyed, sample_rows
from tests.builders.offices import confirm, make_offices
from tests.builders.surveys import period_of, ward


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = ward(tmp_path / "ward")
    yield made
    made.close()


def screen(station: Station) -> Presenter:
    made = Presenter(office_at(station))
    made.refresh()
    return made


@pytest.mark.parametrize(
    ("at", "says"),
    [
        (Progressed(), "Open a period"),
        (Progressed(has_period=True), "Import the list of finished dossiers"),
        (Progressed(has_period=True, dossiers=5), "Draw the sample"),
        (Progressed(has_period=True, is_sampled=True), "Issue form numbers"),
        (Progressed(has_period=True, issued=9, in_stock=9), "Print the forms"),
        (Progressed(has_period=True, issued=9, in_stock=9, is_printed=True), "Hand out the forms"),
        (Progressed(has_period=True, issued=9, still_out=9, is_printed=True), "Note the forms that came back"),
        (Progressed(has_period=True, issued=9, still_out=4, returned=5, not_keyed=2), "Key the forms that came back"),
        (Progressed(has_period=True, issued=9, still_out=4, returned=5), "Note the forms that came back"),
        (Progressed(has_period=True, issued=9, returned=9, not_keyed=2), "Key the forms that came back"),
        (Progressed(has_period=True, issued=9, returned=9, disputed=1), "Key a second time and settle differences"),
        (Progressed(has_period=True, issued=9, returned=9), "Close the period"),
        (Progressed(has_period=True, issued=9, returned=9, sent=1), "Close the period"),
        (Progressed(has_period=True, issued=9, returned=9, is_closed=True), "Send the package to the hub"),
        (Progressed(has_period=True, issued=9, returned=9, sent=1, is_closed=True), "Read the results"),
        (Progressed(has_period=True, issued=9, returned=5, still_out=4, is_closed=True), "Send the package to the hub"),
        (Progressed(has_period=True, issued=9, returned=5, disputed=1, sent=1, is_closed=True), "Read the results"),
    ],
)
def test_the_next_step_of_a_ward_is_the_first_that_is_open(at: Progressed, says: str) -> None:
    assert next_step(steps_of_ward(at)).says == says


def test_a_hub_goes_on_merging_until_all_have_sent() -> None:
    at = Progressed(has_period=True, has_campaign_file=True, offices=3, offices_sent=2)
    assert next_step(steps_of_hub(at)).screen == "packages"


def test_a_hub_confirms_the_keys_of_what_has_come_before_it_goes_on_merging() -> None:
    at = Progressed(has_period=True, has_campaign_file=True, offices=3, offices_sent=1, unconfirmed=1)
    assert next_step(steps_of_hub(at)).says == "Confirm the keys of the offices"


def test_a_station_without_a_period_says_so(station: Station) -> None:
    shown = screen(station)
    assert shown.next.screen == "periods"
    assert shown.standing.days_left is None


def test_the_parts_of_the_bar_add_up_to_what_was_issued(station: Station) -> None:
    period = period_of(station)
    keyed(station, period, sample_rows()[:6])
    batch = issue_forms(station, period, variant="CN", count=4, act=act_of())
    mark_forms(station, period, kind=Kind.RETURNED, ranges=(batch.serials,), act=act_of())
    shown = screen(station)
    assert sum(count for _, count in shown.parts()) == shown.standing.totals["issued"] == 10
    assert dict(shown.parts())["Returned, not keyed"] == 4
    assert shown.standing.days_left == 87


def test_a_backup_made_here_is_the_last_one(station: Station) -> None:
    shown = screen(station)
    assert shown.standing.last_backup is None
    shown.back_up()
    shown.refresh()
    assert shown.standing.last_backup is not None


def test_a_hub_sees_who_has_sent(tmp_path: Path) -> None:
    offices = make_offices(tmp_path)
    issue_forms(offices.first, offices.period, variant="CN", count=3, act=act_of(person(offices.first, "lan"), LATER))
    hub = screen(offices.hub)
    assert [(code, when) for code, _, when in hub.standing.offices] == [("00004", "")]
    sent = send_returns(offices.first, offices.period, out=tmp_path, act=act_of(at=LATER))
    merge_packages(offices.hub, [sent.path], act=act_of(at=LATER))
    hub.refresh()
    assert hub.standing.offices[0][2]
    offices.close()


def test_the_bar_of_a_ward_goes_from_stock_to_the_hubs_receipt_and_adds_up(tmp_path: Path) -> None:
    offices = make_offices(tmp_path)
    first, period = offices.first, offices.period
    lan = person(first, "lan")
    serials = tuple(issue_forms(first, period, variant="CN", count=4, sector="Hộ tịch", act=act_of(lan, LATER)).serials)
    key(first, serials[0])
    made = screen(first)
    assert {name: count for name, count in made.parts() if count} == {"In stock": 3, "Verified": 1}
    send_returns(first, period, out=tmp_path, act=act_of(at=LATER))
    key(first, serials[1])
    made.refresh()
    assert {name: count for name, count in made.parts() if count} == {"In stock": 2, "Verified": 1, "Sent": 1}
    assert sum(count for _, count in made.parts()) == made.standing.totals["issued"]
    bar = made.sector_bars()[0]
    assert (bar.label, bar.figure, bar.is_weak) == ("Hộ tịch", "2/4", True)
    offices.close()


def test_a_hub_is_told_of_keys_that_nobody_confirmed(tmp_path: Path) -> None:
    offices = make_offices(tmp_path, is_confirmed=False)
    issue_forms(offices.first, offices.period, variant="CN", count=3, act=act_of(person(offices.first, "lan"), LATER))
    hub = screen(offices.hub)
    assert hub.standing.unconfirmed == 0
    sent = send_returns(offices.first, offices.period, out=tmp_path, act=act_of(at=LATER))
    merge_packages(offices.hub, [sent.path], act=act_of(at=LATER))
    hub.refresh()
    assert hub.standing.unconfirmed == 1
    assert any("1 computers are not heard yet" in words and needs for _, words, needs in hub.safety_lines())
    confirm(offices.hub, offices.first)
    hub.refresh()
    assert hub.standing.unconfirmed == 0
    offices.close()


def test_a_hub_shows_the_books_of_its_offices_and_not_its_own_empty_one(tmp_path: Path) -> None:
    offices = make_offices(tmp_path)
    first, period = offices.first, offices.period
    lan = person(first, "lan")
    serials = tuple(issue_forms(first, period, variant="CN", count=3, act=act_of(lan, LATER)).serials)
    key(first, serials[0])
    sent = send_returns(first, period, out=tmp_path, act=act_of(at=LATER))
    merge_packages(offices.hub, (sent.path,), act=act_of(at=LATER))
    made = screen(offices.hub)
    assert made.standing.totals["issued"] == 3
    assert {name: count for name, count in made.parts() if count} == {"In stock": 2, "Valid": 1}
    assert made.sector_bars() == []
    offices.close()
