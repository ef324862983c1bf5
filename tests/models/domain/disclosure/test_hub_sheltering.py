"""A hub's rows give way where they would tell what one office hides."""

from __future__ import annotations

from models.domain.disclosure.hub_sheltering import HubRow, OfficeRow, hidden_at_hub
from models.domain.figures.breakdowns import GroupSize


def office(*sizes: int, hidden: tuple[int, ...] = ()) -> list[OfficeRow]:
    """An office with one group for each row of the hub; how many people it has in all is known."""
    rows = [
        OfficeRow(n, frozenset({n}), is_shown=n not in hidden, is_secret=0 < size < 5, size=GroupSize(size, size))
        for n, size in enumerate(sizes)
    ]
    return [*rows, OfficeRow(None, frozenset(range(len(sizes))), is_shown=True)]


def test_what_one_office_alone_hides_is_hidden_in_the_sum() -> None:
    """Both rows: the second one alone would tell the first, because the total of the office is known."""
    offices = [office(3, 9, 20, hidden=(0, 1)), office(8, 8, 30), office(9, 30, 9)]
    assert hidden_at_hub([HubRow(20), HubRow(47), HubRow(59)], frozenset(), offices, least=5) == {0, 1}


def test_offices_that_hide_the_same_rows_shelter_each_other() -> None:
    offices = [office(3, 9, 20, hidden=(0, 1)), office(4, 8, 30, hidden=(0, 1)), office(9, 30, 9)]
    assert hidden_at_hub([HubRow(16), HubRow(47), HubRow(59)], frozenset(), offices, least=5) == frozenset()


def test_a_row_that_joins_two_pairs_of_offices_is_found() -> None:
    """Each row is hidden by two offices or more, and yet the third group of the first one follows."""
    offices = [
        office(6, 7, 3, 20, hidden=(0, 1, 2)),
        office(8, 9, 10, 20, hidden=(0, 1)),
        office(8, 9, 10, 20, hidden=(2, 3)),
        office(8, 9, 10, 20, hidden=(2, 3)),
    ]
    rows = [HubRow(30), HubRow(34), HubRow(33), HubRow(80)]
    assert hidden_at_hub(rows, frozenset(), offices, least=5)


def test_parts_that_several_offices_hide_are_hidden_in_the_sum_where_they_are_few_together() -> None:
    """Each office is sheltered by the other one, but the row less the third office's part would be two people."""
    offices = [office(1, 9, 20, hidden=(0, 1)), office(1, 8, 30, hidden=(0, 1)), office(9, 30, 9)]
    assert 0 in hidden_at_hub([HubRow(11), HubRow(47), HubRow(59)], frozenset(), offices, least=5)
