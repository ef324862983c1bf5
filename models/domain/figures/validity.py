"""When a returned form counts: enough of its mandatory criteria are answered with a level; and under which indices it does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil
from operator import add

from models.domain.basics.problems import N_, Sentence
from models.domain.questionnaire.filters import CountedIf, Filters
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_tree import IndexNode, TreeWrong
from models.domain.questionnaire.questionnaire import MARKS, Question, Questionnaire, Score

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


def answered_enough(questionnaire: Questionnaire, *, least: Fraction) -> Callable[[Sequence[str]], Sequence[bool]]:
    """The test of the marks of many forms, of each whether at least the share `least` of its mandatory criteria has a level.

    A questionnaire without mandatory criteria leaves nothing to miss. Marks that are not one for each single-choice question are of
    another paper, and of no answers to this one.
    """
    width = len(questionnaire.singles)
    have_enough = _answered_share(questionnaire, mandatory_places(questionnaire), least)

    def are_enough(marks: Sequence[str]) -> Sequence[bool]:
        if {*map(len, marks)} - {width}:
            fitting = iter(are_enough([each for each in marks if len(each) == width]))
            return [len(each) == width and next(fitting) for each in marks]
        return have_enough("".join(marks), len(marks))

    return are_enough


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
            places = mandatory_places(questionnaire, under)
            found.append(CountedIf(under, _answered_share(questionnaire, places, node.share_to_count)))
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


def _answered_share(
    questionnaire: Questionnaire, places: Sequence[int], least: Fraction
) -> Callable[[str, int], Sequence[bool]]:
    """The test of the marks of forms, one after the other, whether at least the share `least` of these places has a level on each."""
    width, spare = len(questionnaire.singles), len(places) - ceil(least * len(places))

    def are_enough(marks: str, forms: int) -> Sequence[bool]:
        signs = marks.encode("ascii", "replace").translate(_NO_LEVEL)
        lacking: Iterable[int] = bytes(forms)
        for start in range(0, len(places), _MOST_IN_A_BYTE):
            # the rows of all forms lie in the bytes of one number, so that those of many forms are added at once
            rows = (int.from_bytes(signs[place::width]) for place in places[start : start + _MOST_IN_A_BYTE])
            lacking = map(add, lacking, sum(rows).to_bytes(forms))
        return [each <= spare for each in lacking]

    return are_enough


_MOST_IN_A_BYTE = 255
