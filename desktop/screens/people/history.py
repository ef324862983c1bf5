"""The history in the window: choosers for who, what, where and when over a table of acts; F3 puts it on paper."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tkinter import ttk

from desktop.office import Office
from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.form_fields import Fields, FormField
from desktop.widgets.pressed import pressed
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import Panel, PaperPanel, Stage, bind_within
from desktop.widgets.table_rows import Column
from models.domain.basics.folding import alphabetical, search_key
from models.domain.basics.problems import N_
from models.progress import Progress
from models.services.exchange.history import (
    KINDS,
    MOST,
    AskedActs,
    History,
    asked_told,
    computer_told,
    history,
    kind_told,
    people_and_computers,
)

NARROW = 96
"""A panel of fewer digits' width has its choosers in one column."""


class HistoryPanel(Panel):
    """Every act, the latest first; a chooser that is changed asks anew."""

    def __init__(self, stage: Stage, office: Office) -> None:
        super().__init__(stage)
        self._stage, self._office = stage, office
        self._found = History((), is_cut=False)
        look, say, language = look_of(self), office.say, office.language
        self.columnconfigure(0, weight=1)
        self.rowconfigure(2, weight=1)
        ttk.Label(self, text=say(N_("History of what was done")), style="Bold.TLabel").grid(row=0, column=0, sticky="w")
        authors, computers = people_and_computers(office.here)
        everything = ("", say(N_("everything")))
        card = ttk.Frame(self, style="Card.TFrame", padding=(look.em, look.lines(0.2)))
        card.grid(row=1, column=0, sticky="ew", pady=look.lines(0.3))
        left, right = Fields(card, language, on_done=self._ask), Fields(card, language, on_done=self._ask)
        left.grid(row=0, column=0, sticky="nw")
        right.grid(row=0, column=1, sticky="nw", padx=(look.em * 4, 0))
        self.bind("<Configure>", lambda event: self._fit(event.width), add=True)
        self._left, self._right, self._card, self._is_narrow = left, right, card, False
        kinds = sorted(((code, kind_told(code, language)) for code in KINDS), key=lambda each: alphabetical(each[1]))
        people = sorted(authors.items(), key=lambda each: alphabetical(each[1]))
        self._kind = left.choice(say(N_("What was done")), [everything, *kinds])
        self._by = left.choice(say(N_("Who did it")), [("", say(N_("everybody"))), *people])
        places = [(id_, language.sentence(told)) for id_, told in computers.items()]
        self._computer = left.choice(say(N_("Computer")), [("", say(N_("every computer"))), *places])
        self._first = right.day(say(N_("From day")), needed=False)
        self._last = right.day(say(N_("To day")), needed=False)
        for chooser in (self._kind, self._by, self._computer):
            chooser.widget.bind("<<ComboboxSelected>>", lambda _: self._ask(), add=True)
        for day in (self._first, self._last):
            day.widget.bind("<FocusOut>", lambda _: self._ask(), add=True)
        self.table = RecordTable(
            self,
            (Column(say(N_("When")), 16), Column(say(N_("Who did it")), 22), Column(say(N_("Computer")), 18),
             Column(say(N_("What was done, why")), 60, stretches=True)),
            language,
            fold=search_key,
            empty=say(N_("Nothing of this kind was done.")),
        )  # fmt: skip
        self.table.grid(row=2, column=0, sticky="nsew", pady=look.lines(0.2))
        self._cut = ttk.Label(self, style="Quiet.TLabel")
        self._cut.grid(row=3, column=0, sticky="w")
        bar = FlowBar(self)
        bar.grid(row=4, column=0, sticky="ew")
        for text, do in (
            (N_("Choose what is shown (F2)"), self._choose),
            (N_("Print the list (F3)"), self._print),
            (N_("Go back (Esc)"), stage.back),
        ):
            button = ttk.Button(bar, text=say(text), command=do)
            button.bind("<Return>", pressed(button.invoke))
            bar.add(button)
        bind_within(self, "<F2>", self._choose)
        bind_within(self, "<F3>", self._print)
        self._wanted: AskedActs | None = None
        self._ask()

    def _fit(self, width: int) -> None:
        """Where a large text leaves little room the choosers and the table are shown in turn (F2)."""
        look = look_of(self)
        is_narrow = width < look.em * NARROW
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        if is_narrow:
            self._right.grid_configure(row=1, column=0, padx=0)
            self._card.grid_remove()
        else:
            self._right.grid_configure(row=0, column=1, padx=(look.em * 4, 0))
            self._card.grid()
            self.table.grid()

    def _choose(self) -> None:
        """To the choosers, and back to the table."""
        if not self._is_narrow:
            self._left.first_focus()
        elif self._card.winfo_viewable():
            self._card.grid_remove()
            self.table.grid()
            self.table.first_focus()
        else:
            self.table.grid_remove()
            self._card.grid()
            self._left.first_focus()

    def first_focus(self) -> None:
        self.table.first_focus()

    def _ask(self) -> None:
        fields: tuple[FormField, ...] = (self._first, self._last)
        if not all(each.is_right() for each in fields):
            return
        wanted = AskedActs(self._by.value, self._kind.value, self._computer.value, self._first.value, self._last.value)
        if wanted == self._wanted:
            return
        self._wanted = wanted
        office = self._office
        language = office.language
        self._found = history(office.here, wanted)
        from printing.history import act_told

        self.table.show(
            [
                (
                    language.datetime(datetime.fromisoformat(each.at)),
                    each.name,
                    language.sentence(computer_told(office.here, each.station)),
                    act_told(office.here, each, language),
                )
                for each in self._found.acts
            ]
        )
        cut = N_("Only the latest {most} are shown. Ask for fewer days to see earlier ones.")
        self._cut.configure(text=office.say(cut, most=language.number(MOST)) if self._found.is_cut else "")

    def _print(self) -> None:
        office, acts = self._office, self._found.acts
        station, language = office.here, office.language
        asked = asked_told(station, self._wanted or AskedActs(), language)

        def write(to: Path, _: Progress) -> None:
            from printing.history import print_history

            print_history(station, acts, asked=asked, language=language, to=to)

        office.make_paper("lich-su.pdf", write, then=self._printed, title=office.say(N_("Making the list")))

    def _printed(self, path: Path) -> None:
        if self.winfo_exists():
            title = self._office.say(N_("History of what was done"))
            self._stage.lay_over(PaperPanel(self._stage, path, self._office.language, title=title))
