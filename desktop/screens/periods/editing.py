"""The next edition of a period of this office while it is thought of: its name, its days, who takes part, targets."""

from __future__ import annotations

from datetime import date

from desktop.office import Office
from models.domain.basics.problems import N_
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Target
from models.services.office.periods import campaign_of, edit_period


class Editing:
    """What is changed of the chosen period; nothing is recorded before `record`."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.period = office.chosen_period
        self.added: list[UnitKey] = []
        self._targets = {aim.unit: aim.forms for aim in campaign_of(office.here, self.period).targets if not aim.sector}
        self._set: dict[UnitKey, int] = {}

    @property
    def units(self) -> tuple[UnitKey, ...]:
        """The offices that take part, those that are added last."""
        return (*self.period.units, *self.added)

    def rows(self) -> list[tuple[str, ...]]:
        """Code, office and target of every office that takes part."""
        number, catalogue = self.office.language.number, self.office.catalogue
        return [
            (unit.code, catalogue.unit_named(unit).full_name, number(aim) if (aim := self.target(unit)) else "–")
            for unit in self.units
        ]

    def target(self, unit: UnitKey) -> int:
        """How many forms the office is to bring in; 0 for none named."""
        return self._set.get(unit, self._targets.get(unit, 0))

    def set_target(self, row: int, forms: int) -> None:
        """Name the target of the office in this row; 0 takes it away."""
        self._set[self.units[row]] = forms

    def add(self, code: str) -> None:
        """Let a further office take part; refuses a code that no unit had on the last evaluated day."""
        unit = self.office.catalogue.find_unit(code.strip(), self.period.evaluated_to).key
        if unit not in self.units:
            self.added.append(unit)

    def record(self, *, name: str = "", survey: tuple[date | None, date | None] = (None, None)) -> None:
        """Make the next edition; refuses one without a difference."""
        office = self.office
        with office.act() as act:
            edited = edit_period(
                office.here,
                self.period,
                name=name or None,
                survey_from=survey[0],
                survey_to=survey[1],
                units=tuple(self.added),
                targets=tuple(Target(unit, "", forms) for unit, forms in self._set.items()),
                act=act,
            )
        office.choose_period(edited)
        said = N_("Period {period} is now edition {edition}. Write the campaign file anew and send it to the offices.")
        office.tell(office.say(said, period=edited.code, edition=edited.edition))
