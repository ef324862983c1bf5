"""`sophieu backup`, `verify` and `rebuild`: what was safe comes back, what was broken is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.settings import note_place, places
from models.store.database import BASE_FILE
from tests.builders.commands import PERIOD, Run, done, issue, keyed, refused, runner


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


def test_a_folder_that_commands_alone_worked_in_is_remembered(
    capsys: pytest.CaptureFixture[str], office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "folders.json"
    monkeypatch.setattr("desktop.commands.session.places_file", lambda: file)
    done(runner(capsys, office)("person", "list"))
    done(runner(capsys, tmp_path / "second")("init", "--unit", "00004"))
    assert runner(capsys, tmp_path / "none")("person", "list").code == 1
    assert places(at=file) == (tmp_path / "second", office)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("desktop.commands.backup.places_file", lambda: file)
    told = done(runner(capsys, office)("backup", "folders", "--json")).answer
    assert told == {"folders": [str(tmp_path / "second"), str(office)]}
    # the last one is first now
    assert done(runner(capsys, office)("backup", "folders")).out.splitlines() == [str(office), str(tmp_path / "second")]


def test_every_folder_that_was_worked_in_is_copied_and_what_cannot_be_is_named(
    run: Run, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before an upgrade the installer asks for this: one folder that is broken must not keep the others from it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    listed, broken = tmp_path / "folders.json", tmp_path / "broken"
    broken.mkdir()
    (broken / BASE_FILE).write_bytes(b"not a base" * 100)
    for folder in (office, tmp_path / "gone", broken):
        note_place(folder, at=listed)
    ran = run("backup", "everywhere", "--list", listed, "--json")
    assert ran.code == 1
    assert [Path(each["folder"]) for each in ran.answer["failed"]] == [broken]
    assert [Path(each).parent for each in ran.answer["files"]] == [office / "backups"]
    (broken / BASE_FILE).unlink()
    assert len(done(run("backup", "everywhere", "--list", listed, "--json")).answer["files"]) == 1
