"""A hub whose method counts and ranks by each content: what commands, the workbook, the window and its own file say of it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from desktop.screens.results.presenter import Presenter
from exports.methods import read_method_file
from models.store.database import open_station
from tests.builders.commands import PERIOD, Run, done, refused, runner
from tests.builders.contents import city_of_contents, rows_sent, shared_method
from tests.builders.desks import office_at
from tests.builders.files import csv_file
from tests.builders.ranked import WARDS
from tests.builders.trees import BOTH, CRITERIA

KINDS = (
    *("blank", "double", "unreadable", "dont_know", "not_applicable", "behind_filter", "too_little_answered"),
    *(f"n{level}" for level in range(1, 6)),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("contents") / "hub"
    city_of_contents(place, shared_method(), rows_sent())[0].close()
    return place


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], folder: Path) -> Run:
    return runner(capsys, folder)


def test_results_answer_the_rankings_and_every_kind_that_does_not_count(run: Run) -> None:
    answer = done(run("results", *PERIOD, "--json")).answer
    assert [each["code"] for each in answer["rankings"]] == ["CS", "DV"]
    for ranking in answer["rankings"]:
        ranks = [(unit["group"], unit["rank"]) for unit in ranking["units"] if unit["rank"] is not None]
        assert len(set(ranks)) == len(ranks) > 0
        assert {each["group"] for each in ranking["groups"]} >= {group for group, _ in ranks}
        few = next(unit for unit in ranking["units"] if unit["unit"] == str(WARDS[3]))
        assert (few["withheld"], few["index"], few["rank"], few["answers"]) == (True, None, None, 0)
    assert any(each["too_little_answered"] for each in answer["criteria"])
    for each in answer["criteria"]:
        assert sum(each[kind] for kind in KINDS) == answer["forms"]


def test_results_tell_the_rankings_in_words(run: Run) -> None:
    told = done(run("results", *PERIOD, "--language", "vi")).out
    assert "Xếp hạng các đơn vị theo “A. Xây dựng, tổ chức thực hiện chính sách công”" in told
    assert "Trung tâm – bình quân" in told


def test_the_workbook_has_a_page_for_each_ranking(run: Run, tmp_path: Path) -> None:
    done(run("results", *PERIOD, "--xlsx", tmp_path / "a.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", read_only=True)
    assert {"B8", "B15a", "B15b"} <= set(book.sheetnames)
    text = [str(cell) for row in book["B3"].iter_rows(values_only=True) for cell in row if cell is not None]
    assert any("Chưa đủ tiêu chí" in cell for cell in text)
    assert any(cell.startswith("Phiếu hợp lệ chỉ tính vào") for cell in text)


def test_the_method_is_written_explained_and_read_back(run: Run, tmp_path: Path) -> None:
    done(run("method", "export", tmp_path / "m.xlsx", *PERIOD))
    assert read_method_file(tmp_path / "m.xlsx").method.fingerprint == shared_method().fingerprint
    told = done(run("method", "check", tmp_path / "m.xlsx", "--questionnaire", BOTH.id, "--language", "en")).out
    assert "where it has answered at least 2/3 of the mandatory criteria there" in told
    whole = csv_file(
        tmp_path / "m.csv",
        ("field", "value"),
        ("index overall", "mean: A"),
        ("index A", "mean: TC"),
        ("valid_share A", "1"),
    )
    assert "where it has answered all mandatory criteria there" in done(
        run("method", "check", whole, "--language", "en")
    ).out  # fmt: skip
    assert "within these groups: Trung tâm (00004, 00008); Phường, xã khác (commune); others by level" in told


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("valid_share A", "1/2")], "method_tree_wrong"),
        ([("valid_share A", "2")], "method_value_wrong"),
        ([("valid_share B", "1/2")], "method_field_unknown"),
        ([("group B", "Sở: department")], "method_field_unknown"),
        ([("group A", "Sở: department"), ("group A", "Khác: department")], "method_tree_wrong"),
    ],
)
def test_what_cannot_hold_is_refused_with_a_sentence(
    rows: list[tuple[str, str]], code: str, run: Run, tmp_path: Path
) -> None:
    # nothing under PA has to be answered by everybody
    file = csv_file(
        tmp_path / "m.csv", ("field", "value"), ("index overall", '"mean: A, TC"'), ("index A", "mean: PA"), *rows
    )
    ran = run("method", "check", file, "--questionnaire", BOTH.id, "--json")
    assert (ran.code, ran.answer["error"]) == (1, code)
    assert ran.answer["message"].strip() in ran.err


def test_a_level_that_nobody_has_is_no_group_of_an_index(run: Run, tmp_path: Path) -> None:
    rows = (("index overall", "mean: A"), ("index A", "mean: TC"), ("group A", "Sở: sox"))
    file = csv_file(tmp_path / "m.csv", ("field", "value"), *rows)
    refused(run("method", "import", file, "--json"), "method_compares_unknown")


def test_the_window_opens_an_office_from_the_ranking_of_a_content(folder: Path) -> None:
    with closing(open_station(folder)) as station:
        presenter = Presenter(office_at(station))
        presenter.refresh()
        names = [table.name for table in presenter.tables]
        place = names.index("B15a")
        presenter.choose_table(place)
        assert presenter.opens_offices
        rows = presenter.tables[place].rows
        wanted = next(n for n, row in enumerate(rows) if not row.is_section and row.cells[1] == "Phường Ngọc Hà")
        presenter.open_row(next(n for n, row in enumerate(rows) if row.is_section))
        assert presenter.unit is None
        presenter.open_row(wanted)
        assert presenter.unit == WARDS[1]
        assert not [table for table in presenter.tables if table.sheet == "B15"]


def test_rows_of_a_csv_export_stand_as_on_paper(run: Run, tmp_path: Path) -> None:
    """Whoever counts them anew has to apply the method's share: the codebook of answers is what was keyed."""
    done(run("export", *PERIOD, "--format", "csv", "--out", tmp_path / "a.csv"))
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    head = text.splitlines()[0]
    assert all(name in head for names in CRITERIA.values() for name in names)
    assert "short" not in text
