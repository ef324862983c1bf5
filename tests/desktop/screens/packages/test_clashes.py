"""Lines with two contents: side by side, no default, a reason, and settled ones stay listed."""

from __future__ import annotations

import pytest

from desktop.screens.packages.clashes.presenter import NothingChosen, Presenter
from models.services.exchange.withdrawing import ReasonMissing
from tests.builders.exchange import section, valid
from tests.builders.offices import Offices


def test_both_contents_are_told_where_they_differ(copied: Offices) -> None:
    hub = section(Presenter, copied.hub)
    assert hub.waiting == 1
    assert hub.rows()[0][4:] == ("nobody has chosen", "", "")
    assert hub.rows()[0][0].startswith("keying of form 26Q3-00004-CN")
    hub.lay_open(0)
    assert hub.letters == "AB"
    rows = hub.contents()
    by = next(row for row in rows if row.label == "Recorded by")
    assert set(by.words) == {"00004/lan", "00004/mai"}
    answers = [row for row in rows if row.words[0][:1] in "24"]
    assert len(answers) > 5
    assert all({words[:1] for words in row.words} == {"2", "4"} for row in answers)


def test_nothing_is_chosen_by_itself_and_a_reason_is_needed(copied: Offices) -> None:
    hub = section(Presenter, copied.hub)
    hub.lay_open(0)
    with pytest.raises(NothingChosen):
        hub.choose("", "giấy ghi mức 4")
    with pytest.raises(ReasonMissing):
        hub.choose("A", " ")
    hub.put_away()
    assert hub.waiting == 1


def test_what_was_chosen_counts_stays_listed_and_may_be_chosen_again(copied: Offices) -> None:
    hub = section(Presenter, copied.hub)
    assert valid(copied.hub, copied.period) == 0
    hub.lay_open(0)
    hub.choose("B", "giấy ghi mức 4")
    assert valid(copied.hub, copied.period) == 1
    assert hub.waiting == 0
    assert not hub.is_empty
    assert hub.rows()[0][4:] == ("content B", "giấy ghi mức 4", "Hà")
    hub.lay_open(0)
    hub.choose("A", "xem lại giấy")
    assert hub.rows()[0][4:6] == ("content A", "xem lại giấy")
