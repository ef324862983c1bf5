"""The widgets of the book of packages: one table."""

from __future__ import annotations

from desktop.screens.packages.book.presenter import Presenter
from desktop.screens.packages.section_view import SectionView
from desktop.widgets.record_table import RecordTable
from desktop.widgets.table_rows import Column
from models.domain.folding import search_key
from models.domain.problems import N_


class View(SectionView[Presenter]):
    """The list of packages."""

    def build(self) -> None:
        super().build()
        say = self.say
        self.title(say(N_("Book of packages")))
        self._list = RecordTable(
            self.stage,
            (Column(say(N_("When")), 17), Column(say(N_("What")), 11), Column(say(N_("Kind")), 12),
             Column(say(N_("Office")), 24, stretches=True), Column(say(N_("Period")), 9),
             Column(say(N_("No.")), 6, is_number=True), Column(say(N_("File")), 44, stretches=True)),
            self.presenter.office.language, fold=search_key,
            empty=say(N_("No package has been sent or taken in yet.")),
        )  # fmt: skip
        self.stage.show(self._list, focus=self._list.first_focus)

    def draw(self) -> None:
        self._list.show(self.presenter.rows())

    def first_focus(self) -> None:
        self._list.first_focus()
