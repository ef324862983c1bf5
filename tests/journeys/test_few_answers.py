"""What one to four people of an office answered to a criterion stands on no paper, in no file, on no screen and in no answer."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from desktop.screens.results.tables import bars_of_measure, index_table, rows_of
from models.domain.sheets import report_tables
from models.language import load
from models.services.figures.reporting import report_of
from models.services.figures.results import figures_of
from models.services.office.periods import find_period, open_period
from models.store.database import Station, open_station
from tests.builders.acts import WARD, act_of
from tests.builders.commands import done, runner
from tests.builders.forms import GOOD, keyed
from tests.builders.surveys import of_office, ward

QUARTERS = {
    "26Q2": (date(2026, 4, 1), date(2026, 6, 30)),
    "26Q3": (date(2026, 7, 1), date(2026, 9, 30)),
}
FEW, SHELTER = "TT2", "TT1"
THREE = ("5", "1", "1")
"""Of twelve people three answered: one is satisfied, the others are not."""
TELLS = re.compile(r"33[.,]33|2[.,]3333")
"""Their index and mean; all other figures are 100, or 86.67 for the factor, in which another criterion shelters theirs."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("few") / "ward"
    with closing(ward(made)) as station:
        for code, evaluated in QUARTERS.items():
            survey = (evaluated[1], date(2026, 12, 31))
            period = open_period(
                station, code=code, name=code, evaluated=evaluated, survey=survey, seed=code, act=act_of()
            )
            rows = [GOOD | {FEW: mark} for mark in (*THREE, *[""] * 9)]
            keyed(station, period, rows, sector="Hộ tịch")
    return made


@pytest.fixture
def station(folder: Path) -> Iterator[Station]:
    with closing(open_station(folder)) as station:
        yield station


def test_the_figures_hold_it_back_with_one_that_shelters_it_and_keep_the_factor(station: Station) -> None:
    found = figures_of(station, find_period(station, "26Q3"), of_office(WARD)).measure
    assert {each.code for each in found.criteria if each.is_held_back} == {FEW, SHELTER}
    factor = next(each for each in found.factors if any(own.code == FEW for own in each.criteria))
    assert not factor.is_held_back
    assert round(float(factor.index or 0), 2) == 86.67


def _pdf(path: Path) -> str:
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def _workbook(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return "\n".join(f"{cell:.4f}" if isinstance(cell, float) else str(cell) for cell in cells)


def _docx(path: Path) -> str:
    with zipfile.ZipFile(path) as file:
        return re.sub(r"<[^>]+>", " ", file.read("word/document.xml").decode())


FILES: dict[str, Callable[[Path], str]] = {
    "--pdf": _pdf, "--report": _pdf, "--profile": _pdf, "--xlsx": _workbook, "--docx": _docx, "--notice": _docx, "--minutes": _docx,
}  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("file", FILES)
def test_no_paper_and_no_file_tells_it(
    file: str, language: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"out{'.pdf' if FILES[file] is _pdf else '.docx' if FILES[file] is _docx else '.xlsx'}"
    done(runner(capsys, folder)("results", "--period", "26Q3", file, out, "--language", language))
    told = FILES[file](out)
    assert len(told) > 500
    assert not TELLS.search(told)


def test_no_command_tells_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = runner(capsys, folder)
    told = done(run("results", "--period", "26Q3")).out
    assert re.search(rf"\*\s+{FEW} .*\(n = \*\)", told)
    answer = done(run("results", "--period", "26Q3", "--json")).answer
    criteria = {each["code"]: each for each in answer["criteria"]}
    for code in (FEW, SHELTER):
        assert {each for name, each in criteria[code].items() if name not in ("code", "held_back")} == {None}
    assert {code for code, each in criteria.items() if each["held_back"]} == {FEW, SHELTER}
    year = done(run("results", "--year", "2026", "--json")).out
    assert not TELLS.search(told + json.dumps(answer) + year)


def test_no_paper_of_the_year_tells_it(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done(
        runner(capsys, folder)("results", "--year", "2026", "--pdf", tmp_path / "y.pdf", "--xlsx", tmp_path / "y.xlsx")
    )
    assert not TELLS.search(_pdf(tmp_path / "y.pdf") + _workbook(tmp_path / "y.xlsx"))


def test_no_table_and_no_bar_of_the_window_tells_it(station: Station) -> None:
    language = load("vi")
    report = report_of(station, find_period(station, "26Q3"), of_office(WARD))
    tables = (index_table(report.figures), *report_tables(report))
    cells = [cell for table in tables for row in rows_of(table, language) for cell in row]
    bars = [bar.figure for bar in bars_of_measure(report.figures.measure, language)]
    assert any(cell == "*" for cell in cells)
    assert not any(TELLS.search(each) for each in (*cells, *bars))
