"""Forms keyed by two persons under real keys with the process killed in between, and ruled on by a third."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random

import pytest

from desktop.app import App
from desktop.screens.second.ruling import RulingPanel
from desktop.screens.second.view import View as SecondView
from models.domain.basics.people import Person
from models.domain.book.facts import Kind
from models.domain.book.ledger import State
from models.domain.book.periods import Period
from models.domain.book.serials import parse_serial
from models.domain.questionnaire.answers import show_codes
from models.domain.questionnaire.filters import filters
from models.services.forms.issuing import issue_forms
from models.services.forms.ledger import read_book
from models.services.forms.marking import mark_forms
from models.services.keying.keying import ask_second, open_desk, stored_answers
from models.services.office.questionnaires import questionnaire_for
from models.services.office.stations import add_person, find_person
from models.settings import Settings
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.forms import sample_rows
from tests.builders.slips import slipped
from tests.builders.surveys import period_of, ward
from tests.windows.keyer import KEYSYMS, keys_of

ROOT = Path(__file__).parents[2]
SLIPS_OF_THOUSAND = 15
RETYPED = 12
"""Keys that may be typed again after one kill: the check digits, and those of the longest field or of a number."""

NUMBER = len("100001-26\n")
LAYING = len(("F2", "Ctrl+Enter"))


def asked(codes: Mapping[str, str]) -> dict[str, str]:
    """The codes of the questions that the paper asks, as a clerk keys them."""
    unmet = {"C7"} if codes["C6"] != "3" else set()
    unmet |= {name for name in codes if name.startswith("PA")} if codes["C8"] != "1" else set()
    return {name: "" if name in unmet else code for name, code in codes.items()}


@pytest.mark.parametrize(("forms", "kills"), [(3, 2), pytest.param(30, 12, marks=pytest.mark.nightly)])
def test_two_killed_keyers_and_a_third_person_leave_exactly_what_was_on_the_paper(
    tmp_path: Path, forms: int, kills: int
) -> None:
    station = ward(tmp_path / "ward")
    period = period_of(station)
    lan = Person(station.unit, "lan", "Nguyễn Thị Lan")
    add_person(station, code="minh", name="Trần Văn Minh", act=act_of())
    add_person(station, code="hoa", name="Lê Thị Hoa", act=act_of())
    batch = issue_forms(station, period, variant="CN", count=forms, act=act_of(lan))
    mark_forms(station, period, kind=Kind.RETURNED, ranges=(batch.serials,), act=act_of(lan))
    ask_second(station, period, every=True, act=act_of(lan))
    papers = {
        str(100_001 + place): asked(row) | {"F": f"Tot{place}"} for place, row in enumerate(sample_rows()[:forms])
    }
    paper = questionnaire_for(station, period, "CN")
    chance = Random(20261005)
    own = filters(paper, day=date(2026, 10, 5))
    slips = {
        number: slipped(own, codes, of_thousand=SLIPS_OF_THOUSAND, chance=chance) for number, codes in papers.items()
    }
    slips["100001"] = papers["100001"] | {"CC1": "1" if papers["100001"]["CC1"] != "1" else "2"}
    for person, act, codes in (("lan", "first", papers), ("minh", "second", slips)):
        file = tmp_path / f"{person}.json"
        # nobody sorts a pile that came back, and the second keyer has it in another order
        order = Random(person).sample(sorted(codes), len(codes))
        file.write_text(json.dumps({number: codes[number] for number in order}), encoding="utf-8")
        whole = _keyed(station, file, person, act, Random(f"{person}{forms}"), kills)
        assert whole <= _needed(codes) + kills * RETYPED
    differing = {number for number in papers if papers[number] != slips[number]}
    assert differing
    _rule(station, papers, len(differing))
    book = read_book(station, period, station.unit).ledger
    assert {form.state for form in book.forms.values()} <= {State.VALID, State.INVALID}
    assert _accepted(station, period) == papers
    station.close()


def _keyed(station: Station, answers: Path, person: str, act: str, chance: Random, kills: int) -> int:
    """Key a pass in processes that are killed after so many keys; answers the keys pressed in all."""
    command = [sys.executable, str(ROOT / "tests" / "windows" / "keyer.py"), str(station.folder), str(answers),
               person, act]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    pressed = killed = 0
    while True:
        lives = chance.randrange(8, 70) if killed < kills else 1_000_000
        keys = 0
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as clerk:
            assert clerk.stdout is not None
            for line in clerk.stdout:
                keys += line != "done\n"
                if keys == lives:
                    clerk.kill()
                    killed += 1
                    break
        pressed += keys
        if keys < lives:
            assert clerk.returncode == 0
            assert killed == kills
            return pressed


def _needed(papers: Mapping[str, Mapping[str, str]]) -> int:
    """One key a row, those of the longer fields, F3, the number to lay the form, its check digits, Ctrl+Enter to finish."""
    keys = 1 + LAYING
    for codes in papers.values():
        for name, code in codes.items():
            if name in ("C1", "E"):
                keys += len(code.split()) + 1
            elif name == "F":
                keys += len(code) + 1
            else:
                keys += 1
        keys += NUMBER + len("26\n") + 2
    return keys


def _rule(station: Station, papers: Mapping[str, Mapping[str, str]], count: int) -> None:
    """Take the paper's answer for every difference, by keys, as a third person."""
    app = App(station.folder, settings=Settings(text_size="100"))
    app.root.update()
    app.office.choose_person(find_person(station, "hoa"))
    app.window.go("second")
    app.root.update()
    view = app.window.view
    assert isinstance(view, SecondView)
    for left in range(count, 0, -1):
        assert len(view.presenter.disputes) == left
        _press(app, "<Return>")
        panel = view.stage.over
        assert isinstance(panel, RulingPanel)
        dispute = view.presenter.open
        assert dispute is not None
        codes = papers[str(parse_serial(dispute.serial).number)]
        for block in panel.blocks:
            assert panel.current == panel.blocks.index(block)
            for key in keys_of(block.row, codes.get(block.difference.question.name, "")):
                _press(app, f"<Key-{KEYSYMS.get(key, key)}>")
        app.root.after(80, lambda: _answer(view))
        _press(app, "<Control-Return>")
        app.root.update()
    assert not view.presenter.disputes
    app.close()


def _answer(view: SecondView) -> None:
    box = next(child for child in view.winfo_children() if child.winfo_class() == "Toplevel")
    focused = box.focus_lastfor()
    assert focused is not None
    focused.focus_force()
    focused.event_generate("<Return>")


def _press(app: App, key: str) -> None:
    focused = app.root.focus_lastfor()
    assert focused is not None
    focused.focus_force()
    focused.event_generate(key)
    app.root.update()


def _accepted(station: Station, period: Period) -> dict[str, dict[str, str]]:
    """What is accepted, by number of the form, with the text of one of its keyings."""
    desk = open_desk(station, period)
    found = {}
    for serial, form in read_book(station, period, station.unit).ledger.forms.items():
        assert form.settled.accepted is not None
        answers = stored_answers(station, period, desk, form.settled.accepted.ref)
        assert answers is not None
        found[str(parse_serial(serial).number)] = show_codes(desk.questionnaire(parse_serial(serial)), answers)
    return found
