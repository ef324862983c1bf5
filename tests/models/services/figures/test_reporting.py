"""The report of an office: every table against a count by hand, and nobody to be known from any of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from models.domain.basics.people import Person
from models.domain.basics.problems import Sentence
from models.domain.basics.table_values import ResultRow, ResultTable
from models.domain.book.facts import Kind
from models.domain.book.periods import Period
from models.domain.disclosure.suppression import HIDDEN
from models.domain.dossiers.sampling import SamplingRecord, Stratum
from models.domain.questionnaire.method import Method
from models.domain.sheets import (
    SHEETS,
    expectations,
    filled_sheets,
    leader,
    makeup,
    perceptions,
    ranking,
    report_tables,
    sampling,
    sectors,
    trend,
)
from models.domain.sheets.report import Report
from models.services.figures.reporting import report_of
from models.services.forms.issuing import issue_forms
from models.services.forms.sampling import record_desk_survey
from models.services.office.periods import open_period
from models.store.database import Station
from models.store.pen import Pen
from tests.builders.acts import WARD, act_of
from tests.builders.forms import key_all, keyed, sample_rows
from tests.builders.surveys import of_hub, of_office, period_of, ward

CATALOGUE = {"A1": ("Nam", "Nữ"), "A2": ("Dưới 25", "25–34", "35–49", "50–60", "Trên 60")}


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = ward(tmp_path / "ward")
    yield made
    made.close()


def table(report: Report, name: str) -> ResultTable:
    return next(table for table in report_tables(report) if table.name == name)


def section(found: ResultTable, start: str) -> list[ResultRow]:
    """The rows of the section whose title begins so."""
    rows: list[ResultRow] = []
    inside = False
    for row in found.rows:
        if row.is_section:
            title = row.cells[0]
            said = title.values.get("question", "") if isinstance(title, Sentence) else title
            inside = str(said).startswith(start)
        elif inside:
            rows.append(row)
    return rows


def issued(
    station: Station,
    period: Period,
    rows: Sequence[Mapping[str, str]],
    *,
    sector: str,
    procedure: str,
    agency: str = "",
) -> None:
    by = Person(station.unit, "lan", "Nguyễn Thị Lan")
    batch = issue_forms(
        station,
        period,
        variant="CN",
        count=len(rows),
        sector=sector,
        procedure=procedure,
        agency=agency,
        act=act_of(by),
    )
    key_all(station, period, zip(batch.serials, rows, strict=True))


@pytest.mark.parametrize("question", CATALOGUE)
def test_groups_agree_with_a_count_over_the_answers(station: Station, question: str) -> None:
    period = period_of(station)
    keyed(station, period, sample_rows())
    rows = section(table(report_of(station, period, of_office(WARD)), makeup.CODE), f"{question}.")
    for place, label in enumerate(CATALOGUE[question], 1):
        own = [form for form in sample_rows() if form[question] == str(place)]
        said = sum(form[question].isdigit() for form in sample_rows())
        answered = [form["D0"] for form in own if form["D0"] in "12345" and form["D0"]]
        satisfied = sum(answer in "45" for answer in answered)
        index = Fraction(100 * satisfied, len(answered))
        assert rows[place - 1].cells[1:] == (label, len(own), Fraction(100 * len(own), said), len(answered), index)


def test_the_perceptions_agree_with_a_count_over_the_answers(station: Station) -> None:
    period = period_of(station)
    keyed(station, period, sample_rows())
    rows = section(table(report_of(station, period, of_office(WARD)), perceptions.CODE), "C6.")
    counts = Counter(form["C6"] for form in sample_rows())
    answered = sum(counts[code] for code in "123")
    assert [row.cells[2:] for row in rows[:3]] == [(counts[c], Fraction(100 * counts[c], answered)) for c in "123"]
    assert rows[3].cells[2] == answered


def test_a_late_result_is_asked_only_of_those_who_waited(station: Station) -> None:
    period = period_of(station)
    keyed(station, period, sample_rows())
    rows = section(table(report_of(station, period, of_office(WARD)), perceptions.CODE), "C7.")
    late = [form for form in sample_rows() if form["C6"] == "3"]
    answered = next(row for row in rows if row.is_total).cells[2]
    assert answered == sum(form["C7"] in ("1", "2", "3", "4") for form in late)


def test_wishes_stand_by_how_often_they_were_named(station: Station) -> None:
    period = period_of(station)
    keyed(station, period, sample_rows())
    rows = [
        row
        for row in section(table(report_of(station, period, of_office(WARD)), expectations.CODE), "E.")
        if row.cells[0]
    ]
    counts = Counter(code for form in sample_rows() for code in form["E"].split() if code.isdigit())
    assert [row.cells[2] for row in rows] == sorted(counts.values(), reverse=True)


def test_joint_procedures_stand_outside_of_their_sector(station: Station) -> None:
    period, forms = period_of(station), sample_rows()
    issued(station, period, forms[:40], sector="Hộ tịch", procedure="1.001193")
    issued(station, period, forms[40:60], sector="Hộ tịch", procedure="2.000986")
    issued(station, period, forms[60:90], sector="Chứng thực", procedure="")
    found = table(report_of(station, period, of_office(WARD)), sectors.CODE)
    areas = [row.cells[1:3] for row in found.rows if row.is_total]
    assert [forms for _, forms in areas] == [30, 40, 20]
    assert areas[1][0] == "Hộ tịch"
    assert isinstance(areas[2][0], Sentence)


def test_a_form_issued_for_several_agencies_is_joint_whatever_its_procedure(station: Station) -> None:
    period, forms = period_of(station), sample_rows()
    issued(station, period, forms[:40], sector="Hộ tịch", procedure="1.001193")
    by = Person(station.unit, "lan", "Nguyễn Thị Lan")
    batch = issue_forms(
        station, period, variant="CN", count=20, sector="Đất đai", participants=("00004", "H26.10"), act=act_of(by)
    )
    key_all(station, period, zip(batch.serials, forms[40:60], strict=True))
    areas = [
        row.cells[1:3] for row in table(report_of(station, period, of_office(WARD)), sectors.CODE).rows if row.is_total
    ]
    assert areas[0] == ("Hộ tịch", 40)
    assert isinstance(areas[1][0], Sentence)
    assert areas[1][1] == 20


def test_no_hidden_group_can_be_worked_out_from_all_tables_of_the_report(station: Station) -> None:
    """All shown groups as equations over the kinds of forms: no group under the least is their combination."""
    period, forms, chance = period_of(station), sample_rows(), Random(3)
    plan = (
        ("Hộ tịch", "1.001193", 40),
        ("Hộ tịch", "1.000894", 3),
        ("Hộ tịch", "2.000986", 12),
        ("Đất đai", "", 4),
        ("Chứng thực", "2.000815", 30),
        ("Xây dựng", "", 9),
        ("Người có công", "", 2),
    )
    chance.shuffle(forms)
    kinds: list[tuple[str, str, Mapping[str, str]]] = []
    for sector, procedure, count in plan:
        issued(station, period, forms[:count], sector=sector, procedure=procedure)
        kinds += [(sector, procedure, form) for form in forms[:count]]
        forms = forms[count:]
    report = report_of(station, period, of_office(WARD))
    everyone = [1] * len(kinds)
    for question, choices in CATALOGUE.items():
        rows = section(table(report, makeup.CODE), f"{question}.")
        groups = [[int(form[question] == str(n)) for _, _, form in kinds] for n in range(1, len(choices) + 1)]
        _prove(everyone, groups, [row.cells[2] != HIDDEN for row in rows])
    assert report.sectors is not None
    shown = {row.cells[1]: row.cells[2] for row in table(report, sectors.CODE).rows if row.is_total}
    for sector, count in (("Đất đai", 4), ("Người có công", 2)):
        assert shown[sector] == HIDDEN, count
    hidden_forms = len(kinds) - sum(number for number in shown.values() if isinstance(number, int))
    assert hidden_forms >= 5
    inside = [
        row.cells[2] for row in table(report, sectors.CODE).rows if not row.is_total and "1.00" in str(row.cells[1])
    ]
    assert inside == [HIDDEN, HIDDEN]


def _prove(everyone: list[int], groups: list[list[int]], are_shown: list[bool]) -> None:
    rest = everyone
    for group, is_shown in zip(groups, are_shown, strict=False):
        if is_shown:
            assert sum(group) == 0 or sum(group) >= 5
            rest = [whole - part for whole, part in zip(rest, group, strict=True)]
    if not all(are_shown):
        assert sum(rest) >= 5


def test_an_unlike_questionnaire_says_that_a_question_is_not_asked(station: Station) -> None:
    report = report_of(station, period_of(station), of_office(WARD))
    assert [filled.sheet for filled in filled_sheets(report)] == [
        sheet
        for sheet in SHEETS
        if (sheet.brief is not None and sheet is not ranking.SHEET) or sheet in (leader.SHEET, sampling.SHEET)
    ]


def test_a_trend_shows_only_what_was_asked_and_computed_alike(station: Station) -> None:
    spring = open_period(
        station,
        code="26Q2",
        name="Quý II năm 2026",
        evaluated=(date(2026, 4, 1), date(2026, 6, 30)),
        survey=None,
        seed="x",
        method=Method(satisfied=((5, (5,)),)),
        act=act_of(),
    )
    winter = open_period(
        station,
        code="26Q1",
        name="Quý I năm 2026",
        evaluated=(date(2026, 1, 1), date(2026, 3, 31)),
        survey=None,
        seed="x",
        act=act_of(),
    )
    now = period_of(station)
    for period in (winter, spring, now):
        keyed(station, period, sample_rows()[:50] if period is winter else sample_rows())
    found = table(report_of(station, now, of_office(WARD)), trend.CODE)
    overall = found.rows[0].cells
    assert overall[3] == "≠"
    assert isinstance(overall[2], Fraction)
    assert overall[4] == Fraction(100 * 126, 148)
    assert overall[5] is None
    assert [column.group for column in found.columns[2:5]] == ["26Q1", "26Q2", "26Q3"]


def test_the_sampling_record_shows_formula_and_shares(station: Station) -> None:
    period = period_of(station)
    record = SamplingRecord(
        547, 232, "hat-giong", Fraction(1, 20), (Stratum("A", 400, 300, 170, 34), Stratum("B", 147, 100, 62, 13))
    )
    with station.transaction():
        Pen(station, WARD, period.key, act=act_of()).fact(Kind.SAMPLED, body=record.body())
    report = report_of(station, period, of_office(WARD))
    formula = next(row.cells[1] for row in table(report, sampling.CODE).rows if "Formula" in str(row.cells[0]))
    assert isinstance(formula, Sentence)
    assert formula.values == {"margin": 5, "exact": Fraction(547) / (1 + Fraction(547, 400)), "size": 232}
    assert table(report, f"{sampling.CODE}a").rows[-1].cells[2:] == (547, 100, 400, 232, 100, 47)


def test_a_survey_at_the_desk_has_a_record_without_a_draw(station: Station) -> None:
    period = period_of(station)
    record_desk_survey(station, period, population=None, size=100, act=act_of(Person(WARD, "lan", "Lan")))
    names = [found.name for found in report_tables(report_of(station, period, of_office(WARD)))]
    assert sampling.CODE in names
    assert f"{sampling.CODE}a" not in names


def test_every_table_says_its_base_method_and_questionnaire(station: Station) -> None:
    period = period_of(station)
    keyed(station, period, sample_rows()[:10])
    for found in (
        *report_tables(report_of(station, period, of_office(WARD))),
        *report_tables(report_of(station, period, of_hub(station))),
    ):
        facts = found.notes[-1].values
        assert facts["forms"] == 10, found.name
        assert facts["method"] == period.method.name


@pytest.mark.parametrize("count", [0, 1])
def test_an_office_with_no_or_one_form_has_a_report(station: Station, count: int) -> None:
    period = period_of(station)
    if count:
        keyed(station, period, sample_rows()[:count])
    report = report_of(station, period, of_office(WARD))
    for found in report_tables(report):
        for row in found.rows:
            assert row.is_section or len(row.cells) == len(found.columns), found.name
    shown = {found.sheet for found in report_tables(report)}
    assert ("B3" in shown) == (count == 0)
