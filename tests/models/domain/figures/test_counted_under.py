"""A valid form counts under an index only where it answered enough there; what it answered otherwise is told apart."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue.methods import further_methods
from models.catalogue.questionnaires import built_in
from models.domain.figures.measures import Counted, measure, overall_of
from models.domain.figures.tallies import AnswerColumns, Tally, columns, count
from models.domain.figures.validity import counted_by, require_mandatory
from models.domain.questionnaire.answers import read_answers
from models.domain.questionnaire.filters import Filters, filters
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_table import read_method_rows
from models.domain.questionnaire.method_tree import TreeWrong
from models.domain.questionnaire.questionnaire import Questionnaire
from tests.builders.forms import FormAnswers
from tests.builders.surveys import EVALUATED
from tests.builders.trees import BOTH, CRITERIA, Branch, Row, answered_rows, branches, counted, index_of, method_of

WHOLE = built_in()[0]
SHARED = read_method_rows(
    [("index overall", "mean: CS, DV"), ("index CS", "mean: TH, TG"), ("index DV", "mean: TC, PA"), ("valid_share CS", "2/3"),
     ("index TG", "mean: TG1, TG3"), ("valid_share TG", "1"), ("valid_share DV", "1/2")]
)  # fmt: skip


def compiled(method: Method, questionnaire: Questionnaire = BOTH) -> Filters:
    return counted_by(filters(questionnaire, day=EVALUATED[1]), method)


def form(row: Row, questionnaire: Questionnaire = BOTH) -> FormAnswers:
    answers = read_answers(questionnaire, row)
    return FormAnswers(answers.marks, answers.rest_json)


def values(method: Method, row: Row, *names: str) -> list[str]:
    tallies = count(compiled(method), AnswerColumns.of([form(row)]))
    return [next(iter(tallies[name].values)) for name in names]


FULL = {name: "4" for names in CRITERIA.values() for name in names} | {"C8": "1"}


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        # all of CS answered
        ((), {"TH1": "4", "TG1": "4", "TC1": "4"}),
        # 3 of 4 under CS, but not all of TG, which asks for more
        (("TG1",), {"TH1": "4", "TG1": ".", "TG3": "short", "TC1": "4"}),
        # 2 of 4 under CS: nothing under it counts, though TG itself is whole
        (("TH1", "TH2"), {"TH1": ".", "TG1": "short", "TC1": "4"}),
        # 1 of 4 under DV: the filtered criteria there need nothing of their own, and count as little
        (("TC1", "TC2", "TC3"), {"TH1": "4", "TC4": "short", "PA1": "short"}),
    ],
)
def test_a_form_counts_where_every_index_over_a_criterion_has_its_share(
    left_out: tuple[str, ...], told: dict[str, str]
) -> None:
    row = FULL | dict.fromkeys(left_out, "")
    assert dict(zip(told, values(SHARED, row, *told), strict=True)) == told


def test_what_is_no_answer_stays_what_it_is() -> None:
    row = FULL | {"TH1": "", "TH2": "*", "TG1": "?"}
    assert values(SHARED, row, "TH1", "TH2", "TG1", "TG3") == [".", "*", "?", "short"]
    assert values(SHARED, row | {"TH1": "k"}, "TH1", "TG3") == ["k", "short"]
    behind = FULL | {"C8": "2", "TC1": "", "TC2": "", "TC3": "", "PA1": "4", "PA2": ""}
    assert values(SHARED, behind, "PA1", "PA2", "TC4") == ["behind", "-", "short"]


def test_a_question_that_an_index_asks_counts_with_it() -> None:
    method = read_method_rows(
        [("index overall", "mean: A, KQ"), ("index A", "question D0: TC, TT"), ("valid_share A", "1")]
    )
    good = {question.name: "4" for question in WHOLE.criteria} | {"D0": "5", "C8": "2"}
    bad = good | {"TC1": ""}
    tallies = count(
        compiled(method, WHOLE), AnswerColumns.of([form(good, WHOLE), form(bad, WHOLE), form(bad | {"D0": ""}, WHOLE)])
    )
    assert tallies["D0"].values == {"5": 1, "short": 1, ".": 1}
    assert tallies["KQ1"].values == {"4": 3}


def test_a_method_without_shares_counts_as_ever() -> None:
    plain = filters(BOTH, day=EVALUATED[1])
    assert counted_by(plain, further_methods()[0]) is plain
    assert counted_by(plain, read_method_rows([("index overall", "mean: TC"), ("index TC", "mean: TC1"),
                                               ("valid_share TC", "0")])) is plain  # fmt: skip


@given(branches(), st.lists(answered_rows(), min_size=1, max_size=12))
def test_a_recount_of_the_rows_one_by_one_says_the_same(branch: Branch, rows: list[dict[str, str]]) -> None:
    method = method_of(branch)
    forms = [form(row) for row in rows]
    tallies = count(compiled(method), AnswerColumns.of(forms))
    plain = counted(branch, rows)
    assert {name: dict(tallies[name].values) for name in plain} == {name: dict(of) for name, of in plain.items()}
    kinds = [(tally.forms, tally.answered + tally.missing) for tally in tallies.values()]
    assert set(kinds) == {(len(rows), len(rows))}
    found = measure([Counted(BOTH, len(forms), tallies)], method)
    assert found.overall == index_of(branch, plain)
    assert found.overall_answers <= len(rows)


@given(branches(), st.lists(answered_rows(), max_size=8))
def test_the_values_of_the_forms_add_up_to_the_tally(branch: Branch, rows: list[dict[str, str]]) -> None:
    made, forms = compiled(method_of(branch)), [form(row) for row in rows]
    tallies = count(made, AnswerColumns.of(forms))
    for name, column in columns(made, AnswerColumns.of(forms), frozenset(tallies)).items():
        if name in BOTH.by_name and BOTH.by_name[name] in BOTH.singles:
            assert {value: column.count(value) for value in set(column)} == tallies[name].values


def test_the_overall_index_stands_on_what_counts_somewhere() -> None:
    rows = [FULL] * 3 + [FULL | dict.fromkeys(("TH1", "TH2", "TC1", "TC2", "TC3"), "")] * 9
    tallies = count(compiled(SHARED), AnswerColumns.of([form(row) for row in rows]))
    found = overall_of([Counted(BOTH, 12, tallies)], SHARED)
    assert (found.index, found.answers) == (Fraction(100), 3)


def test_an_index_stands_on_the_answers_of_the_parts_it_is_made_from() -> None:
    # CS is below its own basis, so what stands behind the one above it are the answers of CC alone
    method = read_method_rows(
        [("index overall", "mean: X, KQ"), ("index X", "mean: CS, CC"), ("index CS", "mean: TC, TT"),
         ("least_answers CS", "30"), ("least_answers X", "15")]
    )  # fmt: skip
    counts = {"TC1": Tally({"4": 20, ".": 80}), "CC1": Tally({"4": 10, ".": 90}), "KQ1": Tally({"4": 40, "1": 60})}
    found = measure([Counted(WHOLE, 100, counts)], method)
    assert [(each.code, each.index, each.is_below) for each in found.contents] == [
        ("X", None, True),
        ("CS", None, True),
    ]
    assert found.overall == 40


def test_a_share_of_nothing_is_refused_with_what_is_wrong() -> None:
    method = read_method_rows([("index overall", "mean: X, TC"), ("index X", "mean: PA"), ("valid_share X", "1/2")])
    with pytest.raises(TreeWrong, match="no mandatory criterion stands under it"):
        require_mandatory(method, [BOTH])
    require_mandatory(SHARED, [BOTH])


def test_a_share_that_another_questionnaire_has_no_criteria_for_misses_nothing_there() -> None:
    method = read_method_rows([("index overall", "mean: X, TC"), ("index X", "mean: TH"), ("valid_share X", "1")])
    require_mandatory(method, [WHOLE, BOTH])
    row = {question.name: "4" for question in WHOLE.criteria} | {"C8": "2"}
    assert count(compiled(method, WHOLE), AnswerColumns.of([form(row, WHOLE)]))["TC1"].values == {"4": 1}
    assert Fraction(method.nodes.nodes["X"].valid_share) == 1
