"""Agreement measured on a station, and keyers who slip: what is reported must be what is so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from random import Random

import pytest

from models.domain.basics.people import Person
from models.domain.book.agreement import Agreement
from models.domain.book.facts import Fact, Ref
from models.domain.book.settling import is_drawn_for_second
from models.domain.questionnaire.answers import Answers, read_answers, show_codes
from models.domain.questionnaire.filters import filters
from models.services.forms.ledger import read_book, share_keyed_twice
from models.services.keying.agreement import ShareNotRaised, agreement_of, raise_share
from models.services.keying.keying import write_keying
from models.services.office.closing import PeriodClosed, close_period
from models.services.office.questionnaires import questionnaire_for
from models.store.database import Station
from models.store.pen import Pen
from tests.builders.acts import AT, act_of
from tests.builders.forms import issued, key, sample_rows
from tests.builders.slips import ruled_codes, slipped
from tests.builders.surveys import period_26q3

DAY = date(2026, 10, 5)
SLIPS = 3.0
WRONG_RULINGS = 5.0
"""Both of a thousand: fields that a keyer mistakes, and rulings that a third person mistakes."""
FORMS = 300


def measured(station: Station) -> Agreement:
    return agreement_of(station, period_26q3(station), (station.unit,), day=DAY)


class Office:
    """A lan who keys all, a minh who keys some again and a hoa who rules; all of them slip."""

    def __init__(self, station: Station, *, seed: int) -> None:
        self.station, self.period = station, period_26q3(station)
        self.paper = questionnaire_for(station, self.period, "CN")
        self.filters = filters(self.paper, day=DAY)
        self.chance = Random(seed)

    def rest(self, share: Fraction) -> Fraction:
        """Key so many forms and answer which share of all fields is wrong in what was accepted."""
        wrong = fields = 0
        with self.station.transaction():
            for serial, row in zip(map(str, issued(self.station, FORMS)), (sample_rows() * 2)[:FORMS], strict=True):
                codes = {name: code for name, code in row.items() if name in self.paper.by_name and name != "F"}
                true = show_codes(self.paper, read_answers(self.paper, codes))
                stands = show_codes(self.paper, self._accepted(serial, true, share))
                wrong += sum(true[name] != stands[name] for name in true)
                fields += len(true) - 1
        return Fraction(wrong, fields)

    def _accepted(self, serial: str, true: Mapping[str, str], share: Fraction) -> Answers:
        first = self._keyed(true)
        ref = self._write("lan", serial, first)
        if not is_drawn_for_second(serial, seed=self.period.seed, share=share):
            return first
        second = self._keyed(true)
        other = self._write("minh", serial, second)
        if second.coded == first.coded:
            return first
        codes = ruled_codes(true, show_codes(self.paper, first), show_codes(self.paper, second),
                            of_thousand=WRONG_RULINGS, chance=self.chance)  # fmt: skip
        ruling = read_answers(self.paper, codes)
        self._write("hoa", serial, ruling, ref, other)
        return ruling

    def _keyed(self, true: Mapping[str, str]) -> Answers:
        return read_answers(self.paper, slipped(self.filters, true, of_thousand=SLIPS, chance=self.chance))

    def _write(self, name: str, serial: str, answers: Answers, *settles: Ref) -> Ref:
        pen = Pen(self.station, self.station.unit, self.period.key, act=act_of(Person(self.station.unit, name, "")))
        return write_keying(
            pen, serial=serial, coding=self.paper.coding, answers=answers, salt="s", settles=settles
        ).ref


def test_after_second_keying_and_rulings_at_most_five_of_a_hundred_thousand_are_wrong(station: Station) -> None:
    raise_share(station, period_26q3(station), share=Fraction(1), act=act_of())
    truth = Office(station, seed=20261005).rest(Fraction(1))
    assert truth <= Fraction(5, 100_000)
    found = measured(station)
    assert (found.twice, found.once, found.unchecked, found.rest) == (FORMS, 0, Fraction(0), None)
    assert found.rest_interval.low <= truth <= found.rest_interval.high > 0
    share = found.fields.share
    assert share is not None
    assert 1 - 3 * SLIPS / 1000 < share < 1 - SLIPS / 1000


@pytest.mark.parametrize("percent", [10, 20])
def test_with_a_share_keyed_twice_the_rest_is_told_honestly(station: Station, percent: int) -> None:
    share = Fraction(percent, 100)
    raise_share(station, period_26q3(station), share=share, act=act_of())
    truth = Office(station, seed=percent).rest(share)
    found = measured(station)
    assert abs(found.twice - FORMS * share) < 25
    assert found.unsettled == 0
    assert truth > 0
    low, high = found.rest_interval
    assert low <= truth <= high
    assert high < Fraction(1, 50)


def test_forms_in_dispute_widen_the_interval_and_a_voided_keying_is_none(station: Station) -> None:
    first, second = issued(station, 2)
    key(station, first)
    key(station, first, by="minh", second=True, TC1="1")
    key(station, second)
    found = measured(station)
    assert (found.twice, found.once, found.unsettled, found.wrong) == (1, 1, 1, 0)
    assert found.by_question["CN", "TC1"].alike == 0


def test_a_share_can_only_be_raised(station: Station) -> None:
    period = period_26q3(station)
    raise_share(station, period, share=Fraction(1, 5), act=act_of())
    for wrong in (Fraction(1, 5), Fraction(1, 10), Fraction(11, 10)):
        with pytest.raises(ShareNotRaised):
            raise_share(station, period, share=wrong, act=act_of())
    raise_share(station, period, share=Fraction(1), act=act_of())
    (serial,) = issued(station, 1)
    key(station, serial)
    assert read_book(station, period, station.unit).ledger.totals["awaiting_second"] == 1
    close_period(station, period, act=act_of())
    with pytest.raises(PeriodClosed):
        raise_share(station, period, share=Fraction(1), act=act_of())


@pytest.mark.parametrize("body", ['{"share":"viel"}', '{"share":"7"}', '{"share":"1/0"}', '{"share":null}', "{}"])
def test_a_raised_share_that_is_none_raises_nothing(station: Station, body: str) -> None:
    assert share_keyed_twice(period_26q3(station), [Fact("s", 1, "share_raised", "", "", AT, body)]) == 0
