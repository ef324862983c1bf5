"""Issuing and printing: batches, what the sample needs, one PDF or one for each batch, slips."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from desktop.screens.forms.presenter import Presenter
from models.services.forms.frames import import_frame
from models.services.forms.issuing import CountImpossible
from models.services.forms.sampling import draw
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.desks import office_at

LIST = Path(__file__).parents[3] / "data" / "danh-sach-mot-cua.xlsx"


@pytest.fixture
def screen(station: Station) -> Presenter:
    made = Presenter(office_at(station))
    made.refresh()
    return made


def pages(file: Path) -> int:
    with pypdfium2.PdfDocument(file) as document:
        return len(document)


def test_what_is_issued_stands_in_the_table(screen: Presenter) -> None:
    screen.issue(variant="CN", count=3, sector="Hộ tịch")
    screen.issue(variant="TC", count=2)
    screen.refresh()
    assert [(row[0], row[3], row[4], row[6], row[7]) for row in screen.rows()] == [
        ("CN", "3", "Hộ tịch", "0", "3"),
        ("TC", "2", "", "0", "2"),
    ]


def test_an_impossible_count_is_refused(screen: Presenter) -> None:
    with pytest.raises(CountImpossible):
        screen.issue(variant="CN", count=0)


def test_the_sample_is_issued_once_by_variant_and_sector(screen: Presenter, station: Station) -> None:
    office = screen.office
    import_frame(station, office.chosen_period, LIST, act=act_of(salt="ab" * 16))
    draw(station, office.chosen_period, seed="hat", size=30, act=act_of(office.who))
    screen.refresh()
    assert sum(planned.count for planned in screen.plan) == 30
    screen.issue_plan()
    screen.refresh()
    assert sum(line.batch.count for line in screen.lines) == 30
    assert not screen.plan


def test_forms_of_both_kinds_are_made_into_two_files(screen: Presenter) -> None:
    screen.issue(variant="CN", count=2)
    screen.issue(variant="TC", count=1)
    made: list[tuple[Path, ...]] = []
    screen.print_forms((), made.append)
    assert [pages(file) for file in made[0]] == [4, 2]
    screen.refresh()
    assert [line.printed for line in screen.lines] == [2, 1]


def test_a_typed_range_is_made_alone(screen: Presenter) -> None:
    screen.issue(variant="CN", count=5)
    screen.refresh()
    first, *_, last = screen.lines[0].batch.serials
    middle = list(screen.lines[0].batch.serials)[2]
    made: list[tuple[Path, ...]] = []
    screen.print_forms(screen.typed_spans(f"{first.short}..{middle.short}, {last.short}"), made.append)
    assert pages(made[0][0]) == 8


def test_a_print_shop_gets_a_file_for_each_batch(screen: Presenter, tmp_path: Path) -> None:
    screen.issue(variant="CN", count=1)
    screen.issue(variant="CN", count=2)
    screen.print_batches(tmp_path, ())
    assert len(list(tmp_path.glob("*.pdf"))) == 2


def test_every_batch_has_its_slip(screen: Presenter) -> None:
    screen.issue(variant="CN", count=1)
    made: list[tuple[Path, ...]] = []
    screen.print_slips(made.append)
    assert made[0][0].is_file()
