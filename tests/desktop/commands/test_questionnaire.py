"""`sophieu questionnaire`: an office's own questionnaire."""

from __future__ import annotations

from pathlib import Path

from tests.builders.commands import Run, done

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
