from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.questionnaire.procedures import Procedure, base_code


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("2.000815", "2.000815"),
        ("2.000815.000.00.00.H26", "2.000815"),
        (" 1.001193.H26 ", "1.001193"),
        ("2.0008151", None),
        ("000.00.01.H26", None),
        ("Chứng thực", None),
        ("", None),
    ],
)
def test_the_base_code_is_the_first_two_groups(text: str, base: str | None) -> None:
    assert base_code(text) == base


@given(st.text())
def test_any_text_gives_a_base_code_of_eight_signs_or_none(text: str) -> None:
    base = base_code(text)
    assert base is None or len(base) == 8


def test_a_day_left_out_does_not_bound_a_procedure() -> None:
    always = Procedure("1.000000", "Một thủ tục", "khac", "commune")
    ended = Procedure("1.000001", "Thủ tục cũ", "khac", "commune", valid_to=date(2025, 6, 30))
    assert always.is_valid_on(date(2017, 1, 1))
    assert ended.is_valid_on(date(2025, 6, 30))
    assert not ended.is_valid_on(date(2025, 7, 1))
