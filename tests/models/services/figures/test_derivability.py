"""No small group can be worked out by adding and subtracting what the tables of a report show."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from models.domain.disclosure.suppression import HIDDEN
from models.domain.sheets import criteria
from models.services.figures.reporting import report_of
from tests.builders.acts import WARD
from tests.builders.derivability import (
    LEAST,
    QUESTIONS,
    SEEDS,
    Group,
    Solver,
    by_variant,
    groups,
    possible,
    size,
    surveyed,
    table,
)
from tests.builders.surveys import of_office, period_of, ward


@pytest.mark.parametrize(("variant", "question"), [(v, q) for v, of in QUESTIONS.items() for q in of])
@pytest.mark.parametrize("seed", SEEDS)
def test_no_small_group_follows_from_the_other_figures(tmp_path: Path, seed: int, variant: str, question: str) -> None:
    chance = Random(seed)
    with closing(ward(tmp_path / "ward")) as station:
        period = period_of(station)
        known = surveyed(station, period, WARD, chance, question, variant, batches=chance.randint(5, 11))
        report = report_of(station, period, of_office(WARD))
    kinds = possible(known)
    printed = list(groups(report, kinds, question, variant))
    everyone: list[Group] = [frozenset(kinds)]
    variants = by_variant(kinds)
    # how many forms a question was asked on is said over its rows, and so is the number of each questionnaire
    forms = Solver(kinds, [*everyone, *variants, *(g for g, row, _ in printed if row.cells[2] != HIDDEN)])
    apart = table(report, f"{criteria.CODE}b")
    shows_apart = apart is not None and HIDDEN not in apart.rows[-1].cells
    shown = [group for group, row, is_unknown in printed if row.cells[2] != HIDDEN and not is_unknown]
    answers = Solver(kinds, [*everyone, *(variants if shows_apart else ()), *shown])
    for group, _, is_unknown in printed:
        people = size(known.forms, group)
        voices = size(known.answers, group)
        if is_unknown or not people:
            continue
        # how many forms a questionnaire has stands on the first page on purpose
        if people < LEAST and group not in variants:
            assert not forms.tells(group), (people, sorted(group)[:3])
        if voices and (people < LEAST or voices < LEAST):
            assert not answers.tells(group), (people, voices, sorted(group)[:3])
