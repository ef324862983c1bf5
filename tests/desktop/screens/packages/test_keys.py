"""Keys: typing what is heard, refusing other words, and a changed key that is loud."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.screens.packages.keys.presenter import Presenter
from exports.packages.receive import merge_packages
from models.security import fingerprint_words, from_text
from models.services.office.known_keys import FingerprintDiffers
from tests.builders.acts import act_of
from tests.builders.exchange import section, send, serials, with_other_keys
from tests.builders.forms import key
from tests.builders.offices import Offices


def words_of(arrived: Offices) -> str:
    return fingerprint_words(from_text(arrived.first.public_key))


def test_words_that_nobody_compared_are_not_shown(arrived: Offices) -> None:
    hub = section(Presenter, arrived.hub)
    assert hub.rows()[0][:3] == ("Phường Ba Đình", arrived.first.id, "not compared yet")
    assert words_of(arrived) not in hub.rows()[0]
    assert len(hub.own_words.split()) == 6
    assert hub.own_digits.isdigit()


def test_the_words_heard_confirm_a_key_and_are_shown_from_then_on(arrived: Offices) -> None:
    hub = section(Presenter, arrived.hub)
    hub.compare(0)
    assert "Phường Ba Đình" in hub.question()
    hub.confirm(words_of(arrived).upper().replace(" ", ", "))
    assert hub.laid is None
    assert hub.rows()[0][2:4] == ("compared and confirmed", words_of(arrived))
    assert not hub.can_compare(0)


def test_a_scanned_code_confirms_too(arrived: Offices) -> None:
    hub = section(Presenter, arrived.hub)
    hub.compare(0)
    hub.confirm(section(Presenter, arrived.first).own_digits)
    assert hub.rows()[0][2] == "compared and confirmed"


def test_other_words_are_refused_with_a_reason(arrived: Offices) -> None:
    hub = section(Presenter, arrived.hub)
    hub.compare(0)
    with pytest.raises(FingerprintDiffers):
        hub.confirm("ba bai bam ban bang banh")
    assert hub.laid is not None
    hub.put_away()
    assert hub.rows()[0][2] == "not compared yet"


def test_a_changed_key_is_loud_and_what_waited_comes_in_with_its_words(arrived: Offices) -> None:
    hub = section(Presenter, arrived.hub)
    assert not hub.alarm()
    changed = replace(arrived, first=with_other_keys(arrived.first))
    key(changed.first, serials(arrived)[0], by="mai", second=True)
    assert merge_packages(arrived.hub, [send(changed)], act=act_of()).packages[0].is_refused
    hub.refresh()
    assert hub.waiting == 1
    assert "ANOTHER KEY" in hub.alarm()
    told: list[str] = []
    hub.office.tell = told.append
    hub.compare(0)
    with pytest.raises(FingerprintDiffers):
        hub.confirm(words_of(arrived))
    hub.confirm(words_of(changed))
    assert "1 packages" in told[-1]
    assert not hub.alarm()


def test_the_key_that_another_section_led_to_stands_first(arrived: Offices) -> None:
    ward = section(Presenter, arrived.second)
    ward.look_at(arrived.hub.id)
    ward.refresh()
    assert ward.rows()[0][1] == arrived.hub.id


def test_the_sheet_to_print_is_made(arrived: Offices) -> None:
    made: list[Path] = []
    section(Presenter, arrived.hub).print_sheet(made.append)
    assert made[0].is_file()
