"""Keying a pile heads down, under real keys: it costs few keys, and a keyer who is out of step is stopped or right.

The keys are those of somebody who looks at the paper alone: worked out from the paper before the first is pressed, and
pressed whatever the window shows.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from desktop import dialogs
from desktop.app import App
from desktop.screens.keying.pile_panel import PilePanel
from desktop.screens.keying.view import View
from models.domain.basics.people import Person
from models.domain.book.facts import Kind
from models.domain.book.serials import Serial, parse_serial
from models.domain.questionnaire.answers import show_codes
from models.domain.questionnaire.questionnaire import Questionnaire
from models.services.forms.issuing import issue_forms
from models.services.forms.marking import mark_forms
from models.services.keying.keying import open_desk, stored_answers
from models.services.office.periods import find_period
from models.services.office.questionnaires import questionnaire_for
from models.settings import Settings
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.heads_down import keys_of, paper
from tests.builders.surveys import period_of, ward
from tests.windows.keyer import KEYSYMS

ROOT = Path(__file__).parents[2]
FORMS = 6
FINISH = "<Control-Return>"

Press = Callable[..., None]


@pytest.fixture(scope="module")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a ward whose forms were handed out, made once and only copied."""
    station = ward(tmp_path_factory.mktemp("made") / "ward")
    period = period_of(station)
    lan = Person(station.unit, "lan", "Nguyễn Thị Lan")
    batch = issue_forms(station, period, variant="CN", count=FORMS, act=act_of(lan))
    mark_forms(station, period, kind=Kind.HANDED_OUT, ranges=(batch.serials,), act=act_of(lan))
    station.close()
    return station.folder


def begun(station: Station) -> App:
    """The window on the keying screen."""
    made = App(station.folder, settings=Settings(text_size="100"))
    made.root.update()
    made.window.go("keying")
    made.root.update()
    return made


@pytest.fixture
def app(station: Station) -> Iterator[App]:
    made = begun(station)
    yield made
    made.close()


@pytest.fixture
def press(app: App) -> Press:
    return keyboard(app)


def keyboard(app: App) -> Press:
    """Presses the keys of some rows in whatever has the keyboard; one in angles is given whole."""

    def do(*rows: str) -> None:
        for row in rows:
            for key in [row] if len(row) > 1 and row[0] == "<" else row:
                focused = app.root.focus_lastfor()
                assert focused is not None
                focused.focus_force()
                focused.event_generate(key if len(key) > 1 else f"<Key-{KEYSYMS.get(key, key)}>")
                app.root.update()

    return do


def view_of(app: App) -> View:
    view = app.window.view
    assert isinstance(view, View)
    return view


def form(station: Station, place: int) -> Serial:
    return Serial("26Q3", station.unit.code, "CN", 100_000 + place)


def check_of(app: App, serial: Serial) -> str:
    return serial.check + "\n" * (view_of(app).presenter.piles.needs_enter)


def lay(press: Press, *forms: Serial) -> None:
    press("<F2>", *(f"{each.short}\n" for each in forms), FINISH)


def stored(station: Station) -> dict[int, dict[str, str]]:
    """What is on disk, by number of the form."""
    period = find_period(station, "26Q3")
    desk = open_desk(station, period)
    found = {}
    for text in desk.keyings:
        serial = parse_serial(text)
        answers = stored_answers(station, period, desk, desk.settled(text).heads[0].ref)
        assert answers is not None
        found[serial.number] = show_codes(desk.questionnaire(serial), answers)
    return found


def means(codes: Mapping[str, str]) -> dict[str, str]:
    return {name: "" if code == "0" else code for name, code in codes.items()}


def questionnaire_of(station: Station) -> Questionnaire:
    return questionnaire_for(station, find_period(station, "26Q3"), "CN")


def test_a_form_of_34_ticked_boxes_costs_at_most_40_keys_its_serial_confirmed(
    app: App, press: Press, station: Station
) -> None:
    order = [form(station, place) for place in (4, 2, 6, 1)]
    lay(press, *order)
    for place, serial in enumerate(order):
        codes = paper(place)
        answers = keys_of(questionnaire_of(station), codes)
        ticked = len(answers.replace("\n", ""))
        keys = [*check_of(app, serial), *answers, FINISH]
        assert ticked == 34
        assert len(keys) <= 40
        press(*keys)
        assert view_of(app).presenter.form is None
        assert stored(station)[serial.number] == means(codes)
    assert view_of(app).presenter.piles.finished == 4


def test_the_check_digits_forgotten_stop_the_keyer_before_anything_is_keyed(
    app: App, press: Press, station: Station
) -> None:
    lay(press, *(form(station, place) for place in (2, 3, 4)))
    press(keys_of(questionnaire_of(station), paper(0)), FINISH)
    assert view_of(app).presenter.form is None
    assert not stored(station)
    assert view_of(app).desk.told["text"]


@pytest.mark.parametrize(
    "slip", ["a digit too many before", "a digit too few", "another paper", "one paper passed over"]
)
def test_out_of_step_between_two_forms_the_keyer_is_stopped_at_once(
    app: App, press: Press, station: Station, slip: str
) -> None:
    order = [form(station, place) for place in (2, 3, 4, 5)]
    lay(press, *order)
    answers = keys_of(questionnaire_of(station), paper(1))
    press(check_of(app, order[0]), answers, FINISH)
    digits = {"a digit too many before": "3" + order[1].check, "a digit too few": order[1].check[0],
              "another paper": order[3].check, "one paper passed over": order[2].check}[slip]  # fmt: skip
    press(digits, keys_of(questionnaire_of(station), paper(2)), FINISH)
    assert view_of(app).presenter.form is None
    assert list(stored(station)) == [order[0].number]
    press("<Escape>", check_of(app, order[1]), answers, FINISH)
    assert list(stored(station)) == [order[0].number, order[1].number]


def test_a_form_not_finished_takes_no_key_of_the_next_one_for_an_opinion(
    app: App, press: Press, station: Station
) -> None:
    order = [form(station, place) for place in (2, 3)]
    lay(press, *order)
    press(check_of(app, order[0]), keys_of(questionnaire_of(station), paper(0)))
    press(check_of(app, order[1]), keys_of(questionnaire_of(station), paper(1)), FINISH)
    opened = view_of(app).presenter.form
    assert opened is not None
    assert opened.serial == order[0]
    assert not stored(station)
    assert view_of(app).paper is not None
    assert view_of(app).paper.told["text"]  # type: ignore[union-attr]  # it is open


def test_finishing_twice_or_with_enter_too_many_keys_nothing_more(app: App, press: Press, station: Station) -> None:
    order = [form(station, place) for place in (2, 3)]
    lay(press, *order)
    codes = paper(0)
    press(check_of(app, order[0]), keys_of(questionnaire_of(station), codes), "\n", FINISH, FINISH, "\n")
    assert view_of(app).presenter.form is None
    assert stored(station) == {order[0].number: means(codes)}


def test_an_enter_behind_the_digits_that_needed_none_skips_no_question(
    app: App, press: Press, station: Station
) -> None:
    order = [form(station, place) for place in (4, 2)]
    lay(press, *order)
    for place, serial in enumerate(order):
        assert not view_of(app).presenter.piles.needs_enter
        press(f"{serial.check}\n", *keys_of(questionnaire_of(station), paper(place)), FINISH)
        assert view_of(app).presenter.form is None
        assert stored(station)[serial.number] == means(paper(place))


def test_an_enter_that_is_not_the_first_key_goes_on_as_ever(app: App, press: Press, station: Station) -> None:
    serial = form(station, 4)
    lay(press, serial)
    press(f"{serial.check}\n", "\n")
    view = view_of(app)
    assert view.paper is not None
    assert view.paper.current == 1


def test_a_scanner_opens_the_next_paper_and_stops_at_any_other(app: App, press: Press, station: Station) -> None:
    order = [form(station, place) for place in (1, 2, 3)]
    lay(press, *order)
    press(f"{order[2]}\n")
    assert view_of(app).presenter.form is None
    press("<Escape>", f"{order[0]}\n")
    opened = view_of(app).presenter.form
    assert opened is not None
    assert opened.serial == order[0]
    assert opened.codes == {}


def test_scanned_numbers_are_laid_in_their_order_and_the_last_is_taken_back(
    app: App, press: Press, station: Station
) -> None:
    press("<F2>", f"{form(station, 3)}\n", f"{form(station, 1)}\n", f"{form(station, 3).short}\n", "10000199\n")
    panel = view_of(app).stage.over
    assert isinstance(panel, PilePanel)
    assert panel.told["text"]
    press("<Control-z>", f"{form(station, 2)}\n")
    assert view_of(app).presenter.piles.pile.order == (form(station, 3), form(station, 2))
    press("<Escape>")
    assert view_of(app).stage.over is None
    press("<F2>", FINISH)
    assert view_of(app).presenter.piles.waiting == (form(station, 3), form(station, 2))


def test_an_interrupted_form_goes_on_under_its_own_check_digits_after_another_screen_and_a_restart(
    station: Station,
) -> None:
    order = [form(station, place) for place in (3, 2)]
    answers = keys_of(questionnaire_of(station), paper(0))
    app = begun(station)
    press = keyboard(app)
    lay(press, *order)
    press(check_of(app, order[0]), answers[:10])
    app.window.go("ledger")
    app.root.update()
    app.window.go("keying")
    app.root.update()
    press(answers[10:12])
    app.close()
    again = begun(station)
    assert view_of(again).presenter.form is None
    keyboard(again)(check_of(again, order[0]), answers[12:], FINISH)
    assert stored(station) == {order[0].number: means(paper(0))}
    again.close()


def test_nobody_else_writes_in_the_folder_while_a_pile_is_keyed(app: App, station: Station) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "desktop", "key", "batches", "--period", "26Q3", "--data", str(station.folder)],
        capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert told.returncode == 0, "looking asks nobody"
    number = form(station, 2).short
    told = subprocess.run(
        [sys.executable, "-m", "desktop", "forms", "mark", "returned", number, "--period", "26Q3", "--data",
         str(station.folder)],
        capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert told.returncode == 1
    assert not stored(station)


def test_putting_the_pile_away_is_asked_for_and_its_key_acts_wherever_the_keyboard_is(
    app: App, press: Press, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def agree(_parent: object, question: str, *_: object, **__: object) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(dialogs, "confirm", agree)
    lay(press, form(station, 2), form(station, 3))
    press("\t", "<F4>")
    assert asked
    assert not view_of(app).presenter.piles.pile.order


def test_the_keys_of_the_desk_do_nothing_where_no_period_is_chosen(app: App, press: Press) -> None:
    app.office.choose_period(None)
    app.root.update()
    press("<F2>", "<F4>", "<Control-e>")
    assert view_of(app).stage.over is None
    assert view_of(app).presenter.form is None
    assert view_of(app).desk.told["text"]
