"""What the overview knows: the balance of the book, the days left, what was sent and saved, and the next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from desktop.office import Office
from desktop.rehearsal_words import rehearsed
from desktop.screens.home.steps import Progressed, WayStep, next_step, steps_of_hub, steps_of_ward
from desktop.screens.presenting import ScreenPresenter
from desktop.widgets.bars import PartedBar
from models.acts import Act, Topic
from models.domain.basics.problems import N_, Problem
from models.domain.book.facts import Kind
from models.domain.book.ledger import State
from models.domain.book.periods import Period
from models.services.exchange.packages import packages
from models.services.exchange.whereabouts import FormPlace, SectorLine, by_sector, whereabouts, whereabouts_of_all
from models.services.forms.frames import delete_list_by, entries
from models.services.forms.ledger import read_book
from models.services.forms.sampling import sampling_record
from models.services.office.backups import back_up, backups
from models.services.office.editions import is_closed_here
from models.services.office.known_keys import Trust, known_keys
from models.services.office.periods import is_campaign_behind
from models.services.office.second_place import LONGEST_UNSEEN, unseen_for
from models.store.backups import Backup, Rehearsal, SecondPlace, last_rehearsal, second_place
from models.store.database import Station
from models.store.ground import doubt_of
from models.store.packages import Package

PARTS: tuple[tuple[FormPlace, str], ...] = (
    (FormPlace.IN_STOCK, N_("In stock")),
    (FormPlace.OUT, N_("Still out")),
    (FormPlace.RETURNED, N_("Returned, not keyed")),
    (FormPlace.KEYED, N_("Second keying or ruling")),
    (FormPlace.VERIFIED, N_("Verified")),
    (FormPlace.SENT, N_("Sent")),
    (FormPlace.ACKNOWLEDGED, N_("Acknowledged")),
    (FormPlace.GONE, N_("Refused, lost, spoiled")),
)
"""The way of the forms as one bar."""

PARTS_OF_HUB: tuple[tuple[str, tuple[State, ...]], ...] = (
    (N_("In stock"), (State.IN_STOCK,)),
    (N_("Still out"), (State.STILL_OUT,)),
    (N_("Returned, not keyed"), (State.NOT_KEYED,)),
    (N_("Second keying or ruling"), (State.AWAITING_SECOND, State.DISPUTED)),
    (N_("Valid"), (State.VALID,)),
    (N_("Invalid"), (State.INVALID,)),
    (N_("Refused, lost, spoiled"), (State.REFUSED, State.LOST, State.SPOILED)),
)
"""The books of all offices as one bar, as far as they have sent."""


@dataclass(frozen=True)
class Safety:
    """How safe the data are: the second place (None while nobody was asked), the last trial, and what its folder stands on."""

    second: SecondPlace | None = None
    unseen_days: int = 0
    rehearsal: Rehearsal | None = None
    doubt: Problem | None = None


@dataclass(frozen=True)
class OfficeStanding:
    """Where things are at this station; `offices` (at a hub) name each office with the latest package it sent, or ''.

    `totals` are the words of the balance: the own book's, at a hub those of all offices together. `places` and
    `sectors` are of the own book. `unconfirmed` counts the computers whose key was seen here and that nobody confirmed.
    """

    steps: tuple[WayStep, ...]
    totals: dict[str, int] = field(default_factory=dict)
    days_left: int | None = None
    is_closed: bool = False
    alarms: int = 0
    last_backup: Backup | None = None
    last_package: Package | None = None
    offices: tuple[tuple[str, str, str], ...] = ()
    places: Mapping[FormPlace, int] = field(default_factory=dict)
    sectors: tuple[SectorLine, ...] = ()
    safety: Safety = Safety()
    unconfirmed: int = 0


class Presenter(ScreenPresenter):
    """Where the chosen period stands."""

    cares_about = frozenset(Topic)

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.standing = OfficeStanding(())
        self._asked = 0

    @property
    def next(self) -> WayStep:
        return next_step(self.standing.steps)

    def refresh(self) -> None:
        station, period = self.office.here, self.office.period
        kept = backups(station)
        every = packages(station)
        steps = steps_of_hub if station.is_hub else steps_of_ward
        if period is None:
            self.standing = OfficeStanding(
                steps(Progressed()), last_backup=kept[0] if kept else None, safety=self._safety()
            )
            return
        of_period = [package for package in every if package.period == period.key]
        book = read_book(station, period, station.unit)
        totals = dict(book.ledger.totals)
        offices = _offices(station, period, of_period) if station.is_hub else ()
        own = [package for package in of_period if package.is_own]
        unconfirmed = sum(key.trust in (Trust.SEEN, Trust.CHANGED) for key in known_keys(station))
        at = Progressed(
            has_period=True,
            dossiers=len(entries(station, period)),
            is_sampled=sampling_record(list(book.facts)) is not None,
            is_printed=any(fact.kind == Kind.PRINTED for fact in book.facts),
            has_campaign_file=any(each.kind == "campaign" for each in own) and not is_campaign_behind(station, period),
            # what was sent before the closing does not tell the hub of it
            sent=sum(
                package.kind == "returns"
                and all(package.heads.get(each.ref.station, 0) >= each.ref.n for each in book.closings)
                for package in own
            ),
            offices=len(offices),
            offices_sent=sum(bool(when) for _, _, when in offices),
            unconfirmed=unconfirmed,
            is_closed=is_closed_here(station, period),
            delete_by=delete_list_by(station, period),
            **{name: totals[name] for name in _COUNTS},
        )
        self.standing = OfficeStanding(
            steps(at),
            totals,
            (period.survey_to - self.office.today).days,
            at.is_closed,
            len(book.ledger.alarms) + len(book.ledger.keyed_not_issued),
            kept[0] if kept else None,
            of_period[0] if of_period else None,
            offices,
            {} if station.is_hub else whereabouts(station, period, book),
            () if station.is_hub else by_sector(station, period, book),
            self._safety(),
            unconfirmed,
        )
        if station.is_hub:
            self._count_all(station, period)

    def _safety(self) -> Safety:
        station = self.office.here
        place = second_place(station.db)
        days = unseen_for(place, at=self.office.at).days if place is not None and place.folder else 0
        return Safety(place, days, last_rehearsal(station.db), doubt_of(station.folder))

    def _count_all(self, station: Station, period: Period) -> None:
        """The books of all offices together, off the window's thread: there may be hundreds."""
        self._asked += 1
        asked = self._asked
        self.standing = replace(self.standing, totals={})

        def take(totals: dict[str, int]) -> None:
            if asked == self._asked:
                self.standing = replace(self.standing, totals=totals)
                self.changed()

        self.office.tasks.run(
            lambda progress: whereabouts_of_all(station, period, progress=progress),
            then=take,
            title=self.office.say(N_("Adding up the books of the offices")),
        )

    def parts(self) -> list[tuple[str, int]]:
        """Name (English message) and count of each part of the bar; they add up to the forms issued."""
        standing = self.standing
        if self.office.here.is_hub:
            return [
                (name, sum(standing.totals.get(state.value, 0) for state in states)) for name, states in PARTS_OF_HUB
            ]
        return [(name, standing.places.get(place, 0)) for place, name in PARTS]

    def sector_bars(self) -> list[PartedBar]:
        """Valid forms of each sector against its target; without a target, against the forms issued."""
        say, number = self.office.say, self.office.language.number
        bars = []
        for line in self.standing.sectors:
            whole = line.target or line.issued
            name = line.sector or say(N_("(no sector)"))
            figure = f"{number(line.valid)}/{number(whole)}"
            bars.append(
                PartedBar(name, min(1.0, line.valid / whole) if whole else 0.0, figure, is_weak=not line.target)
            )
        return bars

    def take_next(self) -> None:
        """Go where the next step is done."""
        self.office.go(self.next.screen)

    def back_up(self) -> None:
        """Make a backup now."""
        office = self.office
        station = office.here

        def work(act: Act) -> str:
            return back_up(station, reason="manual", act=act).name

        def done(name: str) -> None:
            office.tell(office.say(N_("A backup was made and read back: {file}"), file=name))

        office.run(work, then=done, title=office.say(N_("Backing up")))

    def safety_lines(self) -> list[tuple[str, str, bool]]:
        """What is said of keys that wait, the second place, the trial and the ground: name, words, and whether it needs a look."""
        say, safety = self.office.say, self.standing.safety
        lines = []
        if count := self.standing.unconfirmed:
            said = N_("{count} computers are not heard yet: confirm their keys at “Packages”, tab “Keys”")
            lines.append((say(N_("Keys")), say(said, count=self.office.language.number(count)), True))
        if safety.second is None:
            lines.append((say(N_("Second place")), say(N_("not chosen yet; see “Settings”")), True))
        elif safety.second.folder:
            said = N_("{folder}: last seen {when}")
            if safety.unseen_days >= LONGEST_UNSEEN.days:
                said = N_("{folder}: not seen for {days} days")
            words = say(said, folder=safety.second.folder, when=self.when(safety.second.seen), days=safety.unseen_days)
            lines.append((say(N_("Second place")), words, safety.unseen_days >= LONGEST_UNSEEN.days))
        if safety.rehearsal is not None:
            lines.append(
                (
                    say(N_("Trial of a copy")),
                    rehearsed(safety.rehearsal, self.office.language),
                    bool(safety.rehearsal.wrong),
                )
            )
        if safety.doubt is not None:
            lines.append((say(N_("Folder")), self.office.language.problem(safety.doubt), True))
        return lines

    def when(self, at: str) -> str:
        """A moment of a fact as people write it."""
        return self.office.language.datetime(datetime.fromisoformat(at)) if at else "–"


_COUNTS = ("issued", "in_stock", "still_out", "returned", "not_keyed", "awaiting_second", "disputed")


def _offices(station: Station, period: Period, of_period: list[Package]) -> tuple[tuple[str, str, str], ...]:
    """Code, name and moment of the latest package of each office asked; those that have not sent come first."""
    asked = period.asked(station.catalogue, by=station.unit)
    latest: dict[str, str] = {}
    for package in of_period:
        if not package.is_own and package.kind == "returns":
            latest[str(package.unit)] = max(package.at, latest.get(str(package.unit), ""))
    lines = [(key.code, station.catalogue.unit_named(key).agency, latest.get(str(key), "")) for key in asked]
    return tuple(sorted(lines, key=lambda line: (bool(line[2]), line[0])))
