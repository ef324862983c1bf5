"""Whether the forms of one keyer or one batch differ from all others in a pattern of answers (Fisher's exact test)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from models.domain.basics.problems import Sentence
from models.domain.signals.chance import hypergeometric_tail
from models.domain.signals.evidence import STRIKING, Evidence, Found, ValidForm

LEAST = 10
"""A keyer or batch with fewer forms is not compared."""


def unlike_the_others(
    code: str, title: str, rule: Sentence, evidence: Evidence, has_pattern: Callable[[ValidForm], bool]
) -> tuple[Found, ...]:
    """A line for each keyer and batch with strikingly many forms of a pattern; one empty line when there is none.

    The chance is multiplied by the number of groups compared, so that many groups do not make a signal by themselves.
    """
    forms = evidence.answered
    marked = {form.serial for form in forms if has_pattern(form)}
    groups = list(_groups(forms))
    found = []
    for about, group in groups:
        own = tuple(form.serial for form in group if form.serial in marked)
        tail = hypergeometric_tail(len(forms), len(marked), len(group), len(own))
        chance = min(Fraction(1), tail * len(groups))
        if own and chance < STRIKING:
            expected = Fraction(len(group) * len(marked), len(forms))
            found.append(Found(code, title, rule, len(own), len(group), expected, chance, about, own))
    return tuple(found) or (Found(code, title, rule, 0, len(forms)),)


def _groups(forms: tuple[ValidForm, ...]) -> Iterator[tuple[str, list[ValidForm]]]:
    """Keyers and batches that are large enough and not everything."""
    for name in ("by", "batch"):
        groups: dict[str, list[ValidForm]] = {}
        for form in forms:
            groups.setdefault(getattr(form, name), []).append(form)
        for about, group in sorted(groups.items()):
            if about and LEAST <= len(group) < len(forms):
                yield about, group
