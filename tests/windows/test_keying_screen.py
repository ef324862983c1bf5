"""The keying screen under real keys: opening, refusals, doubts, leaving and coming back."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from desktop.app import App
from desktop.screens.keying.view import View
from models.domain.basics.people import Person
from models.domain.book.facts import Kind
from models.domain.book.serials import Serial, parse_serial
from models.domain.questionnaire.answers import Answers, show_codes
from models.domain.questionnaire.questionnaire import Shape
from models.services.forms.batch_counts import batch_counts
from models.services.forms.issuing import issue_forms
from models.services.forms.marking import mark_forms
from models.services.keying.keying import open_desk, stored_answers
from models.services.office.closing import journal_facts
from models.services.office.periods import find_period
from models.settings import Settings
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.surveys import period_of, ward

ROOT = Path(__file__).parents[2]
FORMS = 5


@pytest.fixture(scope="module")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a ward with five forms that came back, made once and only copied."""
    station = ward(tmp_path_factory.mktemp("made") / "ward")
    period = period_of(station)
    lan = Person(station.unit, "lan", "Nguyễn Thị Lan")
    batch = issue_forms(station, period, variant="CN", count=FORMS, act=act_of(lan))
    mark_forms(station, period, kind=Kind.RETURNED, ranges=(batch.serials,), act=act_of(lan))
    station.close()
    return station.folder


@pytest.fixture
def app(station: Station) -> Iterator[App]:
    made = App(station.folder, settings=Settings(text_size="100"))
    made.root.update()
    made.window.go("keying")
    made.root.update()
    yield made
    made.close()


@pytest.fixture
def press(app: App) -> Callable[[str], None]:
    names = {"\n": "Return", "<": "BackSpace", "-": "minus"}

    def do(keys: str) -> None:
        for name in [keys] if len(keys) > 2 and keys[0] == "<" else [f"<Key-{names.get(key, key)}>" for key in keys]:
            focused = app.root.focus_lastfor()
            assert focused is not None
            focused.focus_force()
            focused.event_generate(name)
            app.root.update()

    return do


def opens_next(app: App, press: Callable[[str], None]) -> None:
    """Type the number of the next form that waits."""
    upcoming = view_of(app).presenter.next_form
    assert upcoming is not None
    press(f"{upcoming.short}\n")


def view_of(app: App) -> View:
    view = app.window.view
    assert isinstance(view, View)
    return view


def answers_here(station: Station) -> dict[str, dict[str, str]]:
    """What is keyed, by number of the form."""
    period = find_period(station, "26Q3")
    desk = open_desk(station, period)
    found = {}
    for serial in desk.keyings:
        head = desk.settled(serial).heads[0]
        answers = stored_answers(station, period, desk, head.ref)
        assert isinstance(answers, Answers)
        questionnaire = desk.questionnaire(parse_serial(serial))
        found[str(parse_serial(serial).number)] = show_codes(questionnaire, answers)
    return found


def test_a_form_opened_by_number_is_keyed_and_the_desk_is_clear_again(
    app: App, press: Callable[[str], None], station: Station
) -> None:
    serial = Serial("26Q3", station.unit.code, "CN", 100_003)
    press(serial.short.replace("-", "") + "\n")
    form = view_of(app).presenter.form
    assert form is not None
    assert form.serial == serial
    press("12")
    press("<Control-Return>")
    assert view_of(app).presenter.form is form
    press("<Control-Return>")
    assert view_of(app).presenter.form is None
    assert list(answers_here(station)) == ["100003"]
    assert app.root.focus_lastfor() is view_of(app).desk.entry


def test_a_wrong_number_is_told_beside_the_field(app: App, press: Callable[[str], None]) -> None:
    press("10000100\n")
    assert view_of(app).presenter.form is None
    assert view_of(app).desk.told["text"]


def test_leaving_the_screen_and_coming_back_stands_on_the_same_field(app: App, press: Callable[[str], None]) -> None:
    opens_next(app, press)
    press("12")
    app.window.go("settings")
    app.root.update()
    app.window.go("keying")
    app.root.update()
    view = view_of(app)
    assert view.paper is not None
    assert view.paper.rows[view.paper.current].question.name == "A3"
    assert view.paper.codes == {"A1": "1", "A2": "2"}


def test_writing_lines_have_the_keyboard_before_they_are_drawn(app: App, press: Callable[[str], None]) -> None:
    """Until then Tk would leave it with the question before, which would take what is typed."""
    opens_next(app, press)
    paper = view_of(app).paper
    assert paper is not None
    paper.stand_on("F")
    assert app.root.focus_lastfor() in paper.rows[paper.current].focus_widgets()


def test_a_text_half_typed_is_kept_when_the_window_closes(app: App, press: Callable[[str], None]) -> None:
    opens_next(app, press)
    paper = view_of(app).paper
    assert paper is not None
    paper.stand_on("F")
    press("Nhanh")
    view_of(app).leave()
    draft = view_of(app).presenter.unfinished[0]
    assert draft.codes["F"] == "Nhanh"


def test_escape_leaves_with_the_draft_kept(app: App, press: Callable[[str], None]) -> None:
    opens_next(app, press)
    press("1")
    press("<Escape>")
    presenter = view_of(app).presenter
    assert presenter.form is None
    assert len(presenter.unfinished) == 1


def test_f3_changes_to_the_second_keying(app: App, press: Callable[[str], None]) -> None:
    press("<F3>")
    assert view_of(app).presenter.is_second


def test_a_doubted_answer_holds_the_row_until_it_is_said_yes_to(app: App, press: Callable[[str], None]) -> None:
    opens_next(app, press)
    paper = view_of(app).paper
    assert paper is not None
    paper.stand_on("C6")
    press("1")
    assert paper.rows[paper.current].question.name == "C8"
    press("<Key-Up>")
    press("1")
    assert paper.rows[paper.current].question.name == "C7"
    assert "Enter" in paper.told["text"]
    press("2")
    assert paper.rows[paper.current].question.name == "C7"
    press("\n")
    assert paper.rows[paper.current].question.name == "C8"
    form = view_of(app).presenter.form
    assert form is not None
    assert form.vouches["C7"].code == "2"
    press("<Key-Up>")
    press("\n")
    assert paper.rows[paper.current].question.name == "C8"


def test_a_mistyped_number_is_taken_back_by_one_key(app: App, press: Callable[[str], None], station: Station) -> None:
    short = Serial("26Q3", station.unit.code, "CN", 100_002).short
    press(short[:-2] + short[-1] + short[-2] + "\n")
    assert view_of(app).presenter.form is None
    press("<Control-Key-1>")
    form = view_of(app).presenter.form
    assert form is not None
    assert form.serial.number == 100_002


def test_a_batch_is_counted_by_keys_and_a_difference_must_be_explained(
    app: App, press: Callable[[str], None], station: Station
) -> None:
    press("<F5>")
    press("\n")
    press("5\n")
    press("4\n")
    press("\n")
    period = view_of(app).presenter.office.chosen_period
    assert batch_counts(station, period)[0].hand is None
    press("rach\n")
    (counted,) = batch_counts(station, period)
    assert counted.is_closed
    assert counted.hand is not None
    assert (counted.hand.handed_out, counted.hand.returned, counted.hand.explanation) == (5, 4, "rach")
    press("<Escape>")
    assert app.root.focus_lastfor() is view_of(app).desk.entry


def test_the_paper_is_drawn_ahead_and_takes_no_key(app: App, press: Callable[[str], None]) -> None:
    view = view_of(app)
    until = time.monotonic() + 5
    while len(view.papers) < 2 and time.monotonic() < until:
        app.root.update()
    assert {paper.questionnaire.variant for paper in view.papers.values()} == {"CN", "TC"}
    assert not any(paper.winfo_ismapped() for paper in view.papers.values())
    assert app.root.focus_lastfor() is view.desk.entry
    opens_next(app, press)
    assert view.paper is not None
    assert view.paper.winfo_ismapped()


def test_escape_in_an_open_form_leaves_it_and_stops_no_work(app: App, press: Callable[[str], None]) -> None:
    stopped: list[bool] = []
    app.tasks.cancel = lambda: stopped.append(True)  # type: ignore[method-assign]  # to see that it was asked
    done = Event()
    app.tasks.run(lambda _: done.wait(5), then=lambda _: None, title="Đang làm")
    opens_next(app, press)
    press("1")
    press("<Escape>")
    assert view_of(app).presenter.form is None
    assert not stopped
    press("<Escape>")
    assert stopped
    done.set()


def test_the_drafts_are_closed_with_the_window(station: Station) -> None:
    app = App(station.folder, settings=Settings(text_size="100"))
    app.window.go("keying")
    app.root.update()
    presenter = view_of(app).presenter
    drafts = presenter.drafts
    app.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        drafts.of("00004/lan")


def test_closing_the_window_after_every_screen_records_nothing(station: Station) -> None:
    period = find_period(station, "26Q3")
    before = journal_facts(station, period, station.unit)
    app = App(station.folder, settings=Settings(text_size="100"))
    for screen in app.window.screens:
        app.window.go(screen.code)
        app.root.update()
    app.close()
    assert journal_facts(station, period, station.unit) == before


@pytest.mark.parametrize("text_size", ["100", "200"])
def test_after_a_restart_the_field_far_down_where_the_clerk_stood_is_in_sight(station: Station, text_size: str) -> None:
    first = App(station.folder, settings=Settings(text_size="100"))
    first.root.update()
    first.window.go("keying")
    first.root.update()
    desk = view_of(first).desk
    assert desk.presenter.next_form is not None
    desk.entry.focus_force()
    desk.entry.insert(0, desk.presenter.next_form.short)
    desk.entry.event_generate("<Return>")
    first.root.update()
    paper = view_of(first).paper
    assert paper is not None
    for row in paper.rows[:-3]:
        if row.is_asked:
            paper.answered(row, "1" if row.question.shape is Shape.MARK_ROW else "", go_on=False)
    first.close()

    again = App(station.folder, settings=Settings(text_size=text_size))
    again.root.update()
    again.window.go("keying")
    seen, until = False, time.monotonic() + 3
    while not seen and time.monotonic() < until:
        again.root.update()
        paper = view_of(again).paper
        if paper is not None:
            row = paper.rows[paper.current]
            seen = bool(row.winfo_viewable()) and 0 <= row.winfo_rooty() - paper.winfo_rooty() < paper.winfo_height()
    again.close()
    assert seen
