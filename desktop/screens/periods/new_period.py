"""What is typed for a period of this office before it is opened, and what its words must fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.domain.questionnaire.questionnaire import Questionnaire
from models.language import LANGUAGES, load
from models.store.database import Station


@dataclass(frozen=True, slots=True)
class NewPeriod:
    """What is typed for a period of this office; days may be left out for the survey, `share` is percent of forms.

    `method` is the fingerprint of a method that is here, the usual one when empty; `basis` the decision or plan that it rests on. `level`
    says at a hub which of the offices directly under it take part; empty: all of them.
    """

    code: str
    name: str
    evaluated: tuple[date, date]
    survey: tuple[date | None, date | None]
    questionnaires: tuple[str, ...]
    share: int
    level: str = ""
    method: str = ""
    basis: str = ""


def require_basis_on_paper(station: Station, questionnaires: Iterable[Questionnaire], basis: str) -> None:
    """Refuse what a period is to rest on where one of its forms does not fit its sheet with it; nothing said fits."""
    if basis:
        from printing.forms import require_basis_fits

        require_basis_fits(station, questionnaires, basis, load(LANGUAGES[0]))
