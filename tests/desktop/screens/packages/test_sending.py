"""Sending: what is stated before, what is written, and what to do next."""

from __future__ import annotations

from desktop.screens.packages.book.presenter import Presenter as Book
from desktop.screens.packages.sending.presenter import Presenter
from exports.packages.receipt import write_receipt
from exports.packages.receive import merge_packages
from models.services.office.known_keys import confirm_key, unconfirmed_hub
from tests.builders.acts import CITY, WARD, act_of
from tests.builders.exchange import section, serials
from tests.builders.forms import key
from tests.builders.offices import Offices


def stated(ward: Presenter) -> dict[str, str]:
    return {each.label: each.words for each in ward.stated()}


def test_what_would_be_sent_is_stated_before_it_is_written(offices: Offices) -> None:
    now = stated(section(Presenter, offices.first))
    assert now["Receiver"] == "UBND thành phố Hà Nội"
    assert now["Forms"] == "3 issued, 3 returned: 3 valid, 0 not"
    assert "all new" in now["Lines"]
    assert now["Envelope"].startswith("sealed")
    assert now["Sent before"] == "nothing yet"


def test_the_hub_key_is_urgent_until_it_was_compared(strangers: Offices) -> None:
    ward = section(Presenter, strangers.first)
    led: list[tuple[str, str]] = []
    ward.lead = lambda code, about: led.append((code, about))
    assert [each.label for each in ward.stated() if each.is_urgent] == ["Key of the receiver"]
    ward.compare_key()
    assert led == [("packages.keys", strangers.hub.id)]
    known = unconfirmed_hub(strangers.first, strangers.period)
    assert known is not None
    confirm_key(strangers.first, known.station, words=known.words, act=act_of())
    ward.refresh()
    assert not any(each.is_urgent for each in ward.stated())


def test_a_written_package_comes_with_its_record_and_the_next_steps(strangers: Offices) -> None:
    ward = section(Presenter, strangers.first)
    ward.send(strangers.folder / "stick")
    assert ward.laid is not None
    assert ward.record is not None
    assert ward.record.is_file()
    assert "Telephone" in ward.laid.steps[0]
    assert len(list((strangers.folder / "stick").glob("*.zip.age"))) == 1
    ward.refresh()
    assert "nothing new since package 1" in stated(ward)["Lines"]
    book = section(Book, strangers.first)
    assert book.rows()[0][1:6] == ("sent", "returns", "Phường Ba Đình", "26Q3", "1")


def test_an_envelope_is_left_open_on_demand(offices: Offices) -> None:
    ward = section(Presenter, offices.first)
    ward.seal_or_not()
    assert stated(ward)["Envelope"].startswith("open")
    ward.send(offices.folder / "stick")
    assert len(list((offices.folder / "stick").glob("*.zip"))) == 1


def test_a_receipt_says_how_much_was_received(offices: Offices) -> None:
    ward = section(Presenter, offices.first)
    ward.send(offices.folder / "stick")
    assert "no receipt" in stated(section(Presenter, offices.first))["Sent before"]
    merge_packages(offices.hub, [offices.folder / "stick"], act=act_of())
    receipt = write_receipt(offices.hub, unit=WARD, period=offices.period.key, out=offices.folder, act=act_of())
    merge_packages(offices.first, [receipt.path], act=act_of())
    key(offices.first, serials(offices)[0], by="mai", second=True)
    ward.refresh()
    assert "2 of 3 keyed forms" in stated(ward)["Sent before"]
    assert "1 of them new" in stated(ward)["Lines"]


def test_an_exchange_goes_to_another_computer_of_the_office(offices: Offices) -> None:
    ward = section(Presenter, offices.first)
    ward.send_to_station(offices.folder / "stick", offices.second.id)
    report = merge_packages(offices.second, [offices.folder / "stick"], act=act_of())
    assert report.total("new") > 0
    assert ward.other_computers() == ()
    assert section(Presenter, offices.second).other_computers() == (offices.first.id,)


def test_who_opened_the_period_writes_the_campaign_file(offices: Offices) -> None:
    hub = section(Presenter, offices.hub)
    assert hub.is_issuer
    assert not hub.can_forward
    assert "last written" in stated(hub)["Campaign file"]
    hub.write_campaign(offices.folder / "stick")
    assert hub.laid is not None
    assert hub.record is None
    assert hub.office.here.unit == CITY
