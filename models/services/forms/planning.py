"""Issuing what the drawn sample asks for: how many forms of which kind, sector and procedure, and no more than that."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from models.acts import Act
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.folding import alphabetical
from models.domain.basics.problems import N_, Problem
from models.domain.book.periods import Period
from models.domain.dossiers.frame import FrameEntry
from models.services.forms.issuing import Batch, batches, issue_forms
from models.services.forms.sampling import NoSample, drawn_people
from models.services.office.allowing import allow
from models.services.office.questionnaires import questionnaires_of
from models.store.database import Station

FEWEST_OF_PROCEDURE = 5
"""Of fewer drawn people the procedure is not noted: a batch of few forms beside the visit list would tell who holds them."""


@dataclass(frozen=True, slots=True)
class Planned:
    """How many forms of a kind of respondents, a sector and a procedure (empty: any) the drawn sample needs beyond what is issued."""

    variant: str
    sector: str
    count: int
    procedure: str = ""


@dataclass(eq=False)
class NothingPlanned(Problem):
    """The sample has all its forms, or there is none."""

    period: str
    code = "nothing_planned"
    says = N_("The drawn sample of period {period} needs no further form: all are issued, or nobody was drawn.")
    deed = Deed.DRAW_SAMPLE


def plan_of_sample(station: Station, period: Period) -> tuple[Planned, ...]:
    """What the drawn sample still needs, one line for each batch; nothing without a sample."""
    try:
        drawn, _ = drawn_people(station, period)
    except NoSample:
        return ()
    kinds = {
        questionnaire.respondents.who: questionnaire.variant for questionnaire in questionnaires_of(station, period)
    }
    needed: dict[tuple[str, str], Counter[str]] = {}
    for entry in drawn:
        if entry.kind.value in kinds:
            needed.setdefault((kinds[entry.kind.value], entry.sector), Counter())[_procedure(station, entry)] += 1
    issued: dict[tuple[str, str], Counter[str]] = {}
    for batch in batches(station, period):
        own = issued.setdefault((batch.serials.first.variant, batch.sector), Counter())
        own[batch.procedure] += batch.count
    return tuple(
        Planned(variant, sector, count, procedure)
        for variant, sector in sorted(needed, key=lambda each: (each[0], alphabetical(each[1])))
        for procedure, count in _lacking(needed[variant, sector], issued.get((variant, sector), Counter()))
    )


def issue_for_sample(station: Station, period: Period, *, act: Act) -> tuple[Batch, ...]:
    """Issue one batch for each line of the plan; a joint procedure names who takes part. Refuses `NothingPlanned`."""
    allow(station, act, Duty.ISSUE)
    plan = plan_of_sample(station, period)
    if not plan:
        raise NothingPlanned(period.code)
    made = []
    with station.transaction():
        for each in plan:
            known = station.catalogue.procedure(each.procedure) if each.procedure else None
            made.append(
                issue_forms(
                    station,
                    period,
                    variant=each.variant,
                    count=each.count,
                    sector=each.sector,
                    procedure=each.procedure,
                    participants=known.participants if known is not None and known.joint else (),
                    act=act,
                )
            )
    return tuple(made)


def _procedure(station: Station, entry: FrameEntry) -> str:
    """The code of a dossier's procedure, where the catalogue has it: what it has not cannot be counted with others."""
    known = station.catalogue.procedure(entry.procedure_code) if entry.procedure_code else None
    return known.code if known is not None else ""


def _lacking(needed: Counter[str], issued: Counter[str]) -> list[tuple[str, int]]:
    """Per procedure what is needed beyond what was issued; procedures of few people go together, without a name."""
    wanted: Counter[str] = Counter()
    for procedure, count in needed.items():
        wanted[procedure if count >= FEWEST_OF_PROCEDURE else ""] += count
    lacking = {procedure: count - issued[procedure] for procedure, count in wanted.items()}
    # forms that were issued under another name, or none, are used up first
    spare = sum(issued.values()) - sum(min(issued[procedure], count) for procedure, count in wanted.items())
    found = []
    for procedure in sorted(wanted, key=lambda each: (each != "", each)):
        used = min(max(lacking[procedure], 0), spare)
        spare -= used
        if lacking[procedure] - used > 0:
            found.append((procedure, lacking[procedure] - used))
    return found
