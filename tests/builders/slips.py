"""Keyers who make slips at a known rate, for measuring what second keyings and rulings leave behind."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from models.domain.book.agreement import fields_of
from models.domain.questionnaire.answers import read_answers
from models.domain.questionnaire.filters import Filters
from models.domain.questionnaire.questionnaire import Missing, Question, Shape


def slipped(own_filters: Filters, codes: Mapping[str, str], *, of_thousand: float, chance: Random) -> dict[str, str]:
    """The codes of one paper as a person keys them who mistakes so many fields of a thousand."""
    questionnaire = own_filters.questionnaire
    keyed = dict(codes)
    for name in sorted(fields_of(own_filters, read_answers(questionnaire, codes))):
        if chance.random() < of_thousand / 1000:
            keyed[name] = wrong_code(questionnaire.by_name[name], codes.get(name, ""), chance)
    return keyed


def wrong_code(question: Question, code: str, chance: Random) -> str:
    """Another code than the paper's that can be keyed in the same place: a neighbouring key, or nothing."""
    marks = [choice.mark for choice in question.choices]
    if question.shape is Shape.SEVERAL_MARKS:
        ticked = set(code.split()) - {each.value for each in Missing}
        is_full = len(ticked) == question.most > 0
        return " ".join(sorted(ticked ^ {chance.choice(sorted(ticked) if is_full else marks)}))
    return chance.choice([other for other in ("", *marks) if other != code])


def ruled_codes(
    true: Mapping[str, str],
    first: Mapping[str, str],
    second: Mapping[str, str],
    *,
    of_thousand: float,
    chance: Random,
) -> dict[str, str]:
    """What a third person makes of two keyings, who takes the wrong one of a difference so many times of a thousand."""
    codes = dict(first)
    for name in (name for name in first if first[name] != second[name]):
        is_wrong = chance.random() < of_thousand / 1000
        codes[name] = (
            next(code for code in (first[name], second[name]) if code != true[name]) if is_wrong else true[name]
        )
    return codes
