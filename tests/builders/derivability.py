"""Surveys by chance, the groups of forms that the printed rows of their reports are about, and what follows from sums.

The equations are made here anew from the printed rows, over kinds of forms that may exist for all anybody knows, and
solved with fractions; nothing of the program's own suppression is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from random import Random
from typing import NamedTuple

import pytest

from models.domain.basics.people import Person
from models.domain.basics.table_values import ResultRow, ResultTable
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.sheets import makeup, report_tables, sectors
from models.domain.sheets.report import Report
from models.services.forms.issuing import issue_forms
from models.services.office.questionnaires import questionnaire_for
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.forms import key_all, sample_rows
from tests.builders.streams import speaking_for

LEAST = 5
JOINT = "2.000986"
SECTORS = ("Hộ tịch", "Chứng thực", "Đất đai", "Xây dựng")
PROCEDURES = ("", "1.001193", JOINT, "2.000815")
AGENCIES = ("", "00008", "00025")
QUESTIONS = {"CN": ("A1", "A2", "A5"), "TC": ("A1", "A3")}
SEEDS = tuple(pytest.param(seed, marks=pytest.mark.nightly if seed > 2 else ()) for seed in range(12))
"""Of which three are tried each day; with a hub these are of two, three and four offices."""


class Kind(NamedTuple):
    """What forms have in common as far as tables split them; `answer` is that to one question."""

    office: str
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


def surveyed(
    station: Station, period: Period, unit: UnitKey, chance: Random, question: str, variant: str, *, batches: int
) -> Known:
    """Issue and key_all forms of an office by chance, as its own station would."""
    forms: dict[Kind, int] = {}
    answers: dict[Kind, int] = {}
    rows = sample_rows()
    chance.shuffle(rows)
    there = station if unit == station.unit else speaking_for(station, unit, f"may-{unit.code}")
    by = Person(unit, "lan", "Nguyễn Thị Lan")
    for _ in range(batches):
        own = chance.choice(("CN", "CN", "TC"))
        sector, procedure = chance.choice(SECTORS), chance.choice(PROCEDURES)
        agency = chance.choice(AGENCIES)
        taken = [rows.pop() for _ in range(chance.choice((1, 2, 3, 4, 6, 9, 14)))]
        known = questionnaire_for(station, period, own).by_name
        codes = [{name: code for name, code in row.items() if name in known} for row in taken]
        if own == "TC":
            codes = [each | {"A1": chance.choice("12"), "A2": "1", "A3": chance.choice("123")} for each in codes]
        batch = issue_forms(
            there,
            period,
            variant=own,
            count=len(codes),
            sector=sector,
            procedure=procedure,
            agency=agency,
            act=act_of(by),
        )
        key_all(there, period, zip(batch.serials, codes, strict=True))
        area = "joint" if procedure == JOINT else sector
        for each in codes:
            answer = each.get(question, "") if own == variant else ""
            kind = Kind(unit.code, own, area, procedure, agency or unit.code, answer)
            forms[kind] = forms.get(kind, 0) + 1
            answers[kind] = answers.get(kind, 0) + int(each["D0"] in {*"12345"})
    return Known(forms, answers)


def possible(known: Known) -> list[Kind]:
    """Every kind of known office matters with every answer that was given in its questionnaire."""
    given: dict[str, set[str]] = {}
    for kind in known.forms:
        given.setdefault(kind.variant, set()).add(kind.answer)
    matters = {kind[:5] for kind in known.forms}
    return [Kind(*matter, answer) for matter in sorted(matters) for answer in sorted(given[matter[1]])]


def table(report: Report, name: str) -> ResultTable | None:
    return next((each for each in report_tables(report) if each.name == name), None)


def groups(
    report: Report, kinds: Sequence[Kind], question: str, variant: str
) -> Iterator[tuple[Group, ResultRow, bool]]:
    """Every group of a printed row, with whether nothing is known of its people."""
    found = table(report, sectors.CODE)
    if found is None or report.sectors is None:
        return
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
    agencies = table(report, f"{sectors.CODE}a")
    if agencies is not None and report.agencies is not None:
        for agency, row in zip(report.agencies.slices, agencies.rows, strict=True):
            yield frozenset(kind for kind in kinds if kind.agency == agency.key), row, not agency.key
    answers = table(report, makeup.CODE)
    split = next((each for each in report.makeup if each.code == question and variant in each.variants), None)
    if answers is None or split is None or len(split.variants) > 1:
        return
    at = next(n for n, row in enumerate(answers.rows) if row.is_section and split.label in str(row.cells[0]))
    for n, row in enumerate(answers.rows[at + 1 :]):
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

    def __init__(self, kinds: Sequence[Kind], known: Iterable[Group]) -> None:
        self._places = {kind: n for n, kind in enumerate(kinds)}
        self._rows: dict[int, dict[int, Fraction]] = {}
        for group in sorted(known, key=len):
            rest = self._rest(group)
            if rest:
                first = min(rest)
                self._rows[first] = {n: value / rest[first] for n, value in rest.items()}

    def tells(self, group: Group) -> bool:
        return not self._rest(group)

    def _rest(self, group: Group) -> dict[int, Fraction]:
        rest = {self._places[kind]: Fraction(1) for kind in group}
        done = -1
        while left := [n for n in rest if n > done and n in self._rows]:
            done = min(left)
            factor = rest[done]
            for n, value in self._rows[done].items():
                rest[n] = rest.get(n, Fraction(0)) - factor * value
                if not rest[n]:
                    del rest[n]
        return rest


def by_variant(kinds: Sequence[Kind]) -> list[Group]:
    """The forms of each questionnaire."""
    return [
        frozenset(kind for kind in kinds if kind.variant == name) for name in sorted({kind.variant for kind in kinds})
    ]


def size(counts: dict[Kind, int], group: Group) -> int:
    return sum(counts.get(kind, 0) for kind in group)
