"""What the book of forms knows and does: every number with its state, the balance, marks and their undoing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.office import Office, Topic
from desktop.screens.presenting import ScreenPresenter
from desktop.words import ALARMS, STATES
from models.domain.facts import Kind
from models.domain.ledger import Form, State
from models.domain.problems import N_, Problem
from models.domain.serials import SerialRange, compress, parse_range, parse_serial
from models.services.ledgers import Book, read_book
from models.services.marking import mark_forms, undo_mark

MARKS = (
    (Kind.HANDED_OUT, N_("handed out")),
    (Kind.RETURNED, N_("returned")),
    (Kind.REFUSED, N_("refused")),
    (Kind.LOST, N_("lost")),
    (Kind.SPOILED, N_("spoiled")),
)
"""What can be noted on a form, in the order in which it happens."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """The answer to the latest number that was scanned or typed; shown on the screen, because a scanner closes boxes."""

    sentence: str
    is_good: bool


class Presenter(ScreenPresenter):
    """The forms of the chosen period that this office issued."""

    cares_about = frozenset({Topic.PERIOD, Topic.FORMS, Topic.KEYINGS})

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.book: Book | None = None
        self.state: State | None = None
        self.kind = Kind.HANDED_OUT
        self.reason = ""
        self.scanned: Scanned | None = None
        self.forms: tuple[Form, ...] = ()

    def refresh(self) -> None:
        station, period = self.office.here, self.office.period
        self.book = None if period is None else read_book(station, period, station.unit, late=True)
        self._filter()

    def show_only(self, state: State | None) -> None:
        """Show the forms in this state; None shows all."""
        self.state = state
        self._filter()
        self.changed()

    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """Number, kind of form, state, sector and procedure of each form that is shown."""
        say = self.office.say
        words = {state: say(word) for state, word in STATES.items()}
        lines = []
        for form in self.forms:
            serial, issue = parse_serial(form.serial), form.issue
            lines.append((serial.short, serial.variant, words[form.state], issue.sector if issue else "",
                          issue.procedure if issue else ""))  # fmt: skip
        return lines

    def balance(self) -> list[str]:
        """The three equations of the book."""
        if self.book is None:
            return []
        say, number = self.office.say, self.office.language.number
        totals = {name: number(count) for name, count in self.book.ledger.totals.items()}
        return [
            say(N_("issued {issued} = in stock {in_stock} + handed out {handed_out} + spoiled {spoiled}"), **totals),
            say(N_("handed out {handed_out} = still out {still_out} + returned {returned} + refused {refused} + lost {lost}"),
                **totals),
            say(N_("returned {returned} = valid {valid} + invalid {invalid} + awaiting second {awaiting_second} "
                   "+ disputed {disputed} + not keyed {not_keyed}"), **totals),
        ]  # fmt: skip

    def counts(self) -> list[tuple[State, int]]:
        """How many forms are in each state."""
        totals = self.book.ledger.totals if self.book else {}
        return [(state, totals.get(state.value, 0)) for state in State]

    def alarms(self) -> list[str]:
        """What a person must look at, number by number."""
        if self.book is None:
            return []
        say, ledger = self.office.say, self.book.ledger
        found = [say(N_("Look at {serial}: {alarm}"), serial=alarm.serial, alarm=ALARMS[alarm.kind])
                 for alarm in ledger.alarms]  # fmt: skip
        if ledger.keyed_not_issued:
            found.append(say(N_("Known here but not issued here: {serials}"), serials=ledger.keyed_not_issued))
        return found

    def scan(self, text: str) -> bool:
        """Mark the number, or from..to, that was scanned or typed; what is wrong stands in `scanned`, not in a box."""
        office = self.office
        try:
            spans = tuple(
                parse_range(part, period=office.chosen_period.code, unit=office.here.unit.code)
                for part in text.replace(",", " ").split()
            )
            if not spans:
                return False
            count = self._mark(spans)
        except Problem as problem:
            self.scanned = Scanned(office.language.problem(problem), is_good=False)
            self.changed()
            return False
        named = ", ".join(
            f"{span.first.short}..{span.last.short}" if span.count > 1 else span.first.short for span in spans
        )
        told = N_("{numbers}: {mark} ({count})")
        self.scanned = Scanned(office.say(told, numbers=named, mark=self._word(), count=count), is_good=True)
        office.announce(Topic.FORMS)
        return True

    def mark(self, places: Sequence[int]) -> None:
        """Mark the forms at these places of the table."""
        office = self.office
        count = self._mark(self._spans(places))
        office.announce(Topic.FORMS)
        office.tell(
            office.say(N_("{count} forms are marked: {mark}. Ctrl+Z takes it back."), count=count, mark=self._word())
        )

    def undo(self, places: Sequence[int]) -> None:
        """Take the chosen mark off the forms at these places."""
        office = self.office
        count = undo_mark(office.here, office.chosen_period, kind=self.kind, ranges=self._spans(places), by=office.who,
                          at=office.at)  # fmt: skip
        office.announce(Topic.FORMS)
        said = N_("The mark “{mark}” was taken off {count} forms; both stay on record.")
        office.tell(office.say(said, mark=self._word(), count=count))

    def _mark(self, spans: tuple[SerialRange, ...]) -> int:
        office = self.office
        return mark_forms(office.here, office.chosen_period, kind=self.kind, ranges=spans, by=office.who, at=office.at,
                          reason=self.reason.strip())  # fmt: skip

    def _spans(self, places: Sequence[int]) -> tuple[SerialRange, ...]:
        station, period = self.office.here, self.office.chosen_period
        named = compress(parse_serial(self.forms[place].serial) for place in places)
        return tuple(parse_range(span, period=period.code, unit=station.unit.code) for span in named.split(",") if span)

    def _word(self) -> str:
        return self.office.say(dict(MARKS)[self.kind])

    def _filter(self) -> None:
        forms = self.book.ledger.forms.values() if self.book else ()
        self.forms = tuple(form for form in forms if self.state is None or form.state is self.state)
