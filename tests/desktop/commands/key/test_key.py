"""`sophieu key`: tables, disputes, amendments."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from models.catalogue import BUILT_IN
from models.store.database import BASE_FILE
from tests.builders.commands import PERIOD, Run, done, issue, keyed, refused, runner
from tests.builders.files import csv_file
from tests.builders.forms import GOOD
from tests.builders.surveys import EVALUATED, period_of, ward


def test_a_table_answers_what_became_of_each_row(run: Run, tmp_path: Path) -> None:
    done(run("person", "add", "minh", "--name", "Trần Văn Minh"))
    one, two, three = issue(run, 3)
    assert keyed(run, tmp_path, (one, "4", "4"), (two, "5", "4")).answer["new"] == 2
    answer = done(keyed(run, tmp_path, (one, "4", "4"), (two, "1", "4"), ("x", "", ""), (three, "9", "9"))).answer
    assert (answer["rows"], answer["new"], answer["already_here"]) == (4, 0, 1)
    assert [(row["row"], row["serial"], row["reason"]) for row in answer["refused"]] == [
        (3, two, "keyed_differently"),
        (4, "x", "serial_malformed"),
        (5, three, "answers_refused"),
    ]
    assert "TC1" in answer["refused"][2]["message"]
    assert "TC2" in answer["refused"][2]["message"]
    by_minh = keyed(run, tmp_path, (one, "4", "4"), by="minh").answer
    assert by_minh["refused"][0]["reason"] == "already_keyed"
    assert keyed(run, tmp_path, (one, "4", "4"), by="minh", second=True).answer["new"] == 1


def test_every_refused_row_of_either_channel_names_its_reason_and_next_step(run: Run, tmp_path: Path) -> None:
    (form,) = issue(run, 1)
    wrong = (*tuple(GOOD.values())[:-1], "strange")
    paper = csv_file(tmp_path / "paper.csv", ("serial", *GOOD), (form, *wrong), ("x", *GOOD.values()))
    online = csv_file(tmp_path / "online.csv", tuple(GOOD), wrong, tuple(GOOD.values()))
    for words, count, own in (((paper,), 2, "serial"), ((online, "--channel", "online"), 1, "typed")):
        answer = done(run("key", "import", *words, *PERIOD, "--json")).answer
        assert [set(row) for row in answer["refused"]] == [{"row", own, "reason", "message", "deed"}] * count
        assert all(row["reason"] and row["message"] for row in answer["refused"])
        told = done(run("key", "import", *words, *PERIOD)).out
        for row in answer["refused"]:
            assert f"{row['row']} {row[own]}".rstrip() + f": {row['message']}" in told


def test_a_dispute_is_listed_and_ruled(run: Run, tmp_path: Path) -> None:
    for code in ("minh", "hoa"):
        done(run("person", "add", code))
    form = issue(run, 1)[0]
    keyed(run, tmp_path, (form, "4", "4"))
    keyed(run, tmp_path, (form, "4", "5"), by="minh", second=True)
    listed = done(run("key", "disputes", *PERIOD, "--json")).answer["disputes"]
    assert listed == [{"serial": form, "questions": {"TC2": {"00004/lan": "4", "00004/minh": "5"}}}]
    assert run("key", "rule", form, *PERIOD, "--by", "hoa").code == 2
    refused(run("key", "rule", form, "TC2=5", *PERIOD, "--by", "minh", "--json"), "keyer_cannot_rule")
    done(run("key", "rule", form, "TC2=5", *PERIOD, "--by", "hoa", "--json"))
    assert done(run("key", "disputes", *PERIOD, "--json")).answer["disputes"] == []
    refused(run("key", "rule", form, "TC2=5", *PERIOD, "--by", "hoa", "--json"), "not_disputed")


def test_a_keying_of_another_edition_is_ruled_on_and_not_amended(run: Run, office: Path, tmp_path: Path) -> None:
    for code in ("minh", "hoa"):
        done(run("person", "add", code))
    form = issue(run, 1)[0]
    keyed(run, tmp_path, (form, "4", "4"))
    keyed(run, tmp_path, (form, "4", "4"), by="minh", second=True)
    for number, who in enumerate(("minh", "lan"), 1):
        with closing(sqlite3.connect(office / BASE_FILE)) as base, base:
            base.execute("UPDATE keying SET coding = 'other', marks = '4' WHERE by = ?", (f"00004/{who}",))
        if number == 1:
            done(run("key", "rule", form, *PERIOD, "--by", "hoa", "--json"))
            with closing(sqlite3.connect(office / BASE_FILE)) as base, base:
                base.execute("DELETE FROM keying WHERE by = '00004/hoa'")
    refused(run("key", "amend", form, "TC1=5", *PERIOD, "--json"), "other_questionnaire")


def test_a_form_is_amended_voided_and_asked_for_again(run: Run, tmp_path: Path) -> None:
    form, other = issue(run, 2)
    refused(run("key", "amend", form, "TC1=5", *PERIOD, "--json"), "not_keyed")
    refused(run("key", "void", form, *PERIOD, "--json"), "not_keyed")
    keyed(run, tmp_path, (form, "4", "4"), (other, "4", "4"))
    done(run("key", "amend", form, "TC1=5", "TC2=", *PERIOD, "--json"))
    refused(run("key", "amend", form, "TC1=9", "XX=1", *PERIOD, "--json"), "answers_refused")
    assert run("key", "amend", form, "TC1", *PERIOD).code == 2
    assert done(run("key", "ask-second", "--all", *PERIOD, "--json")).answer["asked"] == 2
    assert done(run("key", "void", form, *PERIOD, "--json")).answer["voided"] == 1
    book = done(run("forms", "ledger", *PERIOD, "--json")).answer
    assert [one["state"] for one in book["forms"]] == ["in_stock", "awaiting_second"]
    assert run("key", "ask-second", *PERIOD).code == 2


def test_a_hub_that_raises_its_share_is_told_for_whose_forms(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with closing(ward(tmp_path / "hub", unit=BUILT_IN.find_unit("01", EVALUATED[1]).key, is_hub=True)) as hub:
        period_of(hub)
    told = done(runner(capsys, tmp_path / "hub")("key", "raise-share", "20", *PERIOD, "--language", "vi")).out
    assert "mỗi đơn vị khác tự nâng tỷ lệ" in told
