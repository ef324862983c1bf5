"""What the receipts section knows and does: the state of every office, and receipts for one or for all that are owed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.office import Office
from desktop.screens.packages.sections import SectionPresenter
from desktop.screens.packages.words import moment
from exports.packages.receipt import write_receipt
from models.acts import Act
from models.domain.basics.problems import N_
from models.services.exchange.receipts import ReceiptState, receipt_states


class Presenter(SectionPresenter[None]):
    """The offices that have sent something of the chosen period."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._states: tuple[ReceiptState, ...] = ()

    def glance(self) -> None:
        period = self.office.period
        self._states = receipt_states(self.office.here, period.key) if period else ()
        self.waiting = sum(state.is_due for state in self._states)

    def rows(self) -> list[tuple[str, ...]]:
        """Office, state, packages, last package, number of the last receipt, and when: the owed ones first."""
        language, number = self.office.language, self.office.language.number
        return [
            (
                self.office.catalogue.unit_named(state.unit).full_name,
                self._state(state),
                number(state.packages),
                moment(state.last_package, language),
                str(state.number or "–"),
                moment(state.last_receipt, language),
            )
            for state in self._states
        ]

    def give(self, places: Sequence[int], folder: Path) -> None:
        """Write receipts for the offices in these rows into `folder`."""
        self._write([self._states[place] for place in places], folder)

    def give_all(self, folder: Path) -> None:
        """Write receipts for every office that is owed one."""
        self._write([state for state in self._states if state.is_due], folder)

    def _state(self, state: ReceiptState) -> str:
        say = self.office.say
        if not state.is_heard:
            return say(N_("key not confirmed yet"))
        if not state.is_due:
            return say(N_("confirmed"))
        if state.is_elsewhere:
            return say(N_("last written at another computer"))
        if not state.number:
            return say(N_("no receipt yet"))
        return say(N_("sent again since its receipt")) if state.has_sent else say(N_("decided on since its receipt"))

    def _write(self, states: list[ReceiptState], folder: Path) -> None:
        office = self.office
        station, period = office.here, office.chosen_period.key

        def work(act: Act) -> int:
            for place, state in enumerate(states):
                act.progress.step(place, len(states), self.office.catalogue.unit_named(state.unit).full_name)
                write_receipt(station, unit=state.unit, period=period, out=folder, act=act)
            act.progress.step(len(states), len(states))
            return len(states)

        office.run(work, then=lambda count: self._written(count, folder), title=office.say(N_("Writing receipts")))

    def _written(self, count: int, folder: Path) -> None:
        self.look_again()
        said = N_("{count} receipts are in {folder}. Send each to its office, which takes it in on the tab “Receive”.")
        self.office.tell(self.office.say(said, count=count, folder=str(folder)))
