"""Closing the figures of a hub in a real window: what stands open, a reason for each kind, and what it becomes."""

from __future__ import annotations

import re
import tkinter as tk
from collections.abc import Iterator
from pathlib import Path
from tkinter import ttk

import pypdfium2
import pytest

from desktop.app import App
from desktop.screens.periods.closing import ClosingPanel
from desktop.screens.periods.decisions import DecisionsPanel
from desktop.screens.periods.view import View as PeriodsView
from desktop.screens.results.view import View as ResultsView
from models.domain.book.open_points import OpenKind
from models.domain.figures.figures import Reach, Subject
from models.services.exchange.before_signing import before_signing
from models.services.exchange.decisions import decisions
from models.services.figures.footing import Stand
from models.services.figures.results import figures_of
from models.services.office.editions import edition_number
from models.settings import Settings
from printing.decisions import print_decisions
from printing.open_points import print_open_points
from printing.sheets.result_sheet import print_result_sheet
from tests.builders.acts import AT
from tests.builders.exchange import arrived_offices


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """A hub whose ward has sent and not closed."""
    offices = arrived_offices(tmp_path)
    offices.close()
    made = App(offices.hub.folder, settings=Settings(text_size="100"))
    made.root.update()
    yield made
    made.close()


def settle(app: App) -> None:
    app.root.update()
    while app.tasks.busy:
        app.root.update()
    app.root.update()


def press(app: App, key: str) -> None:
    focused = app.root.focus_lastfor()
    assert focused is not None
    focused.focus_force()
    focused.event_generate(key)
    settle(app)


def panel(app: App) -> ClosingPanel:
    app.window.go("periods")
    settle(app)
    view = app.window.view
    assert isinstance(view, PeriodsView)
    press(app, "<F5>")
    assert isinstance(view.stage.over, ClosingPanel)
    return view.stage.over


def give_reasons(laid: ClosingPanel) -> None:
    for field in laid.reasons.values():
        field.variable.set("phường nghỉ lễ")


def test_nothing_is_closed_before_each_kind_that_stands_open_has_its_reason(app: App) -> None:
    laid = panel(app)
    assert list(laid.reasons) == [OpenKind.OPEN, OpenKind.TOO_FEW]
    press(app, "<Control-Return>")
    assert edition_number(app.office.here, app.office.chosen_period) == 0
    assert "lý do" in str(laid.reasons[OpenKind.OPEN].told.cget("text"))
    give_reasons(laid)
    press(app, "<Control-Return>")
    assert edition_number(app.office.here, app.office.chosen_period) == 1
    view = app.window.view
    assert isinstance(view, PeriodsView)
    assert view.presenter.rows()[0][-1] == "bản 1"


def test_the_results_show_the_edition_and_what_comes_into_the_next_one(app: App) -> None:
    laid = panel(app)
    give_reasons(laid)
    press(app, "<Control-Return>")
    app.window.go("results")
    settle(app)
    view = app.window.view
    assert isinstance(view, ResultsView)
    assert view.presenter.stands == (Stand.CLOSED, Stand.RUNNING, Stand.EVERYTHING)
    assert view.presenter.shown is not None
    assert not view.presenter.shown.is_provisional
    view.presenter.choose_stand(Stand.RUNNING)
    settle(app)
    assert view.presenter.shown.is_provisional


def test_what_was_decided_is_a_list_with_who_and_why(app: App) -> None:
    laid = panel(app)
    give_reasons(laid)
    press(app, "<Control-Return>")
    press(app, "<Control-d>")
    view = app.window.view
    assert isinstance(view, PeriodsView)
    assert isinstance(view.stage.over, DecisionsPanel)


CODE_OF_A_PERSON = re.compile(r"\b[0-9A-Z]+/[a-z]+")


def words_on(widget: tk.Misc) -> str:
    """What the tables of a window say."""
    own = (
        [" ".join(map(str, widget.item(row, "values"))) for row in widget.get_children()]
        if isinstance(widget, ttk.Treeview)
        else []
    )
    return "\n".join([*own, *map(words_on, widget.winfo_children())])


def test_who_let_pass_and_who_decided_is_called_by_name_on_screen_and_paper(app: App, tmp_path: Path) -> None:
    give_reasons(panel(app))
    press(app, "<Control-Return>")
    again = panel(app)
    station, period, language = app.office.here, app.office.chosen_period, app.office.language
    told = [words_on(again)]
    assert app.office.who.name in told[0]
    press(app, "<Escape>")
    press(app, "<Control-d>")
    told.append(words_on(app.root))
    print_open_points(station, period, before_signing(station, period), language=language, to=tmp_path / "a.pdf", at=AT)
    print_decisions(station, period, decisions(station, period), language=language, to=tmp_path / "b.pdf")
    figures = figures_of(station, period, Subject(station.unit, Reach.HUB))
    print_result_sheet(station, period, figures, language=language, to=tmp_path / "c.pdf", at=AT)
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        pages = pypdfium2.PdfDocument(tmp_path / name)
        told.append("\n".join(page.get_textpage().get_text_range() for page in pages))
        assert app.office.who.name in " ".join(told[-1].split())
    assert [CODE_OF_A_PERSON.findall(each) for each in told] == [[]] * 5
