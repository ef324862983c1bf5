"""What printed figures stand on, asked by the control code in the footer of the sheet."""

from __future__ import annotations

from collections.abc import Callable
from tkinter import ttk

from desktop.office import Office
from desktop.stated import Stated
from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.stage import Panel, Stage
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
    """Up, Down, PgUp and PgDn scroll it; Esc or Enter goes back."""

    def __init__(self, stage: Stage, found: Explanation, office: Office) -> None:
        super().__init__(stage)
        look = look_of(self)
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        card = StatedCard(self)
        card.grid(row=0, column=0, sticky="nsew")
        card.show(stated(found, office), (), office.say(N_("What these figures stand on")))
        bar = FlowBar(self)
        bar.grid(row=1, column=0, sticky="ew", pady=(look.lines(0.4), 0))
        self._back = ttk.Button(bar, text=office.say(N_("Go back (Esc)")), command=stage.back)
        self._back.bind("<Return>", lambda _: self._back.invoke())
        bar.add(self._back)
        card.scrolled_from(self)

    def first_focus(self) -> None:
        self._back.focus_set()
