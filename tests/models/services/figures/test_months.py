"""Months of several offices together: every factor by month or not at all, so that nobody's few answers follow from what is told."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from models.catalogue.questionnaires import built_in
from models.domain.book.accepted import AcceptedForm
from models.domain.book.ledger import State
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.figures import Reach, Variant
from models.domain.questionnaire.answers import read_answers
from models.domain.questionnaire.filters import filters
from models.domain.questionnaire.method import Method
from models.domain.sheets.months import MOST_FACTORS, hidden_factors, hidden_months, month_table
from models.domain.sheets.report import Report
from models.services.figures.channels import measure_of
from models.services.figures.months import measures_by_month
from tests.builders.figures import figures_with
from tests.builders.surveys import EVALUATED

CN = built_in()[0]
COMPILED = (filters(CN, day=EVALUATED[1]),)
USUAL = {"C8": "2", "D0": "4", **{each.name: "4" for each in CN.criteria if each.group != "PA"}}
COMPLAINED = {"C8": "1", **{each.name: "1" for each in CN.criteria if each.group == "PA"}}
WITHOUT_OVERALL = {"D0": ""}
Office = Sequence[AcceptedForm]


def forms(month: str, count: int, **answers: str) -> list[AcceptedForm]:
    given_ = read_answers(CN, {**USUAL, **answers})
    one = AcceptedForm(
        "x", State.VALID, CN.coding, given_.marks, given_.rest_json, "CN", CN.id, "", "", "", "s", 1, month=month
    )
    return [one] * count


def report(*offices: Office, method: Method = Method()) -> Report:  # noqa: B008 -- never changed
    every = [form for office in offices for form in office]
    whole = measure_of(every, COMPILED, method)
    figures = figures_with(whole, [Variant(CN, whole, {})], method, unit="01", reach=Reach.HUB)
    return Report(figures, months=measures_by_month(offices, COMPILED, method))


def rows(of: Report) -> list[tuple[object, ...]]:
    return [row.cells for row in month_table(of).rows]


def test_factors_stand_beside_the_overall_index_month_by_month() -> None:
    found = report([*forms("2026-08", 6), *forms("2026-09", 6, TC1="1", TC2="1", TC3="1", TC4="1", **COMPLAINED)])
    assert rows(found) == [
        ("08/2026", 6, 100, 100, 100, 100, 100, None),
        ("09/2026", 6, 100, 0, 100, 100, 100, 0),
        (rows(found)[-1][0], 12, 100, 50, 100, 100, 100, 0),
    ]
    named = month_table(found).notes[0].values["names"]
    assert named == [f"{n} – {factor.told}" for n, factor in enumerate(CN.factors, 1)]


def test_few_answers_of_one_office_hide_their_factor_in_every_month_also_where_there_are_enough_together() -> None:
    one = [*forms("2026-08", 6), *forms("2026-09", 4), *forms("2026-09", 2, **COMPLAINED)]
    other = [*forms("2026-08", 6, **COMPLAINED), *forms("2026-09", 9, **COMPLAINED)]
    assert hidden_factors(report(one, other)) == {"PA"}
    assert [cells[-1] for cells in rows(report(one, other))] == [HIDDEN, HIDDEN, 0]
    assert [cells[2] for cells in rows(report(one, other))] == [100, 100, 100], "the general question is told"
    assert hidden_factors(report(other)) == frozenset()


def test_few_answers_to_the_general_question_hide_it_at_the_hub_too() -> None:
    one = [*forms("2026-08", 6), *forms("2026-09", 3), *forms("2026-09", 3, **WITHOUT_OVERALL)]
    other = [*forms("2026-08", 9), *forms("2026-09", 9)]
    assert len(hidden_months(report(one, other))) == 2
    assert not hidden_months(report(other))


def test_an_overall_index_made_of_factors_is_hidden_with_one_of_them() -> None:
    of_factors = Method(overall_index="factors")
    one = [*forms("2026-08", 6), *forms("2026-09", 4), *forms("2026-09", 2, **COMPLAINED)]
    assert [cells[2] for cells in rows(report(one, method=of_factors))][:2] == [HIDDEN, HIDDEN]


@settings(max_examples=40)
@given(st.lists(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=3),
                min_size=1, max_size=3))  # fmt: skip
def test_nothing_told_by_month_stands_on_one_to_four_people_of_any_office(
    counts: list[list[tuple[int, int, int]]],
) -> None:
    """Of each office and month: forms that are plain, that complained, that left the general question out."""
    offices: list[Office] = [
        [
            form
            for n, (plain, complained, silent) in enumerate(office)
            for form in (
                *forms(f"2026-0{n + 7}", plain),
                *forms(f"2026-0{n + 7}", complained, **COMPLAINED),
                *forms(f"2026-0{n + 7}", silent, **WITHOUT_OVERALL),
            )
        ]
        for office in counts
    ]
    found = report(*offices)
    told = {factor.code for factor in found.figures.measure.factors} - hidden_factors(found)
    assert len(CN.factors) <= MOST_FACTORS
    for span, _, _ in found.months:
        for office in offices:
            own = measure_of([form for form in office if form.month in span.months], COMPILED, Method())
            asked = [c.valid for factor in own.factors if factor.code in told for c in factor.criteria]
            asked += [] if span in hidden_months(found) else [own.overall_answers]
            assert not [number for number in asked if 0 < number < found.least]
