"""What the built-in questionnaires and methods say, in further languages.

The words stand beside them in a table and in no body: whoever knows them by their name has the words, and no fingerprint moves.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from models.catalogue.methods import further_methods
from models.catalogue.questionnaires import is_built_in
from models.domain.basics.own_words import OwnWords
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Group, Question, Questionnaire

_TABLE = "other_languages.csv"
_WORDS = "words"


def questionnaire_told(questionnaire: Questionnaire) -> Questionnaire:
    """A built-in questionnaire, of any edition, whose words tables can say in other languages; any other one as it is.

    On paper it has the words it always had.
    """
    if not is_built_in(questionnaire.id):
        return questionnaire
    words = questionnaire.words
    return replace(
        questionnaire,
        title=_told(questionnaire.title),
        groups=tuple(map(_group, questionnaire.groups)),
        questions=tuple(map(_question, questionnaire.questions)),
        words=replace(words, event=_told(words.event), people=_told(words.people)),
    )


def method_told(method: Method) -> Method:
    """A built-in method whose name, grades and indices can be said in other languages; any other one as it is."""
    if method.name not in _names():
        return method
    nodes = tuple(replace(node, label=_told(node.label), grades=_grades(node.grades)) for node in method.tree)
    return replace(
        method, name=_told(method.name), source=_told(method.source), grades=_grades(method.grades), tree=nodes
    )


@cache
def _names() -> frozenset[str]:
    return frozenset(each.name for each in (Method(), *further_methods()))


def _grades(grades: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    return tuple((_told(name), least) for name, least in grades)


def _group(group: Group) -> Group:
    return replace(group, label=_told(group.label), in_reports=_told(group.in_reports))


def _question(question: Question) -> Question:
    choices = tuple(
        replace(choice, label=_told(choice.label), coarser=_told(choice.coarser)) for choice in question.choices
    )
    in_reports = _told(question.in_reports)
    # what only the paper says is called in other languages as in tables
    label = _told(question.label)
    if isinstance(in_reports, OwnWords) and not isinstance(label, OwnWords):
        label = OwnWords(label, in_reports.others)
    return replace(
        question,
        label=label,
        in_reports=in_reports,
        unsure=_told(question.unsure),
        choices=choices,
    )


@cache
def _told(words: str) -> str:
    """Words that know what they are in other languages; those that nobody translated as they are."""
    others = _others().get(words)
    return OwnWords(words, others) if others else words


@cache
def _others() -> Mapping[str, Mapping[str, str]]:
    rows = csv.DictReader((files(__package__) / _TABLE).read_text(encoding="utf-8").splitlines())
    return {row[_WORDS]: {code: said for code, said in row.items() if code != _WORDS and said} for row in rows}
