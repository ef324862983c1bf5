"""A cut or a failing disk at any write, sync or rename of any command costs nothing that was acknowledged."""

from __future__ import annotations

import shutil
import sys

import pytest

from tests.harness.cuts import WRONG, harness, table

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("cc") is None, reason="the saboteur is a library of Linux"
)
RISKIEST = ("init", "init --station", "backup restore", "frame purge", "package merge", "key import")


def _require_right(cuts: int, only: tuple[str, ...], seed: int) -> None:
    found = harness(cuts=cuts, only=only, seed=seed)
    print(table(found))
    assert sum(counts["cuts"] for counts in found.values()) == cuts
    assert {name: [counts[wrong] for wrong in WRONG] for name, counts in found.items()} == {
        name: [0] * len(WRONG) for name in found
    }, table(found)


def test_what_moves_whole_stations_stands_some_cuts() -> None:
    _require_right(36, RISKIEST, seed=7)


@pytest.mark.nightly
def test_every_command_stands_ten_thousand_cuts() -> None:
    _require_right(10_000, (), seed=11)
