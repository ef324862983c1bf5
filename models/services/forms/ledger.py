"""Reading the book of forms of a unit and period from the base: the laws of the domain on the lines of the store."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.domain.basics.units import UnitKey
from models.domain.book.activity import LASTING, Told, about_form, counting
from models.domain.book.closing import Closing, covered
from models.domain.book.facts import MARKS_OF_LEDGER, Fact, Keying, Kind
from models.domain.book.ledger import Form, Issue, Ledger, ledger
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


IsValid = Callable[[Issue, Keying], bool]


def read_book(
    station: Station,
    period: Period,
    unit: UnitKey,
    *,
    late: bool = False,
    within: View | None = None,
    as_above: bool = False,
    is_valid: IsValid | None = None,
) -> Book:
    """Read the book of a unit; lines later than its closing are left out unless `late`.

    `within` reads the lines of a view alone, as if nothing else were here. `as_above` reads at the office itself what counts at
    those above it. `is_valid` is the period's
    `validity_rule`, for a caller who reads many books.
    """
    lines = journal.told(station, period=period.key, unit=unit, within=within)
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
        is_valid=is_valid or validity_rule(station, period),
    )
    known = len(lines.facts) + len(lines.keyings) + len(lines.clashing)
    return Book(
        book,
        facts,
        counted.keyings,
        counted.closings,
        counted.late,
        known,
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
    station: Station, period: Period, unit: UnitKey, serial: Serial, is_valid: IsValid, *, kinds: Sequence[Kind]
) -> tuple[Form | None, tuple[Keying, ...]]:
    text = str(serial)
    lines = journal.told(station, period=period.key, unit=unit, kinds=kinds, serials=(text,))
    counted = counting(lines)
    facts = about_form(counted.facts, serial)
    keyings = tuple(keying for keying in counted.keyings if keying.serial == text)
    twice = keyed_twice(period, facts)
    found = ledger(facts, {text: list(keyings)} if keyings else {}, twice=twice, is_valid=is_valid)
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


def validity_rule(station: Station, period: Period) -> IsValid:
    """The method's rule on accepted answers: enough of the mandatory criteria, on the paper that was issued.

    Answers that have not a mark for each single-choice question are none of that paper.
    """
    least = period.method.least_answered
    by_coding = {
        q.coding: (len(q.singles), answered_enough(q, least=least)) for q in questionnaires_of(station, period)
    }

    def rule(issue: Issue, keying: Keying) -> bool:
        coding, marks = keying.coding, keying.marks
        if issue.coding != coding or coding not in by_coding:
            return False
        width, is_enough = by_coding[coding]
        return len(marks) == width and is_enough(marks)

    return rule
