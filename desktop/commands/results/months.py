"""The figures month by month, as `sophieu results` answers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from desktop.commands.session import Session
from models.domain.basics.problems import N_, Problem
from models.domain.basics.rounding import rounded
from models.domain.book.months import MonthSpan, month_told
from models.domain.book.periods import Period
from models.domain.figures.figures import Subject
from models.domain.figures.measures import Measure
from models.domain.sheets.months import hidden_factors, hidden_months, span_told
from models.language.tables import words
from models.services.figures.footing import Footing
from models.services.figures.reporting import report_of


@dataclass(eq=False)
class MonthWithoutForms(Problem):
    """No valid form was issued in the month."""

    month: str
    period: str
    code = "month_without_forms"
    says = N_("Of the month {month} no valid form is here in period {period}. Choose another month.")


class MonthFigures(NamedTuple):
    """A line for people and the values for programs, month by month."""

    lines: tuple[str, ...]
    facts: list[dict[str, object]]


def month_figures(session: Session, period: Period, subject: Subject, footing: Footing, *, month: str) -> MonthFigures:
    """Every span of months, or that with `month` in it; refuses a month of which nothing is here."""
    report = report_of(session.station, period, subject, footing=footing)
    chosen = [each for each in report.months if not month or month in each[0].months]
    if month and not chosen:
        raise MonthWithoutForms(month_told(month), period.code)
    hidden, closed = hidden_months(report), hidden_factors(report)
    return MonthFigures(
        tuple(_line(session, span, measure, is_hidden=span in hidden) for span, measure, _ in chosen),
        [_facts(span, measure, closed, is_hidden=span in hidden) for span, measure, _ in chosen],
    )


def _line(session: Session, span: MonthSpan, measure: Measure, *, is_hidden: bool) -> str:
    number = session.language.number
    told = words(session.language, span_told(span))
    if is_hidden or measure.overall is None:
        return session.say(N_("{month}: {forms} valid forms"), month=told, forms=number(measure.forms))
    said = N_("{month}: {forms} valid forms, overall index {overall}%")
    return session.say(said, month=told, forms=number(measure.forms), overall=number(measure.overall, 2))


def _facts(span: MonthSpan, measure: Measure, closed: frozenset[str], *, is_hidden: bool) -> dict[str, object]:
    is_told = not is_hidden and measure.overall is not None
    return {
        "months": list(span.months),
        "forms": measure.forms,
        "overall": float(rounded(measure.overall, 2)) if is_told and measure.overall is not None else None,
        "factors": [
            {
                "code": each.code,
                "index": None if each.code in closed or each.index is None else float(rounded(each.index, 2)),
            }
            for each in measure.factors
        ],
    }
