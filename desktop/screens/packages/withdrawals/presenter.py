"""What the withdrawals section knows and does: what is withdrawn, by whom and why, and counting it again."""

from __future__ import annotations

from desktop.office import Office
from desktop.screens.packages.sections import SectionPresenter
from desktop.screens.packages.words import moment
from desktop.words import moved_told
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_
from models.services.exchange.withdrawing import WithdrawalHere, reinstate, withdrawals_here
from models.services.figures.effect import watched
from models.services.office.stations import name_of


class Presenter(SectionPresenter[WithdrawalHere]):
    """Every withdrawal that is in force."""

    is_always_shown = False

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._found: tuple[WithdrawalHere, ...] = ()

    def glance(self) -> None:
        self._found = withdrawals_here(self.office.here)

    def rows(self) -> list[tuple[str, ...]]:
        """Office, period, lines, package, reason, who, when."""
        return [
            (
                self.office.catalogue.unit_named(each.unit).full_name,
                each.period.code,
                ", ".join(map(str, each.withdrawal.spans)),
                each.withdrawal.package[:8] or "–",
                each.withdrawal.reason,
                name_of(self.office.here, each.withdrawal.by),
                moment(each.withdrawal.at, self.office.language),
            )
            for each in self._found
        ]

    def choose_package(self) -> None:
        """Go to the book of packages, where a package or some of its lines are withdrawn."""
        self.lead("packages.book", "")
        self.office.tell(self.office.say(N_("Choose the package; F2 withdraws it, F3 only some of its lines.")))

    def ask(self, place: int) -> None:
        """Ask why the lines in this row are to count again."""
        if place < len(self._found):
            self.lay(self._found[place])

    def question(self) -> str:
        """What would count again."""
        if self.laid is None:
            return ""
        said = N_("The lines {lines} of {office} count again from then on, as if they had never been withdrawn.")
        lines = ", ".join(map(str, self.laid.withdrawal.spans))
        return self.office.say(said, lines=lines, office=self.office.catalogue.unit_named(self.laid.unit).full_name)

    def reinstate(self, reason: str) -> None:
        """Let the lines count again; refuses without a reason."""
        if self.laid is None:
            return
        office = self.office
        moved = watched(office.here, [(self.laid.period, self.laid.unit)])
        with office.act(Duty.WITHDRAW) as act:
            made = reinstate(office.here, self.laid.id, reason=reason, act=act)
            self.laid = None
        self.look_again()
        undone = office.say(N_("{count} withdrawals are undone: their lines count again."), count=len(made))
        office.tell(f"{undone} {moved_told(moved(), office.catalogue, office.language)}")
