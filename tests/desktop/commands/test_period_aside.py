"""A period that gave its code to that of another office is listed, and named by its issuer and code."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.screens.periods.presenter import Presenter
from models.services.office.periods import find_period
from models.store.database import open_station
from tests.builders.commands import runner
from tests.builders.desks import office_at

DAYS = ("--from", "01/07/2026", "--to", "30/09/2026")


def test_a_period_that_was_set_aside_is_told_so_at_both_doors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ward = runner(capsys, tmp_path / "ward")
    assert ward("init", "--unit", "00004").code == 0
    for unit in ("00008", "01"):
        hub = runner(capsys, tmp_path / unit)
        assert hub("init", "--unit", unit, "--hub").code == 0
        assert hub("period", "open", "26Q3", *DAYS, "--name", unit).code == 0
        sent = hub("package", "campaign", "--period", "26Q3", "--out", tmp_path, "--json").answer
        assert ward("campaign", "open", sent["file"]).code == 0
    listed = {each["issuer"]: each["aside"] for each in ward("period", "list", "--json").answer["periods"]}
    assert listed == {"00008@2025-07-01": True, "01@2008-08-01": False}
    assert "00008@2025-07-01/26Q3" in ward("period", "list", "--language", "en").out
    assert ward("forms", "ledger", "--period", "00008@2025-07-01/26Q3").code == 0

    station = open_station(tmp_path / "ward")
    screen = Presenter(office_at(station))
    screen.refresh()
    assert sorted((row[2], row[-1]) for row in screen.rows()) == [("00008", "set aside"), ("01", "open")]
    # a window that is opened works in the one that has the code
    screen.office.take(station)
    assert screen.office.chosen_period == find_period(station, "26Q3")
    assert screen.office.chosen_period.name == "01"
    station.close()
