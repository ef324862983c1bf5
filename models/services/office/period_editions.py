"""Changing what may change of a period: names, days of the survey, who takes part, targets; each change is an edition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from models.domain.basics.names import given_name
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period, Target, require_span
from models.services.office.periods import Campaign, campaign_of, enter_edition
from models.store.database import Station


@dataclass(eq=False)
class OnlyTheIssuerEdits(Problem):
    """A period is changed where it was opened."""

    period: str
    issuer: str
    code = "only_the_issuer_edits"
    says = N_("Period {period} was opened by {issuer}; only that office changes it and sends the new campaign file.")


@dataclass(eq=False)
class NothingEdited(Problem):
    """An edition without a difference."""

    period: str
    code = "nothing_edited"
    says = N_(
        "Nothing in period {period} would change. Name what is to change, for example its name or the last day of"
        " the survey."
    )


def edit_period(
    station: Station,
    period: Period,
    *,
    name: str | None = None,
    survey_from: date | None = None,
    survey_to: date | None = None,
    units: tuple[UnitKey, ...] = (),
    targets: tuple[Target, ...] = (),
) -> Period:
    """The next edition of a period that this office opened; wards get it with the next campaign file.

    `units` join those that take part, `targets` replace those of the same unit and sector (0 takes one away). What is
    counted and how (questionnaires, method, share, seed, evaluated days) never changes: that is another period.
    Refuses the period of another office, reversed days and an edition without a difference.
    """
    if period.key.issuer != station.unit:
        raise OnlyTheIssuerEdits(period.code, period.key.issuer.code)
    before = campaign_of(station, period)
    aims = {(aim.unit, aim.sector): aim for aim in (*before.targets, *targets)}
    edited = Campaign(
        replace(
            period,
            name=given_name(name or "", otherwise=period.name),
            survey_from=survey_from or period.survey_from,
            survey_to=survey_to or period.survey_to,
            units=tuple(dict.fromkeys((*period.units, *units))),
        ),
        before.questionnaires,
        tuple(sorted(aim for aim in aims.values() if aim.forms)),
    )
    if edited.period.survey_to < edited.period.survey_from:
        require_span(edited.period.survey_from, edited.period.survey_to)
    if (edited.period, edited.targets) == (before.period, before.targets):
        raise NothingEdited(period.code)
    edition = replace(edited.period, edition=period.edition + 1)
    with station.transaction():
        enter_edition(station, replace(edited, period=edition))
    return edition
