"""Rankings by single indices of a method: no office is ranked by an index that its own sheet holds back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.domain.disclosure.held_back import held_nodes
from models.domain.figures.contents import NOTHING_ANSWERED
from models.domain.figures.figures import Figures, OfficeLine
from models.domain.figures.judging import NodeIndex, ranked_by_nodes
from models.domain.figures.measures import Counted, measured
from models.domain.questionnaire.filters import asked_of_described
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Score


def node_indices(
    counted: Sequence[Counted], method: Method, *, population: int | None = None, forms: int | None = None
) -> tuple[NodeIndex, ...]:
    """The indices of an office by which its hub ranks it beside the overall one, in the order of the tree.

    `forms` is how many there are where the counts do not tell it.
    """
    if not method.ranked_nodes:
        return ()
    whole, indices = measured(counted, method, population=population, told=forms)
    held = held_nodes(whole, method)
    found = []
    for node in method.ranked_nodes:
        own = indices.get(node.code, NOTHING_ANSWERED)
        found.append(
            NodeIndex(None, None, 0, is_held_back=True)
            if node.code in held
            else NodeIndex(own.index, own.interval, own.people)
        )
    return tuple(found)


def with_node_rankings(figures: Figures, offices: Sequence[tuple[OfficeLine, Sequence[NodeIndex]]]) -> Figures:
    """Figures of a hub with the rankings that their method asks for; each office comes with its `node_indices`.

    Without any where a criterion is asked because of how people describe themselves: how many were asked at an office is told by no
    index of it.
    """
    if not figures.method.ranked_nodes or _is_asked_of_described(figures):
        return figures
    return replace(figures, by_node=ranked_by_nodes(offices, figures.method))


def _is_asked_of_described(figures: Figures) -> bool:
    return any(
        variant.questionnaire.by_name[name].score is Score.CRITERION
        for variant in figures.variants
        for name in asked_of_described(variant.questionnaire)
    )
