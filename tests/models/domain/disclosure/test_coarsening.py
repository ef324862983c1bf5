from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from models.domain.disclosure.coarsening import GROUPED, Cells, ToldColumn, told_rows

ROWS = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("12345"), st.sampled_from("xyz")), max_size=60)


def coarsened(rows: Sequence[Cells], classes: Sequence[Mapping[str, str]] = ()) -> list[Cells]:
    """The rows of one questionnaire of which no table is printed."""
    width = len(rows[0]) if rows else 0
    columns = [ToldColumn(dict(classes[n]) if n < len(classes) else {}) for n in range(width)]
    (told,) = told_rows([rows], columns)
    return [row.cells for row in told]


CLASSES: tuple[dict[str, str], ...] = ({}, {"1": "~1", "2": "~1", "3": "~2", "4": "~2"}, {"x": "~1", "y": "~1"})


@given(ROWS)
def test_no_combination_is_rarer_than_five(rows: list[tuple[str, ...]]) -> None:
    found = coarsened(rows, CLASSES)
    assert len(found) == len(rows)
    for new, old in zip(found, rows, strict=True):
        for cell, before, classes in zip(new, old, CLASSES, strict=True):
            assert cell in (before, classes.get(before, GROUPED), GROUPED)
    if len(rows) >= 5:
        assert min(Counter(found).values()) >= 5
    else:
        assert all(set(row) == {GROUPED} for row in found)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[tuple[str, ...]], chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert Counter(zip(shuffled, coarsened(shuffled, CLASSES), strict=True)) == Counter(
        zip(rows, coarsened(rows, CLASSES), strict=True)
    )


def test_common_combinations_stay_whole() -> None:
    common = [("nữ", "30-39")] * 5
    found = coarsened([*common, ("nam", "60+"), ("nam", "18-29"), ("nam", "18-29"), ("nam", "40-49"), ("nam", "50-59")])
    assert found[:5] == common
    assert found[5:] == [("nam", GROUPED)] * 5


def test_a_rare_value_is_told_as_its_class_before_it_is_left_out() -> None:
    ages = ("18-24",) * 3 + ("25-34",) * 4 + ("60+",) * 9
    found = coarsened([(age,) for age in ages], [{"18-24": "~1", "25-34": "~1"}])
    assert found == [("~1",)] * 7 + [("60+",)] * 9


def test_a_lonely_rest_takes_the_smallest_other_group_along() -> None:
    found = coarsened([("a",)] * 9 + [("b",)] * 6 + [("c",)])
    assert Counter(found) == {("a",): 9, (GROUPED,): 7}


def told(rows: Sequence[str], column: ToldColumn) -> Counter[str]:
    """What is told of the values of one column."""
    (found,) = told_rows([[(value,) for value in rows]], [column])
    return Counter(row.cells[0] for row in found)


def test_what_a_table_hides_no_row_tells() -> None:
    rows = "a" * 30 + "b" * 9 + "c" * 3
    assert told(rows, ToldColumn(counted=frozenset("a"), hidden=frozenset("bc"))) == {"a": 30, GROUPED: 12}


def test_a_class_with_some_of_the_hidden_values_is_not_told() -> None:
    """The class less its shown values would be the hidden ones: three people beside those of another class."""
    classes = {"a": "~1", "b": "~1", "c": "~2", "d": "~2"}
    some = ToldColumn(classes, counted=frozenset("ad"), hidden=frozenset("bc"))
    assert told("a" * 20 + "b" * 3 + "c" * 9 + "d" * 9, some) == {"a": 20, "d": 9, GROUPED: 12}
    every = ToldColumn(classes, counted=frozenset("cd"), hidden=frozenset("ab"))
    assert told("a" * 9 + "b" * 3 + "c" * 9 + "d" * 9, every) == {"~1": 12, "c": 9, "d": 9}


def test_of_a_counted_value_all_rows_tell_it_or_enough_do_not() -> None:
    """Beside 40 women in the table, 38 rows that tell a woman would tell the two others."""
    rows = [("nữ", "x")] * 38 + [("nữ", "y")] * 2 + [("nam", "y")] * 4 + [("nam", "x")] * 20
    column = ToldColumn(counted=frozenset(("nữ", "nam")))
    (found,) = told_rows([rows], [column, ToldColumn()])
    for value in ("nữ", "nam"):
        untold = sum(row[0] == value != cells.cells[0] for row, cells in zip(rows, found, strict=True))
        assert untold == 0 or untold >= 5


def test_a_column_may_have_more_values_than_a_byte() -> None:
    rows = [(f"{n:03}", "x") for n in range(600) for _ in range(5 if n % 3 else 2)]
    found = coarsened(rows)
    assert [new == old for new, old in zip(found, rows, strict=True)] == [int(old[0]) % 3 > 0 for old in rows]
    assert {new for new, old in zip(found, rows, strict=True) if not int(old[0]) % 3} == {(GROUPED, "x")}


def test_a_questionnaire_of_few_is_told_together_with_a_group_of_another() -> None:
    first, second = told_rows([[("a",)] * 20 + [("b",)] * 7, [("c",)] * 2], [ToldColumn()])
    assert Counter(row.is_apart for row in first) == {True: 20, False: 7}
    assert {(row.cells, row.is_apart) for row in second} == {((GROUPED,), False)}
