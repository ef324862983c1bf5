"""What was only typed once is reached by keys: answers as files, control codes, tables to key, lists of the periods."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tkinter import ttk
from typing import Any

import pytest

from desktop import dialogs
from desktop.app import App
from desktop.screens.periods.lists import MethodsPanel, QuestionnairesPanel, TargetsPanel
from desktop.screens.results.explaining import ExplanationPanel
from desktop.screens.taken_panel import TakenPanel
from desktop.screens.viewing import ScreenView
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.list_panel import ListPanel
from desktop.widgets.stage import FormPanel, PaperPanel
from models.services.figures.results import figures_of
from models.services.office.full_exports import FullReasonMissing, full_exports
from models.services.office.periods import find_period
from models.settings import Settings
from models.store.database import Station
from tests.builders.files import csv_file
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import of_office, period_of, ward
from tests.windows.pressing import press, settled


@pytest.fixture(scope="module")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a hub with some forms keyed, made once and only copied."""
    with closing(ward(tmp_path_factory.mktemp("made") / "hub", is_hub=True)) as station:
        keyed(station, period_of(station, units=(station.unit,)), sample_rows()[:5])
        return station.folder


@pytest.fixture
def app(station: Station) -> Iterator[App]:
    made = App(station.folder, settings=Settings(text_size="100", language="en"))
    made.root.update()
    yield made
    made.close()


def over(app: App, code: str) -> Any:
    """What is laid over the screen, after going to it; the screen itself where nothing is."""
    view = app.window.view
    assert isinstance(view, ScreenView)
    assert type(view).__module__ == f"desktop.screens.{code}.view"
    return view.stage.over  # type: ignore[attr-defined]  # every screen that is gone to here has a stage


def go(app: App, code: str) -> None:
    app.window.go(code)
    settled(app)


def test_answers_are_written_in_the_chosen_format(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[str] = []

    def choose(*arguments: Any, **_: Any) -> int:
        offered.extend(arguments[2])
        return 1

    monkeypatch.setattr(dialogs, "ask_choice", choose)
    monkeypatch.setattr(dialogs, "save_file", lambda *_, name, **__: tmp_path / name)
    go(app, "results")
    press(app, "<Control-e>")
    assert len(offered) == 6
    assert [path.suffix for path in tmp_path.glob("26Q3-*answers*")] == [".csv"]


@pytest.mark.parametrize("typed", [("", None), ("Hồi quy theo tuổi",), ("", "Hồi quy theo tuổi")])
def test_full_answers_are_asked_for_last_and_for_a_reason_until_there_is_one(
    app: App, station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str | None, ...]
) -> None:
    choices, words, told = iter((5, 1)), iter(("Trần Văn Phân", *typed)), list[object]()
    monkeypatch.setattr(dialogs, "ask_choice", lambda *_, **__: next(choices))
    monkeypatch.setattr(dialogs, "ask_text", lambda *_, **__: next(words))
    monkeypatch.setattr(dialogs, "show_problem", lambda _parent, problem, _language: told.append(problem))
    monkeypatch.setattr(dialogs, "save_file", lambda *_, name, **__: tmp_path / name)
    go(app, "results")
    press(app, "<Control-e>")
    settled(app)
    written = [path.suffix for path in tmp_path.glob("26Q3-*restricted*")]
    noted = [(each.receiver, each.reason) for each in full_exports(station)]
    reason = typed[-1]
    assert (written, noted) == (([".csv"], [("Trần Văn Phân", reason)]) if reason else ([], []))
    assert [type(each) for each in told] == [FullReasonMissing] * typed.count("")
    assert next(words, "all asked") == "all asked"


def test_a_control_code_is_explained_and_escape_goes_back(
    app: App, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = figures_of(station, find_period(station, "26Q3"), of_office(station.unit)).fingerprint
    monkeypatch.setattr(dialogs, "ask_text", lambda *_, **__: code[:16])
    go(app, "results")
    press(app, "<Control-k>")
    assert isinstance(over(app, "results"), ExplanationPanel)
    press(app, "<F5>")
    assert isinstance(over(app, "results"), PaperPanel)
    press(app, "<Escape>")
    assert over(app, "results") is None


def test_a_table_is_keyed_and_its_refused_rows_stand_there(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = csv_file(tmp_path / "keys.csv", ("serial", "TC1"), ("x", "4"))
    monkeypatch.setattr(dialogs, "open_files", lambda *_, **__: (file,))
    monkeypatch.setattr(dialogs, "ask_choice", lambda *_, **__: 0)
    go(app, "keying")
    press(app, "<Control-o>")
    panel = over(app, "keying")
    assert isinstance(panel, ListPanel)
    assert [row[2] for row in panel.table.rows.rows] == ["x", "serial", "TC1"]


def test_targets_are_named_and_recorded_by_keys(app: App, station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogs, "ask_text", lambda *_, **__: "120")
    go(app, "periods")
    press(app, "<Control-t>")
    assert isinstance(over(app, "periods"), TargetsPanel)
    press(app, "<Return>", "<Control-Return>")
    assert over(app, "periods") is None
    assert find_period(station, "26Q3").edition == 2


@pytest.mark.parametrize("leave", ["key", "button"])
def test_offices_of_a_table_are_recorded_after_its_account_was_looked_at(
    app: App, station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leave: str
) -> None:
    file = csv_file(tmp_path / "offices.csv", ("Mã đơn vị", "Chỉ tiêu"), ("00008", "40"))
    monkeypatch.setattr(dialogs, "open_files", lambda *_, **__: (file,))
    monkeypatch.setattr(dialogs, "ask_choice", lambda *_, **__: 0)
    go(app, "periods")
    press(app, "<Control-t>", "<Control-o>")
    assert isinstance(over(app, "periods"), TakenPanel)
    if leave == "key":
        press(app, "<Escape>")
    else:
        (bar,) = (each for each in over(app, "periods").winfo_children() if isinstance(each, FlowBar))
        (*_, back) = (each for each in bar.winfo_children() if isinstance(each, ttk.Button))
        back.invoke()
        settled(app)
    assert isinstance(over(app, "periods"), TargetsPanel)
    press(app, "<Control-Return>")
    period = find_period(station, "26Q3")
    assert (period.edition, [unit.code for unit in period.units][-1]) == (2, "00008")


def test_a_period_is_changed_in_a_form(app: App, station: Station) -> None:
    go(app, "periods")
    press(app, "<Control-e>")
    assert isinstance(over(app, "periods"), FormPanel)
    name = app.root.focus_lastfor()
    assert isinstance(name, ttk.Entry)
    name.delete(0, "end")
    name.insert(0, "Quý III")
    press(app, "<Return>", "<Return>", "<Return>")
    assert over(app, "periods") is None
    assert find_period(station, "26Q3").name == "Quý III"


@pytest.mark.parametrize(("key", "panel"), [("<Control-q>", QuestionnairesPanel), ("<Control-m>", MethodsPanel)])
def test_questionnaires_and_methods_are_written_out(
    key: str, panel: type[ListPanel], app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "save_file", lambda *_, name, **__: tmp_path / name)
    go(app, "periods")
    press(app, key)
    assert isinstance(over(app, "periods"), panel)
    press(app, "<F3>")
    assert len(list(tmp_path.glob("*.xlsx"))) == 1


def test_confirmed_answers_are_listed(app: App) -> None:
    go(app, "second")
    press(app, "<F3>")
    assert isinstance(over(app, "second"), ListPanel)


def test_what_people_wrote_is_deleted_office_by_office(app: App) -> None:
    go(app, "results")
    view = app.window.view
    assert isinstance(view, ScreenView)
    assert view.buttons["_delete_texts"].instate(["disabled"])
