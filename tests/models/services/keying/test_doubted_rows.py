"""Rows with unusual answers are keyed as they stand, and named, at whichever door a table comes in."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.domain.basics.problems import Sentence
from models.domain.book.periods import Period
from models.domain.questionnaire.answers import read_answers
from models.services.forms.issuing import issue_forms
from models.services.keying.doubted_rows import KeyedRow, doubted_notes
from models.services.keying.key_import import import_keyings
from models.services.keying.online_import import import_online
from models.services.office.questionnaires import questionnaire_for
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.surveys import EVALUATED, period_of, ward

TIMES = "C2"
"""How many times, asked for a number of at most 9."""


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with closing(ward(tmp_path / "ward")) as opened:
        yield opened


@pytest.fixture
def period(station: Station) -> Period:
    return period_of(station, questionnaires=("hailong26_cn",))


def table(path: Path, header: list[str], rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def notes(sentences: tuple[Sentence, ...]) -> list[tuple[object, ...]]:
    return [tuple(each.values.values()) for each in sentences if "are unusual" in each.says]


def test_a_table_of_answers_names_the_rows_with_unusual_ones_and_keys_them(
    station: Station, period: Period, tmp_path: Path
) -> None:
    serials = issue_forms(station, period, variant="CN", count=4, act=act_of()).serials
    rows = [[str(serial), told] for serial, told in zip(serials, ("0", "44", "9", "10"), strict=True)]
    done = import_keyings(station, period, table(tmp_path / "k.csv", ["serial", TIMES], rows), act=act_of())
    assert (done.new, done.refused) == (4, ())
    assert notes(done.account.sentences) == [(TIMES, 2, "3, 5")]
    # what is here already was named when it came
    again = import_keyings(station, period, tmp_path / "k.csv", act=act_of())
    assert notes(again.account.sentences) == []


def test_so_do_answers_from_the_network(station: Station, period: Period, tmp_path: Path) -> None:
    asked = questionnaire_for(station, period, "CN").by_name
    header = ["Dấu thời gian", *(asked[name].label for name in ("A1", "A6", TIMES))]
    rows = [["05/10/2026 08:00:00", "Nam", "Xã", "2"], ["05/10/2026 09:00:00", "Nữ", "Phường", "12"]]
    done = import_online(station, period, table(tmp_path / "o.csv", header, rows), variant="CN", act=act_of())
    assert done.new == 2
    assert notes(done.account.sentences) == [(TIMES, 1, "3")]


def test_of_very_many_rows_the_first_are_named_and_all_are_counted(station: Station, period: Period) -> None:
    questionnaire = questionnaire_for(station, period, "CN")
    answers = read_answers(questionnaire, {TIMES: "44"})
    rows = (KeyedRow(number, questionnaire, answers) for number in range(2, 102))
    ((name, count, listed),) = notes(tuple(doubted_notes(rows, day=EVALUATED[1])))
    assert (name, count) == (TIMES, 100)
    assert str(listed).startswith("2, 3, ")
    assert str(listed).endswith(", 21, …")
