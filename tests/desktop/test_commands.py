"""The command line: what each command answers, how it refuses, and what wrong usage is."""

from __future__ import annotations

import csv
import io
import sqlite3
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest

from models.catalogue.units import find_unit, units_valid_on
from models.store.database import BASE_FILE
from tests.builders.commands import PERIOD, Run, done, issue, keyed, refused, runner
from tests.builders.surveys import ANSWERS, EVALUATED, period_of, sample_rows, ward

DATA = Path(__file__).parents[1] / "data"
LIST = DATA / "danh-sach-mot-cua.xlsx"
LOCAL = DATA / "phieu-dia-phuong.xlsx"
STATES = [
    "in_stock",
    "spoiled",
    "still_out",
    "refused",
    "lost",
    "valid",
    "invalid",
    "awaiting_second",
    "disputed",
    "not_keyed",
]
TOTALS = ["issued", "handed_out", "returned", *STATES]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], office: Path) -> Run:
    """Commands on the ready-made office."""
    return runner(capsys, office)


def test_the_whole_life_of_a_survey(run: Run, tmp_path: Path) -> None:
    serials = issue(run, 150)
    rows = list(csv.reader(io.StringIO(ANSWERS.read_text(encoding="utf-8"), newline="")))
    file = tmp_path / "answers.csv"
    with file.open("w", encoding="utf-8", newline="") as written:
        csv.writer(written).writerows(
            [["serial", *rows[0]], *([serial, *row] for serial, row in zip(serials, rows[1:], strict=True))]
        )
    answer = done(run("key", "import", file, *PERIOD, "--json")).answer
    assert {name: answer[name] for name in ("rows", "new", "already_here", "refused")} == {
        "rows": 150,
        "new": 150,
        "already_here": 0,
        "refused": [],
    }
    book = done(run("forms", "ledger", *PERIOD, "--json")).answer
    assert [book[name] for name in TOTALS] == [150, 150, 150, *(150 if state == "valid" else 0 for state in STATES)]
    figures = done(run("results", *PERIOD, "--json")).answer
    assert (figures["overall"], len(figures["criteria"]), len(figures["factors"])) == (85.14, 23, 5)
    closed = done(run("period", "close", "26Q3", "--json")).answer
    sealed = done(run("results", *PERIOD, "--json")).answer
    assert (sealed["edition"], sealed["late"], sealed["closing"]) == (1, 0, closed["closing"])
    assert sealed["fingerprint"] == figures["fingerprint"]
    assert len(sample_rows()) == 150


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


def test_the_list_of_dossiers_answers_its_figures_although_rows_are_refused(run: Run) -> None:
    answer = done(run("frame", "import", LIST, *PERIOD, "--json")).answer
    assert (answer["rows"], answer["eligible"], answer["applicants"]) == (620, 547, 478)
    assert answer["refused"] == {"duplicate": 15, "not_completed": 22, "bad_date": 4, "outside_period": 32}
    assert answer["applicants_by_kind"] == {"CN": 384, "TC": 94}
    assert sum(answer["sectors"].values()) == 547
    drawn = done(run("sample", "draw", *PERIOD, "--seed", "x", "--json")).answer
    assert drawn["population"] == sum(stratum["N"] for stratum in drawn["strata"])
    assert len(drawn["dossiers"]) == drawn["size"] == sum(stratum["n"] for stratum in drawn["strata"])
    again = done(run("sample", "draw", *PERIOD, "--seed", "x", "--json")).answer
    assert again == drawn
    assert done(run("sample", "list", *PERIOD, "--json")).answer["drawn"] == drawn["size"]
    assert done(run("frame", "purge", "--json")).answer["purged"] == 547
    refused(run("sample", "draw", *PERIOD, "--json"), "nothing_to_draw")


def test_papers_and_files_are_written(run: Run, tmp_path: Path) -> None:
    issue(run, 2)
    issue(run, 1, "TC")
    done(run("frame", "import", LIST, *PERIOD))
    done(run("sample", "draw", *PERIOD, "--size", 5))
    out = tmp_path / "out"
    out.mkdir()
    done(run("forms", "print", *PERIOD, "--out", out / "forms.pdf"))
    done(run("forms", "slip", *PERIOD, "--out", out / "slips.pdf"))
    done(run("sample", "list", *PERIOD, "--pdf", out / "visits.pdf", "--xlsx", out / "visits.xlsx"))
    done(run("questionnaire", "export", "hailong_cn", out / "cn.xlsx"))
    done(run("station", "add", "--out", out / "2.json"))
    done(run("results", *PERIOD, "--pdf", out / "results.pdf", "--xlsx", out / "results.xlsx"))
    assert sorted(file.name for file in out.iterdir()) == [
        "2.json",
        "cn.xlsx",
        "forms-CN.pdf",
        "forms-TC.pdf",
        "results.pdf",
        "results.xlsx",
        "slips.pdf",
        "visits.pdf",
        "visits.xlsx",
    ]
    assert all(file.stat().st_size > 100 for file in out.iterdir())


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


def test_a_station_is_set_up_and_known(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run = runner(capsys, tmp_path / "ward")
    made = done(run("init", "--unit", "00004", "--name", "Nguyễn Thị Đào", "--json")).answer
    assert (made["name"], made["book"], made["hub"], made["person"]) == ("Phường Ba Đình", 1, False, "dao")
    refused(run("init", "--unit", "00004", "--json"), "station_exists")
    done(run("station", "add", "--out", tmp_path / "2.json"))
    second = runner(capsys, tmp_path / "second")
    assert done(second("init", "--station", tmp_path / "2.json", "--json")).answer["book"] == 2
    refused(second("station", "add", "--out", tmp_path / "3.json", "--json"), "not_first_station")
    hub = runner(capsys, tmp_path / "hub")
    assert done(hub("init", "--unit", "01", "--json")).answer["hub"] is True
    past = runner(capsys, tmp_path / "past")
    assert done(past("init", "--unit", "00004", "--on", "30/06/2025", "--json")).answer["name"] != "Phường Ba Đình"


@pytest.mark.parametrize("name", ["李明", "", "Nguyễn Văn 1", "-"])
def test_whatever_a_person_is_called_there_is_a_code(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    run = runner(capsys, tmp_path / "ward")
    assert done(run("init", "--unit", "00004", f"--name={name}", "--json")).answer["person"].isascii()


def test_the_book_names_the_office_that_confirms(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    hub, ward = (runner(capsys, tmp_path / name) for name in ("hub", "ward"))
    done(hub("init", "--unit", "01"))
    done(hub("period", "open", "26Q3", "--from", "01/07/2026", "--to", "30/09/2026"))
    done(hub("package", "campaign", *PERIOD, "--out", tmp_path))
    done(ward("init", "--unit", "00004"))
    done(ward("campaign", "open", next(tmp_path.glob("*.zip"))))
    assert "Thành phố Hà Nội đã xác nhận nhận được 0/0 phiếu" in done(ward("forms", "ledger", *PERIOD)).out


def test_typed_words_are_kept_composed(run: Run) -> None:
    loose = unicodedata.normalize("NFD", "Phạm Thị Hoà")
    done(run("person", "add", "hoa", "--name", loose))
    listed = done(run("person", "list", "--json")).answer["people"]
    assert listed[1] == {"code": "hoa", "name": unicodedata.normalize("NFC", loose)}


def test_a_copy_is_made_listed_proven_and_brought_back(run: Run, office: Path) -> None:
    issue(run, 2)
    copy = Path(done(run("backup", "now", "--json")).answer["file"])
    assert [listed["file"] for listed in done(run("backup", "list", "--json")).answer["backups"]] == [str(copy)]
    assert done(run("verify", "--json")).answer["whole"] is True
    assert done(run("backup", "restore", copy, "--json")).answer["book"] == 9
    assert done(run("forms", "ledger", *PERIOD, "--json")).answer["issued"] == 2
    assert [path.name for path in office.glob("before-restore-*/so-phieu.sqlite")] == [BASE_FILE]
    flipped = bytearray(copy.read_bytes())
    flipped[len(flipped) // 2] ^= 1
    copy.write_bytes(flipped)
    ran = run("verify", "--json")
    assert (ran.code, ran.answer["whole"]) == (1, False)
    refused(run("backup", "restore", copy, "--json"), "backup_damaged")


def test_a_base_is_made_again(run: Run, tmp_path: Path) -> None:
    form = issue(run, 2)[0]
    keyed(run, tmp_path, (form, "4", "4"))
    before = done(run("forms", "ledger", *PERIOD, "--json")).answer
    done(run("rebuild", "--json"))
    assert done(run("forms", "ledger", *PERIOD, "--json")).answer == before


def test_a_closed_period_is_refused_reopened_and_no_copy_is_made_in_vain(run: Run, office: Path) -> None:
    issue(run, 1)
    done(run("period", "close", "26Q3"))
    copies = sorted(office.glob("backups/*"))
    refused(run("period", "close", "26Q3", "--json"), "period_closed")
    assert sorted(office.glob("backups/*")) == copies
    refused(run("forms", "issue", *PERIOD, "--variant", "CN", "--count", 1, "--json"), "period_closed")
    refused(run("forms", "print", *PERIOD, "--out", office / "x.pdf", "--json"), "period_closed")
    assert not (office / "x.pdf").exists()
    done(run("period", "reopen", "26Q3", "--reason", "thiếu"))
    refused(run("period", "reopen", "26Q3", "--json"), "period_not_closed")


def test_of_many_offices_that_have_not_sent_a_few_are_named_and_all_counted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with closing(ward(tmp_path / "hub", unit=find_unit("01", EVALUATED[1]).key, is_hub=True)) as hub:
        asked = [unit.key for unit in units_valid_on(EVALUATED[1]) if unit.parent == hub.unit][:30]
        period_of(hub, units=tuple(asked))
    told = done(runner(capsys, tmp_path / "hub")("results", *PERIOD, "--language", "vi")).out
    line = next(line for line in told.splitlines() if line.startswith("Chưa nhận được gói"))
    assert "30 đơn vị" in line
    assert len(line) < 260


def test_a_hub_that_raises_its_share_is_told_for_whose_forms(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with closing(ward(tmp_path / "hub", unit=find_unit("01", EVALUATED[1]).key, is_hub=True)) as hub:
        period_of(hub)
    told = done(runner(capsys, tmp_path / "hub")("key", "raise-share", "20", *PERIOD, "--language", "vi")).out
    assert "mỗi đơn vị khác tự nâng tỷ lệ" in told
