"""How likely each answer of the built-in questionnaires is: figures such as offices report, not measured ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Likely(NamedTuple):
    """How many of a hundred respondents give each answer, in the order of the paper: of those served well, and badly.

    Where several boxes may be ticked, how often each is ticked first.
    """

    well: tuple[float, ...]
    badly: tuple[float, ...]


def _anyhow(*shares: float) -> Likely:
    """Who somebody is does not hang on how the office served them."""
    return Likely(shares, shares)


_DEALINGS = {
    "C1": _anyhow(30, 25, 8, 17, 20),  # where one learns of the office
    "C2": Likely((28, 57, 8, 2, 5), (5, 39, 35, 20, 1)),  # how often one had to come, the last never
    "C3": Likely((3, 97), (40, 60)),  # papers asked for more than once
    "C4": Likely((0.5, 98.5, 1), (10, 80, 10)),  # harassment
    "C5": Likely((0.3, 98.2, 1.5), (8, 80, 12)),  # money beyond the fees
    "C6": Likely((25, 72, 3), (3, 62, 35)),  # early, in time, late
    "C7": Likely((60, 20, 5, 15), (15, 20, 5, 60)),  # told of the delay
    "C8": Likely((12, 88), (25, 75)),  # ever complained
    "E": Likely((18, 24, 8, 16, 10, 4, 5, 12, 3), (8, 22, 12, 20, 8, 14, 8, 3, 5)),  # what should become better
}

LIKELY: Mapping[str, Mapping[str, Likely]] = {
    "hailong_cn": {
        "A1": _anyhow(47, 53),  # sex
        "A2": _anyhow(9, 23, 34, 21, 13),  # age
        "A3": _anyhow(97, 3),  # people
        "A4": _anyhow(2, 11, 29, 21, 32, 5),  # schooling
        "A5": _anyhow(22, 15, 5, 33, 15, 10),  # work
        "A6": _anyhow(76, 16, 8),  # phường, xã, elsewhere
        **_DEALINGS,
    },
    "hailong_tc": {
        "A1": _anyhow(3, 53, 5, 24, 7, 4, 4),  # kind of organisation
        "A2": _anyhow(27, 22, 29, 22),  # who answers for it
        "A3": _anyhow(62, 27, 8, 3),  # its size
        **_DEALINGS,
    },
}
"""By questionnaire and question; every other question is answered evenly."""

LEANINGS: Mapping[str, float] = {"TC": -0.03, "TT": 0.0, "CC": 0.01, "KQ": 0.05, "PA": -0.02}
"""By factor, how much better or worse it is thought of than the office as a whole."""
