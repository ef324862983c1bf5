"""What the set-up knows: the offices of the catalogue, and the three ways in which a station comes to be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.office import Office
from desktop.screens.presenting import ScreenPresenter
from models.domain.basics.days import day_in_hanoi
from models.domain.basics.people import Person, code_for
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import HUB_LEVELS, Unit
from models.progress import Progress
from models.services.office.backups import restore
from models.services.office.stations import found_from_file, found_station
from models.store.database import open_station


@dataclass(eq=False)
class NoOfficeChosen(Problem):
    """The set-up needs an office."""

    code = "no_office_chosen"
    says = N_("No office is chosen. Find yours in the list and press Enter on it.")


@dataclass(eq=False)
class NoNameGiven(Problem):
    """The set-up needs a person."""

    code = "no_name_given"
    says = N_("Nobody is named. Type the name of the person who works at this computer.")


class Presenter(ScreenPresenter):
    """The list of offices, the one chosen, and what is done with it."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.units: tuple[Unit, ...] = ()
        self.chosen: Unit | None = None
        self.is_hub = False
        self.name = ""
        self.with_former = False

    def refresh(self) -> None:
        if not self.units:
            self.list_units()

    def list_units(self) -> None:
        """List the offices of today, or all there ever were in the catalogue."""
        catalogue, today = self.office.catalogue, day_in_hanoi(self.office.clock())
        self.units = catalogue.units if self.with_former else catalogue.units_valid_on(today)

    def show_former(self, *, former: bool) -> None:
        """Also list offices that are no more, for surveys of the past."""
        self.with_former = former
        self.list_units()
        self.changed()

    def rows(self) -> list[tuple[str, str, str, str]]:
        """Code, how the office signs, the office above it, and its days, for the table."""
        return [(unit.key.code, unit.agency, self._above(unit), self._days(unit)) for unit in self.units]

    def choose(self, place: int) -> None:
        """Take the office at this place of the list; whether it is a hub follows its level."""
        self.chosen = self.units[place]
        self.is_hub = self.must_be_hub
        self.changed()

    @property
    def must_be_hub(self) -> bool:
        """Whether the level of the chosen office makes it a hub."""
        return self.chosen is not None and self.chosen.level in HUB_LEVELS

    def set_up(self) -> None:
        """Make the station of the chosen office in this folder and go on with it."""
        if self.chosen is None:
            raise NoOfficeChosen
        name = " ".join(self.name.split())
        if not name:
            raise NoNameGiven
        unit = self.chosen
        self.office.enter(
            found_station(
                self.office.folder,
                unit=unit.key,
                name=unit.agency,
                person=Person(unit.key, code_for(name), name),
                chance=self.office.chance(),
                is_hub=self.is_hub or self.must_be_hub,
            )
        )

    def set_up_from(self, file: Path) -> None:
        """Make this a further computer of the office whose first computer wrote `file`."""
        self.office.enter(found_from_file(self.office.folder, file=file, chance=self.office.chance()))

    def restore_from(self, file: Path) -> None:
        """Go on from a backup, as a new station with a new book."""
        office = self.office
        folder, at, chance = office.folder, office.at, office.chance()

        def work(progress: Progress) -> None:
            restore(folder, file=file, chance=chance, at=at, progress=progress).close()

        office.tasks.run(
            work, then=lambda _: office.enter(open_station(folder)), title=office.say(N_("Bringing the copy back"))
        )

    def _above(self, unit: Unit) -> str:
        above = self.office.catalogue.superior_of(unit)
        return above.full_name if above else ""

    def _days(self, unit: Unit) -> str:
        date = self.office.language.date
        return f"{date(unit.key.valid_from)} – {date(unit.valid_to)}" if unit.valid_to else ""
