"""Whether a sum can be worked out by adding and subtracting other sums, asked of the cells instead of the sums.

A secret sum follows from shown ones when the shown ones can be given factors such that in every cell the factors of the
sums it is in add up to 1 inside the secret and to 0 outside. Each cell is therefore one short equation between factors;
there are few kinds of cells, and each is in few sums, which stays cheap where whole sums are long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from heapq import heapify, heappop, heappush

SECRET = 1 << 40
"""Secret sums are numbered from here on, shown ones below."""

_PRIME = (1 << 61) - 1

Equation = Mapping[int, int]
"""The sums that a cell is in, with their factors modulo a large prime (whole numbers never differ by as much)."""


class Equations:
    """Independent equations in echelon form: each has a leading sum, which is in no equation that leads with a later one."""

    def __init__(self, equations: Iterable[Equation] = ()) -> None:
        self._rows: dict[int, dict[int, int]] = {}
        for each in equations:
            self.add(each)

    def __len__(self) -> int:
        return len(self._rows)

    def copy(self) -> Equations:
        made = Equations()
        made._rows = dict(self._rows)
        return made

    def add(self, equation: Equation) -> bool:
        """Take one in; answers whether it says something new."""
        rest = dict(equation)
        waiting = list(rest)
        heapify(waiting)
        while waiting:
            first = heappop(waiting)
            factor = rest.get(first)
            if factor is None:
                continue
            row = self._rows.get(first)
            if row is None:
                inverse = pow(factor, -1, _PRIME)
                self._rows[first] = {each: value * inverse % _PRIME for each, value in rest.items()}
                return True
            for each, value in row.items():
                before = rest.get(each)
                left = ((before or 0) - factor * value) % _PRIME
                if left:
                    rest[each] = left
                    if before is None:
                        heappush(waiting, each)
                elif before is not None:
                    del rest[each]
        return False

    def beyond(self, first: int) -> Iterator[Equation]:
        """The equations between sums from number `first` on alone."""
        return (row for lead, row in self._rows.items() if lead >= first)

    def telling(self, secret: int) -> frozenset[int]:
        """The shown sums that the secret one follows from; none when it does not follow."""
        if any(secret in row for row in self.beyond(SECRET)):
            return frozenset()
        factors = {secret: 1}
        for lead in sorted(self._rows, reverse=True):
            factor = -sum(value * factors.get(each, 0) for each, value in self._rows[lead].items()) % _PRIME
            if factor and lead < SECRET:
                factors[lead] = factor
        return frozenset(factors) - {secret}
