"""The list and the sample: read before taken, drawn by seed, made into paper, deleted with it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from desktop.office import NoPeriodChosen
from desktop.screens.frame.presenter import Presenter
from models.domain.dossiers.frame_fields import DossierField
from models.domain.dossiers.frame_judging import DaysUnclear, SectorsStandOnce
from models.store.database import Station
from tests.builders.desks import office_at
from tests.builders.files import csv_file
from tests.builders.surveys import ward

LIST = Path(__file__).parents[3] / "data" / "danh-sach-mot-cua.xlsx"


@pytest.fixture
def screen(station: Station) -> Presenter:
    made = Presenter(office_at(station))
    made.refresh()
    return made


@pytest.fixture
def taken(screen: Presenter) -> Presenter:
    screen.read(LIST)
    screen.take()
    screen.refresh()
    return screen


def test_a_list_is_read_without_being_taken(screen: Presenter) -> None:
    screen.read(LIST)
    assert screen.reading is not None
    rows = screen.reading_rows()
    assert sum(row[1] == "taken" for row in rows) == len(screen.reading.entries) == 547
    assert sum(row[1] == "not taken" for row in rows) == 73
    assert rows[0][1] == "not taken"
    screen.refresh()
    assert screen.dossiers == 0


def test_what_was_read_is_taken_and_counted_by_sector(taken: Presenter) -> None:
    assert taken.reading is None
    assert taken.dossiers == sum(sector.dossiers for sector in taken.sectors) == 547
    assert taken.proposed_size == 232


def test_the_same_seed_draws_the_same_people(taken: Presenter, tmp_path: Path) -> None:
    taken.draw(size=None, seed="hat", margin=Fraction(1, 20))
    taken.refresh()
    first = [(sector.name, sector.drawn) for sector in taken.sectors]
    assert taken.drawn == 232
    taken.draw(size=None, seed="hat", margin=Fraction(1, 20))
    taken.refresh()
    assert [(sector.name, sector.drawn) for sector in taken.sectors] == first


def test_a_size_can_be_given_by_hand(taken: Presenter) -> None:
    taken.draw(size=40, seed="", margin=Fraction(1, 20))
    taken.refresh()
    assert taken.drawn == 40
    assert taken.record is not None
    assert taken.record.seed


def test_forms_at_the_desk_need_no_list(screen: Presenter) -> None:
    screen.survey_at_desk(population=None, size=100)
    screen.refresh()
    assert screen.record is not None
    assert (screen.record.size, screen.record.population, screen.record.is_drawn) == (100, None, False)


def test_the_visit_list_goes_with_the_list(taken: Presenter, tmp_path: Path) -> None:
    taken.draw(size=10, seed="hat", margin=Fraction(1, 20))
    made: list[Path] = []
    taken.make_visits(made.append)
    taken.write_visits(tmp_path / "visits.xlsx")
    assert made[0].read_bytes().startswith(b"%PDF")
    assert (tmp_path / "visits.xlsx").is_file()
    taken.purge()
    taken.refresh()
    assert taken.dossiers == 0
    assert not made[0].exists()


def test_without_a_period_nothing_is_read(tmp_path: Path) -> None:
    station = ward(tmp_path / "bare")
    bare = Presenter(office_at(station))
    bare.refresh()
    with pytest.raises(NoPeriodChosen):
        bare.read(LIST)
    station.close()


def test_columns_that_nobody_recognises_are_chosen_once_and_remembered(screen: Presenter, tmp_path: Path) -> None:
    file = tmp_path / "la.csv"
    file.write_text("Mã HS nội bộ;Mảng việc;Xong ngày;Ai nộp\nH1;Hộ tịch;05/08/2026;An\nH2;;06/08/2026;Bình\n", "utf-8")
    screen.look(file)
    assert screen.source is not None
    assert set(screen.source.missing) == {DossierField.DOSSIER, DossierField.SECTOR, DossierField.RETURNED}
    assert "Choose it below" in screen.source_sentence()
    chosen = {
        DossierField.DOSSIER: "Mã HS nội bộ",
        DossierField.SECTOR: "Mảng việc",
        DossierField.RETURNED: "Xong ngày",
    }
    screen.read_columns({field: chosen.get(field, "") for field, *_ in screen.columns()})
    assert screen.reading is None
    assert isinstance(screen.question, SectorsStandOnce)
    assert len(screen.answers_to(screen.question)) == 2
    screen.answer(1)
    assert screen.reading is not None
    assert len(screen.reading.entries) == 2
    said = screen.reading_sentence()
    assert "1 dossiers have no sector (rows 3)" in said
    assert "The list has no column for: Applicant, Address, Phone" in said
    screen.look(file)
    assert screen.source.is_remembered
    assert screen.source.missing == ()


def test_what_a_column_does_not_tell_is_asked_once_and_the_list_is_read_so(screen: Presenter, tmp_path: Path) -> None:
    file = csv_file(
        tmp_path / "a.csv", ("Mã hồ sơ", "Lĩnh vực", "Ngày trả kết quả", "Cột lạ"),
        ("H1", "Hộ tịch", "7/13/2026"), ("H2", "", "25/8/2026"), ("H3", "", "7/8/2026"),
    )  # fmt: skip
    screen.look(file)
    screen.read_columns({field: value for field, _, _, value in screen.columns()})
    assert isinstance(screen.question, DaysUnclear)
    assert len(screen.answers_to(screen.question)) == 3
    screen.answer(0)
    assert isinstance(screen.question, SectorsStandOnce)
    screen.answer(0)
    assert screen.reading is not None
    assert screen.reading.sectors == {"Hộ tịch": 2}
    assert "Column “Cột lạ” is unknown and was not used." in screen.reading_sentence()
    screen.write_account(tmp_path / "b.xlsx")
    assert openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]["B2"].value == 3
    screen.drop()
    assert screen.question is None


def test_the_columns_of_a_known_list_are_all_recognised(screen: Presenter) -> None:
    screen.look(LIST)
    assert screen.source is not None
    assert screen.source.missing == ()
    assert not screen.source.is_remembered
    screen.read_columns({field: value for field, _, _, value in screen.columns()})
    assert screen.reading is not None
    assert len(screen.reading.entries) == 547
    screen.look(LIST)
    assert not screen.source.is_remembered


def test_the_columns_are_told_of_the_file_as_it_was_opened_and_a_file_chosen_again_is_read_again(
    screen: Presenter, tmp_path: Path
) -> None:
    file = tmp_path / "ds.csv"
    header, first, second = "Mã hồ sơ;Lĩnh vực;Ngày trả kết quả\n", "H1;Hộ tịch;05/08/2026\n", "H2;Đất đai;06/08/2026\n"
    file.write_text(header + first, "utf-8")
    screen.look(file)
    file.write_text(header + first + second, "utf-8")
    screen.read_columns({field: value for field, _, _, value in screen.columns()})
    assert screen.reading is not None
    assert len(screen.reading.entries) == 1
    screen.look(file)
    screen.read_columns({field: value for field, _, _, value in screen.columns()})
    assert len(screen.reading.entries) == 2
