"""The indices of a set of valid forms: every criterion, every factor, and the overall index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from models.domain.figures import satisfaction
from models.domain.figures.contents import (
    NOTHING_ANSWERED,
    Answered,
    ContentResult,
    contents_of,
    indices_of,
    together,
)
from models.domain.figures.satisfaction import Interval
from models.domain.figures.tallies import NOTHING, Tally
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_tree import ROOT, IndexNode, IndexPart
from models.domain.questionnaire.questionnaire import Question, Questionnaire, Score


@dataclass(frozen=True)
class CriterionResult:
    """One criterion or the general question; `index` in per cent and `mean` are None when nothing was answered.

    `satisfied` are the answers on a level that counts as satisfied. One that `is_held_back` has no numbers: they would tell of few people.
    """

    code: str
    number: str
    label: str
    choices: tuple[str, ...]
    levels: tuple[int, ...]
    tally: Tally
    index: Fraction | None
    mean: Fraction | None
    interval: Interval | None
    satisfied: int = 0
    is_held_back: bool = False

    @property
    def valid(self) -> int:
        """The answers the index stands on."""
        return sum(self.levels)


@dataclass(frozen=True)
class FactorResult:
    """One factor; a criterion without answers is left out of `index` and named by `empty`.

    `is_below`: fewer answered than the method asks for of it, so that there is no index. One that `is_held_back` has none because it would
    tell of few people.
    """

    code: str
    label: str
    criteria: tuple[CriterionResult, ...]
    index: Fraction | None
    is_below: bool = False
    is_held_back: bool = False

    @property
    def empty(self) -> tuple[str, ...]:
        return tuple(each.code for each in self.criteria if each.index is None and not each.is_held_back)


@dataclass(frozen=True)
class Measure:
    """The indices of a set of valid forms.

    `overall_from` says what `overall` is: `question` (the general one), `factors` (their mean) or `tree` (put together from
    `contents` as the method says); `not_pooled` names questions that several questionnaires code unlike, so that they are in no
    common figure. Where forms may count under some indices alone, `behind` says how many answers stand behind the overall one.
    """

    forms: int
    factors: tuple[FactorResult, ...]
    general: CriterionResult | None
    overall: Fraction | None
    overall_from: str
    not_pooled: tuple[str, ...] = ()
    contents: tuple[ContentResult, ...] = ()
    behind: int | None = None

    @property
    def criteria(self) -> tuple[CriterionResult, ...]:
        """All criteria in the order of the paper, the general question last."""
        found = tuple(criterion for factor in self.factors for criterion in factor.criteria)
        return (*found, self.general) if self.general else found

    @property
    def overall_interval(self) -> Interval | None:
        """The interval of the overall index; only a single question has one."""
        return self.general.interval if self.general and self.overall_from == "question" else None

    @property
    def overall_answers(self) -> int:
        """How many answers the overall index stands on: to the general question, or else the forms, or what counts of them."""
        if self.general and self.overall_from == "question":
            return self.general.valid
        return self.forms if self.behind is None else self.behind

    @property
    def factors_mean(self) -> Fraction | None:
        """Plain mean of the factors, for comparison with the general question; None where one of them is held back."""
        is_told = not any(factor.is_held_back for factor in self.factors)
        return satisfaction.mean(factor.index for factor in self.factors) if is_told else None

    @property
    def empty(self) -> tuple[str, ...]:
        """Criteria that nobody answered."""
        return tuple(each.code for each in self.criteria if each.index is None and not each.is_held_back)


class Counted(NamedTuple):
    """The tallies of the forms of one questionnaire, and how many forms they are."""

    questionnaire: Questionnaire
    forms: int
    counts: Mapping[str, Tally]


class Measured(NamedTuple):
    """A measure, with every index of the method's tree by code."""

    measure: Measure
    indices: Mapping[str, Answered]


def measure(
    counted: Sequence[Counted], method: Method, *, population: int | None = None, forms: int | None = None
) -> Measure:
    """The indices over one or more questionnaires, pooled by question name where the codes mean the same.

    Questionnaires without forms say nothing, unless all are without. `forms` is how many there are where the counts do not tell it.
    """
    return measured(counted, method, population=population, told=forms).measure


def measured(
    counted: Sequence[Counted], method: Method, *, population: int | None = None, told: int | None = None
) -> Measured:
    """`measure` with every index that the method's tree names; `told` is how many forms there are."""
    used = [each for each in counted if each.forms] or list(counted)
    unlike = _unlike([each.questionnaire for each in used]) if len(used) > 1 else ()
    criteria: dict[str, CriterionResult] = {}
    groups: dict[str, tuple[str, list[str]]] = {}
    general = ""
    for each in used:
        labels = {group.name: group.told for group in each.questionnaire.groups}
        for question in _scored(each.questionnaire):
            if question.name in unlike or question.name in criteria:
                continue
            criteria[question.name] = _criterion(question, used, method, population)
            if question.score is Score.OVERALL:
                general = general or question.name
            else:
                groups.setdefault(question.group, (labels.get(question.group, ""), []))[1].append(question.name)
    forms = sum(each.forms for each in counted) if told is None else told
    made = [_factor(code, label, criteria, names, method, forms) for code, (label, names) in groups.items()]
    factors = tuple(factor for factor, _ in made)
    asked = criteria.get(general)
    contents: tuple[ContentResult, ...] = ()
    indices: Mapping[str, Answered] = {}
    behind = None
    if method.tree:
        leaves = {code: _answered(each) for code, each in criteria.items()}
        leaves |= {factor.code: _put_together(factor, answered) for factor, answered in made}
        indices = indices_of(method.nodes, leaves, forms=forms)
        contents = contents_of(method.nodes, indices, [each.code for each in factors])
        overall, overall_from = indices[ROOT].index, "tree"
        people = indices[ROOT].people
        # of a question that few answered the overall index is theirs, however many forms there are
        is_of_few = bool(method.asked_at_top) and 0 < people < method.suppress_under
        behind = people if method.has_shares or is_of_few else None
    elif method.overall_index == "question" and asked is not None:
        overall, overall_from = asked.index, "question"
    else:
        overall, overall_from = satisfaction.mean(factor.index for factor in factors), "factors"
    whole = Measure(forms, factors, asked, overall, overall_from, not_pooled=unlike, contents=contents, behind=behind)
    return Measured(whole, indices)


@dataclass(frozen=True, slots=True)
class Overall:
    """The overall index, its interval when it is that of a single question, and how many answers it stands on."""

    index: Fraction | None
    interval: Interval | None
    answers: int


def overall_of(
    counted: Sequence[Counted], method: Method, *, population: int | None = None, forms: int | None = None
) -> Overall:
    """What `measure` says of the overall index, without working out what it does not need."""
    used = [each for each in counted if each.forms] or list(counted)
    general = _general(tuple(each.questionnaire for each in used))
    if method.overall_index != "question" or general is None:
        whole = measure(counted, method, population=population, forms=forms)
        return Overall(whole.overall, whole.overall_interval, whole.overall_answers)
    found = _criterion(general, used, method, population)
    return Overall(found.index, found.interval, found.valid)


@lru_cache(maxsize=64)
def _general(questionnaires: tuple[Questionnaire, ...]) -> Question | None:
    """The general question of some questionnaires; None where they have none, or one of them asks it otherwise."""
    scored = [question for each in questionnaires for question in _scored(each)]
    general = next((question for question in scored if question.score is Score.OVERALL), None)
    if general is None:
        return None
    named = (question for question in scored if question.name == general.name)
    coding = question_coding(general)
    return general if all(q.score is Score.OVERALL and question_coding(q) == coding for q in named) else None


def stands_on_question(questionnaires: Sequence[Questionnaire], method: Method) -> bool:
    """Whether the overall index is that of one general question, whichever of the questionnaires were answered."""
    general = [
        [(question.name, question_coding(question)) for question in each.singles if question.score is Score.OVERALL]
        for each in questionnaires
    ]
    alike = len({tuple(each[:1]) for each in general}) == 1 and all(general)
    return method.overall_index == "question" and alike and general[0][0][0] not in _unlike(questionnaires)


def _unlike(questionnaires: Iterable[Questionnaire]) -> tuple[str, ...]:
    """The scored questions that the questionnaires code unlike."""
    codings: dict[str, set[str]] = {}
    for questionnaire in questionnaires:
        for question in _scored(questionnaire):
            codings.setdefault(question.name, set()).add(question_coding(question))
    return tuple(name for name, found in codings.items() if len(found) > 1)


def _scored(questionnaire: Questionnaire) -> tuple[Question, ...]:
    return tuple(question for question in questionnaire.singles if question.score is not Score.NONE)


def _criterion(question: Question, used: Sequence[Counted], method: Method, population: int | None) -> CriterionResult:
    tallies = [each.counts[question.name] for each in used if question.name in each.counts]
    tally = tallies[0] if len(tallies) == 1 else sum(tallies, NOTHING)
    levels = tally.levels(len(question.choices))
    top = method.satisfied_levels(len(levels), within=(question.name, question.group))
    satisfied = sum(levels[level - 1] for level in top if level <= len(levels))
    interval = satisfaction.wilson(satisfied, sum(levels), population) if population is not None else None
    return CriterionResult(
        code=question.name,
        number=question.number,
        label=question.told,
        choices=tuple(choice.label for choice in question.choices),
        levels=levels,
        tally=tally,
        index=satisfaction.index(((satisfied, sum(levels)),)),
        mean=satisfaction.mean_score(levels),
        interval=interval,
        satisfied=satisfied,
    )


def _factor(
    code: str, label: str, asked: Mapping[str, CriterionResult], names: Sequence[str], method: Method, forms: int
) -> tuple[FactorResult, Answered]:
    """A factor by its own node where the method has one, else by the method's way for factors; and what it was made from."""
    node = method.nodes.nodes.get(code)
    if node is None:
        node = IndexNode(code, label, method.factor_index, tuple(map(IndexPart, names)))
    found = together(node, lambda name: _answered(asked[name]) if name in asked else NOTHING_ANSWERED, forms=forms)
    return FactorResult(code, label, tuple(asked[name] for name in names), found.index, found.is_below), found


def _put_together(factor: FactorResult, found: Answered) -> Answered:
    """A factor as indices above it read it: with the answers to all its criteria."""
    if found.is_below:
        return found
    return replace(found, answers=tuple((each.satisfied, each.valid) for each in factor.criteria))


def _answered(criterion: CriterionResult) -> Answered:
    return Answered(
        criterion.index, ((criterion.satisfied, criterion.valid),), criterion.valid, interval=criterion.interval
    )
