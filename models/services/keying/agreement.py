"""Measured agreement of second keyings with the first, over one or many offices; and raising the share keyed twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from models.acts import Act
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.agreement import Agreement, KeyedTwice, agreement
from models.domain.book.facts import Keying, Kind, Ref
from models.domain.book.periods import Period
from models.domain.book.serials import parse_serial
from models.domain.questionnaire.answers import Answers
from models.domain.questionnaire.filters import Filters, filters
from models.progress import NO_PROGRESS, Progress
from models.services.forms.ledger import read_book, share_keyed_twice
from models.services.keying.keying import Desk, open_desk
from models.services.office.allowing import allow
from models.services.office.closing import journal_facts, require_open
from models.store.database import Station
from models.store.pen import Pen


@dataclass(eq=False)
class ShareNotRaised(Problem):
    """A share that is no greater than the one that holds, or no share at all."""

    share: str
    now: str
    code = "share_not_raised"
    says = N_(
        "{share} % is not more than the share of forms keyed twice now, {now} %. It can only be raised, up to 100 %."
    )


def agreement_of(
    station: Station,
    period: Period,
    units: Iterable[UnitKey],
    *,
    day: date,
    progress: Progress = NO_PROGRESS,
) -> Agreement:
    """The agreement of all second keyings of these offices so far; `day` is today's, for filters that ask for it."""
    pairs: list[KeyedTwice] = []
    alone: list[tuple[Filters, Answers]] = []
    asked = tuple(units)
    for place, unit in enumerate(asked):
        progress.step(place, len(asked), unit.code)
        desk = open_desk(station, period, unit)
        compiled = {variant: filters(each, day=day) for variant, each in desk.by_variant.items()}
        for serial, form in read_book(station, period, unit).ledger.forms.items():
            own = compiled.get(parse_serial(serial).variant)
            heads = form.settled.heads
            if own is None or not heads or any(head.coding != own.questionnaire.coding for head in heads):
                continue
            blind = _blind(desk, serial, own)
            if len(blind) < 2:
                alone.append((own, _answers(form.settled.accepted or heads[0])))
            else:
                final = form.settled.accepted
                pairs.append(KeyedTwice(own, _answers(blind[0]), _answers(blind[1]), final and _answers(final)))
    return agreement(pairs, alone)


def raise_share(station: Station, period: Period, *, share: Fraction, act: Act) -> Ref:
    """Have a greater share (0…1) of this office's forms keyed twice from now on; the fact can only raise it."""
    allow(station, act, Duty.ASK_SECOND)
    with station.transaction():
        require_open(station, period.key)
        now = share_keyed_twice(period, journal_facts(station, period, station.unit))
        if not now < share <= 1:
            raise ShareNotRaised(_percent(share), _percent(now))
        pen = Pen(station, station.unit, period.key, act=act)
        return pen.fact(Kind.SHARE_RAISED, body={"share": str(share)})


def _blind(desk: Desk, serial: str, own: Filters) -> list[Keying]:
    """The first keying of each person who keyed the form without seeing another's, the earlier one first."""
    keyings = desk.keyings.get(serial, [])
    voided = {ref for keying in keyings if keying.is_void for ref in keying.settled()}
    first: dict[str, Keying] = {}
    for keying in sorted(keyings, key=lambda each: (each.at, each.ref)):
        is_blind = not keying.settles and not keying.is_void and keying.ref not in voided
        if is_blind and keying.coding == own.questionnaire.coding:
            first.setdefault(keying.by, keying)
    return list(first.values())


def _answers(keying: Keying) -> Answers:
    return Answers.from_stored(marks=keying.marks, rest_json=keying.rest)


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):g}"
