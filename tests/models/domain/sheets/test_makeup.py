"""Who was not asked shelters nobody, and a zero beside one hidden group would tell its size."""

from __future__ import annotations

from fractions import Fraction

from models.domain.disclosure.hidden_groups import hidden_answers
from models.domain.disclosure.suppression import HIDDEN, Published, hidden_together
from models.domain.figures.breakdowns import NO_ANSWER, NOT_ASKED, Slice, Split
from models.domain.sheets.makeup import makeup_table

LEAST = 5


def shown(*sizes: int, not_asked: int = 0, blank: int = 0) -> list[object]:
    """The numbers of forms as the table shows them."""
    slices = [Slice(str(n), f"nhóm {n}", size, size, Fraction(50)) for n, size in enumerate(sizes, 1)]
    if blank:
        slices.append(Slice(NO_ANSWER, "", blank, blank, Fraction(50)))
    if not_asked:
        slices.append(Slice(NOT_ASKED, "", not_asked, not_asked, Fraction(50)))
    split = Split("A1", "A1. Giới tính", ("CN",), tuple(slices))
    found = makeup_table([split], closed=[hidden_answers(split, least=LEAST)], least=LEAST)
    return [row.cells[2] for row in found.rows if not row.is_section]


def test_people_who_were_not_asked_do_not_shelter_a_small_group() -> None:
    """The number asked is said over the rows: 73 - 40 - 30 would be the three."""
    assert shown(3, 40, 30, not_asked=6) == [HIDDEN, 40, HIDDEN]


def test_few_people_who_were_not_asked_are_sheltered_by_those_who_were() -> None:
    """The total less everybody asked would tell how three people answered."""
    assert shown(20, 40, 30, not_asked=3) == [HIDDEN, 40, 30]


def test_a_blank_answer_hides_nobody_and_shares_are_of_those_who_answered() -> None:
    """One of 127 says nothing: the 51 women stand there all the same."""
    assert shown(75, 51, blank=1) == [75, 51, 1]
    slices = (Slice("1", "Nam", 75, 75, None), Slice("2", "Nữ", 51, 51, None), Slice(NO_ANSWER, "", 1, 1, None))
    found = makeup_table([Split("A1", "A1. Giới tính", ("CN",), slices)], closed=[frozenset()], least=LEAST)
    assert [row.cells[3] for row in found.rows[1:]] == [Fraction(7500, 126), Fraction(5100, 126), ""]


def test_people_without_an_answer_shelter_nobody_while_others_can() -> None:
    """Their number is told: 127 - 75 - 1 would be the three and the women."""
    assert shown(75, 48, 3, blank=1) == [75, HIDDEN, HIDDEN, 1]
    assert shown(3, blank=4) == [HIDDEN, HIDDEN]


def test_zeros_are_hidden_beside_a_single_small_group() -> None:
    assert shown(3, 0, 0) == [HIDDEN, HIDDEN, HIDDEN]


def test_groups_that_are_large_enough_are_all_shown() -> None:
    assert shown(20, 0, 30, not_asked=8) == [20, 0, 30]


def test_groups_carry_the_numbers_of_the_paper_and_those_without_an_answer_none() -> None:
    slices = (Slice("1", "Nam", 20, 20, Fraction(50)), Slice("2", "Nữ", 10, 10, Fraction(50)))
    split = Split("A1", "A1. Giới tính", ("CN",), (*slices, Slice(NO_ANSWER, "", 9, 9, Fraction(50))))
    found = makeup_table([split], closed=[frozenset()], least=LEAST)
    assert [row.cells[0] for row in found.rows[1:]] == ["1", "2", ""]


def test_the_same_people_in_another_table_are_hidden_too() -> None:
    """Sector and agency hold the same three people; only the sector was hidden at first."""
    sectors = [Published(frozenset({1}), 3), Published(frozenset({2}), 6), Published(frozenset({3}), 40)]
    agencies = [Published(frozenset({2}), 6), Published(frozenset({1, 3}), 43)]
    total = Published(frozenset({1, 2, 3}), 49, can_hide=False)
    found = hidden_together([*sectors, *agencies, total], frozenset({0}), frozenset({0, 1}))
    assert found == {0, 1, 2}


def test_hundreds_of_groups_shelter_each_other_too() -> None:
    """The three people of procedure 0 are those of an agency less procedure 2."""
    procedures = [Published(frozenset({n}), 10 + n if n else 3) for n in range(400)]
    agencies = [Published(frozenset({0, 2}), 15), Published(frozenset({1, *range(3, 400)}), 8000)]
    total = Published(frozenset(range(400)), 8015, can_hide=False)
    found = hidden_together([*procedures, *agencies, total], frozenset({0}), frozenset({0, 1}))
    assert found == {0, 1, 2}
