"""Which questions of a form the person was asked: the filters of a questionnaire, compiled once.

An unmet question counts as unanswered for the filters behind it, as in every XLSForm program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from models.domain.questionnaire.answers import Answers, stored_codes, whole_marks
from models.domain.questionnaire.expressions import OWN, Expression, Scope, compile_expression
from models.domain.questionnaire.questionnaire import Question, Questionnaire
from models.domain.questionnaire.questions import TYPES_BY_CODE


@dataclass(frozen=True)
class Filter:
    """The filter of one question with the places of everything it depends on, and what it said before.

    `places` are those of the marks that it reads.
    """

    name: str
    expression: Expression
    places: tuple[int, ...]
    reads_rest: tuple[str, ...]
    reads_texts: tuple[str, ...]
    known: dict[tuple[str | None, ...], bool] = field(default_factory=dict, compare=False, repr=False)


class CountedIf(NamedTuple):
    """Questions whose answers count only on forms that have answered enough of them.

    `are_enough` is asked of forms at once: of their marks one after the other, and how many they are.
    """

    names: frozenset[str]
    are_enough: Callable[[str, int], Sequence[bool]]


@dataclass(frozen=True)
class Filters:
    """The compiled filters of `questionnaire`; `names` are the questions that have one, in order.

    `counted_if` says which answers of a valid form count at all, where a method asks for more under some of its indices.
    """

    questionnaire: Questionnaire
    day: date
    filters: tuple[Filter, ...]
    counted_if: tuple[CountedIf, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.filters)

    @cached_property
    def narrowed(self) -> dict[str, frozenset[str]]:
        """The questions that are asked only of people who describe themselves in some way, with the questions that say so."""
        return asked_of_described(self.questionnaire)

    def met(self, answers: Answers) -> tuple[bool, ...]:
        """Whether each of `names` was to be asked; about 1 µs a filter once its few combinations were seen."""
        marks, rest, texts = whole_marks(self.questionnaire, answers.marks), dict(answers.rest), dict(answers.texts)
        return tuple(
            self.says(
                each,
                (
                    *map(marks.__getitem__, each.places),
                    *map(rest.get, each.reads_rest),
                    *map(texts.get, each.reads_texts),
                ),
                lambda: answers,
            )
            for each in self.filters
        )

    def says(self, wanted: Filter, read: tuple[str | None, ...], answers: Callable[[], Answers]) -> bool:
        """Whether a question was to be asked where its filter reads this; `answers` with that are only looked at if it is new."""
        said = wanted.known.get(read)
        if said is None:
            said = self._evaluate(wanted, answers())
            # free numbers and texts make ever new combinations
            if len(wanted.known) < _MOST_KNOWN:
                wanted.known[read] = said
        return said

    def unmet(self, answers: Answers) -> frozenset[str]:
        """The questions that were not to be asked on this form."""
        return frozenset(name for name, is_met in zip(self.names, self.met(answers), strict=True) if not is_met)

    def _evaluate(self, wanted: Filter, answers: Answers) -> bool:
        by_name = {each.name: each for each in self.filters}
        values = expression_values(self.questionnaire, answers)

        def value(name: str) -> str:
            if name in by_name and not holds(by_name[name]):
                return ""
            return values.get(name, "")

        def holds(each: Filter) -> bool:
            return each.expression.holds(Scope(value, self.day))

        return holds(wanted)


_MOST_KNOWN = 10_000


def filters(questionnaire: Questionnaire, *, day: date) -> Filters:
    """Compile the filters of `questionnaire`, whose expressions are known to be sound.

    What they said to a combination of answers is remembered from one time to the next.
    """
    return Filters(questionnaire, day, _compiled(questionnaire, day))


@lru_cache(maxsize=64)
def _compiled(questionnaire: Questionnaire, _day: date) -> tuple[Filter, ...]:
    expressions = {q.name: compile_expression(q.relevant) for q in questionnaire.questions if q.relevant}
    marks = {question.name: place for place, question in enumerate(questionnaire.singles)}
    rest = {question.name for question in questionnaire.rest}
    texts = {question.name for question in questionnaire.texts}

    def compiled(name: str) -> Filter:
        reads = _all_names(name, expressions)
        return Filter(
            name,
            expressions[name],
            tuple(sorted(marks[read] for read in reads if read in marks)),
            tuple(sorted(reads & rest)),
            tuple(sorted(reads & texts)),
        )

    return tuple(compiled(name) for name in expressions)


def violated(questionnaire: Questionnaire, answers: Answers, *, day: date) -> tuple[Question, ...]:
    """The answered questions whose constraint does not hold; a warning, since the paper is stored as it is."""
    values = expression_values(questionnaire, answers)

    def is_violated(question: Question) -> bool:
        if not question.constraint or not values[question.name]:
            return False
        seen = {**values, OWN: values[question.name]}
        return not compile_expression(question.constraint).holds(Scope(lambda name: seen.get(name, ""), day))

    return tuple(question for question in questionnaire.asked if is_violated(question))


def expression_values(questionnaire: Questionnaire, answers: Answers) -> dict[str, str]:
    """The answers as expressions see them: names of choices, numbers, ISO dates, texts, "" when missing."""
    stored = stored_codes(questionnaire, answers)
    return {q.name: TYPES_BY_CODE[q.type].value(q, stored[q.name]) for q in questionnaire.asked}


def circular(expressions: Mapping[str, Expression]) -> frozenset[str]:
    """The questions whose filter depends, by whatever way, on the question itself."""
    return frozenset(name for name in expressions if name in _all_names(name, expressions))


def read_by_filter(questionnaire: Questionnaire, name: str) -> frozenset[str]:
    """The questions that say, by whatever way, whether a question was to be asked; none for one asked of everybody."""
    return _all_names(name, {q.name: compile_expression(q.relevant) for q in questionnaire.questions if q.relevant})


def asked_of_described(questionnaire: Questionnaire) -> dict[str, frozenset[str]]:
    """The questions that are asked only of people who describe themselves in some way, with the questions that say so."""
    describing = frozenset(question.name for question in questionnaire.describing)
    read = {q.name: read_by_filter(questionnaire, q.name) & describing for q in questionnaire.asked if q.relevant}
    return {name: names for name, names in read.items() if names}


def _all_names(name: str, expressions: Mapping[str, Expression]) -> frozenset[str]:
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        expression = expressions.get(waiting.pop())
        if expression is not None:
            waiting.extend(expression.names - reached)
            reached |= expression.names
    return frozenset(reached)
