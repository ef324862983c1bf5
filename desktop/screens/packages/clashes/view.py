"""The widgets of the clashes section: the lines with several contents, and over them one line with its contents."""

from __future__ import annotations

from desktop.screens.packages.clashes.choosing import ChoosingPanel
from desktop.screens.packages.clashes.presenter import Presenter
from desktop.screens.packages.section_view import ListView
from desktop.screens.viewing import Action, action
from desktop.widgets.stage import Panel
from desktop.widgets.table_rows import Column
from models.domain.basics.problems import N_
from models.services.exchange.clashes import Clash


class View(ListView[Presenter]):
    """Enter or F2 lays a line open."""

    shows = ("package clashes",)
    heading = N_("Lines with two contents")
    hint = N_(
        "A computer's folder was copied and both went on. Nothing of such a line counts until a person has chosen; both "
        "stay on record."
    )
    empty = N_(
        "No line has two contents. Forms that two persons keyed differently are ruled on the screen "
        "“Second keying and rulings”."
    )
    columns = (
        Column(N_("About"), 34, stretches=True),
        Column(N_("Office"), 18, stretches=True),
        Column(N_("Period"), 8),
        Column(N_("Line"), 21),
        Column(N_("Chosen"), 18),
        Column(N_("Reason"), 20, stretches=True),
        Column(N_("By whom"), 12),
    )
    opens = "lay_open"

    def can(self, action: Action) -> bool:
        return self.row is not None

    def panel(self, laid: Clash) -> Panel:
        return ChoosingPanel(self.stage, self.presenter)

    @action(N_("Side by side…"), "<F2>", main=True, commands=("package choose",))
    def _lay_open(self) -> None:
        if self.row is not None:
            self.presenter.lay_open(self.row)
