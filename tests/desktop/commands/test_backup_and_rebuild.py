"""`sophieu backup`, `verify` and `rebuild`: what was safe comes back, what was broken is seen."""

from __future__ import annotations

from pathlib import Path

from models.store.database import BASE_FILE
from tests.builders.commands import PERIOD, Run, done, issue, keyed, refused


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
