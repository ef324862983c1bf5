"""Which figures of single questionnaires may stand beside the common ones without telling of single people."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.table_values import Value, said
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.figures import Figures
from models.domain.figures.measures import Measure


class Apart(NamedTuple):
    """The questionnaires that are shown alone, and the criteria whose figures are hidden there.

    With the common figure printed beside, hiding one questionnaire's figure alone would hide nothing: all are hidden.
    """

    variants: tuple[tuple[str, Measure], ...]
    hidden: frozenset[str]
    is_held_back: bool = False

    @classmethod
    def of(cls, figures: Figures) -> Apart:
        """Several questionnaires, each with enough forms; criteria that too few answered on one of them are hidden.

        Offices together show none apart.
        """
        if figures.is_ranking:
            return cls((), frozenset())
        least = figures.method.suppress_under
        variants = tuple((each.questionnaire.variant, each.measure) for each in figures.variants)
        if len(variants) < 2 or any(measure.forms < least for _, measure in variants):
            return cls((), frozenset(), len(variants) > 1)
        criteria = (criterion for _, measure in variants for criterion in measure.criteria)
        return cls(variants, frozenset(each.code for each in criteria if 0 < each.valid < least))

    def cells(self, figure: Callable[[Measure], Fraction | None], *, hidden: bool) -> tuple[Value, ...]:
        return tuple(HIDDEN if hidden else figure(measure) for _, measure in self.variants)

    def notes(self, figures: Figures) -> tuple[Sentence, ...]:
        least = figures.method.suppress_under
        if self.is_held_back:
            words = N_("The questionnaires are not shown apart, because one has fewer than {least} valid forms.")
            return (said(words, least=least),)
        words = N_("*: fewer than {least} people answered on one of the questionnaires; not shown apart.")
        return (said(words, least=least),) if self.hidden else ()
