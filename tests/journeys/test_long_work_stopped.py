"""Long work says how far it is and can be stopped at every step it reports; stopped, it leaves nothing behind."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from exports.jobs import export_answers
from exports.packages.send import send_returns
from exports.proof.verifying import verify_station
from exports.visit_workbook import write_visits
from models.domain.book.facts import Kind
from models.language import load
from models.progress import Cancelled, Progress
from models.services.figures.reporting import report_of
from models.services.figures.results import figures_of
from models.services.figures.told_offices import keep_all_told
from models.services.forms.frames import import_frame
from models.services.forms.issuing import issue_forms
from models.services.forms.marking import mark_forms
from models.services.forms.sampling import draw, drawn_people
from models.services.keying.key_import import import_keyings
from models.services.office.backups import back_up, restore
from models.store.database import Station, open_station
from printing.batch_slip import print_batch_slips
from printing.forms import print_batches, print_questionnaires
from printing.missing_list import print_missing
from printing.sheets.report import print_report, print_report_of_each_office
from printing.sheets.result_sheet import print_result_sheet
from printing.visit_list import print_visits
from tests.builders.acts import AT, act_of, person
from tests.builders.files import content, csv_file
from tests.builders.forms import GOOD, issued, key
from tests.builders.surveys import of_office, period_26q3

LIST = Path(__file__).parents[1] / "data" / "danh-sach-mot-cua.xlsx"
VIETNAMESE = load("vi")
Work = Callable[[Station, Path, Progress], object]


class StoppedAt:
    """Stops at the step with this number; remembers every step before."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.steps: list[tuple[int, int]] = []

    def step(self, done: int, total: int, what: str = "") -> None:
        if len(self.steps) == self.number:
            raise Cancelled
        self.steps.append((done, total))


WORKS: dict[str, Work] = {
    "backup": lambda s, _, p: back_up(s, reason="asked", act=act_of(progress=p)),
    "verify": lambda s, _, p: verify_station(s, progress=p),
    "list": lambda s, _, p: import_frame(s, period_26q3(s), LIST, act=act_of(progress=p)),
    "draw": lambda s, _, p: draw(s, period_26q3(s), seed="khác", size=20, act=act_of(progress=p)),
    "visit list": lambda s, to, p: print_visits(s, period_26q3(s), language=VIETNAMESE, to=to / "a.pdf", progress=p),
    "visit workbook": lambda s, to, p: write_visits(
        *drawn_people(s, period_26q3(s)), language=VIETNAMESE, to=to / "a.xlsx", progress=p
    ),
    "forms": lambda s, to, p: print_questionnaires(
        s, period_26q3(s), to / "a.pdf", language=VIETNAMESE, act=act_of(progress=p)
    ),
    "forms by batch": lambda s, to, p: print_batches(
        s, period_26q3(s), to, language=VIETNAMESE, act=act_of(progress=p)
    ),
    "slips": lambda s, to, p: print_batch_slips(s, period_26q3(s), language=VIETNAMESE, to=to / "a.pdf", progress=p),
    "missing": lambda s, to, p: print_missing(
        s, period_26q3(s), today=period_26q3(s).survey_to, language=VIETNAMESE, to=to / "a.pdf", progress=p
    ),
    "sheet": lambda s, to, p: print_result_sheet(
        s,
        period_26q3(s),
        figures_of(s, period_26q3(s), of_office(s.unit)),
        language=VIETNAMESE,
        to=to / "a.pdf",
        at=AT,
        progress=p,
    ),
    "report": lambda s, to, p: print_report(
        s,
        period_26q3(s),
        report_of(s, period_26q3(s), of_office(s.unit)),
        language=VIETNAMESE,
        to=to / "a.pdf",
        at=AT,
        progress=p,
    ),
    "all reports": lambda s, to, p: print_report_of_each_office(
        s, period_26q3(s), to, language=VIETNAMESE, at=AT, progress=p
    ),
    "export": lambda s, to, p: export_answers(
        s, period_26q3(s), format_code="csv", language=VIETNAMESE, to=to / "a.csv", progress=p
    ),
    "key import": lambda s, to, p: import_keyings(
        s, period_26q3(s), to.parent / "rows.csv", act=act_of(salt="muoi", progress=p)
    ),
    "package": lambda s, to, p: send_returns(s, period_26q3(s), out=to, act=act_of(progress=p)),
}


@pytest.fixture(scope="module")
def busy_office(made_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In the middle of its work: a list with a sample, forms of both variants in stock, out and keyed, a table to key."""
    folder = tmp_path_factory.mktemp("busy")
    with closing(open_station(Path(shutil.copytree(made_office, folder / "office")))) as station:
        period, lan = period_26q3(station), person(station)
        import_frame(station, period, LIST, act=act_of(salt="5a" * 16))
        draw(station, period, seed="hat", size=40, act=act_of(lan))
        for serial in issued(station, 6)[:5]:
            key(station, serial)
        issued(station, 4, variant="TC")
        out = issue_forms(station, period, variant="CN", count=4, act=act_of(lan))
        mark_forms(station, period, kind=Kind.HANDED_OUT, ranges=(out.serials,), act=act_of(lan))
        csv_file(folder / "rows.csv", ("serial", *GOOD), *((str(serial), *GOOD.values()) for serial in out.serials))
        # what the figures stand on is worked out once and kept, whoever asks first
        figures_of(station, period, of_office(station.unit))
        keep_all_told(station)
    return folder


@pytest.fixture
def office(busy_office: Path, tmp_path: Path) -> Iterator[Station]:
    shutil.copytree(busy_office, tmp_path, dirs_exist_ok=True)
    with closing(open_station(tmp_path / "office")) as station:
        yield station


@pytest.mark.parametrize("name", WORKS)
def test_stopped_it_leaves_nothing_and_not_stopped_it_says_how_far_it_is(
    name: str, office: Station, tmp_path: Path
) -> None:
    to = tmp_path / "out"
    to.mkdir()
    before, files = content(office.base_file), _files(office.folder)
    for number in (0, 1, 2, 5):
        try:
            WORKS[name](office, to, watch := StoppedAt(number))
        except Cancelled:
            assert not list(to.iterdir())
            assert _files(office.folder) == files
            assert content(office.base_file) == before
        else:
            break
    else:
        WORKS[name](office, to, watch := StoppedAt(-1))
    assert number > 0, "it can be stopped"
    assert watch.steps[-1][1] > 0, "how much there is to do is told"


def test_a_restore_that_is_stopped_keeps_what_was_there(office: Station, tmp_path: Path) -> None:
    copy = back_up(office, reason="asked", act=act_of())
    before = content(office.base_file)
    office.close()
    files = _files(office.folder)
    with pytest.raises(Cancelled):
        restore(office.folder, file=copy, chance="neu", at=AT, progress=StoppedAt(0))
    assert _files(office.folder) == files
    assert content(office.base_file) == before


def _files(folder: Path) -> list[str]:
    return sorted(
        str(file.relative_to(folder)) for file in folder.rglob("*") if not file.name.endswith(("-wal", "-shm", ".lock"))
    )
