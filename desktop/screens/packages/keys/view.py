"""The widgets of the keys section: the own words with their QR code above the table of known keys."""

from __future__ import annotations

import tkinter as tk
from functools import partial
from pathlib import Path
from tkinter import ttk

from desktop import dialogs, theme
from desktop.screens.packages.keys.presenter import Presenter
from desktop.screens.packages.section_view import ListView
from desktop.screens.viewing import Action, action
from desktop.widgets.stage import FormPanel, Panel, PaperPanel, ReasonPanel
from desktop.widgets.table_rows import Column
from desktop.widgets.wrapping import keep_wrapped, wrap
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.services.office.known_keys import KnownKey


class View(ListView[Presenter]):
    """Enter on a key asks for the words heard on the telephone; F2 makes the page to print."""

    heading = N_("Keys")
    empty = N_(
        "No key of another computer has been seen yet. The hub's comes with its campaign file, an office's with its first "
        "package."
    )
    columns = (
        Column(N_("Office"), 24, stretches=True),
        Column(N_("Computer"), 9),
        Column(N_("Key"), 26),
        Column(N_("Words"), 28, stretches=True),
        Column(N_("By"), 12),
        Column(N_("When"), 16),
    )
    opens = "compare"

    def main(self) -> tk.Widget:
        say, presenter, look = self.say, self.presenter, self.look
        main = ttk.Frame(self.stage)
        main.columnconfigure(0, weight=1)
        main.rowconfigure(2, weight=1)
        own = ttk.Frame(main, style="Plain.TFrame", padding=(look.em * 2, look.lines(0.5)))
        own.grid(row=0, column=0, sticky="ew", pady=(0, look.lines(0.5)))
        own.columnconfigure(0, weight=1)
        self._hint_own = ttk.Label(own, style="Card.Quiet.TLabel", justify="left", text=say(
            N_("The words of this computer's own key. Read them out to who telephones; they are not secret.")))  # fmt: skip
        self._hint_own.grid(row=0, column=0, sticky="w")
        ttk.Label(own, text="  ".join(presenter.own_words.split()), style="Card.Title.TLabel").grid(
            row=1, column=0, sticky="w", pady=(look.lines(0.2), 0)
        )
        self._qr = QrCode(own, presenter.own_digits, side=look.lines(5))
        self._qr.grid(row=0, column=1, rowspan=2, sticky="e")
        self._alarm = ttk.Label(main, style="Bad.TLabel", justify="left", font=look.bold)
        self.make_table(main).grid(row=2, column=0, sticky="nsew")
        main.bind("<Configure>", lambda event: self._wrap(event.width))
        return main

    def draw(self) -> None:
        alarm = self.presenter.alarm()
        self._alarm.configure(text=alarm)
        if alarm:
            self._alarm.grid(row=1, column=0, sticky="ew", pady=(0, self.look.lines(0.4)))
        else:
            self._alarm.grid_remove()
        super().draw()

    def can(self, action: Action) -> bool:
        if action.does == self._confirm_matching.__name__:
            return bool(self.presenter.matching)
        if action.does == self._end.__name__:
            return self.row is not None and self.presenter.can_end(self.row)
        return not action.is_main or (self.row is not None and self.presenter.can_compare(self.row))

    def panel(self, laid: KnownKey) -> Panel:
        say, presenter = self.say, self.presenter
        panel = FormPanel(self.stage, presenter.office.language, title=say(N_("Compare a key by telephone")),
                          yes=say(N_("Compare and confirm")), hint=presenter.question())  # fmt: skip
        heard = panel.fields.text(say(N_("The words you hear")), width=44, needed=True)

        def confirm() -> None:
            try:
                presenter.confirm(heard.value)
            except Problem as problem:
                heard.wrong(presenter.office.language.problem(problem))

        panel.does(confirm)
        heard.told.configure(justify="left")
        keep_wrapped(panel, (heard.told,), less=self.look.em * 34, least=self.look.em * 24)
        return panel

    def make_room(self, *, is_short: bool) -> None:
        """Where lines are few the words stay and the code goes to paper."""
        for part in (self._qr, self._hint_own):
            if is_short:
                part.grid_remove()
            else:
                part.grid()

    @action(N_("Compare the key…"), "<Control-k>", main=True, commands=("package confirm",), duty=Duty.CONFIRM_KEY)
    def _compare(self) -> None:
        if self.row is not None:
            self.presenter.compare(self.row)

    @action(N_("Confirm all that fit…"), "<Control-m>", hub_only=True, duty=Duty.CONFIRM_KEY)
    def _confirm_matching(self) -> None:
        presenter, language = self.presenter, self.presenter.office.language
        asked = self.say(
            N_(
                "{count} keys fit the enrolment codes that these offices were given in a letter. Confirm them all? What they sent "
                "counts at once."
            ),
            count=language.number(presenter.matching),
        )
        if presenter.matching and dialogs.confirm(self, asked, language, yes=self.say(N_("Confirm all that fit"))):
            presenter.confirm_matching()

    @action(N_("End the key…"), "<Control-Delete>", commands=("package end-key",), duty=Duty.CONFIRM_KEY)
    def _end(self) -> None:
        presenter, row = self.presenter, self.row
        if row is None or not presenter.can_end(row):
            return
        self.lay(ReasonPanel(self.stage, presenter.office.language, title=self.say(N_("End a key")),
                             yes=self.say(N_("End the key")), hint=presenter.what_ending_means(row),
                             do=partial(self._end_for, row)), row)  # fmt: skip

    def _end_for(self, row: int, reason: str) -> None:
        self.presenter.end(row, reason)
        self.take_off()

    @action(N_("Own key on paper"), "<F5>", commands=("package keys",))
    def _print(self) -> None:
        self.presenter.print_sheet(self._printed)

    def _printed(self, path: Path) -> None:
        if self.winfo_exists():
            self.lay(PaperPanel(self.stage, path, self.presenter.office.language,
                                title=self.say(N_("Own key on paper"))), path)  # fmt: skip

    def _wrap(self, width: int) -> None:
        wrap(self._alarm, max(self.look.em * 30, width - self.look.em))
        wrap(self._hint_own, max(self.look.em * 24, width - self.look.em * 22))


class QrCode(tk.Canvas):
    """The QR code of a text, black on white with its quiet edge."""

    def __init__(self, parent: tk.Misc, text: str, *, side: int) -> None:
        import segno

        rows = segno.make(text, error="m", micro=False).matrix
        edge = 2
        unit = max(2, side // (len(rows) + 2 * edge))
        size = unit * (len(rows) + 2 * edge)
        super().__init__(parent, width=size, height=size, background=theme.CARD, highlightthickness=0, takefocus=0)
        for y, row in enumerate(rows):
            for x, is_dark in enumerate(row):
                if is_dark:
                    left, top = (x + edge) * unit, (y + edge) * unit
                    self.create_rectangle(left, top, left + unit, top + unit, fill="black", width=0)
