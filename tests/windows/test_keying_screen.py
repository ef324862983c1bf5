"""The keying screen under real keys: five forms with the process killed in between, refusals, leaving and coming back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from desktop.app import App
from desktop.screens.keying.view import View
from models.domain.answers import Answers, show_codes
from models.domain.facts import Kind
from models.domain.people import Person
from models.domain.serials import Serial, parse_serial
from models.services.desk import open_desk
from models.services.issuing import issue_forms
from models.services.keying import stored_answers
from models.services.marking import mark_forms
from models.settings import Settings
from models.store.database import Station
from tests.builders.surveys import AT, period_of, sample_rows, ward

ROOT = Path(__file__).parents[2]
FORMS = 5


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    """A ward with five forms that came back."""
    made = ward(tmp_path / "ward")
    period = period_of(made)
    lan = Person(made.unit, "lan", "Nguyễn Thị Lan")
    batch = issue_forms(made, period, variant="CN", count=FORMS, by=lan, at=AT)
    mark_forms(made, period, kind=Kind.RETURNED, ranges=(batch.serials,), by=lan, at=AT)
    yield made
    made.close()


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


def view_of(app: App) -> View:
    view = app.window._view
    assert isinstance(view, View)
    return view


def answers_here(station: Station) -> dict[str, dict[str, str]]:
    """What is keyed, by number of the form."""
    from models.services.periods import find_period

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


def asked(codes: dict[str, str]) -> dict[str, str]:
    """The codes of the questions that the paper asks, as this clerk keys them."""
    unmet = {"C7"} if codes["C6"] != "3" else set()
    unmet |= {name for name in codes if name.startswith("PA")} if codes["C8"] != "1" else set()
    return {name: "" if name in unmet else code for name, code in codes.items()}


def test_a_killed_process_loses_at_most_the_field_being_typed(station: Station, tmp_path: Path) -> None:
    rows = [row | {"F": f"Tot {place}".replace(" ", "")} for place, row in enumerate(sample_rows()[:FORMS])]
    intended = {str(100_001 + place): row for place, row in enumerate(rows)}
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(intended), encoding="utf-8")
    command = [sys.executable, str(ROOT / "tests" / "windows" / "keyer.py"), str(station.folder), str(file)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    chance = Random(20260805)
    pressed, kills = 0, 0
    while True:
        lives = chance.randrange(20, 80) if kills < 3 else 10_000
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as clerk:
            assert clerk.stdout is not None
            keys = 0
            for line in clerk.stdout:
                keys += line != "done\n"
                if keys == lives:
                    clerk.kill()
                    kills += 1
                    break
            pressed += keys
        if keys < lives:
            assert clerk.returncode == 0
            break
    assert kills == 3
    assert answers_here(station) == {number: asked(codes) for number, codes in intended.items()}
    needed = sum(_keys(asked(codes), codes) for codes in intended.values())
    assert pressed <= needed + kills * 8


def _keys(codes: dict[str, str], intended: dict[str, str]) -> int:
    """Keys of one form: one a row, those of the two longer fields, Enter to open and Ctrl+Enter to finish."""
    singles = sum(name not in ("C1", "E", "F") for name in codes)
    several = sum(len(intended[name].split()) + 1 for name in ("C1", "E"))
    return singles + several + len(intended["F"]) + 1 + 3


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
    assert app.root.focus_lastfor() is view_of(app)._desk._entry


def test_a_wrong_number_is_told_beside_the_field(app: App, press: Callable[[str], None]) -> None:
    press("10000100\n")
    assert view_of(app).presenter.form is None
    assert view_of(app)._desk._told["text"]


def test_leaving_the_screen_and_coming_back_stands_on_the_same_field(app: App, press: Callable[[str], None]) -> None:
    press("\n")
    press("12")
    app.window.go("settings")
    app.root.update()
    app.window.go("keying")
    app.root.update()
    view = view_of(app)
    assert view._paper is not None
    assert view._paper.rows[view._paper.current].question.name == "A3"
    assert view._paper.codes == {"A1": "1", "A2": "2"}


def test_a_text_half_typed_is_kept_when_the_window_closes(app: App, press: Callable[[str], None]) -> None:
    press("\n")
    paper = view_of(app)._paper
    assert paper is not None
    paper.stand_on("F")
    press("Nhanh")
    view_of(app).leave()
    draft = view_of(app).presenter.unfinished[0]
    assert draft.codes["F"] == "Nhanh"


def test_escape_leaves_with_the_draft_kept(app: App, press: Callable[[str], None]) -> None:
    press("\n")
    press("1")
    press("<Escape>")
    presenter = view_of(app).presenter
    assert presenter.form is None
    assert len(presenter.unfinished) == 1


def test_f3_changes_to_the_second_keying(app: App, press: Callable[[str], None]) -> None:
    press("<F3>")
    assert view_of(app).presenter.is_second


def test_a_doubted_answer_holds_the_row_until_it_is_said_yes_to(app: App, press: Callable[[str], None]) -> None:
    press("\n")
    paper = view_of(app)._paper
    assert paper is not None
    paper.stand_on("C6")
    press("1")
    assert paper.rows[paper.current].question.name == "C8"
    press("<Key-Up>")
    press("1")
    assert paper.rows[paper.current].question.name == "C7"
    assert "Enter" in paper._told["text"]
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
