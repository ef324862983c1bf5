"""Several computers of a hub by command: who has the book of numbers, and who is in charge of which office."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.builders.commands import Ran, Run, runner
from tests.builders.files import csv_file


def done(ran: Ran) -> dict[str, Any]:
    assert ran.code == 0, ran.err
    return ran.answer


@pytest.fixture
def hub(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """A hub with a period, its campaign file written, and two people."""
    run = runner(capsys, tmp_path / "hub")
    assert run("init", "--unit", "01", "--hub", "--name", "Hà").code == 0
    assert run("person", "add", "minh", "--name", "Trần Văn Minh").code == 0
    opened = run(
        "period", "open", "26Q3", "--from", "01/07/2026", "--to", "30/09/2026", "--unit", "00004", "--unit", "00008"
    )
    assert opened.code == 0
    assert run("package", "campaign", "--period", "26Q3", "--out", tmp_path).code == 0
    return run


def test_the_book_is_shown_handed_on_and_taken_over_by_command(
    hub: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = done(hub("package", "numbers", "--json"))
    assert (first["here"], first["given"][0]["campaign_file"], len(first["turns"])) == (True, 1, 1)
    assert hub("station", "add", "--out", tmp_path / "2.json").code == 0
    desk = runner(capsys, tmp_path / "desk")
    assert desk("init", "--station", tmp_path / "2.json").code == 0
    assert desk("campaign", "open", next(tmp_path.glob("*-campaign-*.zip"))).code == 0
    refused = desk("package", "campaign", "--period", "26Q3", "--out", tmp_path, "--json")
    assert (refused.code, refused.answer["error"], refused.answer["deed"]) == (1, "numbers_elsewhere", "show_numbers")
    id_ = done(desk("package", "keys", "--json"))["own"]["station"]
    assert done(hub("package", "hand-over", id_, "--json"))["computer"] == id_
    assert hub("period", "edit", "26Q3", "--name", "Khác", "--json").answer["error"] == "numbers_elsewhere"
    out = tmp_path / "stick"
    out.mkdir()
    assert hub("package", "send", "--period", "26Q3", "--to", id_, "--out", out).code == 0
    merged = done(desk("package", "merge", *out.glob("*.zip*"), "--json"))
    assert [each["kind"] for package in merged["packages"] for each in package["notices"]] == ["numbers_came"]
    assert done(desk("package", "numbers", "--json"))["here"]
    assert done(desk("package", "campaign", "--period", "26Q3", "--out", tmp_path, "--json"))["number"] == 2
    # the first computer takes it back by force: both hold it from then on, and it is told
    assert hub("package", "take-over", "--reason", " ", "--json").answer["error"] == "take_over_reason_needed"
    assert (
        done(hub("package", "take-over", "--reason", "máy hai hỏng", "--above", "9", "--json"))["computer"]
        == first["holder"]
    )
    assert done(hub("package", "numbers", "--json"))["given"][0]["above"] == 9
    assert done(hub("period", "edit", "26Q3", "--name", "Khác", "--json"))["edition"] == 10
    acts = done(hub("history", "--json"))["acts"]
    assert [each["period"] for each in acts if each["kind"].startswith("numbers_")] == [None, None], "for all periods"


def test_an_office_that_needs_no_book_is_told_no_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ward = runner(capsys, tmp_path / "ward")
    assert ward("init", "--unit", "00004").code == 0
    assert ward("period", "open", "26Q3", "--from", "01/07/2026", "--to", "30/09/2026").code == 0
    told = ward("package", "numbers")
    assert "không cần sổ đánh số" in told.out
    assert "26Q3" not in told.out, "it may have sent a package, but numbers nothing"


def test_who_is_in_charge_filters_board_list_and_reminders(hub: Run, tmp_path: Path) -> None:
    assert done(hub("package", "charge", "--json"))["units"] == []
    assert hub("package", "board", "--period", "26Q3", "--of", "minh", "--json").answer["error"] == "nobody_in_charge"
    assert done(hub("package", "charge", "--unit", "00004", "--person", "minh", "--json"))["changed"] == 1
    assert "Không có gì thay đổi" in hub("package", "charge", "--unit", "00004", "--person", "minh").out
    (row,) = done(hub("package", "board", "--period", "26Q3", "--of", "minh", "--json"))["units"]
    assert (row["unit"], row["in_charge"]) == ("00004@2025-07-01", ["01/minh"])
    assert "[Trần Văn Minh]" in hub("package", "board", "--period", "26Q3").out
    reminders = done(hub("package", "remind", "--period", "26Q3", "--of", "minh", "--json"))["reminders"]
    assert [each["unit"] for each in reminders] == ["00004@2025-07-01"]
    sheet = tmp_path / "silent.pdf"
    assert hub("package", "board", "--period", "26Q3", "--silent", "--pdf", sheet).code == 0
    with closing(pypdfium2.PdfDocument(sheet)) as document:
        assert "Trần Văn Minh" in document[0].get_textpage().get_text_range()
    assert done(hub("package", "charge", "--unit", "00004", "--nobody", "--json"))["changed"] == 1
    assert hub("package", "charge", "--unit", "00004").code == 2


def test_a_table_says_who_is_in_charge_and_what_became_of_its_rows(hub: Run, tmp_path: Path) -> None:
    rows = (("Phường Ba Đình", "Trần Văn Minh"), ("Phường Ngọc Hà", "Lạ"))
    file = csv_file(tmp_path / "a.csv", ("Đơn vị", "Người phụ trách"), *rows)
    told = done(hub("package", "charge", "--list", file, "--json"))
    assert (told["changed"], told["rows_account"]) == (1, {"read": 2, "taken": 1, "refused": 1, "empty": 0})
    assert done(hub("package", "charge", "--json"))["units"] == [{"unit": "00004@2025-07-01", "people": ["01/minh"]}]
