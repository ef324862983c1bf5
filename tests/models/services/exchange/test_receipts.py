"""Who is owed a receipt: by what came and what was decided since the last one, never by a clock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.packages.receipt import write_receipt
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.services.exchange.receipts import ReceiptState, receipt_states
from models.services.exchange.withdrawing import propose_withdrawal, withdraw
from tests.builders.acts import WARD, act_of, person
from tests.builders.exchange import keyed_offices
from tests.builders.offices import Offices

EARLIER = "2026-01-01T09:00:00+07:00"


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    made = keyed_offices(tmp_path)
    yield made
    made.close()


def state(offices: Offices) -> ReceiptState:
    (found,) = receipt_states(offices.hub, offices.period.key)
    return found


def test_nobody_is_owed_a_receipt_before_anything_came(offices: Offices) -> None:
    assert receipt_states(offices.hub, offices.period.key) == ()


def test_a_package_and_a_decision_of_the_hub_each_make_a_receipt_due(offices: Offices) -> None:
    sent = send_returns(offices.first, offices.period, out=offices.folder / "stick", act=act_of())
    merge_packages(offices.hub, [sent.path], act=act_of())
    assert (state(offices).has_sent, state(offices).has_ruled, state(offices).number) == (True, False, 0)
    write_receipt(offices.hub, unit=WARD, period=offices.period.key, out=offices.folder, act=act_of(at=EARLIER))
    assert not state(offices).is_due
    proposal = propose_withdrawal(offices.hub, sent.id)
    withdraw(offices.hub, proposal, reason="thử", act=act_of(person(offices.hub, "ha"), EARLIER))
    assert (state(offices).has_sent, state(offices).has_ruled, state(offices).number) == (False, True, 1)
    write_receipt(offices.hub, unit=WARD, period=offices.period.key, out=offices.folder, act=act_of(at=EARLIER))
    assert not state(offices).is_due
