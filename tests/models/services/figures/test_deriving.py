"""What the derived figures stand on: only issued, accepted and valid forms, of the closing or with late lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from exports.questionnaires import read_workbook
from models.catalogue import BUILT_IN
from models.domain.basics.people import Person
from models.domain.book.facts import Kind
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, parse_serial
from models.domain.dossiers.sampling import RULES_BY_SECTOR, SamplingRecord
from models.services.figures.accepted import accepted_forms
from models.services.figures.deriving import derived, rebuild_all
from models.services.figures.recounting import all_otherwise
from models.services.figures.results import figures_of
from models.services.keying.keying import void
from models.services.office.closing import close_period
from models.services.office.questionnaires import add_questionnaire
from models.store.database import Station
from models.store.pen import Pen
from models.store.sql import rows
from tests.builders.acts import WARD, act_of, person
from tests.builders.forms import key_all, keyed
from tests.builders.streams import speaking_for
from tests.builders.surveys import EVALUATED, EVEN_FEW, of_hub, of_office, period_of, ward

LOCAL = Path(__file__).parents[3] / "data" / "phieu-dia-phuong.xlsx"
CRITERIA = ("TC1", "TC2", "TC3", "TC4", "TT1", "TT2", "TT3", "TT4", "TT5", "CC1", "CC2", "CC3", "CC4", "CC5", "CC6")
HALF = dict.fromkeys(CRITERIA, "4")


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with closing(ward(tmp_path / "ward")) as made:
        yield made


@pytest.fixture
def period(station: Station) -> Period:
    return period_of(station, method=EVEN_FEW)


def test_an_office_without_forms_has_no_index(station: Station, period: Period) -> None:
    results = figures_of(station, period, of_office(WARD))
    assert results.measure.overall is None
    assert results.measure.forms == 0
    assert results.grade == ""
    assert [factor.index for factor in results.measure.factors] == [None] * 5


def test_one_form_is_enough_for_an_index(station: Station, period: Period) -> None:
    keyed(station, period, [HALF | {"D0": "5"}])
    results = figures_of(station, period, of_office(WARD))
    assert results.measure.overall == 100
    assert results.grade == "Tốt"


def test_an_empty_factor_is_left_out_and_named(station: Station, period: Period) -> None:
    keyed(station, period, [HALF])
    measure = figures_of(station, period, of_office(WARD)).measure
    by_code = {factor.code: factor for factor in measure.factors}
    assert by_code["KQ"].index is None
    assert by_code["KQ"].empty == ("KQ1", "KQ2", "KQ3")
    assert measure.factors_mean == 100
    assert measure.overall is None
    assert "D0" in measure.empty


def test_an_all_blank_form_is_returned_but_in_no_figure(station: Station, period: Period) -> None:
    keyed(station, period, [{}, HALF])
    results = figures_of(station, period, of_office(WARD))
    assert (results.balance["returned"], results.balance["valid"], results.balance["invalid"]) == (2, 1, 1)
    assert results.measure.forms == 1


def test_figures_follow_every_new_line(station: Station, period: Period) -> None:
    serials = keyed(station, period, [HALF | {"D0": "5"}, HALF | {"D0": "1"}])
    before = figures_of(station, period, of_office(WARD))
    assert before.measure.overall == 50
    void(station, period, serial=serials[1], act=act_of())
    after = figures_of(station, period, of_office(WARD))
    assert after.measure.overall == 100
    assert after.fingerprint != before.fingerprint


def test_rebuilding_gives_the_same_rows(station: Station, period: Period) -> None:
    keyed(station, period, [HALF, {}, HALF | {"D0": "2"}])
    first = derived(station, period, WARD)
    tables = {table: rows(station.db, f"SELECT * FROM {table}") for table in ("accepted", "tally", "derived")}
    assert rebuild_all(station) == 1
    assert tables == {table: rows(station.db, f"SELECT * FROM {table}") for table in tables}
    assert derived(station, period, WARD) == first


def test_a_form_without_an_issue_is_in_no_figure(station: Station, period: Period) -> None:
    keyed(station, period, [HALF])
    key_all(station, period, [(Serial(period.code, WARD.code, "CN", 900_001), HALF)])
    results = figures_of(station, period, of_office(WARD))
    assert results.measure.forms == 1
    assert results.keyed_not_issued == 1
    assert len(accepted_forms(station, period, WARD)) == 1


def test_lines_after_closing_are_left_out_unless_asked_for(station: Station, period: Period) -> None:
    serials = keyed(station, period, [HALF | {"D0": "5"}])
    close_period(station, period, act=act_of())
    closed = figures_of(station, period, of_office(WARD))
    key_all(station, period, [(serials[0], HALF | {"D0": "1"})])
    with_late = figures_of(station, period, of_office(WARD), late=True)
    still = figures_of(station, period, of_office(WARD))
    assert (closed.edition, closed.late, closed.measure.overall) == (1, 0, Fraction(100))
    assert (still.late, still.measure.overall) == (1, Fraction(100))
    assert still.fingerprint != closed.fingerprint, "the sheet says how many lines came later"
    assert still.measure == closed.measure
    assert (with_late.late, with_late.balance["disputed"], with_late.measure.forms) == (1, 1, 0)


def test_both_questionnaires_pool_by_name_and_stand_alone_too(station: Station, period: Period) -> None:
    keyed(station, period, [HALF | {"D0": "5"}] * 3)
    keyed(station, period, [HALF | {"D0": "1"}], variant="TC")
    results = figures_of(station, period, of_office(WARD))
    assert results.measure.overall == 75
    assert {each.questionnaire.variant: each.measure.overall for each in results.variants} == {"CN": 100, "TC": 0}
    assert [factor.code for factor in results.measure.factors] == ["TC", "TT", "CC", "KQ", "PA"]
    assert results.measure.not_pooled == ()


def test_the_method_may_pool_the_answers_of_a_factor(station: Station) -> None:
    period = period_of(station, method=replace(EVEN_FEW, factor_index="pooled", overall_index="factors"))
    keyed(station, period, [HALF | {"TC1": "2"}, HALF | {"TC2": "k", "TC3": "k", "TC4": "k"}])
    measure = figures_of(station, period, of_office(WARD)).measure
    assert measure.factors[0].index == Fraction(100 * 4, 5)
    assert measure.overall_from == "factors"


def test_three_levels_count_their_top_level_as_satisfied(station: Station) -> None:
    add_questionnaire(station, read_workbook(LOCAL), act=act_of())
    period = period_of(station, questionnaires=("phieu_dia_phuong",), method=EVEN_FEW)
    keyed(
        station,
        period,
        [{"hl1": "3", "hl2": "2", "hl3": "3", "chung": "3"}, {"hl1": "2", "hl3": "1", "hl4": "1", "chung": "1"}],
    )
    measure = figures_of(station, period, of_office(WARD)).measure
    found = {criterion.code: criterion for criterion in measure.criteria}
    assert (found["hl1"].levels, found["hl1"].index) == ((0, 1, 1), Fraction(50))
    assert found["hl2"].tally.blank == 1
    assert (measure.overall, measure.overall_from) == (Fraction(50), "question")


def test_an_interval_needs_a_drawn_sample(station: Station, period: Period) -> None:
    keyed(station, period, [HALF] * 10)
    assert figures_of(station, period, of_office(WARD)).measure.criteria[0].interval is None
    drawn = SamplingRecord(500, 150, "hat-giong")
    with station.transaction():
        pen = Pen(station, WARD, period.key, act=act_of())
        pen.fact(Kind.SAMPLED, body=replace(drawn, population=400, seed="").body())
    assert figures_of(station, period, of_office(WARD)).population is None
    with station.transaction():
        pen = Pen(station, WARD, period.key, act=act_of())
        pen.fact(Kind.SAMPLED, body=drawn.body())
    results = figures_of(station, period, of_office(WARD))
    assert results.population == 500
    interval = results.measure.criteria[0].interval
    assert interval is not None
    assert 60 < interval.low < interval.high == 100


def test_a_sample_by_sector_has_no_interval_but_its_n_weighs(station: Station, period: Period) -> None:
    keyed(station, period, [HALF] * 10)
    with station.transaction():
        pen = Pen(station, WARD, period.key, act=act_of())
        pen.fact(Kind.SAMPLED, body=SamplingRecord(500, 150, "hat-giong", rules=RULES_BY_SECTOR).body())
    results = figures_of(station, period, of_office(WARD))
    assert (results.population, results.lines[0].uneven) == (None, 500)
    assert all(criterion.interval is None for criterion in results.measure.criteria)


def test_the_fingerprint_knows_no_comments(tmp_path: Path) -> None:
    prints = []
    for name, answers in (("a", HALF), ("b", HALF | {"F": "góp ý"}), ("c", HALF | {"D0": "3"})):
        with closing(ward(tmp_path / name, name=f"Máy {name}")) as station:
            period = period_of(station)
            keyed(station, period, [answers])
            prints.append(figures_of(station, period, of_office(WARD)).fingerprint)
    assert prints[0] == prints[1] != prints[2]


def test_a_hub_ranks_who_sent_and_names_who_did_not(tmp_path: Path) -> None:
    city = BUILT_IN.find_unit("01", EVALUATED[1])
    offices = [unit.key for unit in BUILT_IN.children(city.key, EVALUATED[1], level="commune")][:4]
    with closing(ward(tmp_path / "hub", unit=city.key, is_hub=True)) as hub:
        period = period_of(hub, units=tuple(offices), method=EVEN_FEW)
        for office, general in zip(offices[:3], ("5", "1", "5"), strict=True):
            _sent(hub, period, office.code, general)
        with hub.transaction():
            Pen(hub, offices[3], period.key, act=act_of(Person(hub.unit, "lan", ""))).fact(Kind.SECOND_ASKED)
        whole = figures_of(hub, period, of_hub(hub))
        assert [(line.unit.key, line.rank) for line in whole.lines] == [
            (offices[0], 1),
            (offices[2], 1),
            (offices[1], 3),
        ]
        assert [unit.key for unit in whole.not_sent] == [offices[3]]
        assert whole.mean == Fraction(200, 3)
        assert whole.measure.forms == 3
        assert whole.balance["issued"] == 3
        assert whole.asked == 4


def test_the_sum_of_all_offices_moves_with_each_of_them(tmp_path: Path) -> None:
    """The kept sum is what adding up again gives, after every kind of change."""
    city = BUILT_IN.find_unit("01", EVALUATED[1])
    offices = [unit.key for unit in BUILT_IN.children(city.key, EVALUATED[1], level="commune")][:3]
    with closing(ward(tmp_path / "hub", unit=city.key, is_hub=True)) as hub:
        period = period_of(hub, units=tuple(offices), method=EVEN_FEW)
        for office, general in zip(offices, ("5", "1", "4"), strict=True):
            _sent(hub, period, office.code, general)
            _sent(hub, period, office.code, "2")
            moved = figures_of(hub, period, of_hub(hub))
            rebuild_all(hub)
            assert figures_of(hub, period, of_hub(hub)) == moved
        serials = [form.serial for form in accepted_forms(hub, period, offices[0])]
        there = speaking_for(hub, offices[0], f"may-{offices[0].code}")
        void(there, period, serial=parse_serial(serials[0]), act=act_of(person(there)))
        moved = figures_of(hub, period, of_hub(hub))
        assert moved.measure.forms == 5
        rebuild_all(hub)
        assert rows(hub.db, "SELECT area FROM whole"), "the sum begins with the offices that are counted first"
        assert list(all_otherwise(hub)) == []
        assert figures_of(hub, period, of_hub(hub)) == moved


def _sent(hub: Station, period: Period, code: str, general: str) -> None:
    """The lines of one ward's station with one form, as merging brings them to the hub."""
    unit = BUILT_IN.find_unit(code, EVALUATED[1]).key
    keyed(speaking_for(hub, unit, f"may-{code}"), period, [HALF | {"D0": general}])
