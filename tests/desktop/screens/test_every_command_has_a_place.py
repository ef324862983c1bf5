"""Whatever a command can do has one place in the window: an action of a screen, or what the screen shows."""

from __future__ import annotations

from collections import Counter
from importlib import import_module

import pytest

from desktop import cli
from desktop.commands.word import Word
from desktop.screens import SCREENS, START
from desktop.screens.packages.sections import SECTIONS
from desktop.screens.presenting import Screen
from desktop.screens.viewing import ScreenView
from tests.builders.commands import leaves

EVERY = (START, *SCREENS, *SECTIONS)
ONLY_TYPED = {
    "analyse": "it counts what many hubs wrote, with an engine of its own; the window works in one folder",
    "demo": "it makes a folder of invented offices; the window opens on one of them",
    "city move": "who looks after the server does it, once",
    "city leave": "who looks after the server does it, once",
    "city renew": "who looks after the server does it, after a restore",
    "city roles": "who looks after the server does it, once",
    "backup everywhere": "the installer asks for it; the window works in one folder",
    "backup folders": "the uninstaller asks for it; the window works in one folder",
}
"""Commands that make no sense in the window, and why."""


def view_of(screen: Screen) -> type[ScreenView[object]]:  # type: ignore[type-var]  # only asked, never made
    view = import_module(f"desktop.screens.{screen.code}.view").View
    assert issubclass(view, ScreenView)
    found: type[ScreenView[object]] = view  # type: ignore[type-var]
    return found


def named(screen: Screen) -> list[str]:
    view = view_of(screen)
    return [*view.shows, *(command for action in view.all_actions() for command in action.commands)]


def test_every_command_has_exactly_one_place_in_the_window() -> None:
    assert isinstance(cli.office, Word)
    commands = {" ".join(words) for words, _ in leaves(cli.office)}
    places = Counter(command for screen in EVERY for command in named(screen))
    assert {command: count for command, count in places.items() if count > 1} == {}
    assert set(places) - commands == set(), "screens name commands that are not there"
    assert commands - set(places) == set(ONLY_TYPED), "give these a place: an action, or `shows` of a view"


@pytest.mark.parametrize("screen", EVERY, ids=lambda screen: screen.code)
def test_the_keys_of_a_screen_are_all_different_and_are_not_those_of_the_window(screen: Screen) -> None:
    """Actions of which an office has only one may share a key: what is sent depends on who sends it."""
    actions = view_of(screen).all_actions()
    shared = Counter(action.key for action in actions if action.key)
    alternatives = {"<F2>"} if screen.code == "packages.sending" else set()
    assert {key for key, count in shared.items() if count > 1} == alternatives
    assert not {action.key for action in actions} & {"<F1>", "<F6>", "<F7>", "<F8>", "<F9>", "<F10>"}
