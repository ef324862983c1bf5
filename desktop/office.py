"""The open office as every presenter is handed it: its words, clock, long work, and who should hear of a change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from desktop.tasks import Tasks
from models.acts import Act, Topic
from models.catalogue import Catalogue
from models.catalogue.kept import read_kept
from models.domain.basics.duties import Duty
from models.domain.basics.people import Person
from models.domain.basics.pins import Proof
from models.domain.basics.problems import N_, Problem
from models.domain.book.periods import Period
from models.files import private_folder
from models.language import Language, load
from models.progress import Cancelled, Progress
from models.services.office.allowing import asks_for_pin, why_not
from models.services.office.giving_way import is_aside
from models.services.office.periods import periods
from models.services.office.pins import has_pin
from models.services.office.stations import find_person, people
from models.store.database import NoStation, Station
from models.store.news import news_of

Result = TypeVar("Result")


@dataclass(eq=False)
class NoPeriodChosen(Problem):
    """A screen needs a period and the station has none, or none is chosen."""

    code = "no_period_chosen"
    says = N_(
        "No period is chosen. Open the hub's campaign file or a period of your own on the screen “Periods” first."
    )


@dataclass
class Office:
    """One open station, and where the person at it stands.

    `station` is None only while the folder has none yet (the first screen then sets it up); `period` and `person` are what
    is chosen in the heading, for all screens; `chance` makes a fresh random word for ids, seeds and salts.

    `folder` is the station's data, `clock` tells the time (nothing below reads one), `tasks` does long work. `go` shows
    the screen of that code, `tell` writes on the status line and `tell_next` the next step behind it, `choose_language` and
    `choose_text_size` (percent, now `text_size`) draw everything anew, `enter` goes on with a station that was just set up,
    `let_go` closes what is open in the folder before that, `help` opens the guide, `ask_pin` has a person type the PIN (again for
    some duties); the window puts these nine there, and without a window they do nothing (`enter` then only takes the station).
    `proof` is that the person at the desk gave the PIN.
    """

    folder: Path
    language: Language
    clock: Callable[[], datetime]
    tasks: Tasks
    chance: Callable[[], str]
    station: Station | None = None
    period: Period | None = None
    person: Person | None = None
    go: Callable[[str], None] = lambda _: None
    tell: Callable[[str], None] = lambda _: None
    tell_next: Callable[[], object] = lambda: None
    choose_language: Callable[[str], None] = lambda _: None
    choose_text_size: Callable[[int], None] = lambda _: None
    enter: Callable[[Station], None] = lambda _: None
    help: Callable[[], None] = lambda: None
    let_go: Callable[[], None] = lambda: None
    ask_pin: Callable[[Person, frozenset[Duty]], Proof | None] = lambda _, __: None
    proof: Proof | None = None
    text_size: int = 100
    prepared: Catalogue | None = field(default=None, repr=False)
    """The catalogue of a folder that has no station yet."""
    _listeners: list[Callable[[frozenset[Topic]], None]] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        self.enter = self.take

    def take(self, station: Station, *, period: str = "", person: str = "") -> None:
        """Stand in `station` from now on, with the period (issuer and code) and the person (code) that are named.

        What is unknown here, or not named, is the newest period and the first of its people.
        """
        self.station = station
        self.language = self.language.at(station.catalogue.place.zone)
        known = periods(station)
        newest = next((each for each in known if not is_aside(station, each)), None)
        self.period = next((each for each in known if str(each.key) == period), newest)
        self.person = next((each for each in people(station) if each.code == person), find_person(station, None))
        self.proof = None

    @property
    def here(self) -> Station:
        """The open station."""
        if self.station is None:
            raise NoStation(str(self.folder))
        return self.station

    @property
    def catalogue(self) -> Catalogue:
        """What is known of units and procedures; before there is a station, what is kept in the folder or the program brings along."""
        if self.station is not None:
            return self.station.catalogue
        if self.prepared is None:
            self.prepared, trouble = read_kept(self.folder)
            if trouble is not None:
                self.tell(self.language.problem(trouble))
        return self.prepared

    @property
    def chosen_period(self) -> Period:
        """The chosen period; refuses with `NoPeriodChosen`."""
        if self.period is None:
            raise NoPeriodChosen
        return self.period

    @property
    def who(self) -> Person:
        """The person at the desk (default: who set the station up)."""
        return self.person or find_person(self.here, None)

    @property
    def at(self) -> str:
        """The moment, as facts write it."""
        return self.clock().isoformat(timespec="seconds")

    @property
    def today(self) -> date:
        """The day by the clocks of the office's place."""
        return self.catalogue.place.day_of(self.clock())

    @contextmanager
    def act(self, duty: Duty | None = None, *, salt: str = "") -> Iterator[Act]:
        """What the person at the desk does now; when it is over, whoever shows what it changed hears of it.

        A weighty `duty` is made sure of first (`make_sure`). What a screen shows of the act is set within it, so that it is drawn
        with what changed. `salt` is the word to use where one was given out before.
        """
        if duty is not None:
            self.make_sure(duty)
        act = self._new_act(salt)
        try:
            yield act
        finally:
            self._pass_on(frozenset(act.changed))

    def run(
        self,
        work: Callable[[Act], Result],
        *,
        then: Callable[[Result], None],
        title: str,
        salt: str = "",
        duty: Duty | None = None,
    ) -> None:
        """A long act: `work` is done off the window's thread and its result given to `then`, which is within the act.

        `title` is the translated name of the work on the busy strip. Work that is refused or stopped may have changed
        something too, and that is heard of as well. A weighty `duty` is made sure of first (`make_sure`).
        """
        if duty is not None:
            self.make_sure(duty)
        act = self._new_act(salt)

        def done(result: Result) -> None:
            try:
                then(result)
            finally:
                self._pass_on(frozenset(act.changed))

        def failed(error: Exception) -> None:
            self._pass_on(frozenset(act.changed))
            raise error

        self.tasks.run(lambda progress: work(replace(act, progress=progress)), then=done, failed=failed, title=title)

    @property
    def papers(self) -> Path:
        """The folder where papers stand that were made to be looked at and printed."""
        return self.folder / "papers"

    def make_paper(
        self, name: str, write: Callable[[Path, Progress], object], *, then: Callable[[Path], None], title: str
    ) -> None:
        """Have `write` make the paper of this name off the window's thread, and hand its path to `then`."""
        to = self.papers / name

        def work(progress: Progress) -> Path:
            private_folder(to.parent)
            write(to, progress)
            return to

        self.tasks.run(work, then=then, title=title)

    def choose_period(self, period: Period | None) -> None:
        self.period = period
        self._pass_on(frozenset({Topic.PERIOD}))

    def choose_person(self, person: Person) -> bool:
        """Have another person at the desk, who gives the PIN where there is one; False when that was not done."""
        proof = None
        if has_pin(self.here, person):
            proof = self.ask_pin(person, frozenset())
            if proof is None:
                return False
        self.sit_down(person, proof)
        return True

    def sit_down(self, person: Person, proof: Proof | None) -> None:
        """The person at the desk from now on, with the proof that the PIN was given."""
        self.person, self.proof = person, proof
        self._pass_on(frozenset({Topic.PERSON}))

    @property
    def is_locked(self) -> bool:
        """Whether the person at the desk has a PIN and did not give it; a station that can only be read asks nobody."""
        return (
            self.station is not None
            and not self.station.is_fixed
            and self.proof is None
            and has_pin(self.here, self.who)
        )

    def bars(self, duty: Duty) -> str:
        """Why something is not for the person at the desk, in words; empty where it is."""
        refusal = why_not(self.here, self.who, duty)
        return self.language.problem(refusal) if refusal else ""

    def make_sure(self, duty: Duty) -> None:
        """Have the PIN given once more for what is done next, where that is asked for; it holds until another screen is shown.

        Refuses (`RoleLacking`, `PinLacking`) who may not do it at all; `Cancelled` when the person goes back.
        """
        if refusal := why_not(self.here, self.who, duty):
            raise refusal
        if not asks_for_pin(self.here, self.who, duty) or (self.proof is not None and duty in self.proof.again):
            return
        proof = self.ask_pin(self.who, frozenset({duty}))
        if proof is None:
            raise Cancelled
        known = self.proof.again if self.proof is not None else frozenset()
        self.proof = replace(proof, again=proof.again | known)

    def forget_again(self) -> None:
        """What the PIN was given once more for is asked for again from now on."""
        if self.proof is not None and self.proof.again:
            self.proof = replace(self.proof, again=frozenset())

    def speaking(self, code: str) -> Language:
        """Another language, by the clocks of this place: papers are written in it."""
        return load(code).at(self.catalogue.place.zone)

    def say(self, message: str, /, **values: object) -> str:
        """`message` in the language of this office."""
        return self.language.say(message, **values)

    def listen(self, listener: Callable[[frozenset[Topic]], None]) -> Callable[[], None]:
        """Hear of every change until the returned function is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def hear_others(self) -> None:
        """Have every listener hear of what other desks of the same base changed meanwhile; refuses as the base does."""
        changed = news_of(self.station) if self.station is not None else frozenset()
        if Topic.PERIOD in changed:
            known = [each for each in periods(self.here) if not is_aside(self.here, each)]
            newest = known[0] if known else None
            chosen = self.period and self.period.key
            self.period = next((each for each in known if each.key == chosen), self.period or newest)
        self._pass_on(changed)

    def _new_act(self, salt: str) -> Act:
        return Act(self.who, self.at, salt or self.chance(), proof=self.proof)

    def _pass_on(self, changed: frozenset[Topic]) -> None:
        """Tell every listener once what has changed."""
        for listener in tuple(self._listeners) if changed else ():
            listener(changed)
