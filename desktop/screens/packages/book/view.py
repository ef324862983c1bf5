"""The widgets of the book of packages: a table, and over it the question whether one is to be withdrawn."""

from __future__ import annotations

from desktop import dialogs
from desktop.screens.packages.book.presenter import Presenter, Withdrawing
from desktop.screens.packages.section_view import SectionView
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import FormPanel, Stage
from desktop.widgets.table_rows import Column
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_
from models.domain.book.activity import Span
from models.services.exchange.withdrawing import LinesUnknown


class View(SectionView[Presenter]):
    """F2 thinks of withdrawing the selected package, F3 of some of its lines."""

    def build(self) -> None:
        super().build()
        say = self.say
        self.title(say(N_("Book of packages")))
        self._withdraw = self.action(say(N_("Withdraw the package…")), self._think, key="<F2>")
        self._some = self.action(say(N_("Only some lines…")), self._think_of_lines, key="<F3>")
        self._list = RecordTable(
            self.stage,
            (Column(say(N_("When")), 17), Column(say(N_("What")), 11), Column(say(N_("Kind")), 12),
             Column(say(N_("Office")), 24, stretches=True), Column(say(N_("Period")), 9),
             Column(say(N_("No.")), 6, is_number=True), Column(say(N_("File")), 44, stretches=True)),
            self.presenter.office.language, fold=search_key, on_select=self._selected,
            empty=say(N_("No package has been sent or taken in yet.")),
        )  # fmt: skip
        self.stage.show(self._list, focus=self._list.first_focus)

    def draw(self) -> None:
        presenter, say = self.presenter, self.say
        self._list.show(presenter.rows())
        thought = presenter.withdrawing
        over = self.stage.over
        if thought is None:
            if isinstance(over, FormPanel):
                self.take_off()
        elif isinstance(over, LinesPanel) and over.within is thought.within:
            over.tell()
        elif thought.within is not None:
            lines = LinesPanel(self.stage, presenter, thought, thought.within)
            self.lay(lines, thought.within, closed=presenter.put_away)
            lines.fields.first_focus()
        elif not self.is_over(thought):
            panel = FormPanel(self.stage, presenter.office.language, title=say(N_("Withdraw this package?")),
                              yes=say(N_("Take out of the figures")), hint=presenter.question())  # fmt: skip
            reason = panel.fields.text(say(N_("Why")), width=60, needed=True)
            panel.does(lambda: presenter.withdraw(reason.value))
            self.lay(panel, thought, closed=presenter.put_away)
            panel.fields.first_focus()

    def first_focus(self) -> None:
        if isinstance(self.stage.over, FormPanel):
            self.stage.over.fields.first_focus()
        else:
            self._list.first_focus()

    def _selected(self, places: tuple[int, ...]) -> None:
        can = bool(places) and self.presenter.can_withdraw(places[0])
        for button in (self._withdraw, self._some):
            button.state(["!disabled" if can else "disabled"])

    def _think(self) -> None:
        if self._list.selected:
            self.presenter.think_of_withdrawing(self._list.selected[0])

    def _think_of_lines(self) -> None:
        if not self._list.selected:
            return
        place, language = self._list.selected[0], self.presenter.office.language
        ranges = self.presenter.ranges(place)
        chosen: int | None = 0
        if len(ranges) > 1:
            said = N_("computer {station}: lines {first} to {last}")
            offered = [self.presenter.office.language.say(said, **each._asdict()) for each in ranges]
            chosen = dialogs.ask_choice(self, self.say(N_("Lines of which computer?")), offered, language,
                                        yes=self.say(N_("Go on")), title=self.say(N_("Withdraw only some lines?")))  # fmt: skip
        if chosen is not None:
            self.presenter.think_of_lines(place, ranges[chosen])


class LinesPanel(FormPanel):
    """From which line to which, and why; what would change is told anew when the range is left."""

    def __init__(self, stage: Stage, presenter: Presenter, thought: Withdrawing, within: Span) -> None:
        language = presenter.office.language
        say = language.say
        super().__init__(stage, language, title=say(N_("Withdraw only some lines?")),
                         yes=say(N_("Take out of the figures")), hint=presenter.question())  # fmt: skip
        self.presenter, self.within = presenter, within
        bounds = {"least": within.first, "most": within.last}
        self._first = self.fields.number(say(N_("From line")), value=thought.span.first, **bounds)
        self._last = self.fields.number(say(N_("To line")), value=thought.span.last, **bounds)
        self._reason = self.fields.text(say(N_("Why")), width=60, needed=True)
        for field in (self._first, self._last):
            field.widget.bind("<FocusOut>", lambda _: self._narrow(), add=True)
        self.does(self._withdraw)

    def tell(self) -> None:
        """What would change now."""
        self.hint.configure(text=self.presenter.question())

    def _narrow(self) -> None:
        if self._first.is_right() and self._last.is_right():
            try:
                self.presenter.narrow(self._first.value, self._last.value)
            except LinesUnknown as problem:
                self._last.wrong(self.presenter.office.language.problem(problem))

    def _withdraw(self) -> None:
        thought = self.presenter.withdrawing
        asked = (self._first.value, self._last.value)
        if thought is not None and (thought.span.first, thought.span.last) == asked:
            self.presenter.withdraw(self._reason.value)
        else:
            self._narrow()
