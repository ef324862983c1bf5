"""The workbooks as another office program reads them; long, because that program starts slowly."""

from __future__ import annotations

import csv
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from exports.formats import format_of
from exports.results_workbook import write_report
from exports.tables import answer_table
from models.language import load
from models.services.figures.reporting import report_of
from tests.builders.acts import AT, WARD
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import of_office, period_of, ward

SOFFICE = shutil.which("soffice")
ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed on this computer"),
]


def converted(file: Path, folder: Path) -> dict[str, list[list[str]]]:
    """Every sheet of a workbook as LibreOffice writes it to csv, numbers as it stores them."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [str(SOFFICE), profile, "--headless", "--convert-to", ALL_SHEETS, "--outdir", str(folder), str(file)]
    subprocess.run(words, check=True, capture_output=True, timeout=90)
    found = {}
    for sheet in folder.glob(f"{file.stem}-*.csv"):
        with sheet.open(encoding="utf-8", newline="") as source:
            found[sheet.stem.removeprefix(f"{file.stem}-")] = list(csv.reader(source))
    return found


def stored(value: object) -> str:
    return "" if value is None else str(value)


def assert_alike(file: Path, folder: Path) -> None:
    read = converted(file, folder)
    book = openpyxl.load_workbook(file)
    assert set(read) == {sheet.title for sheet in book.worksheets}
    for sheet in book.worksheets:
        ours = [[stored(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        theirs = read[sheet.title]
        assert len(theirs) == len(ours), sheet.title
        for row, other in zip(ours, theirs, strict=True):
            for value, cell in zip(row, other, strict=True):
                assert value == cell or float(value) == float(cell), (sheet.title, row, other)


def test_libreoffice_reads_the_results_as_they_were_written(tmp_path: Path) -> None:
    with closing(ward(tmp_path / "ward")) as station:
        period = period_of(station)
        keyed(station, period, sample_rows())
        report = report_of(station, period, of_office(WARD))
        write_report(station, period, report, language=load("vi"), to=tmp_path / "results.xlsx", at=AT)
        assert_alike(tmp_path / "results.xlsx", tmp_path)


def test_libreoffice_reads_the_answers_as_they_were_written(tmp_path: Path) -> None:
    with closing(ward(tmp_path / "ward")) as station:
        period = period_of(station)
        keyed(station, period, sample_rows())
        table = answer_table(station, period, (WARD,))
        format_of("xlsx").write(table, language=load("vi"), to=tmp_path / "answers.xlsx")
        assert_alike(tmp_path / "answers.xlsx", tmp_path)
