"""Keys by letter: one keystroke for all that fit, a loud word for what does not, and an end for a stolen computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.screens.packages.keys.presenter import Presenter
from exports.packages.campaign import open_campaign
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.book.enrolment import words_of
from models.services.office.enrolment import codes_of
from models.services.office.known_keys import ReasonNeeded
from models.store.database import Station
from models.store.enrolment import keep_code
from tests.builders.acts import act_of
from tests.builders.exchange import keyed_offices, refounded, section, valid
from tests.builders.forms import issued
from tests.builders.offices import Offices


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    """A ward that typed the code of its letter; nobody at the hub has confirmed anything."""
    made = keyed_offices(tmp_path, is_confirmed=False)
    (letter,) = codes_of(made.hub, made.period, act=act_of())
    open_campaign(made.first, next(tmp_path.glob("*-campaign-*")), act=act_of(), code=words_of(letter.code))
    yield made
    made.close()


def take(offices: Offices, station: Station) -> None:
    sent = send_returns(station, offices.period, out=offices.folder / "stick", act=act_of())
    merge_packages(offices.hub, [sent.path], act=act_of())


def test_one_keystroke_confirms_all_that_fit_and_what_they_sent_counts(offices: Offices) -> None:
    take(offices, offices.first)
    keys = section(Presenter, offices.hub)
    assert keys.rows()[0][2] == "fits the enrolment code"
    assert (keys.matching, keys.waiting, keys.alarm()) == (1, 1, "")
    told: list[str] = []
    keys.office.tell = told.append
    keys.confirm_matching()
    assert "1 keys that fit" in told[-1]
    assert keys.rows()[0][2] == "confirmed by enrolment code"
    assert (keys.matching, keys.waiting) == (0, 0)
    assert valid(offices.hub, offices.period) == 3


def test_a_code_that_does_not_fit_is_loud(offices: Offices) -> None:
    stranger = refounded(offices.first)
    with stranger.transaction():
        keep_code(stranger.db, offices.period.key, b"0123456789")
    issued(stranger, 1)
    take(offices, stranger)
    keys = section(Presenter, offices.hub)
    assert keys.rows()[0][2] == "DOES NOT FIT THE ENROLMENT CODE"
    assert stranger.id[:8] in keys.alarm()
    assert keys.matching == 0
    stranger.close()


def test_a_key_is_ended_for_a_reason_by_the_office_above_and_by_nobody_else(offices: Offices) -> None:
    take(offices, offices.first)
    keys = section(Presenter, offices.hub)
    keys.confirm_matching()
    assert keys.can_end(0)
    assert offices.first.id[:8] in keys.what_ending_means(0)
    with pytest.raises(ReasonNeeded):
        keys.end(0, "  ")
    keys.end(0, "máy bị trộm")
    assert keys.rows()[0][2].startswith("ended")
    assert not keys.can_end(0)
    # what had come until then still counts
    assert valid(offices.hub, offices.period) == 3
    ward = section(Presenter, offices.first)
    assert not ward.can_end(0)
