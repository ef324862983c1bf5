"""Signals over a real base: they see what the facts tell, and never change a figure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.domain.book.periods import Period
from models.domain.book.serials import Serial
from models.domain.sheets.signals import CODE, signal_tables
from models.domain.signals.evidence import Found
from models.domain.signals.rechecking import Outcome, RecheckSizeWrong, drawn
from models.services.figures.rechecking import (
    NothingToRecheck,
    NotInRecheck,
    RecheckDrawn,
    draw_recheck,
    recheck_list,
    record_recheck,
)
from models.services.figures.results import figures_of
from models.services.figures.signals import signals_of
from models.store.database import Station
from models.store.sql import rows
from tests.builders.acts import AT, WARD, act_of
from tests.builders.forms import key_all, keyed, sample_rows
from tests.builders.surveys import of_office, period_of, ward

CODES = "TC1 TC2 TC3 TC4 TT1 TT2 TT3 TT4 TT5 CC1 CC2 CC3 CC4 CC5 CC6 KQ1 KQ2 KQ3 D0"
FLAT = dict.fromkeys(CODES.split(), "4")


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    station = ward(tmp_path / "ward")
    yield station
    station.close()


@pytest.fixture
def period(station: Station) -> Period:
    return period_of(station)


def found(station: Station, period: Period, signal: str) -> Found:
    (office,) = signals_of(station, period, of_office(WARD)).offices
    (only,) = [each for each in office.found if each.signal == signal]
    return only


def test_copied_forms_in_a_real_base_are_named(station: Station, period: Period) -> None:
    keyed(station, period, sample_rows())
    copied = keyed(station, period, [FLAT] * 4)
    signals = signals_of(station, period, of_office(WARD))
    assert signals.forms == 154
    identical = found(station, period, "identical")
    assert set(map(str, copied)) <= set(identical.serials)
    assert identical in signals.offices[0].striking
    assert found(station, period, "straight").number >= 4
    assert [table.name for table in signal_tables(signals)] == [CODE, f"{CODE}a"]


def test_a_number_that_was_never_issued_is_named(station: Station, period: Period) -> None:
    keyed(station, period, [FLAT])
    key_all(station, period, [(Serial(period.code, WARD.code, "CN", 900_001), FLAT)])
    assert [serial.split("-")[3] for serial in found(station, period, "numbers").serials] == ["900001"]


def test_an_office_without_a_form_has_no_signal(station: Station, period: Period) -> None:
    assert signals_of(station, period, of_office(WARD)).striking == ()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.dictionaries(st.sampled_from(sorted(FLAT)), st.sampled_from("12345.?k"), min_size=4), max_size=12))
def test_signals_never_change_a_figure(forms: list[dict[str, str]]) -> None:
    """Nothing in the base and nothing in the results differs after looking, drawing and recording."""
    with TemporaryDirectory() as folder:
        station = ward(Path(folder) / "ward")
        try:
            period = period_of(station)
            if forms:
                keyed(station, period, [{name: code for name, code in form.items() if code != "."} for form in forms])
            before = figures_of(station, period, of_office(WARD))
            lines = _lines(station)
            signals_of(station, period, of_office(WARD))
            if before.measure.forms:
                listed = draw_recheck(station, period, WARD, size=3, seed="s", act=act_of())
                record_recheck(
                    station,
                    period,
                    WARD,
                    listed[0].serial,
                    outcome=Outcome.NEVER_ASKED,
                    note="",
                    act=act_of(),
                )
            assert _lines(station) == lines
            assert figures_of(station, period, of_office(WARD)) == before
        finally:
            station.close()


def _lines(station: Station) -> list[tuple[object, ...]]:
    return [*rows(station.db, "SELECT * FROM journal"), *rows(station.db, "SELECT * FROM keying")]


def test_the_same_seed_draws_the_same_list(station: Station, period: Period) -> None:
    keyed(station, period, [FLAT] * 20)
    first = draw_recheck(station, period, WARD, size=5, seed="hạt", act=act_of())
    other = draw_recheck(station, period, WARD, size=5, seed="khác", act=act_of())
    again = draw_recheck(station, period, WARD, size=5, seed="hạt", act=act_of())
    assert first == again != other
    assert len({each.serial for each in first}) == 5
    assert drawn(["a", "b", "c"], seed="s", size=9) == drawn(["c", "b", "a", "a"], seed="s", size=9)


def test_a_list_with_outcomes_is_not_drawn_again(station: Station, period: Period) -> None:
    keyed(station, period, [FLAT] * 3)
    listed = draw_recheck(station, period, WARD, size=2, seed="s", act=act_of())
    serial = listed[1].serial
    record_recheck(station, period, WARD, serial, outcome=Outcome.DIFFERS, note="câu 5", act=act_of())
    assert recheck_list(station, period, WARD)[1] == (serial, Outcome.DIFFERS, "câu 5", AT, "00004/lan")
    with pytest.raises(RecheckDrawn):
        draw_recheck(station, period, WARD, size=2, seed="s", act=act_of())
    left_out = next(each for each in map(str, _serials(station)) if each not in {one.serial for one in listed})
    with pytest.raises(NotInRecheck):
        record_recheck(station, period, WARD, left_out, outcome=Outcome.CONFIRMED, note="", act=act_of())


def _serials(station: Station) -> list[str]:
    return [row[0] for row in rows(station.db, "SELECT serial FROM keying")]


def test_nobody_can_be_drawn_from_nothing(station: Station, period: Period) -> None:
    with pytest.raises(NothingToRecheck):
        draw_recheck(station, period, WARD, size=2, seed="s", act=act_of())
    keyed(station, period, [FLAT])
    with pytest.raises(RecheckSizeWrong):
        draw_recheck(station, period, WARD, size=0, seed="s", act=act_of())
