"""Whether the filters of a questionnaire make sense on paper: the choices they name exist, and what they ask comes before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.domain.basics.problems import N_, Sentence
from models.domain.questionnaire.expressions import OWN, compile_expression
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform_rows import Sheets

_NAME = r"\$\{\s*(?P<name>[A-Za-z][\w.\-]*)\s*\}"
_LITERAL = r"(?:'(?P<one>[^']*)'|\"(?P<two>[^\"]*)\"|(?P<number>[0-9]+(?:\.[0-9]+)?)(?![\w.]))"
_COMPARED = (
    re.compile(rf"{_NAME}\s*(?P<sign>!?=)\s*{_LITERAL}"),
    re.compile(rf"selected\(\s*{_NAME}\s*,\s*{_LITERAL}\s*\)"),
)


def doubtful_filters(questionnaire: Questionnaire, sheets: Sheets) -> tuple[Sentence, ...]:
    """What a person should know of the filters; none of it is refused."""
    return tuple(
        _doubts(questionnaire, {row["name"]: row.number for row in reversed(sheets.survey or ()) if row["name"]})
    )


def _doubts(questionnaire: Questionnaire, rows: dict[str, int]) -> Iterator[Sentence]:
    places = {question.name: place for place, question in enumerate(questionnaire.questions)}
    by_name = questionnaire.by_name
    for question in questionnaire.questions:
        if not question.relevant:
            continue
        row = rows.get(question.name, 0)
        for name in sorted(compile_expression(question.relevant).names - {OWN}):
            if name in places and places[name] > places[question.name]:
                said = N_(
                    "Row {row}: whether “{question}” is asked depends on “{other}”, which comes later on the paper."
                )
                yield Sentence(said, {"row": row, "question": question.name, "other": name})
        for pattern in _COMPARED:
            for found in pattern.finditer(question.relevant):
                asked = by_name.get(found["name"])
                value = found["one"] or found["two"] or found["number"] or ""
                if asked is None or not asked.choices or not value or value in {each.code for each in asked.choices}:
                    continue
                said = N_("Row {row}: the filter of “{question}” names “{value}”, which is no choice of “{other}”, so it "
                          "never holds there.")  # fmt: skip
                yield Sentence(said, {"row": row, "question": question.name, "value": value, "other": asked.name})
