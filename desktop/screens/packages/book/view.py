"""The widgets of the book of packages: a table, and over it the question whether one is to be withdrawn."""

from __future__ import annotations

from desktop import dialogs
from desktop.screens.packages.book.presenter import Presenter, Withdrawing
from desktop.screens.packages.section_view import ListView
from desktop.screens.viewing import Action, action
from desktop.widgets.stage import FormPanel, Panel, ReasonPanel, Stage
from desktop.widgets.table_rows import Column
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_
from models.domain.book.activity import Span
from models.services.exchange.withdrawing import LinesUnknown


class View(ListView[Presenter]):
    """F2 thinks of withdrawing the selected package, F3 of some of its lines."""

    shows = ("package list",)
    heading = N_("Book of packages")
    empty = N_("No package has been sent or taken in yet.")
    columns = (
        Column(N_("When"), 17),
        Column(N_("What"), 11),
        Column(N_("Kind"), 12),
        Column(N_("Office"), 24, stretches=True),
        Column(N_("Period"), 9),
        Column(N_("No."), 6, is_number=True),
        Column(N_("File"), 44, stretches=True),
    )

    def can(self, action: Action) -> bool:
        return self.row is not None and self.presenter.can_withdraw(self.row)

    def tells(self) -> bool:
        over, thought = self.stage.over, self.presenter.laid
        if isinstance(over, LinesPanel) and thought is not None and over.within is thought.within:
            over.tell()
            return True
        return super().tells()

    def panel(self, laid: Withdrawing) -> Panel:
        say, presenter = self.say, self.presenter
        if laid.within is not None:
            return LinesPanel(self.stage, presenter, laid, laid.within)
        return ReasonPanel(
            self.stage,
            presenter.office.language,
            title=say(N_("Withdraw this package?")),
            yes=say(N_("Take out of the figures")),
            hint=presenter.question(),
            do=presenter.withdraw,
        )

    @action(N_("Withdraw the package…"), "<F2>", commands=("package withdraw",), duty=Duty.WITHDRAW)
    def _think(self) -> None:
        if self.row is not None:
            self.presenter.think_of_withdrawing(self.row)

    @action(N_("Only some lines…"), "<F3>", duty=Duty.WITHDRAW)
    def think_of_lines(self) -> None:
        """Ask of which computer, when the package brought lines of several, and lay them open."""
        row, language = self.row, self.presenter.office.language
        if row is None:
            return
        ranges = self.presenter.ranges(row)
        chosen: int | None = 0
        if len(ranges) > 1:
            said = N_("computer {station}: lines {first} to {last}")
            offered = [language.say(said, **each._asdict()) for each in ranges]
            chosen = dialogs.ask_choice(self, self.say(N_("Lines of which computer?")), offered, language,
                                        yes=self.say(N_("Go on")), title=self.say(N_("Withdraw only some lines?")))  # fmt: skip
        if chosen is not None:
            self.presenter.think_of_lines(row, ranges[chosen])


class LinesPanel(FormPanel):
    """From which line to which, and why; what would change is told anew when the range is left."""

    def __init__(self, stage: Stage, presenter: Presenter, thought: Withdrawing, within: Span) -> None:
        language = presenter.office.language
        say = language.say
        super().__init__(stage, language, title=say(N_("Withdraw only some lines?")),
                         yes=say(N_("Take out of the figures")), hint=presenter.question())  # fmt: skip
        self.presenter, self.within = presenter, within
        bounds = {"least": within.first, "most": within.last}
        self.first = self.fields.number(say(N_("From line")), value=thought.span.first, **bounds)
        self.last = self.fields.number(say(N_("To line")), value=thought.span.last, **bounds)
        self._reason = self.fields.text(say(N_("Why")), width=60, needed=True)
        for field in (self.first, self.last):
            field.widget.bind("<FocusOut>", lambda _: self._narrow(), add=True)
        self.does(self._withdraw)

    def tell(self) -> None:
        """What would change now."""
        self.hint.configure(text=self.presenter.question())

    def _narrow(self) -> None:
        if self.first.is_right() and self.last.is_right():
            try:
                self.presenter.narrow(self.first.value, self.last.value)
            except LinesUnknown as problem:
                self.last.wrong(self.presenter.office.language.problem(problem))

    def _withdraw(self) -> None:
        thought = self.presenter.laid
        asked = (self.first.value, self.last.value)
        if thought is not None and (thought.span.first, thought.span.last) == asked:
            self.presenter.withdraw(self._reason.value)
        else:
            self._narrow()
