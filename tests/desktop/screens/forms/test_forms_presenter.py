"""Issuing and printing: batches, what the sample needs, one PDF or one for each batch, slips."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from desktop.screens.forms.presenter import Presenter
from models.domain.book.facts import Kind
from models.services.forms.frames import import_frame
from models.services.forms.issuing import CountImpossible
from models.services.forms.ledger import read_book
from models.services.forms.sampling import draw
from models.store.database import Station
from printing.forms import PrintedFile
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


def test_forms_count_as_printed_when_they_are_on_paper_each_file_once(screen: Presenter) -> None:
    screen.issue(variant="CN", count=2)
    screen.issue(variant="TC", count=1)
    made: list[tuple[PrintedFile, ...]] = []
    screen.print_forms((), made.append)
    (individuals, organisations) = made[0]
    assert [pages(each.file) for each in made[0]] == [4, 2]
    screen.refresh()
    assert [line.printed for line in screen.lines] == [0, 0], "a file is no paper"
    screen.on_paper((individuals,))
    screen.refresh()
    assert [line.printed for line in screen.lines] == [2, 0]
    screen.on_paper((organisations,))
    station, period = screen.office.here, screen.office.chosen_period
    printed = [fact for fact in read_book(station, period, station.unit).facts if fact.kind == Kind.PRINTED]
    assert [fact.serials for fact in printed] == [individuals.serials, organisations.serials], (
        "nothing is counted twice"
    )


def test_a_typed_range_is_made_alone(screen: Presenter) -> None:
    screen.issue(variant="CN", count=5)
    screen.refresh()
    first, *_, last = screen.lines[0].batch.serials
    middle = list(screen.lines[0].batch.serials)[2]
    made: list[tuple[PrintedFile, ...]] = []
    screen.print_forms(screen.typed_spans(f"{first.short}..{middle.short}, {last.short}"), made.append)
    assert pages(made[0][0].file) == 8


def test_a_print_shop_gets_a_file_for_each_batch(screen: Presenter, tmp_path: Path) -> None:
    screen.issue(variant="CN", count=1)
    screen.issue(variant="CN", count=2)
    screen.print_batches(tmp_path, (), lambda _: None)
    assert len(list(tmp_path.glob("*.pdf"))) == 2
    screen.refresh()
    screen.on_paper(screen.in_batches((0, 1)))
    screen.refresh()
    assert [line.printed for line in screen.lines] == [1, 2]


def test_every_batch_has_its_slip(screen: Presenter) -> None:
    screen.issue(variant="CN", count=1)
    made: list[Path] = []
    screen.print_slips(made.append)
    assert made[0].is_file()
