"""B10 and two offices or periods side by side: only what was asked and computed alike has a figure, and a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from models.catalogue import BUILT_IN
from models.domain.basics.table_values import ResultTable, Value
from models.domain.figures.figures import Figures, OfficeLine, Reach
from models.domain.figures.measures import CriterionResult, FactorResult, Measure
from models.domain.figures.tallies import NOTHING
from models.domain.figures.trends import NOT_COMPARABLE, TrendPoint, trend_point
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_table import read_method_rows
from models.domain.sheets.trend import MOST_PERIODS, side_by_side, trend_table

USUAL = Method()
CODED = {"B1": frozenset("a"), "B2": frozenset("b"), "D0": frozenset("d")}


def criterion(code: str, index: int | None) -> CriterionResult:
    value = None if index is None else Fraction(index)
    return CriterionResult(code, "", f"câu {code}", ("không", "có"), (0, 0), NOTHING, value, None, None)


def point(
    code: str,
    *,
    first: int | None = 80,
    second: int | None = 60,
    general: int | None = 90,
    method: Method = USUAL,
    codings: Mapping[str, frozenset[str]] = CODED,
    consolidated: Fraction | None = None,
) -> TrendPoint:
    """A period with one factor of two criteria, and a general question unless it is None."""
    criteria = (criterion("B1", first), criterion("B2", second))
    known = [each.index for each in criteria if each.index is not None]
    index = sum(known, Fraction(0)) / len(known) if known else None
    asked = None if general is None else criterion("D0", general)
    whole, way = (asked.index, "question") if asked else (index, "factors")
    measure = Measure(40, (FactorResult("B", "Tiếp cận", criteria, index),), asked, whole, way)
    return TrendPoint(code, measure, method, codings, consolidated)


def figures(table: ResultTable) -> dict[str, tuple[Value, ...]]:
    """The cells behind number and name, by name; those of the general figures in the order of the rows."""
    named: dict[str, tuple[Value, ...]] = {}
    for row in table.rows:
        name = row.cells[1]
        named[name if isinstance(name, str) else getattr(name, "says", "")] = row.cells[2:]
    return named


def test_every_figure_stands_under_its_period_with_the_change_from_the_one_before() -> None:
    told = figures(trend_table((point("26Q1", first=90), point("26Q2", first=70), point("26Q3"))))
    assert told == {
        "Overall index": (90, 90, 90, 0),
        "Tiếp cận": (75, 65, 70, 5),
        "câu B1": (90, 70, 80, 10),
        "câu B2": (60, 60, 60, 0),
    }


def test_two_offices_stand_side_by_side_with_the_difference_of_the_first() -> None:
    table = side_by_side(point("Ba Đình", first=75), point("Ngọc Hà"))
    assert [column.group for column in table.columns[2:4]] == ["Ngọc Hà", "Ba Đình"]
    assert figures(table)["câu B1"] == (80, 75, -5)


def test_a_single_period_has_no_change() -> None:
    assert figures(trend_table((point("26Q3"),)))["câu B1"] == (80, None)


def test_only_the_last_periods_have_room() -> None:
    table = trend_table([point(f"P{n}", first=n) for n in range(MOST_PERIODS + 2)])
    assert figures(table)["câu B1"] == (2, 3, 4, 5, 6, 1)


def test_nobody_answered_gives_no_figure_and_no_change() -> None:
    told = figures(trend_table((point("26Q2", first=None), point("26Q3"))))
    assert told["câu B1"] == (None, 80, None)
    told = figures(trend_table((point("26Q2"), point("26Q3", first=None))))
    assert told["câu B1"] == (80, None, None)


def test_a_criterion_coded_otherwise_has_no_figure_and_its_factor_neither() -> None:
    before = point("26Q2", codings=CODED | {"B1": frozenset("x")})
    told = figures(trend_table((before, point("26Q3"))))
    assert told["câu B1"] == (NOT_COMPARABLE, 80, None)
    assert told["Tiếp cận"] == (NOT_COMPARABLE, 70, None)
    assert told["câu B2"] == (60, 60, 0)
    assert told["Overall index"] == (90, 90, 0)


def tree(*rows: tuple[str, str]) -> Method:
    return read_method_rows([("index overall", "mean: A"), ("index A", "mean: B"), *rows])


def test_answers_that_counted_by_another_share_have_no_figure() -> None:
    """What stands under an index of the tree counted otherwise then; other groups of comparison change no figure."""
    before = point("26Q2", general=None, method=tree(("valid_share A", "1/2")))
    for method, is_alike in (
        (tree(("valid_share A", "1/2")), True),
        (tree(("valid_share A", "1/2"), ("group A", "Sở: department")), True),
        (tree(("valid_share A", "2/3")), False),
        (tree(), False),
    ):
        told = figures(trend_table((before, point("26Q3", general=None, method=method))))
        assert told["câu B1"][0] == (80 if is_alike else NOT_COMPARABLE)
        assert told["Tiếp cận"][0] == (70 if is_alike else NOT_COMPARABLE)


def test_a_criterion_that_was_not_asked_has_no_figure() -> None:
    before = point("26Q2", codings={name: coding for name, coding in CODED.items() if name != "B2"})
    assert figures(trend_table((before, point("26Q3"))))["câu B2"][0] == NOT_COMPARABLE


def test_a_factor_of_other_criteria_has_no_figure() -> None:
    before = point("26Q2")
    factor = before.measure.factors[0]
    fewer = replace(before, measure=replace(before.measure, factors=(replace(factor, criteria=factor.criteria[:1]),)))
    assert figures(trend_table((fewer, point("26Q3"))))["Tiếp cận"][0] == NOT_COMPARABLE
    none = replace(before, measure=replace(before.measure, factors=()))
    assert figures(trend_table((none, point("26Q3"))))["Tiếp cận"][0] == NOT_COMPARABLE


def test_other_satisfied_levels_leave_nothing_to_compare() -> None:
    before = point("26Q2", method=replace(USUAL, satisfied=((5, (5,)),)))
    assert {cells[0] for cells in figures(trend_table((before, point("26Q3")))).values()} == {NOT_COMPARABLE}


def test_a_factor_computed_otherwise_has_no_figure_but_its_criteria_have() -> None:
    before = point("26Q2", method=replace(USUAL, factor_index="pooled"))
    told = figures(trend_table((before, point("26Q3"))))
    assert told["Tiếp cận"][0] == NOT_COMPARABLE
    assert told["câu B1"][0] == 80


def test_an_overall_index_from_another_source_has_no_figure() -> None:
    told = figures(trend_table((point("26Q2", general=None), point("26Q3"))))
    assert told["Overall index"] == (NOT_COMPARABLE, 90, None)
    told = figures(trend_table((point("26Q2"), point("26Q3", general=None))))
    assert told["Overall index"] == (NOT_COMPARABLE, 70, None)


def test_a_general_question_coded_otherwise_gives_no_overall_figure() -> None:
    before = point("26Q2", codings=CODED | {"D0": frozenset("x")})
    assert figures(trend_table((before, point("26Q3"))))["Overall index"][0] == NOT_COMPARABLE


def test_an_overall_index_of_factors_needs_the_same_factors() -> None:
    now = point("26Q3", general=None)
    assert figures(trend_table((point("26Q2", general=None, first=70), now)))["Overall index"] == (65, 70, 5)
    other = point("26Q2", general=None, codings=CODED | {"B1": frozenset("x")})
    assert figures(trend_table((other, now)))["Overall index"][0] == NOT_COMPARABLE
    more = point("26Q2", general=None)
    more = replace(more, measure=replace(more.measure, factors=more.measure.factors * 2))
    assert figures(trend_table((more, now)))["Overall index"][0] == NOT_COMPARABLE


def test_a_hub_shows_the_index_its_method_weights_only_beside_one_weighted_alike() -> None:
    plain = replace(USUAL, consolidation="mean")
    now = point("26Q3", method=plain, consolidated=Fraction(88))
    alike = point("26Q2", method=plain, consolidated=Fraction(84))
    assert figures(trend_table((alike, now)))["Consolidated index"] == (84, 88, 4)
    by_population = point("26Q2", method=replace(USUAL, consolidation="population"), consolidated=Fraction(84))
    assert figures(trend_table((by_population, now)))["Consolidated index"] == (NOT_COMPARABLE, 88, None)
    by_answers = point("26Q2")
    assert figures(trend_table((by_answers, now)))["Consolidated index"] == (NOT_COMPARABLE, 88, None)
    other = replace(alike, codings=CODED | {"D0": frozenset("x")})
    assert figures(trend_table((other, now)))["Consolidated index"][0] == NOT_COMPARABLE
    assert "Consolidated index" not in figures(trend_table((alike, by_answers)))


def test_of_a_hub_the_weighted_index_is_told_apart_only_where_it_is_another_one() -> None:
    city = BUILT_IN.find_unit("01", date(2026, 9, 30))
    line = OfficeLine(city, 40, 40, Fraction(70), 1, "", "", is_closed=True, late=0)
    lines = (line, replace(line, overall=Fraction(90)))
    answers = Measure(80, (), None, Fraction(75), "factors")
    hub = Figures(
        city, Reach.HUB, "26Q3", USUAL, answers, (), lines, (), (), {}, "", is_reference=False, with_late=False
    )
    assert trend_point(hub).consolidated is None
    assert trend_point(replace(hub, method=replace(USUAL, consolidation="mean"))).consolidated == 80
