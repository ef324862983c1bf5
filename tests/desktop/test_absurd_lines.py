"""Whatever lawful lines an office took in, no command and no screen breaks on them, in either language."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import cli
from desktop.screens import SCREENS
from desktop.screens.packages.sections import SECTIONS
from desktop.unforeseen import LOG
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.language import LANGUAGES
from models.services.office.questionnaires import questionnaire_for
from models.store.database import Station, open_station
from tests.builders.absurd import TAKEN_IN, any_line, forms, taken_in, write
from tests.builders.acts import act_of
from tests.builders.desks import office_at
from tests.builders.offices import Offices

PERIOD = ("--period", "26Q3")
READS_A_PERIOD = (
    "sample list", "forms ledger", "forms missing", "key disputes", "key agreement", "key confirmed", "key batches",
    "package board", "package board --silent", "signals", "recheck list", "comments", "results",
    "package send --preview",
)  # fmt: skip
READS_THE_OFFICE = (
    "person list", "period list", "questionnaire list", "method list", "package list", "package keys",
    "package withdrawals", "package clashes", "package without-effect", "backup list", "verify", "rebuild", "verify",
)  # fmt: skip


def commands(office: Offices, station: Station, out: Path) -> Iterator[tuple[object, ...]]:
    """Every command that reads, some of them onto paper and into files."""
    for words in READS_A_PERIOD:
        yield (*words.split(), *PERIOD)
    for words in READS_THE_OFFICE:
        yield tuple(words.split())
    unit = ("--unit", "00004") if station.is_hub else ()
    yield ("results", *PERIOD, *unit, "--pdf", out / "r.pdf", "--xlsx", out / "r.xlsx")
    yield ("results", *PERIOD, "--report", out / "report.pdf")
    yield ("results", *PERIOD, "--all-units", out / "every")
    yield ("signals", *PERIOD, *unit, "--pdf", out / "s.pdf", "--xlsx", out / "s.xlsx")
    yield ("comments", *PERIOD, *unit, "--pdf", out / "c.pdf", "--xlsx", out / "c.xlsx", "--csv", out / "c.csv")
    yield ("recheck", "list", *PERIOD, *unit, "--pdf", out / "recheck.pdf")
    yield ("forms", "missing", *PERIOD, "--pdf", out / "m.pdf")
    yield ("package", "keys", "--pdf", out / "k.pdf")
    for kind in ("csv", "xlsx", *(("sav",) if find_spec("pyreadstat") else ()), "datapackage"):
        yield ("export", *PERIOD, "--format", kind, "--out", out / f"e.{kind}")
    if station.is_hub:
        yield ("package", "board", *PERIOD, "--pdf", out / "b.pdf")
        yield ("package", "receipt", "--for", "00004", *PERIOD, "--out", out)
    else:
        for serial in (forms(office.period)[0], forms(office.period)[2]):
            yield ("forms", "life", serial, *PERIOD)
        yield ("forms", "slip", *PERIOD, "--out", out / "slips.pdf")
        yield ("package", "send", *PERIOD, "--out", out)


EMPTY = frozenset(
    (
        "no_sample",
        "no_recheck_list",
        "nothing_missing",
        "nobody_is_silent",
        "nothing_to_export",
        "too_few_to_export",
        "missing_letters",
    ),
)
"""What a command may answer that has nothing to show, or a paper whose typeface lacks a letter."""


def unclear(
    folder: Path, words: Sequence[object], capsys: pytest.CaptureFixture[str], *, language: str, as_json: bool
) -> str:
    """What is wrong with the answer of one command, for people or for programs."""
    capsys.readouterr()
    asked = [*map(str, words), "--data", str(folder), "--language", language, *(["--json"] if as_json else [])]
    code = cli.main(asked)
    out, err = capsys.readouterr()
    answer = json.loads(out) if as_json and code else {"error": "no_sample"}
    # what verifying finds in a closing that names strange heads is told as problems
    refusal = "no_sample" if answer.get("problems") else answer["error"]
    log = folder / LOG
    if code in (0, 1) and refusal in EMPTY and "Traceback" not in err and not log.exists():
        return ""
    found = f"{asked}: {code} {err} {log.read_text(encoding='utf-8') if log.exists() else ''}"
    log.unlink(missing_ok=True)
    return found


@pytest.fixture(params=TAKEN_IN)
def offices(request: pytest.FixtureRequest, strange_towns: Callable[[str], Offices]) -> Offices:
    return strange_towns(request.param)


WAYS = [
    pytest.param(
        taken,
        place,
        language,
        as_json,
        marks=() if (turn * 2 + of + number * 2 + as_json) % 4 == 0 else pytest.mark.nightly,
    )
    for turn, taken in enumerate(TAKEN_IN)
    for of, place in enumerate(("hub", "first"))
    for number, language in enumerate(LANGUAGES)
    for as_json in (False, True)
]
"""Each office answers each day people or programs in one language, turn about; at night both in both."""


@pytest.mark.parametrize(("offices", "place", "language", "as_json"), WAYS, indirect=["offices"])
def test_every_command_answers_whatever_was_taken_in(
    offices: Offices, place: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, as_json: bool
) -> None:
    station: Station = getattr(offices, place)
    folder = Path(shutil.copytree(station.folder, tmp_path / "office"))
    (tmp_path / "out").mkdir()
    wrong = [
        unclear(folder, words, capsys, language=language, as_json=as_json)
        for words in commands(offices, station, tmp_path / "out")
    ]
    assert not any(wrong), "\n".join(filter(None, wrong))


@pytest.mark.parametrize("place", ["hub", "first", "second"])
def test_every_screen_knows_what_to_show_whatever_was_taken_in(offices: Offices, place: str) -> None:
    look_at_every_screen(getattr(offices, place))


def look_at_every_screen(station: Station) -> None:
    for screen in (*SCREENS, *SECTIONS):
        if station.is_hub or not screen.hub_only:
            presenter = screen.present(office_at(station))
            presenter.refresh()
            presenter.let_go()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offices]:
    made = taken_in(tmp_path_factory.mktemp("plain"), lambda *_: ())
    yield made
    made.close()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_no_mixture_of_lines_breaks_a_command_or_a_screen(
    plain: Offices, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("mixture")
    names = tuple(station.id for station in (plain.first, plain.second, plain.hub))
    questionnaire = questionnaire_for(plain.first, plain.period, "CN")
    some = any_line(plain.period, names, questionnaire.coding, len(questionnaire.singles))
    lines = data.draw(st.lists(some, min_size=1, max_size=12))
    speaker = open_station(Path(shutil.copytree(plain.second.folder, folder / "speaker")))
    write(speaker, plain.period, lines)
    sent = send_returns(speaker, plain.period, out=folder, act=act_of())
    speaker.close()
    hub = open_station(Path(shutil.copytree(plain.hub.folder, folder / "hub")))
    merged = merge_packages(hub, [sent.path], act=act_of())
    assert [package.findings for package in merged.packages] == [()]
    look_at_every_screen(hub)
    hub.close()
    (folder / "out").mkdir()
    asked = list(commands(plain, plain.hub, folder / "out"))
    for words in data.draw(st.lists(st.sampled_from(asked), min_size=3, max_size=3)):
        language = data.draw(st.sampled_from(LANGUAGES))
        for as_json in (False, True):
            assert not unclear(folder / "hub", words, capsys, language=language, as_json=as_json)
