"""No small group can be worked out from a hub's report together with the reports of all its offices."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from models.catalogue import BUILT_IN
from models.domain.basics.units import UnitKey
from models.domain.disclosure.suppression import HIDDEN
from models.domain.sheets import criteria
from models.services.figures.reporting import report_of
from tests.builders.acts import CITY
from tests.builders.derivability import (
    LEAST,
    QUESTIONS,
    SEEDS,
    Group,
    Kind,
    Known,
    Solver,
    by_variant,
    groups,
    possible,
    size,
    surveyed,
    table,
)
from tests.builders.surveys import EVALUATED, of_hub, of_office, period_of, ward

OFFICES = tuple(BUILT_IN.find_unit(code, EVALUATED[1]).key for code in ("00004", "00008", "00025", "00070"))


def answered(offices: dict[UnitKey, Known]) -> Known:
    """The forms of all offices."""
    forms: Counter[Kind] = Counter()
    answers: Counter[Kind] = Counter()
    for known in offices.values():
        forms.update(known.forms)
        answers.update(known.answers)
    return Known(dict(forms), dict(answers))


@pytest.mark.parametrize(("variant", "question"), [(v, q) for v, of in QUESTIONS.items() for q in of])
@pytest.mark.parametrize("seed", SEEDS)
def test_no_small_group_follows_from_the_reports_of_a_hub_and_its_offices(
    tmp_path: Path, seed: int, variant: str, question: str
) -> None:
    chance = Random(f"{seed} {question} {variant}")
    offices = OFFICES[: 2 + seed % 3]
    with closing(ward(tmp_path / "hub", unit=CITY, is_hub=True)) as hub:
        period = period_of(hub, units=offices)
        by_office = {
            unit: surveyed(hub, period, unit, chance, question, variant, batches=chance.choice((1, 3, 5, 8, 11)))
            for unit in offices
        }
        whole = report_of(hub, period, of_hub(hub))
        of_offices = {unit: report_of(hub, period, of_office(unit)) for unit in offices}
    known = answered(by_office)
    together = possible(known)
    reports = [(whole, together)]
    reports += [(of_offices[unit], [kind for kind in together if kind.office == unit.code]) for unit in offices]
    forms: list[Group] = []
    answers: list[Group] = []
    secret: set[Group] = set()
    for report, kinds in reports:
        variants = by_variant(kinds)
        printed = list(groups(report, kinds, question, variant))
        apart = table(report, f"{criteria.CODE}b")
        shows_apart = apart is not None and HIDDEN not in apart.rows[-1].cells
        everyone: Group = frozenset(kinds)
        forms += [everyone, *variants, *(group for group, row, _ in printed if row.cells[2] != HIDDEN)]
        answers += [everyone, *(variants if shows_apart else ())]
        answers += [group for group, row, is_unknown in printed if row.cells[2] != HIDDEN and not is_unknown]
        secret |= {group for group, _, is_unknown in printed if not is_unknown}
    of_forms, of_answers = Solver(together, forms), Solver(together, answers)
    # an office as a whole is no group, and how many forms each questionnaire has there stands on the first page
    public = Solver(together, [group for _, kinds in reports for group in by_variant(kinds)])
    public_answers = Solver(together, [frozenset(kinds) for _, kinds in reports])
    for group in secret:
        people, voices = size(known.forms, group), size(known.answers, group)
        if 0 < people < LEAST and not public.tells(group):
            assert not of_forms.tells(group), (people, sorted(group)[:3])
        if people and voices and (people < LEAST or voices < LEAST) and not public_answers.tells(group):
            assert not of_answers.tells(group), (people, voices, sorted(group)[:3])
