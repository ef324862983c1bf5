"""The ranking tells for each office the ranks that chance may have given it just as well."""

from __future__ import annotations

from fractions import Fraction

import pytest

from models.catalogue import BUILT_IN
from models.domain.figures.figures import Figures, OfficeLine, Reach
from models.domain.figures.measures import Measure
from models.domain.figures.satisfaction import Interval, ranks
from models.domain.questionnaire.method import Method
from models.domain.sheets.ranking import ranking_table
from tests.builders.surveys import EVALUATED

OFFICES = tuple(BUILT_IN.find_unit(code, EVALUATED[1]) for code in ("00004", "00008", "00025", "00070", "00082"))
CITY = BUILT_IN.find_unit("01", EVALUATED[1])

Told = tuple[int, int] | None
"""An index and half the width of its interval; 0 has none."""


def marked(*told: Told) -> list[object]:
    """The cells “not distinguishable from ranks” of offices given by rank."""
    values = [None if each is None else Fraction(each[0]) for each in told]
    lines = tuple(
        OfficeLine(
            unit,
            forms=40,
            returned=40,
            overall=value,
            rank=rank,
            grade="",
            basis="",
            is_closed=True,
            late=0,
            interval=Interval(value - each[1], value + each[1]) if each and value is not None and each[1] else None,
        )
        for unit, each, value, rank in zip(OFFICES, told, values, ranks(values), strict=False)
    )
    empty = Measure(0, (), None, None, "question")
    hub = Figures(
        CITY, Reach.HUB, "26Q3", Method(), empty, (), lines, (), (), {}, "", is_reference=False, with_late=False
    )
    cells = [row.cells[7] for row in ranking_table(hub).rows if not row.is_total and not row.is_section]
    return [getattr(cell, "says", cell) for cell in cells]


@pytest.mark.parametrize(
    ("told", "cells"),
    [
        (((90, 1), (80, 1), (70, 1)), ["", "", ""]),
        (((90, 1), (80, 5), (78, 5)), ["", "3", "2"]),
        (((90, 5), (88, 5), (86, 5)), ["2–3", "1–3", "1–2"]),
        (((90, 1), (86, 20), (85, 1), (84, 20), (60, 1)), ["2, 4", "1–4", "2–4", "1–3", ""]),
        (((90, 5), (88, 0), (86, 5), None), ["3", "by the index alone", "1", ""]),
        (((90, 1), (80, 5), (80, 5)), ["", "2", "2"]),
    ],
)
def test_an_office_is_marked_with_the_ranks_it_cannot_be_told_from(told: tuple[Told, ...], cells: list[str]) -> None:
    assert marked(*told) == cells
