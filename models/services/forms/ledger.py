"""Reading the book of forms of a unit and period from the base: the laws of the domain on the lines of the store."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from models.domain.basics.units import UnitKey
from models.domain.book.activity import LASTING, Told, about_form, counting
from models.domain.book.closing import Closing, covered
from models.domain.book.facts import MARKS_OF_LEDGER, Fact, Keying, Kind
from models.domain.book.ledger import AreValid, Form, Ledger, ledger
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, expand
from models.domain.book.settling import Verdict, is_drawn_for_second
from models.domain.book.views import View
from models.domain.figures.validity import answered_enough
from models.services.office.questionnaires import questionnaires_of
from models.store import journal
from models.store.database import Station


@dataclass(frozen=True)
class Book:
    """Everything that is known of one unit's forms in one period.

    `closings` are the current ones; ledger, facts and keyings stand on the lines they cover unless it was read
    with `late=True`.
    `late` counts the lines above them, `withdrawn` those that withdrawals take out, `lines` all that were read;
    `editions` is how many closings were ever made, the edition of a sheet of a closed period. `lacking` counts the
    lines that the closings cover and that are not here, `without_effect` those that their office had no say in, `unheard` those
    of computers whose key is not confirmed here.
    """

    ledger: Ledger
    facts: tuple[Fact, ...]
    keyings: tuple[Keying, ...]
    closings: tuple[Closing, ...]
    late: int
    lines: int
    editions: int
    withdrawn: int = 0
    lacking: int = 0
    without_effect: int = 0
    unheard: int = 0


class Shelf:
    """What reading the books of some units of a period asks only once: its rule, and of many units whose lines count."""

    def __init__(self, station: Station, period: Period, units: Collection[UnitKey]) -> None:
        self._station, self._period, self._are_few = station, period, len(units) <= _FEW

    @cached_property
    def are_valid(self) -> AreValid:
        return validity_rule(self._station, self._period)

    def lines(self, unit: UnitKey) -> journal.PeriodLines:
        return journal.PeriodLines(self._station, self._period.key, only=unit) if self._are_few else self._all

    @cached_property
    def _all(self) -> journal.PeriodLines:
        return journal.PeriodLines(self._station, self._period.key)


_FEW = 20
"""The lines of so few units are asked for unit by unit, which is quicker than to look at all of a period."""


def read_book(
    station: Station,
    period: Period,
    unit: UnitKey,
    *,
    late: bool = False,
    within: View | None = None,
    as_above: bool = False,
    shelf: Shelf | None = None,
) -> Book:
    """Read the book of a unit; lines later than its closing are left out unless `late`.

    `within` reads the lines of a view alone, as if nothing else were here. `as_above` reads at the office itself what counts at
    those above it. `shelf` is for a caller who reads many books.
    """
    known = shelf or Shelf(station, period, (unit,))
    lines = known.lines(unit).told(unit, within=within)
    if as_above:
        lines = lines._replace(is_running=True)
    counted = counting(lines, late=late)
    facts = counted.facts
    by_serial = {keying.serial: [keying] for keying in counted.keyings}
    if len(by_serial) < len(counted.keyings):
        by_serial = {serial: [] for serial in by_serial}
        for keying in counted.keyings:
            by_serial[keying.serial].append(keying)
    book = ledger(
        facts,
        by_serial,
        twice=keyed_twice(period, facts),
        are_valid=known.are_valid,
    )
    return Book(
        book,
        facts,
        counted.keyings,
        counted.closings,
        counted.late,
        len(lines.facts) + len(lines.keyings) + len(lines.clashing),
        counted.editions,
        counted.withdrawn,
        _lacking(lines, counted.closings) + (_missing(lines, within) if within is not None else 0),
        counted.without_effect,
        counted.unheard,
    )


def read_form(
    station: Station, period: Period, unit: UnitKey, serial: Serial
) -> tuple[Form | None, tuple[Keying, ...]]:
    """Where one form stands, late lines included, and its keyings: as `read_book` says, from the lines that bear on it alone.

    None for a form that was not issued. What forms are marked with is asked for only while it has no live keying: the marks of an
    office are many lines, and a keyed form has come back whatever they say.
    """
    rule = validity_rule(station, period)
    form, keyings = _form_of(station, period, unit, serial, rule, kinds=_KINDS_OF_KEYED)
    if form is None or form.settled.heads or form.settled.verdict is Verdict.DISPUTED:
        return form, keyings
    return _form_of(station, period, unit, serial, rule, kinds=(*_KINDS_OF_KEYED, *MARKS_OF_LEDGER))


_KINDS_OF_KEYED = (*LASTING, Kind.ISSUED, Kind.RULED, Kind.SHARE_RAISED, Kind.SECOND_ASKED)


def _form_of(
    station: Station, period: Period, unit: UnitKey, serial: Serial, are_valid: AreValid, *, kinds: Sequence[Kind]
) -> tuple[Form | None, tuple[Keying, ...]]:
    text = str(serial)
    lines = journal.told(station, period=period.key, unit=unit, kinds=kinds, serials=(text,))
    counted = counting(lines)
    facts = about_form(counted.facts, serial)
    keyings = tuple(keying for keying in counted.keyings if keying.serial == text)
    twice = keyed_twice(period, facts)
    found = ledger(facts, {text: list(keyings)} if keyings else {}, twice=twice, are_valid=are_valid)
    return found.forms.get(text), keyings


def _lacking(told: Told, current: Iterable[Closing]) -> int:
    """How many lines under the closings are not here."""
    limits = covered(current)
    if not limits:
        return 0
    refs = {fact.ref for fact in told.facts}.union((keying.ref for keying in told.keyings), told.clashing)
    return sum(limits.values()) - sum(ref.n <= limits.get(ref.station, 0) for ref in refs)


def _missing(told: Told, view: View) -> int:
    """How many lines of a view are not here."""
    wanted = {place: view.last(place) for place in view.heads}
    refs = {fact.ref for fact in told.facts}.union((keying.ref for keying in told.keyings), told.clashing)
    return sum(wanted.values()) - sum(ref.n <= wanted.get(ref.station, 0) for ref in refs)


def keyed_twice(period: Period, facts: Iterable[Fact]) -> Container[str]:
    """The serials that are to be keyed by two persons in this period, given what was raised and asked in `facts`."""
    asked: set[str] = set()
    for fact in facts:
        if fact.kind == Kind.SECOND_ASKED:
            asked.update(expand(fact.serials))
    share = share_keyed_twice(period, facts)
    return _Drawn(asked, period.seed, share) if share else asked


@dataclass(frozen=True)
class _Drawn(Container[str]):
    """The serials that were asked for, and those that fall into the share."""

    asked: Container[str]
    seed: str
    share: Fraction

    def __contains__(self, serial: object) -> bool:
        return serial in self.asked or is_drawn_for_second(str(serial), seed=self.seed, share=self.share)


def share_keyed_twice(period: Period, facts: Iterable[Fact]) -> Fraction:
    """The share of the forms (0…1) that is keyed twice: the campaign's, or a greater one that a fact raised it to."""
    raised = (_raised(fact) for fact in facts if fact.kind == Kind.SHARE_RAISED)
    return max((period.share, *raised))


def _raised(fact: Fact) -> Fraction:
    """The share of a fact; what another program wrote and is no share raises nothing."""
    try:
        share = Fraction(str(fact.facts().get("share", "0")))
    except (ValueError, ZeroDivisionError):
        return Fraction(0)
    return share if share <= 1 else Fraction(0)


def validity_rule(station: Station, period: Period) -> AreValid:
    """The method's rule on accepted answers: enough of the mandatory criteria, on the paper that was issued.

    Answers that have not a mark for each single-choice question are none of that paper.
    """
    least = period.method.least_answered
    tests = {each.coding: answered_enough(each, least=least) for each in questionnaires_of(station, period)}

    def rule(coding: str, answers: Sequence[Keying]) -> Sequence[bool]:
        fitting = [keying.marks for keying in answers if keying.coding == coding] if coding in tests else []
        said = tests[coding](fitting) if fitting else ()
        if len(said) == len(answers):
            return said
        each = iter(said)
        return [bool(fitting) and keying.coding == coding and next(each) for keying in answers]

    return rule
