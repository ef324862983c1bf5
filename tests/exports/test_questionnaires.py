"""XLSForm workbooks: what offices hand over is read or refused, what is written others read too."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pyxform.xls2xform import convert

from exports.questionnaires import NotAQuestionnaire, read_form, read_workbook, write_workbook
from models.catalogue.questionnaires import BUILT_IN_IDS, built_in, built_in_sheets, further_questionnaires
from models.domain.basics.problems import Problem
from models.domain.questionnaire import editing
from models.domain.questionnaire.answers import read_answers
from models.domain.questionnaire.comparing import compare
from models.domain.questionnaire.filters import filters
from models.domain.questionnaire.questionnaire import Questionnaire, Score
from models.domain.questionnaire.xlsform import Sheets, XlsformRow, read_questionnaire
from models.files import FileEmpty, FileMissing, FileTooLarge
from models.services.office.file_kinds import OtherKind
from models.workbooks.problems import (
    NotATable,
    TableDamaged,
    TableOfOldKind,
    TableProblem,
    TableProtected,
)

DATA = Path(__file__).parents[1] / "data"
LOCAL = DATA / "phieu-dia-phuong.xlsx"


def workbook(path: Path, **tables: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_local_questionnaire_is_read_with_its_factor_and_general_question() -> None:
    questionnaire = read_questionnaire(read_workbook(LOCAL))
    assert (questionnaire.id, questionnaire.variant, len(questionnaire.groups)) == ("phieu_dia_phuong", "CN", 3)
    assert [group.name for group in questionnaire.factors] == ["hai_long"]
    assert [question.name for question in questionnaire.criteria] == ["hl1", "hl2", "hl3", "hl4", "hl5"]
    assert {len(question.choices) for question in questionnaire.criteria} == {3}
    assert questionnaire.overall is not None
    assert (questionnaire.overall.name, questionnaire.overall.score) == ("chung", Score.OVERALL)
    assert [question.name for question in questionnaire.rest] == ["tuoi", "kenh_tin"]
    assert [question.name for question in questionnaire.texts] == ["gop_y"]
    assert questionnaire.by_name["tuoi"].digits == 3
    assert not questionnaire.is_reference


def test_the_local_filter_asks_for_a_letter_only_after_a_late_result() -> None:
    questionnaire = read_questionnaire(read_workbook(LOCAL))
    compiled = filters(questionnaire, day=date(2026, 8, 8))
    assert compiled.names == ("xin_loi",)
    assert compiled.met(read_answers(questionnaire, {"tra_kq": "3"})) == (True,)
    assert compiled.met(read_answers(questionnaire, {"tra_kq": "2"})) == (False,)


@pytest.mark.parametrize("questionnaire_id", BUILT_IN_IDS)
def test_what_is_exported_is_read_back_as_the_same_questionnaire(questionnaire_id: str, tmp_path: Path) -> None:
    path = tmp_path / "mẫu phiếu.xlsx"
    write_workbook(built_in_sheets(questionnaire_id), path)
    again = read_questionnaire(read_workbook(path))
    assert again == next(each for each in built_in() if each.id == questionnaire_id)


@pytest.mark.parametrize("questionnaire_id", BUILT_IN_IDS)
def test_the_built_in_questionnaires_are_sound_xlsforms_for_pyxform(questionnaire_id: str, tmp_path: Path) -> None:
    path = tmp_path / f"{questionnaire_id}.xlsx"
    write_workbook(built_in_sheets(questionnaire_id), path)
    done = convert(str(path))
    assert not done.warnings
    assert 'id="hailong_' in done.xform
    assert all(f'ref="/data/{name}"' in done.xform for name in ("D0", "E", "F"))


@pytest.mark.parametrize("questionnaire", further_questionnaires(), ids=lambda each: each.id)
def test_the_further_questionnaires_are_sound_xlsforms_for_pyxform_with_their_frame(
    questionnaire: Questionnaire, tmp_path: Path
) -> None:
    path = tmp_path / "further.xlsx"
    write_workbook(built_in_sheets(questionnaire.id), path)
    done = convert(str(path))
    assert not done.warnings
    back = read_form(path, today=date(2026, 11, 30)).questionnaire
    assert (back.words, back.paper) == (questionnaire.words, questionnaire.paper)


def _asked_in_window(of: Sheets) -> Sheets:
    """What somebody makes of a form in the window: reworded, moved, with a new question, choices, a skip and a frame."""
    places = {line.row["name"]: line.place for line in editing.lines_of(of)}
    changed = editing.with_cells(of, places["C3"], {"label": "Phải bổ sung mấy lần?", "hint": "Kể cả qua điện thoại"})
    changed = editing.with_own_list(changed, places["C3"])
    own = editing.lines_of(changed)[places["C3"]].list_name
    changed = editing.with_choice(changed, own, "Không nhớ")
    changed = editing.with_question(
        changed, places["C3"], "select_multiple", "Bổ sung vì sao?", ("Thiếu", "Sai", "Khác")
    )
    asked = editing.asked_if("C3", ("1", "3"), several=False)
    changed = editing.with_cells(changed, places["C3"] + 1, {"relevant": asked})
    changed = editing.moved(changed, places["C5"] + 1, down=False)
    return editing.with_settings(
        changed,
        {"host": "Sở Nội vụ", "basis": "Kế hoạch 12", "contact": "024", "retention": "2 năm", "line_sector": "none"},
    )


@pytest.mark.parametrize("questionnaire_id", BUILT_IN_IDS)
def test_an_edited_questionnaire_is_a_sound_xlsform_for_pyxform_and_comes_back_the_same(
    questionnaire_id: str, tmp_path: Path
) -> None:
    edited = _asked_in_window(built_in_sheets(questionnaire_id))
    path = tmp_path / "edited.xlsx"
    write_workbook(edited, path)
    done = convert(str(path))
    assert not done.warnings
    read = read_questionnaire(edited)
    for question in read.asked:
        assert (
            f'ref="/data/{question.group}/{question.name}"' in done.xform
            or f'ref="/data/{question.name}"' in done.xform
        )
    assert f"selected( /data/C/{read.by_name['C3'].name}" not in done.xform
    assert "/data/C/C3  = '1' or  /data/C/C3  = '3'" in done.xform
    back = read_form(path, today=date(2026, 11, 30)).questionnaire
    assert (back.coding, back.paper) == (read.coding, read.paper)
    assert not compare(read, back).changes


def test_an_exported_text_never_becomes_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    row = XlsformRow(2, {"type": "text", "name": "t", "label": "=1+1", "hint": "#N/A"})
    write_workbook(Sheets((row,), (), None), path)
    cells = [[cell.value for cell in cells] for cells in openpyxl.load_workbook(path)["survey"].iter_rows()]
    assert cells == [["type", "name", "label", "hint"], ["text", "t", "=1+1", "#N/A"]]
    assert openpyxl.load_workbook(path)["survey"]["C2"].data_type == "s"
    assert read_workbook(path).survey == (row,)


def test_numbers_truths_and_days_in_cells_read_as_they_are_typed(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "x.xlsx",
        Survey=[["Type", " NAME ", "label", "required", "paper_number"], ["text", "t", 2026, True, 1.0]],
        choices=[["list name", "name", "label"], ["yn", 1, 1.5]],
        settings=[["form_title", "form_id", "version"], ["T", "id", 2026070101]],
    )
    found = read_workbook(path)
    assert found.survey == (
        XlsformRow(2, {"type": "text", "name": "t", "label": "2026", "required": "yes", "paper_number": "1"}),
    )
    assert found.choices == (XlsformRow(2, {"list_name": "yn", "name": "1", "label": "1.5"}),)
    assert found.settings is not None
    assert found.settings[0]["version"] == "2026070101"


def test_row_numbers_are_those_of_the_spreadsheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", survey=[["type"], [], ["text"], [" "], ["note"]])
    assert [row.number for row in read_workbook(path).survey or ()] == [3, 5]


def test_a_missing_sheet_is_left_to_the_findings(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", survey=[["type"], ["text"]])
    assert read_workbook(path).choices is None


def test_another_workbook_is_no_questionnaire() -> None:
    with pytest.raises(OtherKind, match="list of finished dossiers"):
        read_workbook(DATA / "danh-sach-mot-cua.xlsx")


def test_a_csv_is_no_questionnaire(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(NotAQuestionnaire):
        read_workbook(file)


def contents() -> dict[str, tuple[bytes, type[Problem]]]:
    whole = LOCAL.read_bytes()
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le")
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("hello.txt", "hello")
    return {
        "empty": (b"", FileEmpty),
        "truncated": (whole[: len(whole) // 2], TableDamaged),
        "pdf": (b"%PDF-1.7\n", NotATable),
        "encrypted": (encrypted, TableProtected),
        "xls": (old, TableOfOldKind),
        "too large": (whole + bytes(6_000_000), FileTooLarge),
        "zip": (other.getvalue(), TableProblem),
    }


@pytest.mark.parametrize("kind", sorted(contents()))
def test_a_file_that_is_no_sound_workbook_is_refused(kind: str, tmp_path: Path) -> None:
    content, problem = contents()[kind]
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(problem):
        read_workbook(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_workbook(tmp_path / "none.xlsx")


def test_the_sample_answers_fit_the_built_in_form_for_individuals() -> None:
    with (DATA / "tra-loi-mau.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert set(header) == {question.name for question in built_in()[0].asked}


def test_a_csv_holds_its_sheets_one_below_the_other(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    rows = (
        "survey",
        ",type,name,label",
        ",select_one yn,a,A",
        "choices",
        ",list name,name,label",
        ",yn,1,Có",
        ",yn,2,Không",
    )
    file.write_text("\n".join(rows), encoding="utf-8")
    form = read_form(file, today=date(2026, 7, 1))
    assert [(each.name, len(each.choices)) for each in form.questionnaire.questions] == [("a", 2)]


def test_a_sheet_alone_in_its_file_is_the_survey_whatever_it_is_called(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", Sheet1=[["type", "name", "label"], ["text", "a", "A"]])
    assert [each.name for each in read_form(path, today=date(2026, 7, 1)).questionnaire.questions] == ["a"]


def test_sheets_that_do_not_count_and_what_is_hidden_are_named(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "x.xlsx",
        survey=[["type", "name", "label"], ["text", "a", "A"]],
        settings=[["form_title", "form_id", "version"], ["T", "t", "1"]],
        entities=[["list_name"], ["x"]],
    )
    book = openpyxl.load_workbook(path)
    book["survey"].row_dimensions[2].hidden = True
    book.save(path)
    notes = [str(note) for note in read_form(path, today=date(2026, 7, 1)).account.notes]
    assert notes == [
        "Sheet survey: 1 rows are hidden in the sheet and were read like all others: 2.",
        "Sheets that are none of survey, choices and settings are not read: ['entities'].",
    ]
