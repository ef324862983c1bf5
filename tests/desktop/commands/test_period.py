"""`sophieu period`: closed is closed until it is reopened."""

from __future__ import annotations

from pathlib import Path

from tests.builders.commands import PERIOD, Run, done, issue, refused


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
