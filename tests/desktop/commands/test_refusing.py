"""The command line: wrong usage, wrong files, wrong places; one sentence, and the base as it was."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desktop import cli
from desktop.commands import COMMANDS
from desktop.unforeseen import LOG
from models.services.forms.frames import import_frame
from models.services.forms.sampling import draw
from models.store.database import BASE_FILE, open_station
from tests.builders.acts import act_of
from tests.builders.commands import PERIOD, Run, done, kept, refused, runner
from tests.builders.forms import issued
from tests.builders.surveys import period_26q3

LIST = Path(__file__).parents[2] / "data" / "danh-sach-mot-cua.xlsx"


SERIAL = "26Q3-00004-CN-100123-48"
OTHER_YEAR = ("--from", "01/01/2027", "--to", "30/06/2027")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["forms", "issue", "--period", "26Q9", "--variant", "CN", "--count", "1"], "period_unknown"),
        (["forms", "issue", *PERIOD, "--variant", "CN", "--count", "0"], "count_impossible"),
        (["forms", "issue", *PERIOD, "--variant", "CN", "--count", "-5"], "count_impossible"),
        (["forms", "issue", *PERIOD, "--variant", "CN", "--count", "1", "--by", "ai"], "person_unknown"),
        (["forms", "mark", "lost", SERIAL, *PERIOD], "not_issued"),
        (["forms", "mark", "lost", SERIAL[:-1] + "9", *PERIOD], "serial_mistyped"),
        (["forms", "mark", "lost", "abc", *PERIOD], "serial_malformed"),
        (["forms", "mark", "lost", f"{SERIAL}..", *PERIOD], "serial_malformed"),
        (["forms", "undo", "lost", SERIAL, *PERIOD], "not_issued"),
        (["forms", "print", *PERIOD, "--out", "x.pdf"], "nothing_to_print"),
        (["forms", "slip", *PERIOD, "--out", "x.pdf"], "nothing_to_print"),
        (["key", "amend", SERIAL, "TC1=1", *PERIOD], "not_issued"),
        (["key", "void", SERIAL, *PERIOD], "not_keyed"),
        (["key", "rule", SERIAL, "TC1=1", *PERIOD], "not_issued"),
        (["key", "ask-second", SERIAL, *PERIOD], "not_issued"),
        (["key", "ask-second", "--person", "ai", *PERIOD], "person_unknown"),
        (["person", "add", "thị lan"], "person_code_malformed"),
        (["period", "open", "quý3", *OTHER_YEAR], "code_malformed"),
        (["period", "open", "26Q3", *OTHER_YEAR], "period_exists"),
        (["period", "open", "27", "--from", "02/01/2027", "--to", "01/01/2027"], "dates_reversed"),
        (["period", "open", "25", "--from", "01/06/2025", "--to", "31/07/2025"], "period_spans_change"),
        (["period", "open", "27", *OTHER_YEAR, "--questionnaire", "x"], "questionnaire_unknown"),
        (["period", "close", "26Q9"], "period_unknown"),
        (["period", "reopen", "26Q3"], "period_not_closed"),
        (["questionnaire", "export", "x", "x.xlsx"], "questionnaire_unknown"),
        (["sample", "draw", *PERIOD], "nothing_to_draw"),
        (["sample", "list", *PERIOD], "no_sample"),
        (["init", "--unit", "99999"], "unit_unknown"),
        (["results", "--period", "26Q9"], "period_unknown"),
        (["results", *PERIOD, "--unit", "99999"], "unit_unknown"),
        (["export", *PERIOD, "--format", "docx", "--out", "x"], "format_unknown"),
    ],
)
def test_what_cannot_be_done_is_refused_with_one_sentence(
    run: Run, office: Path, words: list[str], reason: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    before = kept(office)
    refused(run(*words, "--json"), reason)
    spoken = run(*words, "--language", "en")
    assert (spoken.code, spoken.out) == (1, "")
    assert len(spoken.err.strip().splitlines()) == 1
    assert kept(office) == before
    assert not list(tmp_path.glob("x*"))


@pytest.mark.parametrize(
    "words",
    [
        ["nothing"],
        ["forms"],
        ["forms", "nothing"],
        ["forms", "issue"],
        ["forms", "issue", *PERIOD, "--variant", "XX", "--count", "1"],
        ["forms", "issue", *PERIOD, "--variant", "CN", "--count", "ba"],
        ["forms", "mark", "eaten", SERIAL, *PERIOD],
        ["forms", "mark", "lost", *PERIOD],
        ["forms", "ledger", "--colour"],
        ["init"],
        ["init", "--unit", "00004", "--station", "x"],
        ["init", "--unit", "00004", "--on", "31/02/2026"],
        ["period", "open", "27", "--from", "2027", "--to", "30/06/2027"],
        ["period", "open", "27", *OTHER_YEAR, "--second-share", "viele"],
        ["period", "open", "27", *OTHER_YEAR, "--second-share", "101"],
        ["period", "open", "27", *OTHER_YEAR, "--second-share", "nan"],
        ["period", "open", "27", *OTHER_YEAR, "--second-share", "1e999999999"],
        ["sample", "draw", *PERIOD, "--margin", "nan"],
        ["sample", "draw", *PERIOD, "--margin", "five"],
        ["sample", "draw", *PERIOD, "--margin", "1e-999999999"],
        ["sample", "draw", *PERIOD, "--size", "0"],
        ["sample", "draw", *PERIOD, "--without-frame"],
        ["key", "amend", SERIAL, *PERIOD],
        ["key", "ask-second", *PERIOD],
        ["person", "add"],
        ["forms", "ledger", *PERIOD, "--language", "fr"],
    ],
)
def test_wrong_usage_is_exit_code_2_and_changes_nothing(run: Run, office: Path, words: list[str]) -> None:
    before = kept(office)
    ran = run(*words)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert ran.err
    assert kept(office) == before


def test_wrong_usage_is_told_as_json_too(run: Run) -> None:
    ran = run("forms", "issue", *PERIOD, "--json")
    assert ran.code == 2
    assert ran.answer["error"] == "wrong_usage"
    assert "--variant" in ran.answer["message"]
    assert ran.err


@pytest.mark.parametrize(
    "words",
    [
        ["period", "open", "27Q1", *OTHER_YEAR, "--name", "  "],
        ["period", "edit", "26Q3", "--name", "  "],
        ["person", "add", "minh", "--name", "  "],
        ["station", "add", "--out", "may-2.json", "--name", "  "],
    ],
)
def test_blanks_are_no_name(run: Run, office: Path, words: list[str]) -> None:
    before = kept(office)
    refused(run(*words, "--json"), "name_blank")
    assert kept(office) == before


def test_without_any_period_none_is_listed_as_known(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run = runner(capsys, tmp_path / "new")
    done(run("init", "--unit", "00004", "--on", "01/10/2026"))
    ran = refused(run("results", *PERIOD, "--json", "--language", "vi"), "no_period_yet")
    assert "đang có" not in ran.err


def test_blanks_are_no_name_of_who_sets_up(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run = runner(capsys, tmp_path / "new")
    refused(run("init", "--unit", "00004", "--on", "01/10/2026", "--name", "  ", "--json"), "name_blank")
    assert not (tmp_path / "new").exists()


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    listed = capsys.readouterr().out
    for name in COMMANDS:
        assert name in listed
        assert cli.main([name, "--help"]) == 0
        assert "Traceback" not in capsys.readouterr().out


def test_a_folder_without_station_is_refused_by_every_command(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "none", tmp_path / "file"):
        run = runner(capsys, folder)
        for words in (["period", "list"], ["forms", "ledger", *PERIOD], ["person", "list"], ["verify"], ["rebuild"]):
            refused(run(*words, "--json"), "no_station")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]
    assert run("init", "--unit", "00004").code == 1


def _missing(path: Path) -> None:
    return


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _truncated(path: Path) -> None:
    path.write_bytes(LIST.read_bytes()[:9_000])


def _picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)


def _folder(path: Path) -> None:
    path.mkdir()


def _json(path: Path) -> None:
    path.write_text(json.dumps([[[{"kind": "x"}]]]), encoding="utf-8")


TAKING = [
    ["init", "--station", "FILE"],
    ["campaign", "open", "FILE"],
    ["questionnaire", "check", "FILE"],
    ["questionnaire", "import", "FILE"],
    ["frame", "import", "FILE", *PERIOD],
    ["key", "import", "FILE", *PERIOD],
    ["package", "check", "FILE"],
    ["package", "merge", "FILE"],
    ["backup", "restore", "FILE"],
]


@pytest.mark.parametrize("make", [_missing, _empty, _truncated, _picture, _folder, _json])
@pytest.mark.parametrize("words", TAKING, ids=lambda words: " ".join(words[:2]))
def test_a_wrong_file_is_refused_with_one_sentence_and_changes_nothing(
    capsys: pytest.CaptureFixture[str],
    office: Path,
    tmp_path: Path,
    words: list[str],
    make: Callable[[Path], None],
) -> None:
    file = tmp_path / "given.xlsx"
    make(file)
    before = kept(office)
    run = runner(capsys, tmp_path / "new" if words[0] == "init" else office)
    ran = run(*[str(file) if word == "FILE" else word for word in words], "--json")
    assert ran.code == 1, ran
    assert "Traceback" not in ran.err
    assert ran.err.strip(), ran
    assert "unforeseen" not in ran.out
    assert not (office / "log").exists()
    assert kept(office) == before
    assert not (tmp_path / "new").exists()


WRITING = [
    ["station", "add", "--out", "FILE"],
    ["forms", "print", *PERIOD, "--out", "FILE"],
    ["forms", "slip", *PERIOD, "--out", "FILE"],
    ["sample", "list", *PERIOD, "--pdf", "FILE"],
    ["sample", "list", *PERIOD, "--xlsx", "FILE"],
    ["questionnaire", "export", "hailong_cn", "FILE"],
    ["results", *PERIOD, "--pdf", "FILE"],
    ["results", *PERIOD, "--xlsx", "FILE"],
    ["export", *PERIOD, "--format", "csv", "--out", "FILE"],
    ["export", *PERIOD, "--format", "xlsx", "--out", "FILE"],
    ["export", *PERIOD, "--format", "datapackage", "--out", "FILE"],
    ["package", "send", *PERIOD, "--out", "FILE"],
]


@pytest.fixture(scope="module")
def office_with_sample(made_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that has a form, a list and a sample."""
    folder = tmp_path_factory.mktemp("sample") / "office"
    with closing(open_station(Path(shutil.copytree(made_office, folder)))) as station:
        issued(station, 1)
        import_frame(station, period_26q3(station), LIST, act=act_of(salt="5a" * 16))
        draw(station, period_26q3(station), seed="s", size=3, act=act_of())
    return folder


@pytest.mark.parametrize("place", ["missing/x", "a file/x", "/proc/x"])
@pytest.mark.parametrize("words", WRITING, ids=lambda words: " ".join([words[0], words[1], words[-2]]))
def test_a_place_that_cannot_be_written_is_refused_with_one_sentence(
    capsys: pytest.CaptureFixture[str], office_with_sample: Path, tmp_path: Path, words: list[str], place: str
) -> None:
    office = Path(shutil.copytree(office_with_sample, tmp_path / "office"))
    run = runner(capsys, office)
    (tmp_path / "a file").write_text("x")
    # what is absolute stands for itself; not even the owner of the machine may write into /proc
    target = tmp_path / place
    before = kept(office)
    ran = run(*[str(target) if word == "FILE" else word for word in words], "--json")
    if ran.code == 0:
        assert words[0] in ("export", "package")
        assert place == "missing/x"
        return
    assert ran.code == 1, ran
    assert "Traceback" not in ran.err
    assert "unforeseen" not in ran.out, (office / LOG).read_text()
    assert len(ran.err.strip().splitlines()) == 1
    assert kept(office) == before


def test_a_base_that_is_damaged_inside_is_called_damaged(run: Run, office: Path) -> None:
    with closing(sqlite3.connect(office / BASE_FILE)) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = base.execute("SELECT rootpage FROM sqlite_master WHERE name = 'period'").fetchone()
        (size,) = base.execute("PRAGMA page_size").fetchone()
    with (office / BASE_FILE).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(bytes(size))
    refused(run("period", "list", "--json"), "base_unreadable")
