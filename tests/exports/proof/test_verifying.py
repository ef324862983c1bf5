"""Verifying reads the keys too: without them a station can neither sign nor open what was sealed for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from exports.proof.verifying import verify_station
from models.security import KEY_FILE, KeysDamaged, KeysMissing, new_keys
from tests.builders.surveys import ward


def test_a_whole_station_has_no_problems(tmp_path: Path) -> None:
    with closing(ward(tmp_path)) as station:
        assert verify_station(station).problems == ()


def take_away(keys: Path) -> None:
    (keys / KEY_FILE).unlink()


def empty(keys: Path) -> None:
    (keys / KEY_FILE).write_bytes(b"")


def exchange(keys: Path) -> None:
    take_away(keys)
    new_keys(keys, chance="other")


@pytest.mark.parametrize(("harm", "found"), [(take_away, KeysMissing), (empty, KeysDamaged), (exchange, KeysDamaged)])
def test_keys_that_are_not_the_stations_are_found(tmp_path: Path, harm: Callable[[Path], None], found: type) -> None:
    with closing(ward(tmp_path)) as station:
        harm(station.keys)
        assert [type(problem) for problem in verify_station(station).problems] == [found]
