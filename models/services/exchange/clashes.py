"""Keys with two contents, which copied folders leave behind: listing them, and choosing the content that counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.acts import Act
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.activity import Told, choices, content_digest, effective
from models.domain.book.facts import Kind, Line, PeriodKey, Ref
from models.domain.book.ledger import refs_of
from models.services.exchange.withdrawing import DecidedAbove, ReasonMissing
from models.services.office.allowing import allow
from models.services.office.closing import require_open
from models.store import journal, stream_ends
from models.store.database import Station
from models.store.pen import Pen


@dataclass(eq=False)
class ClashUnknown(Problem):
    """No key of this name has two contents here, or several offices have one."""

    line: str
    code = "clash_unknown"
    says = N_(
        "“{line}” does not name one clash here; where several offices have the same one, name office and period too."
    )
    deed = Deed.SHOW_CLASHES


@dataclass(eq=False)
class ContentUnknown(Problem):
    """The digest is none of the contents'."""

    digest: str
    line: str
    code = "content_unknown"
    says = N_("“{digest}” is none of the contents of {line}. Copy the digest from the list of clashes.")
    deed = Deed.SHOW_CLASHES


@dataclass(frozen=True)
class Clash:
    """One key with all its contents by digest; `chosen` is the digest that counts, empty while none does."""

    unit: UnitKey
    period: PeriodKey
    ref: Ref
    contents: tuple[tuple[str, Line], ...]
    chosen: str
    reason: str
    by: str


def clashes(station: Station) -> tuple[Clash, ...]:
    """Every key of the base with more than one content, settled ones too, by unit, period and line."""
    return tuple(
        clash
        for unit, period in stream_ends.forked_places(station.db)
        for clash in _clashes(
            effective(journal.told(station, period=period, unit=unit, kinds=(Kind.CHOSEN,), serials=()))
        )
    )


def find_clash(station: Station, ref: Ref, *, unit: str = "", period: str = "") -> Clash:
    """The clash of this key, of the unit and period with these codes when given; refuses with `ClashUnknown`."""
    found = [
        clash
        for clash in clashes(station)
        if clash.ref == ref and unit in ("", clash.unit.code) and period in ("", clash.period.code)
    ]
    if len(found) != 1:
        raise ClashUnknown(str(ref))
    return found[0]


def choose(station: Station, clash: Clash, *, digest: str, reason: str, act: Act) -> Ref:
    """Say which content of a key counts; all contents stay on record, and a later choice replaces this one.

    Refuses an unknown digest, a missing reason, what an office above has chosen (`DecidedAbove`), and a period that this
    station's own unit has closed.
    """
    allow(station, act, Duty.SETTLE)
    if not reason.strip():
        raise ReasonMissing
    if digest not in dict(clash.contents):
        raise ContentUnknown(digest, str(clash.ref))
    with station.transaction():
        require_open(station, clash.period)
        told = journal.told(station, period=clash.period, unit=clash.unit, kinds=(Kind.CHOSEN,), serials=())
        facts = effective(told).facts
        above = journal.stations_above(station, period=clash.period, unit=clash.unit)
        for fact in facts:
            if fact.station in above and fact.kind == Kind.CHOSEN and clash.ref in refs_of(fact, "line"):
                raise DecidedAbove(fact.by)
        before = [fact.ref for fact in facts if fact.kind == Kind.CHOSEN and clash.ref in refs_of(fact, "line")]
        pen = Pen(station, clash.unit, clash.period, act=act)
        body: dict[str, object] = {"line": str(clash.ref), "digest": digest, "reason": reason.strip()}
        return pen.fact(Kind.CHOSEN, body=body | ({"replaces": list(map(str, sorted(before)))} if before else {}))


def _clashes(told: Told) -> Iterable[Clash]:
    chosen = choices(told.facts, told.speakers)
    said = {
        (ref, str(body.get("digest"))): (str(body.get("reason", "")), fact.by)
        for fact in told.facts
        if fact.kind == Kind.CHOSEN
        for body in [fact.facts()]
        for ref in refs_of(fact, "line")
    }
    for ref, lines in sorted(told.clashing.items()):
        digests = chosen.get(ref, frozenset())
        digest = next(iter(digests)) if len(digests) == 1 else ""
        reason, by = said.get((ref, digest), ("", ""))
        yield Clash(
            told.unit, told.period, ref, tuple((content_digest(line), line) for line in lines), digest, reason, by
        )
