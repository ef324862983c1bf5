"""Taking lines out of the figures and putting them back: withdrawals and reinstatements of packages and of ranges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from models.acts import Act
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.activity import LASTING, Span, Withdrawal, withdrawals
from models.domain.book.facts import Kind, PeriodKey, Ref
from models.services.exchange.packages import PackageUnknown, find_package, places_here
from models.services.figures.accepted import AnswerChange, accepted_here, answer_changes
from models.services.office.allowing import allow
from models.services.office.closing import require_open
from models.store import journal
from models.store.database import Station
from models.store.pen import Pen


@dataclass(eq=False)
class NothingToWithdraw(Problem):
    """A package all of whose lines were here before it came, or lines that are not here."""

    id: str
    code = "nothing_to_withdraw"
    says = N_(
        "There is nothing to withdraw in {id}: every line in it was brought here by an earlier package. Withdraw "
        "that one, or name the lines."
    )


@dataclass(eq=False)
class LinesUnknown(Problem):
    """A range in which no line is here."""

    span: str
    code = "lines_unknown"
    says = N_(
        "There are no lines {span} of this office here, so there is nothing to withdraw. Compare station and numbers."
    )


@dataclass(eq=False)
class NothingWithdrawn(Problem):
    """No active withdrawal with this id."""

    id: str
    code = "nothing_withdrawn"
    says = N_("Nothing is withdrawn under “{id}”. Look its id up among the withdrawals.")
    deed = Deed.SHOW_WITHDRAWALS


@dataclass(eq=False)
class DecidedAbove(Problem):
    """An act of an office above would be undone from below, which has no effect."""

    by: str
    code = "decided_above"
    says = N_("{by} of an office above decided this, so it cannot be undone here. Telephone that office and say why.")


@dataclass(eq=False)
class ReasonMissing(Problem):
    """An act that is looked at again months later needs a reason."""

    code = "reason_missing"
    says = N_("Say why, in a few words. The reason stays on record with your name.")


@dataclass(frozen=True)
class Proposal:
    """What a withdrawal would take out: `lines` stand in `spans`, `kept` of them are of kinds that always stay.

    `earlier` counts the lines of the package that earlier packages brought: those stay.
    """

    unit: UnitKey
    period: PeriodKey
    package: str
    spans: tuple[Span, ...]
    lines: int
    kept: int
    earlier: int


@dataclass(frozen=True)
class WithdrawalHere:
    """An active withdrawal with the unit and period it is about; `id` names it in commands."""

    unit: UnitKey
    period: PeriodKey
    withdrawal: Withdrawal

    @property
    def id(self) -> str:
        """`00004/26Q3/aaaa1:7`: unit, period and the line that says it."""
        return f"{self.unit.code}/{self.period.code}/{self.withdrawal.ref}"


def propose_withdrawal(station: Station, package_id: str) -> Proposal:
    """The lines that this package was the first to bring here; refuses with `PackageUnknown` or `NothingToWithdraw`."""
    package = find_package(station, package_id)
    if not package.brought:
        raise NothingToWithdraw(package.id)
    total = sum(package.heads.values())
    return _proposal(station, package.unit, package.period, package.brought, package.id, total)


def propose_lines(station: Station, unit: UnitKey, period: PeriodKey, spans: Iterable[Span]) -> Proposal:
    """These lines of one unit and period; refuses (`LinesUnknown`) a range in which nothing is here."""
    wanted = tuple(sorted(spans))
    known = journal.told(station, period=period, unit=unit)
    here = {fact.ref for fact in known.facts} | {keying.ref for keying in known.keyings} | set(known.clashing)
    for span in wanted:
        if not any(_is_in(ref, (span,)) for ref in here):
            raise LinesUnknown(str(span))
    return _proposal(station, unit, period, wanted, "", 0)


def withdraw(station: Station, proposal: Proposal, *, reason: str, act: Act) -> Ref:
    """Take the lines of a proposal out of every figure, wherever the fact arrives; nothing is deleted.

    Refuses without a reason, and when this station's own unit has closed the period.
    """
    allow(station, act, Duty.WITHDRAW)
    if not reason.strip():
        raise ReasonMissing
    with station.transaction():
        require_open(station, proposal.period)
        above = journal.stations_above(station, period=proposal.period, unit=proposal.unit)
        for line in journal.told(station, period=proposal.period, unit=proposal.unit).facts if above else ():
            if line.station in above and _is_in(line.ref, proposal.spans):
                raise DecidedAbove(line.by)
        pen = Pen(station, proposal.unit, proposal.period, act=act)
        body: dict[str, object] = {"lines": [list(span) for span in proposal.spans], "reason": reason.strip()}
        return pen.fact(Kind.WITHDRAWN, body=body | ({"package": proposal.package} if proposal.package else {}))


def withdrawals_here(station: Station) -> tuple[WithdrawalHere, ...]:
    """Every active withdrawal of the base, by unit, period and line."""
    places, kinds = places_here(station), (Kind.WITHDRAWN, Kind.REINSTATED)
    written = {period: journal.facts_by_unit(station, period, kinds) for period in {period for _, period in places}}
    return tuple(
        WithdrawalHere(unit, period, each)
        for unit, period in places
        for each in withdrawals(written[period].get(unit, ()))
    )


def reinstate(station: Station, id_: str, *, reason: str, act: Act) -> tuple[Ref, ...]:
    """Put back what was withdrawn under `id_`: the id of a package, or of one withdrawal.

    The lines count again, unless another withdrawal names them too. Refuses with `NothingWithdrawn`, and what an office above
    withdrew (`DecidedAbove`).
    """
    allow(station, act, Duty.WITHDRAW)
    if not reason.strip():
        raise ReasonMissing
    with station.transaction():
        try:
            package = find_package(station, id_).id
        except PackageUnknown:
            package = id_
        found = [each for each in withdrawals_here(station) if package in (each.withdrawal.package, each.id)]
        if not found:
            raise NothingWithdrawn(id_)
        made = []
        for each in found:
            if each.withdrawal.ref.station in journal.stations_above(station, period=each.period, unit=each.unit):
                raise DecidedAbove(each.withdrawal.by)
            require_open(station, each.period)
            pen = Pen(station, each.unit, each.period, act=act)
            body: dict[str, object] = {"withdrawal": str(each.withdrawal.ref), "reason": reason.strip()}
            made.append(pen.fact(Kind.REINSTATED, body=body))
        return tuple(made)


def _proposal(
    station: Station, unit: UnitKey, period: PeriodKey, spans: tuple[Span, ...], package: str, total: int
) -> Proposal:
    known = journal.told(station, period=period, unit=unit)
    facts = [fact for fact in known.facts if _is_in(fact.ref, spans)]
    kept = sum(fact.kind in LASTING for fact in facts)
    lines = len(facts) + sum(_is_in(each.ref, spans) for each in known.keyings)
    lines += sum(_is_in(ref, spans) for ref in known.clashing)
    return Proposal(unit, period, package, spans, lines, kept, max(0, total - lines))


def _is_in(ref: Ref, spans: Iterable[Span]) -> bool:
    return any(span.station == ref.station and span.first <= ref.n <= span.last for span in spans)


class WithdrawalEffect(NamedTuple):
    """`changes` are forms that would count with other answers or not at all; `gone` the serials that leave the book."""

    changes: tuple[AnswerChange, ...]
    gone: tuple[str, ...]


class _Undone(Exception):
    pass


def withdrawal_effect(station: Station, proposal: Proposal, *, act: Act) -> WithdrawalEffect:
    """The forms of the office that a withdrawal would touch; nothing is changed. Refuses as the withdrawal would."""
    changes: tuple[AnswerChange, ...] = ()
    gone: tuple[str, ...] = ()
    place = (proposal.period, proposal.unit)
    try:
        with station.transaction():
            before = accepted_here(station, *place)
            withdraw(station, proposal, reason="?", act=act)
            changes = answer_changes(station, {place: before})
            left = accepted_here(station, *place)
            gone = tuple(sorted(serial for serial, form in before.items() if form.coding and serial not in left))
            raise _Undone
    except _Undone:
        return WithdrawalEffect(changes, gone)
