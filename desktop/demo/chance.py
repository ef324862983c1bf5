"""Chance that comes out the same on every machine and with every version of Python: SHA-256 over seed and count."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of numbers that follows from `seed` alone."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._count = 0

    def share(self) -> float:
        """A number from 0 to under 1."""
        self._count += 1
        digest = hashlib.sha256(f"{self._seed}\n{self._count}".encode()).digest()
        return int.from_bytes(digest[:6]) / 2**48

    def whole(self, most: int) -> int:
        """A whole number from 0 to under `most`."""
        return int(self.share() * most)

    def one_of(self, values: Sequence[T]) -> T:
        return values[self.whole(len(values))]

    def weighted(self, weights: Sequence[float]) -> int:
        """A place in `weights`, as likely as its weight."""
        point = self.share() * sum(weights)
        for place, weight in enumerate(weights):
            point -= weight
            if point < 0:
                return place
        return len(weights) - 1

    def happens(self, likelihood: float) -> bool:
        return self.share() < likelihood

    def around(self, middle: float, spread: float) -> float:
        """A number near `middle`; the sum of four even shares is bell-shaped enough."""
        return middle + spread * (self.share() + self.share() + self.share() + self.share() - 2)

    def word(self, length: int) -> str:
        """Hexadecimal digits, for ids and salts."""
        self._count += 1
        return hashlib.sha256(f"{self._seed}\nword {self._count}".encode()).hexdigest()[:length]
