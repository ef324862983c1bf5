"""What came of the visits, in the window: a line for each sector, and Enter types the counts of one."""

from __future__ import annotations

from pathlib import Path

from desktop.office import Office
from desktop.widgets.list_panel import ListPanel, RowAct
from desktop.widgets.stage import FormPanel, PaperPanel, Stage
from desktop.widgets.table_rows import Column
from models.domain.basics.problems import N_, Problem
from models.progress import Progress
from models.services.forms.visits import count_visits, visits

_MOST = 99_999


class OutcomesPanel(ListPanel):
    """Enter or F2 on a sector types how many refused, had moved, were not met, or were the wrong person."""

    def __init__(self, stage: Stage, office: Office, *, row: int = 0) -> None:
        say, language, period = office.say, office.language, office.chosen_period
        super().__init__(
            stage,
            language,
            title=say(N_("What came of the visits in period {period}"), period=period.code),
            told=say(N_("Count the column “outcome” of the visit list, sector by sector. No name is typed; the list is destroyed.")),
            columns=(Column(say(N_("Sector")), 30, stretches=True), Column(say(N_("Drawn")), 9, is_number=True),
                     Column(say(N_("In reserve")), 9, is_number=True), Column(say(N_("Refused (2)")), 12, is_number=True),
                     Column(say(N_("Not met (3)")), 12, is_number=True), Column(say(N_("Moved away (4)")), 12, is_number=True),
                     Column(say(N_("Wrong person (5)")), 14, is_number=True)),
            empty=say(N_("Nobody is drawn in this period: there are no visits.")),
            on_open=self._ask,
            acts=(RowAct(say(N_("Type the counts… (F2)")), "<F2>", self._ask, is_main=True),
                  RowAct(say(N_("On paper (Ctrl+P)")), "<Control-p>", self._print, on_row=False)),
        )  # fmt: skip
        self._stage, self._office, self._lines = stage, office, visits(office.here, period)
        number = language.number
        self.show(
            [
                (
                    each.sector or say(N_("(no sector)")),
                    number(each.drawn),
                    number(each.reserve),
                    *(
                        ("", "", "", "")
                        if each.counted is None
                        else tuple(
                            number(count)
                            for count in (
                                each.counted.refused,
                                each.counted.not_met,
                                each.counted.moved,
                                each.counted.wrong_person,
                            )
                        )
                    ),
                )
                for each in self._lines
            ]
        )
        self.table.move_to(row, extend=False)

    def _print(self, _row: int) -> None:
        office = self._office
        station, period, today, language = office.here, office.chosen_period, office.today, office.language

        def write(to: Path, _: Progress) -> None:
            from printing.visit_outcomes import print_visit_outcomes

            print_visit_outcomes(station, period, today=today, language=language, to=to)

        name, title = f"{period.code}-ket-qua-di-khao-sat.pdf", office.say(N_("Record of the visits"))
        office.make_paper(name, write, then=self._printed, title=title)

    def _printed(self, path: Path) -> None:
        if self.winfo_exists():
            title = self._office.say(N_("Record of the visits"))
            self._stage.lay_over(PaperPanel(self._stage, path, self._office.language, title=title))

    def _ask(self, row: int) -> None:
        office, line, stage = self._office, self._lines[row], self._stage
        say = office.say
        panel = FormPanel(
            stage,
            office.language,
            title=say(N_("Visits of sector {sector}"), sector=line.sector or say(N_("(no sector)"))),
            yes=say(N_("Keep the counts (Enter)")),
            hint=say(
                N_("{drawn} people are drawn there, {reserve} stand in reserve."),
                drawn=line.drawn,
                reserve=line.reserve,
            ),
        )
        was = line.counted
        fields = [
            panel.fields.number(say(label), least=0, most=_MOST, value=value)
            for label, value in (
                (N_("Refused (2)"), was.refused if was else 0),
                (N_("Not met (3)"), was.not_met if was else 0),
                (N_("Moved away (4)"), was.moved if was else 0),
                (N_("Wrong person (5)"), was.wrong_person if was else 0),
            )
        ]

        def keep() -> None:
            refused, not_met, moved, wrong = (field.value for field in fields)
            try:
                with office.act() as act:
                    count_visits(office.here, office.chosen_period, sector=line.sector, refused=refused, moved=moved,
                                 not_met=not_met, wrong_person=wrong, act=act)  # fmt: skip
            except Problem as problem:
                fields[0].wrong(office.language.problem(problem))
                return
            stage.lay_over(OutcomesPanel(stage, office, row=row))

        panel.does(keep)
        stage.lay_over(panel, back=lambda: stage.lay_over(OutcomesPanel(stage, office, row=row)))
