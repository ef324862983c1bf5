"""The widgets of the withdrawals section: a table, and over it the question why lines are to count again."""

from __future__ import annotations

from desktop.screens.packages.section_view import SectionView
from desktop.screens.packages.withdrawals.presenter import Presenter
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import FormPanel
from desktop.widgets.table_rows import Column
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_


class View(SectionView[Presenter]):
    """F2 or Enter counts again what is withdrawn; F3 goes to the packages from which lines are withdrawn."""

    def build(self) -> None:
        super().build()
        say, presenter = self.say, self.presenter
        self.title(
            say(N_("Withdrawn")), say(N_("Nothing is deleted: these lines do not count, whatever is sent again."))
        )
        self._again = self.action(say(N_("Count again…")), self._ask, key="<F2>", main=True)
        self.action(say(N_("Withdraw lines…")), presenter.choose_package, key="<F3>")
        self._list = RecordTable(
            self.stage,
            (Column(say(N_("Office")), 20, stretches=True), Column(say(N_("Period")), 8),
             Column(say(N_("Lines")), 26, stretches=True), Column(say(N_("Package")), 9),
             Column(say(N_("Reason")), 24, stretches=True), Column(say(N_("By whom")), 12), Column(say(N_("When")), 16)),
            presenter.office.language, fold=search_key, on_open=presenter.ask,
            empty=say(N_("Nothing is withdrawn. A package is withdrawn on the tab “Book of packages” with F2, some of its lines with F3.")),
        )  # fmt: skip
        self.stage.show(self._list, focus=self._list.first_focus)

    def draw(self) -> None:
        presenter, say = self.presenter, self.say
        rows = presenter.rows()
        self._list.show(rows)
        self._again.state(["!disabled" if rows else "disabled"])
        asked = presenter.reinstating
        if asked is None and isinstance(self.stage.over, FormPanel):
            self.take_off()
        elif asked is not None and not self.is_over(asked):
            panel = FormPanel(self.stage, presenter.office.language, title=say(N_("Count withdrawn lines again")),
                              yes=say(N_("Count them again")), hint=presenter.question())  # fmt: skip
            reason = panel.fields.text(say(N_("Why")), width=60, needed=True)
            panel.does(lambda: presenter.reinstate(reason.value))
            self.lay(panel, asked, closed=presenter.put_away)
            panel.fields.first_focus()

    def first_focus(self) -> None:
        if isinstance(self.stage.over, FormPanel):
            self.stage.over.fields.first_focus()
        else:
            self._list.first_focus()

    def _ask(self) -> None:
        if self._list.selected:
            self.presenter.ask(self._list.selected[0])
