"""Full answers leave for a reason only: noted in the base, marked in every row, and for nobody else."""

from __future__ import annotations

import csv
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from exports.jobs import Restriction, WrittenAnswers, export_answers, export_full_answers
from exports.packages.send import send_returns
from models.language import load
from models.services.office.full_exports import FullReasonMissing, full_exports
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import period_26q3, period_of, ward

WHY = Restriction("Trần Văn Phân", "Hồi quy theo tuổi và nghề nghiệp")


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = ward(tmp_path / "ward")
    keyed(made, period_of(made), sample_rows()[:30], sector="Hộ tịch")
    keyed(made, period_26q3(made), sample_rows()[30:32], sector="Đất đai")
    yield made
    made.close()


def written(station: Station, to: Path, restriction: Restriction = WHY, *, kind: str = "csv") -> WrittenAnswers:
    return export_full_answers(
        station,
        period_26q3(station),
        restriction=restriction,
        format_code=kind,
        language=load("vi"),
        to=to,
        act=act_of(),
    )


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))


def test_nothing_is_put_together_in_full_answers(station: Station, tmp_path: Path) -> None:
    made = written(station, tmp_path / "a.csv")
    rows = rows_of(tmp_path / "a.csv")
    assert made.rows == len(rows) == 32
    for name in ("A2", "A4", "A5"):
        assert Counter(row[name] for row in rows) == Counter(row[name] for row in sample_rows()[:32])
    assert Counter(row["sector"] for row in rows) == {"Hộ tịch": 30, "Đất đai": 2}
    assert "procedure" in rows[0]
    assert not {"serial", "by", "at"} & set(rows[0])


def test_every_row_says_for_whom_by_whom_and_why(station: Station, tmp_path: Path) -> None:
    written(station, tmp_path / "a.csv")
    marks = {row["restricted"] for row in rows_of(tmp_path / "a.csv")}
    (mark,) = marks
    for word in ("HẠN CHẾ", WHY.receiver, WHY.reason, act_of().by.name):
        assert word in mark
    written(station, tmp_path / "a.xlsx", kind="xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)} == marks
    written(station, tmp_path / "a.zip", kind="datapackage")
    with zipfile.ZipFile(tmp_path / "a.zip") as file:
        assert "restricted" in {
            each["name"] for each in json.loads(file.read("datapackage.json"))["resources"][0]["schema"]["fields"]
        }


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_is_written_and_nothing_noted(station: Station, tmp_path: Path, reason: str) -> None:
    with pytest.raises(FullReasonMissing):
        written(station, tmp_path / "a.csv", Restriction("", reason))
    assert not (tmp_path / "a.csv").exists()
    assert full_exports(station) == ()


def test_it_is_noted_for_good_and_no_package_carries_it(station: Station, tmp_path: Path) -> None:
    written(station, tmp_path / "a.csv")
    written(station, tmp_path / "b.csv", Restriction("", "Kiểm tra lại"))
    noted = full_exports(station)
    assert [(each.receiver, each.reason, each.rows) for each in noted] == [
        (WHY.receiver, WHY.reason, 32),
        (act_of().by.name, "Kiểm tra lại", 32),
    ]
    assert {(each.by, each.at, each.period) for each in noted} == {(act_of().by.author, act_of().at, "26Q3")}
    sent = send_returns(station, period_26q3(station), out=tmp_path, act=act_of(), is_sealed=False)
    with zipfile.ZipFile(sent.path) as package:
        assert not [name for name in package.namelist() if WHY.reason.encode() in package.read(name)]


def test_the_usual_export_bears_no_mark(station: Station, tmp_path: Path) -> None:
    export_answers(station, period_26q3(station), format_code="csv", language=load("vi"), to=tmp_path / "a.csv")
    assert "restricted" not in rows_of(tmp_path / "a.csv")[0]
