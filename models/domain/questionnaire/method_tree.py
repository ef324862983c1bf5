"""How a method puts indices together: the overall index over contents, a content over factors, a factor over criteria.

A node names its parts: other nodes, groups of a questionnaire, or criteria. What the tree does not name keeps the usual way: a group
of the questionnaire is a factor, made from its criteria as `Method.factor_index` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.reading import near_name

ROOT = "overall"
"""The code of the node at the top."""

WAYS = ("mean", "pooled", "weights", "question")
"""Mean of the parts, all their answers together, weighted mean of the parts, or a question of its own (else the mean of the parts)."""


class IndexPart(NamedTuple):
    """What a node is made of: a node, a group of the questionnaire or a criterion; `weight` is a fraction text."""

    code: str
    weight: str = "1"


@dataclass(frozen=True)
class IndexNode:
    """One index that is made from others.

    `question` is what the way `question` asks. `satisfied` says for a number of levels which count as satisfied under this node,
    where the method's own choice is another; an index under `target` (per cent) has not reached its aim, and `grades` are those of
    this index alone. An index with fewer answers than `least_answers`, or than `least_share` ("" or a fraction text) of the valid
    forms, is not told, and left out where others are made from it.

    A valid form counts under the node where it answered at least `valid_share` ("" or a fraction text) of the mandatory criteria there
    (`Tree.over_question`). Offices are ranked by this index within `groups`, as `Method.groups` has them; without any they are not.
    """

    code: str
    label: str
    way: str
    parts: tuple[IndexPart, ...]
    question: str = ""
    satisfied: tuple[tuple[int, tuple[int, ...]], ...] = ()
    target: int | None = None
    least_answers: int = 0
    least_share: str = ""
    grades: tuple[tuple[str, int], ...] = ()
    valid_share: str = ""
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def share_to_count(self) -> Fraction:
        """`valid_share` as a fraction; 0 where every valid form counts."""
        return Fraction(self.valid_share) if self.valid_share else Fraction(0)

    def is_enough(self, answers: int, *, forms: int) -> bool:
        """Whether so many answers of so many valid forms are enough for this index."""
        share = Fraction(self.least_share) if self.least_share else Fraction(0)
        return answers >= self.least_answers and answers >= share * forms


NODE_LATER = ("least_answers", "least_share", "grades", "valid_share", "groups")
"""Choices of a node that came later: methods without them keep their fingerprint."""


@dataclass(eq=False)
class TreeWrong(Problem):
    """A tree of a method that does not hold together."""

    node: str
    why: Sentence
    code = "method_tree_wrong"
    says = N_("The method cannot put the index “{node}” together: {why} Correct the method file, then try again.")


@dataclass(eq=False)
class TreeAsksOthers(Problem):
    """A method is made from questions that no questionnaire of the period asks."""

    missing: tuple[str, ...]
    known: tuple[str, ...]
    code = "method_asks_others"
    says = N_(
        "The method is made from {missing}, which no questionnaire here has. The questionnaires have: {known}. Choose the "
        "questionnaire that belongs to the method, or another method."
    )

    @property
    def parts(self) -> tuple[Sentence, ...]:
        near = (near_name(each, self.known) for each in self.missing)
        return tuple(Sentence(N_("Did you mean “{meant}”?"), {"meant": meant}) for meant in near if meant)


class Tree:
    """The nodes of a method by code, and which node each part stands under."""

    def __init__(self, nodes: Iterable[IndexNode]) -> None:
        self.nodes: Mapping[str, IndexNode] = {node.code: node for node in nodes}
        self.parent: Mapping[str, str] = {part.code: node.code for node in self.nodes.values() for part in node.parts}

    def over(self, code: str) -> Iterator[IndexNode]:
        """The node with this code, when there is one, and those over it, the nearest first."""
        place: str | None = code
        while place is not None:
            if place in self.nodes:
                yield self.nodes[place]
            place = self.parent.get(place)

    def called(self, code: str, labels: Mapping[str, str]) -> str:
        """What an index is called: as the questionnaire calls the factor (`labels`, by code), else by the title of its node."""
        return labels.get(code) or (self.nodes[code].label if code in self.nodes else "") or code

    def over_question(self, name: str, group: str) -> tuple[IndexNode, ...]:
        """Every node that a question of a group counts under, each once.

        These are the nodes over itself or its group, and those that ask it or stand over one that does.
        """
        asking = (node.code for node in self.nodes.values() if node.question == name)
        return tuple({node.code: node for code in (name, group, *asking) for node in self.over(code)}.values())

    def contents(self, code: str = ROOT, depth: int = 0) -> Iterator[tuple[int, IndexNode]]:
        """The nodes under one that are put together from nodes or groups, in order, each with its depth (from 0)."""
        for part in self.nodes[code].parts if code in self.nodes else ():
            if part.code in self.nodes:
                yield depth, self.nodes[part.code]
                yield from self.contents(part.code, depth + 1)

    def leaves(self) -> tuple[str, ...]:
        """The groups and criteria that the tree is made from, and the questions its nodes ask, each once."""
        found: dict[str, None] = {}
        for node in self.nodes.values():
            found |= dict.fromkeys(part.code for part in node.parts if part.code not in self.nodes)
            if node.question:
                found[node.question] = None
        return tuple(found)


def require_tree(nodes: Iterable[IndexNode]) -> None:
    """Refuse (`TreeWrong`) a tree without one top, with circles, or with a part, way, weight or level that cannot be."""
    listed = tuple(nodes)
    if not listed:
        return
    tree = Tree(listed)
    seen: set[str] = set()
    for node in listed:
        if node.code in seen:
            raise TreeWrong(node.code, Sentence(N_("it stands twice.")))
        seen.add(node.code)
        _require_node(node)
    parts = [part.code for node in listed for part in node.parts]
    for code in parts:
        if parts.count(code) > 1:
            raise TreeWrong(tree.parent[code], Sentence(N_("“{part}” stands in two indices."), {"part": code}))
    if ROOT not in tree.nodes or ROOT in tree.parent:
        raise TreeWrong(ROOT, Sentence(N_("the overall index has to stand over all others.")))
    reached = {ROOT, *(node.code for _, node in tree.contents())}
    for node in listed:
        if node.code not in reached:
            raise TreeWrong(node.code, Sentence(N_("it is no part of the overall index, or of itself.")))


def _require_node(node: IndexNode) -> None:
    if node.way not in WAYS:
        raise TreeWrong(node.code, Sentence(N_("“{way}” is no way to put parts together."), {"way": node.way}))
    if not node.parts or (node.way == "question") != bool(node.question):
        raise TreeWrong(node.code, Sentence(N_("its parts or its question are missing.")))
    for part in node.parts:
        if not part.code or not _is_weight(part.weight):
            raise TreeWrong(node.code, Sentence(N_("the weight of “{part}” is none."), {"part": part.code}))
    for levels, top in node.satisfied:
        if not top or not all(1 <= level <= levels for level in top) or len(set(top)) == levels:
            raise TreeWrong(
                node.code, Sentence(N_("its satisfied levels are not some of {levels}."), {"levels": levels})
            )
    if node.target is not None and not 0 <= node.target <= 100:
        raise TreeWrong(node.code, Sentence(N_("its target is no per cent.")))
    if node.least_answers < 0 or (node.least_share and not _is_share(node.least_share)):
        raise TreeWrong(node.code, Sentence(N_("its least answers are no number, or no share from 0 to 1.")))
    if node.valid_share and not _is_share(node.valid_share):
        raise TreeWrong(node.code, Sentence(N_("its valid share is no share from 0 to 1.")))
    if node.code == ROOT and any(getattr(node, name) for name in NODE_LATER):
        raise TreeWrong(
            ROOT,
            Sentence(
                N_(
                    "basis, grades, validity and groups of the overall index are those of the method: least_forms, grade, valid_share, "
                    "group."
                )
            ),
        )
    if not all(name.strip() and 0 <= least <= 100 for name, least in node.grades):
        raise TreeWrong(node.code, Sentence(N_("its grades are no names with a per cent.")))
    if wrong := wrong_group(node.groups):
        raise TreeWrong(node.code, wrong)


_MEMBER = re.compile(r"[a-z][a-z_]*|[A-Z]{0,2}\d{2,6}")
"""The code of a level of the catalogue, or of an office."""


def wrong_group(groups: Iterable[tuple[str, tuple[str, ...]]]) -> Sentence | None:
    """What is wrong with groups of comparison; None when they are right.

    Each has a name of its own and members, and a level or office stands in one of them alone.
    """
    names: set[str] = set()
    seen: set[str] = set()
    for name, members in groups:
        if not name.strip() or not members:
            return Sentence(N_("the group “{group}” has no name or nobody in it."), {"group": name})
        if name in names:
            return Sentence(N_("two of its groups are called “{group}”."), {"group": name})
        names.add(name)
        for member in members:
            if not _MEMBER.fullmatch(member):
                return Sentence(
                    N_("“{member}” in the group “{group}” is neither a level nor the code of an office."),
                    {"member": member, "group": name},
                )
            if member in seen:
                return Sentence(N_("“{member}” stands in its groups twice."), {"member": member})
            seen.add(member)
    return None


def _is_weight(text: str) -> bool:
    try:
        return Fraction(text) > 0
    except (ValueError, ZeroDivisionError):
        return False


def _is_share(text: str) -> bool:
    try:
        return 0 <= Fraction(text) <= 1
    except (ValueError, ZeroDivisionError):
        return False


def require_asked(nodes: Iterable[IndexNode], asked: Mapping[str, str]) -> None:
    """Refuse a tree that questionnaires cannot answer; `asked` are their scored questions with the group of each ("": none).

    `TreeAsksOthers` names groups and questions that are missing. A criterion counts in the index of its own group alone
    (`TreeWrong`): otherwise two indices would be made from one answer.
    """
    tree = Tree(nodes)
    known = {*asked, *filter(None, asked.values())}
    missing = tuple(code for code in tree.leaves() if code not in known)
    if missing:
        raise TreeAsksOthers(missing, tuple(sorted(known)))
    for node in tree.nodes.values():
        for part in node.parts:
            if part.code in asked and part.code not in asked.values() and asked[part.code] != node.code:
                why = Sentence(
                    N_("“{part}” is a criterion of “{group}”."), {"part": part.code, "group": asked[part.code]}
                )
                raise TreeWrong(node.code, why)
