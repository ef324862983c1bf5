"""Re-contact (phúc tra) of one office: its random list, and what was found out about each form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from desktop.office import Office
from models.domain.basics.problems import N_
from models.domain.basics.units import UnitKey
from models.domain.signals.rechecking import WORDS, Outcome
from models.progress import Progress
from models.services.figures.rechecking import draw_recheck, outcomes, recheck_list, record_recheck, seed_of
from models.services.office.stations import name_of
from models.store.notes import Rechecked

USUAL_SIZE = 20


class Recontact:
    """The list of one office in the chosen period, read again after every change."""

    def __init__(self, office: Office, unit: UnitKey) -> None:
        self.office = office
        self.unit = unit
        self.listed: tuple[Rechecked, ...] = ()
        self.refresh()

    def refresh(self) -> None:
        self.listed = recheck_list(self.office.here, self.office.chosen_period, self.unit)

    @property
    def title(self) -> str:
        return self.office.say(N_("Re-contact: {unit}"), unit=self.office.catalogue.unit_named(self.unit).full_name)

    def rows(self) -> list[tuple[str, ...]]:
        """One row per form in the order of the draw."""
        say = self.office.say
        return [
            (
                str(n),
                each.serial,
                say(WORDS[each.outcome]),
                each.note,
                self.office.language.datetime(datetime.fromisoformat(each.at)) if each.at else "",
                name_of(self.office.here, each.by),
            )
            for n, each in enumerate(self.listed, 1)
        ]

    def sentence(self) -> str:
        """How many forms, what came out, and the seed by which anybody draws the same list."""
        say, language = self.office.say, self.office.language
        if not self.listed:
            return say(N_("No list is drawn yet. It stays in this office, names nobody and changes no figure."))
        parts = [
            f"{say(WORDS[outcome])}: {language.number(count)}"
            for outcome, count in outcomes(self.listed).items()
            if count
        ]
        told = N_("Forms for re-contact: {count}; seed: {seed}")
        seed = seed_of(self.office.here, self.office.chosen_period, self.unit)
        return " · ".join((say(told, count=len(self.listed), seed=seed), *parts))

    def choices(self) -> list[tuple[str, str]]:
        """The outcomes that can be recorded, with their words."""
        return [(outcome.value, self.office.say(WORDS[outcome])) for outcome in Outcome if outcome.value]

    def draw(self, size: int, seed: str) -> None:
        """Draw the list; an empty seed is chosen by chance."""
        office = self.office
        with office.act() as act:
            draw_recheck(office.here, office.chosen_period, self.unit, size=size, seed=seed or act.salt, act=act)
            self.refresh()

    def print_list(self, then: Callable[[Path], None]) -> None:
        """Make the list as PDF and hand its path to `then`; refused while none is drawn."""
        office, unit = self.office, self.unit
        station, period, language = office.here, office.chosen_period, office.language
        name = f"phuc-tra-{period.code}-{unit.code}.pdf"

        def write(to: Path, progress: Progress) -> None:
            from printing.recheck_list import print_recheck

            print_recheck(station, period, unit, language=language, to=to, progress=progress)

        office.make_paper(name, write, then=then, title=office.say(N_("Making the list")))

    def record(self, place: int, outcome: str, note: str) -> None:
        """Write down what was found out about the form at `place` of the list."""
        office = self.office
        period, serial = office.chosen_period, self.listed[place].serial
        with office.act() as act:
            record_recheck(office.here, period, self.unit, serial, outcome=Outcome(outcome), note=note, act=act)
            self.refresh()
