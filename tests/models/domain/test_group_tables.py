"""Who was not asked shelters nobody, and a zero beside one hidden group would tell its size."""

from __future__ import annotations

from fractions import Fraction

from models.domain.apart import HIDDEN
from models.domain.breakdowns import NOT_ASKED, Slice, Split
from models.domain.group_tables import makeup_table
from models.domain.suppression import Published, Span, hidden_together

LEAST = 5


def shown(*sizes: int, not_asked: int = 0) -> list[object]:
    """The numbers of forms as the table shows them."""
    slices = [Slice(str(n), f"nhóm {n}", size, size, Fraction(50)) for n, size in enumerate(sizes, 1)]
    if not_asked:
        slices.append(Slice(NOT_ASKED, "", not_asked, not_asked, Fraction(50)))
    found = makeup_table([Split("A1", "A1. Giới tính", ("CN",), tuple(slices))], least=LEAST)
    return [row.cells[2] for row in found.rows if not row.is_section]


def test_people_who_were_not_asked_do_not_shelter_a_small_group() -> None:
    """The number asked is said over the rows: 73 - 40 - 30 would be the three."""
    assert shown(3, 40, 30, not_asked=6) == [HIDDEN, 40, HIDDEN]


def test_few_people_who_were_not_asked_are_sheltered_by_those_who_were() -> None:
    """The total less everybody asked would tell how three people answered."""
    assert shown(20, 40, 30, not_asked=3) == [HIDDEN, 40, HIDDEN]


def test_zeros_are_hidden_beside_a_single_small_group() -> None:
    assert shown(3, 0, 0) == [HIDDEN, HIDDEN, HIDDEN]


def test_groups_that_are_large_enough_are_all_shown() -> None:
    assert shown(20, 0, 30, not_asked=8) == [20, 0, 30]


def test_a_sum_follows_from_others_exactly_when_it_is_their_combination() -> None:
    span = Span([frozenset({1, 2, 3}), frozenset({3, 4}), frozenset({1, 2, 3, 4, 5})])
    assert span.tells(frozenset({4, 5}))
    assert span.tells(frozenset({1, 2, 5}))
    assert not span.tells(frozenset({1, 5}))
    assert span.tells(frozenset())


def test_the_same_people_in_another_table_are_hidden_too() -> None:
    """Sector and agency hold the same three people; only the sector was hidden at first."""
    sectors = [Published(frozenset({1}), 3), Published(frozenset({2}), 6), Published(frozenset({3}), 40)]
    agencies = [Published(frozenset({2}), 6), Published(frozenset({1, 3}), 43)]
    total = Published(frozenset({1, 2, 3}), 49, can_hide=False)
    found = hidden_together([*sectors, *agencies, total], frozenset({0}), frozenset({0, 1}))
    left = Span(each.cells for n, each in enumerate([*sectors, *agencies, total]) if n not in found)
    assert not left.tells(frozenset({1}))
    assert len(found) == 3
