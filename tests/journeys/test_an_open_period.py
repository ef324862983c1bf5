"""The evaluation that goes with the receipt: a period that goes on until it is closed, counted month by month."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from desktop.moment import now
from models.catalogue import BUILT_IN
from models.catalogue.questionnaires import built_in, further_questionnaires
from models.domain.basics.units import UnitKey
from models.domain.book.months import month_after, month_of
from models.domain.book.periods import NO_END
from models.domain.questionnaire.questionnaire import Score
from models.domain.sheets import months as month_sheet
from models.security import fingerprint_words, from_text
from models.services.figures.reporting import report_of
from models.services.office.periods import find_period
from models.store.database import open_station
from tests.builders.scans import pages_of
from tests.builders.surveys import of_office

Sophieu = Callable[..., dict[str, Any]]
PERIOD = ("--period", "MC")
ASKED = next(each for each in further_questionnaires() if each.id == "motcua_cn").singles


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., tuple[int, dict[str, Any], str]]:
    def call(*words: object) -> tuple[int, dict[str, Any], str]:
        capsys.readouterr()
        code = cli.main([*map(str, words), "--data", str(tmp_path / "ward"), "--json"])
        out = capsys.readouterr()
        return code, json.loads(out.out), out.err

    return call


@pytest.fixture
def sophieu(run: Callable[..., tuple[int, dict[str, Any], str]]) -> Sophieu:
    def call(*words: object) -> dict[str, Any]:
        code, answer, err = run(*words)
        assert code == 0, (answer, err)
        return answer

    return call


def keyed(sophieu: Sophieu, tmp_path: Path, forms: list[dict[str, Any]], level: str) -> None:
    names = [question.name for question in ASKED]
    rows = [",".join([form["serial"], *(level if q.score is not Score.NONE else "1" for q in ASKED)]) for form in forms]
    file = tmp_path / "keyed.csv"
    file.write_text("\n".join([",".join(("serial", *names)), *rows]), encoding="utf-8")
    assert sophieu("key", "import", file, *PERIOD)["new"] == len(forms)


@pytest.fixture
def opened(sophieu: Sophieu) -> dict[str, Any]:
    sophieu("init", "--unit", "00004")
    return sophieu("period", "open", "MC", "--name", "Phiếu đánh giá một cửa", "--from", "01/08/2026", "--open-ended",
                   "--questionnaire", "motcua_cn")  # fmt: skip


def test_it_has_no_last_day_at_any_door(
    opened: dict[str, Any], sophieu: Sophieu, tmp_path: Path, run: Callable[..., tuple[int, dict[str, Any], str]]
) -> None:
    assert (opened["evaluated_from"], opened["evaluated_to"], opened["survey_to"]) == ("2026-08-01", None, None)
    issued = sophieu("forms", "issue", *PERIOD, "--variant", "CN", "--count", "2", "--month", "08/2026")
    sophieu("forms", "print", *PERIOD, "--out", tmp_path / "forms.pdf")
    first = pages_of((tmp_path / "forms.pdf").read_bytes())[0].one_line
    assert "phiếu tháng 08/2026" in first
    assert "chậm nhất" not in first
    assert "9999" not in first
    sophieu("forms", "slip", *PERIOD, "--out", tmp_path / "slip.pdf")
    slip = pages_of((tmp_path / "slip.pdf").read_bytes())[0].one_line
    assert "9999" not in slip
    assert "khi có thông báo" in slip
    assert "Tính vào tháng: 08/2026" in slip
    assert len(issued["forms"]) == 2
    (listed,) = sophieu("period", "list")["periods"]
    assert listed["evaluated_to"] is None
    assert run("period", "open", "MC2", "--from", "01/08/2026")[0] == 2, "an end, or none: one of the two is said"
    assert run("period", "open", "MC2", "--from", "01/08/2026", "--to", "31/08/2026", "--open-ended")[0] == 2


def test_forms_are_counted_in_the_month_of_their_issue(
    opened: dict[str, Any], sophieu: Sophieu, tmp_path: Path
) -> None:
    assert opened["period"] == "MC"
    for month, count, level in (("2026-08", 8, "3"), ("2026-09", 6, "1"), ("2026-10", 3, "3"), ("2026-11", 7, "3")):
        issued = sophieu("forms", "issue", *PERIOD, "--variant", "CN", "--count", count, "--month", month)
        keyed(sophieu, tmp_path, issued["forms"], level)
    found = sophieu("results", *PERIOD)
    assert [(each["months"], each["forms"], each["overall"]) for each in found["months"]] == [
        (["2026-08"], 8, 100.0),
        (["2026-09"], 6, 0.0),
        (["2026-10", "2026-11"], 10, 100.0),
    ]
    assert found["overall"] == 75.0
    (october,) = sophieu("results", *PERIOD, "--month", "10/2026", "--report", tmp_path / "report.pdf")["months"]
    assert october["months"] == ["2026-10", "2026-11"], "three people are never told alone"
    text = " ".join(page.one_line for page in pages_of((tmp_path / "report.pdf").read_bytes()))
    assert "Chỉ số theo tháng" in text
    assert "10/2026 – 11/2026" in text
    assert "9999" not in text
    third = sophieu("forms", "issue", *PERIOD, "--variant", "CN", "--count", 3, "--month", "2026-12")
    keyed(sophieu, tmp_path, third["forms"][:1], "3")
    keyed(sophieu, tmp_path, third["forms"][1:], "1")
    (last,) = sophieu("results", *PERIOD, "--month", "2026-12")["months"]
    assert (last["forms"], last["overall"]) == (13, 84.62), "rounded once, as every figure of an answer"


def test_a_month_without_forms_and_no_month_are_refused(
    opened: dict[str, Any], sophieu: Sophieu, tmp_path: Path, run: Callable[..., tuple[int, dict[str, Any], str]]
) -> None:
    assert opened["period"] == "MC"
    issued = sophieu("forms", "issue", *PERIOD, "--variant", "CN", "--count", "6", "--month", "2026-08")
    keyed(sophieu, tmp_path, issued["forms"], "2")
    assert run("results", *PERIOD, "--month", "2026-09")[1]["error"] == "month_without_forms"
    assert run("results", *PERIOD, "--month", "soon")[1]["error"] == "month_not_understood"
    assert (
        run("forms", "issue", *PERIOD, "--variant", "CN", "--count", "1", "--month", "13/2026")[1]["error"]
        == "month_not_understood"
    )
    refused = ("results", *PERIOD, "--month", "2026-09", "--xlsx", tmp_path / "no.xlsx", "--pdf", tmp_path / "no.pdf")
    assert run(*refused)[1]["error"] == "month_without_forms"
    assert not list(tmp_path.glob("no.*")), "whoever is refused has no paper"
    assert run("results", "--year", "2026", "--month", "2026-08")[0] == 2, "a month is of one period"


def test_a_month_that_has_nothing_to_do_with_the_period_is_refused(
    opened: dict[str, Any], sophieu: Sophieu, run: Callable[..., tuple[int, dict[str, Any], str]]
) -> None:
    assert opened["period"] == "MC"
    issue = ("forms", "issue", "--variant", "CN", "--count", "1", "--period")
    for wrong in ("2026-07", "2062-10", "2206-10"):
        code, answer, _ = run(*issue, "MC", "--month", wrong)
        assert (code, answer["error"], answer["facts"]["first"]) == (1, "month_outside_period", "08/2026")
    sophieu("period", "open", "MC2", "--from", "01/07/2026", "--to", "30/09/2026", "--survey-from", "01/10/2026",
            "--survey-to", "31/10/2026", "--questionnaire", "motcua_cn")  # fmt: skip
    for right in ("2026-07", "2026-10"):
        sophieu(*issue, "MC2", "--month", right)
    for wrong in ("2026-06", "2026-11"):
        assert run(*issue, "MC2", "--month", wrong)[1]["error"] == "month_outside_period"


def test_forms_issued_before_the_period_begins_are_of_its_first_month(sophieu: Sophieu) -> None:
    sophieu("init", "--unit", "00004")
    later = month_after(BUILT_IN.place.day_of(now()), 2)
    sophieu("period", "open", "MC", "--from", later.isoformat(), "--open-ended", "--questionnaire", "motcua_cn")
    (batch,) = sophieu("forms", "issue", *PERIOD, "--variant", "CN", "--count", "1")["batches"]
    assert batch["month"] == month_of(later)


def test_an_issue_that_names_no_month_has_that_of_its_day_and_a_replaced_form_keeps_its_own(
    opened: dict[str, Any], sophieu: Sophieu, tmp_path: Path
) -> None:
    assert opened["period"] == "MC"
    day = BUILT_IN.place.day_of(now())
    usual = sophieu("forms", "issue", *PERIOD, "--variant", "CN", "--count", "6")
    keyed(sophieu, tmp_path, usual["forms"], "3")
    old = sophieu("forms", "issue", *PERIOD, "--variant", "CN", "--count", "6", "--month", "2026-08")
    spoiled, *others = old["forms"]
    sophieu("forms", "mark", "spoiled", spoiled["serial"], *PERIOD)
    instead = sophieu("forms", "replace", spoiled["serial"], *PERIOD)
    keyed(sophieu, tmp_path, [*others, {"serial": instead["serial"]}], "1")
    found = sophieu("results", *PERIOD)["months"]
    assert [(each["months"], each["forms"]) for each in found] == [(["2026-08"], 6), ([month_of(day)], 6)]


def test_a_period_with_an_end_is_not_told_by_month_unless_its_issues_name_months(
    sophieu: Sophieu, tmp_path: Path
) -> None:
    sophieu("init", "--unit", "00004")
    span = ("--from", "01/08/2026", "--to", "30/09/2026")
    sophieu("period", "open", "MC", *span, "--questionnaire", "motcua_cn")
    keyed(sophieu, tmp_path, sophieu("forms", "issue", *PERIOD, "--variant", "CN", "--count", "6")["forms"], "3")
    assert "months" not in sophieu("results", *PERIOD)
    station = open_station(tmp_path / "ward")
    period = find_period(station, "MC")
    assert report_of(station, period, of_office(station.unit)).months == ()
    station.close()
    named = sophieu("forms", "issue", *PERIOD, "--variant", "CN", "--count", "6", "--month", "2026-09")
    keyed(sophieu, tmp_path, named["forms"], "1")
    assert [each["months"] for each in sophieu("results", *PERIOD, "--month", "2026-09")["months"]] == [["2026-09"]]
    station = open_station(tmp_path / "ward")
    table = month_sheet.month_table(report_of(station, find_period(station, "MC"), of_office(station.unit)))
    assert [row.cells[1] for row in table.rows] == [6, 6, 12]
    station.close()


def test_a_campaign_without_an_end_reaches_a_ward_and_its_months_reach_the_hub(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def at(station: str, *words: object) -> dict[str, Any]:
        capsys.readouterr()
        assert cli.main([*map(str, words), "--data", str(tmp_path / station), "--json"]) == 0, capsys.readouterr()
        answer = json.loads(capsys.readouterr().out)
        assert isinstance(answer, dict)
        return answer

    at("hub", "init", "--unit", "01", "--hub")
    at(
        "hub",
        "period",
        "open",
        "MC",
        "--from",
        "01/08/2026",
        "--open-ended",
        "--questionnaire",
        "motcua_cn",
        "--unit",
        "00004",
    )
    at("hub", "package", "campaign", *PERIOD, "--out", tmp_path)
    (campaign,) = tmp_path.glob("MC-01-*.zip")
    at("ward", "init", "--campaign", campaign, "--unit", "00004")
    for month in ("2026-08", "2026-09"):
        forms = at("ward", "forms", "issue", *PERIOD, "--variant", "CN", "--count", "6", "--month", month)["forms"]
        keyed(lambda *words: at("ward", *words), tmp_path, forms, "3")
    (tmp_path / "out").mkdir()
    at("ward", "package", "send", *PERIOD, "--out", tmp_path / "out")
    (returns,) = (each for each in (tmp_path / "out").iterdir() if each.suffix != ".pdf")
    at("hub", "package", "merge", returns)
    ward = open_station(tmp_path / "ward")
    key = fingerprint_words(from_text(ward.public_key))
    ward.close()
    at("hub", "package", "confirm", "00004", "--fingerprint", key)
    station = open_station(tmp_path / "hub")
    period = find_period(station, "MC")
    assert period.evaluated_to == NO_END
    found = report_of(station, period, of_office(UnitKey.parse("00004@2025-07-01")))
    assert [(span.months, measure.forms) for span, measure, _ in found.months] == [(("2026-08",), 6), (("2026-09",), 6)]
    station.close()


def quarter(sophieu: Sophieu, tmp_path: Path) -> None:
    """A period with an end beside the open one, with twelve forms of its own."""
    sophieu("period", "open", "26Q3", "--name", "Quý III", "--from", "01/07/2026", "--to", "30/09/2026")
    issued = sophieu("forms", "issue", "--period", "26Q3", "--variant", "CN", "--count", "12")["forms"]
    asked = [q for q in built_in()[0].singles if q.score is not Score.NONE]
    rows = [",".join([form["serial"], *("4" for _ in asked)]) for form in issued]
    file = tmp_path / "quarter.csv"
    file.write_text("\n".join([",".join(("serial", *(q.name for q in asked))), *rows]), encoding="utf-8")
    assert sophieu("key", "import", file, "--period", "26Q3")["new"] == 12


def test_a_year_tells_an_open_period_beside_it_by_its_months_and_counts_it_in_no_sum(
    opened: dict[str, Any], sophieu: Sophieu, tmp_path: Path
) -> None:
    assert opened["period"] == "MC"
    quarter(sophieu, tmp_path)
    before = sophieu("results", "--year", "2026")
    assert (before["left_out"], before["units"][0]["open_months"]) == (
        [{"period": "MC", "name": "Phiếu đánh giá một cửa", "open": True}],
        [],
    )
    # 3 forms of December alone would tell of few: they are told with the January after them, in both years
    for month, count, level in (("2026-11", 6, "1"), ("2026-12", 3, "3"), ("2027-01", 5, "3"), ("2027-02", 6, "3")):
        issued = sophieu("forms", "issue", *PERIOD, "--variant", "CN", "--count", count, "--month", month)
        keyed(sophieu, tmp_path, issued["forms"], level)
    year = sophieu("results", "--year", "2026", "--pdf", tmp_path / "year.pdf", "--xlsx", tmp_path / "year.xlsx")
    (own,) = year["units"]
    assert (own["forms"], own["overall"]) == (12, before["units"][0]["overall"]) == (12, 100.0)
    assert own["open_months"] == [
        {"period": "MC", "months": ["2026-11"], "forms": 6, "overall": 0.0},
        {"period": "MC", "months": ["2026-12", "2027-01"], "forms": 8, "overall": 100.0},
    ]
    by_month = sophieu("results", *PERIOD)["months"]
    told = [{"period": "MC", **{key: each[key] for key in ("months", "forms", "overall")}} for each in by_month]
    assert told[:2] == own["open_months"], "as its own table tells them"
    text = " ".join(page.one_line for page in pages_of((tmp_path / "year.pdf").read_bytes()))
    for words in ("Không tính vào cả năm: MC – Phiếu đánh giá một cửa", "12/2026 – 01/2027", "không cộng vào cả năm"):
        assert words in text
    assert "02/2027" not in text


def test_a_year_of_open_periods_alone_says_so(
    opened: dict[str, Any], run: Callable[..., tuple[int, dict[str, Any], str]]
) -> None:
    assert opened["period"] == "MC"
    code, answer, _ = run("results", "--year", "2026")
    assert (code, answer["error"], answer["facts"]["periods"]) == (1, "open_periods_alone", ["MC"])
    assert run("results", "--year", "2025")[1]["error"] == "no_period_in_year"


def test_a_period_across_the_turn_of_the_year_is_named(sophieu: Sophieu, tmp_path: Path) -> None:
    sophieu("init", "--unit", "00004")
    quarter(sophieu, tmp_path)
    sophieu("period", "open", "26K", "--name", "Mùa đông", "--from", "01/12/2026", "--to", "31/01/2027")
    assert sophieu("results", "--year", "2026")["left_out"] == [{"period": "26K", "name": "Mùa đông", "open": False}]
