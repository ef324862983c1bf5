"""Confirming a questionnaire: a new edition without the mark, whose answers pool with the ones before."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.catalogue.questionnaires import built_in_sheets
from models.domain.questionnaire import editing
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform import QuestionnaireRefused, Sheets
from models.services.office.periods import open_period
from models.services.office.questionnaires import (
    AlreadyConfirmed,
    EditionAlike,
    QuestionnaireIdTaken,
    SourceMissing,
    add_questionnaire,
    confirm_questionnaire,
    find_questionnaire,
    named,
    questionnaires,
    questionnaires_of,
    revise_questionnaire,
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


def reworded(station: Station, questionnaire: Questionnaire, **cells: str) -> Sheets:
    """The sheets of a questionnaire with the cells of question C2 changed."""
    of = sheets_of(station, questionnaire)
    place = next(line.place for line in editing.lines_of(of) if line.row["name"] == "C2")
    return editing.with_cells(of, place, cells)


def test_an_edited_questionnaire_is_a_new_edition_and_a_running_period_keeps_its_own(tmp_path: Path) -> None:
    with closing(ward(tmp_path)) as station:
        here = period_of(station)
        used = questionnaires_of(station, here)
        before = find_questionnaire(station, "hailong_cn")
        revised = revise_questionnaire(
            station, named(before), reworded(station, before, label="Mấy lần?"), act=act_of()
        )
        made = revised.questionnaire
        assert made.edition > before.edition
        assert (made.id, made.coding, made.is_reference) == (before.id, before.coding, True)
        assert [each.name for each in revised.difference.changes] == ["C2"]
        assert revised.difference.is_coding_equal
        assert questionnaires_of(station, here) == used
        assert find_questionnaire(station, "hailong_cn") == made
        again = revise_questionnaire(
            station, named(made), reworded(station, made, label="Bao nhiêu lần?"), act=act_of()
        )
        assert again.questionnaire.edition > made.edition


def test_an_edition_whose_words_changed_is_not_compared_with_the_law_any_more(tmp_path: Path) -> None:
    with closing(ward(tmp_path)) as station:
        compared = confirm(station)
        edited = reworded(station, compared, label="Mấy lần?")
        made = revise_questionnaire(station, named(compared), edited, act=act_of()).questionnaire
        assert made.is_reference
        assert not {"confirmed_source", "confirmed_by", "confirmed_at"} & set(
            (sheets_of(station, made).settings or ())[0].cells
        )
        same_paper = reworded(station, compared, about="wishes")
        kept = revise_questionnaire(station, named(compared), same_paper, act=act_of()).questionnaire
        assert not kept.is_reference


def test_an_edition_that_says_nothing_new_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    with closing(ward(tmp_path)) as station:
        known = questionnaires(station)
        for before in known:
            with pytest.raises(EditionAlike):
                revise_questionnaire(station, named(before), sheets_of(station, before), act=act_of())
        broken = reworded(station, find_questionnaire(station, "hailong_cn"), relevant="${X} = '1'")
        with pytest.raises(QuestionnaireRefused):
            revise_questionnaire(station, named(find_questionnaire(station, "hailong_cn")), broken, act=act_of())
        assert questionnaires(station) == known


def test_a_questionnaire_is_kept_under_an_id_of_its_own_that_nobody_has(tmp_path: Path) -> None:
    with closing(ward(tmp_path)) as station:
        before = find_questionnaire(station, "hailong_cn")
        sheets = sheets_of(station, before)
        made = revise_questionnaire(station, named(before), sheets, own_id="cua_phuong", act=act_of()).questionnaire
        assert (made.id, made.coding) == ("cua_phuong", before.coding)
        assert find_questionnaire(station, "hailong_cn") == before
        with pytest.raises(QuestionnaireIdTaken):
            revise_questionnaire(station, named(before), sheets, own_id="cua_phuong", act=act_of())


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
