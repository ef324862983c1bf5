"""Cross-tables: what an export tells of the same forms, counted; nothing of a few people, in no file."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from exports.crossing import write_crossed_csv
from exports.results_workbook import write_crossed
from exports.tables import answer_table
from models.domain.basics.table_values import CountOf
from models.domain.book.periods import Period
from models.domain.disclosure.coarsening import GROUPED
from models.domain.disclosure.suppression import HIDDEN
from models.domain.sheets.crossing import crossed_table, hidden_rows
from models.language import load
from models.services.figures.crossing import NotToCross, crossed, traits
from models.services.figures.explaining import explain
from models.services.figures.results import figures_of
from models.store.database import Station
from tests.builders.acts import AT, WARD
from tests.builders.commands import runner
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import of_office, period_of, ward

VIETNAMESE = load("vi")


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with closing(ward(tmp_path / "ward")) as station:
        period = period_of(station, units=(WARD,))
        chance = random.Random(5)
        rows = [
            chance.choice(sample_rows())
            | {"A1": chance.choice("12"), "C2": chance.choice("1234"), "D0": chance.choice("2445")}
            for _ in range(90)
        ]
        keyed(station, period, rows[:70], sector="Hộ tịch")
        keyed(station, period, rows[70:87], sector="Đất đai")
        keyed(station, period, rows[87:], sector="Xây dựng")
        yield station


@pytest.fixture
def period(station: Station) -> Period:
    from models.services.office.periods import find_period

    return find_period(station, "26Q3")


@pytest.mark.parametrize("by", ["A1", "A2", "sector", "questionnaire", "unit"])
def test_a_cross_table_counts_the_rows_of_an_export(station: Station, period: Period, by: str) -> None:
    table = answer_table(station, period, (WARD,))
    names = [field.name for field in table.fields]
    group = names.index({"sector": "sector", "questionnaire": "variant", "unit": "unit"}.get(by, by))
    told = Counter((row[group], row[names.index("C2")]) for row in table.rows)
    found = crossed(station, period, of_office(WARD), question="C2", by=by)
    for choice in found.question.choices:
        own = Counter({n: each.tally.of(choice.mark) for n, each in enumerate(found.rows)})
        assert sorted(own.values()) == sorted(told[value, choice.mark] for value in {row[group] for row in table.rows})
    assert found.whole.forms == len(table.rows) == 90


def test_bases_and_shares_add_up_and_all_have_the_index_of_the_office(station: Station, period: Period) -> None:
    found = crossed(station, period, of_office(WARD), question="C2", by="A1")
    assert sum(each.forms for each in found.rows) == found.whole.forms
    whole = figures_of(station, period, of_office(WARD))
    assert found.whole.index == whole.overall
    total = crossed_table(found).rows[-1].cells
    shares = [cell.share for cell in total if isinstance(cell, CountOf)]
    assert sum(share for share in shares if share is not None) == Fraction(100)


def test_a_sector_of_three_forms_is_in_no_row(station: Station, period: Period) -> None:
    found = crossed(station, period, of_office(WARD), question="C2", by="sector")
    shown = {each.label: each.forms for n, each in enumerate(found.rows) if n not in hidden_rows(found)}
    assert "Xây dựng" not in shown
    assert all(forms >= 5 for forms in shown.values())


def test_a_group_with_few_answers_is_hidden_with_another_that_shelters_it(tmp_path: Path) -> None:
    with closing(ward(tmp_path / "few")) as station:
        period = period_of(station, units=(WARD,))
        row = sample_rows()[0]
        people = [row | {"A1": "1", "C2": "1"}] * 30 + [
            row | {"A1": "2", "C2": "2" if n < 3 else ""} for n in range(20)
        ]
        keyed(station, period, people)
        found = crossed(station, period, of_office(WARD), question="C2", by="A1")
        table = crossed_table(found)
    assert len(hidden_rows(found)) == len(found.rows)
    assert all(line.cells[2] == HIDDEN for line in table.rows)


def test_only_traits_of_people_and_areas_can_be_crossed_with(station: Station, period: Period) -> None:
    assert traits(station, period)[:3] == ("unit", "sector", "questionnaire")
    for question, by in (("C2", "C3"), ("F", "A1"), ("C2", "TC1"), ("A1", "A1")):
        with pytest.raises(NotToCross):
            crossed(station, period, of_office(WARD), question=question, by=by)


def test_workbook_and_csv_say_the_same_and_the_code_is_proven(station: Station, period: Period, tmp_path: Path) -> None:
    found = crossed(station, period, of_office(WARD), question="C3", by="sector")
    write_crossed(station, period, found, language=VIETNAMESE, to=tmp_path / "a.xlsx", at=AT)
    write_crossed_csv(found, language=VIETNAMESE, to=tmp_path / "a.csv")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book.worksheets[0]
    counted = [[cell for cell in row if isinstance(cell, int)] for row in sheet.iter_rows(min_row=4, values_only=True)]
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *rows = csv.reader(file)
    assert [[int(cell) for cell in row[1:] if cell.isdigit()] for row in rows] == counted[: len(rows)]
    codes = [row[1] for row in book.worksheets[-1].iter_rows(values_only=True) if row[0] == "Mã đối chiếu"]
    assert explain(station, str(codes[0])).is_proven


def test_programs_are_answered_the_same(station: Station, period: Period, capsys: pytest.CaptureFixture[str]) -> None:
    found = crossed(station, period, of_office(WARD), question="C2", by="sector")
    station.close()
    told = runner(capsys, station.folder)(
        "cross", "--period", "26Q3", "--question", "C2", "--with", "sector", "--json"
    ).answer
    assert [each["forms"] for each in told["groups"]] == [
        None if n in hidden_rows(found) else each.forms for n, each in enumerate(found.rows)
    ]
    assert GROUPED not in str(told)
