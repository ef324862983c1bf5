"""A pattern says what its writer meant, and none keeps the program busy."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.questionnaire.patterns import LONGEST_MATCHED, is_found, is_pattern

LETTERS = st.text("ab1 ệ-\n", max_size=12)
PATTERNS = st.recursive(
    st.sampled_from(["a", "b", "1", "[ab]", "[^a]", "-", "ệ", "[0-9]", "^", "$"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("({0[0]}|{0[1]})".format),
        inner.map("({})*".format),
        inner.map("({})?".format),
        inner.map("({}){{1,3}}".format),
    ),
    max_leaves=6,
)


@pytest.mark.parametrize(
    "pattern", ["^(a+())+$", "^(a*()){9}b", "(|)" * 30 + "b", "(a+)+$", "(a|a)*$", "(a?){25}a{25}", "a*a*a*a*a*a*b"]
)
def test_no_pattern_keeps_the_program_busy(pattern: str) -> None:
    begun = time.monotonic()
    for _ in range(20):
        is_found(pattern, "a" * LONGEST_MATCHED)
    assert time.monotonic() - begun < 1


@given(PATTERNS, LETTERS)
def test_a_pattern_means_what_it_means_elsewhere(pattern: str, text: str) -> None:
    # Python lets `$` stand before a last end of line too
    elsewhere = pattern.replace("$", r"\Z")
    assert is_pattern(pattern)
    assert is_found(pattern, text) == (re.search(elsewhere, text) is not None)


def test_letters_are_those_of_every_language() -> None:
    assert is_found(r"^\w+$", "Nguyễn")
    assert is_found(r"^[\w -]+$", "Nguyễn Thị-Lan")
    assert is_found(r"^\W$", "?")
    assert not is_found(r"^\W$", "ễ")
    assert is_found(r"^\\w$", r"\w")
    assert not is_found(r"^\d$", "a")


@pytest.mark.parametrize("pattern", ["[", "(", "(?=a)", r"(a)\1", "a{1000}{1000}", "*", "a" * 101])
def test_what_cannot_be_matched_is_no_pattern(pattern: str) -> None:
    assert not is_pattern(pattern)
