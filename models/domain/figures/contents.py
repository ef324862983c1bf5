"""The indices that a method's tree puts together from factors and criteria: contents, and the overall index over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from models.domain.figures import satisfaction
from models.domain.figures.satisfaction import Interval
from models.domain.questionnaire.method_tree import IndexNode, Tree


@dataclass(frozen=True, slots=True)
class Answered:
    """What an index is put together from: an index (None without any answer) with the (satisfied, valid) answers under it.

    `people`: so many at least answered what it is made from: the most answers that one of its questions has. `is_below`: they are fewer
    than its node asks for, so that there is neither index nor answers. `interval` is that of an index which is a single question's.
    """

    index: Fraction | None
    answers: tuple[tuple[int, int], ...]
    people: int = 0
    is_below: bool = False
    interval: Interval | None = None


NOTHING_ANSWERED = Answered(None, ())


@dataclass(frozen=True)
class ContentResult:
    """One index between factors and the overall index; `depth` is 0 right under that, `factors` the codes of those under it.

    `is_below`: too few answered, so that there is no index; `grades` are those of this index alone. One that `is_held_back` would tell of
    few people.
    """

    code: str
    label: str
    depth: int
    factors: tuple[str, ...]
    index: Fraction | None
    way: str
    target: int | None
    is_below: bool = False
    grades: tuple[tuple[str, int], ...] = ()
    is_held_back: bool = False

    def is_inside(self, other: ContentResult) -> bool:
        """Whether it is one of the contents that another one is made from."""
        return self.depth > other.depth and set(self.factors) <= set(other.factors)

    @property
    def grade(self) -> str:
        """The grade of this index among its own; empty where it has none."""
        return satisfaction.grade(self.index, self.grades)

    @property
    def reaches_target(self) -> bool | None:
        """Whether the index reaches its own target; None without a target or an index."""
        return None if self.target is None or self.index is None else self.index >= self.target


def together(node: IndexNode, value_of: Callable[[str], Answered], *, forms: int) -> Answered:
    """The index of a node from those of its parts, on `forms` valid forms; parts without any answer are left out.

    A node that asks a question of its own has the mean of its parts where nobody answered that. With fewer answers than the node asks
    for nothing is made from them.
    """
    made = _made(node, value_of)
    if made.index is None or node.is_enough(made.people, forms=forms):
        return made
    return replace(NOTHING_ANSWERED, people=made.people, is_below=True)


def _made(node: IndexNode, value_of: Callable[[str], Answered]) -> Answered:
    parts = [value_of(part.code) for part in node.parts]
    answers = tuple(pair for part in parts for pair in part.answers)
    people = max((part.people for part in parts if part.index is not None), default=0)
    if node.way == "question" and (asked := value_of(node.question)).index is not None:
        return Answered(asked.index, answers, asked.people, interval=asked.interval)
    if node.way == "pooled":
        return Answered(satisfaction.index(answers), answers, people)
    if node.way == "weights":
        weights = (Fraction(part.weight) for part in node.parts)
        index = satisfaction.weighted_mean(zip(weights, (part.index for part in parts), strict=True))
        return Answered(index, answers, people)
    return Answered(satisfaction.mean(part.index for part in parts), answers, people)


def indices_of(tree: Tree, leaves: Mapping[str, Answered], *, forms: int) -> dict[str, Answered]:
    """Every index of a tree by code, with the overall one; `leaves` are factors and criteria by code.

    A node that is a factor of the questionnaire has the index of that factor.
    """
    found = dict(leaves)

    def value(code: str) -> Answered:
        if code not in found:
            found[code] = together(tree.nodes[code], value, forms=forms) if code in tree.nodes else NOTHING_ANSWERED
        return found[code]

    for code in tree.nodes:
        value(code)
    return found


def contents_of(tree: Tree, indices: Mapping[str, Answered], factors: Sequence[str]) -> tuple[ContentResult, ...]:
    """The contents of a tree in its order, from its `indices_of`; a node that is a factor of the questionnaire is none."""
    return tuple(
        ContentResult(
            node.code,
            node.label,
            depth,
            tuple(_factors_under(tree, node.code, factors)),
            indices[node.code].index,
            node.way,
            node.target,
            indices[node.code].is_below,
            node.grades,
        )
        for depth, node in tree.contents()
        if node.code not in factors
    )


def _factors_under(tree: Tree, code: str, factors: Sequence[str]) -> Iterable[str]:
    for part in tree.nodes[code].parts:
        if part.code in factors:
            yield part.code
        elif part.code in tree.nodes:
            yield from _factors_under(tree, part.code, factors)
