"""A cut or a failing disk at any write, sync or rename of any command costs nothing that was acknowledged."""

from __future__ import annotations

import shutil
import sys

import pytest

from tests.harness.cuts import harness
from tests.harness.judging import is_any_wrong, table

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("cc") is None, reason="the saboteur is a library of Linux"
)
RISKIEST = ("init", "init --station", "backup restore", "frame purge", "package merge", "key import")


def test_what_moves_whole_stations_stands_some_cuts() -> None:
    found = harness(cuts=12, only=RISKIEST, seed=7)
    assert sum(counts["cuts"] for counts in found.values()) == 12
    assert not is_any_wrong(found), table(found)
