"""Offices are ranked within their group, and only on a basis: against an independent count, ties and few forms included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue import BUILT_IN
from models.domain.basics.units import Unit
from models.domain.figures.basis import Basis, basis_of, is_few
from models.domain.figures.figures import OfficeLine, Reached
from models.domain.figures.judging import group_mean, group_of, groups_in_order, judged, rank_changes, reached
from models.domain.figures.satisfaction import Interval
from models.domain.questionnaire.method import Method, MethodMalformed, read_method
from tests.builders.surveys import EVALUATED

DAY = EVALUATED[1]
CODES = ("00004", "00008", "00025", "00070", "N0002", "N0003", "Q0003", "T0000", "C0000")
UNITS = tuple(BUILT_IN.find_unit(code, DAY) for code in CODES)
METHOD = Method(least_forms=10)


def line(unit: Unit, satisfied: int, forms: int, *, is_asked: bool = True, method: Method = METHOD) -> OfficeLine:
    """An office as figures have it before it is judged; of few people the index is told nowhere."""
    withheld = is_few(forms, forms, method)
    overall = Fraction(100 * satisfied, forms) if forms and not withheld else None
    return OfficeLine(
        unit, forms, forms, overall, None, "", "", is_closed=True, late=0, expected=is_asked,
        group=group_of(unit, method), ground=basis_of(forms, forms, method, wanted=None), answers=forms,
        is_withheld=withheld,
    )  # fmt: skip


SENT = st.tuples(st.integers(0, 40), st.integers(0, 40), st.booleans()).map(
    lambda told: (min(told[:2]), max(told[:2]), told[2])
)


@given(st.lists(SENT, min_size=len(UNITS), max_size=len(UNITS)))
def test_a_rank_is_one_more_than_the_better_offices_of_the_group_that_are_judged(
    sent: Sequence[tuple[int, int, bool]],
) -> None:
    lines = [
        line(unit, satisfied, forms, is_asked=asked)
        for unit, (satisfied, forms, asked) in zip(UNITS, sent, strict=True)
    ]
    for each in judged(lines, METHOD):
        own = each.unit.level.code.replace("board", "department")
        better = 0
        for unit, (satisfied, forms, asked) in zip(UNITS, sent, strict=True):
            alike = unit.level.code.replace("board", "department") == own
            if alike and asked and forms >= 10 and each.overall is not None:
                better += 100 * satisfied * each.overall.denominator > each.overall.numerator * forms
        is_ranked = each.expected and each.forms >= 10
        assert each.rank == (better + 1 if is_ranked else None)
        assert bool(each.grade) == is_ranked
        assert is_ranked or each.commended_by is Reached.NOT
        assert (each.overall is None) == (each.forms < 5)


@given(st.lists(SENT, min_size=len(UNITS), max_size=len(UNITS)))
def test_who_is_not_ranked_stands_behind_all_who_are_and_groups_stay_together(
    sent: Sequence[tuple[int, int, bool]],
) -> None:
    lines = [line(unit, told[0], told[1], is_asked=told[2]) for unit, told in zip(UNITS, sent, strict=True)]
    found = judged(lines, METHOD)
    assert {each.unit.key for each in found} == {unit.key for unit in UNITS}
    ranked = [each.rank is not None for each in found]
    assert ranked == sorted(ranked, reverse=True)
    groups = [each.group for each in found if each.rank is not None]
    assert groups == [group for group in groups_in_order(groups, METHOD) for _ in range(groups.count(group))]


def test_equal_indices_share_a_rank_only_within_their_group() -> None:
    lines = [line(unit, 18, 20) for unit in UNITS]
    assert {each.rank for each in judged(lines, METHOD)} == {1}
    first, *others = judged([line(UNITS[0], 20, 20), *lines[1:4]], METHOD)
    assert (first.rank, [each.rank for each in others]) == (1, [2, 2, 2])


def test_groups_follow_the_levels_unless_the_method_names_them() -> None:
    assert [group_of(unit, Method()) for unit in UNITS[3:8]] == [
        "commune", "department", "department", "department", "central",
    ]  # fmt: skip
    named = Method(groups=(("Ngành dọc và sở", ("central", "department")), ("Trung tâm", ("00004", "00008"))))
    assert read_method(named.body) == named
    assert [group_of(unit, named) for unit in (UNITS[0], UNITS[2], UNITS[4], UNITS[7])] == [
        "Trung tâm", "commune", "Ngành dọc và sở", "Ngành dọc và sở",
    ]  # fmt: skip
    assert groups_in_order({"commune", "Trung tâm", "Ngành dọc và sở"}, named) == (
        "Ngành dọc và sở", "Trung tâm", "commune",
    )  # fmt: skip


def test_the_mean_of_a_group_counts_each_ranked_office_once() -> None:
    lines = judged(
        [line(UNITS[0], 20, 20), line(UNITS[1], 20, 40), line(UNITS[2], 0, 9), line(UNITS[4], 3, 10)], METHOD
    )
    assert group_mean(lines, "commune") == Fraction(75)
    assert group_mean(lines, "department") == Fraction(30)
    assert group_mean(lines, "central") is None


@pytest.mark.parametrize(
    ("forms", "answers", "wanted", "share", "found"),
    [
        (10, 10, None, "", Basis.ENOUGH),
        (9, 9, None, "", Basis.TOO_FEW),
        (12, 9, None, "", Basis.TOO_FEW),
        (0, 0, None, "", Basis.TOO_FEW),
        (10, 10, 20, "1/2", Basis.ENOUGH),
        (10, 10, 21, "1/2", Basis.NO_SHARE),
        (10, 10, None, "1/2", Basis.NO_SHARE),
        (9, 9, 9, "1/2", Basis.TOO_FEW),
    ],
)
def test_what_is_enough_follows_from_forms_answers_and_the_share_that_came_in(
    forms: int, answers: int, wanted: int | None, share: str, found: Basis
) -> None:
    assert basis_of(forms, answers, replace(METHOD, least_share=share), wanted=wanted) is found


def test_a_method_never_judges_on_fewer_than_it_shows() -> None:
    assert basis_of(6, 6, Method(least_forms=5, suppress_under=7), wanted=None) is Basis.TOO_FEW


@pytest.mark.parametrize(
    ("index", "low", "by"),
    [
        (97, 90, Reached.INTERVAL),
        (97, 89, Reached.INDEX),
        (97, None, Reached.INDEX),
        (89, 80, Reached.NOT),
        (89, None, Reached.NOT),
    ],
)
def test_only_the_lower_bound_proves_that_an_office_is_to_be_commended(
    index: int, low: int | None, by: Reached
) -> None:
    interval = None if low is None else Interval(Fraction(low), Fraction(100))
    assert reached(Fraction(index), interval, METHOD) is by


def test_a_change_of_rank_counts_those_that_are_ranked_both_times() -> None:
    before = judged(
        [line(UNITS[0], 20, 20), line(UNITS[1], 19, 20), line(UNITS[2], 18, 20), line(UNITS[3], 4, 4)], METHOD
    )
    after = judged(
        [line(UNITS[1], 17, 20), line(UNITS[2], 18, 20), line(UNITS[3], 20, 20), line(UNITS[4], 20, 20)], METHOD
    )
    assert rank_changes(before, after) == {UNITS[1].key: -1, UNITS[2].key: 1}


@pytest.mark.parametrize(
    "groups",
    [(("", ("commune",)),), (("A", ()),), (("A", ("?",)),), (("A", ("commune",)), ("B", ("commune",))),
     (("A", ("commune",)), ("A", ("central",)))],
)  # fmt: skip
def test_groups_that_do_not_part_offices_are_refused(groups: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
    with pytest.raises(MethodMalformed):
        read_method(Method(groups=groups).body)
