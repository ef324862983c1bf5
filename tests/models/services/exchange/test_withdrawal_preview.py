"""A withdrawal told before it is made: exactly the forms it then changes, and nothing stays behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.book.activity import Span
from models.domain.book.ledger import State
from models.services.exchange.packages import find_package
from models.services.exchange.withdrawing import (
    propose_lines,
    propose_withdrawal,
    withdraw,
    withdrawal_effect,
    withdrawals_here,
)
from models.services.forms.ledger import read_book
from models.services.office.closing import PeriodClosed, close_period
from tests.builders.acts import WARD, act_of, person
from tests.builders.exchange import keyed_offices


def test_the_effect_names_the_forms_that_the_withdrawal_then_changes(tmp_path: Path) -> None:
    offices = keyed_offices(tmp_path)
    hub, by = offices.hub, person(offices.hub, "ha")
    sent = send_returns(offices.first, offices.period, out=offices.folder / "stick", act=act_of())
    merge_packages(hub, [sent.path], act=act_of())
    before = read_book(hub, offices.period, WARD).ledger.forms
    whole = withdrawal_effect(hub, propose_withdrawal(hub, sent.id), act=act_of(by))
    assert whole.gone == tuple(sorted(before))
    last = find_package(hub, sent.id).heads[offices.first.id]
    one = propose_lines(hub, WARD, offices.period.key, (Span(offices.first.id, last, last),))
    effect = withdrawal_effect(hub, one, act=act_of(by))
    assert effect.gone == ()
    assert [(change.before, change.after) for change in effect.changes] == [(State.VALID, State.IN_STOCK)]
    assert not withdrawals_here(hub)
    assert read_book(hub, offices.period, WARD).ledger.forms == before
    withdraw(hub, one, reason="thử", act=act_of(by))
    after = read_book(hub, offices.period, WARD).ledger.forms
    changed = {serial for serial in before if after[serial].state is not before[serial].state}
    assert changed == {change.serial for change in effect.changes}
    offices.close()


def test_a_closed_period_refuses_already_the_look(tmp_path: Path) -> None:
    offices = keyed_offices(tmp_path)
    hub, by = offices.hub, person(offices.hub, "ha")
    sent = send_returns(offices.first, offices.period, out=offices.folder / "stick", act=act_of())
    merge_packages(hub, [sent.path], act=act_of())
    close_period(hub, offices.period, act=act_of(by))
    with pytest.raises(PeriodClosed):
        withdrawal_effect(hub, propose_withdrawal(hub, sent.id), act=act_of(by))
    offices.close()
