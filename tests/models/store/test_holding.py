"""One program at a time writes in a folder; a dead one is in nobody's way."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from models.store import holding
from models.store.holding import FolderHeld, FolderHeldByUnknown, Holder, held, holder_of
from tests.builders.holders import WINDOW, another_holds

pytestmark = pytest.mark.skipif(os.name != "posix", reason="another program is a process born by fork here")


def test_another_is_told_who_where_and_since_when(tmp_path: Path) -> None:
    with another_holds(tmp_path), pytest.raises(FolderHeld) as told, held(tmp_path, patience=0.1):
        pass
    assert (told.value.user, told.value.machine, told.value.since.hour) == ("lan", "MAY-1", 8)


def test_one_who_does_not_say_who_it_is_holds_all_the_same(tmp_path: Path) -> None:
    with another_holds(tmp_path, None), pytest.raises(FolderHeldByUnknown), held(tmp_path, patience=0.1):
        pass


def test_a_holder_that_died_is_no_obstacle(tmp_path: Path) -> None:
    with another_holds(tmp_path):
        pass
    assert holder_of(tmp_path) == WINDOW
    with held(tmp_path, Holder("minh", "MAY-2", WINDOW.since, 2), patience=0.1):
        assert holder_of(tmp_path) == Holder("minh", "MAY-2", WINDOW.since, 2)
    assert holder_of(tmp_path) is None


def test_a_command_is_waited_for_and_a_window_only_a_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "SHORT_PATIENCE", 0.6)
    monkeypatch.setattr(holding, "LONG_PATIENCE", 1.5)
    for holder, least, told in ((WINDOW, 0.5, []), (replace(WINDOW, is_window=False), 1.4, [True])):
        waits: list[bool] = []
        with another_holds(tmp_path, holder):
            begun = time.monotonic()
            with pytest.raises(FolderHeld), held(tmp_path, when_waiting=lambda: waits.append(True)):  # noqa: B023 -- called at once
                pass
            assert least < time.monotonic() - begun < least + 1.5
        assert waits == told


def test_a_process_goes_into_its_own_folder_as_often_as_it_likes(tmp_path: Path) -> None:
    with held(tmp_path, WINDOW), held(tmp_path), held(tmp_path):
        assert holder_of(tmp_path) == WINDOW


@pytest.mark.parametrize("told", [b"", b"{}", b"[]", b"\xff", b'{"user": 1}'])
def test_strange_words_of_a_holder_are_no_words(tmp_path: Path, told: bytes) -> None:
    (tmp_path / holding.HOLDER_FILE).write_bytes(told)
    assert holder_of(tmp_path) is None
