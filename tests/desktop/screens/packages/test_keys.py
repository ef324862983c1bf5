"""Keys: typing what is heard, refusing other words, and a changed key that is loud."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.screens.packages.keys.presenter import Presenter
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.security import fingerprint_words, from_text
from models.services.office.known_keys import FingerprintDiffers
from tests.builders.exchange import keyed_offices, section, serials, with_other_keys
from tests.builders.offices import AT, Offices, key


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    made = keyed_offices(tmp_path)
    merge_packages(made.hub, [send(made)], at=AT)
    yield made
    made.close()


def send(offices: Offices) -> Path:
    return send_returns(offices.first, offices.period, out=offices.folder / "stick", at=AT).path


def words_of(offices: Offices) -> str:
    return fingerprint_words(from_text(offices.first.public_key))


def test_words_that_nobody_compared_are_not_shown(offices: Offices) -> None:
    hub = section(Presenter, offices.hub)
    assert hub.rows()[0][:3] == ("Phường Ba Đình", offices.first.id, "not compared yet")
    assert words_of(offices) not in hub.rows()[0]
    assert len(hub.own_words.split()) == 6
    assert hub.own_digits.isdigit()


def test_the_words_heard_confirm_a_key_and_are_shown_from_then_on(offices: Offices) -> None:
    hub = section(Presenter, offices.hub)
    hub.compare(0)
    assert "Phường Ba Đình" in hub.question()
    hub.confirm(words_of(offices).upper().replace(" ", ", "))
    assert hub.comparing is None
    assert hub.rows()[0][2:4] == ("compared and confirmed", words_of(offices))
    assert not hub.can_compare(0)


def test_a_scanned_code_confirms_too(offices: Offices) -> None:
    hub = section(Presenter, offices.hub)
    hub.compare(0)
    hub.confirm(section(Presenter, offices.first).own_digits)
    assert hub.rows()[0][2] == "compared and confirmed"


def test_other_words_are_refused_with_a_reason(offices: Offices) -> None:
    hub = section(Presenter, offices.hub)
    hub.compare(0)
    with pytest.raises(FingerprintDiffers):
        hub.confirm("ba bai bam ban bang banh")
    assert hub.comparing is not None
    hub.put_away()
    assert hub.rows()[0][2] == "not compared yet"


def test_a_changed_key_is_loud_and_what_waited_comes_in_with_its_words(offices: Offices) -> None:
    hub = section(Presenter, offices.hub)
    assert not hub.alarm()
    changed = replace(offices, first=with_other_keys(offices.first))
    key(changed.first, offices.period, serials(offices)[0], "mai", second=True)
    assert merge_packages(offices.hub, [send(changed)], at=AT).packages[0].is_refused
    hub.refresh()
    assert hub.waiting == 1
    assert "ANOTHER KEY" in hub.alarm()
    told: list[str] = []
    hub.office.tell = told.append
    hub.compare(0)
    with pytest.raises(FingerprintDiffers):
        hub.confirm(words_of(offices))
    hub.confirm(words_of(changed))
    assert "1 packages" in told[-1]
    assert not hub.alarm()


def test_the_key_that_another_section_led_to_stands_first(offices: Offices) -> None:
    ward = section(Presenter, offices.second)
    ward.look_at(offices.hub.id)
    ward.refresh()
    assert ward.rows()[0][1] == offices.hub.id


def test_the_sheet_to_print_is_made(offices: Offices) -> None:
    made: list[Path] = []
    section(Presenter, offices.hub).print_sheet(made.append)
    assert made[0].is_file()
