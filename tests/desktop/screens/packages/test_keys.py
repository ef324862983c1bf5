"""Keys: typing what is heard, refusing other words, what counts from then on, and a changed key that is loud."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.screens.packages.keys.presenter import Presenter
from exports.packages.receive import merge_packages
from models.security import fingerprint_words, from_text
from models.services.forms.issuing import issue_forms
from models.services.office.known_keys import FingerprintDiffers
from tests.builders.acts import act_of
from tests.builders.exchange import refounded, section, send, valid
from tests.builders.offices import Offices


def words_of(offices: Offices) -> str:
    return fingerprint_words(from_text(offices.first.public_key))


def test_words_that_nobody_compared_are_not_shown(unheard: Offices) -> None:
    hub = section(Presenter, unheard.hub)
    assert hub.rows()[0][:3] == ("Phường Ba Đình", unheard.first.id[:8], "not compared yet: nothing counts")
    assert words_of(unheard) not in hub.rows()[0]
    assert hub.waiting == 1
    assert len(hub.own_words.split()) == 6
    assert hub.own_digits.isdigit()


def test_the_words_heard_confirm_a_key_and_all_that_was_sent_counts_at_once(unheard: Offices) -> None:
    hub = section(Presenter, unheard.hub)
    told: list[str] = []
    hub.office.tell = told.append
    assert valid(unheard.hub, unheard.period) == 0
    hub.compare(0)
    assert "Phường Ba Đình" in hub.question()
    hub.confirm(words_of(unheard).upper().replace(" ", ", "))
    assert hub.laid is None
    assert hub.rows()[0][2:4] == ("compared and confirmed", words_of(unheard))
    assert (hub.waiting, hub.can_compare(0)) == (0, False)
    assert valid(unheard.hub, unheard.period) == 3
    assert "5 lines" in told[-1], told


def test_a_scanned_code_confirms_too(unheard: Offices) -> None:
    hub = section(Presenter, unheard.hub)
    hub.compare(0)
    hub.confirm(section(Presenter, unheard.first).own_digits)
    assert hub.rows()[0][2] == "compared and confirmed"


def test_other_words_are_refused_with_a_reason(unheard: Offices) -> None:
    hub = section(Presenter, unheard.hub)
    hub.compare(0)
    with pytest.raises(FingerprintDiffers):
        hub.confirm("ba bai bam ban bang banh")
    assert hub.laid is not None
    hub.put_away()
    assert hub.rows()[0][2] == "not compared yet: nothing counts"


def test_another_key_of_an_office_is_loud_until_its_words_are_compared(arrived: Offices) -> None:
    hub = section(Presenter, arrived.hub)
    assert not hub.alarm()
    changed = replace(arrived, first=refounded(arrived.first))
    issue_forms(changed.first, changed.period, variant="CN", count=2, act=act_of())
    assert not merge_packages(arrived.hub, [send(changed)], act=act_of()).packages[0].is_refused
    hub.refresh()
    assert hub.waiting == 1
    assert "ANOTHER KEY" in hub.alarm()
    hub.compare(0)
    with pytest.raises(FingerprintDiffers):
        hub.confirm(words_of(arrived))
    hub.confirm(words_of(changed))
    assert not hub.alarm()
    changed.first.close()


def test_the_key_that_another_section_led_to_stands_first(arrived: Offices) -> None:
    ward = section(Presenter, arrived.second)
    ward.look_at(arrived.hub.id)
    ward.refresh()
    assert ward.rows()[0][1] == arrived.hub.id[:8]


def test_the_sheet_to_print_is_made(arrived: Offices) -> None:
    made: list[Path] = []
    section(Presenter, arrived.hub).print_sheet(made.append)
    assert made[0].is_file()
