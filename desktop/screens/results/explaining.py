"""What printed figures stand on, asked by the control code in the footer of the sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tkinter import ttk

from desktop.office import Office
from desktop.stated import Stated
from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.pressed import pressed
from desktop.widgets.stage import Panel, PaperPanel, Stage, bind_within
from desktop.widgets.stated_card import StatedCard
from models.domain.basics.problems import N_
from models.progress import Progress
from models.services.figures.explaining import Explanation, explain


def ask_what_stands_behind(office: Office, code: str, then: Callable[[Explanation], None]) -> None:
    """Find the figures with this control code, make them again and hand over what they stand on."""
    station = office.here

    def work(progress: Progress) -> Explanation:
        return explain(station, code, progress=progress)

    office.tasks.run(work, then=then, title=office.say(N_("Looking for the printed figures")))


def stated(found: Explanation, office: Office) -> tuple[Stated, ...]:
    """The figures, whether they come out the same again, and every stream and package behind them."""
    say, printed, catalogue = office.say, found.printed, office.catalogue
    proven = (
        Stated(say(N_("Counted again")), say(N_("from the lines of then: the same control code.")))
        if found.is_proven
        else Stated(
            say(N_("Counted again")),
            say(
                N_(
                    "NOT the same: lines have changed here since. On the screen “Settings”, let everything be read again."
                )
            ),
            is_urgent=True,
        )
    )
    index = found.figures.measure.overall
    lines = [
        f"{catalogue.unit_named(head.unit).full_name}: "
        + say(N_("computer {station}, lines 1 to {last}"), station=head.station, last=office.language.number(head.n))
        for head in printed.heads
    ]
    return (
        Stated(say(N_("Control code")), _in_fours(printed.fingerprint)),
        Stated(say(N_("Period")), printed.period),
        Stated(say(N_("Office")), catalogue.unit_named(printed.unit).full_name),
        Stated(say(N_("Overall index")), "–" if index is None else f"{office.language.number(index, 2)} %"),
        Stated(say(N_("Valid forms")), office.language.number(found.figures.measure.forms)),
        Stated(say(N_("First shown here")), printed.at[:16].replace("T", " ") or "–"),
        proven,
        Stated(say(N_("Stands on")), "\n".join(lines) or "–"),
        Stated(say(N_("Packages with these lines")), "\n".join(each.file for each in found.packages) or "–"),
    )


def _in_fours(code: str) -> str:
    return " ".join(code[at : at + 4] for at in range(0, 16, 4))


class ExplanationPanel(Panel):
    """F5 prints the sheet again, F12 the report; Up, Down, PgUp and PgDn scroll; Esc goes back."""

    def __init__(self, stage: Stage, found: Explanation, office: Office) -> None:
        super().__init__(stage)
        self.stage, self._found, self._office = stage, found, office
        look, say = look_of(self), office.say
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        card = StatedCard(self)
        card.grid(row=0, column=0, sticky="nsew")
        card.show(stated(found, office), (), say(N_("What these figures stand on")))
        bar = FlowBar(self)
        bar.grid(row=1, column=0, sticky="ew", pady=(look.lines(0.4), 0))
        acts = [(say(N_("The sheet again (F5)")), "<F5>", partial(self._print, is_report=False)),
                (say(N_("The report again (F12)")), "<F12>", partial(self._print, is_report=True))]  # fmt: skip
        self._buttons = [ttk.Button(bar, text=text, command=do) for text, _, do in acts if found.is_proven]
        self._buttons.append(ttk.Button(bar, text=say(N_("Go back (Esc)")), command=stage.back))
        for button in self._buttons:
            button.bind("<Return>", pressed(button.invoke))
            bar.add(button)
        card.scrolled_from(self)
        for _, key, do in acts:
            bind_within(self, key, do)

    def first_focus(self) -> None:
        self._buttons[-1].focus_set()

    def _print(self, *, is_report: bool) -> None:
        """Make the paper of then and lay it over; figures that do not come out the same are refused."""
        office, found = self._office, self._found
        station, at = office.here, office.at

        def write(to: Path, _: Progress) -> None:
            from printing.sheets.again import print_report_again, print_sheet_again

            (print_report_again if is_report else print_sheet_again)(station, found, to=to, at=at)

        office.make_paper("again.pdf", write, then=self._show, title=office.say(N_("Printing the figures again")))

    def _show(self, path: Path) -> None:
        if self.winfo_exists():
            title = self._office.say(N_("Printed again"))
            self.stage.lay_over(PaperPanel(self.stage, path, self._office.language, title=title))
