"""A cut or a failing disk at any write, sync or rename of any command costs nothing that was acknowledged."""

from __future__ import annotations

import shutil
import sys

import pytest

from tests.builders.cities import HOW_TO_GET, programs
from tests.harness import server_cuts
from tests.harness.cuts import harness
from tests.harness.judging import is_any_wrong, table

on_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("cc") is None, reason="the saboteur is a library of Linux"
)
RISKIEST = ("init", "init --station", "backup restore", "frame purge", "package merge", "key import")


@on_linux
def test_what_moves_whole_stations_stands_some_cuts() -> None:
    found = harness(cuts=12, only=RISKIEST, seed=7)
    assert sum(counts["cuts"] for counts in found.values()) == 12
    assert not is_any_wrong(found), table(found)


@pytest.mark.in_a_file
@pytest.mark.skipif(programs() is None, reason=HOW_TO_GET)
def test_a_desk_whose_line_breaks_or_whose_server_is_killed_loses_and_doubles_nothing() -> None:
    found = server_cuts.harness(cuts=8, only=("key amend", "package merge"), seed=3)
    assert sum(counts["cuts"] for counts in found.values()) == 8
    assert not is_any_wrong(found), table(found)
