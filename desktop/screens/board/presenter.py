"""What the board knows and does: a line for each office, who is silent, and one office's packages and notices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from desktop.office import Office
from desktop.reminders import reminder_of
from desktop.screens.presenting import ScreenPresenter
from desktop.screens.taken_in import TakenIn
from desktop.words import late_told, moved_told, state_told
from models.acts import Topic
from models.domain.basics.duties import Duty
from models.domain.basics.people import Person
from models.domain.basics.problems import N_
from models.domain.basics.tables import Table
from models.domain.basics.units import UnitKey
from models.domain.book.editions import Edition
from models.progress import Progress
from models.services.exchange.board import BoardRow, board, of_person, sent_count, silent_offices
from models.services.exchange.late import late_here, take_late
from models.services.exchange.notices import NoticeKind
from models.services.exchange.packages import packages
from models.services.figures.effect import FigureEffect
from models.services.figures.footing import changed_since
from models.services.office.asked_offices import read_office_table
from models.services.office.charge import put_in_charge, told_in_charge
from models.services.office.editions import edition_now, edition_number
from models.services.office.periods import is_campaign_behind
from models.services.office.stations import name_of, people
from models.store.packages import Package

KINDS = {"returns": N_("returns"), "exchange": N_("exchange"), "campaign": N_("campaign"), "receipt": N_("receipt")}
_OF_KEYS = (NoticeKind.KEY_UNCONFIRMED, NoticeKind.KEY_CHANGED)


@dataclass(frozen=True, slots=True)
class OfficeDetail:
    """One office of the board: its name, where it stands in a sentence, its packages, and what deserves a look.

    A package that never came loses nothing, because the next one carries everything; the other notices are urgent.
    """

    name: str
    standing: str
    packages: tuple[tuple[str, ...], ...]
    notices: tuple[str, ...]
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class LateDetail:
    """What came late of one office: a sentence, and of each form its number, how it counts, how it would, whether that differs."""

    unit: UnitKey
    name: str
    told: str
    forms: tuple[tuple[str, ...], ...]


class BoardNow(NamedTuple):
    """The rows of the board, and the edition that holds with the offices that have changed since."""

    rows: tuple[BoardRow, ...]
    edition: Edition | None
    changed: tuple[UnitKey, ...]


class Presenter(ScreenPresenter):
    """The board of the chosen period, all offices, the silent ones, those of one person; worked out anew on every visit.

    `only_of` is who is in charge of what is shown, as lines name people; empty for the offices that are nobody's, None for all.
    """

    cares_about = frozenset({Topic.PERIOD, Topic.PACKAGES, Topic.KEYINGS, Topic.FORMS})

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.only_silent = False
        self.only_of: str | None = None
        self._rows: tuple[BoardRow, ...] = ()
        self._silent: tuple[BoardRow, ...] = ()
        self._edition: Edition | None = None
        self._changed: tuple[UnitKey, ...] = ()

    @property
    def has_period(self) -> bool:
        return self.office.period is not None

    @property
    def shown(self) -> tuple[BoardRow, ...]:
        """The offices in the table."""
        return self.silent if self.only_silent else self._of(self._rows)

    @property
    def silent(self) -> tuple[BoardRow, ...]:
        """The offices to telephone, of the person that was asked for."""
        return self._of(self._silent)

    def _of(self, rows: tuple[BoardRow, ...]) -> tuple[BoardRow, ...]:
        return rows if self.only_of is None else of_person(rows, self.only_of)

    def refresh(self) -> None:
        """Work the board out in the background: a city's first look counts every form."""
        office = self.office
        self._rows = self._silent = ()
        self._edition, self._changed = None, ()
        if office.period is None:
            return
        station, period, today = office.here, office.period, office.today

        def work(progress: Progress) -> BoardNow:
            rows = board(station, period, today=today, progress=progress)
            edition = edition_now(station, period)
            return BoardNow(rows, edition, changed_since(station, period, edition) if edition is not None else ())

        office.tasks.run(work, then=self._worked_out, title=office.say(N_("Working out the board")))

    def show_only_silent(self, *, only: bool) -> None:
        self.only_silent = only
        self.changed()

    @property
    def is_assigned(self) -> bool:
        """Whether anybody is in charge of any office; as long as nobody is, nothing of it is shown."""
        return any(row.in_charge for row in self._rows)

    @property
    def shows_targets(self) -> bool:
        """Whether targets have a column: where people are in charge, only when an office has one."""
        return not self.is_assigned or any(row.target for row in self._rows)

    def people_in_charge(self) -> list[tuple[str | None, str]]:
        """Whose offices can be shown, each with how many they are: all, those of who sits here, of every other one, and nobody's."""
        say, number, me = self.office.say, self.office.language.number, self.office.who.author
        others = sorted({each for row in self._rows for each in row.in_charge} - {me})
        told: list[tuple[str | None, str]] = [(None, say(N_("All offices")))]
        named = [(me, say(N_("Offices that I am in charge of"))), *((each, name_of(self.office.here, each)) for each in others),
                 ("", say(N_("Offices that nobody is in charge of")))]  # fmt: skip
        return told + [(who, f"{name} ({number(len(of_person(self._rows, who)))})") for who, name in named]

    def show_only_of(self, author: str | None) -> None:
        """Show only the offices of one person, of nobody (empty), or all (None)."""
        self.only_of = author
        self.changed()

    def people(self) -> tuple[Person, ...]:
        """Who can be put in charge: the people of the name list."""
        return people(self.office.here)

    def assign(self, places: Sequence[int], person: Person | None) -> None:
        """Put a person in charge of the offices at these places of the table, or nobody."""
        office, shown = self.office, self.shown
        units = [shown[place].unit for place in places]
        with office.act(Duty.CHARGE) as act:
            count = put_in_charge(office.here, [(unit, person) for unit in units], act=act)
        said = N_(
            "Somebody else is in charge of {count} offices now; the other computers of this office hear of it with the next packages."
        )
        office.tell(office.say(said, count=office.language.number(count)))

    def assign_from(self, tables: Sequence[Table], source: Path) -> TakenIn:
        """Put people in charge as one of the tables says."""
        office = self.office
        day = office.chosen_period.evaluated_to
        read = read_office_table(office.catalogue, tables, day=day, people=self.people())
        with office.act(Duty.CHARGE) as act:
            count = put_in_charge(office.here, [(unit.key, person) for unit, person in read.persons], act=act)
        said = N_(
            "Somebody else is in charge of {count} offices now; the other computers of this office hear of it with the next packages."
        )
        return TakenIn(office.say(said, count=office.language.number(count)), read.account, source)

    def rows(self) -> list[tuple[str, ...]]:
        """Code, office, what it did, valid forms, target, returned, packages, the last one, days silent, receipts, notices.

        Who is in charge stands behind the state where anybody is; then targets are left out where there are none.
        """
        number = self.office.language.number
        return [
            (
                row.unit.code,
                self.office.catalogue.unit_named(row.unit).full_name,
                self._state(row),
                *([told_in_charge(self.office.here, row.in_charge)] if self.is_assigned else []),
                number(row.counts.get("valid", 0)),
                *([number(row.target) if row.target else "–"] if self.shows_targets else []),
                number(row.counts.get("returned", 0)),
                number(row.packages),
                self._day(row.last),
                number(row.silent) if row.silent is not None and not row.is_closed else "–",
                number(row.receipts),
                number(len(row.urgent)) if row.urgent else "",
            )
            for row in self.shown
        ]

    def telephone_list(self) -> str:
        """The offices to telephone, one a line with the days since the campaign file, to paste elsewhere."""
        said = N_("{office}: nothing has come for {days} days")
        return "\n".join(
            self.office.say(said, office=self.office.catalogue.unit_named(row.unit).full_name, days=row.silent)
            if row.silent is not None
            else self.office.catalogue.unit_named(row.unit).full_name
            for row in self.silent
        )

    @property
    def has_offices(self) -> bool:
        """Whether any office takes part."""
        return bool(self._rows)

    @property
    def has_silent(self) -> bool:
        """Whether there is an office to telephone."""
        return bool(self.silent)

    def print_telephone_list(self, then: Callable[[Path], None]) -> None:
        """Make the list of the offices to telephone as paper, and hand its path to `then`."""
        office, silent = self.office, self.silent
        station, period, today, language = (
            office.here,
            office.chosen_period,
            office.today,
            office.language,
        )

        def write(to: Path, _: Progress) -> None:
            from printing.silent_list import print_silent

            print_silent(station, period, silent, today=today, language=language, to=to)

        office.make_paper(f"{period.code}-chua-gui.pdf", write, then=then, title=office.say(N_("Making the list")))

    def summary(self) -> str:
        """How many have sent, and since when they have the campaign file."""
        said = N_("{sent} of {offices} offices have sent; {silent} have not.")
        counted = sent_count(self._of(self._rows))
        told = self.office.say(said, sent=counted.sent, offices=counted.asked, silent=len(self.silent))
        whose = (
            next((name for who, name in self.people_in_charge() if who == self.only_of), "") if self.is_assigned else ""
        )
        return " ".join(
            filter(
                None,
                (
                    f"{whose}:" if self.only_of is not None and whose else "",
                    told,
                    self._campaign(),
                    self._due(),
                    self._edition_told(),
                ),
            )
        )

    def _due(self) -> str:
        """Until when offices send, and how many did so in time."""
        last = self.office.chosen_period.survey_to
        due = self.office.catalogue.place.due(last)
        count = self.office.language.number(sum(row.is_on_time(due) for row in self._of(self._rows)))
        if due != last:
            put_off = N_("Due {day}, for {last} is no working day: {count} closed and sent in time.")
            return self.office.say(put_off, day=due, last=last, count=count)
        said = N_("Due {day}: {count} closed and sent in time.")
        return self.office.say(said, day=due, count=count)

    def _edition_told(self) -> str:
        if self._edition is None:
            return ""
        day, count = self._day(self._edition.at), self.office.language.number(len(self._changed))
        said = N_("Edition {edition} was closed on {day}; offices that have changed since: {count}.")
        return self.office.say(said, edition=self._edition.number, day=day, count=count)

    def _campaign(self) -> str:
        written = next((row.campaign for row in self._rows if row.campaign), "")
        if not written:
            return self.office.say(N_("No campaign file has been written here."))
        first = self.office.say(N_("First campaign file: {day}."), day=self._day(written))
        if not is_campaign_behind(self.office.here, self.office.chosen_period):
            return first
        behind = N_("THE PERIOD WAS CHANGED SINCE: write the campaign file anew and send it to the offices.")
        return f"{first} {self.office.say(behind)}"

    def reminder(self, places: Sequence[int]) -> str:
        """What to write to the offices at these places of the table, to paste into messages."""
        office = self.office
        texts = (
            reminder_of(
                self.shown[place], office.chosen_period, office.catalogue, office.language, hub=office.here.unit
            )
            for place in places
        )
        return "\n\n".join(texts)

    def detail(self, place: int) -> OfficeDetail:
        """Everything about the office at a place of the table."""
        row, period = self.shown[place], self.office.chosen_period
        of_unit = [each for each in packages(self.office.here) if (each.unit, each.period) == (row.unit, period.key)]
        notices = tuple(self.office.language.sentence(notice.sentence) for notice in row.notices)
        name = self.office.catalogue.unit_named(row.unit).full_name
        is_urgent = bool(row.urgent)
        return OfficeDetail(name, self._standing(row), tuple(map(self._package, of_unit)), notices, is_urgent)

    def late_of(self, place: int) -> LateDetail:
        """What came late of the office at a place of the table: a sentence, and a row for each form."""
        office, unit = self.office, self.shown[place].unit
        found = late_here(office.here, office.chosen_period, (unit,))
        name = office.catalogue.unit_named(unit).full_name
        if not found:
            return LateDetail(unit, name, office.say(N_("Nothing came after this office closed the period.")), ())
        (late,) = found
        forms = tuple(
            (
                form.serial,
                state_told(form.counts, office.language),
                state_told(form.would, office.language),
                office.say(N_("yes")) if form.changes else office.say(N_("no")),
            )
            for form in late.forms
        )
        return LateDetail(unit, name, late_told(late, office.catalogue, office.language), forms)

    def take_late(self, unit: UnitKey, reason: str) -> None:
        """Take the late lines of an office in, and say how the figures moved."""
        office = self.office
        with office.act() as act:
            taken = take_late(office.here, office.chosen_period, unit, reason=reason, act=act)
        said = N_("From now on they count here. {what}")
        edition = edition_number(office.here, office.chosen_period)
        effect = FigureEffect(office.chosen_period.key, taken.unit, taken.next_edition, taken.with_late, edition)
        office.tell(office.say(said, what=moved_told([effect], office.catalogue, office.language)))

    def _standing(self, row: BoardRow) -> str:
        number = self.office.language.number
        said = N_("{issued} forms issued, {out} still out, {returned} returned, {valid} of them valid, {invalid} not.")
        counts = {name: number(row.counts.get(name, 0)) for name in ("issued", "returned", "valid", "invalid")}
        return self.office.say(said, out=number(row.counts.get("still_out", 0)), **counts)

    def _package(self, package: Package) -> tuple[str, ...]:
        say = self.office.say
        kind = say(KINDS[package.kind]) if package.kind in KINDS else package.kind
        return self._day(package.at), kind, package.station, str(package.number), package.file

    def _state(self, row: BoardRow) -> str:
        say = self.office.say
        if row.unit == self.office.here.unit:
            return say(N_("this office"))
        if not row.has_sent:
            return say(N_("nothing has come"))
        if any(notice.kind in _OF_KEYS for notice in row.notices):
            return say(N_("key not confirmed"))
        if row.is_closed:
            return say(N_("closed"))
        return say(N_("target reached")) if row.is_complete else say(N_("under way"))

    def _worked_out(self, now: BoardNow) -> None:
        self._rows, self._silent = now.rows, silent_offices(self.office.here, now.rows)
        self._edition, self._changed = now.edition, now.changed
        self.changed()

    def _day(self, at: str) -> str:
        return self.office.language.day(datetime.fromisoformat(at)) if at else "–"
