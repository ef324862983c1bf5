"""Tables of what people met with (B6) and what they wish for (B7): counts, shares of those who answered, and who did not."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from fractions import Fraction
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from models.catalogue.questionnaires import built_in, further_questionnaires
from models.domain.basics.problems import Sentence
from models.domain.basics.table_values import ResultRow, Value
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.measures import Counted
from models.domain.figures.tallies import ANSWERED, Tally
from models.domain.questionnaire.questionnaire import Missing
from models.domain.sheets.choices import choice_table, expectations, hidden_questions, perceptions
from models.domain.sheets.numbers import MOST_ROWS, mean_of, median_of, number_rows, numbers_in

CN, TC = built_in()[:2]
perception_table = partial(choice_table, "B6", "", "", by_size=False)
expectation_table = partial(choice_table, "B7", "", "", by_size=True)
BASE, BLANK = "Answered (base of the shares)", "Without an answer: blank"


def of_individuals(forms: int, counts: Mapping[str, Mapping[str, int]]) -> Counted:
    return Counted(CN, forms, {name: Tally(values) for name, values in counts.items()})


def lines(rows: tuple[ResultRow, ...], question: str) -> list[tuple[Value, ...]]:
    """The rows under the heading of a question; words without their facts."""
    at = next(n for n, row in enumerate(rows) if row.is_section and f"{question}. " in str(row.cells[0]))
    under: list[tuple[Value, ...]] = []
    for row in rows[at + 1 :]:
        if row.is_section:
            break
        under.append(tuple(cell.says if isinstance(cell, Sentence) else cell for cell in row.cells))
    return under


def test_each_answer_has_its_place_on_the_paper_its_forms_and_its_share_of_those_who_answered() -> None:
    counted = of_individuals(20, {"C2": {"1": 9, "2": 6, "3": 1, Missing.BLANK.value: 4}})
    asked = perceptions([counted])
    told = lines(perception_table(asked, hidden=(), least=5).rows, "C2")
    labels = [choice.label for choice in CN.by_name["C2"].choices]
    assert told == [
        ("1", labels[0], 9, Fraction(900, 16)),
        ("2", labels[1], 6, Fraction(600, 16)),
        ("3", labels[2], 1, Fraction(100, 16)),
        ("4", labels[3], 0, Fraction(0)),
        ("5", labels[4], 0, Fraction(0)),
        ("", BASE, 16, ""),
        ("", BLANK, 4, ""),
    ]


FILED = next(each for each in further_questionnaires() if each.id == "hailong26_cn")
"""Asks how many times papers had to be added."""


def asked_times(counts: Mapping[str, int]) -> tuple[ResultRow, ...]:
    counted = Counted(FILED, sum(counts.values()), {"C2": Tally(counts)})
    return perception_table(perceptions([counted]), hidden=(), least=5).rows


def test_how_many_times_is_told_number_by_number_with_mean_and_median() -> None:
    told = lines(asked_times({"0": 9, "1": 5, "3": 2, Missing.BLANK.value: 3, Missing.UNREADABLE.value: 1}), "C2")
    assert told == [
        ("1", "0", 9, Fraction(900, 16)),
        ("2", "1", 5, Fraction(500, 16)),
        ("3", "3", 2, Fraction(200, 16)),
        ("", "Mean: {mean}; median: {median}", "", ""),
        ("", BASE, 16, ""),
        ("", BLANK, 3, ""),
        ("", "Without an answer: not readable", 1, ""),
    ]


@given(st.dictionaries(st.integers(0, 20), st.integers(1, 40), min_size=1))
def test_mean_and_median_are_those_of_the_numbers_written_out(given_times: dict[int, int]) -> None:
    every = [number for number, count in given_times.items() for _ in range(count)]
    tally = Tally({str(number): count for number, count in given_times.items()})
    numbers = numbers_in(FILED.by_name["C2"], tally)
    assert mean_of(numbers) == Fraction(sum(every), len(every))
    assert median_of(numbers) == Fraction(statistics.median(map(Fraction, every)))
    rows = number_rows(FILED.by_name["C2"], tally)
    assert sum(row.cells[2] for row in rows if isinstance(row.cells[2], int)) == len(every)
    assert len(rows) <= MOST_ROWS + 1


def test_of_few_who_gave_a_number_no_number_is_told() -> None:
    asked = perceptions([Counted(FILED, 20, {"C2": Tally({"0": 3, "7": 1, Missing.BLANK.value: 16})})])
    hidden = hidden_questions(asked, (), least=5)
    told = perception_table(asked, hidden=hidden, least=5).rows
    assert [row[1] for row in lines(told, "C2")] == [BASE, BLANK]


def test_many_numbers_end_with_those_that_are_as_great_or_greater() -> None:
    tally = Tally({str(number): 2 for number in range(10)})
    words = [row.cells[1] for row in number_rows(FILED.by_name["C2"], tally)]
    assert words[:7] == [str(number) for number in range(7)]
    assert isinstance(words[7], Sentence)
    assert (words[7].says, words[7].values) == ("{number} or more", {"number": 7})


def test_wishes_stand_by_size_and_are_counted() -> None:
    counted = of_individuals(20, {"E": {"1": 3, "2": 9, "4": 12, ANSWERED: 15, Missing.BLANK.value: 5}})
    told = lines(expectation_table(expectations([counted]), hidden=(), least=5).rows, "E")
    assert [(row[0], row[2], row[3]) for row in told[:3]] == [("1", 12, 80), ("2", 9, 60), ("3", 3, 20)]
    assert told[-2:] == [("", BASE, 15, ""), ("", BLANK, 5, "")]


def test_a_question_that_both_questionnaires_ask_alike_is_counted_together() -> None:
    both = [of_individuals(20, {"C2": {"1": 20}}), Counted(TC, 10, {"C2": Tally({"1": 4, "2": 6})})]
    (asked,) = (each for each in perceptions(both) if each.question.name == "C2")
    assert (asked.variants, asked.forms) == (("CN", "TC"), 30)
    assert (asked.tally.of("1"), asked.tally.of("2")) == (24, 6)


def test_hidden_answers_show_how_many_answered_but_not_what() -> None:
    asked = perceptions([of_individuals(20, {"C2": {"1": 3, Missing.BLANK.value: 17}})])
    told = lines(perception_table(asked, hidden={each.key for each in asked}, least=5).rows, "C2")
    assert {row[2:] for row in told[:5]} == {(HIDDEN, HIDDEN)}
    assert told[5:] == [("", BASE, 3, ""), ("", BLANK, 17, "")]


def test_of_too_few_forms_nothing_is_told_of_a_question() -> None:
    asked = perceptions([of_individuals(4, {"C2": {"1": 3, Missing.BLANK.value: 1}})])
    told = lines(perception_table(asked, hidden={each.key for each in asked}, least=5).rows, "C2")
    assert {row[2] for row in told} == {HIDDEN}
    assert len(told) == 6


def test_as_many_forms_as_the_limit_are_enough() -> None:
    (asked,) = (each for each in perceptions([of_individuals(5, {"C2": {"1": 5}})]) if each.question.name == "C2")
    assert not asked.is_hidden(5)
    (few,) = (each for each in perceptions([of_individuals(5, {"C2": {"1": 4}})]) if each.question.name == "C2")
    assert few.is_hidden(5)
    assert lines(perception_table([asked], hidden=(), least=5).rows, "C2")[-1] == ("", BASE, 5, "")


def test_hidden_wishes_are_hidden_too_while_others_stay_open() -> None:
    counted = of_individuals(20, {"E": {"1": 3, ANSWERED: 3, Missing.BLANK.value: 17}})
    (asked,) = expectations([counted])
    shown = lines(expectation_table([asked], hidden=(), least=5).rows, "E")
    hidden = lines(expectation_table([asked], hidden={asked.key}, least=5).rows, "E")
    assert (shown[0][2], hidden[0][2]) == (3, HIDDEN)


def test_nobody_answered_gives_counts_without_shares() -> None:
    asked = perceptions([of_individuals(20, {"C2": {Missing.BLANK.value: 20}})])
    told = lines(perception_table(asked, hidden=(), least=5).rows, "C2")
    assert {row[2:] for row in told[:4]} == {(0, None)}


def test_questions_about_the_respondent_and_scored_ones_are_no_perceptions() -> None:
    names = {each.question.name for each in perceptions([of_individuals(20, {})])}
    assert {"C2", "C8"} <= names
    assert not names & {"A1", "A2", "D0", "E", "B1"}
