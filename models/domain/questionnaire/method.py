"""How answers become figures: the choices of a method as data, with the fingerprint that names them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from models.domain.basics.canonical import canonical_json
from models.domain.basics.problems import N_, Problem
from models.domain.questionnaire.method_tree import (
    NODE_LATER,
    ROOT,
    IndexNode,
    IndexPart,
    Tree,
    require_tree,
    wrong_group,
)


@dataclass(eq=False)
class MethodMalformed(Problem):
    """A method file says something this program does not know."""

    field_name: str
    value: str
    code = "method_malformed"
    says = N_(
        "The method file has “{value}” under “{field_name}”, which is not known. Ask the issuer for a correct file."
    )


@dataclass(frozen=True)
class Method:
    """One method of measuring.

    `satisfied` names per number of levels the levels that count as satisfied; `factor_index` is `mean` (of the criteria's
    indices) or `pooled` (answers of all criteria together); `overall_index` is `question` (the general question when there
    is one, else the mean of factors), `factors` or `tree`; `valid_share` the least share of mandatory criteria a valid form has
    answered, as a fraction text; `grades` are (name, least overall index); `suppress_under` the least base of a group.
    `consolidation` says how a hub's index comes from those of its offices: `answers` (all answers together), `mean`
    (each office counts once) or `population` (by N of the sampling records). An office under `target` is listed, one
    from `commended` on is proposed for commendation (both per cent).

    Offices are judged only on a basis: `least_forms` valid forms that answer what the index stands on, and at least
    `least_share` ("" or a fraction text) of the forms they were to bring in. They are compared within `groups`, (name,
    members), each member a level of units or the code of one; levels that stand in none are compared as the
    catalogue has them. `yearly` says how the periods of a year come together: `answers` (all answers together) or `mean`
    (each period counts once).

    `channels` are the ways of answering whose forms count in figures (of `CHANNEL_WORDS`; without any all count alike): what came by
    another way is valid and stands in a table of its own alone.

    With a `tree` the overall index is made as that says (`overall_index` is `tree` then), and so is every index that it names.
    """

    name: str = "Bộ phương pháp tham khảo"
    satisfied: tuple[tuple[int, tuple[int, ...]], ...] = ((2, (2,)), (3, (3,)), (4, (3, 4)), (5, (4, 5)))
    factor_index: str = "mean"
    overall_index: str = "question"
    valid_share: str = "1/2"
    grades: tuple[tuple[str, int], ...] = (("Tốt", 90), ("Khá", 80), ("Trung bình", 65), ("Yếu", 0))
    suppress_under: int = 5
    is_reference: bool = True
    source: str = field(default="")
    consolidation: str = "answers"
    target: int = 80
    commended: int = 90
    least_forms: int = 10
    least_share: str = ""
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    yearly: str = "answers"
    tree: tuple[IndexNode, ...] = ()
    channels: tuple[str, ...] = ()

    def counts_channel(self, channel: str) -> bool:
        """Whether forms that came by this way count; facts name none where it is paper."""
        return not self.channels or (channel or PAPER_WORD) in self.channels

    def satisfied_levels(self, levels: int, *, within: Iterable[str] = ()) -> frozenset[int]:
        """The levels (1 … `levels`) that count as satisfied; the top level when the method names none.

        `within` are the codes of a question and its group, the nearest first: a node of the tree over them may say otherwise.
        """
        for code in within:
            for node in self.nodes.over(code):
                if levels in dict(node.satisfied):
                    return frozenset(dict(node.satisfied)[levels])
        return frozenset(dict(self.satisfied).get(levels, (levels,)))

    @cached_property
    def nodes(self) -> Tree:
        """The tree by code."""
        return Tree(self.tree)

    @property
    def asked_at_top(self) -> str:
        """The question that the tree asks for the overall index; empty where it asks none."""
        top = self.nodes.nodes.get(ROOT)
        return "" if top is None else top.question

    @cached_property
    def has_shares(self) -> bool:
        """Whether a form that is valid may count under some of the indices alone."""
        return any(node.share_to_count for node in self.tree)

    @cached_property
    def ranked_nodes(self) -> tuple[IndexNode, ...]:
        """The nodes by whose index offices are ranked, too, in the order of the tree."""
        return tuple(node for node in self.tree if node.groups)

    def by_node(self, node: IndexNode) -> Method:
        """The method as offices are judged by the index of one node: by its own groups and grades."""
        return replace(self, groups=node.groups, grades=node.grades)

    @property
    def least_answered(self) -> Fraction:
        return Fraction(self.valid_share)

    @property
    def share_wanted(self) -> Fraction | None:
        """`least_share` as a fraction; None when the method asks for none."""
        return Fraction(self.least_share) if self.least_share else None

    @cached_property
    def body(self) -> str:
        """Canonical JSON, what campaign files carry and the fingerprint runs over.

        Choices that came later stand there only when they are not the usual ones, so that methods written before
        keep their fingerprint.
        """
        told = {
            name: value for name, value in asdict(self).items() if name not in LATER or value != getattr(_USUAL, name)
        }
        if self.tree:
            told["tree"] = [
                {name: value for name, value in node.items() if name not in NODE_LATER or value}
                for node in told["tree"]
            ]
        return canonical_json(told)

    @cached_property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.body.encode()).hexdigest()


PAPER_WORD = "paper"
CHANNEL_WORDS = (PAPER_WORD, "online")
"""What a method calls the ways of answering."""
LATER = ("consolidation", "target", "commended", "least_forms", "least_share", "groups", "yearly", "tree", "channels")
_USUAL = Method()


def read_method(body: str) -> Method:
    """Read `Method.body`; refuses (`MethodMalformed`) what this program would compute differently from the issuer."""
    try:
        value = json.loads(body)
        method = Method(
            name=str(value["name"]),
            satisfied=tuple((int(levels), tuple(map(int, top))) for levels, top in value["satisfied"]),
            factor_index=str(value["factor_index"]),
            overall_index=str(value["overall_index"]),
            valid_share=str(value["valid_share"]),
            grades=tuple((str(name), int(least)) for name, least in value["grades"]),
            suppress_under=int(value["suppress_under"]),
            is_reference=bool(value["is_reference"]),
            source=str(value["source"]),
            consolidation=str(value.get("consolidation", _USUAL.consolidation)),
            target=int(value.get("target", _USUAL.target)),
            commended=int(value.get("commended", _USUAL.commended)),
            least_forms=int(value.get("least_forms", _USUAL.least_forms)),
            least_share=str(value.get("least_share", _USUAL.least_share)),
            groups=_groups(value),
            yearly=str(value.get("yearly", _USUAL.yearly)),
            tree=tuple(map(_node, value.get("tree", ()))),
            channels=tuple(map(str, value.get("channels", ()))),
        )
        shares = {"valid_share": method.least_answered, "least_share": method.share_wanted or Fraction(0)}
    except (ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError) as error:
        raise MethodMalformed("method", str(error)) from error
    if method.factor_index not in ("mean", "pooled"):
        raise MethodMalformed("factor_index", method.factor_index)
    if method.overall_index not in (("tree",) if method.tree else ("question", "factors")):
        raise MethodMalformed("overall_index", method.overall_index)
    require_tree(method.tree)
    if method.consolidation not in ("answers", "mean", "population"):
        raise MethodMalformed("consolidation", method.consolidation)
    if method.yearly not in ("answers", "mean"):
        raise MethodMalformed("yearly", method.yearly)
    if not set(method.channels).issubset(CHANNEL_WORDS) or len(set(method.channels)) < len(method.channels):
        raise MethodMalformed("channels", " ".join(method.channels))
    for field_name, share in shares.items():
        if not 0 <= share <= 1:
            raise MethodMalformed(field_name, getattr(method, field_name))
    if wrong := wrong_group(method.groups):
        raise MethodMalformed("groups", str(next(iter(wrong.values.values()))))
    if unknown := sorted(value.keys() - asdict(_USUAL).keys()):
        raise MethodMalformed(unknown[0], str(value[unknown[0]]))
    return method


def _node(value: Mapping[str, Any]) -> IndexNode:
    if unknown := sorted(value.keys() - {each.name for each in fields(IndexNode)}):
        raise MethodMalformed("tree", unknown[0])
    return IndexNode(
        code=str(value["code"]),
        label=str(value["label"]),
        way=str(value["way"]),
        parts=tuple(IndexPart(str(code), str(weight)) for code, weight in value["parts"]),
        question=str(value["question"]),
        satisfied=tuple((int(levels), tuple(map(int, top))) for levels, top in value["satisfied"]),
        target=None if value["target"] is None else int(value["target"]),
        least_answers=int(value.get("least_answers", 0)),
        least_share=str(value.get("least_share", "")),
        grades=tuple((str(name), int(least)) for name, least in value.get("grades", ())),
        valid_share=str(value.get("valid_share", "")),
        groups=_groups(value),
    )


def _groups(value: Mapping[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((str(name), tuple(map(str, members))) for name, members in value.get("groups", ()))
