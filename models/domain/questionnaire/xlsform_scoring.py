"""Which questions of a form make up the index: as its column `score` says, or as its scale of satisfaction shows.

Without any `score` cell: the choice list of three to five levels of which at least two speak of "hài lòng" (of
several such lists the one most questions use) is the scale. Its questions inside groups are criteria and their
groups the factors; outside of all groups the last one is the general question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from models.domain.questionnaire.questionnaire import Choice, Question, Score, Ticks
from models.domain.questionnaire.xlsform_rows import Finding
from models.domain.questionnaire.xlsform_survey import Survey

LEVELS = range(3, 6)
_SATISFIED = "hài lòng"
_NOT_SATISFIED = ("không hài lòng", "chưa hài lòng", "không thật sự hài lòng")
_FACTOR = "factor"
_NOT_SCORED = "none"
_QUESTION_SCORES = {"criterion": Score.CRITERION, "overall": Score.OVERALL, _NOT_SCORED: Score.NONE}


def scored(survey: Survey, findings: list[Finding]) -> Survey:
    """`survey` with scores and factors; contradictions are added to `findings`."""
    scores = survey.scores or _inferred(survey)
    questions = tuple(
        replace(q, score=_QUESTION_SCORES.get(scores.get(q.name, ""), Score.NONE)) for q in survey.questions
    )
    groups = tuple(replace(group, is_factor=scores.get(group.name) == _FACTOR) for group in survey.groups)
    result = replace(survey, questions=questions, groups=groups)
    findings.extend(_misplaced(survey))
    findings.extend(_contradictions(result))
    return result


def _inferred(survey: Survey) -> dict[str, str]:
    scales = Counter(q.choices for q in survey.questions if q.shape.ticks is Ticks.ONE and _is_scale(q.choices))
    if not scales:
        return {}
    scale = scales.most_common(1)[0][0]
    on_scale = [q for q in survey.questions if q.shape.ticks is Ticks.ONE and q.choices == scale]
    scores = {question.name: "criterion" for question in on_scale}
    scores |= {question.group: _FACTOR for question in on_scale if question.group}
    outside = [question.name for question in on_scale if not question.group]
    if outside:
        scores[outside[-1]] = "overall"
    return scores


def _is_scale(choices: tuple[Choice, ...]) -> bool:
    return len(choices) in LEVELS and sum(_SATISFIED in choice.label.lower() for choice in choices) > 1


def _misplaced(survey: Survey) -> Iterator[Finding]:
    groups = {group.name for group in survey.groups}
    for name, word in survey.scores.items():
        allowed = [_FACTOR, _NOT_SCORED] if name in groups else list(_QUESTION_SCORES)
        if word not in allowed:
            reason = "score_misplaced" if word == _FACTOR or word in _QUESTION_SCORES else "value_unknown"
            yield Finding("survey", survey.rows[name], "score", reason, word, ", ".join(allowed))


def _contradictions(survey: Survey) -> Iterator[Finding]:
    def finding(name: str, reason: str, shown: str = "", known: str = "") -> Finding:
        return Finding("survey", survey.rows[name], "score", reason, shown, known)

    factors = {group.name for group in survey.groups if group.is_factor}
    counting = [question for question in survey.questions if question.score is not Score.NONE]
    levels = 0
    for question in counting:
        if question.shape.ticks is not Ticks.ONE or len(question.choices) not in LEVELS:
            yield finding(question.name, "score_needs_scale", question.score.value, f"{LEVELS[0]}–{LEVELS[-1]}")
            continue
        levels = levels or len(question.choices)
        if len(question.choices) != levels:
            yield finding(question.name, "scales_differ", str(len(question.choices)), str(levels))
        if question.score is Score.CRITERION and question.group not in factors:
            yield finding(question.name, "score_without_factor", question.name)
        if not _is_ascending(question):
            labels = " – ".join(choice.label for choice in question.choices)
            yield finding(question.name, "scale_direction", labels)
    general = [question.name for question in counting if question.score is Score.OVERALL]
    for name in general[1:]:
        yield finding(name, "overall_twice", name, str(survey.rows[general[0]]))
    with_criteria = {question.group for question in counting if question.score is Score.CRITERION}
    for name in sorted(factors - with_criteria):
        yield finding(name, "factor_without_criteria", name)


def _is_ascending(question: Question) -> bool:
    """Whether a scale in words of satisfaction begins with the least; other wordings are taken as they are."""
    if not _is_scale(question.choices):
        return True
    first, last = question.choices[0].label.lower(), question.choices[-1].label.lower()
    return (
        any(word in first for word in _NOT_SATISFIED)
        and _SATISFIED in last
        and not any(word in last for word in _NOT_SATISFIED)
    )
