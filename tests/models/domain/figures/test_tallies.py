from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue.questionnaires import built_in
from models.domain.figures.tallies import ANSWERED, BEHIND_FILTER, AnswerColumns, Tally, added, columns, count
from models.domain.questionnaire.filters import Filters, filters
from models.domain.questionnaire.questionnaire import Questionnaire
from tests.builders.forms import FormAnswers

DAY = date(2026, 9, 30)
CITIZENS: Questionnaire = built_in()[0]
COMPILED: Filters = filters(CITIZENS, day=DAY)
PLACES = {question.name: place for place, question in enumerate(CITIZENS.singles)}


def counted(forms: Sequence[FormAnswers]) -> Mapping[str, Tally]:
    return count(COMPILED, AnswerColumns.of(forms))


def form(rest: str = "", **marks: str) -> FormAnswers:
    """A form with these marks and nothing else marked."""
    row = ["."] * len(PLACES)
    for name, mark in marks.items():
        row[PLACES[name]] = mark
    return FormAnswers("".join(row), rest)


@pytest.mark.parametrize(
    ("mark", "counted_as"),
    [("4", BEHIND_FILTER), ("*", BEHIND_FILTER), ("k", BEHIND_FILTER), (".", "-"), ("-", "-")],
)
def test_what_stands_behind_an_unmet_filter_is_in_no_base(mark: str, counted_as: str) -> None:
    tally = counted([form(C8="2", PA1=mark)])["PA1"]
    assert tally.values == {counted_as: 1}
    assert tally.answered == 0
    assert tally.forms == 1


@pytest.mark.parametrize("mark", ["4", "*", "?", "k", ".", "-"])
def test_what_stands_behind_a_met_filter_counts_as_it_is(mark: str) -> None:
    assert counted([form(C8="1", PA1=mark)])["PA1"].values == {mark: 1}


def test_several_boxes_have_forms_as_their_base() -> None:
    forms = [form('{"E":"1 3"}'), form('{"E":"3"}'), form('{"E":"k"}'), form()]
    tally = counted(forms)["E"]
    assert tally.values == {"1": 1, "3": 2, ANSWERED: 2, "k": 1, ".": 1}
    assert (tally.answered, tally.missing, tally.forms) == (2, 2, 4)


def test_no_forms_give_empty_tallies() -> None:
    tallies = counted([])
    assert {tally.forms for tally in tallies.values()} == {0}
    assert set(tallies) == {question.name for question in CITIZENS.singles + CITIZENS.rest}


def test_a_form_of_another_questionnaire_is_a_programmers_slip() -> None:
    with pytest.raises(ValueError, match=CITIZENS.id):
        counted([FormAnswers("123")])


def mark_rows() -> st.SearchStrategy[str]:
    return st.text("12345.*?k-", min_size=len(PLACES), max_size=len(PLACES))


FORMS = st.lists(st.builds(FormAnswers, mark_rows(), st.sampled_from(("", '{"E":"1 2"}', '{"C1":"?"}'))), max_size=12)


@given(FORMS)
def test_every_form_is_counted_once_in_every_question(forms: list[FormAnswers]) -> None:
    assert {tally.forms for tally in counted(forms).values()} == {len(forms)}


@given(FORMS, FORMS)
def test_counting_apart_and_adding_is_counting_together(some: list[FormAnswers], others: list[FormAnswers]) -> None:
    apart = added([counted(some), counted(others)])
    together = counted(some + others)
    assert {name: dict(tally.values) for name, tally in apart.items()} == {
        name: dict(tally.values) for name, tally in together.items()
    }


@given(FORMS)
def test_counting_form_by_form_gives_the_same(forms: list[FormAnswers]) -> None:
    """Another way: each form alone, without the grouping that makes counting fast."""
    one_by_one = added(counted([each]) for each in forms)
    assert all(one_by_one[name].values == tally.values for name, tally in counted(forms).items() if forms)


def kinds(tally: Tally) -> Iterator[int]:
    yield from (tally.blank, tally.double, tally.unreadable, tally.dont_know, tally.not_applicable, tally.behind_filter)


@given(FORMS)
def test_the_kinds_of_missing_answers_add_up(forms: list[FormAnswers]) -> None:
    for tally in counted(forms).values():
        assert sum(kinds(tally)) == tally.missing


MARKED = st.lists(st.text("12345.*?k-", min_size=len(PLACES), max_size=len(PLACES)), max_size=8)


@given(MARKED, st.sets(st.sampled_from(sorted(PLACES))))
def test_the_columns_of_the_forms_add_up_to_the_tally(marks: list[str], wanted: set[str]) -> None:
    forms = [FormAnswers(each) for each in marks]
    found = columns(COMPILED, AnswerColumns.of(forms), frozenset(wanted))
    assert set(found) == wanted
    tallies = counted(forms)
    for name, column in found.items():
        assert {value: column.count(value) for value in set(column)} == tallies[name].values


ASKED_OF_ALL = [question.name for question in CITIZENS.singles if not question.relevant]


@given(st.lists(st.text("1a9#é.x", min_size=len(PLACES), max_size=len(PLACES)), min_size=1, max_size=8))
def test_signs_that_mark_no_choice_are_counted_like_others(marks: list[str]) -> None:
    tallies = counted([FormAnswers(each) for each in marks])
    for name in ASKED_OF_ALL:
        assert tallies[name].values == Counter(each[PLACES[name]] for each in marks)
