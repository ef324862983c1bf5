"""The widgets of the withdrawals section: a table, and over it the question why lines are to count again."""

from __future__ import annotations

from desktop.screens.packages.section_view import ListView
from desktop.screens.packages.withdrawals.presenter import Presenter
from desktop.screens.viewing import Action, action
from desktop.widgets.stage import Panel, ReasonPanel
from desktop.widgets.table_rows import Column
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_
from models.services.exchange.withdrawing import WithdrawalHere


class View(ListView[Presenter]):
    """F2 or Enter counts again what is withdrawn; F3 goes to the packages from which lines are withdrawn."""

    shows = ("package withdrawals",)
    heading = N_("Withdrawn")
    hint = N_("Nothing is deleted: these lines do not count, whatever is sent again.")
    empty = N_(
        "Nothing is withdrawn. A package is withdrawn on the tab “Book of packages” with F2, some of its lines with F3."
    )
    columns = (
        Column(N_("Office"), 20, stretches=True),
        Column(N_("Period"), 8),
        Column(N_("Lines"), 26, stretches=True),
        Column(N_("Package"), 9),
        Column(N_("Reason"), 24, stretches=True),
        Column(N_("By whom"), 12),
        Column(N_("When"), 16),
    )
    opens = "ask"

    def can(self, action: Action) -> bool:
        return action.key == "<F3>" or self.row is not None

    def panel(self, laid: WithdrawalHere) -> Panel:
        say, presenter = self.say, self.presenter
        return ReasonPanel(
            self.stage,
            presenter.office.language,
            title=say(N_("Count withdrawn lines again")),
            yes=say(N_("Count them again")),
            hint=presenter.question(),
            do=presenter.reinstate,
        )

    @action(N_("Count again…"), "<F2>", main=True, commands=("package reinstate",), duty=Duty.WITHDRAW)
    def _ask(self) -> None:
        if self.row is not None:
            self.presenter.ask(self.row)

    @action(N_("Withdraw lines…"), "<F3>")
    def _withdraw(self) -> None:
        self.presenter.choose_package()
