"""The next edition of a period of this office while it is thought of: its name, its basis, its days, who takes part, targets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop.office import Office
from desktop.screens.periods.new_period import require_basis_on_paper
from desktop.screens.taken_in import TakenIn
from models.domain.basics.problems import N_
from models.domain.basics.tables import Table
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Target
from models.services.office.asked_offices import read_office_table
from models.services.office.periods import campaign_of, edit_period
from models.services.office.questionnaires import questionnaires_of


class Editing:
    """What is changed of the chosen period; nothing is recorded before `record`."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.period = office.chosen_period
        self.added: list[UnitKey] = []
        self.gone: list[UnitKey] = []
        self._targets = {aim.unit: aim.forms for aim in campaign_of(office.here, self.period).targets if not aim.sector}
        self._set: dict[UnitKey, int] = {}

    @property
    def units(self) -> tuple[UnitKey, ...]:
        """The offices that take part, those that are added last."""
        return tuple(unit for unit in (*self.period.units, *self.added) if unit not in self.gone)

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
        self.gone = [each for each in self.gone if each != unit]
        if unit not in self.units:
            self.added.append(unit)

    def take_out(self, row: int) -> None:
        """Let the office in this row take part no more."""
        self.gone.append(self.units[row])

    def take_list(self, tables: Sequence[Table], *, only: bool, source: Path) -> TakenIn:
        """Let the offices that one of the tables names take part, with its targets; with `only` nobody else does."""
        office = self.office
        read = read_office_table(office.catalogue, tables, day=self.period.evaluated_to)
        named = [unit.key for unit, _ in read.offices]
        self.gone = (
            [unit for unit in self.units if unit not in named] if only else [u for u in self.gone if u not in named]
        )
        self.added += [unit for unit in named if unit not in (*self.period.units, *self.added)]
        self._set |= {aim.unit: aim.forms for aim in read.targets}
        said = N_("Offices understood: {count}.")
        return TakenIn(office.say(said, count=office.language.number(len(named))), read.account, source)

    def record(
        self, *, name: str = "", survey: tuple[date | None, date | None] = (None, None), basis: str | None = None
    ) -> None:
        """Make the next edition; refuses one without a difference, and a basis with which a form does not fit its sheet."""
        office = self.office
        require_basis_on_paper(office.here, questionnaires_of(office.here, self.period), basis or "")
        with office.act() as act:
            edited = edit_period(
                office.here,
                self.period,
                name=name or None,
                survey_from=survey[0],
                survey_to=survey[1],
                basis=basis,
                units=tuple(unit for unit in self.added if unit not in self.gone),
                without=tuple(self.gone),
                targets=tuple(Target(unit, "", forms) for unit, forms in self._set.items()),
                act=act,
            )
        office.choose_period(edited)
        said = N_("Period {period} is now edition {edition}. Write the campaign file anew and send it to the offices.")
        office.tell(office.say(said, period=edited.code, edition=edited.edition))
