"""What came of the visits is counted by sector; no name is kept, and no more people than were drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.services.forms.frames import import_frame, purge_frame
from models.services.forms.sampling import draw
from models.services.forms.visits import SectorNotDrawn, VisitsImpossible, count_visits, visits
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.commands import kept
from tests.builders.surveys import period_26q3

DATA = Path(__file__).parents[3] / "data"


def test_visits_are_counted_by_sector_and_stay_when_the_names_go(station: Station) -> None:
    period = period_26q3(station)
    import_frame(station, period, DATA / "danh-sach-mot-cua.xlsx", act=act_of())
    draw(station, period, seed="hat", size=30, act=act_of())
    first = visits(station, period)[0]
    assert first.counted is None
    nothing = {"refused": 0, "moved": 0, "not_met": 0, "wrong_person": 0}
    before = kept(station.folder)
    for wrong in ({**nothing, "refused": first.drawn + first.reserve + 1}, {**nothing, "moved": -1}):
        with pytest.raises(VisitsImpossible):
            count_visits(station, period, sector=first.sector, **wrong, act=act_of())
    with pytest.raises(SectorNotDrawn):
        count_visits(station, period, sector="Không có", **nothing, act=act_of())
    assert kept(station.folder) == before
    for refused in (1, 0):
        count_visits(
            station, period, sector=first.sector, **{**nothing, "refused": refused, "not_met": 1}, act=act_of()
        )
    purge_frame(station, period, act=act_of())
    (left,) = visits(station, period)
    assert left.counted is not None
    assert (left.sector, left.counted.refused, left.counted.not_met) == (first.sector, 0, 1)
