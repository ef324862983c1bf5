"""Issuing forms: serials are minted here, once, and never renumbered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from models.acts import Act
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.folding import alphabetical, search_key
from models.domain.basics.problems import N_, Problem
from models.domain.basics.reading import near_name
from models.domain.book.channels import PAPER
from models.domain.book.facts import Fact, Kind
from models.domain.book.life import REPLACES
from models.domain.book.months import NO_MONTH, is_month, month_after, month_of, month_told
from models.domain.book.periods import Period
from models.domain.book.serials import BOOK_SIZE, Serial, SerialRange, parse_serial, require_code
from models.services.forms.frames import entries
from models.services.office.allowing import allow
from models.services.office.closing import journal_facts, require_open
from models.services.office.questionnaires import questionnaire_for
from models.store import journal
from models.store.database import Station
from models.store.pen import Pen


@dataclass(eq=False)
class NoBook(Problem):
    """A station without a book keys but does not issue."""

    code = "no_book"
    says = N_(
        "This computer has no book of form numbers, so it can key forms but not issue them. "
        "Issue on the office's first computer, or set this one up again from a station file."
    )


@dataclass(eq=False)
class BookFull(Problem):
    """No numbers are left in the station's book."""

    left: int
    asked: int
    code = "book_full"
    says = N_(
        "Only {left} form numbers are left in this computer's book, {asked} were asked for. Issue fewer, or add a station."
    )


@dataclass(eq=False)
class CountImpossible(Problem):
    """A number of forms that cannot be issued."""

    count: int
    code = "count_impossible"
    says = N_("{count} forms cannot be issued. Give a number from 1 to 99999.")


@dataclass(frozen=True, slots=True)
class Batch:
    """One issue: a range of serials for one sector (empty: forms for whoever comes), as its slip shows it.

    `replaces` is the spoiled form in whose place a single one was issued, empty for all others; `month` is that in which its forms
    are counted.
    """

    serials: SerialRange
    sector: str
    procedure: str
    agency: str
    questionnaire: str
    at: str
    replaces: str = ""
    month: str = NO_MONTH

    @property
    def count(self) -> int:
        return self.serials.count


_MONTHS_AHEAD = 12
"""How far ahead forms of a period without an end may be issued: a month of a wrong year would stand in every table for good."""


@dataclass(eq=False)
class MonthOutsidePeriod(Problem):
    """A month that has nothing to do with the period."""

    month: str
    period: str
    first: str
    last: str
    code = "month_outside_period"
    says = N_("Forms of {month} are not of period {period}. Give a month from {first} to {last}.")


@dataclass(eq=False)
class SectorUnknown(Problem):
    """A sector that neither the list of the period nor the catalogue has."""

    sector: str
    meant: str
    code = "sector_unknown"
    says = N_(
        "No sector is called “{sector}”. Choose one from the list ({meant} …), or add its procedures to the catalogue."
    )
    deed = Deed.ADD_TO_CATALOGUE


@dataclass(eq=False)
class ProcedureUnknown(Problem):
    """A procedure that the catalogue does not have."""

    procedure: str
    code = "procedure_unknown"
    says = N_(
        "The catalogue has no procedure {procedure}. Check its code or name, or add the procedure to the catalogue."
    )
    deed = Deed.ADD_TO_CATALOGUE


def sectors_known(station: Station, period: Period) -> tuple[str, ...]:
    """The sectors of the list of a period, the commonest first, then those of the catalogue."""
    listed = Counter(entry.sector for entry in entries(station, period) if entry.sector)
    names = sorted(listed, key=lambda name: (-listed[name], alphabetical(name)))
    return tuple(dict.fromkeys((*names, *(sector.name for sector in station.catalogue.sectors))))


def sector_named(station: Station, period: Period, typed: str) -> str:
    """The sector that was typed, by name or by the catalogue's code, as lists spell it; refuses (`SectorUnknown`) any other."""
    if not typed.strip():
        return ""
    coded = {sector.code: sector.name for sector in station.catalogue.sectors}
    wanted = search_key(coded.get(typed.strip(), typed))
    known = sectors_known(station, period)
    found = next((name for name in known if search_key(name) == wanted), None)
    if found is None:
        raise SectorUnknown(typed.strip(), near_name(typed, known) or ", ".join(known[:3]))
    return found


def procedure_coded(station: Station, typed: str) -> str:
    """The code of the procedure that was typed, by code or by a name; refuses (`ProcedureUnknown`) any other."""
    if not typed.strip():
        return ""
    known = station.catalogue.procedure(typed) or station.catalogue.procedure_named(typed)
    if known is None:
        raise ProcedureUnknown(typed.strip())
    return known.code


def issue_forms(
    station: Station,
    period: Period,
    *,
    variant: str,
    count: int,
    act: Act,
    sector: str = "",
    procedure: str = "",
    agency: str = "",
    participants: tuple[str, ...] = (),
    replaces: str = "",
    channel: str = PAPER,
    sources: tuple[str, ...] = (),
    month: str = NO_MONTH,
) -> Batch:
    """Mint `count` serials from this station's book and record one issue fact for them.

    `agency` is the evaluated agency's code (default: this office itself); `participants` those of a joint procedure;
    `replaces` the spoiled form in whose place one is issued (`life.replace_form` asks whether it may be). Online forms name their
    `channel`, and the `sources` of the answers they are issued for. `month` is that in which they are counted apart; in a period
    without an end it is the month of issue where none is named. A month outside the period is refused (`MonthOutsidePeriod`).
    """
    allow(station, act, Duty.ISSUE)
    if not 1 <= count < BOOK_SIZE:
        raise CountImpossible(count)
    if not station.book:
        raise NoBook
    questionnaire = questionnaire_for(station, period, variant)
    require_code(station.unit.code)
    if month and not replaces:
        _require_in_period(station, period, month, act)
    with station.transaction():
        require_open(station, period.key)
        facts = _every_fact(station, period)
        used = _last_number(facts, station.book)
        if used + count >= (station.book + 1) * BOOK_SIZE:
            raise BookFull((station.book + 1) * BOOK_SIZE - 1 - used, count)
        first = Serial(period.code, station.unit.code, variant, used + 1)
        serials = SerialRange(first, first._replace(number=used + count))
        pen = Pen(station, station.unit, period.key, act=act)
        if not any(fact.kind == Kind.BOOK_ALLOTTED and fact.facts().get("book") == station.book for fact in facts):
            pen.fact(Kind.BOOK_ALLOTTED, body={"book": station.book, "station": station.id})
        body: dict[str, object] = {
            "questionnaire": questionnaire.id,
            "edition": questionnaire.edition,
            "coding": questionnaire.coding,
            "paper": questionnaire.paper,
            "agency": agency or station.unit.code,
        }
        body |= {key: value for key, value in (("sector", sector), ("procedure", procedure)) if value}
        if participants:
            body["participants"] = list(participants)
        if replaces:
            body[REPLACES] = replaces
        if channel:
            body["channel"] = channel
        if month := month or usual_month(period, station.catalogue.place.day_of(act.at)):
            body["month"] = month
        if sources:
            body["sources"] = list(sources)
        pen.fact(Kind.ISSUED, serials=str(serials), body=body)
    return Batch(serials, sector, procedure, agency or station.unit.code, questionnaire.id, act.at, replaces, month)


def usual_month(period: Period, today: date) -> str:
    """The month of forms issued today where none is named: this one, not before the period begins; none where it has an end."""
    return month_of(max(today, _first_day(period))) if period.is_open_ended else NO_MONTH


def _first_day(period: Period) -> date:
    return min(period.evaluated_from, period.survey_from)


def _require_in_period(station: Station, period: Period, month: str, act: Act) -> None:
    first = _first_day(period)
    last = max(period.evaluated_to, period.survey_to)
    if period.is_open_ended:
        last = month_after(max(first, station.catalogue.place.day_of(act.at)), _MONTHS_AHEAD)
    if not month_of(first) <= month <= month_of(last):
        raise MonthOutsidePeriod(
            month_told(month), period.code, month_told(month_of(first)), month_told(month_of(last))
        )


def batches(station: Station, period: Period) -> tuple[Batch, ...]:
    """The issues of this station's unit in the period, by serial."""
    facts = journal_facts(station, period, station.unit)
    found = (_batch(fact) for fact in facts if fact.kind == Kind.ISSUED)
    return tuple(sorted(found, key=lambda batch: batch.serials.first))


def record_print(station: Station, period: Period, *, serials: str, act: Act, reason: str = "") -> None:
    """Record that forms were printed; printing one twice is a recorded reprint."""
    with station.transaction():
        require_open(station, period.key)
        pen = Pen(station, station.unit, period.key, act=act)
        pen.fact(Kind.PRINTED, serials=serials, body={"reason": reason} if reason else None)


def _batch(fact: Fact) -> Batch:
    body = fact.facts()
    start, _, end = fact.serials.partition("..")
    first = parse_serial(start)
    return Batch(
        SerialRange(first, parse_serial(end) if end else first),
        str(body.get("sector", "")),
        str(body.get("procedure", "")),
        str(body.get("agency", "")),
        str(body.get("questionnaire", "")),
        fact.at,
        str(body.get(REPLACES, "")),
        month if is_month(month := str(body.get("month", ""))) else NO_MONTH,
    )


def _every_fact(station: Station, period: Period) -> list[Fact]:
    """The facts that count and those that do not: a number that was ever minted is not minted again."""
    told = journal.told(station, period=period.key, unit=station.unit, serials=())
    clashing = (line for lines in told.clashing.values() for line in lines)
    return [*told.facts, *(line for line in clashing if isinstance(line, Fact))]


def _last_number(facts: list[Fact], book: int) -> int:
    """The last number minted in a book; its zero when none was."""
    last = book * BOOK_SIZE
    for fact in facts:
        if fact.kind == Kind.ISSUED:
            end = parse_serial(fact.serials.rpartition("..")[2])
            if end.book == book:
                last = max(last, end.number)
    return last
