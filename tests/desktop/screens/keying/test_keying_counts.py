"""Keying one form asks the same of the base and of the program, however many forms the office has: work is counted, not timed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.screens.keying.presenter import Presenter
from models.domain.basics.people import Person
from models.domain.book.facts import Keying, Kind, Stream
from models.services.forms.issuing import issue_forms
from models.services.forms.marking import mark_forms
from models.services.office.questionnaires import questionnaire_for
from models.store import journal
from tests.builders.desks import office_at
from tests.builders.ready import GOOD
from tests.builders.surveys import AT, period_of, ward
from tests.builders.work import Work, counted

SIZES = (100, 1_000)


def office_of(folder: Path, forms: int) -> Presenter:
    """The keying screen of an office in which nine of ten forms are keyed by two other people."""
    station = ward(folder / str(forms))
    period = period_of(station)
    lan = Person(station.unit, "lan", "Nguyễn Thị Lan")
    batch = issue_forms(station, period, variant="CN", count=forms, by=lan, at=AT)
    mark_forms(station, period, kind=Kind.RETURNED, ranges=(batch.serials,), by=lan, at=AT)
    questionnaire = questionnaire_for(station, period, "CN")
    marks = "4" * len(questionnaire.singles)
    with station.transaction():
        number = journal.stream_id(station.db, Stream("other", station.unit, period.key))
        keyed = list(batch.serials)[forms // 10 :]
        lines = (
            Keying(
                "other",
                n,
                str(serial),
                questionnaire.coding,
                marks,
                "{}",
                "",
                "",
                f"00004/{'an' if n % 2 else 'lan'}",
                AT,
                50,
            )
            for n, serial in enumerate(keyed, 1)
        )
        journal.put_lines(station.db, number, lines)
    made = Presenter(office_at(station))
    made.refresh()
    drawn(made)
    return made


def drawn(desk: Presenter) -> object:
    """All that the screen reads from its presenter when it is drawn."""
    return desk.obstacle, desk.day, desk.left, desk.next_form, desk.papers, desk.unfinished


def opens(desk: Presenter) -> None:
    desk.open_typed("")
    drawn(desk)


def answers(desk: Presenter) -> None:
    for name, code in GOOD.items():
        desk.save(name, code)


def finishes(desk: Presenter) -> None:
    if desk.finish() is not None:
        desk.finish()
    desk.refresh()
    drawn(desk)


def work_of(folder: Path, acts: tuple[Callable[[Presenter], None], ...]) -> list[list[Work]]:
    """What each act cost in offices of `SIZES`, the third time that it was done."""
    found = []
    for forms in SIZES:
        desk = office_of(folder, forms)
        told: list[Work] = []
        for _ in range(3):
            told.clear()
            for act in acts:
                with counted(desk.office.here, told):
                    act(desk)
        assert (desk.day.forms, desk.left) == (3 + forms * 9 // 20, forms // 10 - 3)
        found.append(told)
        desk.let_go()
        desk.office.here.close()
    return found


def test_opening_keying_and_finishing_a_form_cost_the_same_in_a_small_and_a_large_office(tmp_path: Path) -> None:
    small, large = work_of(tmp_path, (opens, answers, finishes))
    assert small == large


def test_only_the_first_reading_grows_with_the_office(tmp_path: Path) -> None:
    costs: list[Work] = []
    for forms in SIZES:
        desk = office_of(tmp_path, forms)
        anew = Presenter(desk.office)
        with counted(desk.office.here, costs):
            anew.refresh()
            drawn(anew)
        desk.let_go()
        desk.office.here.close()
    assert costs[1].steps > 5 * costs[0].steps
    assert costs[1].statements == costs[0].statements


def test_a_number_that_cannot_be_costs_the_same(tmp_path: Path) -> None:
    told: list[Work] = []
    for forms in SIZES:
        desk = office_of(tmp_path, forms)
        desk.open_typed("100001-00")
        with counted(desk.office.here, told):
            desk.open_typed("100001-00")
        assert desk.refused is not None
        desk.let_go()
        desk.office.here.close()
    assert told[0] == told[1]
