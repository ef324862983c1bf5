"""Whether an office is judged at all: enough forms behind its index, and whose figures are those of so few that nobody sees them."""

from __future__ import annotations

from enum import Enum

from models.domain.questionnaire.method import Method


class Basis(Enum):
    """Whether an index stands on enough to rank, grade or commend an office; the value is what `--json` answers."""

    ENOUGH = "enough"
    TOO_FEW = "too_few"
    NO_SHARE = "no_share"


def basis_of(forms: int, answers: int, method: Method, *, wanted: int | None) -> Basis:
    """What an index from `answers` answers on `forms` valid forms stands on.

    `wanted` is how many forms were to come in: where the method asks for a share of them and nobody knows it, the share
    counts as not reached, so that who keeps no record never looks better than who does.
    """
    if min(forms, answers) < max(method.least_forms, method.suppress_under):
        return Basis.TOO_FEW
    share = method.share_wanted
    if share is not None and (not wanted or forms < share * wanted):
        return Basis.NO_SHARE
    return Basis.ENOUGH


def is_few(forms: int, answers: int, method: Method) -> bool:
    """Whether some, but so few people stand behind an index that nothing of their answers may be told."""
    return any(0 < number < method.suppress_under for number in (forms, answers))
