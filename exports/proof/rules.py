"""What a period is counted by, beside what signed campaign files and the packages of its offices say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from exports.proof.kept import CampaignFile, Kept, RulesTold
from models.domain.basics.problems import N_, Message, Problem
from models.domain.book.periods import Period, Placed
from models.domain.questionnaire.questionnaire import Questionnaire
from models.services.office.giving_way import edition_aside
from models.services.office.periods import campaign_of, placed_otherwise
from models.services.office.questionnaires import questionnaires_of
from models.store import periods as store
from models.store.database import Station


@dataclass(eq=False)
class PeriodOtherwise(Problem):
    """What the base says of a period is not what its signed campaign file says."""

    period: str
    file: str
    what: tuple[Message, ...]
    code = "period_otherwise"
    says = N_(
        "What period {period} is surveyed and counted by ({what}) is not what the signed file {file} says: it was changed "
        "here afterwards. Figures made from it are wrong. Restore a backup from before the change."
    )


@dataclass(eq=False)
class RulesDamaged(Problem):
    """A method or questionnaire is not what its own fingerprint says."""

    name: str
    code = "rules_damaged"
    says = N_(
        "The rules “{name}” were changed or damaged on the disk. Figures made by them are wrong. "
        "Restore a backup from before the change."
    )


def rules_damaged(station: Station) -> Iterator[RulesDamaged]:
    """The methods and questionnaires whose content has another fingerprint than the one they are kept under."""
    yield from (RulesDamaged(name) for name in store.damaged_rules(station.db))


def period_otherwise(station: Station, period: Period, kept: Kept) -> Iterator[PeriodOtherwise]:
    """What differs between a period here and what was signed: by the campaign files, or where none is kept by the packages."""
    files = [each for each in kept.campaigns if each.campaign.period.key == period.key]
    told = [(each.file, _differing(station, period, each)) for each in files]
    if not files:
        told = [(each.file, _rules(station, period, each)) for each in kept.rules if each.period == period.key]
    # two editions of one number are told elsewhere: here it is enough that one of them says so
    by_what = {what: file for file, what in told}
    if told and () not in by_what:
        what = min(by_what, key=len)
        yield PeriodOtherwise(period.code, by_what[what], what)


def _differing(station: Station, period: Period, file: CampaignFile) -> tuple[Message, ...]:
    """What of a campaign file is not so here; what a later edition may change counts within its edition only."""
    here, told = campaign_of(station, period), file.campaign
    ours, theirs = here.period, told.period
    lasting = (
        (N_("evaluated dates"), (ours.evaluated_from, ours.evaluated_to), (theirs.evaluated_from, theirs.evaluated_to)),
        (N_("share keyed twice"), ours.share, theirs.share),
        (N_("seed"), ours.seed, theirs.seed),
        (N_("method"), ours.method, theirs.method),
        (N_("questionnaires"), questionnaires_of(station, period), _as_named_here(period, file.questionnaires)),
    )
    of_edition = (
        (N_("name"), ours.name, theirs.name),
        # a program that did not know of it took the campaign without it
        (N_("basis"), ours.basis in ("", theirs.basis), True),
        (N_("survey dates"), (ours.survey_from, ours.survey_to), (theirs.survey_from, theirs.survey_to)),
        (N_("offices asked"), ours.units, theirs.units),
        (N_("targets"), sorted(here.targets), sorted(told.targets)),
        (N_("superiors of the offices"), _is_placed_as(station, period, told.places), True),
        (N_("key of the hub"), (ours.hub_station, ours.hub_key), (theirs.hub_station, theirs.hub_key)),
    )
    if ours.edition < theirs.edition:
        return (N_("edition"),)
    compared = (*lasting, *of_edition) if ours.edition == theirs.edition else lasting
    return tuple(word for word, mine, signed in compared if mine != signed)


def _as_named_here(period: Period, signed: tuple[Questionnaire, ...]) -> tuple[Questionnaire, ...]:
    """The signed questionnaires, those that gave way to others of their name under the edition that they have since."""
    given = {(name.id, name.edition) for name in period.questionnaires}
    return tuple(
        replace(each, edition=edition) if (each.id, edition := edition_aside(each)) in given else each
        for each in signed
    )


def _is_placed_as(station: Station, period: Period, told: tuple[Placed, ...]) -> bool:
    """Whether what is kept of where the offices stand is so signed, and what is not kept is known without it."""
    kept = set(store.places(station.db, period.key))
    return kept <= set(told) and not placed_otherwise(station.catalogue, set(told) - kept)


def _rules(station: Station, period: Period, told: RulesTold) -> tuple[Message, ...]:
    questionnaires = {(each.id, each.edition, each.coding) for each in questionnaires_of(station, period)}
    return (
        *((N_("method"),) if told.method != period.method.fingerprint else ()),
        *((N_("questionnaires"),) if set(told.questionnaires) != questionnaires else ()),
    )
