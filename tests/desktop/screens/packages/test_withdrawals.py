"""Withdrawing a package after seeing what it would do, and counting it again."""

from __future__ import annotations

import pytest

from desktop.screens.packages.book.presenter import Presenter as Book
from desktop.screens.packages.presenter import Presenter as Packages
from desktop.screens.packages.sections import SECTIONS
from desktop.screens.packages.withdrawals.presenter import Presenter
from models.services.exchange.withdrawing import LinesUnknown, ReasonMissing
from tests.builders.desks import office_at
from tests.builders.exchange import section, serials, valid
from tests.builders.offices import Offices


def row_of(book: Book, kind: str) -> int:
    return [row[2] for row in book.rows()].index(kind)


def test_a_withdrawal_says_first_which_forms_it_would_touch(arrived: Offices) -> None:
    book = section(Book, arrived.hub)
    book.think_of_withdrawing(row_of(book, "returns"))
    assert "3 forms that count now" in book.question()
    assert str(serials(arrived)[0]) in book.question()
    with pytest.raises(ReasonMissing):
        book.withdraw("  ")
    book.put_away()
    assert valid(arrived.hub, arrived.period) == 3
    assert section(Presenter, arrived.hub).is_empty


def test_what_is_withdrawn_does_not_count_until_it_is_counted_again(arrived: Offices) -> None:
    book = section(Book, arrived.hub)
    led: list[str] = []
    book.lead = lambda code, _: led.append(code)
    book.think_of_withdrawing(row_of(book, "returns"))
    book.withdraw("máy nhập thử")
    assert led == ["packages.withdrawals"]
    assert valid(arrived.hub, arrived.period) == 0
    taken = section(Presenter, arrived.hub)
    assert taken.rows()[0][0] == "Phường Ba Đình"
    assert taken.rows()[0][4:6] == ("máy nhập thử", "Hà")
    taken.ask(0)
    with pytest.raises(ReasonMissing):
        taken.reinstate("")
    taken.reinstate("đã xem lại giấy")
    assert taken.is_empty
    assert valid(arrived.hub, arrived.period) == 3


def test_only_some_lines_are_withdrawn_after_their_own_preview(arrived: Offices) -> None:
    book = section(Book, arrived.hub)
    place = row_of(book, "returns")
    (within,) = book.ranges(place)
    book.think_of_lines(place, within)
    assert "3 forms that count now" in book.question()
    book.narrow(within.last, within.last)
    assert f"{within.station}:{within.last}..{within.last}" in book.question()
    assert "1 forms that count now" in book.question()
    with pytest.raises(LinesUnknown):
        book.narrow(within.last, within.first)
    book.withdraw("gõ nhầm số phiếu")
    assert valid(arrived.hub, arrived.period) == 2
    taken = section(Presenter, arrived.hub)
    taken.ask(0)
    taken.reinstate("đúng số phiếu")
    assert valid(arrived.hub, arrived.period) == 3


def test_a_campaign_file_has_nothing_to_withdraw(arrived: Offices) -> None:
    book = section(Book, arrived.hub)
    assert not book.can_withdraw(row_of(book, "campaign"))
    assert book.can_withdraw(row_of(book, "returns"))
    assert not book.can_withdraw(99)


def test_a_ward_sees_the_deep_tabs_only_when_there_is_something(arrived: Offices) -> None:
    ward = Packages(office_at(arrived.first))
    ward.refresh()
    calm = [section.code for _, section, _ in ward.tabs()]
    assert calm == [code for code, part in ward.parts.items() if part.is_always_shown]
    assert {"packages.clashes", "packages.withdrawals"} & set(calm) == set()
    hub = Packages(office_at(arrived.hub))
    hub.refresh()
    assert [section for _, section, _ in hub.tabs()] == list(SECTIONS)
    assert hub.shown == "packages.receiving"
    assert [place for place, section, waiting in hub.tabs() if waiting] == [4]


def test_a_section_leads_to_another_with_its_thing_first(arrived: Offices) -> None:
    hub = Packages(office_at(arrived.hub))
    hub.refresh()
    hub.lead("packages.keys", arrived.first.id)
    assert hub.shown == "packages.keys"
    assert hub.part.looked_at == arrived.first.id
    hub.show("packages.nowhere")
    assert hub.shown == "packages.keys"
