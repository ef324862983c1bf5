from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.basics.problems import Sentence
from models.domain.basics.reading import (
    ColumnState,
    ReadColumn,
    ReadingAccount,
    RefusedRow,
    RowsNotConserved,
    near_name,
)

COUNT = st.integers(0, 20)


@given(COUNT, COUNT, COUNT, COUNT)
def test_an_account_stands_only_when_no_row_is_lost(read: int, taken: int, refused: int, empty: int) -> None:
    rows = tuple(RefusedRow(row, "x", Sentence("why")) for row in range(refused))
    if read == taken + refused + empty:
        assert ReadingAccount((), read, taken, rows, empty).read == read
    else:
        with pytest.raises(RowsNotConserved):
            ReadingAccount((), read, taken, rows, empty)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("relevent", "relevant"), ("Lable", "label"), ("Linh vuc", "Lĩnh vực"), ("Cột lạ", ""), ("", "")],
)
def test_a_slip_of_a_name_is_told_apart_from_another_word(written: str, meant: str) -> None:
    assert near_name(written, ("relevant", "label", "Lĩnh vực", "hint")) == meant


def test_each_unknown_column_is_named_with_what_it_probably_means() -> None:
    columns = (
        ReadColumn("relevent", ColumnState.UNKNOWN, meant="relevant", sheet="survey"),
        ReadColumn("xyz", ColumnState.UNKNOWN),
        ReadColumn("label", ColumnState.USED, "label"),
    )
    assert [str(told) for told in ReadingAccount(columns, 0, 0).sentences] == [
        "Column “survey: relevent” is unknown and was not used. Did you mean “relevant”?",
        "Column “xyz” is unknown and was not used.",
    ]
