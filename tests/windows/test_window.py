"""The window whole: navigation by keys, languages and text sizes changed while it is open, work under way."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from tkinter import ttk

import pytest

from desktop.app import App
from desktop.office import Office
from desktop.screens import SCREENS
from desktop.screens.presenting import Screen, ScreenPresenter
from desktop.screens.viewing import ScreenView
from desktop.theme import Root
from desktop.widgets.later import when_idle
from models.acts import Topic
from models.progress import Progress
from models.services.office.closing import close_period
from models.services.office.periods import open_period
from models.services.office.stations import add_person
from models.settings import Settings, load_settings
from models.store.holding import holder_of
from tests.builders.acts import act_of
from tests.builders.forms import keyed, sample_rows
from tests.builders.holders import another_holds
from tests.builders.surveys import period_of, ward


def ignore(_result: object) -> None:
    """Nobody waits for this result."""


class NotePresenter(ScreenPresenter):
    cares_about = frozenset({Topic.FORMS})

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.reads = 0
        self.typed = ""

    def refresh(self) -> None:
        self.reads += 1


class NoteView(ScreenView[NotePresenter]):
    def build(self) -> None:
        self.entry = ttk.Entry(self.content)
        self.entry.insert(0, self.presenter.typed)
        self.entry.grid()

    def draw(self) -> None:
        self.title(f"{self.presenter.reads}")

    def first_focus(self) -> None:
        self.entry.focus_set()

    def leave(self) -> None:
        self.presenter.typed = self.entry.get()


class NoteScreen(Screen):
    def present(self, office: Office) -> ScreenPresenter:
        return NotePresenter(office)

    def show(self, parent: object, presenter: ScreenPresenter) -> NoteView:
        assert isinstance(presenter, NotePresenter)
        return NoteView(parent, presenter)  # type: ignore[arg-type]  # this screen has this presenter


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with closing(ward(tmp_path, name="UBND phường Ba Đình")) as station:
        period_of(station)
    made = App(
        tmp_path, settings=Settings(text_size="100"), screens=(NoteScreen("note", "Note"), SCREENS[-1], *SCREENS[:-1])
    )
    made.root.update()
    yield made
    made.close()


@pytest.fixture
def root(app: App) -> Root:
    """The window in which keys are pressed."""
    return app.root


def note(app: App) -> NoteView:
    view = app.window.view
    assert isinstance(view, NoteView)
    return view


def test_a_number_key_shows_its_screen(app: App, press: Callable[[str], None]) -> None:
    press("<Alt-Key-2>")
    assert app.window.shown == "people"
    press("<Control-Key-1>")
    assert app.window.shown == "note"


def test_the_menu_is_walked_by_arrows(app: App, press: Callable[[str], None]) -> None:
    press("<F6>")
    press("<Down>")
    press("<Return>")
    assert app.window.shown == "people"


def test_a_long_sentence_on_the_status_line_is_told_to_its_end(app: App, root: Root) -> None:
    before = app.window.content.winfo_height()
    app.window.tell("một câu dài " * 30)
    root.update()
    lines = [
        child
        for child in app.window.winfo_children()
        if isinstance(child, ttk.Label) and "câu dài" in str(child["text"])
    ]
    assert lines[0].winfo_reqwidth() <= lines[0].winfo_width()
    app.window.tell("xong")
    root.update()
    assert app.window.content.winfo_height() == before


def test_a_screen_left_is_found_as_it_was(app: App, press: Callable[[str], None]) -> None:
    note(app).entry.insert(0, "dở dang")
    press("<Alt-Key-2>")
    press("<Alt-Key-1>")
    assert note(app).entry.get() == "dở dang"


def test_only_changes_a_screen_cares_about_are_read_again(app: App) -> None:
    before = note(app).presenter.reads
    for changed in ((Topic.PACKAGES,), (Topic.FORMS, Topic.KEYINGS), ()):
        with app.office.act() as act:
            act.changes(*changed)
    assert note(app).presenter.reads == before + 1


def test_the_language_is_switched_on_the_open_screen_and_remembered(
    app: App, tmp_path: Path, press: Callable[[str], None]
) -> None:
    note(app).entry.insert(0, "dở dang")
    press("<F9>")
    assert app.office.language.code == "en"
    assert note(app).entry.get() == "dở dang"
    assert load_settings(tmp_path).language == "en"


def test_the_text_size_is_changed_while_the_window_is_open(app: App, tmp_path: Path) -> None:
    before = app.root.look.line
    app.window.go("settings")
    app.office.choose_text_size(200)
    app.root.update()
    assert app.root.look.line > before * 1.8
    assert load_settings(tmp_path).text_size == "200"


def test_long_work_shows_itself_and_escape_stops_it(
    app: App, press: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Exception] = []

    def work(progress: Progress) -> None:
        while True:
            progress.step(1, 5, "00004")
            time.sleep(0.001)

    app.tasks.run(work, then=ignore, failed=told.append, title="Đang trộn gói")
    for _ in range(10):
        app.root.update()
        time.sleep(0.01)
    assert app.window.strip.winfo_ismapped()
    press("<Escape>")
    patience = time.monotonic() + 2
    while app.tasks.busy and time.monotonic() < patience:
        app.root.update()
        time.sleep(0.005)
    app.root.update()
    assert not app.window.strip.winfo_ismapped()
    assert [type(error).__name__ for error in told] == ["Cancelled"]


def test_every_screen_opens_in_both_languages(app: App) -> None:
    for screen in (each for each in SCREENS if not each.hub_only):
        for code in ("en", "vi"):
            app.choose_language(code)
            app.window.go(screen.code)
            app.root.update()
            assert app.window.shown == screen.code


def test_a_ward_is_not_shown_what_only_hubs_need(app: App) -> None:
    hubs = {screen.code for screen in SCREENS if screen.hub_only}
    assert hubs == {"board"}
    assert not hubs & {screen.code for screen in app.window.screens}


def test_the_next_start_goes_on_with_the_period_and_the_person_of_before(tmp_path: Path) -> None:
    station = ward(tmp_path / "may-1")
    older, newer = (
        open_period(station, code=code, name=code, evaluated=(date(2026, first, 1), date(2026, first + 2, 28)),
                    survey=None, seed="x", act=act_of())
        for code, first in (("26Q1", 1), ("26Q3", 7))
    )  # fmt: skip
    hoa = add_person(station, code="hoa", name="Lê Thị Hoa", act=act_of())
    station.close()
    with closing(App(station.folder, settings=load_settings(station.folder))) as app:
        assert app.office.period == newer
        app.office.choose_period(older)
        app.office.choose_person(hoa)
    # nothing more is written when the power goes
    with closing(App(station.folder, settings=load_settings(station.folder))) as app:
        assert (app.office.period, app.office.who) == (older, hoa)
    with closing(App(station.folder, settings=Settings(period="01@2008-08-01/25Q1", person="moi"))) as app:
        assert (app.office.period, app.office.who.code) == (newer, "lan")


def test_a_closed_window_says_nothing_of_what_it_still_meant_to_do(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    app = App(ward(tmp_path / "may-1").folder, settings=Settings(language="vi"))
    app.root.update()
    interpreter = app.root.tk
    app.root.after(1, lambda: None)
    when_idle(app.window, ignore, None)
    app.close()
    time.sleep(0.01)
    interpreter.eval("after 5 {set waited 1}; vwait waited")
    assert not "".join(capfd.readouterr())


def test_what_a_gone_widget_meant_to_do_is_given_up(tmp_path: Path) -> None:
    with closing(App(ward(tmp_path / "may-1").folder, settings=Settings(language="vi"))) as app:
        done: list[object] = []
        gone = ttk.Frame(app.root)
        when_idle(gone, done.append, 1)
        when_idle(app.root, done.append, 2)
        gone.destroy()
        app.root.update()
        assert done == [2]


def test_a_second_window_says_who_works_there_and_goes_when_it_is_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ward(tmp_path / "ward")
    made.close()
    asked: list[str] = []

    def close_it(_parent: object, question: str, _language: object, **_more: object) -> bool:
        asked.append(question)
        return len(asked) < 2

    monkeypatch.setattr("desktop.dialogs.confirm", close_it)
    with another_holds(made.folder), pytest.raises(SystemExit):
        App(made.folder, settings=Settings(language="en"))
    assert len(asked) == 2
    assert "lan is working" in asked[0]
    assert "MAY-1" in asked[0]


def test_a_window_holds_its_folder_until_it_is_closed(tmp_path: Path) -> None:
    made = ward(tmp_path / "ward")
    made.close()
    app = App(made.folder, settings=Settings(language="en"))
    holder = holder_of(made.folder)
    assert holder is not None
    assert holder.is_window
    app.close()
    assert holder_of(made.folder) is None


def test_behind_the_success_of_a_step_stands_the_next_one_with_its_key(tmp_path: Path) -> None:
    station = ward(tmp_path / "ward")
    period = period_of(station)
    keyed(station, period, sample_rows()[:2])
    app = App(station.folder, settings=Settings(text_size="100"))
    app.window.go("periods")
    app.root.update()
    with app.office.act() as act:
        close_period(app.office.here, app.office.chosen_period, act=act)
    app.office.tell("Đã đóng kỳ")
    app.root.update()
    told = str(app.window._status["text"])  # noqa: SLF001 -- what stands on the status line
    assert told.startswith("Đã đóng kỳ. Tiếp theo:")
    assert told.endswith("(Alt+8).")
    app.window.go("packages")
    assert not str(app.window._status["text"])  # noqa: SLF001
    app.close()
    station.close()
