"""Methods of chance whose tree asks for a share under some of its indices, and what a plain recount of rows says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st

from models.catalogue.questionnaires import further_questionnaires
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_table import read_method_rows
from models.domain.questionnaire.questionnaire import Questionnaire

BOTH: Questionnaire = further_questionnaires()[0]
"""Two contents on one form; the criteria of the factor PA are asked only of who answered C8 with 1."""
CRITERIA = {
    factor: tuple(question.name for question in BOTH.singles if question.group == factor)
    for factor in ("TH", "TG", "CL", "TD", "TC", "TT", "CC", "KQ", "PA")
}
FILTERED = frozenset(CRITERIA["PA"])
Row = Mapping[str, str]
"""The codes of one form by question, as an export has them; nothing for a blank."""


@dataclass(frozen=True)
class Branch:
    """An index over others; of a factor the `parts` are none. `share` is the least of the mandatory criteria below, "" for none."""

    code: str
    share: str
    parts: tuple[Branch, ...] = ()

    def criteria(self) -> tuple[str, ...]:
        return tuple(name for part in self.parts for name in part.criteria()) or CRITERIA.get(self.code, ())

    def rows(self) -> Iterator[tuple[str, str]]:
        """The rows of a method that say it."""
        if self.parts:
            yield f"index {self.code}", "mean: " + ", ".join(part.code for part in self.parts)
        elif self.share:
            yield f"index {self.code}", "mean: " + ", ".join(CRITERIA[self.code])
        if self.share:
            yield f"valid_share {self.code}", self.share
        for part in self.parts:
            yield from part.rows()


def method_of(branch: Branch, *rows: tuple[str, str]) -> Method:
    return read_method_rows([*branch.rows(), *rows])


SHARES = st.sampled_from(["", "1/2", "2/3", "1", "0.75", "1/4"])


@st.composite
def branches(draw: st.DrawFn) -> Branch:
    """A tree over all factors, two or three deep; what nobody has to answer has no share."""

    def factor(code: str) -> Branch:
        return Branch(code, "" if code == "PA" else draw(SHARES))

    def content(code: str, factors: Sequence[str], depth: int) -> Branch:
        parts: list[Branch] = []
        left = list(factors)
        while left:
            size = draw(st.integers(1, len(left)))
            some, left = left[:size], left[size:]
            is_node = depth and len(some) > 1 and (len(parts) or left)
            parts += [content(f"{code}{len(parts)}", some, depth - 1)] if is_node else map(factor, some)
        has_mandatory = any(each != "PA" for each in factors)
        return Branch(code, draw(SHARES) if has_mandatory and code != "overall" else "", tuple(parts))

    return content("overall", draw(st.permutations(list(CRITERIA))), 2)


SIGNS = st.sampled_from([*"1234555544", "", "", "*", "?", "k"])


@st.composite
def answered_rows(draw: st.DrawFn) -> dict[str, str]:
    """A form that answers some factors well and others badly."""
    row = {"C8": draw(st.sampled_from(["1", "2", ""]))}
    for names in CRITERIA.values():
        is_left = draw(st.integers(0, 3)) == 0
        for name in names:
            row[name] = draw(st.sampled_from(["", "", "5"])) if is_left else draw(SIGNS)
    return row


def counted(branch: Branch, rows: Sequence[Row]) -> dict[str, Counter[str]]:
    """By criterion how many forms have each code, those that do not count as `behind` or `short`: one form after the other."""
    found: dict[str, Counter[str]] = {name: Counter() for names in CRITERIA.values() for name in names}
    for row in rows:
        for name, code in _values(branch, row, counts=True):
            found[name][code] += 1
    return found


def _values(branch: Branch, row: Row, *, counts: bool) -> Iterator[tuple[str, str]]:
    mandatory = [name for name in branch.criteria() if name not in FILTERED]
    answered = sum(row[name].isdigit() for name in mandatory)
    enough = counts and answered >= Fraction(branch.share or 0) * len(mandatory)
    if branch.parts:
        for part in branch.parts:
            yield from _values(part, row, counts=enough)
        return
    for name in CRITERIA[branch.code]:
        code = row[name]
        if name in FILTERED and row["C8"] != "1":
            yield name, "behind" if code else "-"
        elif code.isdigit() and not enough:
            yield name, "short"
        else:
            yield name, code or "."


def index_of(branch: Branch, counts: Mapping[str, Counter[str]]) -> Fraction | None:
    """The index of a branch from counts: the mean of its parts or criteria, without those that nobody answered."""
    if branch.parts:
        return _mean([index_of(part, counts) for part in branch.parts])
    return _mean([_share(counts[name]) for name in CRITERIA[branch.code]])


def _share(counts: Counter[str]) -> Fraction | None:
    answered = sum(counts[level] for level in "12345")
    return Fraction(100 * (counts["4"] + counts["5"]), answered) if answered else None


def _mean(values: Sequence[Fraction | None]) -> Fraction | None:
    there = [value for value in values if value is not None]
    return sum(there, Fraction(0)) / len(there) if there else None
