"""The board in a real window: the silent offices by a key, one office by Enter, and back by Esc."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import dialogs
from desktop.app import App
from desktop.screens.board.view import OfficePanel
from desktop.screens.board.view import View as BoardView
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.services.forms.issuing import issue_forms
from models.settings import Settings
from tests.builders.acts import act_of
from tests.builders.offices import make_offices
from tests.windows.pressing import press


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """A hub with one ward, which has sent."""
    offices = make_offices(tmp_path)
    issue_forms(offices.first, offices.period, variant="CN", count=2, act=act_of())
    merge_packages(
        offices.hub,
        [send_returns(offices.first, offices.period, out=tmp_path, act=act_of()).path],
        act=act_of(),
    )
    offices.close()
    made = App(offices.hub.folder, settings=Settings(text_size="100"))
    made.root.update()
    yield made
    made.close()


def test_an_office_opens_on_enter_and_silent_ones_stand_alone(app: App) -> None:
    app.window.go("board")
    view = app.window.view
    assert isinstance(view, BoardView)
    while app.tasks.busy or not view.presenter.rows():
        app.root.update()
    press(app, "<Return>")
    assert isinstance(view.stage.over, OfficePanel)
    press(app, "<Escape>")
    assert view.stage.over is None
    press(app, "<F3>")
    assert view.presenter.rows() == []


def test_the_list_to_telephone_is_printed_by_a_key_while_somebody_is_silent(app: App) -> None:
    app.window.go("board")
    view = app.window.view
    assert isinstance(view, BoardView)
    while app.tasks.busy or not view.presenter.rows():
        app.root.update()
    assert view.buttons["_print"].instate(["disabled"])


def test_who_is_in_charge_is_said_by_keys_and_filters_the_table(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    app.window.go("board")
    view = app.window.view
    assert isinstance(view, BoardView)
    while app.tasks.busy or not view.presenter.rows():
        app.root.update()
    monkeypatch.setattr(dialogs, "ask_choice", lambda *_, **__: 0)
    press(app, "<Control-g>")
    while not any(row[3] == view.presenter.people()[0].name for row in view.presenter.rows()):
        app.root.update()
    # the table has one column more, and the keyboard
    monkeypatch.setattr(dialogs, "ask_choice", lambda *_, **__: 2)
    press(app, "<Control-m>")
    assert view.presenter.rows() == []
    monkeypatch.setattr(dialogs, "ask_choice", lambda *_, **__: 1)
    press(app, "<Control-m>")
    assert len(view.presenter.rows()) == 1
