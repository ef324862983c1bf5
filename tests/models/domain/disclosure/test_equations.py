"""What follows from sums, compared with solving the sums themselves by fractions."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from models.domain.disclosure.equations import SECRET, Equations

CELLS = 7
SUMS = st.lists(st.frozensets(st.integers(0, CELLS - 1), min_size=1), max_size=8)


def reduced(sums: Iterable[frozenset[int]], asked: frozenset[int]) -> list[Fraction]:
    """What is left of a sum after taking away all that follows from others."""
    rows: dict[int, list[Fraction]] = {}

    def rest(cells: frozenset[int]) -> list[Fraction]:
        left = [Fraction(cell in cells) for cell in range(CELLS)]
        for n in range(CELLS):
            if left[n] and n in rows:
                left = [a - left[n] * b for a, b in zip(left, rows[n], strict=True)]
        return left

    for each in sums:
        left = rest(each)
        first = next((n for n, value in enumerate(left) if value), None)
        if first is not None:
            rows[first] = [value / left[first] for value in left]
    return rest(asked)


def equations(shown: list[frozenset[int]], secrets: list[frozenset[int]]) -> Equations:
    return Equations(
        dict.fromkeys(
            [n for n, each in enumerate(shown) if cell in each]
            + [SECRET + n for n, each in enumerate(secrets) if cell in each],
            1,
        )
        for cell in range(CELLS)
    )


@given(SUMS, SUMS)
def test_a_secret_follows_exactly_when_it_is_a_combination_of_what_is_shown(
    shown: list[frozenset[int]], secrets: list[frozenset[int]]
) -> None:
    found = equations(shown, secrets)
    for n, secret in enumerate(secrets):
        sources = found.telling(SECRET + n)
        assert bool(sources) == (not any(reduced(shown, secret)))
        # those alone are enough to tell it
        assert not sources or not any(reduced([shown[place] for place in sources], secret))
