"""A visit list goes along the streets: people who live beside each other stand beside each other."""

from __future__ import annotations

import pytest

from models.domain.dossiers.walking import walking_key

IN_ORDER = (
    "Số 4, tổ 5, Phường Ba Đình",
    "Số 60, tổ 5, Phường Ba Đình",
    "Số 1, tổ 12, Phường Ba Đình",
    "Tổ dân phố số 12, phường Ba Đình, số 2",
    "Số 5 phố Đội Cấn, phường Ba Đình",
    "12 phố Đội Cấn",
    "Số 12/3, đường Đội Cấn",
    "Số 100 phố đội cấn, P. Ba Đình",
    "Số 3 ngõ 34 phố Đội Cấn",
    "Số 1 ngách 2 ngõ 34 phố Đội Cấn",
    "số 9, ngách 10, ngõ 34, phố Đội Cấn",
    "Số 2 ngõ 120 phố Đội Cấn",
    "7 Giảng Võ",
    "Số 8, đường Giảng Võ, phường Giảng Võ",
    "",
    "Phường Ba Đình",
)


def test_neighbours_stand_beside_each_other() -> None:
    assert sorted(set(IN_ORDER), key=walking_key) == list(IN_ORDER)


@pytest.mark.parametrize("odd", ["???", "12", ",,,", "Thôn Đoài", "số", "ngõ", "P.Ba Đình", "A" * 2_000, "\n"])
def test_an_address_that_says_nothing_is_sorted_all_the_same(odd: str) -> None:
    assert walking_key(odd) < walking_key(odd + "0") or walking_key(odd) > walking_key(odd + "0")
