"""The closed sheet beside one with what came after closing: the difference between both tells of no few people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.jobs import export_answers
from exports.results_workbook import write_report
from models.domain.book.periods import Period
from models.domain.sheets import report_tables
from models.domain.sheets.sheet import NOT_SPLIT_LATE
from models.language import load
from models.services.figures.comments import comments_of
from models.services.figures.late_forms import LateAnswersStay, TooFewLate, late_forms
from models.services.figures.reporting import report_of
from models.services.office.closing import close_period
from models.store.database import Station
from tests.builders.acts import WARD, act_of
from tests.builders.forms import GOOD, issued, key_all, keyed, sample_rows
from tests.builders.surveys import of_office, period_26q3, period_of, ward


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = ward(tmp_path / "ward")
    keyed(made, period_of(made), sample_rows()[:40], sector="Hộ tịch")
    yield made
    made.close()


@pytest.fixture
def period(station: Station) -> Period:
    return period_26q3(station)


def came_late(station: Station, period: Period, **count: int) -> None:
    """Issue forms of each questionnaire, close the period, then let them come."""
    serials = {variant: issued(station, number, variant=variant) for variant, number in count.items()}
    close_period(station, period, act=act_of())
    for of in serials.values():
        key_all(station, period, [(serial, GOOD) for serial in of])


def printed(station: Station, period: Period, to: Path, *, late: bool) -> None:
    report = report_of(station, period, of_office(WARD), late=late)
    write_report(station, period, report, language=load("vi"), to=to, at="2026-12-01T08:00:00+07:00")


@pytest.mark.parametrize(("count", "leaves"), [(1, False), (4, False), (5, True)])
def test_a_sheet_with_few_late_forms_does_not_leave(
    station: Station, period: Period, tmp_path: Path, count: int, *, leaves: bool
) -> None:
    came_late(station, period, CN=count)
    assert late_forms(station, period, WARD) == {"CN": count}
    printed(station, period, tmp_path / "closed.xlsx", late=False)
    if leaves:
        printed(station, period, tmp_path / "late.xlsx", late=True)
    else:
        with pytest.raises(TooFewLate) as refusal:
            printed(station, period, tmp_path / "late.xlsx", late=True)
        assert refusal.value.forms == count
    assert (tmp_path / "late.xlsx").exists() == leaves


def test_few_late_forms_of_one_questionnaire_are_few(station: Station, period: Period, tmp_path: Path) -> None:
    came_late(station, period, CN=9, TC=2)
    with pytest.raises(TooFewLate):
        printed(station, period, tmp_path / "late.xlsx", late=True)


def test_with_late_lines_nobody_is_told_apart(station: Station, period: Period, tmp_path: Path) -> None:
    came_late(station, period, CN=9)
    tables = {table.sheet: table for table in report_tables(report_of(station, period, of_office(WARD), late=True))}
    for code in ("B4", "B5"):
        assert not tables[code].rows
        assert NOT_SPLIT_LATE in tables[code].notes
    assert {comment.sector for _, comment in comments_of(station, period, of_office(WARD), late=True).listed} <= {""}
    with pytest.raises(LateAnswersStay):
        export_answers(station, period, format_code="csv", language=load("vi"), to=tmp_path / "a.csv", late=True)


def test_a_closed_period_to_which_nothing_came_leaves_as_ever(station: Station, period: Period, tmp_path: Path) -> None:
    close_period(station, period, act=act_of())
    printed(station, period, tmp_path / "late.xlsx", late=True)
    export_answers(station, period, format_code="csv", language=load("vi"), to=tmp_path / "a.csv", late=True)
    tables = {table.sheet: table for table in report_tables(report_of(station, period, of_office(WARD), late=True))}
    assert tables["B4"].rows
