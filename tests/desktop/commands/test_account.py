"""Every command that takes a file in tells what became of each column and row, under the same keys."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import openpyxl
import pytest

from tests.builders.commands import PERIOD, Run, done, issue, refused
from tests.builders.files import csv_file

DATA = Path(__file__).parents[2] / "data"
COLUMN_KEYS = {"name", "state", "as", "meant", "why"}


def dossiers(path: Path, *rows: tuple[str, ...]) -> Path:
    return csv_file(path, ("Mã hồ sơ", "Lĩnh vực", "Ngày trả kết quả", "Cột lạ"), *rows)


@pytest.mark.parametrize("kind", ["frame", "key", "questionnaire", "check", "method", "catalogue"])
def test_columns_and_rows_stand_under_the_same_keys(kind: str, run: Run, tmp_path: Path) -> None:
    words: dict[str, tuple[object, ...]] = {
        "frame": ("frame", "import", dossiers(tmp_path / "a.csv", ("H1", "Hộ tịch", "09/07/2026", "")), *PERIOD),
        "key": ("key", "import", csv_file(tmp_path / "k.csv", ("serial", "TC1"), (issue(run, 1)[0], "4")), *PERIOD),
        "questionnaire": ("questionnaire", "import", DATA / "phieu-dia-phuong.xlsx"),
        "check": ("questionnaire", "check", DATA / "phieu-dia-phuong.xlsx"),
        "method": ("method", "import", csv_file(tmp_path / "m.csv", ("field", "value"), ("name", "M"))),
        "catalogue": (
            "catalogue", "add",
            csv_file(tmp_path / "c.csv", ("Mã TTHC", "Tên TTHC", "Lĩnh vực"), ("9.999999", "Thử", "Hộ tịch")),
        ),
    }  # fmt: skip
    account = tmp_path / "account.xlsx"
    answer = done(run(*words[kind], "--account", account, "--json")).answer
    assert answer["columns"]
    for column in answer["columns"]:
        assert column.keys() >= COLUMN_KEYS
        assert column["state"] in {"used", "known", "unknown"}
    rows = answer["rows_account"]
    assert rows.keys() == {"read", "taken", "refused", "empty"}
    assert rows["read"] == rows["taken"] + rows["refused"] + rows["empty"] > 0
    assert openpyxl.load_workbook(account).worksheets[0]["B2"].value == rows["read"]


def test_a_list_is_asked_about_once_and_taken_when_it_is_said(run: Run, tmp_path: Path) -> None:
    file = dossiers(tmp_path / "a.csv", ("H1", "Hộ tịch", "09/07/2026", ""), ("H2", "", "10/07/2026", ""))
    assert (
        refused(run("frame", "import", file, *PERIOD, "--json"), "sectors_stand_once").answer["deed"] == "say_sectors"
    )
    answer = done(run("frame", "import", file, *PERIOD, "--carry-sectors", "--json")).answer
    assert answer["sectors"] == {"Hộ tịch": 2}
    unknown = [(column["name"], column["meant"]) for column in answer["columns"] if column["state"] == "unknown"]
    assert unknown == [("Cột lạ", "")]


def test_lines_that_are_no_dossiers_are_named_with_their_rows(run: Run, tmp_path: Path) -> None:
    file = dossiers(
        tmp_path / "a.csv", ("H1", "Hộ tịch", "09/07/2026", ""), ("Người lập", "", "", ""), ("", "", "", "")
    )
    answer = done(run("frame", "import", file, *PERIOD, "--json")).answer
    assert answer["left_out"] == [{"row": 3, "kind": "other", "text": "Người lập"}]
    assert "row 3: Người lập" in done(run("frame", "import", file, *PERIOD, "--language", "en")).out


def test_a_questionnaire_that_cannot_be_printed_is_refused_before_anything_is_issued(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    survey = book.worksheets[0]
    survey.title = "survey"
    for row in (("type", "name", "label"), ("text", "a", "Gọi ☎ chưa?")):
        survey.append(row)
    book.save(tmp_path / "form.xlsx")
    for word in ("check", "import"):
        assert "☎" in refused(run("questionnaire", word, tmp_path / "form.xlsx", "--json"), "missing_letters").err


def test_names_and_conditions_of_any_form_can_be_exported(run: Run, tmp_path: Path) -> None:
    """A name with a hyphen, and words that are asked of some people only."""
    book = openpyxl.Workbook()
    sheets = {
        "survey": (
            ("type", "name", "label", "relevance"), ("select_one yn", "so-lan", "Hỏi?", None), ("text", "by", "Vì sao?", "${so-lan} = '1'"),
            ("select_one yn", "x", "X?", None),
        ),
        "choices": (("list_name", "name", "label"), ("yn", "1", "Có"), ("yn", "2", "Không")),
    }  # fmt: skip
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "form.xlsx")
    form = done(run("questionnaire", "import", tmp_path / "form.xlsx", "--json")).answer["id"]
    days = ("--from", "01/10/2026", "--to", "31/12/2026")
    done(run("period", "open", "26q4", *days, "--questionnaire", form))
    serials = done(run("forms", "issue", "--period", "26Q4", "--variant", "CN", "--count", 6, "--json")).answer["forms"]
    keyed_rows = [(each["serial"], "1", "vì vậy", "2") for each in serials]
    done(
        run(
            "key",
            "import",
            csv_file(tmp_path / "k.csv", ("serial", "so-lan", "by", "x"), *keyed_rows),
            "--period",
            "26Q4",
        )
    )
    for kind in ("csv", *(("sav",) if find_spec("pyreadstat") else ())):
        done(run("export", "--period", "26Q4", "--format", kind, "--out", tmp_path / f"a.{kind}"))
