"""Opening, closing and reopening periods, and taking them from a campaign."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest

from models.catalogue import BUILT_IN
from models.domain.basics.problems import Problem
from models.domain.book.facts import Kind, PeriodKey
from models.domain.book.ledger import State
from models.domain.book.periods import DatesReversed, Period, PeriodSpansChange
from models.domain.book.serials import CodeMalformed, SerialRange
from models.domain.questionnaire.method import Method
from models.services.forms.issuing import issue_forms, record_print
from models.services.forms.ledger import read_book
from models.services.forms.marking import mark_forms, undo_mark
from models.services.forms.sampling import draw
from models.services.keying.keying import amend, ask_second, key_form, void
from models.services.office.closing import PeriodClosed, PeriodNotClosed, close_period, reopen_period
from models.services.office.giving_way import PeriodFromOther
from models.services.office.periods import (
    CampaignContradicts,
    PeriodExists,
    PeriodUnknown,
    campaign_of,
    find_period,
    open_period,
    periods,
    take_campaign,
)
from models.services.office.questionnaires import QuestionnaireUnknown, questionnaires_of
from models.store.database import Station
from tests.builders.acts import AT, CITY, WARD, act_of, person
from tests.builders.files import content
from tests.builders.forms import answers, issued, key
from tests.builders.streams import heard_stream
from tests.builders.surveys import EVALUATED, period_26q3, ward

HANOI = BUILT_IN.find_unit("01", EVALUATED[0]).key


def opened(station: Station, code: str = "27H1", **changed: object) -> Period:
    facts: dict[str, object] = {"name": "Sáu tháng", "evaluated": (date(2027, 1, 1), date(2027, 6, 30)), "seed": "x"}
    return open_period(station, code=code, survey=None, **(facts | changed), act=act_of())  # type: ignore[arg-type]  # facts of several types


def test_a_period_is_kept_as_it_was_opened(station: Station) -> None:
    period = opened(station, share=Fraction(1, 8), name="  Sáu tháng đầu năm ")
    assert find_period(station, " 27h1 ") == period
    assert [known.code for known in periods(station)] == ["27H1", "26Q3"]
    assert period.name == "Sáu tháng đầu năm"


def test_no_period_spans_a_day_on_which_one_of_its_offices_begins_or_ends(tmp_path: Path) -> None:
    year = (date(2025, 1, 1), date(2025, 12, 31))
    justice, staff = (BUILT_IN.find_unit(code, year[1]).key for code in ("N0002", "N0001"))
    with closing(ward(tmp_path / "hub", unit=CITY, is_hub=True)) as hub:
        opened = partial(open_period, hub, name="", evaluated=year, survey=None, seed="s", act=act_of())
        assert opened(code="25N", units=(justice,)).units == (justice,)
        with pytest.raises(PeriodSpansChange) as refused:
            opened(code="25M", units=(justice, staff))
        assert (refused.value.day, refused.value.changed) == (date(2025, 3, 1), ("Sở Nội vụ",))
        with pytest.raises(PeriodSpansChange) as refused:
            opened(code="25K")
        assert refused.value.eve == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"code": "26Q3"}, PeriodExists),
        ({"code": "quý 3"}, CodeMalformed),
        ({"code": ""}, CodeMalformed),
        ({"evaluated": (date(2027, 6, 30), date(2027, 1, 1))}, DatesReversed),
        ({"evaluated": (date(2025, 6, 30), date(2025, 7, 1))}, PeriodSpansChange),
        ({"questionnaires": ("khong_co",)}, QuestionnaireUnknown),
    ],
)
def test_a_period_that_cannot_be_is_refused(
    station: Station, changed: dict[str, object], problem: type[Problem]
) -> None:
    before = content(station.base_file)
    with pytest.raises(problem):
        opened(station, **changed)  # type: ignore[arg-type]  # facts of several types
    assert content(station.base_file) == before


def test_the_last_day_of_the_calendar_is_no_accident(station: Station) -> None:
    assert opened(station, evaluated=(date(9999, 10, 1), date.max)).survey_to == date.max


def test_the_day_before_and_the_day_of_the_reform_each_take_a_period(station: Station) -> None:
    before = opened(station, "25H1", evaluated=(date(2025, 1, 1), date(2025, 6, 30)))
    after = opened(station, "25H2", evaluated=(date(2025, 7, 1), date(2025, 12, 31)))
    assert {before, after} <= set(periods(station))


def test_an_unknown_period_names_the_known_ones(station: Station) -> None:
    with pytest.raises(PeriodUnknown) as refusal:
        find_period(station, "26Q4")
    assert refusal.value.known == ("26Q3",)


def test_10_a_code_of_another_issuer_is_refused_both_ways(station: Station, tmp_path: Path) -> None:
    hub = ward(tmp_path / "hub", unit=HANOI, is_hub=True)
    campaign = campaign_of(hub, opened(hub, "26Q3"))
    before = content(station.base_file)
    with pytest.raises(PeriodFromOther):
        take_campaign(station, campaign, questionnaires_of(hub, campaign.period), act=act_of())
    assert content(station.base_file) == before
    other = campaign_of(hub, opened(hub, "27H1"))
    take_campaign(station, other, questionnaires_of(hub, other.period), act=act_of())
    with pytest.raises(PeriodFromOther):
        opened(station, "27H1")
    hub.close()


def test_30_a_newer_edition_changes_names_and_dates_of_the_survey_only(station: Station, tmp_path: Path) -> None:
    hub = ward(tmp_path / "hub", unit=HANOI, is_hub=True)
    campaign = campaign_of(hub, opened(hub))
    read = questionnaires_of(hub, campaign.period)
    take_campaign(station, campaign, read, act=act_of())
    before = content(station.base_file)
    take_campaign(station, campaign, read, act=act_of())
    assert content(station.base_file) == before

    newer = replace(campaign.period, edition=2, name="Tên mới", survey_to=date(2027, 12, 1))
    take_campaign(station, replace(campaign, period=newer), read, act=act_of())
    assert find_period(station, "27H1") == newer
    take_campaign(station, campaign, read, act=act_of())
    assert find_period(station, "27H1") == newer
    for changed in (
        replace(newer, edition=3, share=Fraction(1, 2)),
        replace(newer, edition=3, seed="y"),
        replace(newer, edition=3, method=replace(Method(), valid_share="1/3")),
        replace(newer, edition=3, evaluated_to=date(2027, 5, 31)),
        replace(newer, edition=3, questionnaires=newer.questionnaires[:1]),
    ):
        with pytest.raises(CampaignContradicts):
            take_campaign(station, replace(campaign, period=changed), read, act=act_of())
    assert find_period(station, "27H1") == newer
    hub.close()


def test_a_closed_period_refuses_every_entry_and_stays_as_it_is(station: Station) -> None:
    period, lan = period_26q3(station), person(station)
    form, other = issued(station, 2)
    key(station, form)
    close_period(station, period, act=act_of(lan))
    span = (SerialRange(other, other),)
    given = answers(station)
    before = content(station.base_file)
    acts = (
        lambda: issue_forms(station, period, variant="CN", count=1, act=act_of(lan)),
        lambda: mark_forms(station, period, kind=Kind.LOST, ranges=span, act=act_of(lan)),
        lambda: undo_mark(station, period, kind=Kind.LOST, ranges=span, act=act_of(lan)),
        lambda: key_form(station, period, serial=other, answers=given, act=act_of(lan, salt="s")),
        lambda: amend(station, period, serial=form, answers=given, act=act_of(lan, salt="s")),
        lambda: void(station, period, serial=form, act=act_of(lan)),
        lambda: ask_second(station, period, serials=(form,), act=act_of(lan)),
        lambda: draw(station, period, seed="s", act=act_of(lan)),
        lambda: record_print(station, period, serials=str(other), act=act_of(lan)),
        lambda: close_period(station, period, act=act_of(lan)),
    )
    for act in acts:
        with pytest.raises(PeriodClosed):
            act()
    assert content(station.base_file) == before


def test_21_a_reopened_period_takes_entries_and_closes_as_the_next_edition(station: Station) -> None:
    period, lan = period_26q3(station), person(station)
    with pytest.raises(PeriodNotClosed):
        reopen_period(station, period, reason="x", act=act_of(lan))
    form, other = issued(station, 2)
    key(station, form)
    close_period(station, period, act=act_of(lan))
    reopen_period(station, period, reason="thiếu phiếu", act=act_of(lan))
    key(station, other)
    close_period(station, period, act=act_of(lan))
    book = read_book(station, period, WARD)
    assert (book.editions, book.late, book.ledger.totals["valid"]) == (2, 0, 2)


def test_21_lines_that_come_after_the_closing_are_late(station: Station, tmp_path: Path) -> None:
    from models.domain.book.facts import Stream
    from models.store.sql import rows

    period, lan = period_26q3(station), person(station)
    form = issued(station, 1)[0]
    close_period(station, period, act=act_of(lan))
    with station.transaction():
        number = heard_stream(station, Stream("other", WARD, period.key))
        line = (number, 1, 0, "handed_out", str(form), "00004/minh", AT, "")
        rows(station.db, "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", line)
    book = read_book(station, period, WARD)
    assert (book.late, book.ledger.forms[str(form)].state) == (1, State.IN_STOCK)
    late = read_book(station, period, WARD, late=True)
    assert late.ledger.forms[str(form)].state is State.STILL_OUT


def test_the_key_of_a_period_reads_back() -> None:
    key_of = PeriodKey(WARD, "26Q3")
    assert PeriodKey.parse(str(key_of)) == key_of
