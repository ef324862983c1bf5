"""The first page of a report: one page, for who leads; every number on it is what programs are answered."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pytest

from models.domain.book.periods import Period
from models.domain.disclosure.suppression import HIDDEN
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform import QuestionnaireRefused, Sheets, read_questionnaire
from models.domain.questionnaire.xlsform_rows import rows_of
from models.domain.sheets.leader import adverse_of, change_of, ends_of, weakest_criteria
from models.domain.sheets.ranking import LIKE
from models.language import load
from models.services.figures.reporting import report_of
from models.services.office.periods import find_period
from models.store.database import Station
from printing.sheets.report import print_report
from tests.builders.acts import AT, WARD
from tests.builders.commands import runner
from tests.builders.forms import keyed, sample_rows
from tests.builders.ranked import DEPARTMENTS, WARDS, Sent, city
from tests.builders.scans import pages_of
from tests.builders.surveys import closed_by_hub, of_hub, of_office, period_of, ward

VIETNAMESE = load("vi")


def first_page(station: Station, period: Period, *, hub: bool) -> list[str]:
    report = report_of(station, period, of_hub(station) if hub else of_office(WARD))
    out = io.BytesIO()
    print_report(station, period, report, language=VIETNAMESE, to=out, at=AT)
    return [page.one_line for page in pages_of(out.getvalue())]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Station]:
    then = [Sent(unit, 10 + 2 * n, 30, population=400) for n, unit in enumerate(WARDS)]
    now = [Sent(unit, 12 + 3 * n, 30, population=400) for n, unit in enumerate(WARDS)]
    now += [Sent(DEPARTMENTS[0], 28, 30), Sent(DEPARTMENTS[1], 14, 30)]
    with closing(city(tmp_path / "hub", {"26Q2": then, "26Q3": now})) as station:
        for code in ("26Q2", "26Q3"):
            closed_by_hub(station, find_period(station, code))
        yield station


def test_the_first_page_of_a_hub_holds_everything_a_leader_asks_for(hub: Station) -> None:
    page, second, *_ = first_page(hub, find_period(hub, "26Q3"), hub=True)
    for words in ("Chỉ số hài lòng chung", "So với kỳ 26Q2", "Mục tiêu: 80%", "đơn vị được xếp hạng đạt mục tiêu", "Tỷ lệ phản hồi",
                  "gây phiền hà, sách nhiễu", "đưa tiền ngoài phí, lệ phí", "Sở và cơ quan tương đương", "Phường, xã",
                  "Tiêu chí có chỉ số thấp nhất"):  # fmt: skip
        assert words in page, words
    assert "Căn cứ của số liệu" in second


def test_every_figure_of_the_first_page_is_answered_to_programs(
    hub: Station, capsys: pytest.CaptureFixture[str]
) -> None:
    period = find_period(hub, "26Q3")
    page = first_page(hub, period, hub=True)[0]
    report = report_of(hub, period, of_hub(hub))
    hub.close()
    told = runner(capsys, hub.folder)("results", "--period", "26Q3", "--json").answer
    number = VIETNAMESE.number
    assert f"{number(Fraction(str(told['overall'])), 2)}%" in page
    assert f"{number(Fraction(str(told['mean'])), 2)}%" in page
    by_name = {unit["name"]: unit for unit in told["units"]}
    for ends in ends_of(report.figures):
        for line in (*ends.best, *ends.weakest):
            unit = by_name[line.unit.full_name]
            assert line.rank == unit["rank"]
            assert number(Fraction(str(unit["overall"])), 2) in page
    criteria = {each["code"]: each for each in told["criteria"]}
    for each in weakest_criteria(report.figures, 3):
        assert number(Fraction(str(criteria[each.code]["index"])), 2) in page
        assert number(criteria[each.code]["valid"]) in page
    balance = told["balance"]
    assert f"{balance['returned']}/{balance['handed_out']} phiếu đã phát; hợp lệ {balance['valid']} phiếu" in page
    reach = sum(unit["overall"] >= 80 for unit in told["units"] if unit["rank"])
    assert f"{reach}/{sum(bool(unit['rank']) for unit in told['units'])} đơn vị được xếp hạng đạt mục tiêu" in page


def test_ends_of_a_group_never_overlap_and_say_where_a_difference_is_not_sure(hub: Station) -> None:
    departments, wards = ends_of(report_of(hub, find_period(hub, "26Q3"), of_hub(hub)).figures)
    assert [line.rank for line in (*wards.best, *reversed(wards.weakest))] == [1, 2, 4, 5]
    assert [line.rank for line in departments.best] == [1]
    assert departments.is_like(departments.best[0]), "nobody drew a sample there"
    assert wards.is_like(wards.best[1])
    assert LIKE in first_page(hub, find_period(hub, "26Q3"), hub=True)[0]


def test_the_change_is_that_of_the_offices_in_both_periods(hub: Station) -> None:
    report = report_of(hub, find_period(hub, "26Q3"), of_hub(hub))
    found = change_of(report.trend)
    assert found is not None
    same = report.trend[-2].same
    assert same is not None
    assert (found.period, found.after - found.before) == ("26Q2", same.after.overall - same.before.overall)  # type: ignore[operator]


def test_a_ward_sees_its_own_weakest_criteria_and_no_ranking(tmp_path: Path) -> None:
    with closing(ward(tmp_path / "ward")) as station:
        period = period_of(station, units=(WARD,))
        keyed(station, period, sample_rows(), sector="Hộ tịch")
        page = first_page(station, period, hub=False)[0]
    assert "Tiêu chí có chỉ số thấp nhất" in page
    assert "Cao nhất" not in page
    assert "Số liệu tạm thời" in page


def test_a_criterion_with_few_answers_is_not_called_weak(tmp_path: Path) -> None:
    with closing(ward(tmp_path / "ward")) as station:
        period = period_of(station, units=(WARD,))
        answers = {"C8": "2", "PA1": "", "PA2": "", "PA3": "", "PA4": ""}
        few = {"C8": "1", "PA1": "1", "PA2": "1", "PA3": "1", "PA4": "1"}
        keyed(station, period, [row | (few if n < 9 else answers) for n, row in enumerate(sample_rows()[:30])])
        figures = report_of(station, period, of_office(WARD)).figures
    assert not any(each.code.startswith("PA") for each in weakest_criteria(figures))
    assert all(each.valid >= 10 for each in weakest_criteria(figures))


def test_what_is_adverse_is_counted_as_its_table_has_it_and_hidden_where_that_hides(tmp_path: Path) -> None:
    with closing(ward(tmp_path / "ward")) as station:
        period = period_of(station, units=(WARD,))
        keyed(
            station,
            period,
            [
                row | {"C4": "1" if n < 6 else "2", "C5": "" if n > 3 else "1"}
                for n, row in enumerate(sample_rows()[:20])
            ],
        )
        harassed, paid = adverse_of(report_of(station, period, of_office(WARD)))
        page = first_page(station, period, hub=False)[0]
    assert (harassed.number, harassed.share) == (6, Fraction(30))
    assert "6/20 câu trả lời chọn “Có”" in page
    assert paid.number is None, "four people answered"
    assert f"lệ phí theo quy định {HIDDEN}" in page


def own(adverse: str) -> Questionnaire:
    survey = [
        ("type", "name", "label", "about", "adverse"),
        ("select_one co", "Q", "Có bị gây khó không?", "events", adverse),
    ]
    choices = [("list_name", "name", "label"), ("co", "yes", "Có"), ("co", "no", "Không")]
    settings = [("form_id", "form_title", "version"), ("rieng", "Phiếu riêng", "1")]
    return read_questionnaire(Sheets(rows_of(survey), rows_of(choices), rows_of(settings)))


def test_a_questionnaire_says_itself_what_must_not_happen() -> None:
    assert own("yes").by_name["Q"].adverse == (own("").by_name["Q"].choices[0].mark,)
    assert own("yes").paper == own("").paper
    assert own("yes").coding == own("").coding


def test_an_adverse_choice_that_is_not_there_is_a_cell_to_correct() -> None:
    with pytest.raises(QuestionnaireRefused):
        own("perhaps")
