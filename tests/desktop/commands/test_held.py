"""While a window is open, commands that only read go on, and those that write say who works there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.store import holding
from tests.builders.commands import PERIOD, Run, done, issue, kept, refused
from tests.builders.holders import another_holds

pytestmark = pytest.mark.skipif(os.name != "posix", reason="another program is a process born by fork here")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "SHORT_PATIENCE", 0.05)


def test_what_reads_goes_on(run: Run, office: Path) -> None:
    issue(run, 2)
    with another_holds(office):
        for words in (
            ("forms", "ledger", *PERIOD),
            ("results", *PERIOD),
            ("person", "list"),
            ("backup", "list"),
            ("verify",),
        ):
            done(run(*words, "--json"))


@pytest.mark.parametrize(
    "words",
    [
        ("person", "add", "minh", "--name", "Minh"),
        ("forms", "issue", *PERIOD, "--variant", "CN", "--count", "2"),
        ("period", "close", "26Q3"),
        ("backup", "now"),
        ("frame", "purge"),
        ("rebuild",),
    ],
)
def test_what_writes_says_who_works_there_and_changes_nothing(run: Run, office: Path, words: tuple[str, ...]) -> None:
    before = kept(office)
    with another_holds(office):
        told = refused(run(*words, "--json"), "folder_held").answer["facts"]
    assert (told["user"], told["machine"]) == ("lan", "MAY-1")
    assert kept(office) == before


def test_a_copy_does_not_come_back_over_somebody_who_works(run: Run, office: Path) -> None:
    copy = done(run("backup", "now", "--json")).answer["file"]
    with another_holds(office):
        refused(run("backup", "restore", copy, "--json"), "folder_held")
    assert not list(office.glob("before-restore-*"))
    assert done(run("backup", "restore", copy, "--json")).answer["book"] == 9
