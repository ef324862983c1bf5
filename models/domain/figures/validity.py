"""When a returned form counts: enough of its mandatory criteria are answered with a level; and under which indices it does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil
from operator import itemgetter

from models.domain.basics.problems import N_, Sentence
from models.domain.questionnaire.filters import CountedIf, Filters
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_tree import IndexNode, TreeWrong
from models.domain.questionnaire.questionnaire import MARKS, Question, Questionnaire, Score, are_levels

_NO_LEVEL = bytes(chr(sign) not in MARKS for sign in range(256))
"""Of every sign whether it is no level: 1, else 0."""


def mandatory_places(questionnaire: Questionnaire, within: Collection[str] | None = None) -> tuple[int, ...]:
    """Where in the marks the mandatory criteria stand (of the questions `within` alone): required and asked of everybody."""
    return tuple(
        place
        for place, question in enumerate(questionnaire.singles)
        if question.score is Score.CRITERION
        and question.required
        and not question.relevant
        and (within is None or question.name in within)
    )


def answered_enough(questionnaire: Questionnaire, *, least: Fraction) -> Callable[[str], bool]:
    """The test of marks whether at least the share `least` of the mandatory criteria has a level.

    A questionnaire without mandatory criteria leaves nothing to miss.
    """
    return _answered_share(mandatory_places(questionnaire), least)


def counted_by(compiled: Filters, method: Method) -> Filters:
    """`compiled` with what the method asks for under single indices.

    An answer counts where its form has answered the least share of the mandatory criteria under every index over it that asks for one:
    the nearest and all above.
    """
    if not method.has_shares:
        return compiled
    questionnaire = compiled.questionnaire
    scored = [question for question in questionnaire.singles if question.score is not Score.NONE]
    found = []
    for node in method.tree:
        if node.share_to_count:
            under = frozenset(each.name for each in _under(node, scored, method))
            is_enough = _answered_share(mandatory_places(questionnaire, under), node.share_to_count)
            found.append(CountedIf(under, is_enough))
    return replace(compiled, counted_if=tuple(found))


def require_mandatory(method: Method, questionnaires: Iterable[Questionnaire]) -> None:
    """Refuse (`TreeWrong`) a share of the mandatory criteria under an index where no questionnaire has any."""
    listed = tuple(questionnaires)
    for node in method.tree:
        mandatory = (each.singles[place] for each in listed for place in mandatory_places(each))
        if node.share_to_count and not any(_under(node, mandatory, method)):
            why = N_(
                "no mandatory criterion stands under it, so there is nothing of which a form could answer a share (valid_share)."
            )
            raise TreeWrong(node.code, Sentence(why))


def _under(node: IndexNode, questions: Iterable[Question], method: Method) -> Iterator[Question]:
    return (each for each in questions if node in method.nodes.over_question(each.name, each.group))


def _answered_share(places: Sequence[int], least: Fraction) -> Callable[[str], bool]:
    """The test of marks whether at least the share `least` of these places has a level."""
    needed = ceil(least * len(places))

    if len(places) < 2:
        return lambda marks: sum(are_levels(marks[place : place + 1]) for place in places) >= needed
    width, chosen, spare = max(places) + 1, itemgetter(*places), len(places) - needed

    def is_enough(marks: str) -> bool:
        signs = (marks if len(marks) >= width else marks.ljust(width)).encode("ascii", "replace")
        # most forms lack so little in all their rows that it need not be asked in which
        return signs.translate(_NO_LEVEL).count(1) <= spare or (
            bytes(chosen(signs)).translate(_NO_LEVEL).count(1) <= spare
        )

    return is_enough
