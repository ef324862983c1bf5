"""At a hub the commands about forms answer for its offices, not for an empty book of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.builders.acts import WARD
from tests.builders.commands import runner
from tests.builders.exchange import keyed_offices, send, serials
from tests.builders.forms import alike, key


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
    assert merged["forms"] == [{"unit": str(WARD), "period": "26Q3", "valid": 2, "returned": 3}]
    ledger = hub("forms", "ledger", "--period", "26Q3")
    assert (ledger["issued"], ledger["valid"], ledger["disputed"], len(ledger["forms"])) == (3, 2, 1, 3)
    assert hub("forms", "ledger", "--period", "26Q3", "--unit", "00004") == ledger
    assert len(hub("key", "disputes", "--period", "26Q3")["disputes"]) == 1
