"""The widgets of the receipts section: the offices and what they were told."""

from __future__ import annotations

from desktop import dialogs
from desktop.screens.packages.receipts.presenter import Presenter
from desktop.screens.packages.section_view import SectionView
from desktop.widgets.record_table import RecordTable
from desktop.widgets.table_rows import Column
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_


class View(SectionView[Presenter]):
    """F2 writes receipts for the offices selected, F5 for all that are owed one."""

    def build(self) -> None:
        super().build()
        say = self.say
        self.title(
            say(N_("Receipts")),
            say(N_("A receipt tells an office what arrived, and brings rulings and lost lines home.")),
        )
        self._all = self.action(say(N_("All that are owed one…")), self._give_all, key="<F5>", main=True)
        self._one = self.action(say(N_("Only the selected…")), self._give, key="<F2>")
        self._list = RecordTable(
            self.stage,
            (Column(say(N_("Office")), 26, stretches=True), Column(say(N_("Receipt")), 24),
             Column(say(N_("Packages")), 10, is_number=True), Column(say(N_("Last package")), 17),
             Column(say(N_("Receipt no.")), 10, is_number=True), Column(say(N_("Given on")), 17)),
            self.presenter.office.language, fold=search_key,
            empty=say(N_("No office has sent a package of this period yet. Take packages in on the tab “Receive” first.")),
        )  # fmt: skip
        self.stage.show(self._list, focus=self._list.first_focus)

    def draw(self) -> None:
        rows = self.presenter.rows()
        self._list.show(rows)
        self._all.state(["!disabled" if self.presenter.waiting else "disabled"])
        self._one.state(["!disabled" if rows else "disabled"])

    def first_focus(self) -> None:
        self._list.first_focus()

    def _give(self) -> None:
        places = self._list.selected
        folder = dialogs.choose_folder(self, self.say(N_("Where to write the receipts"))) if places else None
        if folder is not None:
            self.presenter.give(places, folder)

    def _give_all(self) -> None:
        folder = dialogs.choose_folder(self, self.say(N_("Where to write the receipts")))
        if folder is not None:
            self.presenter.give_all(folder)
