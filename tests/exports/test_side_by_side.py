"""Nothing that leaves tells of a group of one to four people, with everything else that left laid beside it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from exports.formats.csv import answers_csv
from exports.tables import answer_table
from models.domain.sheets import report_tables
from models.services.figures.comments import comments_of
from models.services.figures.reporting import report_of
from tests.builders.acts import CITY, WARD
from tests.builders.own_surveys import key_own, own_papers, own_period
from tests.builders.side_by_side import Leak, SideBySide
from tests.builders.surveys import of_hub, of_office, ward
from tests.models.services.figures.test_hub_derivability import OFFICES

SIZES = (8, 25, 45, 70, 110, 150)


def leaks_of_an_office(folder: Path, seed: int) -> list[Leak]:
    """What follows from an office's tables, its exported rows and its comments together."""
    chance = Random(seed)
    with closing(ward(folder)) as station:
        papers = own_papers(chance)
        period = own_period(station, papers)
        forms = key_own(station, period, papers, chance, count=chance.choice(SIZES))
        told = SideBySide(papers, forms, chance)
        report = report_of(station, period, of_office(WARD))
        told.lay(report, report_tables(report), offices=[WARD.code])
        comments = [each.comment for each in comments_of(station, period, of_office(WARD)).listed]
        table = answer_table(station, period, (WARD,))
    told.lay_rows(answers_csv(table), [(each.sector, each.text) for each in comments])
    return told.leaks()


def leaks_of_a_hub(folder: Path, seed: int) -> list[Leak]:
    """What follows from the tables of a hub and of all its offices, and from the rows and comments of these."""
    chance = Random(f"hub {seed}")
    units = OFFICES[: 2 + seed % 3]
    with closing(ward(folder, unit=CITY, is_hub=True)) as hub:
        papers = own_papers(chance)
        period = own_period(hub, papers, units)
        forms = [
            form
            for n, unit in enumerate(units, 1)
            for form in key_own(hub, period, papers, chance, count=chance.choice(SIZES[:4]), unit=unit, first=1000 * n)
        ]
        told = SideBySide(papers, forms, chance)
        whole = report_of(hub, period, of_hub(hub))
        told.lay(whole, report_tables(whole), offices=[unit.code for unit in units])
        comments = []
        for unit in units:
            report = report_of(hub, period, of_office(unit))
            told.lay(report, report_tables(report), offices=[unit.code])
            comments += [each.comment for each in comments_of(hub, period, of_office(unit)).listed]
        table = answer_table(hub, period, units)
    told.lay_rows(answers_csv(table), [(each.sector, each.text) for each in comments])
    return told.leaks()


@pytest.mark.parametrize("seed", range(16))
def test_nothing_follows_from_all_that_left_an_office(tmp_path: Path, seed: int) -> None:
    assert leaks_of_an_office(tmp_path / "ward", seed) == []


@pytest.mark.parametrize("seed", [0, 1, 3])
def test_nothing_follows_from_all_that_left_a_hub_and_its_offices(tmp_path: Path, seed: int) -> None:
    assert leaks_of_a_hub(tmp_path / "hub", seed) == []


@pytest.mark.nightly
@pytest.mark.parametrize("first", range(0, 500, 20))
def test_nothing_follows_from_five_hundred_surveys(tmp_path: Path, first: int) -> None:
    found = {seed: leaks_of_an_office(tmp_path / f"{seed}", seed) for seed in range(first, first + 20)}
    assert {seed: leaks for seed, leaks in found.items() if leaks} == {}


@pytest.mark.nightly
@pytest.mark.parametrize("first", range(0, 100, 10))
def test_nothing_follows_from_a_hundred_hubs(tmp_path: Path, first: int) -> None:
    found = {seed: leaks_of_a_hub(tmp_path / f"{seed}", seed) for seed in range(first, first + 10)}
    assert {seed: leaks for seed, leaks in found.items() if leaks} == {}
