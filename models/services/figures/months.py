"""The figures of each month by itself, where the issues of forms name months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from models.domain.book.accepted import AcceptedForm, is_counted
from models.domain.book.months import spans_with_enough
from models.domain.questionnaire.filters import Filters
from models.domain.questionnaire.method import Method
from models.domain.sheets.report import MonthMeasure
from models.services.figures.channels import measure_of


def measures_by_month(
    offices: Iterable[Iterable[AcceptedForm]], compiled: Sequence[Filters], method: Method
) -> tuple[MonthMeasure, ...]:
    """What the forms of some offices that count amount to by month; nothing where no issue names one.

    Months in which an office has few forms are told together with their neighbours: less the others they would tell of few.
    """
    valid = [[form for form in forms if is_counted(form, method)] for forms in offices]
    if not any(form.month for forms in valid for form in forms):
        return ()
    counts = (Counter(form.month for form in forms) for forms in valid)
    found = []
    for span in spans_with_enough(counts, least=method.suppress_under):
        own = [[form for form in forms if form.month in span.months] for forms in valid]
        every = measure_of([form for forms in own for form in forms], compiled, method)
        measured = (measure_of(forms, compiled, method) for forms in own if forms)
        few = {
            criterion.code
            for each in measured
            for criterion in each.criteria
            if 0 < criterion.valid < method.suppress_under
        }
        found.append(MonthMeasure(span, every, frozenset(few)))
    return tuple(found)
