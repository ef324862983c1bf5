"""The figures of each month by itself, where the issues of forms name months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from models.domain.book.accepted import AcceptedForm, is_counted
from models.domain.book.months import MonthSpan, spans_with_enough
from models.domain.figures.measures import Measure
from models.domain.questionnaire.filters import Filters
from models.domain.questionnaire.method import Method
from models.services.figures.channels import measure_of


def measures_by_month(
    offices: Iterable[Sequence[AcceptedForm]], compiled: Sequence[Filters], method: Method
) -> tuple[tuple[MonthSpan, Measure], ...]:
    """What the forms of some offices that count amount to by month; nothing where no issue names one.

    Months in which an office has few forms are told together with their neighbours: less the others they would tell of few.
    """
    valid = [[form for form in forms if is_counted(form, method)] for forms in offices]
    if not any(form.month for forms in valid for form in forms):
        return ()
    counts = (Counter(form.month for form in forms) for forms in valid)
    found = []
    for span in spans_with_enough(counts, least=method.suppress_under):
        own = [form for forms in valid for form in forms if form.month in span.months]
        found.append((span, measure_of(own, compiled, method)))
    return tuple(found)
