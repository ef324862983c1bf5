"""`sophieu export --full` and `sophieu restricted`: full answers leave for a reason, and the office can say which did."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from models.store.database import open_station
from tests.builders.commands import PERIOD, Run, done, refused
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import period_26q3
from tests.desktop.commands.test_questionnaire import LOCAL


def test_full_answers_need_a_reason_and_are_listed(run: Run, office: Path, tmp_path: Path) -> None:
    with closing(open_station(office)) as station:
        keyed(station, period_26q3(station), sample_rows()[:20])
    to = ("export", *PERIOD, "--format", "csv", "--out", tmp_path / "a.csv", "--full", "--json")
    assert run(*to).code == 1
    refused(run(*to), "full_reason_missing")
    assert not (tmp_path / "a.csv").exists()
    assert done(run("restricted", "--json")).answer["exports"] == []
    written = done(run(*to, "--reason", "Hồi quy", "--for", "Trần Văn Phân")).answer
    assert written["full"] is True
    (noted,) = done(run("restricted", "--json")).answer["exports"]
    assert (noted["receiver"], noted["reason"], noted["rows"]) == ("Trần Văn Phân", "Hồi quy", written["rows"])
    assert "Trần Văn Phân" in done(run("restricted")).out


def test_a_questionnaire_that_does_not_say_who_describes_people_is_told_so(run: Run) -> None:
    checked = done(run("questionnaire", "check", LOCAL, "--json")).answer
    assert checked["assumed"] == checked["respondent"] != []
    told = done(run("questionnaire", "check", LOCAL)).out
    assert all(name in told for name in checked["assumed"])
    built_in = built_in_cn(run)
    assert built_in["assumed"] == []
    assert built_in["respondent"] == ["A1", "A2", "A3", "A4", "A5", "A6"]


def built_in_cn(run: Run) -> dict[str, object]:
    (found,) = (
        each
        for each in done(run("questionnaire", "list", "--json")).answer["questionnaires"]
        if each["id"] == "hailong_cn"
    )
    assert isinstance(found, dict)
    return found
