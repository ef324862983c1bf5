"""Fingerprints of a questionnaire: what may be pooled (`coding`) and what was printed (`paper`)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from models.domain.basics.canonical import canonical_json
from models.domain.questionnaire.questionnaire import Group, Missing, Question


def question_coding(question: Question) -> str:
    """What the codes of one question mean, as canonical text; questions pool when name and this text are equal."""
    return canonical_json(
        [
            question.type,
            [choice.code for choice in question.choices],
            question.most,
            " ".join(question.relevant.split()),
        ]
    )


def coding_fingerprint(questions: Iterable[Question], said_kind: str = "") -> str:
    """Hex SHA-256 over names, types, choice codes and their order, and filters of all questions that are answered.

    `said_kind` is the code of the kind of respondents where the questionnaire itself says it: two that ask other people the same
    are then told apart.
    """
    asked = [[q.name, question_coding(q)] for q in questions if q.shape.is_asked]
    return _digest([*asked, ["respondents", said_kind]] if said_kind else asked)


def paper_fingerprint(
    questions: Iterable[Question], groups: Iterable[Group], wording: Iterable[str], *, is_reference: bool
) -> str:
    """Hex SHA-256 over everything that shows on paper: `wording` of head and introduction, labels, numbers, layout."""
    return _digest(
        [
            list(wording),
            is_reference,
            [[group.name, group.label] for group in groups],
            [
                [
                    *(
                        q.name,
                        q.type,
                        q.label,
                        q.number,
                        q.hint,
                        q.group,
                        q.most,
                        q.digits,
                        q.lines,
                        q.page,
                        _labels(q),
                    ),
                    *([q.decimals] if q.decimals else []),
                ]
                for q in questions
            ],
        ]
    )


def _labels(question: Question) -> list[list[str]]:
    told = [[choice.code, choice.label] for choice in question.choices]
    return [*told, [Missing.DONT_KNOW.value, question.unsure]] if question.unsure else told


def _digest(content: object) -> str:
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()
