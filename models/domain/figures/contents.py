"""The indices that a method's tree puts together from factors and criteria: contents, and the overall index over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from models.domain.figures import satisfaction
from models.domain.questionnaire.method_tree import ROOT, IndexNode, Tree


@dataclass(frozen=True, slots=True)
class Answered:
    """What an index is put together from: an index (None without any answer) with the (satisfied, valid) answers under it.

    `people`: so many at least answered: the most answers that one of its questions has. `is_below`: they are fewer than its node asks
    for, so that there is neither index nor answers.
    """

    index: Fraction | None
    answers: tuple[tuple[int, int], ...]
    people: int = 0
    is_below: bool = False


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
    people = max((part.people for part in parts), default=0)
    if node.way == "question" and (asked := value_of(node.question)).index is not None:
        return Answered(asked.index, answers, asked.people)
    if node.way == "pooled":
        return Answered(satisfaction.index(answers), answers, people)
    if node.way == "weights":
        weights = (Fraction(part.weight) for part in node.parts)
        index = satisfaction.weighted_mean(zip(weights, (part.index for part in parts), strict=True))
        return Answered(index, answers, people)
    return Answered(satisfaction.mean(part.index for part in parts), answers, people)


def contents_of(
    tree: Tree, leaves: Mapping[str, Answered], factors: Sequence[str], *, forms: int
) -> tuple[tuple[ContentResult, ...], Fraction | None]:
    """The contents of a tree in its order, and the overall index; `leaves` are factors and criteria by code.

    A node that is a factor of the questionnaire is no content.
    """

    def value(code: str) -> Answered:
        if code in leaves or code not in tree.nodes:
            return leaves.get(code, NOTHING_ANSWERED)
        return together(tree.nodes[code], value, forms=forms)

    contents = tuple(
        ContentResult(
            node.code,
            node.label,
            depth,
            tuple(_factors_under(tree, node.code, factors)),
            (found := value(node.code)).index,
            node.way,
            node.target,
            found.is_below,
            node.grades,
        )
        for depth, node in tree.contents()
        if node.code not in factors
    )
    return contents, value(ROOT).index


def _factors_under(tree: Tree, code: str, factors: Sequence[str]) -> Iterable[str]:
    for part in tree.nodes[code].parts:
        if part.code in factors:
            yield part.code
        elif part.code in tree.nodes:
            yield from _factors_under(tree, part.code, factors)
