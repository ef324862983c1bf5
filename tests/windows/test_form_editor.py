"""A questionnaire edited in the window by keys alone: list, paper, keying screen, undo, and what is asked before it is lost."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from pathlib import Path
from tkinter import ttk

import pytest

from desktop import dialogs
from desktop.app import App
from desktop.screens.periods.form_editor import KEYING, LIST, PAPER, FormEditor
from desktop.screens.periods.form_parts import ChoicesPanel, DifferencePanel, FramePanel, LinePanel
from desktop.screens.periods.lists import QuestionnairesPanel
from desktop.screens.periods.view import View
from desktop.widgets.questionnaire_view import QuestionnaireView
from desktop.widgets.stage import PaperPanel
from models.domain.basics.duties import Role
from models.services.office.questionnaires import find_questionnaire
from models.services.office.stations import add_person
from models.settings import Settings
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.scans import pages_of
from tests.builders.surveys import period_of, ward
from tests.windows.pressing import press, settled


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = ward(tmp_path / "ward")
    period_of(made)
    yield made
    made.close()


@pytest.fixture
def app(station: Station) -> Iterator[App]:
    made = App(station.folder, settings=Settings(text_size="100", language="vi"))
    made.root.update()
    yield made
    made.close()


def buttons_in(part: tk.Misc) -> list[ttk.Button]:
    """Every button below a part of the window."""
    every = [each for child in part.winfo_children() for each in (child, *buttons_in(child))]
    return [each for each in every if isinstance(each, ttk.Button)]


def typed(app: App, words: str) -> None:
    field = app.root.focus_lastfor()
    assert isinstance(field, ttk.Entry)
    field.delete(0, "end")
    field.insert(0, words)


def view_of(app: App) -> View:
    view = app.window.view
    assert isinstance(view, View)
    return view


def editor_of(app: App) -> FormEditor:
    over = view_of(app).stage.over
    assert isinstance(over, FormEditor)
    return over


@pytest.fixture
def editor(app: App) -> FormEditor:
    """The editor over the questionnaire for individuals, opened by keys."""
    app.window.go("periods")
    settled(app)
    press(app, "<Control-q>")
    panel = view_of(app).stage.over
    assert isinstance(panel, QuestionnairesPanel)
    place = [each.id for each in view_of(app).presenter.questionnaires].index("hailong_cn")
    press(app, *["<Down>"] * place, "<Return>")
    return editor_of(app)


def stand_on(app: App, editor: FormEditor, name: str) -> None:
    place = [line.row["name"] for line in editor.editing.lines].index(name)
    press(app, "<Home>", *["<Down>"] * place)
    assert editor.list.row == place


def is_bare(editor: FormEditor) -> bool:
    """Whether nothing is laid over the list."""
    return editor.stage.over is None


def label(editor: FormEditor, name: str) -> str:
    return editor.editing.sound().by_name[name].label


def test_words_are_changed_line_after_line_and_taken_back(app: App, editor: FormEditor) -> None:
    stand_on(app, editor, "C2")
    press(app, "<F2>")
    typed(app, "Mấy lần?")
    press(app, "<Return>")
    typed(app, "Bổ sung mấy lần?")
    press(app, "<Return>")
    typed(app, "Bỏ đi")
    press(app, "<Escape>")
    assert (label(editor, "C2"), label(editor, "C3")) == ("Mấy lần?", "Bổ sung mấy lần?")
    assert label(editor, "C4").startswith("Công chức"), "Esc leaves the words as they were"
    press(app, "<Control-z>")
    assert label(editor, "C3").startswith("Ông/Bà có bị")
    press(app, "<Control-y>")
    assert label(editor, "C3") == "Bổ sung mấy lần?"


def test_lines_are_moved_added_and_taken_out_by_keys(app: App, editor: FormEditor) -> None:
    stand_on(app, editor, "C3")
    press(app, "<Alt-Up>")
    names = [line.row["name"] for line in editor.editing.lines]
    assert names.index("C3") == names.index("C2") - 1
    assert editor.editing.lines[editor.list.row].row["name"] == "C3", "the keyboard goes with the line"
    press(app, "<Delete>")
    assert "C3" not in editor.editing.sound().by_name
    press(app, "<Control-n>")
    typed(app, "Ai hướng dẫn Ông/Bà?")
    press(app, "<Tab>", "<Tab>")
    typed(app, "Công chức; Người quen")
    press(app, "<Return>")
    (new,) = [each for each in editor.editing.sound().asked if each.name.startswith("Q")]
    assert (new.label, [choice.label for choice in new.choices]) == (
        "Ai hướng dẫn Ông/Bà?",
        ["Công chức", "Người quen"],
    )


def test_a_line_its_answers_the_frame_and_the_changes_are_a_key_away(app: App, editor: FormEditor) -> None:
    stand_on(app, editor, "C8")
    for key, kind in (
        ("<Return>", LinePanel),
        ("<F3>", ChoicesPanel),
        ("<F5>", FramePanel),
        ("<Control-d>", DifferencePanel),
    ):
        press(app, key)
        assert isinstance(editor.stage.over, kind)
        press(app, "<Escape>")
        assert editor.stage.over is None


def test_who_is_asked_is_chosen_by_question_and_answers(app: App, editor: FormEditor) -> None:
    stand_on(app, editor, "C8")
    press(app, "<Return>", "<Tab>", "<Tab>", "<Tab>")
    chooser = app.root.focus_lastfor()
    assert isinstance(chooser, ttk.Combobox)
    places = [code for code, _ in editor.editing.skip_choices(editor.list.row)]
    chooser.current(places.index("C3"))
    chooser.event_generate("<<ComboboxSelected>>")
    press(app, "<Control-Return>")
    assert isinstance(editor.stage.over, LinePanel), "no answer is named yet"
    typed(app, "1")
    press(app, "<Control-Return>")
    assert editor.stage.over is None
    assert editor.editing.sound().by_name["C8"].relevant == "${C3} = '1'"


def test_the_paper_and_the_keying_screen_are_those_of_the_draft(app: App, editor: FormEditor) -> None:
    stand_on(app, editor, "C2")
    press(app, "<F2>")
    typed(app, "Mấy lần?")
    press(app, "<Shift-F2>")
    assert editor.shown == PAPER
    assert isinstance(editor.stage.over, PaperPanel)
    press(app, "<Shift-F3>")
    assert editor.shown == KEYING
    keying = editor.stage.over
    assert isinstance(keying, QuestionnaireView)
    assert keying.questionnaire.by_name["C2"].label == "Mấy lần?"
    press(app, "<Key-2>")
    assert keying.codes == {"A1": "2"}
    press(app, "<Escape>")
    assert editor.shown == LIST
    assert is_bare(editor)


def test_the_paper_stands_beside_the_list_and_follows_every_edit(app: App, editor: FormEditor) -> None:
    press(app, "<F11>")
    before = editor.list.beside
    assert before is not None
    assert "hailong_cn" in before.path.name
    press(app, "<Control-Next>")
    assert before.page == 2
    stand_on(app, editor, "C2")
    press(app, "<F2>")
    typed(app, "Mấy lần?")
    press(app, "<Return>")
    after = editor.list.beside
    assert after is not None
    assert after is not before
    assert (after.page, before.winfo_exists()) == (2, 0)
    assert "Mấy lần?" in pages_of(after.path.read_bytes())[0].one_line
    press(app, "<Escape>")
    stand_on(app, editor, "C6")
    press(app, "<Delete>")
    assert editor.list.beside is after, "what cannot be printed leaves the last paper there"
    press(app, "<F11>")
    assert editor.list.beside is None


def test_what_cannot_be_printed_is_told_instead_of_shown(
    app: App, editor: FormEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(dialogs, "show_problem", lambda *given: told.append(given[1]))
    stand_on(app, editor, "C6")
    press(app, "<Delete>", "<Shift-F2>")
    assert len(told) == 1
    assert editor.shown == LIST
    assert "C6" in editor.list.table.rows.rows[[line.row["name"] for line in editor.editing.lines].index("C7")][2]


def test_keeping_says_what_it_means_and_leads_back_to_the_list(
    app: App, editor: FormEditor, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask_choice(*given: object, **_: object) -> int:
        asked.append(str(given[1]))
        return 0

    monkeypatch.setattr(dialogs, "ask_choice", ask_choice)
    stand_on(app, editor, "C3")
    press(app, "<Alt-Down>", "<Control-Return>")
    assert "không được gộp" in asked[0]
    assert isinstance(view_of(app).stage.over, QuestionnairesPanel)
    assert find_questionnaire(station, "hailong_cn").edition > editor.editing.before.edition
    assert view_of(app).presenter.unsaved == ""
    assert not any(
        button.instate(["disabled"]) for button in (view_of(app).buttons["_ask_new"], view_of(app).buttons["_edit"])
    )


def test_changes_that_are_not_kept_are_asked_about_on_every_way_out(
    app: App, editor: FormEditor, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[int | None] = [None, 1]
    asked: list[str] = []

    def ask_choice(*given: object, **_: object) -> int | None:
        asked.append(str(given[1]))
        return answers.pop(0)

    def confirm(*given: object, **_: object) -> bool:
        asked.append(str(given[1]))
        return False

    monkeypatch.setattr(dialogs, "ask_choice", ask_choice)
    monkeypatch.setattr(dialogs, "confirm", confirm)
    stand_on(app, editor, "C2")
    press(app, "<F2>")
    typed(app, "Mấy lần?")
    press(app, "<Return>", "<Escape>")
    app.ask_to_close()
    assert "chưa lưu" in asked[-1], "closing the window asks, and a no keeps it open"
    app.window.go("home")
    settled(app)
    app.window.go("periods")
    settled(app)
    again = editor_of(app)
    assert label(again, "C2") == "Mấy lần?", "another screen in between loses nothing"
    press(app, "<Escape>")
    assert editor_of(app) is again, "going back from the question goes on editing"
    press(app, "<Escape>")
    assert isinstance(view_of(app).stage.over, QuestionnairesPanel)
    assert find_questionnaire(station, "hailong_cn").edition == again.editing.before.edition


@pytest.fixture
def clerk(app: App, station: Station) -> App:
    """The window with somebody at the desk who may look at questionnaires and not change them."""
    app.office.choose_person(
        add_person(station, code="minh", name="Trần Minh", roles=frozenset({Role.CLERK}), act=act_of())
    )
    app.root.update()
    return app


def test_who_may_not_edit_is_told_when_the_form_is_opened_and_still_sees_it(clerk: App) -> None:
    clerk.window.go("periods")
    settled(clerk)
    press(clerk, "<Control-q>")
    panel = view_of(clerk).stage.over
    assert isinstance(panel, QuestionnairesPanel)
    told = {str(each["text"]): str(each["style"]) for each in buttons_in(panel)}
    assert told["Xem (Enter)"] == "TButton"
    assert told["Đưa bản riêng vào… (F2)"] == told["Đã đối chiếu văn bản gốc… (F5)"] == "Barred.TButton"
    press(clerk, "<F5>")
    assert "Trần Minh" in str(panel.told["text"]), "before anything is asked for"
    press(clerk, "<Return>")
    editor = editor_of(clerk)
    assert "Trần Minh" in str(editor.list._told["text"])  # noqa: SLF001 -- what is read on the screen
    barred = [str(each["text"]) for each in buttons_in(editor.list) if str(each["style"]) == "Barred.Tool.TButton"]
    assert len(barred) == 10
    before = editor.editing.sheets
    for key in ("<Return>", "<F3>", "<F5>", "<Control-n>", "<Delete>", "<Alt-Down>", "<F2>", "<Control-Return>"):
        press(clerk, key)
        assert editor_of(clerk).stage.over is None, key
    assert editor.editing.sheets == before
    press(clerk, "<Shift-F2>")
    assert editor.shown == PAPER
    press(clerk, "<Escape>", "<Escape>")
    assert isinstance(view_of(clerk).stage.over, QuestionnairesPanel)


def test_what_is_edited_when_another_person_takes_the_desk_is_changed_no_more(
    app: App, editor: FormEditor, station: Station
) -> None:
    editor.editing.reword(1, "Nam hay nữ")
    after = editor.editing.sheets
    other = add_person(station, code="minh", name="Trần Minh", roles=frozenset({Role.CLERK}), act=act_of())
    app.office.choose_person(other)
    assert not editor.editing.reword(1, "Khác")
    assert editor.editing.sheets == after
