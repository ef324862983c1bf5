"""A key that stands on a button acts wherever in the screen the keyboard is, or it does not stand there."""

from __future__ import annotations

import re
import tkinter as tk
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from tkinter import ttk

import pytest

from desktop import dialogs
from desktop.app import App
from desktop.screens.frame.view import View as FrameView
from desktop.screens.ledger.view import View as LedgerView
from desktop.widgets.record_table import RecordTable
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.stage import Stage
from desktop.widgets.table_filter import FilterLine
from models.domain.book.facts import Kind
from models.domain.book.ledger import State
from models.domain.book.serials import Serial
from models.services.forms.ledger import read_book
from models.services.office.periods import find_period
from models.settings import Settings
from models.store.database import Station
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import period_of, ward
from tests.windows import pressing
from tests.windows.pressing import settled

KEY = re.compile(r"\(((?:Ctrl\+|Shift\+|Alt\+)*)([A-Z]|F\d+|Enter|Esc|Delete|\d)\)")
OF_WINDOW = ("F1", "F6", "F7", "F8", "F9", "F10")
LIST = Path(__file__).parents[2] / "docs" / "huong-dan" / "vi-du" / "danh-sach-ho-so.csv"


@pytest.fixture(scope="module")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a hub with some forms keyed, made once and only copied."""
    with closing(ward(tmp_path_factory.mktemp("made") / "hub", is_hub=True)) as station:
        keyed(station, period_of(station, units=(station.unit,)), sample_rows()[:5])
        return station.folder


@pytest.fixture
def app(station: Station, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    for name, answer in (("ask_choice", None), ("ask_text", None), ("confirm", False), ("show", None),
                         ("open_files", ()), ("save_file", None), ("choose_folder", None),
                         ("show_problem", None)):  # fmt: skip
        monkeypatch.setattr(dialogs, name, lambda *_, _answer=answer, **__: _answer)
    made = App(station.folder, settings=Settings(text_size="100", language="en"))
    made.root.update()
    yield made
    made.close()


@pytest.fixture
def press(app: App) -> Callable[..., None]:
    return partial(pressing.press, app)


def inside(widget: tk.Misc) -> Iterator[tk.Misc]:
    yield widget
    for child in widget.winfo_children():
        if not isinstance(child, tk.Menu | tk.Toplevel):
            yield from inside(child)


def printed(app: App) -> dict[str, str]:
    """The keys that stand in the window now, each with the words it stands in."""
    found = {}
    for widget in inside(app.root):
        if not isinstance(widget, ttk.Button | ttk.Label | ttk.Radiobutton) or not widget.winfo_viewable():
            continue
        if widget.instate(["disabled"]):
            continue
        for held, key in KEY.findall(str(widget.cget("text"))):
            mods = held.replace("Ctrl+", "Control-").replace("Shift+", "Shift-").replace("Alt+", "Alt-")
            name = {"Enter": "Return", "Esc": "Escape"}.get(key, key.lower() if len(key) == 1 else key)
            found[f"<{mods}{name}>"] = str(widget.cget("text"))
    return found


def takes_keys(widget: tk.Misc) -> bool:
    """Whether Tab, a click or the screen itself brings the keyboard there."""
    if not widget.winfo_viewable() or str(widget.cget("takefocus")) in ("0", "False"):
        return False
    if isinstance(widget, ttk.Entry | tk.Text | ttk.Radiobutton | ttk.Button | ttk.Treeview):
        return not (isinstance(widget, ttk.Widget) and widget.instate(["disabled"]))
    return str(widget.cget("takefocus")) == "1"


def laid_over(view: tk.Misc) -> tk.Misc | None:
    """What lies over the screen, where something does."""
    return next((each.over for each in inside(view) if isinstance(each, Stage) and each.over is not None), None)


def unheard(app: App) -> list[str]:
    """Printed keys that mean nothing where the keyboard may be: no binding of the field, its kind or the window has them."""
    keys, view = printed(app), app.window.view
    assert view is not None
    found = []
    for widget in inside(laid_over(view) or view):
        if not takes_keys(widget):
            continue
        heard = {sequence.replace("Key-", "") for tag in widget.bindtags()
                 for sequence in widget.tk.splitlist(widget.tk.call("bind", tag))}  # fmt: skip
        found += [f"{key} “{words}” in {widget}" for key, words in keys.items() if key not in heard]
    return found


@pytest.mark.parametrize("screen", ["home", "periods", "frame", "forms", "ledger", "keying", "second", "board", "packages",
                                    "results", "settings"])  # fmt: skip
def test_every_printed_key_is_heard_in_every_field_of_every_screen_and_panel(
    app: App, press: Callable[..., None], screen: str
) -> None:
    app.window.go(screen)
    settled(app)
    seen = 0
    for _section in range(8 if screen == "packages" else 1):
        if screen == "packages":
            press("<Control-Tab>")
        assert not unheard(app)
        for key in (*printed(app), "<Return>"):
            if key[1:-1] in (*OF_WINDOW, "Escape") or "Alt-" in key:
                continue
            press(key)
            if app.window.shown == screen:
                assert not unheard(app), key
                seen += 1
            press("<Escape>", "<Escape>")
            if app.window.shown != screen:
                app.window.go(screen)
                settled(app)
    assert seen


def test_the_filter_opens_from_the_scan_field_and_what_is_typed_there_marks_nothing(
    app: App, press: Callable[..., None], station: Station
) -> None:
    app.window.go("ledger")
    settled(app)
    view = app.window.view
    assert isinstance(view, LedgerView)
    before = states(station)
    press("<F2>", "<Shift-F5>", "<Control-f>")
    assert app.root.focus_lastfor() is not view.scan
    press(*(f"<Key-{digit}>" for digit in Serial("26Q3", station.unit.code, "CN", 100_002).short.replace("-", "")))
    press("<Return>")
    assert states(station) == before
    assert view.presenter.kind is Kind.SPOILED


def states(station: Station) -> dict[str, State]:
    book = read_book(station, find_period(station, "26Q3"), station.unit)
    return {serial: form.state for serial, form in book.ledger.forms.items()}


def test_escape_in_a_panel_takes_the_filter_away_before_it_goes_back(app: App, press: Callable[..., None]) -> None:
    app.window.go("ledger")
    settled(app)
    view = app.window.view
    assert isinstance(view, LedgerView)
    press("<Escape>", "<Return>")
    panel = view.stage.over
    assert panel is not None
    press("<Key-z>", "<Key-z>", "<Escape>")
    assert view.stage.over is panel
    assert not any(isinstance(each, FilterLine) and each.wanted.get() for each in inside(panel))
    press("<Escape>")
    assert view.stage.over is None


def test_escape_in_the_last_step_of_taking_a_list_in_goes_one_step_back(app: App, press: Callable[..., None]) -> None:
    app.window.go("frame")
    settled(app)
    view = app.window.view
    assert isinstance(view, FrameView)
    view.presenter.look(LIST)
    settled(app)
    press("<Control-Return>")
    reading = view.presenter.reading
    assert reading is not None
    press("<Control-f>", "<Key-z>", "<Key-z>")
    press("<Escape>")
    assert view.presenter.reading is reading
    press("<Control-f>", "<Key-1>", "<Control-Return>")
    assert view.presenter.dossiers == len(reading.entries)


def test_control_a_selects_all_in_a_field(app: App, press: Callable[..., None]) -> None:
    app.window.go("ledger")
    settled(app)
    view = app.window.view
    assert isinstance(view, LedgerView)
    assert isinstance(view.table, RecordTable)
    press("<F2>", "<Key-1>", "<Key-2>", "<Control-a>", "<Key-3>")
    assert view.scan.get() == "3"


def test_the_settings_turn_by_page_keys_wherever_the_keyboard_is(app: App, press: Callable[..., None]) -> None:
    app.window.go("settings")
    settled(app)
    view = app.window.view
    assert view is not None
    scrolled = next(each for each in inside(view) if isinstance(each, Scrolled))

    def top() -> int:
        return scrolled.inside.winfo_rooty()

    before = top()
    press("<Next>")
    assert top() < before
    turned = top()
    focused = app.root.focus_lastfor()
    assert focused is not None
    focused.event_generate("<FocusIn>")
    app.root.update()
    assert top() == turned, "the window got the keyboard back, nobody went anywhere"
    press("<Prior>")
    assert top() == before
