"""Receipts at the hub: who is owed one, and giving it to one or to all."""

from __future__ import annotations

from pathlib import Path

from desktop.screens.packages.receipts.presenter import Presenter
from exports.packages.receive import merge_packages
from tests.builders.acts import act_of
from tests.builders.exchange import keyed_offices, section, send, serials
from tests.builders.forms import key
from tests.builders.offices import Offices


def arrive(offices: Offices) -> None:
    merge_packages(offices.hub, [send(offices)], act=act_of())


def test_who_has_sent_since_its_last_receipt_is_owed_one(offices: Offices) -> None:
    hub = section(Presenter, offices.hub)
    assert hub.rows() == []
    arrive(offices)
    hub.refresh()
    assert (hub.waiting, hub.rows()[0][:3]) == (1, ("Phường Ba Đình", "no receipt yet", "1"))
    hub.give_all(offices.folder)
    assert (hub.waiting, hub.rows()[0][1]) == (0, "confirmed")
    assert len(list(offices.folder.glob("*receipt*"))) == 1
    key(offices.first, serials(offices)[0], by="mai", second=True)
    arrive(offices)
    hub.refresh()
    assert (hub.waiting, hub.rows()[0][1]) == (1, "sent again since its receipt")


def test_a_receipt_is_given_again_to_an_office_that_lost_it(offices: Offices) -> None:
    arrive(offices)
    hub = section(Presenter, offices.hub)
    told: list[str] = []
    hub.office.tell = told.append
    hub.give((0,), offices.folder)
    hub.give((0,), offices.folder)
    assert hub.rows()[0][4] == "2"
    assert told[-1].startswith("1 receipts")
    report = merge_packages(offices.first, offices.folder.glob("*receipt-0002*"), act=act_of())
    assert "3 of 3 keyed forms" in str(report.packages[0].notices[-1].sentence)


def test_an_office_whose_key_nobody_confirmed_is_owed_none(tmp_path: Path) -> None:
    made = keyed_offices(tmp_path, is_confirmed=False)
    merge_packages(made.hub, [send(made, is_sealed=False)], act=act_of())
    hub = section(Presenter, made.hub)
    assert (hub.waiting, hub.rows()[0][1]) == (0, "key not confirmed yet")
    hub.give_all(tmp_path)
    assert not list(tmp_path.glob("*receipt*"))
    made.close()
