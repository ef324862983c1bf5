"""Rulings, packages, results and settings in a real window, by keyboard."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop import dialogs
from desktop.app import App
from desktop.screens import SCREENS
from desktop.screens.frame.view import View as FrameView
from desktop.screens.ledger.view import View as LedgerView
from desktop.screens.packages.receiving.preview import PreviewPanel
from desktop.screens.packages.receiving.view import View as ReceivingView
from desktop.screens.packages.sections import SECTIONS
from desktop.screens.packages.view import View as PackagesView
from desktop.screens.results.panels import RecontactPanel
from desktop.screens.results.view import View as ResultsView
from desktop.screens.second.ruling import RulingPanel
from desktop.screens.second.view import View as SecondView
from desktop.theme import Root
from desktop.widgets.record_table import RecordTable
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.stage import PaperPanel
from models.catalogue import BUILT_IN
from models.domain.questionnaire.answers import Answers, read_answers, show_codes
from models.services.keying.keying import key_form, open_desk
from models.services.office.periods import find_period
from models.services.office.stations import add_person
from models.settings import Settings
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import EVALUATED, period_of, ward

Press = Callable[[str], None]


LIST = Path(__file__).parents[1] / "data" / "danh-sach-mot-cua.xlsx"


@pytest.fixture(scope="module")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a ward with ten keyed forms, one of them disputed, and a third person at the desk; made once and only copied."""
    station = ward(tmp_path_factory.mktemp("made") / "ward")
    period = period_of(station)
    serial = keyed(station, period, sample_rows()[:10])[0]
    add_person(station, code="hoa", name="Lê Thị Hoa", act=act_of())
    minh = add_person(station, code="minh", name="Trần Văn Minh", act=act_of())
    desk = open_desk(station, period)
    questionnaire = desk.questionnaire(serial)
    head = desk.settled(str(serial)).heads[0]
    codes = show_codes(questionnaire, Answers.from_stored(marks=head.marks, rest_json=head.rest))
    codes["CC1"] = "1" if codes["CC1"] != "1" else "2"
    key_form(
        station,
        period,
        serial=serial,
        answers=read_answers(questionnaire, codes),
        second=True,
        act=act_of(minh, salt="s"),
    )
    station.close()
    return station.folder


@pytest.fixture
def app(station: Station) -> Iterator[App]:
    made = App(station.folder, settings=Settings(text_size="100"))
    made.root.update()
    yield made
    made.close()


@pytest.fixture
def root(app: App) -> Root:
    """The window in which keys are pressed."""
    return app.root


def wait(app: App) -> None:
    """Until the long work is done and shown."""
    while app.tasks.busy:
        app.root.update()
    app.root.update()


def test_a_form_in_dispute_is_ruled_on_by_keys(
    app: App, press: Press, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.office.choose_person(add_person(station, code="hoa", name="Lê Thị Hoa", act=act_of()))
    app.window.go("second")
    app.root.update()
    view = app.window.view
    assert isinstance(view, SecondView)
    press("<Return>")
    panel = view.stage.over
    assert isinstance(panel, RulingPanel)
    press("<Control-Return>")
    assert panel.told["text"]
    press("<space>")
    monkeypatch.setattr(dialogs, "ask_choice", lambda *_, **__: 0)
    press("<Control-Return>")
    assert view.presenter.disputes == ()
    desk = open_desk(station, find_period(station, "26Q3"))
    assert any(keying.by == "00004/hoa" for of_form in desk.keyings.values() for keying in of_form)


def test_escape_puts_a_form_in_dispute_away(app: App, press: Press) -> None:
    app.window.go("second")
    app.root.update()
    view = app.window.view
    assert isinstance(view, SecondView)
    press("<Return>")
    press("<Escape>")
    assert view.presenter.open is None
    assert view.stage.over is None


def test_a_package_is_written_and_a_damaged_one_looked_at_before_it_is_taken_in(
    app: App, press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.window.go("packages")
    app.root.update()
    view = app.window.view
    assert isinstance(view, PackagesView)
    monkeypatch.setattr(dialogs, "choose_folder", lambda *_, **__: tmp_path)
    press("<F2>")
    wait(app)
    assert len(list(tmp_path.glob("*.zip"))) == 1
    press("<Escape>")
    (tmp_path / "hong.zip").write_bytes(b"PK\3\4")
    monkeypatch.setattr(dialogs, "open_files", lambda *_, **__: (tmp_path / "hong.zip",))
    press("<Shift-F2>")
    press("<F2>")
    wait(app)
    section = view.section
    assert isinstance(section, ReceivingView)
    assert isinstance(section.stage.over, PreviewPanel)
    assert section.stage.over.told["text"]
    press("<Escape>")
    assert section.stage.over is None
    assert not section.presenter.rows()
    press("<F2>")
    wait(app)
    press("<Control-Return>")
    wait(app)
    press("<Escape>")
    assert section.stage.over is None
    assert len(section.presenter.rows()) == 1


def test_the_result_sheet_is_shown_in_the_window(app: App, press: Press) -> None:
    app.window.go("results")
    app.root.update()
    view = app.window.view
    assert isinstance(view, ResultsView)
    press("<F3>")
    assert view.presenter.table == 1
    press("<F5>")
    wait(app)
    panel = view.stage.over
    assert isinstance(panel, PaperPanel)
    assert panel.preview.pages >= 1
    press("<Escape>")
    assert view.stage.over is None


def test_by_keys_alone_a_list_for_re_contact_is_drawn_and_an_outcome_written_down(app: App, press: Press) -> None:
    app.window.go("results")
    wait(app)
    view = app.window.view
    assert isinstance(view, ResultsView)
    press("<F11>")
    panel = view.stage.over
    assert isinstance(panel, RecontactPanel)
    press("<Control-n>")
    press("<Return>")
    press("<Return>")
    wait(app)
    assert panel.table.rows.shown
    press("<Return>")
    press("<Return>")
    press("<Return>")
    assert panel.table.rows.rows[0][4]
    press("<Control-p>")
    wait(app)
    assert isinstance(panel.stage.over, PaperPanel)
    press("<Escape>")
    assert panel.stage.over is None
    press("<Escape>")
    press("<Control-b>")
    wait(app)
    assert view.presenter.preview is not None


@pytest.mark.parametrize("size", [100, 200])
def test_the_screens_open_at_both_text_sizes(app: App, size: int) -> None:
    app.choose_text_size(size)
    for code in ("keying", "second", "packages", "results", "settings"):
        app.window.go(code)
        wait(app)
        assert app.window.shown == code


WITHOUT_TABLE = {"home", "keying", "packages", "packages.sending", "settings"}
"""Packages shows the section of sending first."""


def test_every_table_shows_six_rows_at_twice_the_size(app: App) -> None:
    app.root.geometry("1366x730+0+0")
    app.choose_text_size(200)
    rooms: dict[str, list[int]] = {}
    for screen in (each for each in (*SCREENS, *SECTIONS) if not each.hub_only):
        app.window.go(screen.code.partition(".")[0])
        view = app.window.view
        if isinstance(view, PackagesView):
            view.presenter.show(screen.code if screen in SECTIONS else "packages.sending")
        wait(app)
        app.root.update()
        tables = [part for part in _all_parts(view) if isinstance(part, RecordTable) and part.winfo_ismapped()]
        rooms[screen.code] = [table.tree.room for table in tables]
    assert {code for code, found in rooms.items() if not found} == WITHOUT_TABLE
    assert {code: found for code, found in rooms.items() if any(room < 6 for room in found)} == {}


def test_the_board_of_a_hub_shows_six_rows_at_twice_the_size(tmp_path: Path) -> None:
    with closing(ward(tmp_path / "hub", unit=BUILT_IN.find_unit("01", EVALUATED[1]).key, is_hub=True)) as hub:
        asked = [unit.key for unit in BUILT_IN.units_valid_on(EVALUATED[1]) if unit.parent == hub.unit][:12]
        period_of(hub, units=tuple(asked))
    with closing(App(tmp_path / "hub", settings=Settings(language="vi", text_size="200"))) as app:
        app.root.geometry("1366x730+0+0")
        app.window.go("board")
        wait(app)
        app.root.update()
        table = next(
            part for part in _all_parts(app.window.view) if isinstance(part, RecordTable) and part.winfo_ismapped()
        )
        assert table.tree.room >= 6


def test_the_third_step_of_a_list_shows_six_rows_at_twice_the_size(app: App) -> None:
    app.root.geometry("1366x730+0+0")
    app.choose_text_size(200)
    app.window.go("frame")
    wait(app)
    view = app.window.view
    assert isinstance(view, FrameView)
    view.presenter.look(LIST)
    wait(app)
    view.presenter.read_columns({field: value for field, _, _, value in view.presenter.columns()})
    wait(app)
    app.root.update()
    assert view.presenter.reading is not None
    table = next(part for part in _all_parts(view) if isinstance(part, RecordTable) and part.winfo_ismapped())
    assert table.tree.room >= 6


@pytest.mark.parametrize("key", ["<Tab>", "<Shift-Tab>"])
def test_what_has_the_keyboard_in_the_settings_is_in_sight(app: App, press: Press, key: str) -> None:
    app.root.geometry("1366x730+0+0")
    app.window.go("settings")
    wait(app)
    view = app.window.view
    assert view is not None
    place = next(part for part in _all_parts(view) if isinstance(part, Scrolled))
    seen: set[str] = set()
    for _ in range(60):
        press(key)
        part = app.root.focus_lastfor()
        assert part is not None
        if not str(part).startswith(str(place.inside)):
            continue
        seen.add(part.winfo_class())
        top, end = place.winfo_rooty(), place.winfo_rooty() + place.winfo_height()
        assert top <= part.winfo_rooty(), part
        assert part.winfo_rooty() + part.winfo_height() <= end, part
    assert {"TEntry", "TButton", "TRadiobutton"} <= seen


def test_the_main_action_stays_outside_the_menu_of_the_rest(tmp_path: Path) -> None:
    with closing(ward(tmp_path / "hub", unit=BUILT_IN.find_unit("01", EVALUATED[1]).key, is_hub=True)) as hub:
        period_of(hub)
    with closing(App(tmp_path / "hub", settings=Settings(language="vi", text_size="200"))) as app:
        app.root.geometry("1366x730+0+0")
        app.window.go("periods")
        wait(app)
        app.root.update()
        view = app.window.view
        assert view is not None
        assert view.actions.behind
        assert not any(str(button["style"]) == "Accent.TButton" for button in view.actions.behind)


def test_what_finds_no_room_at_twice_the_size_stands_in_the_menu_of_the_rest(app: App) -> None:
    app.root.geometry("1366x730+0+0")
    app.choose_text_size(200)
    app.window.go("ledger")
    wait(app)
    app.root.update()
    view = app.window.view
    assert view is not None
    assert view.actions.behind
    app.choose_text_size(100)
    app.root.update()
    view = app.window.view
    assert view is not None
    assert not view.actions.behind


def test_the_life_of_a_form_opens_on_its_row_and_goes_by_escape(app: App, press: Press) -> None:
    app.window.go("ledger")
    app.root.update()
    view = app.window.view
    assert isinstance(view, LedgerView)
    press("<Escape>")
    press("<Return>")
    table = next(part for part in _all_parts(view.stage.over) if isinstance(part, RecordTable))
    assert len(table.rows.rows) >= 2
    press("<Escape>")
    assert view.stage.over is None
    press("<F3>")
    assert view.presenter.choice.is_missing


def _all_parts(part: tk.Misc | None) -> Iterator[tk.Misc]:
    if part is not None:
        yield part
        for child in part.winfo_children():
            yield from _all_parts(child)


def test_f1_opens_the_page_of_the_screen_and_its_links_are_followed_by_keys(app: App, press: Press) -> None:
    app.window.go("ledger")
    app.root.update()
    press("<F1>")
    guide = app.window.guide
    assert guide is not None
    assert guide.page == "so-phieu.md"
    assert guide.pictures[0].width() > guide.winfo_width() // 2

    def key(name: str) -> None:
        guide.text.focus_force()
        guide.text.event_generate(name)
        app.root.update()

    key("<Home>")
    assert guide.page == "index.md"
    key("<Tab>")
    key("<Return>")
    assert guide.page == "tong-quan.md"
    key("<BackSpace>")
    assert guide.page == "index.md"
    key("<Escape>")
    assert not guide.winfo_exists()
