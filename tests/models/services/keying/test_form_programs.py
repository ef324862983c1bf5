"""Answers as Kobo and ODK Central export them, in every usual variant: taken in without a word from anybody, once, and equal."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest

from exports.questionnaires import read_workbook
from models.domain.basics.reading import ColumnState
from models.domain.book.online_columns import match_columns
from models.domain.book.online_table import online_answer
from models.domain.book.periods import Period
from models.domain.questionnaire.answers import Answers, show_codes
from models.domain.questionnaire.questionnaire import Questionnaire
from models.services.keying.keying import open_desk
from models.services.keying.online_import import OnlineAnswerChanged, OnlineImport, import_online
from models.services.office.questionnaires import add_questionnaire
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.surveys import period_of, ward

HERE = Path(__file__).parents[3] / "data" / "online"
KOBO = sorted(HERE.glob("kobo-*.csv"))
CENTRAL = sorted(HERE.glob("central-*.csv"))


def table_of(file: Path) -> list[list[str]]:
    text = file.read_text(encoding="utf-8")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";" if text.startswith('"') else ","))


TOLD_APART = [file for file in (*KOBO, *CENTRAL) if len(set(table_of(file)[0])) == len(table_of(file)[0])]
"""Elsewhere two columns have one label, and only their order tells them apart."""
GIVEN = [
    {"A1": "1", "A2": "34", "B1": "1", "B2": "08/07/2026", "B3": "1,5",
     "TN1": "4", "TN2": "5", "TR1": "4", "TR2": "5", "D0": "1", "E": "1 2"},
    {"A1": "2", "A2": "61", "B1": "2", "B2": "09/07/2026", "TN1": "k", "TN2": "2", "D0": "b", "E": "4"},
    {"A1": "2", "B1": "1", "B3": "0,5", "TN1": "3", "TN2": "3", "TR1": "1", "TR2": "2", "D0": "5", "E": "2 3 4"},
    {"B1": "3", "TN1": "5", "TN2": "4", "D0": "a"},
]  # fmt: skip
"""What was filled in at the form programs, as a clerk would key it: marks go by the places of choices on paper."""


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with closing(ward(tmp_path / "ward")) as made:
        add_questionnaire(made, read_workbook(HERE / "phieu-qua-mang.xlsx"), act=act_of())
        yield made


@pytest.fixture
def period(station: Station) -> Period:
    return period_of(station, questionnaires=("qua_mang",))


def took(station: Station, period: Period, path: Path) -> OnlineImport:
    return import_online(station, period, path, variant="CN", act=act_of())


def keyed(station: Station, period: Period) -> list[dict[str, str]]:
    """What is keyed here, form by form, without what was left blank."""
    desk = open_desk(station, period)
    questionnaire = desk.by_variant["CN"]
    answers = [
        Answers.from_stored(marks=each.marks, rest_json=each.rest)
        for _, of in sorted(desk.keyings.items())
        for each in of
    ]
    return [
        {name: code for name, code in show_codes(questionnaire, each).items() if code not in ("", ".")}
        for each in answers
    ]


@pytest.mark.parametrize("file", [*KOBO, *CENTRAL], ids=lambda each: each.stem)
def test_a_file_of_a_form_program_is_taken_in_as_it_is(station: Station, period: Period, file: Path) -> None:
    made = took(station, period, file)
    assert (made.new, made.refused) == (4, ())
    assert keyed(station, period) == GIVEN
    assert {each.state for each in made.account.columns} == {ColumnState.USED, ColumnState.KNOWN}


@pytest.mark.parametrize("files", [KOBO, CENTRAL], ids=["kobo", "central"])
def test_the_same_answers_in_another_variant_of_the_file_are_here_already(
    station: Station, period: Period, files: Sequence[Path]
) -> None:
    made = [took(station, period, file) for file in files]
    assert [(each.new, each.already_here, each.refused) for each in made] == [
        (4, 0, ()),
        *[(0, 4, ())] * (len(files) - 1),
    ]


def test_an_answer_that_was_changed_at_the_program_is_told_and_changes_nothing(
    station: Station, period: Period, tmp_path: Path
) -> None:
    took(station, period, CENTRAL[0])
    later = tmp_path / "later.csv"
    later.write_text(
        CENTRAL[0].read_text(encoding="utf-8").replace(",61,truc_tuyen", ",62,truc_tuyen"), encoding="utf-8"
    )
    made = took(station, period, later)
    assert (made.new, made.already_here, [type(each.problem) for each in made.refused]) == (0, 3, [OnlineAnswerChanged])
    assert keyed(station, period) == GIVEN


def test_numbers_that_a_program_begins_anew_for_each_form_name_no_answer(
    station: Station, period: Period, tmp_path: Path
) -> None:
    table = list(csv.reader(StringIO(CENTRAL[0].read_text(encoding="utf-8"))))
    kept = [n for n, name in enumerate(table[0]) if name not in ("meta-instanceID", "KEY")]
    for name, day in (("one", "2026-07-10"), ("other", "2026-07-20")):
        rows = [[("ID" if row == 0 else str(row)), *(line[n] for n in kept)] for row, line in enumerate(table)]
        for row in rows[1:]:
            row[1] = f"{day}T0{row[0]}:00:00.000Z"
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    assert [took(station, period, tmp_path / f"{name}.csv").new for name in ("one", "other", "one")] == [4, 4, 0]


def test_a_label_of_two_questions_goes_to_them_in_order_and_alone_to_none(station: Station, period: Period) -> None:
    questionnaire = open_desk(station, period).by_variant["CN"]
    both = match_columns(["Thái độ lịch sự", "Thái độ lịch sự", "Đúng hẹn"], questionnaire, {})
    assert dict(both.questions) == {"TN1": 0, "TR1": 1, "TR2": 2}
    one = match_columns(["Thái độ lịch sự", "Đúng hẹn"], questionnaire, {})
    assert [each.name for each in one.unknown] == ["Thái độ lịch sự"]


def test_what_is_a_code_and_a_label_of_another_choice_is_read_as_its_column_is_called(
    station: Station, period: Period
) -> None:
    scale = open_desk(station, period).by_variant["CN"].by_name["D0"]
    assert (online_answer("4", scale), online_answer("4", scale, coded=True)) == ("5", "4")


def test_a_title_with_a_hyphen_before_words_is_no_group(station: Station, period: Period) -> None:
    questionnaire: Questionnaire = open_desk(station, period).by_variant["CN"]
    columns = match_columns(["Phản ánh - Tuổi", "Giới tính của Ông/Bà", "B-B1"], questionnaire, {})
    assert [each.name for each in columns.unknown] == ["Phản ánh - Tuổi"]
    assert dict(columns.questions) == {"A1": 1, "B1": 2}


@pytest.mark.parametrize("file", TOLD_APART, ids=lambda each: each.stem)
def test_the_order_of_columns_and_rows_is_no_matter(
    station: Station, period: Period, tmp_path: Path, file: Path
) -> None:
    table = table_of(file)
    order = list(range(len(table[0])))
    random.Random(file.stem).shuffle(order)
    with (tmp_path / "mixed.csv").open("w", encoding="utf-8", newline="") as mixed:
        csv.writer(mixed).writerows([[row[n] for n in order] for row in (table[0], *reversed(table[1:]))])
    assert took(station, period, tmp_path / "mixed.csv").new == 4
    assert sorted(map(str, keyed(station, period))) == sorted(map(str, GIVEN))
    assert took(station, period, file).already_here == 4
