"""Confirming a questionnaire: a new edition without the mark, whose answers pool with the ones before."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.catalogue.questionnaires import built_in_sheets
from models.domain.questionnaire.questionnaire import Questionnaire
from models.services.office.periods import open_period
from models.services.office.questionnaires import (
    AlreadyConfirmed,
    SourceMissing,
    add_questionnaire,
    confirm_questionnaire,
    find_questionnaire,
    questionnaires_of,
    sheets_of,
)
from models.store.database import Station
from tests.builders.acts import LAN, act_of
from tests.builders.surveys import period_of, ward


def confirm(station: Station) -> Questionnaire:
    return confirm_questionnaire(station, "hailong_cn", source=" Quyết định 1/QĐ ", act=act_of())


def test_a_confirmed_questionnaire_pools_with_the_reference_one_and_names_its_source(tmp_path: Path) -> None:
    with closing(ward(tmp_path)) as station:
        before = find_questionnaire(station, "hailong_cn")
        made = confirm(station)
        assert (before.is_reference, made.is_reference) == (True, False)
        assert made.coding == before.coding
        assert made.paper != before.paper
        assert made.edition > before.edition
        settings = (sheets_of(station, made).settings or ())[0]
        assert (settings["confirmed_source"], settings["confirmed_by"]) == ("Quyết định 1/QĐ", LAN.author)


def test_only_periods_opened_later_use_the_confirmed_edition(tmp_path: Path) -> None:
    with closing(ward(tmp_path)) as station:
        here = period_of(station)
        made = confirm(station)
        assert made not in questionnaires_of(station, here)
        days = (date(2027, 1, 1), date(2027, 3, 31))
        later = open_period(station, code="27Q1", name="", evaluated=days, survey=None, seed="s", act=act_of())
        assert made in questionnaires_of(station, later)


def test_what_is_confirmed_or_without_source_is_refused(tmp_path: Path) -> None:
    with closing(ward(tmp_path)) as station:
        with pytest.raises(SourceMissing):
            confirm_questionnaire(station, "hailong_cn", source="  ", act=act_of())
        confirm(station)
        with pytest.raises(AlreadyConfirmed):
            confirm(station)


def test_a_built_in_one_kept_before_it_said_who_describes_people_says_so_now(tmp_path: Path) -> None:
    """Bases and campaigns from before have its sheets without that column."""
    sheets = built_in_sheets("hailong_cn")
    before = tuple(
        replace(row, cells={name: text for name, text in row.cells.items() if name != "about"})
        for row in sheets.survey or ()
    )
    with closing(ward(tmp_path / "ward")) as station:
        added = add_questionnaire(station, replace(sheets, survey=before), act=act_of())
        found = find_questionnaire(station, "hailong_cn")
    for each in (added, found):
        assert each.assumed == ()
        assert [question.name for question in each.describing] == ["A1", "A2", "A3", "A4", "A5", "A6"]
