"""`sophieu forms`: the promised words of the book, and how serials are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.commands import PERIOD, TOTALS, Run, done, issue, runner


def test_the_book_as_json_has_the_promised_words(run: Run) -> None:
    serials = issue(run, 4)
    done(run("forms", "mark", "handed-out", *serials[:2], *PERIOD))
    marked = done(run("forms", "mark", "spoiled", serials[3], *PERIOD, "--json")).answer
    assert (marked["marked"], marked["spoiled"], marked["handed_out"]) == (1, 1, 2)
    book = done(run("forms", "ledger", *PERIOD, "--json")).answer
    assert [(form["serial"], form["state"]) for form in book["forms"]] == list(
        zip(serials, ["still_out", "still_out", "in_stock", "spoiled"], strict=True)
    )
    assert {*TOTALS, "forms", "alarms", "keyed_not_issued"} <= set(book)
    assert book["issued"] == book["in_stock"] + book["handed_out"] + book["spoiled"] == 4
    undone = done(run("forms", "undo", "spoiled", f"{serials[3]}", *PERIOD, "--json")).answer
    assert (undone["undone"], undone["in_stock"]) == (1, 2)


def test_an_issue_answers_its_own_forms_and_the_totals_of_the_period(run: Run) -> None:
    issue(run, 2)
    answer = done(
        run("forms", "issue", *PERIOD, "--variant", "TC", "--count", 3, "--sector", "Đất đai", "--json")
    ).answer
    assert [form["state"] for form in answer["forms"]] == ["in_stock"] * 3
    assert (answer["issued"], answer["in_stock"], answer["alarms"], answer["keyed_not_issued"]) == (5, 5, [], [])


def test_marks_take_ranges_and_typed_numbers(run: Run) -> None:
    serials = issue(run, 5)
    short = [serial.split("-", 3)[3] for serial in serials]
    assert (
        done(run("forms", "mark", "handed-out", f"{serials[0]}..{serials[2]}", *PERIOD, "--json")).answer["marked"] == 3
    )
    assert (
        done(run("forms", "mark", "lost", f"{short[1]}..{short[2]}", short[4], *PERIOD, "--json")).answer["marked"] == 3
    )


def test_the_book_names_the_office_that_confirms(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    hub, ward = (runner(capsys, tmp_path / name) for name in ("hub", "ward"))
    done(hub("init", "--unit", "01"))
    done(hub("period", "open", "26Q3", "--from", "01/07/2026", "--to", "30/09/2026"))
    done(hub("package", "campaign", *PERIOD, "--out", tmp_path))
    done(ward("init", "--unit", "00004"))
    done(ward("campaign", "open", next(tmp_path.glob("*.zip"))))
    assert "Thành phố Hà Nội đã xác nhận nhận được 0/0 phiếu" in done(ward("forms", "ledger", *PERIOD)).out
