"""Ranks, grades and commendation of offices: only on a basis, and only among offices of one group of comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from models.domain.basics.units import ComparedGroup, Unit, UnitKey
from models.domain.figures.basis import Basis, basis_of, is_few
from models.domain.figures.figures import NodeRanking, OfficeLine, Reached
from models.domain.figures.satisfaction import Interval, grade, mean, ranks
from models.domain.questionnaire.method import Method


def group_of(unit: Unit, method: Method) -> str:
    """The group that an office is compared in: a name of the method, else that of its level (a `ComparedGroup`).

    A code that the method names goes before the level of the office.
    """
    for member in (unit.key.code, unit.level.code):
        for name, members in method.groups:
            if member in members:
                return name
    return unit.level.group or unit.level.code


def groups_in_order(codes: Iterable[str], method: Method) -> tuple[str, ...]:
    """These groups in the order in which tables show them: as the method names them, then by level."""
    named = [name for name, _ in method.groups]

    def place(code: str) -> tuple[bool, int, str]:
        return (
            code not in named,
            named.index(code) if code in named else code.place if isinstance(code, ComparedGroup) else 0,
            code,
        )

    return tuple(sorted(set(codes), key=place))


def judged(lines: Sequence[OfficeLine], method: Method) -> tuple[OfficeLine, ...]:
    """The lines with rank, grade and commendation, by group and rank; who is not ranked comes last.

    Ranked are the offices that were asked and whose index stands on enough (a hub only where its own period lists it). Whoever
    is not ranked has no grade and is not commended.
    """
    found = [line if is_judged(line) else _unjudged(line) for line in lines]
    groups = groups_in_order((line.group for line in found), method)
    for group in groups:
        own = [n for n, line in enumerate(found) if line.group == group and is_judged(line)]
        for n, rank in zip(own, ranks([found[each].overall for each in own]), strict=True):
            found[n] = _judged(found[n], rank, method)
    return tuple(sorted(found, key=lambda line: _place(line, groups)))


@dataclass(frozen=True, slots=True)
class NodeIndex:
    """One index of an office beside its overall one, its interval, and the answers behind it; nothing of one that `is_held_back`."""

    index: Fraction | None
    interval: Interval | None
    answers: int
    is_held_back: bool = False


def ranked_by_nodes(
    offices: Sequence[tuple[OfficeLine, Sequence[NodeIndex]]], method: Method
) -> tuple[NodeRanking, ...]:
    """The rankings by the indices that have groups of their own; each office comes with these indices of its own, in their order.

    They are judged as by the overall index: on a basis, and nothing is told of an index that few people stand behind, or that would
    tell of few. Nobody is proposed for commendation by a part.
    """
    found = []
    for place, node in enumerate(method.ranked_nodes):
        own = method.by_node(node)
        lines = [_by_index(line, indices[place], own) for line, indices in offices]
        found.append(
            NodeRanking(node.code, tuple(replace(line, commended_by=Reached.NOT) for line in judged(lines, own)))
        )
    return tuple(found)


def _by_index(line: OfficeLine, found: NodeIndex, method: Method) -> OfficeLine:
    is_withheld = line.is_withheld or found.is_held_back or is_few(line.forms, found.answers, method)
    return replace(
        line,
        overall=None if is_withheld else found.index,
        interval=None if is_withheld else found.interval,
        answers=0 if is_withheld else found.answers,
        is_withheld=is_withheld,
        group=group_of(line.unit, method),
        ground=basis_of(line.forms, found.answers, method, wanted=line.wanted),
    )


def is_judged(line: OfficeLine) -> bool:
    """Whether anything is concluded from the index of an office."""
    return line.ground is Basis.ENOUGH and line.expected and line.overall is not None


def reached(overall: Fraction, interval: Interval | None, method: Method) -> Reached:
    """Whether an index that stands on enough reaches the threshold of commendation, and by what."""
    if interval is not None and interval.low >= method.commended:
        return Reached.INTERVAL
    return Reached.INDEX if overall >= method.commended else Reached.NOT


def rank_changes(before: Sequence[OfficeLine], after: Sequence[OfficeLine]) -> dict[UnitKey, int]:
    """How many places each office gained (+) or lost (−), counted among those that are ranked in one group both times."""
    then = {line.unit.key: line for line in before if line.rank is not None}
    found: dict[UnitKey, int] = {}
    both = [line for line in after if line.rank is not None and line.unit.key in then]
    both = [line for line in both if then[line.unit.key].group == line.group]
    for group in {line.group for line in both}:
        own = [line.unit.key for line in both if line.group == group]
        now = ranks([line.overall for line in both if line.group == group])
        earlier = ranks([then[key].overall for key in own])
        found |= {key: old - new for key, old, new in zip(own, earlier, now, strict=True) if old and new}
    return found


def group_mean(lines: Iterable[OfficeLine], group: str) -> Fraction | None:
    """The plain mean of the offices that are ranked in a group."""
    return mean(line.overall for line in lines if line.group == group and line.rank is not None)


def _unjudged(line: OfficeLine) -> OfficeLine:
    return replace(line, rank=None, grade="", commended_by=Reached.NOT)


def _judged(line: OfficeLine, rank: int | None, method: Method) -> OfficeLine:
    if line.overall is None:
        return line
    by = reached(line.overall, line.interval, method)
    return replace(line, rank=rank, grade=grade(line.overall, method.grades), commended_by=by)


def _place(line: OfficeLine, groups: Sequence[str]) -> tuple[bool, int, int, str]:
    return line.rank is None, groups.index(line.group), line.rank or 0, str(line.unit.key)
