from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from desktop.demo.cast import LATE, Part, cast
from desktop.demo.story import ToldStory, opening, tell
from desktop.demo.survey import Demo, survey_of
from exports.packages.receive import merge_packages
from models.catalogue import BUILT_IN
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Kind
from models.domain.book.ledger import State
from models.domain.book.periods import Period
from models.domain.questionnaire.answers import Answers, show_codes
from models.language import load
from models.services.exchange.board import board, silent_offices
from models.services.figures.accepted import accepted_forms
from models.services.figures.results import figures_of
from models.services.forms.ledger import read_book
from models.services.office.known_keys import Trust, known_keys
from models.services.office.periods import find_period
from models.services.office.questionnaires import questionnaire_for
from models.store.database import Station, open_station
from tests.builders.acts import act_of, person
from tests.builders.surveys import of_hub

NOW = datetime(2026, 11, 29, 10, tzinfo=BUILT_IN.place.zone)
GRID = [
    pytest.param(wards, forms, seed, quarter, marks=pytest.mark.nightly)
    for wards in range(1, 7)
    for forms, seed in ((4, "4"), (7, "556"), (20, "so-phieu"), (60, "220"))
    for quarter in ("26Q3", "24Q3")
]
sizes = pytest.mark.parametrize(
    ("wards", "forms", "seed", "quarter"), [(1, 20, "7", "26Q3"), (4, 5, "4", "24Q3"), *GRID]
)


def demonstration(folder: Path, *, wards: int, forms: int, seed: str, quarter: str = "26Q3") -> Demo:
    survey = survey_of(wards=wards, before_2025=quarter == "24Q3")
    return Demo(folder / "demo", survey, forms, load("vi"), seed, NOW)


@contextmanager
def opened(told: ToldStory, folder: Path | None = None) -> Iterator[tuple[Station, Period]]:
    station = open_station(folder or told.hub)
    try:
        yield station, find_period(station, told.period)
    finally:
        station.close()


@sizes
def test_no_size_and_no_seed_makes_the_demonstration_fail(
    wards: int, forms: int, seed: str, quarter: str, tmp_path: Path
) -> None:
    demo = demonstration(tmp_path, wards=wards, forms=forms, seed=seed, quarter=quarter)
    told = tell(demo)
    roles = cast(demo.survey.wards, seed=seed)
    senders = [role for role in roles if role.pace is not None]
    assert len(told.packages) == len(senders) + 1, "the first ward sends from two computers"
    assert len(told.results) == len(senders) + 1, "one sheet for each office that sent, and the hub's"
    assert all(file.is_file() for file in (*told.packages, *told.questionnaires, *told.results, told.page))
    with opened(told, told.hub_before) as (hub, period):
        the_keys_of_all_that_send_are_confirmed_and_no_form_is_here(hub, period, senders)
    with opened(told, taken_in_again(told, tmp_path)) as (again, period), opened(told) as (hub, _):
        assert figures_of(again, period, of_hub(again)) == figures_of(hub, period, of_hub(hub))
    with opened(told) as (hub, period):
        the_board_tells_who_is_late_and_who_is_silent(hub, period, roles)
        for role in senders:
            every_paper_counts_once(hub, period, role)
            nobody_keys_twice_or_rules_on_the_own_keying(hub, period, role)
        if wards >= 3 and forms >= 60:
            the_figures_are_believable(hub, period)


def the_board_tells_who_is_late_and_who_is_silent(hub: Station, period: Period, roles: tuple[Part, ...]) -> None:
    rows = {row.unit: row for row in board(hub, period, today=NOW.date())}
    silent = silent_offices(hub, tuple(rows.values()))
    assert [row.unit for row in silent] == [role.unit.key for role in roles if role.pace is None]
    assert all(row.silent for row in silent)
    assert not any(row.notices for row in rows.values())
    for role in roles:
        if role.pace is not None:
            assert (BUILT_IN.place.day_of(rows[role.unit.key].last) > period.survey_to) == (role.pace == LATE)
            assert rows[role.unit.key].is_closed


def the_keys_of_all_that_send_are_confirmed_and_no_form_is_here(
    hub: Station, period: Period, senders: Sequence[Part]
) -> None:
    assert {known.unit for known in known_keys(hub)} == {role.unit.key for role in senders}
    assert {known.trust for known in known_keys(hub)} == {Trust.CONFIRMED}
    assert not any(row.counts.get("issued") for row in board(hub, period, today=NOW.date()))


def taken_in_again(told: ToldStory, folder: Path) -> Path:
    """A copy of the hub as it was before, after it took the packages in the other way round."""
    copy = shutil.copytree(told.hub_before, folder / "again")
    with opened(told, copy) as (hub, _):
        merge_packages(hub, told.packages[::-1], act=act_of(person(hub, "thu")))
    return copy


def every_paper_counts_once(hub: Station, period: Period, role: Part) -> None:
    ledger = read_book(hub, period, role.unit.key).ledger
    unfinished = (State.NOT_KEYED, State.AWAITING_SECOND, State.DISPUTED)
    assert not any(ledger.totals[state.value] for state in unfinished)
    assert not ledger.alarms
    assert not ledger.keyed_not_issued


def nobody_keys_twice_or_rules_on_the_own_keying(hub: Station, period: Period, role: Part) -> None:
    book = read_book(hub, period, role.unit.key)
    reasons = {fact.serials: fact.facts()["reason"] for fact in book.facts if fact.kind == Kind.RULED}
    keyers: dict[str, list[str]] = {}
    for keying in book.keyings:
        keyers.setdefault(keying.serial, []).append(keying.by)
    for serial, people in keyers.items():
        assert len(set(people)) == len(people) or reasons.get(serial) == "alone"
    alone = any(reason == "alone" for reason in reasons.values())
    assert alone == (bool(reasons) and len(role.people) == 2), "three people need nobody to rule alone"


def the_figures_are_believable(hub: Station, period: Period) -> None:
    whole = figures_of(hub, period, of_hub(hub))
    assert whole.measure.overall is not None
    assert 75 < whole.measure.overall < 95
    indices = [line.overall for line in whole.lines if line.overall is not None]
    assert max(indices) - min(indices) > 3
    harassed = [code == "1" for line in whole.lines for code in told_of_harassment(hub, period, line.unit.key)]
    assert 0 < 100 * sum(harassed) / len(harassed) < 10


def told_of_harassment(hub: Station, period: Period, unit: UnitKey) -> list[str]:
    found = []
    for form in accepted_forms(hub, period, unit):
        if form.marks:
            questionnaire = questionnaire_for(hub, period, form.variant)
            answers = Answers.from_stored(marks=form.marks, rest_json=form.rest)
            found.append(show_codes(questionnaire, answers)["C4"])
    return found


def test_a_ward_to_which_no_paper_comes_back_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.demo.ward.LOST", 1.0)
    told = tell(demonstration(tmp_path, wards=1, forms=4, seed="7"))
    with opened(told) as (hub, period):
        totals = read_book(hub, period, period.units[0]).ledger.totals
        assert totals["lost"] == 4
        assert totals["returned"] == 3, "what the second computer issued and keyed"


def test_the_page_says_how_the_window_is_opened_on_that_system() -> None:
    assert opening(Path("demo"), "linux") == "./sophieu --data demo"
    assert opening(Path("thu muc/hub"), "win32").startswith('sophieu.cmd --data "')
