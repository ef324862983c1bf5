"""Indices that a method's tree puts together: every way with known answers, and the published figures of a city."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue.methods import further_methods
from models.catalogue.questionnaires import built_in, further_questionnaires
from models.domain.figures.measures import Counted, Measure, measure, overall_of
from models.domain.figures.tallies import Tally
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_table import read_method_rows
from models.domain.questionnaire.method_tree import IndexNode, IndexPart, TreeAsksOthers, TreeWrong, require_tree
from models.domain.questionnaire.questionnaire import Questionnaire, Score
from models.services.office.methods import require_method_fits

WHOLE = built_in()[0]
BOTH = further_questionnaires()[0]
TWO_CONTENTS, THREE_PARTS, THREE_LEVELS = further_methods()


def shares(questionnaire: Questionnaire, satisfied: dict[str, int], of: int) -> Counted:
    """So many of `of` people are satisfied with these criteria, the others are not; nobody answers the rest."""
    return Counted(
        questionnaire, of, {name: Tally({"4": yes, "2": of - yes}) for name, yes in satisfied.items()}
        | {each.name: Tally({".": of}) for each in questionnaire.singles if each.name not in satisfied},
    )  # fmt: skip


def method_of(*rows: tuple[str, str]) -> Method:
    return read_method_rows(rows)


def indices(found: Measure) -> dict[str, Fraction | None]:
    return {each.code: each.index for each in found.contents}


def test_two_contents_give_the_published_index_of_ha_noi_in_2024() -> None:
    # 86,51 for public policy and 86,49 for administrative services were published with 86,50 for both
    policy = {f"{group}{n}": 8651 for group in ("TH", "TG", "CL", "TD") for n in (1, 2, 3)}
    services = {each.name: 8649 for each in BOTH.singles if each.group in ("TC", "TT", "CC", "KQ", "PA")}
    found = measure([shares(BOTH, policy | services, 10_000)], TWO_CONTENTS)
    assert indices(found) == {"CS": Fraction("86.51"), "DV": Fraction("86.49")}
    assert (found.overall, found.overall_from) == (Fraction("86.50"), "tree")


def test_weights_count_parts_as_often_as_they_say_and_leave_out_what_nobody_answered() -> None:
    answers = {"TC1": 80, "TT1": 60, "CC1": 50, "CC2": 100, "KQ1": 90}
    found = measure([shares(WHOLE, answers, 100)], THREE_LEVELS)
    assert indices(found) == {"QT": 70, "CN": 75, "KP": 90}
    assert found.overall == Fraction(70 * 40 + 75 * 30 + 90 * 30, 100)


def test_a_question_of_its_own_makes_an_index_and_without_answers_the_mean_of_its_parts_does() -> None:
    answers = {"TT1": 60, "CC1": 50, "KQ1": 90, "D0": 33}
    assert measure([shares(WHOLE, answers, 100)], THREE_PARTS).overall == 33
    del answers["D0"]
    assert measure([shares(WHOLE, answers, 100)], THREE_PARTS).overall == Fraction(200, 3)


def test_all_answers_together_weigh_criteria_by_how_many_answered_them() -> None:
    method = method_of(("index overall", "pooled: TT, CC"))
    counted = shares(WHOLE, {"TT1": 90}, 100)
    few = dict(counted.counts) | {"CC1": Tally({"4": 1, "2": 9, ".": 90})}
    assert measure([counted._replace(counts=few)], method).overall == Fraction(100 * 91, 110)


def test_a_factor_may_weigh_its_criteria_and_say_for_itself_what_satisfied_is() -> None:
    method = method_of(
        ("index overall", "mean: TC, TT"),
        ("index TC", "weights: TC1 3, TC2 1"),
        ("satisfied 5 TC", "5"),
        ("target TC", "50"),
    )
    answers = {"TC1": Tally({"5": 8, "4": 2}), "TC2": Tally({"4": 10}), "TT1": Tally({"4": 5, "1": 5})}
    found = measure([Counted(WHOLE, 10, answers)], method)
    assert {each.code: each.index for each in found.factors if each.index is not None} == {"TC": 60, "TT": 50}
    assert found.overall == 55
    assert not found.contents


def test_a_tree_is_as_deep_as_it_says() -> None:
    method = method_of(
        ("index overall", "mean: HD, KQ"),
        ("index HD", "mean: TC, CN"),
        ("index CN", "mean: TT, CC"),
        ("target HD", "70"),
    )
    found = measure([shares(WHOLE, {"TC1": 80, "TT1": 40, "CC1": 60, "KQ1": 100}, 100)], method)
    assert indices(found) == {"HD": 65, "CN": 50}
    assert [(each.depth, each.factors, each.reaches_target) for each in found.contents] == [
        (0, ("TC", "TT", "CC"), False),
        (1, ("TT", "CC"), None),
    ]
    assert found.overall == Fraction(165, 2)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), min_size=3, max_size=3))
def test_the_overall_index_alone_is_that_of_the_whole_measure(parts: list[tuple[int, int]]) -> None:
    weights = ", ".join(f"{name} {weight}" for name, (_, weight) in zip(("TC", "TT", "CC"), parts, strict=True))
    method = method_of(("index overall", f"weights: {weights}"))
    counted = [shares(WHOLE, {f"{name}1": yes for name, (yes, _) in zip(("TC", "TT", "CC"), parts, strict=True)}, 40)]
    found = measure(counted, method)
    assert overall_of(counted, method).index == found.overall
    whole = sum(weight for _, weight in parts)
    assert found.overall == sum((Fraction(100 * yes, 40) * weight for yes, weight in parts), Fraction(0)) / whole


def test_every_further_method_fits_a_built_in_questionnaire_and_tells_what_another_one_lacks() -> None:
    require_method_fits(TWO_CONTENTS, [BOTH])
    require_method_fits(THREE_PARTS, built_in())
    require_method_fits(THREE_LEVELS, built_in())
    with pytest.raises(TreeAsksOthers) as refused:
        require_method_fits(TWO_CONTENTS, built_in())
    assert refused.value.missing == ("TH", "TG", "CL", "TD")


def test_a_criterion_counts_in_its_own_factor_alone() -> None:
    with pytest.raises(TreeWrong):
        require_method_fits(method_of(("index overall", "mean: TC, X"), ("index X", "mean: TT1")), built_in())


@pytest.mark.parametrize(
    "nodes",
    [
        [IndexNode("A", "", "mean", (IndexPart("TC"),))],
        [IndexNode("overall", "", "mean", (IndexPart("A"),)), IndexNode("A", "", "mean", (IndexPart("overall"),))],
        [IndexNode("overall", "", "mean", (IndexPart("TC"),)), IndexNode("A", "", "mean", (IndexPart("B"),)),
         IndexNode("B", "", "mean", (IndexPart("A"),))],
        [IndexNode("overall", "", "mean", (IndexPart("TC"), IndexPart("TC")))],
        [IndexNode("overall", "", "weights", (IndexPart("TC", "0"),))],
        [IndexNode("overall", "", "weights", (IndexPart("TC", "1/0"),))],
        [IndexNode("overall", "", "median", (IndexPart("TC"),))],
        [IndexNode("overall", "", "question", (IndexPart("TC"),))],
        [IndexNode("overall", "", "mean", ())],
        [IndexNode("overall", "", "mean", (IndexPart("TC"),), satisfied=((5, (6,)),))],
        [IndexNode("overall", "", "mean", (IndexPart("TC"),), target=101)],
    ],
)  # fmt: skip
def test_a_tree_that_does_not_hold_together_is_refused(nodes: list[IndexNode]) -> None:
    with pytest.raises(TreeWrong):
        require_tree(nodes)


def test_questions_without_a_score_are_nothing_to_make_an_index_from() -> None:
    asked = {each.name for each in WHOLE.singles if each.score is Score.NONE}
    with pytest.raises(TreeAsksOthers):
        require_method_fits(replace(method_of(("index overall", "mean: TC, A1"))), built_in())
    assert "A1" in asked


def test_an_index_with_fewer_answers_than_its_own_basis_is_left_out_and_says_so() -> None:
    method = method_of(
        ("index overall", "weights: CS 40, DV 60"),
        ("index CS", "mean: TC, TT"),
        ("index DV", "pooled: CC, KQ"),
        ("least_answers CS", "30"),
        ("least_share KQ", "1/2"),
        ("index KQ", "mean: KQ1"),
    )
    counts = {
        "TC1": Tally({"4": 20, ".": 80}), "TT1": Tally({"4": 29, ".": 71}),
        "CC1": Tally({"4": 60, "1": 40}), "KQ1": Tally({"1": 49, ".": 51}),
    }  # fmt: skip
    forms = shares(WHOLE, {}, 100)
    found = measure([forms._replace(counts=dict(forms.counts) | counts)], method)
    assert [(each.code, each.index, each.is_below) for each in found.contents] == [
        ("CS", None, True),
        ("DV", Fraction(60), False),
    ]
    assert [each.code for each in found.factors if each.is_below] == ["KQ"]
    # what is not told is in no index above it, neither as a part nor by its answers
    assert found.overall == 60
    one_more = counts | {"TT1": Tally({"4": 30, ".": 70}), "KQ1": Tally({"1": 50, ".": 50})}
    found = measure([forms._replace(counts=dict(forms.counts) | one_more)], method)
    assert [(each.code, each.index, each.is_below) for each in found.contents] == [
        ("CS", Fraction(100), False), ("DV", Fraction(40), False),
    ]  # fmt: skip
    assert found.overall == Fraction(100 * 40 + 40 * 60, 100)


def test_an_index_has_grades_of_its_own() -> None:
    method = method_of(
        ("index overall", "mean: CS, DV"), ("index CS", "mean: TC"), ("index DV", "mean: TT"),
        ("grade CS", "Đạt: 50"), ("grade CS", "Tốt: 80"), ("grade", "Khá: 70"), ("grade", "Yếu: 0"),
    )  # fmt: skip
    found = measure([shares(WHOLE, {"TC1": 80, "TT1": 80}, 100)], method)
    assert [each.grade for each in found.contents] == ["Tốt", ""]
    assert method.grades == (("Khá", 70), ("Yếu", 0))


def test_a_method_without_a_basis_of_its_indices_keeps_its_fingerprint() -> None:
    assert "least_answers" not in TWO_CONTENTS.body
    assert "grades" not in TWO_CONTENTS.body.partition('"tree"')[2]
    raised = method_of(("index overall", "mean: TC"), ("index TC", "mean: TC1"), ("least_answers TC", "30"))
    assert '"least_answers":30' in raised.body


@pytest.mark.parametrize("row", [("least_answers", "30"), ("grade", "Tốt: 90"), ("least_share", "1/2")])
def test_the_overall_index_has_the_basis_of_the_method(row: tuple[str, str]) -> None:
    with pytest.raises(TreeWrong):
        method_of(("index overall", "mean: TC"), (f"{row[0]} overall", row[1]))
