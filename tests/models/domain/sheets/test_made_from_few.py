"""Where one questionnaire has no general question, its overall index is made from factors, and tells of none that is hidden."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from models.catalogue.questionnaires import built_in, further_questionnaires
from models.domain.book.accepted import AcceptedForm
from models.domain.book.ledger import State
from models.domain.disclosure.held_back import without_held_back
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.figures import Variant
from models.domain.questionnaire.answers import read_answers
from models.domain.questionnaire.filters import filters
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_table import read_method_rows
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.sheets.channels import channel_table
from models.domain.sheets.factors import factor_table
from models.domain.sheets.months import month_table
from models.domain.sheets.report import Report
from models.services.figures.channels import measure_of, measures_by_channel
from models.services.figures.months import measures_by_month
from tests.builders.figures import figures_with
from tests.builders.surveys import EVALUATED

WITHOUT = next(each for each in further_questionnaires() if each.overall is None)
"""For individuals, without a general question."""
WITH = next(each for each in built_in() if each.variant == "TC")
FEW = "LV"
"""What begins so only some of the individuals answered: no organisation is asked it."""


def forms(count: int, *, few: int, month: str = "", channel: str = "") -> list[AcceptedForm]:
    """So many forms of each questionnaire; of the individuals `few` alone answered one factor, and badly."""
    found = []
    for questionnaire in (WITHOUT, WITH):
        for n in range(count):
            marks = {
                each.name: ("1" if n < few else "") if each.name.startswith(FEW) else "4"
                for each in (*questionnaire.criteria, *([questionnaire.overall] if questionnaire.overall else ()))
            }
            given = read_answers(questionnaire, marks)
            found.append(
                AcceptedForm(
                    "x", State.VALID, questionnaire.coding, given.marks, given.rest_json, questionnaire.variant,
                    questionnaire.id, "", "", "", "s", 1, month=month, channel=channel,
                )
            )  # fmt: skip
    return found


def report(
    every: list[AcceptedForm],
    method: Method = Method(),  # noqa: B008 -- never changed
    questionnaires: Sequence[Questionnaire] = (WITHOUT, WITH),
) -> Report:
    compiled = tuple(filters(each, day=EVALUATED[1]) for each in questionnaires)
    own = {each: [form for form in every if form.coding == each.coding] for each in questionnaires}
    measure = measure_of(every, compiled, method)
    assert measure.overall_from == ("tree" if method.tree else "question")
    figures = figures_with(
        measure, (Variant(each, measure_of(own[each], compiled, method), {}) for each in own), method
    )
    return Report(
        without_held_back(figures),
        channels=measures_by_channel([every], compiled, method),
        months=measures_by_month([every], compiled, method),
    )


AT_TOP = read_method_rows([("index overall", "question D0: TC, TT")])
"""A method whose tree asks the general question for the overall index."""


def asked(count: int, *, answered: int, month: str = "", variant: str = "TC") -> list[AcceptedForm]:
    """So many forms, on `answered` of which alone stands an answer to the general question, and a bad one."""
    questionnaire = next(each for each in built_in() if each.variant == variant)
    assert questionnaire.overall is not None
    found = []
    for n in range(count):
        marks = {each.name: "4" for each in questionnaire.criteria}
        given = read_answers(questionnaire, marks | {questionnaire.overall.name: "1" if n < answered else ""})
        form = AcceptedForm("x", State.VALID, questionnaire.coding, given.marks, "", variant, "q", "", "", "", "s", 1)
        found.append(form._replace(month=month))
    return found


@pytest.mark.parametrize(("answered", "is_few"), [(3, True), (5, False)])
def test_of_a_question_that_the_tree_asks(answered: int, *, is_few: bool) -> None:
    """Few answers to it hide the index as they do where a method has no tree."""
    compiled = tuple(filters(each, day=EVALUATED[1]) for each in built_in())
    few = asked(12, answered=answered, month="2026-08")
    assert (measure_of(few, compiled, AT_TOP).overall_answers < 5) is is_few
    every = [*few, *asked(12, answered=12, month="2026-09", variant="CN")]
    of_both = report(every, AT_TOP, built_in())
    assert [row.cells[2] == HIDDEN for row in month_table(of_both).rows] == [is_few, is_few, False]
    assert [cell == HIDDEN for cell in factor_table(of_both.figures).rows[-1].cells[3:]] == [False, is_few, is_few]


def test_of_a_questionnaire_alone() -> None:
    *_, overall, _mean = factor_table(report(forms(8, few=3)).figures).rows
    assert overall.cells[3:] == (100, HIDDEN, HIDDEN)
    *_, told, _mean = factor_table(report(forms(8, few=8)).figures).rows
    assert HIDDEN not in told.cells


def test_of_a_channel() -> None:
    organisations = [each for each in forms(8, few=0) if each.variant == "TC"]
    online = [each for each in forms(8, few=3, channel="online") if each.variant == "CN"]
    assert channel_table(report([*organisations, *online])).rows[1].cells[1:] == (100, HIDDEN, HIDDEN)
    many = [each for each in forms(8, few=8, channel="online") if each.variant == "CN"]
    assert HIDDEN not in channel_table(report([*organisations, *many])).rows[1].cells


def test_of_a_month() -> None:
    august = [each for each in forms(8, few=0, month="2026-08") if each.variant == "TC"]
    september = [each for each in forms(8, few=3, month="2026-09") if each.variant == "CN"]
    assert [row.cells[2] for row in month_table(report([*august, *september])).rows] == [HIDDEN, HIDDEN, 100]
    many = [each for each in forms(8, few=8, month="2026-09") if each.variant == "CN"]
    assert HIDDEN not in [row.cells[2] for row in month_table(report([*august, *many])).rows]
