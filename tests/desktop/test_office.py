"""What an act changed is heard once, when it is over, in the office and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.office import Office
from models.acts import Act, Topic
from models.domain.basics.problems import Problem
from models.progress import Cancelled
from models.store.database import Station
from tests.builders.desks import office_at
from tests.builders.marked import nodes_of, tree_of

ROOT = Path(__file__).parents[2]
Heard = list[tuple[frozenset[Topic], str]]


class Screen:
    """Notes what it hears and what it would draw at that moment."""

    def __init__(self, office: Office) -> None:
        self.shows = ""
        self.heard: Heard = []
        self.stop = office.listen(lambda topics: self.heard.append((topics, self.shows)))


@pytest.fixture
def office(station: Station) -> Office:
    return office_at(station)


@pytest.fixture
def screen(office: Office) -> Screen:
    return Screen(office)


def writes(act: Act) -> str:
    act.changes(Topic.FORMS)
    act.changes(Topic.KEYINGS, Topic.FORMS)
    return "written"


def test_an_act_done_at_once_is_heard_once_with_what_the_screen_made_of_it(office: Office, screen: Screen) -> None:
    with office.act() as act:
        screen.shows = writes(act)
        assert not screen.heard
    assert screen.heard == [(frozenset({Topic.FORMS, Topic.KEYINGS}), "written")]


def test_long_work_is_heard_once_with_what_came_of_it(office: Office, screen: Screen) -> None:
    office.run(writes, then=lambda done: setattr(screen, "shows", done), title="t")
    assert screen.heard == [(frozenset({Topic.FORMS, Topic.KEYINGS}), "written")]


@pytest.mark.parametrize("trouble", [Cancelled, Problem])
def test_what_was_changed_before_it_stopped_is_heard_too(
    office: Office, screen: Screen, trouble: type[Exception]
) -> None:
    def stops(act: Act) -> None:
        writes(act)
        raise trouble

    with pytest.raises(trouble):
        office.run(stops, then=lambda _: None, title="t")
    with pytest.raises(trouble), office.act() as act:
        stops(act)
    assert [topics for topics, _ in screen.heard] == [frozenset({Topic.FORMS, Topic.KEYINGS})] * 2


@pytest.mark.parametrize("changes", [lambda act: None, lambda act: act.changes()])
def test_an_act_that_changes_nothing_is_not_heard(
    office: Office, screen: Screen, changes: Callable[[Act], None]
) -> None:
    with office.act() as act:
        changes(act)
    office.run(changes, then=lambda _: None, title="t")
    assert not screen.heard


def test_a_screen_that_is_left_hears_nothing(office: Office, screen: Screen) -> None:
    screen.stop()
    with office.act() as act:
        writes(act)
    assert not screen.heard


def test_no_screen_makes_an_act_past_the_office() -> None:
    made = [
        f"{file.relative_to(ROOT).as_posix()}:{node.lineno}"
        for file in [*(ROOT / "desktop" / "screens").rglob("*.py"), *(ROOT / "desktop").glob("*.py")]
        for node in nodes_of(tree_of(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Act"
    ]
    assert [place.partition(":")[0] for place in made] == ["desktop/office.py"]
