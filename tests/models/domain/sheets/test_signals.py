"""B11: what was counted beside what chance gives, and the forms to look at on paper."""

from __future__ import annotations

from fractions import Fraction

import pytest

from models.catalogue import BUILT_IN
from models.domain.basics.problems import Sentence
from models.domain.basics.table_values import Value, said
from models.domain.sheets.signals import OfficeSignals, Signals, signal_tables, signals_table
from models.domain.signals.evidence import Found
from tests.builders.surveys import EVALUATED

OFFICE = BUILT_IN.find_unit("00004", EVALUATED[1])
LITTLE = Fraction(1, 100_000)
SERIALS = tuple(f"26Q3-00004-CN-{100_001 + n}-00" for n in range(45))


def found(number: int, *, of: int = 50, chance: Fraction | None = None, about: str = "", forms: int = 0) -> Found:
    return Found("A", "Một kiểu trả lời", said("luật"), number, of, Fraction(3, 2), chance, about, SERIALS[:forms])


def office(*told: Found) -> OfficeSignals:
    return OfficeSignals(OFFICE, 50, told, {"00004/lan": "Nguyễn Thị Lan"})


def signals(*told: Found) -> Signals:
    return Signals(OFFICE, "26Q3", by_office=False, offices=(office(*told),))


@pytest.mark.parametrize(
    ("chance", "told"),
    [
        (Fraction(1, 4), Fraction(25)),
        (Fraction(1, 1000), Fraction(1, 10)),
        (Fraction(1, 10_000), Fraction(1, 100)),
        (LITTLE, said("under {least}", least=Fraction(1, 100))),
        (None, None),
    ],
)
def test_the_chance_of_so_many_is_told_in_per_cent_and_a_tiny_one_only_bounded(
    chance: Fraction | None, told: Value
) -> None:
    (row,) = signals_table(office(found(8, chance=chance))).rows
    assert row.cells[3:] == (8, 50, Fraction(3, 2), told)


def test_where_nothing_could_be_compared_there_is_no_chance() -> None:
    (row,) = signals_table(office(found(0, of=0, chance=Fraction(1)))).rows
    assert row.cells[6] is None


def test_only_what_chance_hardly_gives_stands_out_and_asks_for_paper() -> None:
    told = signals(found(8, chance=LITTLE, forms=2), found(8, chance=Fraction(1, 2), forms=3))
    table, papers = signal_tables(told)
    assert [(row.cells[0], row.is_total) for row in table.rows] == [("1", True), ("2", False)]
    assert [row.cells[1] for row in papers.rows] == ["CN-100001-00, CN-100002-00"]
    assert told.offices[0].serials == SERIALS[:2]


def test_without_a_striking_signal_there_is_no_list_of_forms() -> None:
    assert len(signal_tables(signals(found(8, chance=Fraction(1, 2), forms=3)))) == 1


def test_a_long_list_of_forms_goes_on_in_rows_that_repeat_no_title() -> None:
    _, papers = signal_tables(signals(found(45, chance=LITTLE, forms=45)))
    assert [str(row.cells[1]).count(",") + 1 for row in papers.rows] == [40, 5]
    assert [isinstance(row.cells[0], Sentence) for row in papers.rows] == [True, False]


def test_a_keyer_is_named_with_the_name_of_the_office() -> None:
    named, unknown = signals_table(office(found(8, about="00004/lan"), found(8, about="00004/moi"))).rows
    assert named.cells[1].values["about"] == "Nguyễn Thị Lan"  # type: ignore[union-attr]  # a title is told with values
    assert unknown.cells[1].values["about"] == "00004/moi"  # type: ignore[union-attr]  # a title is told with values
