"""Opening, changing and finding periods: what a campaign says of them, and which of them overlap."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from models.acts import Act, Topic
from models.catalogue import Catalogue
from models.catalogue.questionnaires import BUILT_IN_IDS
from models.domain.basics.canonical import canonical_json
from models.domain.basics.duties import Duty
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.typed_words import given_name, sentence
from models.domain.basics.units import UnitKey
from models.domain.book.facts import PeriodKey
from models.domain.book.periods import Period, Placed, Target, require_span, require_unchanged
from models.domain.book.serials import require_code
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform import Sheets
from models.services.office.allowing import allow, note
from models.services.office.giving_way import aside, has_heard_hub, is_aside, make_room, note_origin, take_code
from models.services.office.methods import require_method_fits
from models.services.office.numbers import next_edition, require_numbers
from models.services.office.questionnaires import (
    enter_questionnaire,
    find_questionnaire,
    named,
    questionnaires_named,
    sheets_of,
)
from models.store import periods as store
from models.store.database import Station
from models.store.remembered import remember, remembered

_WRITTEN = "campaign_written."
SURVEY_AFTER = timedelta(days=92)


@dataclass(eq=False)
class PeriodUnknown(Problem):
    """The station has no period with this code."""

    period: str
    known: tuple[str, ...]
    code = "period_unknown"
    says = N_(
        "There is no period “{period}” here (known: {known}). Open the campaign file from the hub, or open a period of your own."
    )


@dataclass(eq=False)
class NoPeriodYet(Problem):
    """The station has no period at all."""

    period: str
    code = "no_period_yet"
    says = N_(
        "There is no period “{period}” here, nor any other. Open the campaign file from the hub, or open a period of your own."
    )


@dataclass(eq=False)
class PeriodExists(Problem):
    """The period is open already."""

    period: str
    code = "period_exists"
    says = N_("Period {period} is here already. Choose another code; a code is used once per office.")


@dataclass(eq=False)
class KindTwice(Problem):
    """Two questionnaires of a period are for the same kind of respondents."""

    variant: str
    one: str
    other: str
    code = "kind_twice"
    says = N_(
        "The questionnaires {one} and {other} are both for {variant}: a period has one for each kind of respondents. Leave one out."
    )


@dataclass(eq=False)
class QuestionnairesAlike(Problem):
    """Two questionnaires of a period ask the same questions, so that their answers could not be told apart."""

    one: str
    other: str
    code = "questionnaires_alike"
    says = N_(
        "The questionnaires {one} and {other} ask the same questions, so their answers could not be told apart. Say in the settings of "
        "each, in the column respondents, whom it is for, and take them in again."
    )


@dataclass(eq=False)
class CampaignContradicts(Problem):
    """A newer edition changes what may never change within a period."""

    period: str
    changed: tuple[Sentence, ...]
    code = "campaign_contradicts"
    says = N_(
        "The campaign file changes what must stay the same within period {period}: {changed}. Ask the hub for a new period code."
    )


@dataclass(frozen=True)
class Campaign:
    """A period with everything a ward needs to work in it: what a campaign file says.

    `places` tell where the offices that are asked stand.
    """

    period: Period
    questionnaires: tuple[Sheets, ...]
    targets: tuple[Target, ...] = ()
    places: tuple[Placed, ...] = ()


def open_period(
    station: Station,
    *,
    code: str,
    name: str,
    evaluated: tuple[date, date],
    survey: tuple[date, date] | None,
    seed: str,
    questionnaires: tuple[str, ...] = (),
    share: Fraction = Fraction(0),
    method: Method | None = None,
    units: tuple[UnitKey, ...] = (),
    basis: str = "",
    act: Act,
) -> Period:
    """Open a period issued by this station's unit; `basis` is the decision or plan it rests on, in the office's words.

    `survey` (first and last day of printing and keying) ends `SURVEY_AFTER` the evaluated dates when left out. Refuses codes that
    serials cannot carry, codes in use, reversed dates and spans over a day on which an office asked began or ended.
    A hub without a list of `units` asks all that answer below it, and writes them down; it opens periods where its book of numbers is.
    """
    allow(station, act, Duty.PERIOD)
    require_numbers(station)
    require_code(code)
    require_span(*evaluated)
    survey = survey or (evaluated[0], evaluated[1] + min(SURVEY_AFTER, date.max - evaluated[1]))
    if survey[1] < survey[0]:
        require_span(*survey)
    chosen = questionnaires_named(station, questionnaires)
    require_method_fits(method or Method(), chosen)
    _require_told_apart(chosen)
    period = Period(
        key=PeriodKey(station.unit, code),
        edition=1,
        name=given_name(name, otherwise=code),
        evaluated_from=evaluated[0],
        evaluated_to=evaluated[1],
        survey_from=survey[0],
        survey_to=survey[1],
        share=share,
        seed=seed,
        method=method or Method(),
        questionnaires=tuple(map(named, chosen)),
        units=units,
        hub_station=station.id if station.is_hub else "",
        hub_key=station.public_key if station.is_hub else "",
        basis=_basis(basis),
    )
    if station.is_hub:
        period = replace(period, units=period.asked(station.catalogue, by=station.unit))
    require_unchanged(map(station.catalogue.unit_named, period.units or (station.unit,)), *evaluated)
    with station.transaction():
        take_code(station, period, is_own=True)
        known = store.find_period(station.db, period.key)
        if known is not None and has_heard_hub(station, known):
            raise PeriodExists(code)
        for questionnaire in chosen:
            enter_questionnaire(station, questionnaire, sheets_of(station, questionnaire), act=act)
        store.put_period(station.db, period)
        note(station, act, HomeAct.PERIOD, {"period": code})
        act.changes(Topic.PERIOD, Topic.QUESTIONNAIRE)
    return period


def _basis(text: str) -> str:
    """The words on which a survey rests, in one line."""
    return sentence(" ".join(text.split()))


def _require_told_apart(chosen: tuple[Questionnaire, ...]) -> None:
    """Refuse questionnaires whose answers could not be told apart: two for one kind, and two that ask the same."""
    for place, one in enumerate(chosen):
        for other in chosen[:place]:
            if one.variant == other.variant and one.id != other.id:
                raise KindTwice(one.variant, other.id, one.id)
            if one.coding == other.coding and one.id != other.id:
                raise QuestionnairesAlike(other.id, one.id)


def campaign_of(station: Station, period: Period) -> Campaign:
    """What a campaign file of this period says."""
    chosen = [find_questionnaire(station, name.id, name.edition) for name in period.questionnaires]
    sheets = tuple(sheets_of(station, questionnaire) for questionnaire in chosen)
    is_own = period.key.issuer == station.unit
    places = placed(station.catalogue, period.units) if is_own else store.places(station.db, period.key)
    return Campaign(period, sheets, store.targets(station.db, period.key), places)


def campaign_digest(campaign: Campaign) -> str:
    """The hex SHA-256 of what a campaign says: two editions that differ in anything have two.

    What came later stands there only where it is said, so that campaigns of before keep theirs.
    """
    period = campaign.period
    told = {
        "period": str(period.key),
        "edition": period.edition,
        "name": period.name,
        "days": [
            day.isoformat()
            for day in (period.evaluated_from, period.evaluated_to, period.survey_from, period.survey_to)
        ],
        "share": str(period.share),
        "seed": period.seed,
        "method": period.method.fingerprint,
        "questionnaires": [list(name) for name in period.questionnaires],
        "units": [str(unit) for unit in period.units],
        "targets": [[str(aim.unit), aim.sector, aim.forms] for aim in campaign.targets],
        "places": [
            [str(each.unit), str(each.parent or ""), [str(unit) for unit in each.predecessors]]
            for each in campaign.places
        ],
    } | ({"basis": period.basis} if period.basis else {})
    return hashlib.sha256(canonical_json(told).encode()).hexdigest()


def note_campaign_written(station: Station, period: Period) -> None:
    """Remember which edition of a period left in a campaign file."""
    remember(station.db, f"{_WRITTEN}{period.key}", str(period.edition))


def is_campaign_behind(station: Station, period: Period) -> bool:
    """Whether this office changed its period after the campaign file left: the offices do not know of it."""
    written = remembered(station.db, f"{_WRITTEN}{period.key}")
    return period.key.issuer == station.unit and written is not None and int(written) < period.edition


def placed(catalogue: Catalogue, units: Iterable[UnitKey]) -> tuple[Placed, ...]:
    """Where offices stand, as the catalogue knows it."""
    return tuple(
        Placed(unit, next(iter(catalogue.superiors(unit)), None), tuple(sorted(catalogue.predecessors(unit))))
        for unit in units
    )


def placed_otherwise(catalogue: Catalogue, places: Iterable[Placed]) -> tuple[Placed, ...]:
    """Those of which the catalogue does not say the same: what has to be kept of a campaign beside it."""
    return tuple(
        each for each in places if (each.parent or each.predecessors) and placed(catalogue, [each.unit]) != (each,)
    )


def take_campaign(
    station: Station, campaign: Campaign, questionnaires: tuple[Questionnaire, ...], *, act: Act
) -> Period:
    """Enter the period of a campaign file; the same again changes nothing, a newer edition updates what may change.

    `questionnaires` are the campaign's sheets, read. Coding, method, share, seed and evaluated dates never change
    within a period (`CampaignContradicts`), unless what is here is of a stranger and the hub of this one is heard: whoever sends a
    false campaign first keeps nobody from the true one, nor does one of another office with the same code (`take_code`).
    """
    period = campaign.period
    with station.transaction():
        take_code(station, period, is_own=False)
        known = store.find_period(station.db, period.key)
        if known is not None and not (has_heard_hub(station, period) and not has_heard_hub(station, known)):
            changed = tuple(
                Sentence(N_("{what} ({before} → {after})"), {"what": word, "before": before, "after": after})
                for word, before, after in (
                    (N_("evaluated dates"), known.evaluated_from, period.evaluated_from),
                    (N_("evaluated dates"), known.evaluated_to, period.evaluated_to),
                    (N_("share keyed twice"), known.share, period.share),
                    (N_("seed"), known.seed, period.seed),
                    (N_("method"), known.method.fingerprint[:8], period.method.fingerprint[:8]),
                    (N_("questionnaires"), _named(known), _named(period)),
                )
                if before != after
            )
            if changed:
                raise CampaignContradicts(period.code, changed)
            if period.edition < known.edition or (period.edition, period.hub_key) == (known.edition, known.hub_key):
                return known
        make_room(station, period, questionnaires)
        for questionnaire, sheets in zip(questionnaires, campaign.questionnaires, strict=True):
            if enter_questionnaire(station, questionnaire, sheets, act=act):
                note_origin(station, named(questionnaire), period)
        enter_edition(station, campaign, act=act)
    return period


def enter_edition(station: Station, campaign: Campaign, *, act: Act) -> None:
    """Put a new edition of a period in the place of the one that is here, within a running transaction."""
    store.put_period(station.db, campaign.period)
    store.put_targets(station.db, campaign.period.key, campaign.targets)
    store.put_places(station.db, campaign.period.key, placed_otherwise(station.catalogue, campaign.places))
    act.changes(Topic.PERIOD, Topic.QUESTIONNAIRE)


def periods(station: Station) -> tuple[Period, ...]:
    """The periods of this station, the latest evaluated first."""
    return store.periods(station.db)


def find_period(station: Station, code: str) -> Period:
    """The period with this code, or with this issuer and code (`issuer/code`); refuses with `PeriodUnknown` or `NoPeriodYet`."""
    every = periods(station)
    wanted = code.strip()
    fitting = [each for each in every if wanted.upper() == each.code or wanted == str(each.key)]
    if len(fitting) > 1:
        fitting = [each for each in fitting if not is_aside(station, each)]
    if fitting:
        return fitting[0]
    if not every:
        raise NoPeriodYet(code)
    raise PeriodUnknown(code, tuple(period.code for period in every))


def knows_period(station: Station, key: PeriodKey) -> bool:
    return store.knows_period(station.db, key)


def _named(period: Period) -> str:
    return ", ".join(f"{name.id} {name.edition}" for name in period.questionnaires)


@dataclass(eq=False)
class OnlyTheIssuerEdits(Problem):
    """A period is changed where it was opened."""

    period: str
    issuer: str
    code = "only_the_issuer_edits"
    says = N_("Period {period} was opened by {issuer}; only that office changes it and sends the new campaign file.")


@dataclass(eq=False)
class PeriodEditedMeanwhile(Problem):
    """Somebody else made the next edition first."""

    period: str
    edition: int
    code = "period_edited_meanwhile"
    says = N_(
        "Period {period} was changed at another desk meanwhile and stands at edition {edition}. Nothing was changed here. Look at it "
        "as it is now, then change it again."
    )


@dataclass(eq=False)
class NothingEdited(Problem):
    """An edition without a difference."""

    period: str
    code = "nothing_edited"
    says = N_(
        "Nothing in period {period} would change. Name what is to change, for example its name or the last day of"
        " the survey."
    )


@dataclass(eq=False)
class NobodyAsked(Problem):
    """The last office was taken out of a period."""

    period: str
    code = "nobody_asked"
    says = N_("Period {period} would ask no office any more. Leave one in, or name others that take part.")


def edit_period(
    station: Station,
    period: Period,
    *,
    name: str | None = None,
    survey_from: date | None = None,
    survey_to: date | None = None,
    units: tuple[UnitKey, ...] = (),
    without: tuple[UnitKey, ...] = (),
    targets: tuple[Target, ...] = (),
    basis: str | None = None,
    act: Act,
) -> Period:
    """The next edition of a period that this office opened; wards get it with the next campaign file.

    `units` join those that take part and those in `without` take part no more; `targets` replace those of the same unit and
    sector (0 takes one away); an empty `basis` takes that away. What is counted and how (questionnaires, method, share, seed, evaluated
    days) never changes: that is another period.
    Refuses the period of another office, reversed days, one that asks nobody, an edition without a difference, and at a hub a computer
    without the book of numbers.
    """
    allow(station, act, Duty.PERIOD)
    if period.key.issuer != station.unit:
        raise OnlyTheIssuerEdits(period.code, period.key.issuer.code)
    book = require_numbers(station, period)
    before = campaign_of(station, period)
    aims = {(aim.unit, aim.sector): aim for aim in (*before.targets, *targets)}
    edited = Campaign(
        replace(
            period,
            name=given_name(name or "", otherwise=period.name),
            survey_from=survey_from or period.survey_from,
            survey_to=survey_to or period.survey_to,
            basis=period.basis if basis is None else _basis(basis),
            units=tuple(
                unit for unit in dict.fromkeys((*period.units, *units)) if unit not in without or unit in units
            ),
        ),
        before.questionnaires,
        tuple(sorted(aim for aim in aims.values() if aim.forms and (aim.unit not in without or aim.unit in units))),
    )
    require_unchanged(map(station.catalogue.unit_named, units), period.evaluated_from, period.evaluated_to)
    if before.period.units and not edited.period.units:
        raise NobodyAsked(period.code)
    if edited.period.survey_to < edited.period.survey_from:
        require_span(edited.period.survey_from, edited.period.survey_to)
    if (edited.period, edited.targets) == (before.period, before.targets):
        raise NothingEdited(period.code)
    edition = replace(edited.period, edition=next_edition(book, period))
    with station.transaction():
        now = store.find_period(station.db, period.key)
        if now is not None and now.edition != period.edition:
            raise PeriodEditedMeanwhile(period.code, now.edition)
        enter_edition(station, replace(edited, period=edition), act=act)
        note(station, act, HomeAct.PERIOD, {"period": period.code})
    return edition


def overlapping(
    station: Station,
    *,
    evaluated: tuple[date, date],
    questionnaires: tuple[str, ...] = (),
    units: tuple[UnitKey, ...] = (),
) -> tuple[Period, ...]:
    """The periods here that overlap a new one of this office with these days, questionnaires (ids) and offices asked."""
    asked = set(units) or {station.unit}
    return _among(_in_use(station), station, evaluated, set(questionnaires or BUILT_IN_IDS), asked)


def overlaps_of(station: Station, period: Period) -> tuple[Period, ...]:
    """The other periods here that overlap `period`."""
    others = [other for other in _in_use(station) if other.key != period.key]
    ids = {name.id for name in period.questionnaires}
    return _among(others, station, (period.evaluated_from, period.evaluated_to), ids, _asked(station, period))


def _in_use(station: Station) -> list[Period]:
    given = aside(station)
    return [each for each in periods(station) if each.key not in given]


def _among(
    others: list[Period] | tuple[Period, ...],
    station: Station,
    evaluated: tuple[date, date],
    ids: set[str],
    asked: set[UnitKey],
) -> tuple[Period, ...]:
    first, last = evaluated
    return tuple(
        other
        for other in others
        if other.evaluated_from <= last
        and first <= other.evaluated_to
        and ids & {name.id for name in other.questionnaires}
        and asked & _asked(station, other)
    )


def _asked(station: Station, period: Period) -> set[UnitKey]:
    """The offices of a period; one that came from a hub is held at this office too."""
    issuer = period.key.issuer
    return (set(period.units) or {issuer}) | ({station.unit} if issuer != station.unit else set())
