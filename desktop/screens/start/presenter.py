"""What the set-up knows: the offices of the catalogue, where the data are to be, and the ways in which a station comes to be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.office import Office
from desktop.screens.presenting import ScreenPresenter
from desktop.words import GOES_ON
from models.acts import Act
from models.catalogue import Catalogue
from models.catalogue.additions import Additions
from models.catalogue.kept import Offered
from models.domain.basics.people import Person, code_for
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import Unit
from models.domain.book.periods import Period
from models.progress import Progress
from models.services.office.additions import keep_offer, prepare_catalogue
from models.services.office.backups import restore
from models.services.office.city_copies import renew_desk
from models.services.office.joining import CityFound, ToJoin, look_at_city
from models.services.office.stations import found_from_file, found_station
from models.store.address import Address, forget_address, kept_address, note_address, read_address, without_password
from models.store.database import open_station
from models.store.desks import desk_of

if TYPE_CHECKING:
    from exports.packages.founding import CampaignOffices


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
        self.campaign: Path | None = None
        self._offer: Offered | None = None
        self.found: CityFound | None = None
        """The base on a server that answered last."""
        self.fresh: CityFound | None = None
        """The same until the person was asked what comes next."""
        self.typed = ""
        """The address that was typed last, to be mended; a password is left out of it."""

    def refresh(self) -> None:
        if not self.units:
            self.list_units()

    def list_units(self) -> None:
        """List the offices of today, or all there ever were in the catalogue; after a campaign file was chosen, those it asks."""
        if self.campaign is not None:
            return
        catalogue, today = self.office.catalogue, self.office.today
        self.units = catalogue.units if self.with_former else catalogue.units_valid_on(today)

    def show_former(self, *, former: bool) -> None:
        """Also list offices that are no more, for surveys of the past."""
        self.with_former = former
        self.list_units()
        self.changed()

    def take_catalogue(self, file: Path) -> None:
        """List the offices of a catalogue pack in the place of the built-in ones, or further ones of a table."""
        office = self.office

        def work(_: Progress) -> tuple[Catalogue, Additions]:
            return prepare_catalogue(office.folder, file)

        def then(done: tuple[Catalogue, Additions]) -> None:
            office.prepared, added = done
            self._list_anew(None, None)
            said = N_("{units} units and {procedures} procedures were added to the catalogue.")
            lines = [office.say(said, units=len(added.units), procedures=len(added.procedures))]
            office.tell("\n".join([*lines, *map(office.language.sentence, added.account.sentences)]))
            self.changed()

        office.tasks.run(work, then=then, title=office.say(N_("Reading the list of units and procedures")))

    def take_campaign(self, file: Path) -> None:
        """List the offices that a campaign file asks: whichever is chosen is set up from the file alone."""
        office = self.office

        def work(_: Progress) -> CampaignOffices:
            from exports.packages.founding import offices_in

            return offices_in(file)

        def then(found: CampaignOffices) -> None:
            self._list_anew(file, found.offer)
            self.units = found.units
            said = N_("Period {period} “{name}” asks these {count} offices. Choose yours.")
            office.tell(office.say(said, period=found.period.code, name=found.period.name, count=len(found.units)))
            self.changed()

        office.tasks.run(work, then=then, title=office.say(N_("Reading the campaign file")))

    def _list_anew(self, campaign: Path | None, offer: Offered | None) -> None:
        self.campaign, self._offer, self.chosen, self.units = campaign, offer, None, ()
        self.list_units()

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
        return self.chosen is not None and self.chosen.merges

    def set_up(self) -> None:
        """Make the station of the chosen office in this folder and go on with it."""
        if self.chosen is None:
            raise NoOfficeChosen
        name = " ".join(self.name.split())
        if not name:
            raise NoNameGiven
        unit, office = self.chosen, self.office
        if self._offer is not None:
            keep_offer(office.folder, self._offer)
        office.enter(
            found_station(
                self.office.folder,
                unit=unit.key,
                name=unit.agency,
                person=Person(unit.key, code_for(name), name),
                chance=self.office.chance(),
                is_hub=self.is_hub or self.must_be_hub,
            )
        )
        if self.campaign is not None:
            self._open_campaign(self.campaign)

    def _open_campaign(self, file: Path) -> None:
        office = self.office
        station = office.here

        def work(act: Act) -> Period:
            from exports.packages.campaign import open_campaign

            return open_campaign(station, file, act=act)

        def then(period: Period) -> None:
            office.choose_period(period)
            said = N_("Period {period} “{name}” is ready: dossiers finished from {first} to {last} are evaluated.")
            first, last = period.evaluated_from, period.evaluated_to
            office.tell(office.say(said, period=period.code, name=period.name, first=first, last=last))

        office.run(work, then=then, title=office.say(N_("Opening the campaign file")))

    @property
    def address(self) -> Address | None:
        """Where the data of this computer are to be, when that is a base on a server."""
        return kept_address(self.office.folder)

    @property
    def is_desk(self) -> bool:
        """Whether keys of a desk lie in the folder, so that it can only go on in its base."""
        return desk_of(self.office.folder) is not None

    def look_at(self, typed: str) -> None:
        """Ask the base at an address how this computer stands to it, and go on with whatever follows from that.

        Nothing is kept unless the base answers. Without an address the data are to be a file of this computer again.
        """
        office = self.office
        folder = office.folder
        self.typed = without_password(typed.strip())
        if not typed.strip():
            forget_address(folder)
            self.found = None
            self.changed()
            return
        address = read_address(typed.strip())
        office.tasks.run(
            lambda _: look_at_city(folder, address),
            then=self._go_on_with,
            title=office.say(N_("Looking for the base on the server")),
        )

    def _go_on_with(self, found: CityFound) -> None:
        office = self.office
        note_address(found.folder, found.address)
        if found.joining is ToJoin.OPENS:
            office.folder = found.folder
            office.enter(open_station(found.folder))
            return
        self.found = self.fresh = found
        self.changed()

    def renew(self, found: CityFound) -> None:
        """Go on as a new computer in a base that came back from a copy."""
        office = self.office
        at, chance = office.at, office.chance()

        def then(_: None) -> None:
            office.folder = found.folder
            office.enter(open_station(found.folder))
            office.tell(office.say(GOES_ON, unit=office.here.name, book=office.here.book))

        office.tasks.run(
            lambda _: renew_desk(found.folder, found.address, chance=chance, at=at).close(),
            then=then,
            title=office.say(N_("Going on as a new computer")),
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
        catalogue = self._offer.catalogue if self._offer is not None else self.office.catalogue
        above = catalogue.superior_of(unit)
        return above.full_name if above else ""

    def _days(self, unit: Unit) -> str:
        date = self.office.language.date
        return f"{date(unit.key.valid_from)} – {date(unit.valid_to)}" if unit.valid_to else ""
