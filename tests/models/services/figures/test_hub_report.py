"""What a hub's report says of its offices: weighting, ranks that cannot be told apart, units between, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from models.catalogue import BUILT_IN
from models.domain.basics.people import Person
from models.domain.basics.problems import Sentence
from models.domain.basics.table_values import ResultTable
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Fact, Kind, PeriodKey, Stream, canonical
from models.domain.book.periods import Period
from models.domain.disclosure.suppression import HIDDEN
from models.domain.dossiers.sampling import SamplingRecord, Stratum
from models.domain.figures.satisfaction import Interval, is_distinguishable, wilson
from models.domain.questionnaire.method import Method, MethodMalformed, read_method
from models.domain.sheets import (
    SHEETS,
    channels,
    filled_sheets,
    months,
    node_rankings,
    perceptions,
    ranking,
    report_tables,
    trend,
)
from models.services.figures.areas import read_areas
from models.services.figures.deriving import areas_of, standings_of
from models.services.figures.reporting import report_of
from models.services.figures.results import figures_of
from models.services.forms.issuing import issue_forms
from models.services.office.closing import close_period
from models.services.office.periods import find_period, open_period
from models.services.office.questionnaires import questionnaires_of
from models.store import journal
from models.store.database import Station
from models.store.pen import Pen
from models.store.sql import rows
from tests.builders.acts import AT, CITY, act_of
from tests.builders.forms import GOOD, key_all, keyed, sample_rows
from tests.builders.streams import heard_stream, write_signed
from tests.builders.surveys import of_hub, of_office, period_of, ward

DAY = date(2026, 9, 30)
WARDS = tuple(BUILT_IN.find_unit(code, DAY).key for code in ("00004", "00008", "00025"))


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Station]:
    made = ward(tmp_path / "hub", unit=CITY, is_hub=True)
    yield made
    made.close()


def sent(hub: Station, folder: Path, unit: UnitKey, forms: Sequence[Mapping[str, str]], *, population: int = 0) -> None:
    """What an office keyed, with its sampling record, as it stands at the hub after merging."""
    office = ward(folder / unit.code, unit=unit)
    period = period_of(office)
    if forms:
        keyed(office, period, forms)
    if population:
        record = SamplingRecord(
            population, len(forms), "hat", Fraction(1, 20), (Stratum("A", population, population, 1, 0),)
        )
        with office.transaction():
            Pen(office, unit, period.key, act=act_of(Person(office.unit, "lan", ""))).fact(
                Kind.SAMPLED, body=record.body()
            )
    _copy(office, period, hub, period_at(hub).key)
    office.close()


def _copy(office: Station, own_period: Period, hub: Station, target: PeriodKey) -> None:
    unit = office.unit
    own = journal.stream_id(office.db, Stream(office.id, unit, own_period.key))
    with hub.transaction():
        there = heard_stream(hub, Stream(f"tram-{unit.code}", unit, target))
        for name, width in (("journal", 8), ("keying", 12)):
            for row in rows(office.db, f"SELECT * FROM {name} WHERE stream = ?", (own,)):
                rows(hub.db, f"INSERT INTO {name} VALUES ({', '.join('?' * width)})", (there, *row[1:]))


def period_at(hub: Station) -> Period:
    return find_period(hub, "26Q3")


def forms(satisfied: int, of: int) -> list[dict[str, str]]:
    return [GOOD | {"D0": "4" if n < satisfied else "2"} for n in range(of)]


def table(hub: Station, name: str) -> ResultTable:
    return next(each for each in report_tables(report_of(hub, period_at(hub), of_hub(hub))) if each.name == name)


def test_the_index_of_a_hub_is_weighted_three_ways_and_the_sheet_says_which(hub: Station, tmp_path: Path) -> None:
    period_of(hub, units=WARDS, method=Method(consolidation="population"))
    sent(hub, tmp_path, WARDS[0], forms(9, 10), population=100)
    sent(hub, tmp_path, WARDS[1], forms(10, 20), population=300)
    sent(hub, tmp_path, WARDS[2], forms(8, 10))
    whole = figures_of(hub, period_at(hub), of_hub(hub))
    assert whole.weighing.mean == Fraction(90 + 50 + 80, 3)
    assert whole.weighing.by_answers == Fraction(100 * 27, 40)
    assert whole.overall == whole.weighing.by_population == Fraction(100 * 90 + 300 * 50, 400)
    found = table(hub, f"{ranking.CODE}b")
    assert found.notes[0].values["way"] == Sentence("By population N")
    assert found.notes[1].values == {"count": 1}


def test_a_hub_without_any_n_has_no_index_by_population(hub: Station, tmp_path: Path) -> None:
    period_of(hub, units=WARDS)
    sent(hub, tmp_path, WARDS[0], forms(9, 10))
    assert figures_of(hub, period_at(hub), of_hub(hub)).weighing.by_population is None


def test_offices_that_chance_may_have_ordered_are_marked(hub: Station, tmp_path: Path) -> None:
    period_of(hub, units=WARDS)
    sent(hub, tmp_path, WARDS[0], forms(46, 50), population=500)
    sent(hub, tmp_path, WARDS[1], forms(45, 50), population=500)
    sent(hub, tmp_path, WARDS[2], forms(10, 50), population=500)
    marks = [row.cells[7] for row in table(hub, ranking.CODE).rows[:3]]
    assert marks == ["2", "1", ""]


def test_equal_indices_share_a_rank(hub: Station, tmp_path: Path) -> None:
    period_of(hub, units=WARDS)
    for unit, satisfied in zip(WARDS, (9, 9, 5), strict=True):
        sent(hub, tmp_path, unit, forms(satisfied, 10))
    assert [row.cells[4] for row in table(hub, ranking.CODE).rows[:3]] == [1, 1, 3]


def test_who_is_commended_and_who_is_under_the_target_follow_the_method(hub: Station, tmp_path: Path) -> None:
    period_of(hub, units=WARDS, method=Method(target=70, commended=95))
    for unit, satisfied in zip(WARDS, (10, 8, 5), strict=True):
        sent(hub, tmp_path, unit, forms(satisfied, 10))
    report = report_of(hub, period_at(hub), of_hub(hub))
    judged = {f"{ranking.CODE}c", f"{ranking.CODE}d"}
    assert not judged & {each.name for each in report_tables(report)}, "nobody is judged by provisional figures"
    closed = replace(report, figures=replace(report.figures, is_provisional=False))
    tables = {each.name: each.rows for each in report_tables(closed)}
    section, row = tables[f"{ranking.CODE}c"]
    assert section.is_section
    assert row.cells[1::2] == ("Phường Ba Đình", 1, 5)
    assert [row.cells[1::2] for row in tables[f"{ranking.CODE}d"]] == [("Phường Giảng Võ", 3, -20)]


def test_an_office_without_an_answer_to_the_general_question_has_no_rank(hub: Station, tmp_path: Path) -> None:
    period_of(hub, units=WARDS)
    sent(hub, tmp_path, WARDS[0], [dict(GOOD, D0="") for _ in range(6)])
    sent(hub, tmp_path, WARDS[1], forms(8, 10))
    ranked, section, unranked = table(hub, ranking.CODE).rows[:3]
    assert section.is_section
    assert (ranked.cells[4], unranked.cells[4]) == (1, None)
    assert unranked.cells[6] == Sentence("no answer to the general question")


@pytest.mark.parametrize(("few", "is_hidden"), [((3,), True), ((3, 1), True), ((3, 4), False), ((), False)])
def test_what_few_people_of_a_single_office_met_with_does_not_follow_from_the_hub(
    hub: Station, tmp_path: Path, *, few: tuple[int, ...], is_hidden: bool
) -> None:
    """Its own sheet hides it; all answers minus those of the other office would tell it."""
    period_of(hub, units=WARDS)
    for unit, number in zip(WARDS, (*few, 9, 9, 9), strict=False):
        sent(hub, tmp_path, unit, [dict(each, C2="1" if n < number else "") for n, each in enumerate(forms(5, 10))])
    lines = table(hub, perceptions.CODE).rows
    start = next(n for n, row in enumerate(lines) if row.is_section and "C2." in str(row.cells[0]))
    assert (lines[start + 1].cells[2] == HIDDEN) == is_hidden


def test_few_people_of_one_office_are_in_no_sum_and_have_no_index_anywhere(hub: Station, tmp_path: Path) -> None:
    period_of(hub, units=WARDS)
    sent(hub, tmp_path, WARDS[0], forms(6, 10))
    sent(hub, tmp_path, WARDS[1], forms(0, 2))
    whole = figures_of(hub, period_at(hub), of_hub(hub))
    assert [unit.key for unit in whole.left_out] == [WARDS[1]]
    assert whole.measure.forms == 10
    assert (whole.weighing.by_answers, whole.weighing.mean) == (Fraction(60), Fraction(60))
    ranked, _, small = table(hub, ranking.CODE).rows[:3]
    assert ranked.cells[2:5] == (10, 60, 1)
    assert small.cells[2:6] == (2, HIDDEN, None, "")


def test_offices_that_are_enough_together_shelter_each_other_in_the_sum(hub: Station, tmp_path: Path) -> None:
    period_of(hub, units=WARDS)
    for unit, satisfied, of in zip(WARDS, (6, 0, 3), (10, 2, 3), strict=True):
        sent(hub, tmp_path, unit, forms(satisfied, of))
    whole = figures_of(hub, period_at(hub), of_hub(hub))
    assert whole.left_out == ()
    assert (whole.measure.forms, whole.weighing.by_answers) == (15, Fraction(100 * 9, 15))
    assert [line.overall for line in whole.lines] == [Fraction(60), None, None]


def test_before_the_reform_the_city_counts_its_communes_by_district(tmp_path: Path) -> None:
    day = date(2024, 9, 30)
    city = ward(tmp_path / "city", unit=BUILT_IN.find_unit("01", day).key, is_hub=True)
    assert len(BUILT_IN.answering_under(city.unit, day)) > len(BUILT_IN.answering_under(CITY, DAY)) == 126
    district = BUILT_IN.find_unit("001", day).key
    first, second = (unit.key for unit in BUILT_IN.answering_under(district, day)[:2])
    period = open_period(
        city,
        code="24Q3",
        name="Quý III năm 2024",
        evaluated=(date(2024, 7, 1), day),
        survey=None,
        seed="x",
        act=act_of(),
    )
    for unit, satisfied in ((first, 9), (second, 5)):
        office = ward(tmp_path / unit.code, unit=unit)
        own = open_period(
            office, code="24Q3", name="Quý III", evaluated=(date(2024, 7, 1), day), survey=None, seed="x", act=act_of()
        )
        serials = tuple(issue_forms(office, own, variant="CN", count=10, act=act_of(_lan(office))).serials)
        key_all(office, own, zip(serials, forms(satisfied, 10), strict=True))
        _copy(office, own, city, period.key)
        office.close()
    whole = figures_of(city, period, of_hub(city))
    (branch,) = whole.branches
    assert branch.unit.key == district
    assert branch.weighing.mean == branch.weighing.by_answers == 70
    city.close()


def _lan(office: Station) -> Person:
    return Person(office.unit, "lan", "Nguyễn Thị Lan")


def test_a_base_that_lacks_lines_of_the_closing_says_that_it_is_incomplete(hub: Station, tmp_path: Path) -> None:
    period_of(hub, units=WARDS)
    unit = WARDS[0]
    office = ward(tmp_path / unit.code, unit=unit)
    period = period_of(office)
    keyed(office, period, sample_rows()[:20])
    close_period(office, period, act=act_of(_lan(office)))
    assert figures_of(office, period, of_office(unit)).lacking == 0
    own = journal.stream_id(office.db, Stream(office.id, unit, period.key))
    missing = len(rows(office.db, "SELECT n FROM keying WHERE stream = ? AND n > 18", (own,)))
    rows(office.db, "DELETE FROM keying WHERE stream = ? AND n > 18", (own,))
    assert figures_of(office, period, of_office(unit)).lacking == missing
    office.close()


def test_every_sheet_of_a_hub_comes_in_its_order(hub: Station, tmp_path: Path) -> None:
    period_of(hub, units=WARDS)
    sent(hub, tmp_path, WARDS[0], sample_rows(), population=547)
    parts = filled_sheets(report_of(hub, period_at(hub), of_hub(hub)))
    assert [part.sheet for part in parts] == [
        sheet for sheet in SHEETS if sheet not in (trend.SHEET, channels.SHEET, months.SHEET, node_rankings.SHEET)
    ]


def test_shares_with_one_value_but_wide_intervals_are_not_distinguishable() -> None:
    assert not is_distinguishable(
        (Fraction(90), Interval(Fraction(80), Fraction(95))), (Fraction(88), Interval(Fraction(78), Fraction(94)))
    )
    high, low = wilson(95, 100, 10_000), wilson(50, 100, 10_000)
    assert high
    assert low
    assert is_distinguishable((Fraction(95), high), (Fraction(50), low))
    assert is_distinguishable((Fraction(50), low), (Fraction(95), high))


def test_a_method_written_before_keeps_its_fingerprint_and_new_choices_travel() -> None:
    usual = Method()
    assert "consolidation" not in usual.body
    assert read_method(usual.body) == usual
    chosen = Method(consolidation="mean", target=85, commended=95)
    assert read_method(chosen.body) == chosen
    assert chosen.fingerprint != usual.fingerprint
    with pytest.raises(MethodMalformed):
        read_method(Method(consolidation="median").body)


def test_the_report_shows_the_consolidated_figures(hub: Station, tmp_path: Path) -> None:
    period_of(hub, units=WARDS)
    sent(hub, tmp_path, WARDS[0], sample_rows())
    figures = report_of(hub, period_at(hub), of_hub(hub)).figures
    assert figures.is_ranking
    assert figures.overall == figures.measure.overall


def test_the_sums_of_a_district_move_with_each_office_as_if_added_up_anew(hub: Station, tmp_path: Path) -> None:
    period = period_of(hub, units=WARDS)
    for unit, satisfied in zip(WARDS, (9, 4), strict=False):
        sent(hub, tmp_path, unit, forms(satisfied, 10))
    figures_of(hub, period, of_hub(hub))
    sent(hub, tmp_path, WARDS[2], forms(6, 8))
    with hub.transaction():
        stream = Stream(f"tram-{WARDS[0].code}", WARDS[0], period.key)
        last = journal.last_n(hub.db, journal.stream_id(hub.db, stream))
        named = [[stream.station, last - 2, last]]
        withdrawn = Fact(hub.id, 1, Kind.WITHDRAWN, "", "01/ha", AT, canonical({"lines": named, "reason": "x"}))
        write_signed(hub, Stream(hub.id, WARDS[0], period.key), [withdrawn])
    standings = dict(zip(WARDS, standings_of(hub, period, WARDS), strict=True))
    kept = read_areas(hub, period, questionnaires_of(hub, period))
    rows(hub.db, "DELETE FROM whole")
    assert kept == areas_of(hub, period, standings)
    assert kept is not None
    assert sum(counted.forms for area in kept.values() for counted in area) == 7 + 10 + 8
