"""No small group can be worked out by adding and subtracting what the tables of a report show.

The equations are made here anew from the printed rows, over kinds of forms that may exist for all anybody knows, and
solved with fractions; nothing of the program's own suppression is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from models.domain.apart import HIDDEN
from models.domain.people import Person
from models.domain.reports import Report, report_tables
from models.domain.table_values import ResultTable, Row
from models.services.issuing import issue_forms
from models.services.questionnaires import questionnaire_for
from models.services.reporting import report_of
from tests.builders.surveys import AT, BA_DINH, key, period_of, sample_rows, ward

LEAST = 5
JOINT = "2.000986"
SECTORS = ("Hộ tịch", "Chứng thực", "Đất đai", "Xây dựng")
PROCEDURES = ("", "1.001193", JOINT, "2.000815")
AGENCIES = ("", "00008", "00025")
QUESTIONS = {"CN": ("A1", "A2", "A5"), "TC": ("A1", "A3")}


class Kind(NamedTuple):
    """What forms have in common as far as tables split them; `answer` is that to one question."""

    variant: str
    area: str
    procedure: str
    agency: str
    answer: str


class Known(NamedTuple):
    """A survey: the kind of every form and how often it occurs with an answer to the general question."""

    forms: dict[Kind, int]
    answers: dict[Kind, int]


Group = frozenset[Kind]


def survey(folder: Path, seed: int, question: str, variant: str) -> tuple[Report, Known]:
    chance = Random(seed)
    rows = sample_rows()
    chance.shuffle(rows)
    forms: dict[Kind, int] = {}
    answers: dict[Kind, int] = {}
    with closing(ward(folder)) as station:
        period = period_of(station)
        by = Person(station.unit, "lan", "Nguyễn Thị Lan")
        for _ in range(chance.randint(5, 11)):
            own = chance.choice(("CN", "CN", "TC"))
            sector, procedure = chance.choice(SECTORS), chance.choice(PROCEDURES)
            agency = chance.choice(AGENCIES)
            taken = [rows.pop() for _ in range(chance.choice((1, 2, 3, 4, 6, 9, 14)))]
            known = questionnaire_for(station, period, own).by_name
            codes = [{name: code for name, code in row.items() if name in known} for row in taken]
            if own == "TC":
                codes = [each | {"A1": chance.choice("12"), "A2": "1", "A3": chance.choice("123")} for each in codes]
            batch = issue_forms(station, period, variant=own, count=len(codes), by=by, at=AT, sector=sector,
                                procedure=procedure, agency=agency)  # fmt: skip
            key(station, period, zip(batch.serials, codes, strict=True))
            area = "joint" if procedure == JOINT else sector
            for each in codes:
                answer = each.get(question, "") if own == variant else ""
                kind = Kind(own, area, procedure, agency or BA_DINH.code, answer)
                forms[kind] = forms.get(kind, 0) + 1
                answers[kind] = answers.get(kind, 0) + int(each["D0"] in {*"12345"})
        return report_of(station, period, BA_DINH), Known(forms, answers)


def possible(known: Known) -> list[Kind]:
    """Every kind of known office matters with every answer that was given in its questionnaire."""
    given: dict[str, set[str]] = {}
    for kind in known.forms:
        given.setdefault(kind.variant, set()).add(kind.answer)
    matters = {kind[:4] for kind in known.forms}
    return [Kind(*matter, answer) for matter in sorted(matters) for answer in sorted(given[matter[0]])]


def table(report: Report, name: str) -> ResultTable | None:
    return next((each for each in report_tables(report) if each.name == name), None)


def groups(report: Report, kinds: list[Kind], question: str, variant: str) -> Iterator[tuple[Group, Row, bool]]:
    """Every group of a printed row, with whether nothing is known of its people."""
    found = table(report, "B5")
    assert found is not None
    assert report.sectors is not None
    lines = iter(found.rows)
    for sector, parts in zip(report.sectors.slices, report.sectors.parts, strict=True):
        area = "joint" if sector.key == "\1" else sector.key
        yield frozenset(kind for kind in kinds if kind.area == area), next(lines), not area
        for part in parts if [each.label for each in parts] != [""] else ():
            procedure = part.key.partition("\n")[2]
            yield (
                frozenset(kind for kind in kinds if (kind.area, kind.procedure) == (area, procedure)),
                next(lines),
                not procedure,
            )
    assert next(lines, None) is None
    agencies = table(report, "B5a")
    if agencies is not None and report.agencies is not None:
        for agency, row in zip(report.agencies.slices, agencies.rows, strict=True):
            yield frozenset(kind for kind in kinds if kind.agency == agency.key), row, not agency.key
    makeup = table(report, "B4")
    split = next((each for each in report.makeup if each.code == question and variant in each.variants), None)
    if makeup is None or split is None or len(split.variants) > 1:
        return
    at = next(n for n, row in enumerate(makeup.rows) if row.is_section and split.label in str(row.cells[0]))
    for n, row in enumerate(makeup.rows[at + 1 :]):
        if row.is_section:
            break
        answer = str(n + 1) if row.cells[0] else ""
        yield (
            frozenset(kind for kind in kinds if (kind.variant, kind.answer) == (variant, answer)),
            row,
            not row.cells[0],
        )


class Solver:
    """Which sums over kinds follow from given ones."""

    def __init__(self, kinds: list[Kind], known: Iterable[Group]) -> None:
        self._kinds = kinds
        self._rows: dict[int, list[Fraction]] = {}
        for group in known:
            rest = self._rest(group)
            first = next((n for n, value in enumerate(rest) if value), None)
            if first is not None:
                self._rows[first] = [value / rest[first] for value in rest]

    def tells(self, group: Group) -> bool:
        return not any(self._rest(group))

    def _rest(self, group: Group) -> list[Fraction]:
        rest = [Fraction(kind in group) for kind in self._kinds]
        for n in range(len(rest)):
            if rest[n] and n in self._rows:
                factor = rest[n]
                rest = [value - factor * other for value, other in zip(rest, self._rows[n], strict=True)]
        return rest


@pytest.mark.parametrize(("variant", "question"), [(v, q) for v, of in QUESTIONS.items() for q in of])
@pytest.mark.parametrize("seed", range(12))
def test_no_small_group_follows_from_the_other_figures(tmp_path: Path, seed: int, variant: str, question: str) -> None:
    report, known = survey(tmp_path / "ward", seed, question, variant)
    kinds = possible(known)
    printed = list(groups(report, kinds, question, variant))
    everyone: list[Group] = [frozenset(kinds)]
    by_variant: list[Group] = [
        frozenset(kind for kind in kinds if kind.variant == name) for name in sorted({kind.variant for kind in kinds})
    ]
    # how many forms a question was asked on is said over its rows, and so is the number of each questionnaire
    forms = Solver(kinds, [*everyone, *by_variant, *(g for g, row, _ in printed if row.cells[2] != HIDDEN)])
    apart = table(report, "B3b")
    shows_apart = apart is not None and HIDDEN not in apart.rows[-1].cells
    shown = [group for group, row, is_unknown in printed if row.cells[2] != HIDDEN and not is_unknown]
    answers = Solver(kinds, [*everyone, *(by_variant if shows_apart else ()), *shown])
    for group, _, is_unknown in printed:
        people = sum(known.forms.get(kind, 0) for kind in group)
        voices = sum(known.answers.get(kind, 0) for kind in group)
        if is_unknown or not people:
            continue
        # how many forms a questionnaire has stands on the first page on purpose
        if people < LEAST and group not in by_variant:
            assert not forms.tells(group), (people, sorted(group)[:3])
        if voices and (people < LEAST or voices < LEAST):
            assert not answers.tells(group), (people, voices, sorted(group)[:3])
