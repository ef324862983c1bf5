"""Packages of earlier programs stay readable, and a base takes them in as on the first day."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.packages.checking import check_package
from exports.packages.receive import merge_packages
from models.services.office.stations import found_station
from tests.builders.acts import CITY, HA, act_of

FOLDER = Path(__file__).parents[2] / "data" / "packages"
KEPT = {"returns-v1.zip": (5, 0), "returns-v1-forked.zip": (4, 1)}
"""Lines and clashing lines of each."""


def test_every_sample_is_named_and_small() -> None:
    files = {path.name for path in FOLDER.glob("*.zip")}
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert files == set(KEPT)
    assert all(name in page for name in files)
    assert all((FOLDER / name).stat().st_size < 10_000 for name in files)


@pytest.mark.parametrize("name", KEPT)
def test_a_package_of_an_earlier_program_is_taken_in(name: str, tmp_path: Path) -> None:
    lines, clashing = KEPT[name]
    report = check_package(FOLDER / name)
    assert report.is_right, [str(finding) for finding in report.findings]
    assert report.facts == lines
    hub = found_station(tmp_path / "hub", unit=CITY, name="hub", person=HA, chance="hub", is_hub=True)
    merged = merge_packages(hub, [FOLDER / name], act=act_of())
    hub.close()
    assert (merged.total("new"), merged.total("clashing")) == (lines - clashing, clashing)
