"""The figures of an office, from keyed forms to indices, against the printed table and against other ways to count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

import pytest

from models.domain.basics.rounding import rounded
from models.domain.figures.figures import Figures
from models.domain.figures.measures import CriterionResult
from models.services.figures.results import figures_of
from tests.builders.acts import WARD
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import of_office, period_of, ward

# n1 n2 n3 n4 n5 blank double unreadable dont_know not_applicable valid index mean
TABLE = """
TC1 1 3 18 98 30 0 0 0 0 0 150 85.33 4.0200
TC2 0 4 21 95 30 0 0 0 0 0 150 83.33 4.0067
TC3 2 5 30 88 25 0 0 0 0 0 150 75.33 3.8600
TC4 0 2 16 102 28 1 1 0 0 0 148 87.84 4.0541
TT1 0 2 14 104 28 1 1 0 0 0 148 89.19 4.0676
TT2 0 3 17 101 25 2 0 1 1 0 146 86.30 4.0137
TT3 1 3 20 97 24 2 1 0 2 0 145 83.45 3.9655
TT4 2 4 19 93 27 1 1 1 2 0 145 82.76 3.9586
TT5 2 6 22 90 26 2 1 0 1 0 146 79.45 3.9041
CC1 1 2 15 95 35 1 1 0 0 0 148 87.84 4.0878
CC2 1 3 18 92 33 2 0 1 0 0 147 85.03 4.0408
CC3 1 4 20 91 30 2 1 1 0 0 146 82.88 3.9932
CC4 2 3 19 90 32 3 0 1 0 0 146 83.56 4.0068
CC5 0 4 23 92 27 2 1 0 1 0 146 81.51 3.9726
CC6 0 2 16 98 30 2 1 0 1 0 146 87.67 4.0685
KQ1 0 1 12 110 24 2 1 0 0 0 147 91.16 4.0680
KQ2 0 2 15 106 25 1 0 1 0 0 148 88.51 4.0405
KQ3 1 2 19 101 24 1 1 0 1 0 147 85.03 3.9864
PA1 0 1 5 22 7 1 0 0 1 113 35 82.86 4.0000
PA2 1 2 7 20 5 1 1 0 0 113 35 71.43 3.7429
PA3 1 1 6 19 6 1 0 1 2 113 33 75.76 3.8485
PA4 1 2 4 20 5 2 0 0 3 113 32 78.13 3.8125
D0 0 3 19 99 27 1 1 0 0 0 148 85.14 4.0135
"""
FACTORS = {"TC": "82.96", "TT": "84.23", "CC": "84.75", "KQ": "88.23", "PA": "77.04"}


class Sample(NamedTuple):
    results: Figures


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """The sample file keyed at one office."""
    station = ward(tmp_path_factory.mktemp("results") / "ward")
    period = period_of(station)
    keyed(station, period, sample_rows())
    yield Sample(figures_of(station, period, of_office(WARD)))
    station.close()


def line(criterion: CriterionResult) -> str:
    tally = criterion.tally
    missing = (tally.blank, tally.double, tally.unreadable, tally.dont_know, tally.not_applicable)
    assert criterion.index is not None
    assert criterion.mean is not None
    numbers = (*criterion.levels, *missing, criterion.valid, rounded(criterion.index, 2), rounded(criterion.mean, 4))
    return " ".join((criterion.code, *map(str, numbers)))


def test_the_printed_table_comes_out_to_the_last_digit(sample: Sample) -> None:
    assert [line(criterion) for criterion in sample.results.measure.criteria] == TABLE.strip().splitlines()


def test_factors_are_means_of_unrounded_indices_and_the_whole_is_the_general_question(sample: Sample) -> None:
    measure = sample.results.measure
    assert {f.code: str(rounded(f.index or Fraction(0), 2)) for f in measure.factors} == FACTORS
    assert str(rounded(measure.overall or Fraction(0), 2)) == "85.14"
    assert str(rounded(measure.factors_mean or Fraction(0), 2)) == "83.44"
    assert measure.overall_from == "question"


def test_another_way_to_count_gives_the_same(sample: Sample) -> None:
    """Plain fractions over the rows of the file, without any code of the program."""
    rows = sample_rows()
    for criterion in sample.results.measure.criteria:
        cells = Counter(row[criterion.code] for row in rows)
        valid = sum(cells[level] for level in "12345")
        assert criterion.index == Fraction(100 * (cells["4"] + cells["5"]), valid)
        assert criterion.mean == Fraction(sum(int(level) * cells[level] for level in "12345"), valid)
        assert criterion.tally.forms == len(rows)


def test_every_valid_form_is_counted_once_in_every_question(sample: Sample) -> None:
    variant = sample.results.variants[0]
    assert sample.results.measure.forms == sample.results.balance["valid"] == 150
    assert {name: tally.forms for name, tally in variant.counts.items()} == dict.fromkeys(variant.counts, 150)


def test_boxes_of_a_question_with_several_are_counted_each(sample: Sample) -> None:
    asked = sample.results.variants[0].counts["E"]
    cells = [row["E"].split() for row in sample_rows()]
    assert asked.answered == sum(bool(cell) and cell[0].isdigit() for cell in cells)
    assert asked.levels(9) == tuple(sum(str(box) in cell for cell in cells) for box in range(1, 10))
