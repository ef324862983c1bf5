from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.catalogue.questionnaires import built_in
from models.domain.basics.table_values import ResultRow
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.figures import Figures, Variant
from models.domain.figures.measures import Counted, measure
from models.domain.figures.tallies import AnswerColumns, count
from models.domain.questionnaire.filters import filters
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Question, Score
from models.domain.sheets import balance, brief_tables, criteria, factors
from models.domain.sheets.criteria import variant_table
from models.domain.sheets.factors import factor_table
from tests.builders.figures import figures_with

DAY = date(2026, 9, 30)


def results(*, citizens: int, organisations: int, reporting: int) -> Figures:
    """Forms on which all is level 4; `reporting` organisations also answered the last factor."""
    counted = []
    for questionnaire, forms in zip(built_in(), (citizens, organisations), strict=True):
        answered = [_marks(questionnaire.singles, reports=True)] * forms
        if questionnaire.variant == "TC":
            silent = _marks(questionnaire.singles, reports=False)
            answered = answered[:reporting] + [silent] * (forms - reporting)
        answers = AnswerColumns("".join(answered), [""] * forms)
        counted.append(Counted(questionnaire, forms, count(filters(questionnaire, day=DAY), answers)))
    method = Method()
    return figures_with(
        measure(counted, method),
        (Variant(each.questionnaire, measure([each], method), each.counts) for each in counted),
        method,
    )


def _marks(questions: Sequence[Question], *, reports: bool) -> str:
    def mark(question: Question) -> str:
        if question.name == "C8":
            return "1" if reports else "2"
        silent = question.score is Score.NONE or (question.group == "PA" and not reports)
        return "." if silent else "4"

    return "".join(map(mark, questions))


def cells(rows: Sequence[ResultRow], start: str) -> tuple[object, ...]:
    return next(row.cells for row in rows if row.cells[0] == start)


def test_a_small_base_hides_all_questionnaires_of_the_row() -> None:
    """With the common figure beside it, the figure of one questionnaire would tell that of the other."""
    found = results(citizens=10, organisations=10, reporting=2)
    assert cells(variant_table(found).rows, "19")[2:] == (12, 100, HIDDEN, HIDDEN, HIDDEN, HIDDEN)
    assert cells(variant_table(found).rows, "1")[2:] == (20, 100, 10, 100, 10, 100)
    factors = factor_table(found).rows
    assert cells(factors, "5")[3:] == (100, HIDDEN, HIDDEN)
    assert factors[-1].cells[3:] == (100, HIDDEN, HIDDEN)
    assert factors[-2].cells[3:] == (100, 100, 100)


def test_a_questionnaire_with_too_few_forms_is_not_shown_apart() -> None:
    found = results(citizens=10, organisations=4, reporting=4)
    names = [balance.CODE, factors.CODE, criteria.CODE, f"{criteria.CODE}a"]
    assert [table.name for table in brief_tables(found)] == names
    assert len(factor_table(found).columns) == 4
    assert any("apart" in note.says for note in factor_table(found).notes)


def test_nothing_is_hidden_where_nobody_answered() -> None:
    found = results(citizens=10, organisations=10, reporting=0)
    assert cells(variant_table(found).rows, "19")[2:] == (10, 100, 10, 100, 0, None)
