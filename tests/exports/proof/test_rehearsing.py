"""A copy is brought back for a trial by itself, and what came of it is told; the station stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.packages.send import send_returns
from exports.proof.rehearsing import REHEARSAL_FOLDER, NoCopyToRehearse, rehearse, rehearse_when_due
from models.services.office.backups import back_up
from models.store.backups import last_rehearsal
from models.store.database import Station
from tests.builders.acts import AT, act_of
from tests.builders.files import content
from tests.builders.forms import issued, key
from tests.builders.surveys import period_26q3

LATER = "2026-10-13T08:00:00+07:00"


def _kept(station: Station) -> list[str]:
    return [line for line in content(station.base_file) if 'INTO "setting"' not in line]


def test_a_whole_copy_comes_back_whole_with_its_lines(station: Station, tmp_path: Path) -> None:
    key(station, issued(station, 2)[0])
    send_returns(station, period_26q3(station), out=tmp_path, act=act_of())
    back_up(station, reason="asked", act=act_of())
    send_returns(station, period_26q3(station), out=tmp_path, act=act_of(at=LATER))
    before = _kept(station)
    found = rehearse(station, act=act_of(at=LATER))
    assert (found.copied, found.at, found.wrong) == (AT, LATER, "")
    assert found.lines == 3
    assert last_rehearsal(station.db) == found
    assert _kept(station) == before
    assert not (station.folder / REHEARSAL_FOLDER).exists()


def test_a_damaged_copy_is_told(station: Station) -> None:
    file = back_up(station, reason="asked", act=act_of())
    flipped = bytearray(file.read_bytes())
    flipped[len(flipped) // 2] ^= 1
    file.write_bytes(flipped)
    assert rehearse(station, act=act_of(at=LATER)).wrong == "backup_damaged"
    assert not (station.folder / REHEARSAL_FOLDER).exists()


def test_a_week_lies_between_two_trials(station: Station) -> None:
    def tried(at: str) -> bool:
        return rehearse_when_due(station, act=act_of(at=at)) is not None

    assert not tried(AT)
    with pytest.raises(NoCopyToRehearse):
        rehearse(station, act=act_of())
    back_up(station, reason="asked", act=act_of())
    days = ("2026-10-05", "2026-10-06", "2026-10-12", "2026-10-13", "2026-10-05")
    # a clock that went back gives no peace
    assert [tried(f"{day}T08:00:00+07:00") for day in days] == [True, False, False, True, True]
