"""The sections of the packages screen in a real window: tabs, a key compared, a clash settled, by keys alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tkinter import ttk

import pytest

from desktop import dialogs
from desktop.app import App
from desktop.screens.packages.book.view import LinesPanel
from desktop.screens.packages.book.view import View as BookView
from desktop.screens.packages.clashes.view import ChoosingPanel
from desktop.screens.packages.numbers.view import View as NumbersView
from desktop.screens.packages.receiving.preview import PreviewPanel, RowPanel
from desktop.screens.packages.sections import SECTIONS
from desktop.screens.packages.view import View
from desktop.screens.packages.without_effect.view import LinesWithoutEffectPanel
from desktop.screens.packages.without_effect.view import View as WithoutEffectView
from desktop.widgets.stage import FormPanel, PaperPanel
from desktop.widgets.tab_row import KEYS
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.security import fingerprint_words, from_text
from models.services.forms.issuing import issue_forms
from models.settings import Settings
from tests.builders.acts import act_of
from tests.builders.exchange import copied_offices, refounded
from tests.windows.pressing import press, settled


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub to which both copies of one computer have sent, and a second computer of that ward that nobody here knows; only copied."""
    folder = tmp_path_factory.mktemp("made")
    offices = copied_offices(folder)
    stranger = refounded(offices.first)
    issue_forms(stranger, offices.period, variant="CN", count=2, act=act_of())
    merge_packages(offices.hub, [send_returns(stranger, offices.period, out=folder, act=act_of()).path], act=act_of())
    words = fingerprint_words(from_text(stranger.public_key))
    stranger.close()
    offices.close()
    (folder / "words").write_text(words, encoding="utf-8")
    assert offices.hub.folder == folder / "hub"
    return folder


@pytest.fixture
def app(made: Path, tmp_path: Path) -> Iterator[App]:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    app = App(tmp_path / "hub", settings=Settings(text_size="100"))
    app.root.update()
    app.window.go("packages")
    app.root.update()
    yield app
    app.close()


def typed(app: App, text: str) -> None:
    entry = app.root.focus_lastfor()
    assert isinstance(entry, ttk.Entry)
    entry.delete(0, "end")
    entry.insert(0, text)
    app.root.update()


def shown(app: App) -> View:
    view = app.window.view
    assert isinstance(view, View)
    return view


def test_tabs_are_shown_by_their_key_and_turned_by_control_tab(app: App) -> None:
    assert shown(app).presenter.shown == "packages.receiving"
    press(app, "<Shift-F5>")
    assert shown(app).presenter.shown == "packages.keys"
    press(app, "<Control-Tab>")
    assert shown(app).presenter.shown == "packages.receipts"
    for name in KEYS[: len(SECTIONS)]:
        press(app, f"<Shift-{name}>")
    assert shown(app).presenter.shown == SECTIONS[-1].code
    press(app, "<Control-Tab>")
    assert shown(app).presenter.shown == "packages.sending"


def test_a_key_is_confirmed_by_the_words_heard_and_other_words_are_refused(app: App, tmp_path: Path) -> None:
    press(app, "<Shift-F5>", "<Control-k>")
    section = shown(app).section
    assert section is not None
    panel = section.stage.over
    assert isinstance(panel, FormPanel)
    typed(app, "ba bai bam ban bang banh")
    press(app, "<Return>")
    assert section.stage.over is panel
    typed(app, (tmp_path / "words").read_text(encoding="utf-8"))
    press(app, "<Return>")
    assert section.stage.over is None
    assert {row[2] for row in section.presenter.rows()} == {"đã đối chiếu, đã xác nhận"}
    press(app, "<F5>")
    assert isinstance(section.stage.over, PaperPanel)
    press(app, "<Escape>")


def test_what_has_no_effect_is_shown_line_by_line_and_enter_leads_to_the_key_it_waits_for(app: App) -> None:
    press(app, "<Shift-F11>", "<F2>")
    section = shown(app).section
    assert isinstance(section, WithoutEffectView)
    assert isinstance(section.stage.over, LinesWithoutEffectPanel)
    kinds = [row[1] for row in section.presenter.lines()]
    assert kinds == ["giao quyển phiếu cho máy", "phát hành số"]
    press(app, "<Escape>", "<Return>")
    presenter = shown(app).presenter
    assert presenter.shown == "packages.keys"
    assert presenter.part.rows()[0][1] == section.presenter.rows()[0][1]


def test_a_clash_is_settled_with_a_reason_and_nothing_is_chosen_before(app: App) -> None:
    press(app, "<Shift-F7>", "<Return>")
    section = shown(app).section
    assert section is not None
    panel = section.stage.over
    assert isinstance(panel, ChoosingPanel)
    press(app, "<Control-Return>")
    assert panel.told["text"]
    press(app, "<F3>")
    typed(app, "giấy ghi mức 4")
    press(app, "<Return>")
    assert section.stage.over is None
    assert section.presenter.waiting == 0


def test_enter_in_the_preview_tells_all_about_a_row_and_large_text_leaves_the_rows_their_room(
    app: App, tmp_path: Path
) -> None:
    (tmp_path / "goi.zip").write_bytes(b"PK\x03\x04 torn")
    app.choose_text_size(200)
    app.root.geometry("1366x740+0+0")
    app.root.update()
    shown(app).presenter.parts["packages.receiving"].preview(sorted(tmp_path.glob("*.zip")))  # type: ignore[attr-defined]  # this section has a preview
    settled(app)
    assert shown(app).section is not None
    panel = shown(app).section.stage.over  # type: ignore[union-attr]  # a panel is over it
    assert isinstance(panel, PreviewPanel)
    assert panel.tables[0].tree.room >= 4
    assert "Enter" in str(panel.told["text"])
    press(app, "<F3>", "<Return>")
    assert isinstance(panel.stage.over, RowPanel)
    press(app, "<Escape>")
    assert panel.stage.over is None
    assert panel.shown == 1
    press(app, "<Escape>")
    assert shown(app).presenter.parts["packages.receiving"].laid is None


def test_the_keys_of_the_tabs_are_heard_in_the_preview_too(app: App, tmp_path: Path) -> None:
    (tmp_path / "goi.zip").write_bytes(b"PK\x03\x04 torn")
    shown(app).presenter.parts["packages.receiving"].preview([tmp_path / "goi.zip"])  # type: ignore[attr-defined]  # this section has a preview
    settled(app)
    press(app, "<Shift-F5>")
    assert shown(app).presenter.shown == "packages.keys"


def test_some_lines_are_withdrawn_by_keys_and_tab_goes_from_field_to_field(app: App) -> None:
    press(app, "<Shift-F3>")
    section = shown(app).section
    assert isinstance(section, BookView)
    while section.button(BookView.think_of_lines).instate(["disabled"]):
        press(app, "<Down>")
    press(app, "<F3>")
    panel = section.stage.over
    assert isinstance(panel, LinesPanel)
    press(app, "<F2>")
    assert section.stage.over is panel
    press(app, "<Tab>")
    assert app.root.focus_lastfor() is panel.last.widget
    assert panel.last.widget.selection_present()
    typed(app, str(panel.within.first))
    press(app, "<Return>")
    typed(app, "gõ nhầm số phiếu")
    press(app, "<Return>")
    assert shown(app).presenter.shown == "packages.withdrawals"
    press(app, "<F3>")
    assert shown(app).presenter.shown == "packages.book"


def test_what_was_told_of_a_tab_goes_with_it(app: App) -> None:
    press(app, "<Shift-F2>")
    app.office.tell("Xong việc")
    assert str(app.window._status["text"]) == "Xong việc"  # noqa: SLF001 -- what stands on the status line
    press(app, "<Shift-F3>")
    assert not str(app.window._status["text"])  # noqa: SLF001


def test_the_book_of_numbers_goes_and_is_taken_over_by_keys(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    press(app, "<Shift-F12>")
    section = shown(app).section
    assert isinstance(section, NumbersView)
    assert section.buttons["_take_over"].instate(["disabled"])
    monkeypatch.setattr(dialogs, "ask_text", lambda *_, **__: "f" * 32)
    press(app, "<F2>")
    assert section.buttons["_hand_over"].instate(["disabled"])
    assert section.presenter.rows()[0][0] == "ffffffff"
    press(app, "<Control-Delete>")
    assert isinstance(section.stage.over, FormPanel)
    typed(app, "máy kia hỏng")
    press(app, "<Control-Return>")
    assert section.stage.over is None
    assert section.presenter.is_here
    assert section.buttons["_take_over"].instate(["disabled"])
