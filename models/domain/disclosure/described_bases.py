"""Questions that are asked because of how people describe themselves: where that leaves few, how they answer is not shown."""

from __future__ import annotations

from models.domain.figures.figures import Figures
from models.domain.questionnaire.filters import asked_of_described


def held_back(figures: Figures) -> frozenset[str]:
    """The questions that a few people alone were asked, or all but a few, because of what they say of themselves.

    With what came after closing, and of several offices together, it is all that are asked so: less the closed figures, or those of the
    other offices, they would tell of few.
    """
    asked: dict[str, tuple[int, int]] = {}
    for variant in figures.variants:
        for name in asked_of_described(variant.questionnaire):
            tally = variant.counts.get(name)
            if tally is not None:
                others = tally.not_applicable + tally.behind_filter
                met, unmet = asked.get(name, (0, 0))
                asked[name] = met + tally.forms - others, unmet + others
    least = figures.method.suppress_under
    if figures.is_ranking or (figures.with_late and figures.late):
        return frozenset(asked)
    return frozenset(name for name, sizes in asked.items() if any(0 < size < least for size in sizes))
