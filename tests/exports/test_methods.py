"""A method goes out as a workbook, is changed by people and governs a period's figures."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from exports.methods import NotAMethod, read_method_file, write_method
from models.catalogue.methods import further_methods
from models.domain.basics.problems import Problem
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_table import MethodColumnTwice, MethodRowTooLong, MethodValueWrong
from models.language import load
from models.services.office.methods import MethodUnknown, add_method, find_method, methods
from tests.builders.acts import act_of
from tests.builders.commands import runner
from tests.builders.surveys import ward


def test_a_written_method_reads_back_and_a_changed_cell_counts(tmp_path: Path) -> None:
    file = tmp_path / "m.xlsx"
    write_method(Method(), file, language=load("vi"))
    assert read_method_file(file).method == Method()
    book = openpyxl.load_workbook(file)
    for row in book.worksheets[0].iter_rows():
        if row[0].value == "target":
            row[1].value = 75
        if row[0].value == "valid_share":
            row[1].value = 0.5
    book.save(file)
    assert read_method_file(file).method == replace(Method(), target=75, valid_share="0.5")


def test_a_fraction_typed_into_a_written_method_stays_what_was_typed(tmp_path: Path) -> None:
    """In a cell without a kind spreadsheets make a day of 2/3."""
    write_method(Method(), tmp_path / "m.xlsx", language=load("vi"))
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx").active
    assert sheet is not None
    assert {row[1].number_format for row in sheet.iter_rows(min_row=2)} == {"@"}
    assert sheet.column_dimensions["B"].number_format == "@", "rows that are added below"


def test_a_csv_needs_only_the_rows_that_differ(tmp_path: Path) -> None:
    file = tmp_path / "m.csv"
    file.write_text("field,value\nname,Phương pháp 2026\ngrade,Đạt: 60\ngrade,Không đạt: 0\n", encoding="utf-8")
    assert read_method_file(file).method.grades == (("Đạt", 60), ("Không đạt", 0))


def test_a_table_without_rows_is_no_method(tmp_path: Path) -> None:
    file = tmp_path / "m.csv"
    file.write_text("field,value\n", encoding="utf-8")
    with pytest.raises(NotAMethod):
        read_method_file(file)


def test_methods_are_found_by_name_or_fingerprint_and_only_when_it_is_one(tmp_path: Path) -> None:
    with closing(ward(tmp_path)) as station:
        own = add_method(station, replace(Method(), name="Riêng", target=70), act=act_of())
        add_method(station, own, act=act_of())
        other = add_method(station, replace(Method(), name="Riêng", target=60), act=act_of())
        assert methods(station)[0] == Method()
        assert set(methods(station)[1:]) == {own, other, *further_methods()}
        assert find_method(station, own.fingerprint[:10]) == own
        for name in ("Riêng", "chưa có", ""):
            with pytest.raises(MethodUnknown):
                find_method(station, name)


def test_titles_stand_above_a_method_shares_are_as_shown_and_the_rest_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for cells in (["PHƯƠNG PHÁP"], ["field", "value", "Ý nghĩa", None], ["target", 0.8, "", "x"]):
        book.active.append(cells)
    book.active["B3"].number_format = "0%"
    book.create_sheet("khác").append(["x"])
    book.save(tmp_path / "m.xlsx")
    read = read_method_file(tmp_path / "m.xlsx")
    assert read.method.target == 80
    assert [each.name for each in read.account.columns] == ["field", "value", "Ý nghĩa", "D"]
    assert len(read.account.notes) == 1


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("field,value,value\ntarget,80,90\n", MethodColumnTwice),
        ("field,value\ngroup,Sở: department, board\ntarget,80\n", MethodRowTooLong),
        ("field,value\ntarget,#N/A\n", MethodValueWrong),
    ],
)
def test_a_method_that_would_be_read_in_part_is_refused(words: str, refusal: type[Problem], tmp_path: Path) -> None:
    file = tmp_path / "m.csv"
    file.write_text(words, encoding="utf-8")
    with pytest.raises(refusal):
        read_method_file(file)


@pytest.mark.parametrize("row", ["group", "group CS"])
@pytest.mark.parametrize("member", ["ward", "99999"])
def test_groups_of_what_the_catalogue_does_not_have_are_refused_where_the_method_is_looked_at_and_taken_in(
    member: str, row: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An office with a slip in its code would else be compared elsewhere, and nobody told."""
    ward(tmp_path / "ward").close()
    run = runner(capsys, tmp_path / "ward")
    rows = "index overall,mean: CS\nindex CS,mean: TC\n"
    file, good = tmp_path / "m.csv", tmp_path / "good.csv"
    file.write_text(f'field,value\n{rows}{row},"Sở: department, 00004, {member}"\n', encoding="utf-8")
    for word in ("check", "import"):
        answer = run("method", word, file, "--json").answer
        assert answer["error"] == "method_compares_unknown"
        assert (answer["facts"]["row"], answer["facts"]["member"]) == (row, member)
        assert "commune" in answer["facts"]["levels"]
    good.write_text(f'field,value\n{rows}{row},"Sở: department, 00004"\n', encoding="utf-8")
    assert run("method", "check", good).code == run("method", "import", good).code == 0
