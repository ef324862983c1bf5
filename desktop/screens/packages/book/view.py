"""The widgets of the book of packages: a table, and over it the question whether one is to be withdrawn."""

from __future__ import annotations

from desktop.screens.packages.book.presenter import Presenter
from desktop.screens.packages.section_view import SectionView
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import FormPanel
from desktop.widgets.table_rows import Column
from models.domain.folding import search_key
from models.domain.problems import N_


class View(SectionView[Presenter]):
    """F2 thinks of withdrawing the selected package."""

    def build(self) -> None:
        super().build()
        say = self.say
        self.title(say(N_("Book of packages")))
        self._withdraw = self.action(say(N_("Withdraw the package…")), self._think, key="<F2>")
        self._list = RecordTable(
            self.stage,
            (Column(say(N_("When")), 17), Column(say(N_("What")), 11), Column(say(N_("Kind")), 12),
             Column(say(N_("Office")), 24, stretches=True), Column(say(N_("Period")), 9),
             Column(say(N_("No.")), 6, is_number=True), Column(say(N_("File")), 44, stretches=True)),
            self.presenter.office.language, fold=search_key, on_select=self._selected,
            empty=say(N_("No package has been sent or taken in yet.")),
        )  # fmt: skip
        self.stage.show(self._list, focus=self._list.first_focus)

    def draw(self) -> None:
        presenter, say = self.presenter, self.say
        self._list.show(presenter.rows())
        thought = presenter.withdrawing
        if thought is None and isinstance(self.stage.over, FormPanel):
            self.take_off()
        elif thought is not None and not self.is_over(thought):
            panel = FormPanel(self.stage, presenter.office.language, title=say(N_("Withdraw this package?")),
                              yes=say(N_("Take out of the figures")), hint=presenter.question())  # fmt: skip
            reason = panel.fields.text(say(N_("Why")), width=60, needed=True)
            panel.does(lambda: presenter.withdraw(reason.value))
            self.lay(panel, thought, closed=presenter.put_away)
            panel.fields.first_focus()

    def first_focus(self) -> None:
        if isinstance(self.stage.over, FormPanel):
            self.stage.over.fields.first_focus()
        else:
            self._list.first_focus()

    def _selected(self, places: tuple[int, ...]) -> None:
        can = bool(places) and self.presenter.can_withdraw(places[0])
        self._withdraw.state(["!disabled" if can else "disabled"])

    def _think(self) -> None:
        if self._list.selected:
            self.presenter.think_of_withdrawing(self._list.selected[0])
