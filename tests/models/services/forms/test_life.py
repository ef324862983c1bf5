"""The life of single forms: everything that happened, what is missing, and a new form for a spoiled one."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.book.facts import Kind
from models.domain.book.life import Turn
from models.domain.book.serials import Serial, SerialRange
from models.services.forms.issuing import batches, record_print
from models.services.forms.ledger import read_book
from models.services.forms.life import (
    NotSpoiled,
    ReplacedAlready,
    life_of,
    missing_forms,
    replace_form,
)
from models.services.forms.marking import NotIssued, mark_forms, undo_mark
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.acts import person as person_of
from tests.builders.forms import issued, key
from tests.builders.offices import make_offices
from tests.builders.surveys import period_26q3


def mark(station: Station, kind: Kind, serial: Serial, *, reason: str = "") -> None:
    mark_forms(
        station,
        period_26q3(station),
        kind=kind,
        ranges=(SerialRange(serial, serial),),
        reason=reason,
        act=act_of(),
    )


def turns(station: Station, serial: Serial) -> list[Turn]:
    return [event.turn for event in life_of(station, period_26q3(station), serial)]


def test_the_life_of_a_form_tells_every_turn_with_who_and_when(station: Station) -> None:
    serial, other, _ = issued(station, sector="Hộ tịch")
    period = period_26q3(station)
    record_print(station, period, serials=str(serial), act=act_of())
    record_print(station, period, serials=str(serial), reason="reprint", act=act_of())
    mark(station, Kind.HANDED_OUT, serial)
    mark(station, Kind.LOST, serial, reason="không tìm thấy")
    mark(station, Kind.HANDED_OUT, other)
    undo_mark(station, period, kind=Kind.LOST, ranges=(SerialRange(serial, serial),), act=act_of())
    key(station, serial)
    key(station, serial, by="minh", second=True)
    events = life_of(station, period, serial)
    assert [event.turn for event in events] == [
        Turn.ISSUED, Turn.PRINTED, Turn.REPRINTED, Turn.HANDED_OUT, Turn.LOST, Turn.CANCELLED, Turn.KEYED, Turn.KEYED,
    ]  # fmt: skip
    lost = events[4]
    assert (lost.reason, lost.is_cancelled, events[5].of) == ("không tìm thấy", True, Turn.LOST)
    assert {event.by for event in events} == {"00004/lan", "00004/minh"}
    assert events[0].sector == "Hộ tịch"


def test_a_form_nobody_issued_has_no_life(station: Station) -> None:
    with pytest.raises(NotIssued):
        life_of(station, period_26q3(station), Serial("26Q3", "00004", "CN", 100099))


def test_a_spoiled_form_is_replaced_by_a_new_number_and_both_lives_say_so(station: Station) -> None:
    old, *_ = issued(station, sector="Đất đai")
    period = period_26q3(station)
    mark(station, Kind.SPOILED, old)
    batch = replace_form(station, period, serial=old, act=act_of())
    new = batch.serials.first
    assert new != old
    assert (batch.sector, batch.count, batch.replaces) == ("Đất đai", 1, str(old))
    assert batch in batches(station, period)
    assert turns(station, old)[-1] is Turn.REPLACED
    assert life_of(station, period, old)[-1].other == str(new)
    assert life_of(station, period, new)[0].other == str(old)
    with pytest.raises(ReplacedAlready):
        replace_form(station, period, serial=old, act=act_of())


def test_only_a_spoiled_form_is_replaced(station: Station) -> None:
    serial, *_ = issued(station)
    with pytest.raises(NotSpoiled):
        replace_form(station, period_26q3(station), serial=serial, act=act_of())
    with pytest.raises(NotIssued):
        replace_form(station, period_26q3(station), serial=serial._replace(number=100099), act=act_of())
    assert len(batches(station, period_26q3(station))) == 1


def test_what_is_out_and_what_is_not_keyed_is_missing(station: Station) -> None:
    out, back, keyed = issued(station)
    for serial in (out, back, keyed):
        mark(station, Kind.HANDED_OUT, serial)
    mark(station, Kind.RETURNED, back)
    key(station, keyed)
    period = period_26q3(station)
    missing = missing_forms(read_book(station, period, station.unit), period)
    assert [form.serial for form in missing.still_out] == [str(out)]
    assert [form.serial for form in missing.not_keyed] == [str(back)]
    assert missing.hand_in == period.survey_to


def test_the_hub_sees_the_life_and_the_replacement_of_a_ward(tmp_path: Path) -> None:
    offices = make_offices(tmp_path)
    ward, period = offices.first, offices.period
    lan = person_of(ward, "lan")
    from models.services.forms.issuing import issue_forms

    old = issue_forms(ward, period, variant="CN", count=1, act=act_of(lan)).serials.first
    mark_forms(ward, period, kind=Kind.SPOILED, ranges=(SerialRange(old, old),), act=act_of(lan))
    new = replace_form(ward, period, serial=old, act=act_of(lan)).serials.first
    sent = send_returns(ward, period, out=tmp_path, act=act_of())
    merge_packages(offices.hub, (sent.path,), act=act_of())
    assert life_of(offices.hub, period, old) == life_of(ward, period, old)
    assert life_of(offices.hub, period, new)[0].other == str(old)
    offices.close()
