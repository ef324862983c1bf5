"""What the withdrawals section knows and does: what is withdrawn, by whom and why, and counting it again."""

from __future__ import annotations

from desktop.office import Office, Topic
from desktop.screens.packages.sections import SectionPresenter
from desktop.screens.packages.words import moment
from models.domain.basics.problems import N_
from models.services.exchange.withdrawing import ReasonMissing, WithdrawalHere, reinstate, withdrawals_here


class Presenter(SectionPresenter):
    """Every withdrawal that is in force."""

    is_always_shown = False

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.reinstating: WithdrawalHere | None = None
        self._found: tuple[WithdrawalHere, ...] = ()

    def glance(self) -> None:
        self._found = withdrawals_here(self.office.here)

    def refresh(self) -> None:
        self.glance()

    @property
    def is_empty(self) -> bool:
        return not self._found

    def rows(self) -> list[tuple[str, ...]]:
        """Office, period, lines, package, reason, who, when."""
        return [
            (
                self.office.catalogue.unit_named(each.unit).full_name,
                each.period.code,
                ", ".join(map(str, each.withdrawal.spans)),
                each.withdrawal.package[:8] or "–",
                each.withdrawal.reason,
                each.withdrawal.by,
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
            self.reinstating = self._found[place]
            self.changed()

    def put_away(self) -> None:
        self.reinstating = None
        self.changed()

    def question(self) -> str:
        """What would count again."""
        if self.reinstating is None:
            return ""
        said = N_("The lines {lines} of {office} count again from then on, as if they had never been withdrawn.")
        lines = ", ".join(map(str, self.reinstating.withdrawal.spans))
        return self.office.say(
            said, lines=lines, office=self.office.catalogue.unit_named(self.reinstating.unit).full_name
        )

    def reinstate(self, reason: str) -> None:
        """Let the lines count again; refuses without a reason."""
        if self.reinstating is None:
            return
        if not reason.strip():
            raise ReasonMissing
        office = self.office
        made = reinstate(office.here, self.reinstating.id, reason=reason, by=office.who, at=office.at)
        self.reinstating = None
        office.announce(Topic.PACKAGES, Topic.KEYINGS, Topic.FORMS, Topic.RESULTS)
        self.refresh()
        self.changed()
        office.tell(office.say(N_("{count} withdrawals are undone: their lines count again."), count=len(made)))
