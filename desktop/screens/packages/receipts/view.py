"""The widgets of the receipts section: the offices and what they were told."""

from __future__ import annotations

from desktop import dialogs
from desktop.screens.packages.receipts.presenter import Presenter
from desktop.screens.packages.section_view import ListView
from desktop.screens.viewing import Action, action
from desktop.widgets.table_rows import Column
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_


class View(ListView[Presenter]):
    """F2 writes receipts for the offices selected, F5 for all that are owed one."""

    heading = N_("Receipts")
    hint = N_("A receipt tells an office what arrived, and brings rulings and lost lines home.")
    empty = N_("No office has sent a package of this period yet. Take packages in on the tab “Receive” first.")
    columns = (
        Column(N_("Office"), 26, stretches=True),
        Column(N_("Receipt"), 24),
        Column(N_("Packages"), 10, is_number=True),
        Column(N_("Last package"), 17),
        Column(N_("Receipt no."), 10, is_number=True),
        Column(N_("Given on"), 17),
    )

    def can(self, action: Action) -> bool:
        return bool(self.presenter.waiting) if action.is_main else self.row is not None

    @action(N_("All that are owed one…"), "<F5>", main=True, commands=("package receipt",), duty=Duty.GUIDE)
    def _give_all(self) -> None:
        folder = dialogs.choose_folder(self, self.say(N_("Where to write the receipts")))
        if folder is not None:
            self.presenter.give_all(folder)

    @action(N_("Only the selected…"), "<F3>", duty=Duty.GUIDE)
    def _give(self) -> None:
        places = self.table.selected
        folder = dialogs.choose_folder(self, self.say(N_("Where to write the receipts"))) if places else None
        if folder is not None:
            self.presenter.give(places, folder)
