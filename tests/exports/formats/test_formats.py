from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import frictionless
import openpyxl
import pytest

from exports.formats import FORMATS, format_of
from exports.formats.codebook import codebook
from exports.formats.contract import ExtraMissing, Format, FormatTooSmall, FormatUnknown, harmless
from exports.formats.csv import Csv
from exports.formats.datapackage import DataPackage
from exports.formats.sav import Sav, spss_names
from exports.formats.xlsx import Xlsx
from exports.jobs import export_answers
from exports.questionnaires import read_workbook, write_workbook
from exports.tables import AnswerColumn, AnswerTable, NothingToExport, Sort, answer_table
from models.catalogue.questionnaires import built_in_sheets
from models.domain.disclosure.coarsening import GROUPED
from models.domain.questionnaire.xlsform import read_questionnaire
from models.language import load
from models.progress import Cancelled
from tests.builders.acts import WARD
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import period_of, ward


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnswerTable]:
    with closing(ward(tmp_path_factory.mktemp("export") / "ward")) as station:
        period = period_of(station)
        keyed(station, period, sample_rows(), sector="Hộ tịch")
        keyed(station, period, [ALONE], variant="TC")
        yield answer_table(station, period, (WARD,))


CRITERIA = ("TC2", "TC3", "TC4", "TT1", "TT2", "TT3", "TT4", "TT5", "CC1", "CC2")
ALONE = {"A1": "3", "TC1": "4", **dict.fromkeys(CRITERIA, "5")}
"""The only form of an organisation."""


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_the_keyed_codes_of_every_form(table: AnswerTable, tmp_path: Path) -> None:
    Csv().write(table, language=load("vi"), to=tmp_path / "a.csv")
    rows = rows_of((tmp_path / "a.csv").read_text(encoding="utf-8-sig"))
    keyed_rows = [*sample_rows(), ALONE]
    assert len(rows) == len(keyed_rows)
    for name in sample_rows()[0]:
        if name != "F" and not name.startswith("A"):
            assert Counter(row[name] for row in rows) == Counter(row.get(name, "") for row in keyed_rows)


def test_a_single_form_of_a_questionnaire_is_told_among_others(table: AnswerTable) -> None:
    """Which one of them was answered by an organisation, nobody can see; the table tells all its figures but hides it."""
    names = [field.name for field in table.fields]
    mixed = [dict(zip(names, row, strict=True)) for row in table.rows if row[2] == GROUPED]
    assert len(mixed) >= 6
    assert sum(row["TC1"] == "4" and row["TC2"] == "5" for row in mixed) >= 1
    for name in ("sector", "agency", "A1", "A2", "A1_TC"):
        assert {row[name] for row in mixed} == {GROUPED}


def test_a_question_with_other_choices_has_a_column_of_its_own(table: AnswerTable) -> None:
    names = [field.name for field in table.fields]
    place = names.index("A1_TC")
    mixed = sum(row[2] == GROUPED for row in table.rows)
    assert Counter(row[place] for row in table.rows) == {"": 151 - mixed, GROUPED: mixed}


def test_no_combination_of_what_describes_people_is_rare(table: AnswerTable) -> None:
    names = [field.name for field in table.fields]
    places = [names.index(name) for name in ("unit", "variant", "sector", "agency", "A1", "A2", "A3", "A4", "A5", "A6")]
    combinations = Counter(tuple(row[place] for place in places) for row in table.rows if row[2] == "CN")
    assert min(combinations.values()) >= 5
    assert len(combinations) > 15


def test_rare_answers_are_told_as_a_wider_class_before_they_are_left_out(table: AnswerTable) -> None:
    """150 forms: age, education and occupation are each told of many, if only as a class."""
    for name, least in (("A2", 100), ("A4", 60), ("A5", 10)):
        place = next(n for n, field in enumerate(table.fields) if field.name == name)
        classes = {code for code, _ in table.fields[place].classes}
        cells = Counter(row[place] for row in table.rows if row[2] == "CN")
        assert sum(number for cell, number in cells.items() if cell != GROUPED) >= least
        assert classes & set(cells)


def test_spss_and_the_code_books_say_what_a_class_stands_for(table: AnswerTable, tmp_path: Path) -> None:
    import pyreadstat

    language = load("vi")
    told = [row for row in codebook(table, language) if row[0] == "A2" and row[2].startswith(GROUPED)]
    assert told == [
        ("A2", "", "~1", "Dưới 35 (nhiều lựa chọn ghép lại)"),
        ("A2", "", "~2", "35–60 (nhiều lựa chọn ghép lại)"),
    ]
    Sav().write(table, language=language, to=tmp_path / "a.sav")
    rows, meta = pyreadstat.read_sav(str(tmp_path / "a.sav"))
    assert meta.variable_value_labels["A2"][101.0] == "Dưới 35 (nhiều lựa chọn ghép lại)"
    place = next(n for n, field in enumerate(table.fields) if field.name == "A2")
    wanted = Counter(row[place] for row in table.rows)
    assert (rows["A2"] == 101).sum() == wanted["~1"] > 0
    assert (rows["A2"] == 102).sum() == wanted["~2"] > 0
    Xlsx().write(table, language=language, to=tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")["Bảng mã"]
    assert any(row[0] == "A2" and row[2:4] == ("~1", told[0][3]) for row in book.iter_rows(values_only=True))
    DataPackage().write(table, language=language, to=tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as file:
        descriptor = json.loads(file.read("datapackage.json"))
    field = next(each for each in descriptor["resources"][0]["schema"]["fields"] if each["name"] == "A2")
    assert {"value": "~1", "label": told[0][3]} in field["categories"]
    assert "~1" in field["constraints"]["enum"]


def test_the_classes_of_choices_travel_with_a_questionnaire(tmp_path: Path) -> None:
    sheets = built_in_sheets("hailong_cn")
    write_workbook(sheets, tmp_path / "a.xlsx")
    read = read_questionnaire(read_workbook(tmp_path / "a.xlsx"))
    assert [choice.coarser for choice in read.by_name["A2"].choices] == ["Dưới 35", "Dưới 35", "35–60", "35–60", ""]


def test_nothing_leads_from_a_row_to_a_paper(table: AnswerTable) -> None:
    assert not {"serial", "keyer", "by", "at", "procedure", "seconds"} & {field.name for field in table.fields}
    assert list(table.rows) == sorted(table.rows)


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@SUM(A1)", "\tx"])
def test_text_that_looks_like_a_formula_computes_nothing(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless("bình thường = tốt") == "bình thường = tốt"


def test_formula_text_stays_text_in_csv_and_xlsx(table: AnswerTable, tmp_path: Path) -> None:
    text = next(row["F"] for row in sample_rows() if row["F"].startswith("="))
    for each in (Csv(), Xlsx()):
        each.write(table, language=load("vi"), to=tmp_path / f"a{each.suffix}")
    assert f"'{text}" in {row["F"] for row in rows_of((tmp_path / "a.csv").read_text(encoding="utf-8-sig"))}
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert [cell.data_type for cell in cells] == ["s"]


def test_the_workbook_keeps_zeros_and_has_control_totals(table: AnswerTable, tmp_path: Path) -> None:
    Xlsx().write(table, language=load("vi"), to=tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    answers = list(book["Câu trả lời"].iter_rows(values_only=True))
    assert answers[1][1] == "00004"
    assert len(answers) == 152
    control = {row[0]: row[1] for row in book["Đối chiếu"].iter_rows(values_only=True) if len(row) > 1}
    assert control["Số phiếu (dòng)"] == 151
    assert control["Số ô có dữ liệu"] == sum(value is not None for row in answers[1:] for value in row)
    meanings = {row[:4] for row in book["Bảng mã"].iter_rows(values_only=True)}
    assert ("C6", None, "3", "Trễ hẹn") in meanings or any(row[0] == "C6" and row[2] == "3" for row in meanings)


def test_a_workbook_that_would_be_cut_is_refused(
    table: AnswerTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exports.formats.xlsx.MOST_ROWS", 100)
    with pytest.raises(FormatTooSmall):
        Xlsx().write(table, language=load("vi"), to=tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())


def test_the_data_package_is_valid_and_without_free_text(table: AnswerTable, tmp_path: Path) -> None:
    DataPackage().write(table, language=load("vi"), to=tmp_path / "a.zip")
    report = frictionless.validate(str(tmp_path / "a.zip"))
    assert report.valid, report.flatten(["message"])
    with zipfile.ZipFile(tmp_path / "a.zip") as file:
        descriptor = json.loads(file.read("datapackage.json"))
        rows = rows_of(file.read("answers.csv").decode())
    assert len(rows) == 151
    assert "F" not in rows[0]
    assert [resource["name"] for resource in descriptor["resources"]] == ["answers", "codebook"]


@pytest.mark.parametrize("made", [Csv(), DataPackage()], ids=lambda made: made.code)
def test_the_same_answers_give_the_same_bytes(table: AnswerTable, tmp_path: Path, made: Format) -> None:
    for name in ("1", "2"):
        made.write(table, language=load("vi"), to=tmp_path / name)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


@pytest.mark.parametrize("made", FORMATS, ids=lambda made: made.code)
def test_every_format_is_found_by_its_code(made: Format) -> None:
    assert format_of(made.code.upper()) is made
    assert made.suffix.startswith(".")


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(FormatUnknown) as refusal:
        format_of("dbf")
    assert refusal.value.known == tuple(each.code for each in FORMATS)


def test_spss_without_its_part_names_what_to_install(
    table: AnswerTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(ExtraMissing) as refusal:
        Sav().write(table, language=load("vi"), to=tmp_path / "a.sav")
    assert refusal.value.extra == "spss"
    assert not list(tmp_path.iterdir())


def test_spss_reads_labels_and_missing_values(table: AnswerTable, tmp_path: Path) -> None:
    import pyreadstat

    Sav().write(table, language=load("vi"), to=tmp_path / "a.sav")
    rows, meta = pyreadstat.read_sav(str(tmp_path / "a.sav"), user_missing=True)
    assert len(rows) == 151
    assert str(meta.column_names_to_labels["TC1"]).startswith("Nơi ngồi chờ")
    assert meta.variable_value_labels["TC1"][5.0] == "Rất hài lòng"
    assert meta.missing_ranges["TC1"] == [{"lo": -5.0, "hi": -1.0}]
    assert "F" not in meta.column_names


def test_spss_reads_what_was_coarsened_as_a_missing_value_with_its_meaning(table: AnswerTable, tmp_path: Path) -> None:
    import pyreadstat

    place = next(n for n, field in enumerate(table.fields) if any(row[n] == GROUPED for row in table.rows)
                 and field.sort is Sort.CODE)  # fmt: skip
    name, grouped = table.fields[place].name, sum(row[place] == GROUPED for row in table.rows)
    Sav().write(table, language=load("vi"), to=tmp_path / "a.sav")
    rows, meta = pyreadstat.read_sav(str(tmp_path / "a.sav"), user_missing=True)
    assert (rows[name] == -5).sum() == grouped > 0
    assert meta.variable_value_labels[name][-5.0].startswith("(gộp)")
    without, _ = pyreadstat.read_sav(str(tmp_path / "a.sav"))
    assert not (without[name] == -5).any()
    assert without[name].notna().sum() == sum(row[place] not in ("", "*", "?", "k", "-", GROUPED) for row in table.rows)


def test_a_period_without_valid_forms_has_nothing_to_export(tmp_path: Path) -> None:
    with closing(ward(tmp_path / "ward")) as station:
        period = period_of(station)
        with pytest.raises(NothingToExport):
            export_answers(station, period, format_code="csv", language=load("vi"), to=tmp_path / "a.csv")


def test_an_office_with_three_forms_is_exported_without_anything_that_describes_people(tmp_path: Path) -> None:
    with closing(ward(tmp_path / "ward")) as station:
        period = period_of(station)
        keyed(station, period, sample_rows()[:3], sector="Hộ tịch")
        table = answer_table(station, period, (WARD,))
    names = [field.name for field in table.fields]
    assert len(table.rows) == 3
    for name in ("sector", "A1", "A2"):
        assert {row[names.index(name)] for row in table.rows} == {GROUPED}
    assert sorted(row[names.index("D0")] for row in table.rows) == sorted(row["D0"] for row in sample_rows()[:3])


class Stopping:
    """A person who stops the work at its `left`-th report."""

    def __init__(self, left: int) -> None:
        self.left = left

    def step(self, done: int, total: int, what: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.code)
def test_a_file_can_be_stopped_between_its_rows_and_leaves_nothing(
    table: AnswerTable, tmp_path: Path, each: Format
) -> None:
    long = replace(table, rows=table.rows * 10)
    with pytest.raises(Cancelled):
        each.write(long, language=load("vi"), to=tmp_path / f"a{each.suffix}", progress=Stopping(1))
    assert list(tmp_path.iterdir()) == []


def test_spss_has_a_name_for_every_name() -> None:
    names = ["so-lan", "so_lan", "by", "q.1.", "Q.1", "a1", "A1", "1x", "x" * 70, "đ"]
    made = spss_names(names)
    assert (made["so_lan"], made["a1"], made["so-lan"]) == ("so_lan", "a1", "so_lan_2")
    assert len({each.lower() for each in made.values()}) == len(names)
    for each in made.values():
        assert len(each) <= 64
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_.@#$]*(?<![._])", each)
        assert each.lower() not in {"by", "and", "not", "with"}


def decimals() -> AnswerTable:
    return AnswerTable(
        "26Q3",
        (AnswerColumn("can", "Cân nặng", Sort.DECIMAL, missing=True),),
        (("12,5",), ("7",), ("?",)),
        is_reference=False,
    )


def test_a_decimal_is_a_number_in_a_workbook_and_in_spss(tmp_path: Path) -> None:
    Xlsx().write(decimals(), language=load("vi"), to=tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [12.5, 7, "?"]
    pyreadstat = pytest.importorskip("pyreadstat")
    Sav().write(decimals(), language=load("vi"), to=tmp_path / "a.sav")
    frame, _meta = pyreadstat.read_sav(str(tmp_path / "a.sav"), user_missing=True)
    assert list(frame["can"]) == [12.5, 7, -3]


def test_a_decimal_keeps_its_comma_in_csv_and_is_described_so(tmp_path: Path) -> None:
    Csv().write(decimals(), language=load("vi"), to=tmp_path / "a.csv")
    assert "12,5" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert next(row[3] for row in codebook(decimals(), load("en"))) == "a number, decimals behind a comma"
