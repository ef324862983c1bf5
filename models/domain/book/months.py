"""The month that a form is counted in, as the issue of its batch says, and months put together so that each tells of enough people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.domain.basics.problems import N_, Problem

NO_MONTH = ""
"""The month of forms whose issue names none."""
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(eq=False)
class MonthNotUnderstood(Problem):
    """What was typed is no month."""

    typed: str
    code = "month_not_understood"
    says = N_("“{typed}” is no month. Write it as 2026-10 or 10/2026.")


def month_of(day: date) -> str:
    """The month of a day: `2026-10`."""
    return f"{day:%Y-%m}"


def month_after(day: date, months: int) -> date:
    """The first day of the month that many months after that of a day."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def read_month(typed: str) -> str:
    """`2026-10` or `10/2026` as `2026-10`; nothing typed is no month; refuses (`MonthNotUnderstood`) anything else."""
    text = typed.strip()
    month, slash, year = text.partition("/")
    turned = f"{year}-{month:0>2}" if slash else text
    if turned and not is_month(turned):
        raise MonthNotUnderstood(typed)
    return turned


def is_month(text: str) -> bool:
    return _MONTH.fullmatch(text) is not None


def month_told(month: str) -> str:
    """`10/2026`."""
    year, _, number = month.partition("-")
    return f"{number}/{year}"


class MonthSpan(NamedTuple):
    """Months told as one, in order; `NO_MONTH` stands first where forms name none."""

    months: tuple[str, ...]

    @property
    def told(self) -> str:
        """`10/2026`, or `10/2026 – 12/2026`; empty for forms that name no month alone."""
        named = [each for each in self.months if each]
        if not named:
            return ""
        first, last = month_told(named[0]), month_told(named[-1])
        return first if first == last else f"{first} – {last}"


def spans_with_enough(offices: Iterable[Mapping[str, int]], *, least: int) -> tuple[MonthSpan, ...]:
    """The finest spans of neighbouring months in which every office has no form or at least `least`.

    `offices` say how many valid forms each has by month. What is too little at the end joins the span before it; where all of it is
    too little there is one span.
    """
    counts = list(offices)
    spans: list[list[str]] = []
    open_span: list[str] = []
    for month in sorted({month for each in counts for month in each}):
        open_span.append(month)
        if _is_enough(open_span, counts, least):
            spans.append(open_span)
            open_span = []
    while open_span and spans:
        # what is left over joins the span before it, until it is enough together
        open_span = [*spans.pop(), *open_span]
        if _is_enough(open_span, counts, least):
            break
    if open_span:
        spans.append(open_span)
    return tuple(MonthSpan(tuple(span)) for span in spans)


def _is_enough(months: Sequence[str], offices: Sequence[Mapping[str, int]], least: int) -> bool:
    totals = (sum(each.get(month, 0) for month in months) for each in offices)
    return all(total == 0 or total >= least for total in totals)
