"""Keying one form asks the same of the base and of the program, however many forms the office has: work is counted, not timed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from desktop.screens.keying.presenter import Presenter
from tests.builders.keyers import answers, drawn, finishes, office_of, opens
from tests.builders.work import Work, counted

SIZES = (60, 600)


def work_of(folder: Path, acts: tuple[Callable[[Presenter], None], ...]) -> list[list[Work]]:
    """What each act cost in offices of `SIZES`, the third time that it was done."""
    found = []
    for forms in SIZES:
        desk = office_of(folder, forms)
        told: list[Work] = []
        for turn in range(3):
            for act in acts:
                with counted(desk.office.here, told) if turn == 2 else nullcontext():
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
