"""Whatever lawful lines an office took in, every screen and tab draws them in either language."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterator

import pytest

from desktop.app import App
from desktop.screens import SCREENS
from desktop.screens.packages.sections import SECTIONS
from desktop.screens.packages.view import View as PackagesView
from desktop.widgets.record_table import RecordTable
from models.language import LANGUAGES
from models.settings import Settings
from models.store.database import Station
from tests.builders.absurd import TAKEN_IN
from tests.builders.offices import Offices

MOST_ROWS = 25
"""Of a table; the strange lines make many rows alike."""


PLACES = ("hub", "first", "second")


@pytest.fixture(params=TAKEN_IN)
def offices(request: pytest.FixtureRequest, strange_towns: Callable[[str], Offices]) -> Offices:
    return strange_towns(request.param)


WAYS = [
    pytest.param(taken, place, language, marks=() if (turn + of + number) % 2 == 0 else pytest.mark.nightly)
    for turn, taken in enumerate(TAKEN_IN)
    for of, place in enumerate(PLACES)
    for number, language in enumerate(LANGUAGES)
]
"""Each window is drawn each day in one of the languages, turn about; at night in both."""


@pytest.mark.parametrize(("offices", "place", "language"), WAYS, indirect=["offices"])
def test_every_screen_draws_whatever_was_taken_in(
    offices: Offices, place: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong: list[BaseException] = []
    monkeypatch.setattr(App, "went_wrong", lambda _, error: wrong.append(error))
    station: Station = getattr(offices, place)
    app = App(station.folder, settings=Settings(text_size="100", language=language))
    for screen in SCREENS:
        if screen.hub_only and not station.is_hub:
            continue
        app.window.go(screen.code)
        settle(app)
        view = app.window.view
        if isinstance(view, PackagesView):
            for tab, _, _ in view.presenter.tabs():
                view.presenter.show(SECTIONS[tab].code)
                settle(app)
                walk(app)
        walk(app)
        assert not wrong, screen.code
    app.close()
    assert not wrong


def walk(app: App) -> None:
    """Put the cursor on each row of every table that is shown."""
    for table in tables(app.root):
        for place in range(min(len(table.rows.shown), MOST_ROWS)):
            table.move_to(place, extend=False)
            settle(app)


def tables(widget: tk.Misc) -> Iterator[RecordTable]:
    for child in widget.winfo_children():
        if isinstance(child, RecordTable) and child.winfo_ismapped():
            yield child
        yield from tables(child)


def settle(app: App) -> None:
    while app.tasks.busy:
        app.root.update()
    app.root.update()
