"""Answers leave the results screen in every format, what people wrote is deleted there, and a control code is explained."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.screens.results.explaining import ask_what_stands_behind, stated
from desktop.screens.results.exporting import AnswerExport
from desktop.screens.results.full_export import contents
from exports.formats import FORMATS
from exports.formats.contract import Format
from models.services.figures.comments import comments_of
from models.services.figures.explaining import Explanation
from models.services.figures.results import figures_of
from models.store.database import Station
from tests.builders.desks import office_at
from tests.builders.forms import keyed, sample_rows
from tests.builders.ranked import WARDS, Sent, city
from tests.builders.surveys import of_office, period_of, ward


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = ward(tmp_path / "ward")
    keyed(made, period_of(made), sample_rows()[:40])
    yield made
    made.close()


@pytest.fixture
def answers(station: Station) -> AnswerExport:
    return AnswerExport(office_at(station), station.unit, with_late=False)


@pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.code)
def test_every_format_of_the_program_is_offered_and_written(
    kind: Format, answers: AnswerExport, tmp_path: Path
) -> None:
    part = {"sav": "pyreadstat", "parquet": "pyarrow"}.get(kind.code)
    if part:
        pytest.importorskip(part)
    (chosen,) = (each for each in answers.formats() if each.code == kind.code)
    told: list[str] = []
    answers.office.tell = told.append
    to = tmp_path / answers.file_name(chosen)
    answers.write(chosen, to)
    assert to.exists()
    assert to.is_dir() == kind.is_folder
    assert told[-1].startswith("40 forms are written")


def test_full_answers_are_written_with_their_mark_and_told_before_the_next_time(
    answers: AnswerExport, tmp_path: Path
) -> None:
    office = answers.office
    assert "Written before" not in contents(office)
    chosen = next(each for each in answers.formats() if each.code == "csv")
    told: list[str] = []
    office.tell = told.append
    to = tmp_path / answers.full_file_name(chosen)
    answers.write_full(chosen, to, receiver="Trần Văn Phân", reason="Hồi quy")
    assert "RESTRICTED" in to.read_text(encoding="utf-8")
    assert told[-1].startswith("40 forms are written in full")
    assert "40 forms for Trần Văn Phân, because: Hồi quy" in contents(office)


def test_a_hub_writes_all_its_offices_or_one_and_names_those_of_few_people(tmp_path: Path) -> None:
    with closing(
        city(tmp_path / "hub", {"26Q3": [Sent(WARDS[0], 5, 6), Sent(WARDS[1], 7, 7), Sent(WARDS[2], 1, 3)]})
    ) as hub:
        office = office_at(hub)
        told: list[str] = []
        office.tell = told.append
        for unit in (hub.unit, WARDS[0]):
            export = AnswerExport(office, unit, with_late=False)
            csv = next(each for each in export.formats() if each.code == "csv")
            export.write(csv, tmp_path / export.file_name(csv))
    assert [each.split(" ", 1)[0] for each in told] == ["13", "6"]
    assert ["Giảng Võ" in each for each in told] == [True, False]
    assert {path.name for path in tmp_path.glob("*.csv")} == {"26Q3-01-answers.csv", "26Q3-00004-answers.csv"}


def test_what_people_wrote_is_gone_and_the_figures_stay(station: Station, answers: AnswerExport) -> None:
    period = answers.office.chosen_period
    before = figures_of(station, period, of_office(station.unit))
    assert comments_of(station, period, of_office(station.unit)).listed
    answers.delete_texts()
    assert not comments_of(station, period, of_office(station.unit)).listed
    assert figures_of(station, period, of_office(station.unit)).measure == before.measure


def test_a_control_code_says_what_its_figures_stand_on(station: Station, answers: AnswerExport) -> None:
    office = answers.office
    figures = figures_of(station, office.chosen_period, of_office(station.unit))
    found: list[Explanation] = []
    ask_what_stands_behind(office, figures.fingerprint[:8], found.append)
    told = {each.label: each for each in stated(found[0], office)}
    assert told["Control code"].words.replace(" ", "") == figures.fingerprint[:16]
    assert told["Valid forms"].words == "40"
    assert not told["Counted again"].is_urgent
    assert station.id in told["Stands on"].words
