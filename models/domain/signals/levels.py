"""Patterns of levels: a keyer or batch where strikingly many forms know nothing but the two best levels."""

from __future__ import annotations

from collections import Counter

from models.domain.basics.problems import N_
from models.domain.basics.table_values import said
from models.domain.questionnaire.questionnaire import are_levels
from models.domain.signals.evidence import Evidence, Found, ValidForm
from models.domain.signals.groups import unlike_the_others

BEST = N_("Nothing but the best levels: more than elsewhere")
ONE = N_("Hardly any change of level: more than elsewhere")


def look(evidence: Evidence) -> tuple[Found, ...]:
    best = {
        coding: _best({sign for form in forms for sign in form.scored}) for coding, forms in evidence.by_coding.items()
    }
    only_best = said(N_("Forms whose levels are all among the two best, by keyer and by batch, against all others."))
    one_level = said(
        N_("Forms with one level on nine of ten criteria or more, by keyer and by batch, against all others.")
    )
    return (
        *unlike_the_others("best", BEST, only_best, evidence, lambda form: _levels(form) <= best[form.coding]),
        *unlike_the_others("level", ONE, one_level, evidence, _hardly_changes),
    )


def _best(signs: set[str]) -> frozenset[str]:
    return frozenset(sorted(sign for sign in signs if are_levels(sign))[-2:])


def _levels(form: ValidForm) -> set[str]:
    return {sign for sign in form.scored if are_levels(sign)}


def _hardly_changes(form: ValidForm) -> bool:
    levels = Counter(sign for sign in form.scored if are_levels(sign))
    return bool(levels) and 10 * max(levels.values()) >= 9 * levels.total()
