"""From an empty folder to the book of forms in a real window, by keyboard alone."""

from __future__ import annotations

import time
import tkinter as tk
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from desktop import dialogs
from desktop.app import App
from desktop.screens.forms.view import View as FormsView
from desktop.screens.frame.view import View as FrameView
from desktop.screens.ledger.view import View as LedgerView
from desktop.screens.periods.view import View as PeriodsView
from desktop.screens.start.view import View as StartView
from desktop.screens.viewing import ScreenView
from desktop.widgets.stage import FormPanel, PaperPanel, Stage
from models.domain.book.ledger import State
from models.services.forms.issuing import issue_forms
from models.services.forms.ledger import read_book
from models.settings import Settings
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.files import csv_file
from tests.builders.surveys import period_of, ward

LIST = Path(__file__).parents[1] / "data" / "danh-sach-mot-cua.xlsx"
Press = Callable[..., None]


def opened(folder: Path) -> Iterator[App]:
    made = App(folder, settings=Settings(text_size="100", language="en"))
    made.root.update()
    yield made
    made.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[App]:
    yield from opened(tmp_path / "new")


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = ward(tmp_path / "ward")
    yield made
    made.close()


@pytest.fixture
def app(station: Station) -> Iterator[App]:
    period_of(station)
    yield from opened(station.folder)


def press(app: App, *keys: str) -> None:
    """Press keys where the keyboard is; a word without brackets is typed letter by letter."""
    for key in keys:
        for name in [key] if key.startswith("<") else [f"<Key-{letter}>" for letter in key]:
            focused = app.root.focus_lastfor()
            assert focused is not None
            focused.focus_force()
            focused.event_generate(name)
            app.root.update()


def over(stage: Stage) -> tk.Widget | None:
    return stage.over


def wait(app: App) -> None:
    patience = time.monotonic() + 20
    while app.tasks.busy and time.monotonic() < patience:
        app.root.update()
        time.sleep(0.005)
    app.root.update()
    assert not app.tasks.busy


def go(app: App, screen: str) -> None:
    app.window.go(screen)
    app.root.update()


def shown(app: App) -> ScreenView[Any]:
    view = app.window.view
    assert view is not None
    return view


def test_an_empty_folder_becomes_a_ward_by_keyboard(empty: App) -> None:
    assert isinstance(shown(empty), StartView)
    press(empty, "ba", "<Key-space>", "dinh", "<Return>", "Lan", "<Return>")
    assert empty.office.here.name == "UBND phường Ba Đình"
    assert empty.office.who.name == "Lan"
    assert empty.window.shown == "home"


def test_a_period_of_the_office_is_opened_by_enter_alone(station: Station) -> None:
    for app in opened(station.folder):
        press(app, "<Return>")
        assert isinstance(shown(app), PeriodsView)
        press(app, "<F3>")
        press(app, *["<Return>"] * 9)
        assert app.office.chosen_period.name.startswith("Quarter")
        press(app, "<Alt-Key-1>", "<Return>")
        assert app.window.shown == "frame"


def test_the_keyboard_stands_on_the_row_of_the_period_that_is_chosen(app: App, station: Station) -> None:
    """Closing acts on the row of the keyboard: it must not be another period than the one that was just opened."""
    go(app, "periods")
    view = shown(app)
    assert isinstance(view, PeriodsView)
    for code in ("26Q4", "26Q5"):
        app.office.choose_period(period_of(station, code=code))
        wait(app)
        (place,) = view.table.selected
        assert view.presenter.lines[place].period.code == code
    press(app, "<Up>")
    view.presenter.refresh()
    view.draw()
    (place,) = view.table.selected
    assert view.presenter.lines[place].period.code != "26Q5", "moved on purpose, it stays where it is"


def test_escape_leaves_the_form_of_a_new_period(app: App) -> None:
    go(app, "periods")
    view = shown(app)
    assert isinstance(view, PeriodsView)
    press(app, "<F3>")
    assert isinstance(over(view.stage), FormPanel)
    press(app, "<Escape>")
    assert over(view.stage) is None
    assert app.root.focus_lastfor() is view.table.tree


def test_a_list_is_looked_at_taken_drawn_and_shown_as_paper(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogs, "open_files", lambda *_, **__: (LIST,))
    go(app, "frame")
    view = shown(app)
    assert isinstance(view, FrameView)
    press(app, "<F2>")
    wait(app)
    assert view.presenter.source is not None
    press(app, "<Return>")
    wait(app)
    assert view.presenter.reading is not None
    press(app, "<Control-b>", "<Return>")
    wait(app)
    press(app, "<Control-Return>")
    assert view.presenter.dossiers == 547
    press(app, "<F3>", "30", "<Return>", "<Return>", "<Return>")
    wait(app)
    assert view.presenter.drawn == 30
    press(app, "<F5>")
    wait(app)
    assert isinstance(over(view.stage), PaperPanel)
    press(app, "<Next>", "<Escape>")
    assert over(view.stage) is None


def test_what_is_laid_over_a_screen_has_the_room_of_its_buttons(app: App) -> None:
    go(app, "forms")
    view = shown(app)
    assert isinstance(view, FormsView)
    assert view.actions.winfo_ismapped()
    press(app, "<F2>")
    assert isinstance(view.stage.over, FormPanel)
    assert not view.actions.winfo_ismapped()
    press(app, "<Escape>")
    assert view.actions.winfo_ismapped()


def test_forms_are_issued_and_made_into_a_pdf(app: App) -> None:
    go(app, "forms")
    view = shown(app)
    assert isinstance(view, FormsView)
    press(app, "<F2>", "<Return>", "3", "<Return>", "<Return>", "<Return>")
    assert view.presenter.rows()[0][3] == "3"
    assert "Next: Print the forms." in str(app.window._status["text"])  # noqa: SLF001 -- what stands on the status line
    press(app, "<Return>")
    wait(app)
    assert isinstance(view.stage.over, PaperPanel)
    assert view.stage.over.preview.pages == 6


def test_numbers_are_scanned_one_after_another(app: App) -> None:
    office = app.office
    batch = issue_forms(office.here, office.chosen_period, variant="CN", count=3, act=act_of())
    go(app, "ledger")
    view = shown(app)
    assert isinstance(view, LedgerView)
    first, second, third = (serial.short.replace("-", "") for serial in batch.serials)

    def states() -> list[State]:
        book = read_book(office.here, office.chosen_period, office.here.unit)
        return [form.state for form in book.ledger.forms.values()]

    press(app, first, "<Return>", second, "<Return>")
    assert states() == [State.STILL_OUT, State.STILL_OUT, State.IN_STOCK]
    press(app, "<Shift-F5>", third, "<Return>")
    assert states()[2] is State.SPOILED
    press(app, "100001", "<Return>")
    assert view.presenter.scanned is not None
    assert not view.presenter.scanned.is_good
    view.table.first_focus()
    press(app, "<End>", "<Control-z>")
    assert states()[2] is State.IN_STOCK


def test_the_person_is_chosen_in_the_heading(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogs, "ask_text", lambda *_, **__: "Trần Thị Lan")
    chooser = app.window.head.person_box
    chooser.current(1)
    chooser.event_generate("<<ComboboxSelected>>")
    app.root.update()
    assert (app.office.who.code, app.office.who.name) == ("lan2", "Trần Thị Lan")
    assert chooser.get() == "Trần Thị Lan"


def test_what_a_column_does_not_tell_is_asked_once(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header = ("Mã hồ sơ", "Lĩnh vực", "Ngày trả kết quả", "Linh vực")
    file = csv_file(tmp_path / "a.csv", header, ("H1", "Hộ tịch", "05/08/2026", ""), ("H2", "", "06/08/2026", ""))
    asked: list[str] = []

    def answered(_parent: object, question: str, choices: Sequence[str], *_: object, **__: object) -> int:
        asked.append(question)
        assert len(choices) == 2
        return 0

    monkeypatch.setattr(dialogs, "open_files", lambda *_, **__: (file,))
    monkeypatch.setattr(dialogs, "ask_choice", answered)
    go(app, "frame")
    view = shown(app)
    assert isinstance(view, FrameView)
    press(app, "<F2>")
    wait(app)
    press(app, "<Control-Return>")
    wait(app)
    assert len(asked) == 1
    assert view.presenter.reading is not None
    assert view.presenter.reading.sectors == {"Hộ tịch": 2}
