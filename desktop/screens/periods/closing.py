"""Closing a period in the window: at an office with what stands open told first, at a hub as the next edition of all figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tkinter import ttk

from desktop.office import Office
from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.form_fields import Fields, TextField
from desktop.widgets.pressed import pressed
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import Panel, PaperPanel, Stage, bind_within
from desktop.widgets.table_rows import Column
from desktop.widgets.wrapping import keep_wrapped
from models.acts import Act
from models.domain.basics.duties import Duty
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_
from models.domain.book.editions import Edition
from models.domain.book.open_points import OpenKind, kind_told
from models.progress import Progress
from models.services.exchange.before_signing import OpenPoint, before_signing
from models.services.exchange.editions import close_hub
from models.services.office.backups import back_up
from models.services.office.editions import editions_now


class HubClosing:
    """What a hub closes next: the open points of the chosen period, by kind, and the edition that it would be."""

    def __init__(self, office: Office, points: tuple[OpenPoint, ...]) -> None:
        self.office, self.period, self.points = office, office.chosen_period, points
        before = editions_now(office.here, self.period)
        self.number = max((each.number for each in before), default=0) + 1
        self.is_joining = len(before) > 1

    @property
    def kinds(self) -> dict[OpenKind, str]:
        """Per kind of open points how many offices have one, in words."""
        found: dict[OpenKind, int] = {}
        for point in self.points:
            found[point.kind] = found.get(point.kind, 0) + 1
        return {kind: self.office.language.sentence(kind_told(kind.value, count)) for kind, count in found.items()}

    def told(self) -> str:
        """What stands open, and what closing does."""
        say = self.office.say
        if self.is_joining:
            said = N_(
                "Two computers of this office have closed apart, so that no edition holds. Edition {edition} replaces both."
            )
            return say(said, edition=self.number)
        if not self.points:
            said = N_("Nothing stands open. Every table, export and paper then stands on edition {edition}; what comes later is "
                      "late and counts from the next edition.")  # fmt: skip
        else:
            said = N_("Settle these points first, or say for each kind why it may pass: paper then says so with your name. Every "
                      "table, export and paper then stands on edition {edition}.")  # fmt: skip
        return say(said, edition=self.number)

    def rows(self) -> list[tuple[str, ...]]:
        """No., office, what stands open, and by whom it was waived in the edition that holds."""
        office = self.office
        return [
            (
                str(place),
                office.catalogue.unit_named(point.unit).full_name,
                office.language.sentence(point.text),
                f"{office.language.name_of(point.waived_by)}: {point.reason}" if point.waived_by else "",
            )
            for place, point in enumerate(self.points, 1)
        ]

    def close(self, waivers: dict[OpenKind, str]) -> None:
        """Close, after a backup; says which edition it is now."""
        office, period = self.office, self.period
        station = office.here

        def work(act: Act) -> tuple[Edition, str]:
            copy = back_up(station, reason="close", act=act)
            return close_hub(station, period, waivers=waivers, act=act), copy.name

        def done(made: tuple[Edition, str]) -> None:
            edition, name = made
            said = N_(
                "The figures of period {period} are closed as edition {edition}; every table and paper stands on it. A backup was made "
                "first: {file}"
            )
            office.tell(office.say(said, period=period.code, edition=edition.number, file=name))

        office.run(work, then=done, title=office.say(N_("Closing the figures")), duty=Duty.CLOSE)

    def print_points(self, then: Callable[[Path], None]) -> None:
        """Make the list of the open points as paper, and hand its path to `then`."""
        office, period, points = self.office, self.period, self.points
        station, language, at = office.here, office.language, office.at

        def write(to: Path, _: Progress) -> None:
            from printing.open_points import print_open_points

            print_open_points(station, period, points, language=language, to=to, at=at)

        office.make_paper(
            f"{period.code}-diem-chua-giai-quyet.pdf", write, then=then, title=office.say(N_("Making the list"))
        )


def look_for_open_points(office: Office, then: Callable[[HubClosing], None]) -> None:
    """Look in the background for what stands open in the chosen period, and hand it to `then`."""
    station, period = office.here, office.chosen_period

    def work(progress: Progress) -> tuple[OpenPoint, ...]:
        return before_signing(station, period, progress=progress)

    office.tasks.run(
        work, then=lambda points: then(HubClosing(office, points)), title=office.say(N_("Looking for what stands open"))
    )


class ClosingPanel(Panel):
    """The open points, a reason for each kind that is to pass, and the button that closes."""

    def __init__(self, stage: Stage, closing: HubClosing) -> None:
        super().__init__(stage)
        look, language = look_of(self), closing.office.language
        say = language.say
        self._stage, self._closing = stage, closing
        self.columnconfigure(0, weight=1)
        self.rowconfigure(2, weight=1)
        title = say(
            N_("Close the figures of period {period}, edition {edition}"),
            period=closing.period.code,
            edition=closing.number,
        )
        ttk.Label(self, text=title, style="Bold.TLabel").grid(row=0, column=0, sticky="w")
        told = ttk.Label(self, text=closing.told(), justify="left", style="Quiet.TLabel")
        told.grid(row=1, column=0, sticky="w", pady=(look.lines(0.2), 0))
        keep_wrapped(self, (told,), less=look.em, least=look.em * 30)
        columns = (
            Column(say(N_("No.")), 5, is_number=True),
            Column(say(N_("Office")), 24),
            Column(say(N_("What stands open")), 50, stretches=True),
            *((Column(say(N_("Waived in the edition before")), 26),) if closing.number > 1 else ()),
        )
        self.table = RecordTable(self, columns, language, fold=search_key, empty=say(N_("Nothing stands open.")))
        self.table.grid(row=2, column=0, sticky="nsew", pady=look.lines(0.4))
        self.table.show([row[: len(columns)] for row in closing.rows()])
        self.reasons: dict[OpenKind, TextField] = {}
        card = ttk.Frame(self, style="Plain.TFrame", padding=(look.em * 2, look.lines(0.4)))
        self.fields = Fields(card, language, on_done=self.close)
        self.fields.grid(row=0, column=0, sticky="w")
        for kind, words in closing.kinds.items():
            self.reasons[kind] = self.fields.text(
                say(N_("{points}. Passes, because"), points=words[:1].upper() + words[1:]), width=44
            )
        if self.reasons:
            card.grid(row=3, column=0, sticky="ew")
        bar = FlowBar(self)
        bar.grid(row=4, column=0, sticky="ew", pady=(look.lines(0.6), 0))
        self.yes = self._button(
            bar, say(N_("Close as edition {edition} (Ctrl+Enter)"), edition=closing.number), self.close, is_main=True
        )
        self._button(bar, say(N_("Print the list (F3)")), self.print_list)
        self._button(bar, say(N_("Go back (Esc)")), stage.back)
        bind_within(self, "<Control-Return>", self.close)
        bind_within(self, "<F3>", self.print_list)

    def _button(self, bar: FlowBar, text: str, do: Callable[[], object], *, is_main: bool = False) -> ttk.Button:
        button = ttk.Button(bar, text=text, command=do, style="Accent.TButton" if is_main else "TButton")
        button.bind("<Return>", pressed(button.invoke))
        bar.add(button)
        return button

    def first_focus(self) -> None:
        if self.reasons:
            self.fields.first_focus()
        else:
            self.yes.focus_set()

    def close(self) -> None:
        """Close when every kind has its reason; a field without one says so."""
        say, empty = self._closing.office.say, [field for field in self.reasons.values() if not field.value]
        for field in empty:
            field.wrong(say(N_("Say why these points may pass, or settle them first.")))
        if empty:
            empty[0].take_keyboard()
            return
        self._stage.back()
        self._closing.close({kind: field.value for kind, field in self.reasons.items()})

    def print_list(self) -> None:
        self._closing.print_points(self._printed)

    def _printed(self, path: Path) -> None:
        if self.winfo_exists():
            title = self._closing.office.say(N_("Points that stand open before signing"))
            self._stage.lay_over(PaperPanel(self._stage, path, self._closing.office.language, title=title))
