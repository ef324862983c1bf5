"""No figures with a control code leave without a note of what they stand on: each paper and workbook can be proven later."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from desktop.screens.results.presenter import Presenter
from exports.results_workbook import write_crossed, write_report, write_year
from models.domain.book.periods import Period
from models.domain.sheets import report_tables
from models.language import load
from models.services.figures.crossing import crossed
from models.services.figures.explaining import FiguresOutdated, explain
from models.services.figures.reporting import report_of
from models.services.figures.results import figures_of
from models.services.figures.yearly import year_of
from models.store.database import Station
from printing.editable.papers import PaperKind, write_editable
from printing.sheets.profile import print_profiles
from printing.sheets.report import print_report, print_report_of_each_office
from printing.sheets.result_sheet import print_result_sheet
from printing.sheets.single import print_single
from printing.sheets.yearly import print_year, print_year_of_each_head, print_year_of_head
from tests.builders.acts import AT, WARD
from tests.builders.desks import office_at
from tests.builders.forms import keyed, sample_rows
from tests.builders.marked import nodes_of, tree_of
from tests.builders.surveys import of_hub, of_office, period_of, ward

ROOT = Path(__file__).parents[3]
VIETNAMESE = load("vi")
Leaves = Callable[[Station, Period, Path], object]


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with closing(ward(tmp_path / "ward", is_hub=True)) as station:
        yield station


@pytest.fixture
def period(station: Station) -> Period:
    period = period_of(station, units=(WARD,))
    keyed(station, period, sample_rows()[:60])
    return period


def _single(station: Station, period: Period, to: Path) -> None:
    report = report_of(station, period, of_office(WARD))
    for table in report_tables(report):
        print_single(station, period, report, table, language=VIETNAMESE, to=to / "bảng.pdf", at=AT)


WAYS: dict[str, Leaves] = {
    "print_result_sheet": lambda s, p, to: print_result_sheet(
        s, p, figures_of(s, p, of_hub(s)), language=VIETNAMESE, to=to / "bảng.pdf", at=AT
    ),
    "print_report": lambda s, p, to: print_report(
        s, p, report_of(s, p, of_office(WARD)), language=VIETNAMESE, to=to / "báo cáo.pdf", at=AT
    ),
    "print_report_of_each_office": lambda s, p, to: print_report_of_each_office(s, p, to, language=VIETNAMESE, at=AT),
    "print_single": _single,
    "write_report": lambda s, p, to: write_report(
        s, p, report_of(s, p, of_hub(s)), language=VIETNAMESE, to=to / "bảng.xlsx", at=AT
    ),
    "print_year": lambda s, _, to: print_year(s, year_of(s, 2026), language=VIETNAMESE, to=to / "năm.pdf", at=AT),
    "print_year_of_head": lambda s, _, to: print_year_of_head(
        s, year_of(s, 2026), year_of(s, 2026).offices[0], language=VIETNAMESE, to=to / "thủ trưởng.pdf", at=AT
    ),
    "print_year_of_each_head": lambda s, _, to: print_year_of_each_head(
        s, year_of(s, 2026), to, language=VIETNAMESE, at=AT
    ),
    "write_year": lambda s, _, to: write_year(
        s, year_of(s, 2026), year_of(s, 2026).offices, language=VIETNAMESE, to=to / "năm.xlsx", at=AT
    ),
    "print_profiles": lambda s, p, to: print_profiles(
        s, p, to / "tóm tắt.pdf", units=(WARD,), language=VIETNAMESE, at=AT
    ),
    "write_editable": lambda s, p, to: write_editable(
        s, p, report_of(s, p, of_office(WARD)), PaperKind.REPORT, language=VIETNAMESE, to=to / "báo cáo.docx", at=AT
    ),
    "write_crossed": lambda s, p, to: write_crossed(
        s, p, crossed(s, p, of_office(WARD), question="C2", by="A1"), language=VIETNAMESE, to=to / "chéo.xlsx", at=AT
    ),
}
"""Every function of printing and exports that lets figures with their fingerprint leave, tried on a real base."""


def _calls(function: ast.FunctionDef) -> set[str]:
    return {
        node.func.id for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def _functions(*folders: str) -> Iterator[tuple[Path, ast.FunctionDef]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in nodes_of(tree_of(path)):
                if isinstance(node, ast.FunctionDef):
                    yield path, node


def test_every_function_that_lets_figures_leave_is_tried_here() -> None:
    doors = {"print_proven", "print_each_proven", "print_over_periods", "write_noted", "remember"}
    found = {node.name for _, node in _functions("printing", "exports") if _calls(node) & doors}
    assert found - doors - {"note", "whole"} == set(WAYS)


def test_the_fingerprint_of_figures_is_told_at_two_doors_only() -> None:
    """Paper by the footer of proven papers, workbooks by their basis; whoever else needs it goes through these."""
    told = {
        path.relative_to(ROOT).as_posix()
        for path, node in _functions("printing", "exports")
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute) and each.attr == "fingerprint"
        if {"figures", "report", "paper", "about"} & set(ast.unparse(each.value).split("."))
    }
    assert told == {"printing/sheets/proven.py", "exports/results_workbook.py"}


def fingerprints(folder: Path) -> set[str]:
    """The first sixteen letters of every fingerprint that stands in the files of a folder."""
    found: set[str] = set()
    for file in folder.iterdir():
        if file.suffix == ".pdf":
            with closing(pypdfium2.PdfDocument(file.read_bytes())) as document:
                text = " ".join(page.get_textpage().get_text_range() for page in document)
        elif file.suffix == ".docx":
            text = " ".join(each.text for each in docx.Document(str(file)).paragraphs)
        else:
            text = " ".join(str(row) for row in openpyxl.load_workbook(file).worksheets[-1].values)
            text = re.sub(r"([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})[0-9a-f]{48}", r"\1 \2 \3 \4", text)
        found |= set(re.findall(r"\b[0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}\b", text))
    return found


@pytest.mark.parametrize("name", WAYS)
def test_what_left_is_proven_after_more_was_keyed(name: str, station: Station, period: Period, tmp_path: Path) -> None:
    to = tmp_path / "out"
    to.mkdir()
    WAYS[name](station, period, to)
    told = fingerprints(to)
    method = period.method.fingerprint
    told = {each for each in told if not method.startswith(each.replace(" ", ""))}
    assert told
    keyed(station, period, sample_rows()[60:70])
    for each in told:
        found = explain(station, each)
        assert found.printed.at == AT
        assert found.is_proven


@pytest.mark.parametrize("act", ["preview", "sheet", "report"])
def test_what_the_results_screen_prints_is_proven(act: str, station: Station, period: Period) -> None:
    screen = Presenter(office_at(station))
    screen.refresh()
    screen.choose_unit(WARD)
    assert screen.shown is not None
    mark = screen.shown.fingerprint
    if act == "preview":
        screen.choose_preview(with_preview=True)
        screen.choose_table(2)
        assert screen.preview is not None
    elif act == "sheet":
        screen.print_sheet()
    else:
        screen.print_report()
    keyed(station, period, sample_rows()[60:70])
    assert explain(station, mark[:16]).is_proven


def test_the_note_is_there_before_the_paper_has_its_name(
    station: Station, period: Period, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures, to = figures_of(station, period, of_office(WARD)), tmp_path / "bảng.pdf"

    def power_cut(_: Path, __: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", power_cut)
    with pytest.raises(KeyboardInterrupt):
        print_result_sheet(station, period, figures, language=VIETNAMESE, to=to, at=AT)
    monkeypatch.undo()
    assert not to.exists()
    keyed(station, period, sample_rows()[60:70])
    assert explain(station, figures.fingerprint).is_proven


def test_figures_that_lines_have_come_to_since_are_not_printed(
    station: Station, period: Period, tmp_path: Path
) -> None:
    """What they stand on cannot be told any more: the lines of now are others."""
    figures, to = figures_of(station, period, of_office(WARD)), tmp_path / "bảng.pdf"
    keyed(station, period, sample_rows()[60:70])
    with pytest.raises(FiguresOutdated):
        print_result_sheet(station, period, figures, language=VIETNAMESE, to=to, at=AT)
    assert not to.exists()
