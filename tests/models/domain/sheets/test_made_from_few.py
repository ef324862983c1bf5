"""Where one questionnaire has no general question, its overall index is made from factors, and tells of none that is hidden."""

from __future__ import annotations

from models.catalogue import BUILT_IN
from models.catalogue.questionnaires import built_in, further_questionnaires
from models.domain.book.accepted import AcceptedForm
from models.domain.book.ledger import State
from models.domain.disclosure.held_back import without_held_back
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.figures import Figures, Reach, Variant
from models.domain.questionnaire.answers import read_answers
from models.domain.questionnaire.filters import filters
from models.domain.questionnaire.method import Method
from models.domain.sheets.channels import channel_table
from models.domain.sheets.factors import factor_table
from models.domain.sheets.months import month_table
from models.domain.sheets.report import Report
from models.services.figures.channels import measure_of, measures_by_channel
from models.services.figures.months import measures_by_month
from tests.builders.surveys import EVALUATED

WITHOUT = next(each for each in further_questionnaires() if each.overall is None)
"""For individuals, without a general question."""
WITH = next(each for each in built_in() if each.variant == "TC")
COMPILED = tuple(filters(each, day=EVALUATED[1]) for each in (WITHOUT, WITH))
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


def report(every: list[AcceptedForm]) -> Report:
    method = Method()
    own = {each: [form for form in every if form.coding == each.coding] for each in (WITHOUT, WITH)}
    measure = measure_of(every, COMPILED, method)
    assert measure.overall_from == "question"
    figures = Figures(
        unit=BUILT_IN.find_unit("00004", EVALUATED[1]),
        reach=Reach.OFFICE,
        period="26Q3",
        method=method,
        measure=measure,
        variants=tuple(Variant(each, measure_of(own[each], COMPILED, method), {}) for each in own),
        lines=(),
        not_sent=(),
        branches=(),
        balance={},
        fingerprint="",
        is_reference=True,
        with_late=False,
    )
    return Report(
        without_held_back(figures),
        channels=measures_by_channel([every], COMPILED, method),
        months=measures_by_month([every], COMPILED, method),
    )


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
