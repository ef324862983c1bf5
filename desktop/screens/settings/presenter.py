"""What the settings screen knows and does: how this window looks, who works here, further computers, safe copies."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.office import Office
from desktop.screens.presenting import ScreenPresenter
from models.acts import Act, Topic
from models.catalogue.additions import Additions
from models.domain.basics.people import Person
from models.domain.basics.problems import N_, Problem
from models.progress import Progress
from models.services.office.additions import add_to_catalogue
from models.services.office.backups import back_up, backups
from models.services.office.stations import add_person, add_station, people
from models.store.backups import Backup
from models.store.database import Station

if TYPE_CHECKING:
    from exports.proof.rebuilding import Rebuilt

LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))
TEXT_SIZES = (100, 125, 150, 175, 200)
MOST_COPIES = 5
"""Copies that are listed; the folder has all of them."""


class Presenter(ScreenPresenter):
    """Language and text size of the window, the name list, further computers, backups and proof that all is whole."""

    cares_about = frozenset({Topic.PERSON, Topic.BACKUP})

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.people: tuple[Person, ...] = ()
        self.backups: tuple[Backup, ...] = ()
        self.verified: tuple[str, ...] = ()
        self.is_whole = True

    def refresh(self) -> None:
        if self.office.station is not None:
            self.people = people(self.office.here)
            self.backups = backups(self.office.here)

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

    def add_person(self, *, code: str, name: str) -> None:
        """Put a person on the name list, or change the name of one who is."""
        office = self.office
        with office.act() as act:
            person = add_person(office.here, code=code, name=name, act=act)
            self.refresh()
        office.tell(office.say(N_("{name} is on the name list."), name=person.name))
        self.changed()

    def add_station(self, *, out: Path, name: str) -> None:
        """Write the file from which a further computer of this office is set up."""
        office = self.office
        with office.act() as act:
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

    def verify(self) -> None:
        """Read everything again and say whether it is whole."""
        office = self.office
        station = office.here

        def work(progress: Progress) -> tuple[dict[str, int], tuple[Problem, ...], int]:
            from exports.proof.verifying import verify_station

            found = verify_station(station, progress=progress)
            return found.counts, found.problems, sum(each.lines for each in found.unproven)

        def then(found: tuple[dict[str, int], tuple[Problem, ...], int]) -> None:
            from exports.proof.verifying import UNPROVEN

            counts, problems, unproven = found
            self.is_whole = not problems
            whole = N_(
                "{streams} streams with {lines} lines, {packages} packages and {backups} backups were read: all is whole."
            )
            said = (office.say(whole, **counts), *([office.say(UNPROVEN, lines=unproven)] if unproven else []))
            self.verified = tuple(map(office.language.problem, problems)) or said
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

        office.run(work, then=then, title=office.say(N_("Making the base again")))

    def add_to_catalogue(self, file: Path) -> None:
        """Add an office's own units or procedures from a file."""
        office = self.office
        station = office.here

        def work(act: Act) -> tuple[Station, Additions]:
            return add_to_catalogue(station, file, act=act)

        def then(done: tuple[Station, Additions]) -> None:
            office.station, added = done
            said = N_("{units} units and {procedures} procedures were added to the catalogue.")
            lines = [office.say(said, units=len(added.units), procedures=len(added.procedures))]
            office.tell("\n".join([*lines, *map(office.language.sentence, added.account.sentences)]))

        office.run(work, then=then, title=office.say(N_("Reading the list of units and procedures")))

    def _moment(self, at: str) -> str:
        return self.office.language.datetime(datetime.fromisoformat(at))
