"""The widgets of the clashes section: the lines with several contents, and over them one line with its contents."""

from __future__ import annotations

from desktop.screens.packages.clashes.choosing import ChoosingPanel
from desktop.screens.packages.clashes.presenter import Presenter
from desktop.screens.packages.section_view import SectionView
from desktop.widgets.record_table import RecordTable
from desktop.widgets.table_rows import Column
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_


class View(SectionView[Presenter]):
    """Enter or F2 lays a line open."""

    def build(self) -> None:
        super().build()
        say, presenter = self.say, self.presenter
        hint = N_(
            "A computer's folder was copied and both went on. Nothing of such a line counts until a person has chosen; both "
            "stay on record."
        )
        self.title(say(N_("Lines with two contents")), say(hint))
        self._open = self.action(say(N_("Side by side…")), self._lay_open, key="<F2>", main=True)
        self._list = RecordTable(
            self.stage,
            (Column(say(N_("About")), 34, stretches=True), Column(say(N_("Office")), 18, stretches=True),
             Column(say(N_("Period")), 8), Column(say(N_("Line")), 21), Column(say(N_("Chosen")), 18),
             Column(say(N_("Reason")), 20, stretches=True), Column(say(N_("By whom")), 12)),
            presenter.office.language, fold=search_key, on_open=presenter.lay_open,
            empty=say(N_("No line has two contents. Forms that two persons keyed differently are ruled on the screen "
                         "“Second keying and rulings”.")),
        )  # fmt: skip
        self.stage.show(self._list, focus=self._list.first_focus)

    def draw(self) -> None:
        presenter = self.presenter
        rows = presenter.rows()
        self._list.show(rows)
        self._open.state(["!disabled" if rows else "disabled"])
        if presenter.open is None and isinstance(self.stage.over, ChoosingPanel):
            self.take_off()
        elif presenter.open is not None and not self.is_over(presenter.open):
            panel = ChoosingPanel(self.stage, presenter)
            self.lay(panel, presenter.open, closed=presenter.put_away)
            panel.first_focus()

    def first_focus(self) -> None:
        if isinstance(self.stage.over, ChoosingPanel):
            self.stage.over.first_focus()
        else:
            self._list.first_focus()

    def _lay_open(self) -> None:
        if self._list.selected:
            self.presenter.lay_open(self._list.selected[0])
