"""What the next package would hand over: all, new, unfinished, and what a receipt has confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.book.ledger import State
from models.services.exchange.outlook import last_sent, outlook
from models.services.forms.issuing import issue_forms
from models.services.office.known_keys import confirm_key
from tests.builders.acts import act_of
from tests.builders.exchange import keyed_offices, serials
from tests.builders.forms import alike, key
from tests.builders.offices import Offices, make_offices


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    made = keyed_offices(tmp_path)
    yield made
    made.close()


def test_only_lines_after_the_last_package_are_new(offices: Offices) -> None:
    first = outlook(offices.first, offices.period)
    assert first.lines == first.new > 0
    assert first.last is None
    sent = send_returns(offices.first, offices.period, out=offices.folder / "stick", act=act_of())
    key(offices.first, serials(offices)[0], by="mai", second=True)
    now = outlook(offices.first, offices.period)
    assert now.last is not None
    assert (now.last.id, now.lines, now.new) == (sent.id, first.lines + 1, 1)
    found = last_sent(offices.first, offices.period)
    assert found is not None
    assert found.number == 1
    assert last_sent(offices.second, offices.period) is None


def test_forms_still_out_leave_nothing_to_do_here(offices: Offices) -> None:
    assert not outlook(offices.first, offices.period).is_unfinished
    key(offices.first, serials(offices)[0], alike(offices.first, "2"), by="mai", second=True)
    issue_forms(offices.first, offices.period, variant="CN", count=1, act=act_of())
    now = outlook(offices.first, offices.period)
    assert now.unfinished == {State.DISPUTED: 1}
    assert now.is_unfinished


def test_the_envelope_and_the_key_of_the_hub_are_told(offices: Offices) -> None:
    now = outlook(offices.first, offices.period)
    assert now.is_sealed
    assert now.unconfirmed is None


def test_a_hub_whose_key_nobody_compared_is_told(tmp_path: Path) -> None:
    made = make_offices(tmp_path, is_confirmed=False)
    issue_forms(made.first, made.period, variant="CN", count=1, act=act_of())
    now = outlook(made.first, made.period)
    assert now.unconfirmed is not None
    confirm_key(made.first, "01", words=now.unconfirmed.words, act=act_of())
    assert outlook(made.first, made.period).unconfirmed is None
    made.close()


def test_looking_changes_nothing(offices: Offices) -> None:
    assert outlook(offices.first, offices.period) == outlook(offices.first, offices.period)
    sent = send_returns(offices.first, offices.period, out=offices.folder / "stick", act=act_of())
    assert (
        merge_packages(offices.hub, [sent.path], act=act_of()).total("new")
        == outlook(offices.first, offices.period).lines
    )
