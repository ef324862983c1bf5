"""`sophieu questionnaire`: an office's own questionnaire."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.builders.commands import Run, done, refused

DATA = Path(__file__).parents[2] / "data"
LOCAL = DATA / "phieu-dia-phuong.xlsx"


def test_a_local_questionnaire_is_checked_taken_in_and_used(run: Run) -> None:
    checked = done(run("questionnaire", "check", LOCAL, "--json")).answer
    assert checked["id"] == "phieu_dia_phuong"
    assert "phieu_dia_phuong" not in done(run("questionnaire", "list")).out
    assert done(run("questionnaire", "import", LOCAL, "--json")).answer == checked
    done(run("questionnaire", "import", LOCAL))
    days = ("--from", "01/10/2026", "--to", "31/12/2026")
    opened = done(run("period", "open", "26q4", *days, "--questionnaire", "phieu_dia_phuong", "--json")).answer
    assert (opened["period"], opened["questionnaires"]) == ("26Q4", ["phieu_dia_phuong"])
    assert [known["period"] for known in done(run("period", "list", "--json")).answer["periods"]] == ["26Q4", "26Q3"]


def test_an_exported_form_that_is_changed_comes_back_as_a_new_edition_and_says_what_that_means(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "cn.xlsx"
    done(run("questionnaire", "export", "hailong_cn", file))
    refused(run("questionnaire", "import", file, "--new-edition", "--json"), "edition_alike")
    book = openpyxl.load_workbook(file)
    survey = book["survey"]
    row = next(n for n, cells in enumerate(survey.iter_rows(values_only=True), 1) if cells[1] == "C2")
    survey.cell(row, 3, "Mấy lần?")
    book.save(file)
    refused(run("questionnaire", "import", file, "--json"), "questionnaire_edition_taken")
    assert "sophieu questionnaire import TỆP --new-edition" in run("questionnaire", "import", file).err
    told = done(run("questionnaire", "import", file, "--new-edition")).out
    assert "Câu trả lời được gộp chung" in told
    first, second = sorted(
        each["edition"]
        for each in done(run("questionnaire", "list", "--json")).answer["questionnaires"]
        if each["id"] == "hailong_cn"
    )
    answer = done(run("questionnaire", "compare", f"hailong_cn@{first}", "hailong_cn", "--json")).answer
    assert (answer["before"], answer["after"]) == (["hailong_cn", first], ["hailong_cn", second])
    assert (answer["coding_equal"], answer["paper_equal"], answer["scoring_equal"]) == (True, False, True)
    assert [(each["kind"], each["name"], each["after"]) for each in answer["changes"]] == [("words", "C2", "Mấy lần?")]
    assert "“Mấy lần?”" in done(run("questionnaire", "compare", f"hailong_cn@{first}", file)).out
    assert done(run("questionnaire", "compare", "hailong_cn", file, "--json")).answer["changes"] == []
    refused(run("questionnaire", "compare", "hailong_cn", "nobody", "--json"), "questionnaire_unknown")


def test_two_forms_that_are_coded_otherwise_say_that_they_are_not_pooled(run: Run) -> None:
    told = done(run("questionnaire", "compare", "hailong_cn", "hailong_tc")).out
    assert "không được gộp" in told
    answer = done(run("questionnaire", "compare", "hailong_cn", "hailong_tc", "--json")).answer
    assert not answer["coding_equal"]
    assert {each["kind"] for each in answer["changes"]} >= {"removed", "words", "choices", "frame"}


def test_an_edition_that_is_not_here_is_answered_with_those_that_are(run: Run) -> None:
    told = run("questionnaire", "compare", "motcua_cn@1", "motcua_cn", "--json").answer
    assert (told["error"], told["facts"]["id"]) == ("questionnaire_unknown", "motcua_cn@1")
    assert [each.partition("@")[0] for each in told["facts"]["known"]] == ["motcua_cn"]
    assert "motcua_cn" in run("questionnaire", "compare", "khac", "motcua_cn", "--json").answer["facts"]["known"]
