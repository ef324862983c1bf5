"""What was decided about the forms of the chosen period, in the window and on paper."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desktop.office import Office
from desktop.widgets.list_panel import ListPanel, RowAct
from desktop.widgets.stage import PaperPanel, Stage
from desktop.widgets.table_rows import Column
from models.domain.basics.problems import N_
from models.progress import Progress
from models.services.exchange.decisions import decisions


class DecisionsPanel(ListPanel):
    """Every decision with who made it, why, and whether it holds; F3 prints the list."""

    def __init__(self, stage: Stage, office: Office) -> None:
        say, language, period = office.say, office.language, office.chosen_period
        super().__init__(
            stage,
            language,
            title=say(N_("What was decided in period {period}"), period=period.code),
            columns=(Column(say(N_("When")), 16), Column(say(N_("Office")), 22), Column(say(N_("Decided by")), 18),
                     Column(say(N_("What was decided, why")), 50, stretches=True), Column(say(N_("Holds")), 10)),
            empty=say(N_("Nothing has been decided in this period.")),
            acts=(RowAct(say(N_("Print the list (F3)")), "<F3>", lambda _: self._print(), on_row=False),),
        )  # fmt: skip
        self._stage, self._office, self._made = stage, office, decisions(office.here, period)
        self.show(
            [
                (
                    language.datetime(datetime.fromisoformat(each.at)),
                    office.catalogue.unit_named(each.unit).full_name,
                    language.name_of(each.by),
                    each.told(language),
                    say(N_("yes")) if each.holds else say(N_("ended")),
                )
                for each in self._made
            ]
        )

    def _print(self) -> None:
        office, period, made = self._office, self._office.chosen_period, self._made
        station, language, title = office.here, office.language, office.say(N_("Making the list"))

        def write(to: Path, _: Progress) -> None:
            from printing.decisions import print_decisions

            print_decisions(station, period, made, language=language, to=to)

        office.make_paper(f"{period.code}-lich-su-quyet-dinh.pdf", write, then=self._printed, title=title)

    def _printed(self, path: Path) -> None:
        if self.winfo_exists():
            title = self._office.say(N_("What was decided in period {period}"), period=self._office.chosen_period.code)
            self._stage.lay_over(PaperPanel(self._stage, path, self._office.language, title=title))
