"""What the settings screen knows and does: how this window looks, further computers, safe copies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.office import Office
from desktop.rehearsal_words import rehearsed
from desktop.screens.presenting import ScreenPresenter
from desktop.screens.taken_in import TakenIn
from desktop.words import BROUGHT_BACK, MOVED_HOME, MOVED_TO_SERVER, ROLES, WORKS_THERE, WORKS_THERE_NOW
from models.acts import Act, Topic
from models.catalogue.additions import Additions
from models.domain.basics.duties import Duty
from models.domain.basics.letterheads import worded
from models.domain.basics.problems import N_, Problem
from models.progress import Progress
from models.services.office.additions import add_to_catalogue
from models.services.office.backups import back_up, backups, restore
from models.services.office.cities import leave_city, move_to_city, share_out
from models.services.office.joining import desks_of
from models.services.office.letterheads import forget_letterhead, letterhead_of, set_letterhead
from models.services.office.second_place import choose_second_place
from models.services.office.stations import add_station
from models.store.address import kept_address, read_address
from models.store.backups import Backup, Rehearsal, second_place
from models.store.database import Station, open_station

if TYPE_CHECKING:
    from exports.proof.rebuilding import Rebuilt

LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))
TEXT_SIZES = (100, 125, 150, 175, 200)
MOST_COPIES = 5
"""Copies that are listed; the folder has all of them."""


class Presenter(ScreenPresenter):
    """Language and text size of the window, further computers, backups and proof that all is whole."""

    cares_about = frozenset({Topic.BACKUP, Topic.UNIT})

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.backups: tuple[Backup, ...] = ()
        self.desks: tuple[str, ...] = ()
        """The computers that work in the base of this desk, one line each."""
        self.verified: tuple[str, ...] = ()
        self.is_whole = True
        self.taken: TakenIn | None = None

    def refresh(self) -> None:
        if self.office.station is not None:
            self.backups = backups(self.office.here)
            self.desks = self._desks() if self.office.here.is_desk else ()

    @property
    def language(self) -> str:
        return self.office.language.code

    @property
    def text_size(self) -> int:
        """Percent, the nearest that is offered."""
        return min(TEXT_SIZES, key=lambda size: abs(size - self.office.text_size))

    def choose_language(self, code: str) -> None:
        if code != self.language:
            self.office.choose_language(code)

    def choose_text_size(self, percent: int) -> None:
        if percent != self.office.text_size:
            self.office.choose_text_size(percent)

    def copies(self) -> list[str]:
        """The latest copies, one line each: when and where."""
        return [f"{self._moment(copy.at)}   {copy.file.name}" for copy in self.backups[:MOST_COPIES]]

    @property
    def letterhead(self) -> dict[str, str]:
        """The fields of this office's letterhead as they are typed."""
        return worded(letterhead_of(self.office.here))

    def keep_letterhead(self, typed: Mapping[str, str]) -> None:
        """Say how this office issues its papers."""
        office = self.office
        with office.act() as act:
            set_letterhead(office.here, typed, act=act)
        office.tell(office.say(N_("The letterhead is kept: papers show it from now on.")))
        self.changed()

    def forget_letterhead(self) -> None:
        """Go back to the letterhead that the catalogue has."""
        with self.office.act() as act:
            forget_letterhead(self.office.here, act=act)
        self.changed()

    def add_station(self, *, out: Path, name: str) -> None:
        """Write the file from which a further computer of this office is set up."""
        office = self.office
        with office.act(Duty.COMPUTER) as act:
            book = add_station(office.here, out=out, name=name, act=act)
        said = N_("Book {book} is for “{name}”. Set that computer up from the file {file}.")
        office.tell(office.say(said, book=book, name=name, file=str(out)))

    def back_up(self) -> None:
        """Make a checked copy now."""
        office = self.office
        station = office.here

        def work(act: Act) -> Path:
            return back_up(station, reason="asked", act=act)

        def then(file: Path) -> None:
            self.refresh()
            office.tell(office.say(N_("A checked copy is in {file}."), file=str(file)))
            self.changed()

        office.run(work, then=then, title=office.say(N_("Making a safe copy")))

    @property
    def second_place(self) -> str:
        """Where copies are kept besides, in words."""
        say, place = self.office.say, second_place(self.office.here.db)
        if place is None:
            return say(
                N_("No second place is chosen yet. A stick or a share keeps what a broken or stolen computer loses.")
            )
        if not place.folder:
            return say(N_("This office wants no second place."))
        return say(
            N_("Every copy is kept in {folder} too, last seen {when}."),
            folder=place.folder,
            when=self._moment(place.seen),
        )

    def choose_second_place(self, folder: Path | None) -> None:
        """Keep every further copy in `folder` too, which is tried first; None: there is to be none."""
        office = self.office
        with office.act() as act:
            choose_second_place(office.here, folder, act=act)
        office.tell(self.second_place)
        self.changed()

    def try_copy(self) -> None:
        """Bring the last copy back in a folder of its own and check it there."""
        office = self.office
        station = office.here

        def work(act: Act) -> Rehearsal:
            from exports.proof.rehearsing import rehearse

            return rehearse(station, act=act)

        def then(done: Rehearsal) -> None:
            office.tell(rehearsed(done, office.language))
            self.changed()

        office.run(work, then=then, title=office.say(N_("Trying the last copy")))

    def restore(self, file: Path) -> None:
        """Go on from a copy as a new station with a new book; what is here is copied first and set aside."""

        def work(folder: Path, act: Act) -> Station:
            return restore(folder, file=file, chance=act.salt, at=act.at, act=act, progress=act.progress)

        def then() -> str:
            here = self.office.here
            return self.office.say(BROUGHT_BACK, unit=here.name, book=here.book)

        self._give_way(work, said=then, title=N_("Bringing the copy back"))

    def _desks(self) -> tuple[str, ...]:
        listed = desks_of(self.office.here)
        told = ((WORKS_THERE_NOW if desk.is_open else WORKS_THERE, desk) for desk in listed)
        return tuple(self.office.say(said, name=desk.name, book=desk.book) for said, desk in told)

    @property
    def place(self) -> str:
        """Where the base of this desk is; empty for a station whose base is a file of its folder."""
        address = kept_address(self.office.folder)
        return "" if address is None else address.place

    def move_to(self, typed: str) -> None:
        """Carry the base of this computer over to an empty one on a server, whose first desk it is from then on."""
        address = read_address(typed)

        def work(folder: Path, act: Act) -> Station:
            return move_to_city(folder, address, chance=act.salt, act=act, progress=act.progress)

        def then() -> str:
            office = self.office
            return office.say(MOVED_TO_SERVER, unit=office.here.name, place=address.place, folder=str(office.folder))

        self._give_way(work, said=then, title=N_("Moving the data to the server"))

    def leave(self) -> None:
        """Bring the whole base on the server into the folder of this computer, whose own it is from then on."""

        def work(folder: Path, act: Act) -> Station:
            return leave_city(folder, act=act, progress=act.progress)

        def then() -> str:
            return self.office.say(MOVED_HOME, unit=self.office.here.name, folder=str(self.office.folder))

        self._give_way(work, said=then, title=N_("Bringing the data home"))

    def share_out(self) -> str:
        """Make the two roles of the base on its server; answers what is done with them."""
        with self.office.act(Duty.RESTORE) as act:
            roles = share_out(self.office.here, act=act)
        return self.office.say(ROLES, **roles._asdict())

    def _give_way(self, work: Callable[[Path, Act], Station], *, said: Callable[[], str], title: str) -> None:
        """Have `work` put another base in the place of what is open here, and go on with it, or with what was there."""
        office = self.office
        folder, station = office.folder, office.here
        with office.act(Duty.RESTORE) as act:
            pass

        def do(progress: Progress) -> None:
            # this thread's own connection
            station.close()
            work(folder, replace(act, progress=progress)).close()

        def then(_: None) -> None:
            office.enter(open_station(folder))
            office.tell(said())

        def failed(error: Exception) -> None:
            office.enter(open_station(folder))
            raise error

        office.let_go()
        office.tasks.run(do, then=then, failed=failed, title=office.say(title))

    def verify(self) -> None:
        """Read everything again and say whether it is whole."""
        office = self.office
        station = office.here

        def work(progress: Progress) -> tuple[dict[str, int], tuple[Problem, ...], int, tuple[Problem, ...]]:
            from exports.proof.verifying import verify_station

            found = verify_station(station, progress=progress)
            beside = (*([found.doubt] if found.doubt else []), *found.remains)
            return found.counts, found.problems, sum(each.lines for each in found.unproven), beside

        def then(found: tuple[dict[str, int], tuple[Problem, ...], int, tuple[Problem, ...]]) -> None:
            from exports.proof.verifying import UNPROVEN

            counts, problems, unproven, beside = found
            self.is_whole = not problems
            whole = N_(
                "{streams} streams with {lines} lines, {packages} packages and {backups} backups were read: all is whole."
            )
            said = (office.say(whole, **counts), *([office.say(UNPROVEN, lines=unproven)] if unproven else []))
            told = tuple(map(office.language.problem, problems)) or said
            self.verified = (*told, *map(office.language.problem, beside))
            self.changed()

        office.tasks.run(work, then=then, title=office.say(N_("Reading everything again")))

    def rebuild(self) -> None:
        """Make the base again from the kept packages and this station's own lines; a backup is made first."""
        office = self.office
        station = office.here

        def work(act: Act) -> Rebuilt:
            from exports.proof.rebuilding import rebuild

            back_up(station, reason="rebuild", act=act)
            return rebuild(station, act=act)

        def then(done: Rebuilt) -> None:
            self.refresh()
            said = N_("The base is made again: {facts} lines from {packages} packages and from this computer.")
            number = office.language.number
            office.tell(office.say(said, facts=number(done.facts), packages=number(done.packages)))
            self.verified = tuple(office.say(each.says, **each.values) for each in done.healed)
            self.changed()

        office.run(work, then=then, title=office.say(N_("Making the base again")), duty=Duty.RESTORE)

    def add_to_catalogue(self, file: Path) -> None:
        """Add an office's own units or procedures from a file."""
        office = self.office
        station = office.here

        def work(act: Act) -> tuple[Station, Additions]:
            return add_to_catalogue(station, file, act=act)

        def then(done: tuple[Station, Additions]) -> None:
            office.station, added = done
            said = N_("{units} units and {procedures} procedures were added to the catalogue.")
            told = office.say(said, units=len(added.units), procedures=len(added.procedures))
            self.taken = TakenIn(told, added.account, file)
            office.tell(told)
            self.changed()

        office.run(work, then=then, title=office.say(N_("Reading the list of units and procedures")))

    def _moment(self, at: str) -> str:
        # a copy made while a base was brought up to date does not say when
        return self.office.language.datetime(datetime.fromisoformat(at)) if at else "–"
