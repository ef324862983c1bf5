"""Single forms: the life of each, those that are missing, and a new form in the place of a spoiled one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.acts import Act
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.book.facts import Fact, Keying, Kind
from models.domain.book.ledger import Form, State
from models.domain.book.life import Event, life, replacements
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, expand, parse_serial
from models.services.forms.issuing import Batch, issue_forms
from models.services.forms.ledger import Book, read_book
from models.services.forms.marking import NotIssued, require_own
from models.services.office.allowing import allow
from models.store import journal
from models.store.database import Station


@dataclass(eq=False)
class NotSpoiled(Problem):
    """A new form is issued in the place of a spoiled one only."""

    serial: str
    code = "not_spoiled"
    says = N_("Form {serial} is not marked as spoiled. Mark it as spoiled first, then replace it.")


@dataclass(eq=False)
class ReplacedAlready(Problem):
    """The spoiled form has a new one."""

    serial: str
    by: str
    code = "replaced_already"
    says = N_("Form {serial} was replaced already, by {by}. Print that one, or mark it as spoiled too and replace it.")


@dataclass(frozen=True)
class MissingForms:
    """The forms that somebody must look for: still out, and returned but not keyed. `hand_in` is the last day to hand in."""

    still_out: tuple[Form, ...]
    not_keyed: tuple[Form, ...]
    hand_in: date

    @property
    def forms(self) -> tuple[Form, ...]:
        return (*self.still_out, *self.not_keyed)


def life_of(station: Station, period: Period, serial: Serial) -> tuple[Event, ...]:
    """Everything known here of one form, from the facts of every station; refuses a serial of which nothing is known."""
    facts: list[Fact] = []
    keyings: list[Keying] = []
    for number, stream in journal.streams(station.db, period=period.key).items():
        if stream.unit.code == serial.unit:
            facts.extend(journal.facts_of(station.db, number, stream.station))
            keyings.extend(journal.keyings_of(station.db, number, stream.station))
    events = life(str(serial), facts, keyings)
    if not events:
        raise NotIssued(str(serial), period.code)
    return events


def missing_forms(book: Book, period: Period) -> MissingForms:
    """What has been handed out and is not back, and what is back and not keyed, each by serial."""

    def of(state: State) -> tuple[Form, ...]:
        found = (form for form in book.ledger.forms.values() if form.state is state)
        return tuple(sorted(found, key=lambda form: parse_serial(form.serial)))

    return MissingForms(of(State.STILL_OUT), of(State.NOT_KEYED), period.survey_to)


def noted_since(book: Book, kind: Kind) -> dict[str, str]:
    """Serial → the moment (ISO 8601) when a mark of `kind` was last put on it."""
    since: dict[str, str] = {}
    for fact in book.facts:
        if fact.kind == kind:
            since.update((serial, max(fact.at, since.get(serial, ""))) for serial in expand(fact.serials))
    return since


def replace_form(station: Station, period: Period, *, serial: Serial, act: Act) -> Batch:
    """Issue one new form in the place of a spoiled one, for the same sector, procedure and agency; the issue names the old.

    Refuses what is not spoiled (`NotSpoiled`) and what was replaced already (`ReplacedAlready`).
    """
    allow(station, act, Duty.ISSUE)
    old = str(serial)
    require_own(station, period, serial)
    with station.transaction():
        book = read_book(station, period, station.unit, late=True)
        form = book.ledger.forms.get(old)
        if form is None:
            raise NotIssued(old, period.code)
        if form.state is not State.SPOILED or form.issue is None:
            raise NotSpoiled(old)
        if (new := replacements(book.facts).get(old)) is not None:
            raise ReplacedAlready(old, new)
        issue = form.issue
        return issue_forms(
            station,
            period,
            variant=serial.variant,
            count=1,
            sector=issue.sector,
            procedure=issue.procedure,
            agency=issue.agency,
            month=issue.month,
            participants=issue.participants,
            replaces=old,
            act=act,
        )
