"""Periods that would ask the same people twice are found before and after opening."""

from __future__ import annotations

from datetime import date

from models.services.office.periods import open_period, overlapping, overlaps_of
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.surveys import period_26q3

SECOND_HALF = (date(2026, 7, 1), date(2026, 12, 31))


def test_the_same_days_with_the_same_questionnaire_overlap(station: Station) -> None:
    known = period_26q3(station)
    assert overlapping(station, evaluated=SECOND_HALF) == (known,)
    made = open_period(station, code="26H2", name="", evaluated=SECOND_HALF, survey=None, seed="s", act=act_of())
    assert overlaps_of(station, made) == (known,)
    assert overlaps_of(station, known) == (made,)


def test_other_days_other_questionnaires_and_other_offices_do_not(station: Station) -> None:
    known = period_26q3(station)
    assert overlapping(station, evaluated=(date(2027, 1, 1), date(2027, 3, 31))) == ()
    assert overlapping(station, evaluated=SECOND_HALF, questionnaires=("rieng",)) == ()
    other = station.unit._replace(code="00008")
    assert overlapping(station, evaluated=SECOND_HALF, units=(other,)) == ()
    assert overlapping(station, evaluated=SECOND_HALF, units=(other, station.unit)) == (known,)
