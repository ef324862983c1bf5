"""What the book of forms knows and does: every number with its state, the balance, marks and their undoing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.office import Office
from desktop.screens.presenting import ScreenPresenter
from desktop.words import ALARMS, STATES, TURNS, detail
from models.acts import Act, Topic
from models.domain.basics.folding import alphabetical
from models.domain.basics.problems import N_, Problem
from models.domain.book.facts import Kind, Ref
from models.domain.book.ledger import Form, State
from models.domain.book.serials import SerialRange, compress, parse_range, parse_serial
from models.language import LANGUAGES
from models.progress import Progress
from models.services.forms.issuing import batches
from models.services.forms.ledger import Book, read_book
from models.services.forms.life import MissingForms, life_of, missing_forms, replace_form
from models.services.forms.marking import Marked, mark_forms, undo_mark
from models.services.office.questionnaires import kinds_of
from models.services.office.stations import people

MARKS = (
    (Kind.HANDED_OUT, N_("handed out")),
    (Kind.RETURNED, N_("returned")),
    (Kind.REFUSED, N_("refused")),
    (Kind.LOST, N_("lost")),
    (Kind.SPOILED, N_("spoiled")),
)
"""What can be noted on a form, in the order in which it happens."""


@dataclass(frozen=True, slots=True)
class ScannedNumber:
    """The answer to the latest number that was scanned or typed; shown on the screen, because a scanner closes boxes."""

    sentence: str
    is_good: bool


@dataclass(frozen=True, slots=True)
class _Scan:
    """One number, or several, that got a mark by scanning, as long as it can be taken back."""

    kind: Kind
    spans: tuple[SerialRange, ...]
    fact: Ref


@dataclass(frozen=True, slots=True)
class FormChoice:
    """What is shown: None is no choice; `is_missing` shows what is still out or not keyed, whatever the state."""

    state: State | None = None
    batch: str | None = None
    sector: str | None = None
    is_missing: bool = False


class Presenter(ScreenPresenter):
    """The forms of the chosen period that this office issued."""

    cares_about = frozenset({Topic.PERIOD, Topic.FORMS, Topic.KEYINGS})

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.book: Book | None = None
        self.choice = FormChoice()
        self.kind = Kind.HANDED_OUT
        self.reason = ""
        self.scanned: ScannedNumber | None = None
        self.forms: tuple[Form, ...] = ()
        self.missing: MissingForms | None = None
        self._batch_of: dict[Ref, str] = {}
        self._scans: list[_Scan] = []

    def refresh(self) -> None:
        station, period = self.office.here, self.office.period
        self.book, self.missing = None, None
        if period is not None:
            self.book = read_book(station, period, station.unit, late=True)
            self.missing = missing_forms(self.book, period)
            self._name_batches()
        self._filter()

    def show_only(self, choice: FormChoice) -> None:
        """Show the forms of this choice only."""
        self.choice = choice
        self._filter()
        self.changed()

    def batches(self) -> list[str]:
        """The batches in the order of their numbers, each as it is named on the screen."""
        return list(dict.fromkeys(self._batch_of.values()))

    def sectors(self) -> list[str]:
        """The sectors of the forms, without those for whoever comes."""
        forms = self.book.ledger.forms.values() if self.book else ()
        return sorted({form.issue.sector for form in forms if form.issue and form.issue.sector}, key=alphabetical)

    def missing_sentence(self) -> str:
        """What is missing and until when it was to be handed in."""
        if self.missing is None:
            return ""
        say, number, missing = self.office.say, self.office.language.number, self.missing
        days = (missing.hand_in - self.office.today).days
        facts = {"out": number(len(missing.still_out)), "back": number(len(missing.not_keyed)), "day": missing.hand_in}
        if days < 0:
            said = N_("{out} forms are still out, {back} came back and are not keyed. The last day to hand in was {day}, "
                      "{days} days ago.")  # fmt: skip
            return say(said, days=-days, **facts)
        return say(
            N_("{out} forms are still out, {back} came back and are not keyed. Last day to hand in: {day}."), **facts
        )

    def print_missing(self, then: Callable[[Path], None]) -> None:
        """Make the list of missing forms as PDF and hand its path to `then`."""
        office = self.office
        station, period, today = office.here, office.chosen_period, office.today
        language, title = office.speaking(LANGUAGES[0]), office.say(N_("Making the list of missing forms"))

        def write(to: Path, progress: Progress) -> None:
            from printing.missing_list import print_missing

            print_missing(station, period, today=today, language=language, to=to, progress=progress)

        office.make_paper(f"{period.code}-con-thieu.pdf", write, then=then, title=title)

    def life(self, place: int) -> tuple[str, list[tuple[str, str, str, str]]]:
        """The heading of one form, and each turn of its life: when, what, details, and who."""
        office, form = self.office, self.forms[place]
        language, say = office.language, office.say
        names = {person.author: person.name for person in people(office.here)}
        lines = [
            (language.datetime(datetime.fromisoformat(event.at)), say(TURNS[event.turn]), detail(event, language),
             names.get(event.by, event.by))
            for event in life_of(office.here, office.chosen_period, parse_serial(form.serial))
        ]  # fmt: skip
        return say(N_("Form {serial}: {state}"), serial=form.serial, state=STATES[form.state]), lines

    def replace(self, places: Sequence[int]) -> None:
        """Issue a new form for each spoiled one at these places."""
        office = self.office
        spoiled = [parse_serial(self.forms[place].serial) for place in places]
        with office.act() as act:
            issued = [replace_form(office.here, office.chosen_period, serial=each, act=act) for each in spoiled]
        new = [batch.serials.first.short for batch in issued]
        said = N_("New forms in the place of the spoiled ones: {numbers}. Print them on the screen “Issue and print”.")
        office.tell(office.say(said, numbers=new))

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
        kinds = kinds_of(office.here, office.chosen_period)
        try:
            spans = tuple(
                parse_range(part, period=office.chosen_period.code, unit=office.here.unit.code, kinds=kinds)
                for part in text.replace(",", " ").split()
            )
            if not spans:
                return False
            with office.act() as act:
                marked = self._mark(spans, act)
                self._scans.append(_Scan(self.kind, spans, marked.fact))
        except Problem as problem:
            self._tell_scan(office.language.problem(problem), is_good=False)
            return False
        told = N_("{numbers}: {mark} ({count})")
        said = office.say(told, numbers=_named(spans), mark=self._word(self.kind), count=marked.forms)
        self._tell_scan(said, is_good=True)
        return True

    def undo_scan(self) -> None:
        """Take the latest scanned mark back, then the one before it, as long as this screen is open."""
        office, period = self.office, self.office.chosen_period
        self._scans = [scan for scan in self._scans if scan.spans[0].first.period == period.code]
        if not self._scans:
            nothing = N_(
                "Nothing was scanned here that could be taken back. Choose rows in the table and press Ctrl+Z there."
            )
            self._tell_scan(office.say(nothing), is_good=False)
            return
        scan = self._scans.pop()
        try:
            with office.act() as act:
                undo_mark(office.here, period, kind=scan.kind, ranges=scan.spans, only=scan.fact, act=act)
        except Problem as problem:
            self._tell_scan(office.language.problem(problem), is_good=False)
            return
        told = N_("{numbers}: “{mark}” taken back")
        self._tell_scan(office.say(told, numbers=_named(scan.spans), mark=self._word(scan.kind)), is_good=True)

    def _tell_scan(self, sentence: str, *, is_good: bool) -> None:
        self.scanned = ScannedNumber(sentence, is_good=is_good)
        self.changed()

    def mark(self, places: Sequence[int]) -> None:
        """Mark the forms at these places of the table."""
        office = self.office
        with office.act() as act:
            count = self._mark(self._spans(places), act).forms
        office.tell(
            office.say(
                N_("{count} forms are marked: {mark}. Ctrl+Z takes it back."), count=count, mark=self._word(self.kind)
            )
        )
        office.tell_next()

    def undo(self, places: Sequence[int]) -> None:
        """Take the chosen mark off the forms at these places."""
        office = self.office
        with office.act() as act:
            count = undo_mark(office.here, office.chosen_period, kind=self.kind, ranges=self._spans(places), act=act)
        said = N_("The mark “{mark}” was taken off {count} forms; both stay on record.")
        office.tell(office.say(said, mark=self._word(self.kind), count=count))

    def _mark(self, spans: tuple[SerialRange, ...], act: Act) -> Marked:
        office = self.office
        return mark_forms(
            office.here,
            office.chosen_period,
            kind=self.kind,
            ranges=spans,
            reason=self.reason.strip(),
            act=act,
        )

    def _spans(self, places: Sequence[int]) -> tuple[SerialRange, ...]:
        station, period = self.office.here, self.office.chosen_period
        named = compress(parse_serial(self.forms[place].serial) for place in places)
        kinds = kinds_of(station, period)
        parts = filter(None, named.split(","))
        return tuple(parse_range(part, period=period.code, unit=station.unit.code, kinds=kinds) for part in parts)

    def _word(self, kind: Kind) -> str:
        return self.office.say(dict(MARKS)[kind])

    def _name_batches(self) -> None:
        language = self.office.language
        self._batch_of = {}
        forms = self.book.ledger.forms if self.book else {}
        for batch in batches(self.office.here, self.office.chosen_period):
            form = forms.get(str(batch.serials.first))
            if form is not None and form.issue is not None:
                name = f"{batch.serials.first.variant} {batch.serials.first.short}"
                if batch.count > 1:
                    name = f"{name} … {batch.serials.last.short} ({language.number(batch.count)})"
                self._batch_of[form.issue.ref] = f"{name} {batch.sector}".rstrip()

    def _filter(self) -> None:
        forms = self.book.ledger.forms.values() if self.book else ()
        choice = self.choice
        missing = (State.STILL_OUT, State.NOT_KEYED)
        self.forms = tuple(
            form
            for form in forms
            if (form.state in missing if choice.is_missing else choice.state is None or form.state is choice.state)
            and (choice.sector is None or (form.issue is not None and form.issue.sector == choice.sector))
            and (
                choice.batch is None or (form.issue is not None and self._batch_of.get(form.issue.ref) == choice.batch)
            )
        )


def _named(spans: tuple[SerialRange, ...]) -> str:
    return ", ".join(f"{span.first.short}..{span.last.short}" if span.count > 1 else span.first.short for span in spans)
