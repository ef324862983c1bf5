"""The command line, handed the wrong file, a wrong name or too much: one sentence that says what to do instead."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from desktop import cli
from models.services.office.periods import find_period
from models.store.database import open_station
from tests.builders.commands import PERIOD, Run, done, kept, refused
from tests.builders.files import csv_file
from tests.builders.forms import issued, key

LIST = Path(__file__).parents[2] / "data" / "danh-sach-mot-cua.xlsx"


@pytest.fixture
def files(run: Run, office: Path, tmp_path: Path) -> dict[str, Path]:
    """One file of every kind that offices hold in hand."""
    out = tmp_path / "out"
    out.mkdir()
    done(run("method", "export", out / "m.xlsx"))
    done(run("questionnaire", "export", "hailong_cn", out / "q.xlsx"))
    done(run("station", "add", "--out", out / "pc2.station"))
    done(run("package", "campaign", *PERIOD, "--out", out))
    done(run("backup", "now"))
    station = open_station(office)
    for serial in issued(station, 3):
        key(station, serial)
    find_period(station, "26Q3")
    station.close()
    done(run("results", *PERIOD, "--report", out / "r.pdf"))
    done(run("results", *PERIOD, "--xlsx", out / "r.xlsx"))
    done(run("export", *PERIOD, "--format", "datapackage", "--out", out / "a.zip"))
    return {
        "method": out / "m.xlsx",
        "questionnaire": out / "q.xlsx",
        "station": out / "pc2.station",
        "campaign": next(out.glob("*campaign*.zip")),
        "backup": next((office / "backups").glob("*.sqlite")),
        "results": out / "r.xlsx",
        "answers": out / "a.zip",
        "dossiers": LIST,
        "keyings": csv_file(out / "k.csv", ("serial", "TC1", "TC2"), ("26Q3-00004-CN-100001-26", "4", "5")),
    }


TAKEN_BY = {
    "method": ("method", "import"),
    "questionnaire": ("questionnaire", "import"),
    "station": ("init", "--station"),
    "campaign": ("campaign", "open"),
    "backup": ("backup", "restore"),
    "results": (),
    "answers": (),
    "dossiers": ("frame", "import"),
    "keyings": ("key", "import"),
}
READERS = (
    (("method", "check"), ()),
    (("method", "import"), ()),
    (("questionnaire", "check"), ()),
    (("questionnaire", "import"), ()),
    (("frame", "import"), PERIOD),
    (("key", "import"), PERIOD),
    (("catalogue", "add"), ()),
    (("campaign", "open"), ()),
    (("package", "merge"), ()),
    (("package", "check"), ()),
    (("backup", "restore"), ()),
)


def test_every_reader_names_the_command_that_takes_the_file(run: Run, office: Path, files: dict[str, Path]) -> None:
    before = kept(office)
    for words, more in READERS:
        for kind, file in files.items():
            own = TAKEN_BY[kind]
            if own[:1] == words[:1] or (kind == "campaign" and words == ("package", "check")):
                continue
            ran = run(*words, file, *more, "--language", "vi")
            told = ran.out + ran.err
            assert ran.code == 1, (words, kind, told)
            assert "không phải tệp cần ở đây" in told, (words, kind, told)
            assert " ".join(("sophieu", *own)) in told or not own, (words, kind, told)
    assert kept(office) == before
    assert not list((office / "packages").glob("quarantine/*"))


def test_a_further_computer_is_not_set_up_from_another_file(files: dict[str, Path], tmp_path: Path) -> None:
    for kind, file in files.items():
        if kind != "station":
            assert cli.main(["init", "--station", str(file), "--data", str(tmp_path / "new")]) == 1
            assert not (tmp_path / "new").exists()


def test_any_other_workbook_is_no_package(run: Run, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "x.xlsx")
    told = run("package", "check", tmp_path / "x.xlsx", "--json")
    assert [each["code"] for each in told.answer["packages"][0]["findings"]] == ["not_a_package"]


def test_a_package_that_is_not_there_leaves_nothing(run: Run, office: Path, tmp_path: Path) -> None:
    refused(run("package", "merge", tmp_path / "missing.zip", "--json"), "file_missing")
    assert not list((office / "packages").rglob("*"))
    assert not list((office / "backups").rglob("*"))


def test_a_receipt_for_who_has_sent_nothing_names_no_period(run: Run, tmp_path: Path) -> None:
    told = refused(run("package", "receipt", "--for", "99999", "--out", tmp_path, "--json"), "nothing_received_yet")
    assert "…" not in told.answer["message"]


@pytest.mark.parametrize("typed", ["", " ", "xyz", "12", "3f9a 10c"])
def test_what_cannot_be_a_fingerprint_is_told_where_one_stands(run: Run, typed: str) -> None:
    told = refused(run("results", "--explain", typed, "--json"), "fingerprint_malformed")
    assert "chân" in told.answer["message"]


@pytest.mark.parametrize(
    "words",
    [
        ("method", "export", "{}"),
        ("questionnaire", "export", "hailong_cn", "{}"),
        ("package", "keys", "--pdf", "{}"),
        ("results", *PERIOD, "--pdf", "{}"),
        ("results", *PERIOD, "--xlsx", "{}"),
        ("results", *PERIOD, "--report", "{}"),
        ("signals", *PERIOD, "--pdf", "{}"),
        ("signals", *PERIOD, "--xlsx", "{}"),
        ("comments", *PERIOD, "--csv", "{}"),
        ("forms", "print", *PERIOD, "--out", "{}"),
        ("forms", "slip", *PERIOD, "--out", "{}"),
        ("export", *PERIOD, "--format", "xlsx", "--out", "{}"),
        ("export", *PERIOD, "--format", "csv", "--out", "{}"),
        ("export", *PERIOD, "--format", "datapackage", "--out", "{}"),
    ],
)
def test_no_file_is_written_under_the_ending_of_another_kind(
    run: Run, office: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    station = open_station(office)
    for serial in issued(station, 2):
        key(station, serial)
    issued(station, 1)
    station.close()
    before = kept(office)
    refused(run(*(word.format(tmp_path / "x.txt") for word in words), "--json"), "ending_other")
    assert not list(tmp_path.glob("x*"))
    assert [line for line in kept(office) if "printed" in line] == [line for line in before if "printed" in line]


LONG = "x" * 301


@pytest.mark.parametrize(
    "words",
    [
        ("questionnaire", "confirm", "hailong_cn", "--source", LONG),
        ("person", "add", "minh", "--name", LONG),
        ("station", "add", "--name", LONG, "--out", "{}"),
        ("period", "open", "27", "--name", LONG, "--from", "01/01/2027", "--to", "30/06/2027"),
        ("period", "edit", "26Q3", "--name", LONG),
        ("forms", "mark", "handed-out", "{serial}", *PERIOD, "--reason", LONG),
    ],
)
def test_a_page_is_no_reason_name_or_source(run: Run, office: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    station = open_station(office)
    (serial,) = issued(station, 1)
    station.close()
    before = kept(office)
    refused(run(*(word.format(tmp_path / "x", serial=serial) for word in words), "--json"), "words_too_long")
    assert kept(office) == before
