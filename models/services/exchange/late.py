"""What came after an office, or the hub, closed: form by form with what it would change, and taking it in at the office above."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from models.acts import Act
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.activity import Told, covered_in, effective
from models.domain.book.closing import closings, is_late, taken_late
from models.domain.book.facts import Fact, Kind, Line, Ref
from models.domain.book.ledger import Form
from models.domain.book.periods import Period
from models.domain.book.serials import expand
from models.domain.book.views import NOTHING
from models.domain.questionnaire.method_table import LEAST_GROUP
from models.progress import NO_PROGRESS, Progress
from models.services.exchange.withdrawing import ReasonMissing
from models.services.figures.deriving import compiled_of, standings_of, work_out
from models.services.figures.footing import Reading, footing_of
from models.services.figures.results import units_here
from models.services.figures.standings import Standing
from models.services.forms.ledger import Shelf, read_book
from models.services.office.allowing import allow
from models.store import journal, stream_ends
from models.store.database import Station
from models.store.pen import Pen
from models.store.relations import offices_above

_ENDS = (Kind.CLOSED, Kind.REOPENED, Kind.HUB_CLOSED)


@dataclass(eq=False)
class NothingLate(Problem):
    """Nothing of the office came after it closed."""

    unit: str
    period: str
    code = "nothing_late"
    says = N_("Nothing of {unit} came after it closed period {period}, so there is nothing to take in.")


@dataclass(eq=False)
class LateOfOwn(Problem):
    """Only an office above takes late lines in; the office itself reopens and closes again."""

    unit: str
    period: str
    code = "late_of_own"
    says = N_(
        "Late lines of {unit} are taken in by an office above it. At the office itself, reopen the period and close it again; its "
        "sheet then has a further edition."
    )
    deed = Deed.REOPEN_PERIOD


@dataclass(frozen=True)
class LateForm:
    """One form of which lines came late: how it counts now, and how it would with them (None: not issued).

    `needs_taking`: some of them came after the office closed, so that they count only when somebody takes them in.
    """

    serial: str
    lines: tuple[Ref, ...]
    counts: Form | None
    would: Form | None
    needs_taking: bool = True

    @property
    def changes(self) -> bool:
        """Whether it would count otherwise."""
        if self.counts is None or self.would is None:
            return self.counts is not self.would
        return (self.counts.state, self.counts.settled.accepted) != (self.would.state, self.would.settled.accepted)


@dataclass(frozen=True)
class LateOfUnit:
    """What came late of one office: how many lines, its forms, and where it stands as closed and with them.

    At a hub that has closed an edition late is all that is not in it. `to_take` are the lines behind the office's own closing, which
    have to be taken in; all others count from the next edition by themselves, and with these the office stands at `next_edition`.
    """

    unit: UnitKey
    lines: int
    to_take: int
    forms: tuple[LateForm, ...]
    closed: Standing
    next_edition: Standing
    with_late: Standing

    @property
    def moves(self) -> Fraction | None:
        """By how much the index would move; None while one of them has none, or stands on few people."""
        both = (self.closed, self.with_late)
        if any(min(each.forms, each.answers) < LEAST_GROUP for each in both) or not all(each.overall for each in both):
            return None
        return Fraction(self.with_late.overall) - Fraction(self.closed.overall)


def late_here(
    station: Station,
    period: Period,
    units: Iterable[UnitKey] | None = None,
    *,
    progress: Progress = NO_PROGRESS,
) -> tuple[LateOfUnit, ...]:
    """What came late of these offices (default: all of which something is here), those without late lines left out."""
    every = tuple(units if units is not None else units_here(station, period))
    reading = Reading(station, period, footing_of(station, period))
    otherwise = reading.otherwise(every)
    standings = standings_of(station, period, every)
    waiting = [unit for unit, now in zip(every, standings, strict=True) if now.late or unit in otherwise]
    found = []
    for place, unit in enumerate(waiting):
        progress.step(place, len(waiting), unit.code)
        found.append(_late_of(reading, unit))
    return tuple(each for each in found if each.lines)


def take_late(station: Station, period: Period, unit: UnitKey, *, reason: str, act: Act) -> LateOfUnit:
    """Take every line behind an office's closing into the figures of this one, by whole streams, with a person and a reason.

    The sheet of the office itself stays as it closed, and so does an edition of this one: they count from the next one. Answers
    what was late before. Refuses the own office (`LateOfOwn`), a missing reason, and when nothing is late (`NothingLate`).
    """
    allow(station, act, Duty.SETTLE)
    if station.unit not in offices_above(station, unit, period.key):
        raise LateOfOwn(station.catalogue.office_told(unit), period.code)
    if not reason.strip():
        raise ReasonMissing
    with station.transaction():
        late = _late_of(Reading(station, period, footing_of(station, period)), unit)
        if not late.to_take:
            raise NothingLate(station.catalogue.office_told(unit), period.code)
        own = {
            place
            for place, speaker in journal.speakers(station, period=period.key, unit=unit).items()
            if speaker.steps == 0
        }
        heads = stream_ends.heads(station.db, period=period.key, unit=unit)
        named = {place: [n, link] for place, (n, link) in heads.items() if place in own}
        pen = Pen(station, unit, period.key, act=act)
        pen.fact(Kind.LATE_TAKEN, body={"heads": named, "reason": reason.strip()})
    return late


def _late_of(reading: Reading, unit: UnitKey) -> LateOfUnit:
    station, period = reading.station, reading.period
    told = journal.told(station, period=period.key, unit=unit)
    behind = tuple(_late_lines(told))
    late = {line.line(): line for line in (*behind, *_after_edition(reading, told))}
    compiled, shelf = compiled_of(station, period), Shelf(station, period, (unit,))
    now = reading.work_out(unit, shelf=shelf)[0].standing
    running = work_out(station, period, unit, compiled, late=False, shelf=shelf)[0].standing
    if not late:
        return LateOfUnit(unit, 0, 0, (), now, running, running)
    then = work_out(station, period, unit, compiled, late=True, shelf=shelf)[0].standing
    by_serial: dict[str, list[Line]] = {}
    for line in late.values():
        for serial in expand(line.serials) if isinstance(line, Fact) else (line.serial,):
            by_serial.setdefault(serial, []).append(line)
    view = reading.footing.view(unit)
    closed = read_book(station, period, unit, within=view, shelf=shelf).ledger.forms
    every = read_book(station, period, unit, late=True, shelf=shelf).ledger.forms
    needing = {line.line() for line in behind}
    forms = tuple(
        LateForm(
            serial,
            tuple(line.ref for line in lines),
            closed.get(serial),
            every.get(serial),
            needs_taking=any(line.line() in needing for line in lines),
        )
        for serial, lines in sorted(by_serial.items())
    )
    return LateOfUnit(unit, len(late), len(behind), forms, now, running, then)


def _after_edition(reading: Reading, told: Told) -> Iterable[Line]:
    """The lines that have effect and do not count in the edition that holds: they came after it, or it left them out as late."""
    edition = reading.footing.edition
    if edition is None:
        return ()
    period = reading.period.key
    within = journal.told(reading.station, period=period, unit=told.unit, within=edition.views.get(told.unit, NOTHING))
    known = {line.line() for line in _every_line(within)} - {line.line() for line in _late_lines(within)}
    return [
        line
        for line in _every_line(effective(told))
        if line.line() not in known and not (isinstance(line, Fact) and line.kind == Kind.HUB_CLOSED)
    ]


def _every_line(told: Told) -> tuple[Line, ...]:
    return (*told.facts, *told.keyings, *(line for lines in told.clashing.values() for line in lines))


def _late_lines(told: Told) -> Iterable[Line]:
    """The lines that have effect and that neither the closing nor what was taken in covers."""
    heard = effective(told)
    current = closings(heard.facts)
    if not current:
        return ()
    limits = covered_in(told, (*current, *(taken_late(heard.facts) if told.is_running else ())))
    every: tuple[Line, ...] = (*heard.facts, *heard.keyings, *(lines[0] for lines in heard.clashing.values()))
    return [line for line in every if is_late(line, limits) and not (isinstance(line, Fact) and line.kind in _ENDS)]
