"""At a hub the commands about forms answer for its offices, not for an empty book of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.services.office.periods import find_period
from tests.builders.acts import WARD
from tests.builders.commands import runner
from tests.builders.exchange import arrived_offices, keyed_offices, send, serials
from tests.builders.forms import alike, key
from tests.builders.surveys import closed_by_hub


def test_ledger_disputes_and_merge_speak_of_the_forms_of_the_offices(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town = keyed_offices(tmp_path)
    key(town.first, serials(town)[0], alike(town.first, "2"), by="minh", second=True)
    package = send(town)
    town.close()
    run = runner(capsys, town.hub.folder)

    def hub(*words: object) -> dict[str, Any]:
        return run(*words, "--json").answer

    merged = hub("package", "merge", package)
    assert merged["forms"] == [{"unit": str(WARD), "period": "26Q3", "valid": 2, "returned": 3, "edition": 0}]
    ledger = hub("forms", "ledger", "--period", "26Q3")
    assert (ledger["issued"], ledger["valid"], ledger["disputed"], len(ledger["forms"])) == (3, 2, 1, 3)
    assert hub("forms", "ledger", "--period", "26Q3", "--unit", "00004") == ledger
    assert len(hub("key", "disputes", "--period", "26Q3")["disputes"]) == 1


def test_a_merge_after_the_closing_says_from_which_edition_on_it_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town = arrived_offices(tmp_path)
    closed_by_hub(town.hub, find_period(town.hub, "26Q3"))
    key(town.first, serials(town)[0], alike(town.first, "2"), by="minh", second=True)
    package = send(town, at="2026-10-06T09:00:00+07:00")
    town.close()
    said = runner(capsys, town.hub.folder)("package", "merge", package)
    assert "Bản 1 đã chốt giữ nguyên; thay đổi này được tính từ bản 2." in said.out
    assert runner(capsys, town.hub.folder)("package", "merge", package, "--json").answer["forms"] == []
