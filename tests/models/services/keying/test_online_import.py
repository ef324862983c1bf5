"""Answers from the network: labels or codes, each taken once, numbers given or those of slips, channels apart."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.catalogue.questionnaires import built_in
from models.domain.basics.problems import Sentence
from models.domain.book.channels import ONLINE
from models.domain.book.facts import Kind
from models.domain.book.online_columns import match_columns
from models.domain.book.online_table import NearAChoice, NotAChoice, bursts, online_answer, same_answers
from models.domain.book.periods import Period
from models.domain.dossiers.sampling import SamplingRecord
from models.domain.questionnaire.answers import AnswersRefused
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Question, Ticks
from models.domain.sheets import report_tables
from models.domain.sheets.report import base_of
from models.language import load
from models.services.figures.crossing import NotToCross, crossed
from models.services.figures.recounting import all_otherwise
from models.services.figures.reporting import report_of
from models.services.figures.results import figures_of
from models.services.figures.told_offices import told_forms
from models.services.forms.issuing import issue_forms
from models.services.keying.online_import import (
    OnlineColumnsUnknown,
    OnlineImport,
    SlipStrange,
    SlipUsed,
    import_online,
)
from models.store.database import Station
from models.store.pen import Pen
from tests.builders.acts import WARD, act_of
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import of_office, period_of, ward

CN = built_in()[0]
ASKED = [each for each in CN.asked if each.name not in ("C7", "F") and each.group != "PA"]
GOOGLE = [
    f"Mức độ [{each.label}]" if each.group in ("TC", "TT", "CC", "KQ") else f"{each.number}. {each.label}"
    for each in ASKED
]


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with closing(ward(tmp_path / "ward")) as made:
        yield made


@pytest.fixture
def period(station: Station) -> Period:
    return period_of(station, questionnaires=())


def labels(chance: random.Random, **own: str) -> list[str]:
    """One answer in words, as Google writes them."""
    told = []
    for each in ASKED:
        chosen = chance.sample(list(each.choices), 2 if each.shape.ticks is Ticks.SEVERAL else 1)
        told.append(own.get(each.name, ", ".join(choice.label for choice in chosen)))
    return told


def google(
    path: Path,
    answers: Sequence[Sequence[str]],
    *,
    minutes: Sequence[int] | None = None,
    more: Mapping[str, Sequence[str]] | None = None,
) -> Path:
    """A sheet of Google Forms: moments first, then the questions by their labels, further columns last."""
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file).writerow
        write(["Dấu thời gian", *GOOGLE, *(more or {})])
        for n, answer in enumerate(answers):
            at = minutes[n] if minutes else 20 * n
            write(
                [f"05/10/2026 {8 + at // 60:02}:{at % 60:02}:00", *answer, *(own[n] for own in (more or {}).values())]
            )
    return path


def took(station: Station, period: Period, path: Path, chosen: Mapping[str, str] | None = None) -> OnlineImport:
    return import_online(station, period, path, variant="CN", chosen=chosen, act=act_of())


def test_answers_in_words_are_counted_and_the_same_file_adds_nothing(
    station: Station, period: Period, tmp_path: Path
) -> None:
    file = google(tmp_path / "a.csv", [labels(random.Random(n)) for n in range(6)])
    made = took(station, period, file)
    assert (made.rows, made.new, made.refused) == (6, 6, ())
    assert made.account.read == 6
    assert figures_of(station, period, of_office(WARD)).measure.forms == 6
    again = took(station, period, file)
    assert (again.new, again.already_here) == (0, 6)
    assert figures_of(station, period, of_office(WARD)).measure.forms == 6


def test_an_answer_that_no_choice_has_is_refused_by_row_and_the_others_are_taken(
    station: Station, period: Period, tmp_path: Path
) -> None:
    answers = [labels(random.Random(n), **({"A1": "Nữa"} if n == 1 else {})) for n in range(3)]
    made = took(station, period, google(tmp_path / "a.csv", answers))
    assert (made.new, [each.row for each in made.refused]) == (2, [3])
    assert "NearAChoice" in str(made.refused[0].problem)


def test_an_unknown_column_stops_all_until_somebody_says_what_it_holds(
    station: Station, period: Period, tmp_path: Path
) -> None:
    file = google(tmp_path / "a.csv", [labels(random.Random(n)) for n in range(2)], more={"Cột lạ": ["x", "y"]})
    with pytest.raises(OnlineColumnsUnknown) as refused:
        took(station, period, file)
    assert refused.value.columns == ("Cột lạ",)
    assert took(station, period, file, {"Cột lạ": "-"}).new == 2
    assert took(station, period, file).already_here == 2


def test_a_slip_is_for_one_answer(station: Station, period: Period, tmp_path: Path) -> None:
    slip = str(issue_forms(station, period, variant="CN", count=1, channel=ONLINE, act=act_of()).serials.first)
    paper = str(issue_forms(station, period, variant="CN", count=1, act=act_of()).serials.first)
    answers = [labels(random.Random(n)) for n in range(3)]
    made = took(station, period, google(tmp_path / "a.csv", answers, more={"Số phiếu": [slip, slip, paper]}))
    assert made.serials == (slip,)
    assert [type(each.problem) for each in made.refused] == [SlipUsed, SlipStrange]


def test_what_came_by_both_ways_stands_side_by_side_and_no_second_keying_is_asked_of_the_network(
    station: Station, period: Period, tmp_path: Path
) -> None:
    keyed(station, period, sample_rows())
    online = [labels(random.Random(n)) for n in range(7)]
    took(station, period, google(tmp_path / "a.csv", online))
    report = report_of(station, period, of_office(WARD))
    assert {name: measure.forms for name, measure in report.channels} == {"": len(sample_rows()), ONLINE: 7}
    (table,) = (each for each in report_tables(report) if each.sheet == "B13")
    assert [cell.values["count"] for cell in table.rows[0].cells[1:] if isinstance(cell, Sentence)] == [
        len(sample_rows()) + 7,
        len(sample_rows()),
        7,
    ]
    found = crossed(station, period, of_office(WARD), question="TC1", by="channel")
    assert sorted(row.forms for row in found.rows) == sorted((len(sample_rows()), 7))
    with pytest.raises(NotToCross):
        crossed(station, period, of_office(WARD), question="A1", by="channel")


def test_who_answered_over_the_network_was_drawn_by_nobody_so_there_is_no_interval(
    station: Station, tmp_path: Path
) -> None:
    for channels, bound in (((), None), (("paper",), 500)):
        period = period_of(station, code=f"26K{len(channels)}", method=replace(Method(), channels=channels))
        with station.transaction():
            Pen(station, WARD, period.key, act=act_of()).fact(
                Kind.SAMPLED, body=SamplingRecord(500, 150, "hat-giong").body()
            )
        keyed(station, period, sample_rows()[:20])
        assert figures_of(station, period, of_office(WARD)).population == 500
        took(station, period, google(tmp_path / f"{len(channels)}.csv", [labels(random.Random(n)) for n in range(6)]))
        figures = figures_of(station, period, of_office(WARD))
        assert figures.population == bound
        assert all(
            (criterion.interval is None) == (bound is None) for criterion in figures.measure.criteria if criterion.valid
        )
        assert figures.lines[0].population or figures.lines[0].uneven == 500, "its N weighs all the same"


def test_where_paper_alone_counts_the_network_stands_in_its_own_table_and_nowhere_else(
    station: Station, tmp_path: Path
) -> None:
    period = period_of(station, questionnaires=(), method=replace(Method(), channels=("paper",)))
    keyed(station, period, sample_rows())
    paper = figures_of(station, period, of_office(WARD))
    rows = [len(forms) for forms in told_forms(station, period, (WARD,))]
    took(station, period, google(tmp_path / "a.csv", [labels(random.Random(n)) for n in range(7)]))
    both = figures_of(station, period, of_office(WARD))
    assert both.measure == paper.measure
    assert both.lines[0].forms == both.measure.forms == len(sample_rows())
    # the book still balances: what came over the network came, and is valid
    assert both.balance["valid"] == len(sample_rows()) + 7
    assert [len(forms) for forms in told_forms(station, period, (WARD,))] == rows
    report = report_of(station, period, of_office(WARD))
    assert {name: measure.forms for name, measure in report.channels} == {"": len(sample_rows()), ONLINE: 7}
    told = [str(note) for table in report_tables(report) if table.sheet == "B13" for note in table.notes]
    assert any("By the method only these count" in note for note in told)
    assert "a way that the method does not count" in str(base_of(report.figures))
    # the code of the sheet covers the other channel's table too
    assert both.fingerprint != paper.fingerprint
    assert list(all_otherwise(station)) == []


def test_where_only_the_other_channel_came_there_is_no_index_and_its_table_tells_it(
    station: Station, tmp_path: Path
) -> None:
    period = period_of(station, questionnaires=(), method=replace(Method(), channels=("paper",)))
    took(station, period, google(tmp_path / "a.csv", [labels(random.Random(n)) for n in range(7)]))
    report = report_of(station, period, of_office(WARD))
    assert (report.figures.measure.forms, report.figures.measure.overall) == (0, None)
    assert {name: measure.forms for name, measure in report.channels} == {ONLINE: 7}


def test_few_answers_by_one_channel_are_not_told_apart(station: Station, period: Period, tmp_path: Path) -> None:
    keyed(station, period, sample_rows())
    took(station, period, google(tmp_path / "a.csv", [labels(random.Random(n)) for n in range(3)]))
    assert report_of(station, period, of_office(WARD)).channels == ()


def test_the_same_answers_soon_after_each_other_and_bursts_are_named(
    station: Station, period: Period, tmp_path: Path
) -> None:
    alike = labels(random.Random(1))
    answers = [alike, alike, *(labels(random.Random(n)) for n in range(2, 8))]
    made = took(station, period, google(tmp_path / "a.csv", answers, minutes=[0, 5, 60, 60, 60, 60, 60, 120]))
    assert (made.alike, made.bursts) == (((2, 3),), ((4, 5, 6, 7, 8),))
    assert made.new == 8
    assert same_answers([], within=1) == bursts([], least=5, within=60) == ()


def test_columns_of_phones_with_a_box_each_are_one_question() -> None:
    header = ["start", "_uuid", "nhom/A1", "nhom/E/1", "nhom/E/2", "nhom/TC1", "KEY"]
    columns = match_columns(header, CN, {})
    assert columns.boxes["E"] == {"1": 3, "2": 4}
    assert set(columns.questions) == {"A1", "TC1"}
    assert not columns.unknown


def test_answers_that_are_no_choices_are_told_in_one_sentence_a_row() -> None:
    problems = (NotAChoice("A1", "x"), NearAChoice("C6", "Trể hẹn", "Trễ hẹn"), NotAChoice("D0", "y"))
    told = load("vi").problem(AnswersRefused(problems))
    assert "A1 “x”, D0 “y”" in told
    assert told.count("“Trể hẹn”") == 1


@settings(max_examples=60)
@given(st.data())
def test_codes_labels_and_both_together_are_one_answer(data: st.DataObject) -> None:
    question: Question = data.draw(st.sampled_from([each for each in CN.asked if each.choices]))
    several = question.shape.ticks is Ticks.SEVERAL
    chosen = data.draw(
        st.lists(st.sampled_from(question.choices), min_size=1, max_size=3 if several else 1, unique=True)
    )
    codes = " ".join(choice.mark for choice in chosen)
    separator = data.draw(st.sampled_from([", ", "; ", "\n"])) if several else ""
    assert online_answer(codes, question) == codes
    assert online_answer(separator.join(choice.label for choice in chosen), question) == codes
    with pytest.raises(NotAChoice):
        online_answer("không có trong phiếu", question)
