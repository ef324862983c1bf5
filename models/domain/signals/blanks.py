"""Patterns of blanks: a keyer or batch where strikingly many forms lack answers, or strikingly many lack none."""

from __future__ import annotations

from models.domain.basics.problems import N_
from models.domain.basics.table_values import said
from models.domain.questionnaire.questionnaire import are_levels
from models.domain.signals.evidence import Evidence, Found, ValidForm
from models.domain.signals.groups import unlike_the_others

MANY = N_("Blanks: more than elsewhere")
NONE = N_("No blank at all: more than elsewhere")


def look(evidence: Evidence) -> tuple[Found, ...]:
    with_blanks = said(N_("Forms with a criterion left blank, by keyer and by batch, against all other forms."))
    without = said(N_("Forms with every criterion answered, by keyer and by batch, against all other forms."))
    return (
        *unlike_the_others("blanks", MANY, with_blanks, evidence, _has_blank),
        *unlike_the_others("complete", NONE, without, evidence, lambda form: not _has_blank(form)),
    )


def _has_blank(form: ValidForm) -> bool:
    return not are_levels(form.scored)
