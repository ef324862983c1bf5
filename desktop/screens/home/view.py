"""The widgets of the overview: the way with its next step at the left, the book and the days at the right."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk

from desktop import theme
from desktop.screens.home.presenter import Presenter
from desktop.screens.viewing import ScreenView, action
from desktop.widgets.bars import BarPart
from desktop.widgets.chart import BarChart, DividedBar
from desktop.widgets.later import when_idle
from desktop.widgets.record_table import RecordTable
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.table_rows import Column
from models.domain.basics.folding import without_tones
from models.domain.basics.problems import N_
from models.domain.book.periods import NO_END

NARROW = 112
"""A place of fewer digits' width has the cards one below the other."""

ZIP = ".zip"
"""Not told: here a package is kept open, on a stick it may be sealed and end otherwise."""


class View(ScreenView[Presenter]):
    """Cards: what to do next, the book of forms, the days, and at a hub the offices."""

    def build(self) -> None:
        look, say = self.look, self.say
        self._scrolled = Scrolled(self.content, ground=theme.PAGE)
        self._scrolled.grid(row=0, column=0, sticky="nsew")
        inside = self._scrolled.inside
        self._way = self._card(inside)
        self._book = self._card(inside)
        self._facts = self._card(inside)
        self._sectors = self._card(inside)
        self._sector_head = ttk.Label(self._sectors, style="Card.Bold.TLabel",
                                      text=say(N_("Valid forms by sector, against the target")))  # fmt: skip
        self._sector_head.grid(row=0, sticky="w", pady=(0, look.lines(0.2)))
        self._sector_bars = BarChart(self._sectors)
        self._sector_bars.grid(row=1, column=0, sticky="ew")
        self._offices = ttk.Frame(inside)
        self._offices.columnconfigure(0, weight=1)
        inside.bind("<Configure>", lambda event: self._place(event.width), add=True)
        self._button = ttk.Button(self._way, style="Accent.TButton", command=self._take_next)
        self._button.bind("<Return>", lambda _: self._button.invoke())
        self._button.bind("<Next>", lambda _: self._scrolled.page(1))
        self._button.bind("<Prior>", lambda _: self._scrolled.page(-1))
        self._bar = DividedBar(self._book)
        self._sent = ttk.Label(self._offices, style="Bold.TLabel", padding=(0, 0, 0, look.lines(0.3)))
        self._sent.grid(row=0, column=0, sticky="w")
        self._table = RecordTable(
            self._offices,
            (Column(say(N_("Code")), 8), Column(say(N_("Office")), 30, stretches=True),
             Column(say(N_("Latest package")), 20)),
            self.presenter.office.language, fold=without_tones,
            empty=say(N_("No office is named in this period.")),
        )  # fmt: skip
        self._wide: bool | None = None
        self._place(look.em * NARROW + 1)

    def draw(self) -> None:
        say, presenter = self.say, self.presenter
        period = presenter.office.period
        if period is None:
            self.title(say(N_("Overview")), say(N_("No survey period is open yet")))
        else:
            said = N_("{name}: dossiers finished from {first} to {last}")
            self.title(say(N_("Overview")), say(said, name=period.name, first=period.evaluated_from,
                                                last=period.evaluated_to))  # fmt: skip
        self._draw_way()
        self._draw_book()
        self._draw_facts()
        self._draw_sectors()
        self._draw_offices()

    def first_focus(self) -> None:
        self._button.focus_set()

    @action(N_("Back up now"), "<F5>", commands=("backup now",))
    def _back_up(self) -> None:
        self.presenter.back_up()

    def _card(self, parent: tk.Misc) -> ttk.Frame:
        card = ttk.Frame(parent, style="Card.TFrame", padding=(self.look.em * 2, self.look.lines(0.7)))
        card.columnconfigure(0, weight=1)
        return card

    def _place(self, width: int) -> None:
        """Two columns where there is room for them."""
        look = self.look
        wide = width > look.em * NARROW
        if wide == self._wide:
            return
        self._wide = wide
        gap = look.lines(0.6)
        inside = self._scrolled.inside
        inside.columnconfigure(0, weight=0 if wide else 1)
        inside.columnconfigure(1, weight=1 if wide else 0)
        places = (
            (self._way, 0, 0, 4),
            (self._book, 0, 1, 1),
            (self._facts, 1, 1, 1),
            (self._sectors, 2, 1, 1),
            (self._offices, 3, 1, 1),
        )
        for line, (card, row, column, rows) in enumerate(places):
            card.grid(row=row if wide else line, column=column if wide else 0, rowspan=rows if wide else 1,
                      sticky="nsew", pady=(0, gap), padx=(0, look.em * 2 if wide and not column else 0))  # fmt: skip
        if not self.presenter.office.here.is_hub:
            self._offices.grid_remove()
        self._draw_sectors()
        inside.rowconfigure(3, weight=1)

    def _draw_way(self) -> None:
        look, say, presenter = self.look, self.say, self.presenter
        for child in self._way.winfo_children():
            if child is not self._button:
                child.destroy()
        ttk.Label(self._way, text=say(N_("What to do next")), style="Card.Bold.TLabel").grid(row=0, sticky="w")
        upcoming = presenter.next
        self._button.configure(text=f"{say(upcoming.says)}  (Enter)")
        self._button.grid(row=1, column=0, sticky="ew", pady=look.lines(0.5))
        for row, step in enumerate(presenter.standing.steps, 2):
            is_next = step is upcoming
            line = ttk.Frame(self._way, style="Plain.TFrame")
            line.grid(row=row, column=0, sticky="w", pady=look.lines(0.15))
            mark, colour = ("✓", theme.GOOD) if step.is_done else ("▶", theme.ACCENT) if is_next else ("○", theme.QUIET)
            ttk.Label(line, text=mark, width=3, foreground=colour, style="Card.Bold.TLabel").pack(side="left")
            style = "Card.Bold.TLabel" if is_next else "Card.TLabel" if step.is_done else "Card.Quiet.TLabel"
            text = say(N_("{step} (by {day})"), step=say(step.says), day=step.by) if step.by else say(step.says)
            ttk.Label(line, text=text, style=style, wraplength=look.em * 42).pack(side="left")

    def _draw_book(self) -> None:
        look, say, number = self.look, self.say, self.presenter.office.language.number
        for child in self._book.winfo_children():
            if child is not self._bar:
                child.destroy()
        totals = self.presenter.standing.totals
        issued, returned = totals.get("issued", 0), totals.get("returned", 0)
        is_hub = self.presenter.office.here.is_hub
        said = N_("Books of all offices: {issued} issued, {returned} returned") if is_hub else N_(
            "Book of forms: {issued} issued, {returned} returned")  # fmt: skip
        heading = say(said, issued=number(issued), returned=number(returned))
        ttk.Label(self._book, text=heading, style="Card.Bold.TLabel").grid(row=0, sticky="w")
        self._bar.grid(row=1, column=0, sticky="ew", pady=(look.lines(0.5), 0))
        self._bar.show([BarPart(say(name), count, number(count)) for name, count in self.presenter.parts()])
        if not issued:
            ttk.Label(self._book, style="Card.Quiet.TLabel", text=say(N_("No form has been issued in this period yet."))
                      ).grid(row=2, sticky="w", pady=(look.lines(0.4), 0))  # fmt: skip
        if alarms := self.presenter.standing.alarms:
            said = N_("{count} form numbers need a look: see the book of forms.")
            ttk.Label(self._book, style="Card.Bad.TLabel", text=say(said, count=number(alarms))).grid(
                row=3, sticky="w", pady=(look.lines(0.4), 0))  # fmt: skip

    def _draw_sectors(self) -> None:
        bars = self.presenter.sector_bars()
        if bars:
            self._sectors.grid()
            self._sector_bars.show(bars)
        else:
            self._sectors.grid_remove()

    def _draw_facts(self) -> None:
        look = self.look
        for child in self._facts.winfo_children():
            child.destroy()
        for row, (label, value, style) in enumerate(self._fact_lines()):
            ttk.Label(self._facts, text=label, style="Card.Quiet.TLabel").grid(row=row, column=0, sticky="w",
                                                                               pady=look.lines(0.15))  # fmt: skip
            ttk.Label(self._facts, text=value, style=style, wraplength=look.em * 60, justify="left").grid(
                row=row, column=1, sticky="w", padx=(look.em * 3, 0))  # fmt: skip
        self._facts.columnconfigure(0, weight=0)
        self._facts.columnconfigure(1, weight=1)

    def _fact_lines(self) -> list[tuple[str, str, str]]:
        say, presenter = self.say, self.presenter
        standing, period = presenter.standing, presenter.office.period
        plain, good, bad = "Card.TLabel", "Card.Bold.TLabel", "Card.Bad.TLabel"
        lines = []
        if period is not None and standing.days_left is not None:
            days = standing.days_left
            if standing.is_closed:
                survey, style = say(N_("closed at this office")), good
            elif period.survey_to == NO_END:
                survey, style = say(N_("goes on until it is closed")), good
            elif days < 0:
                survey, style = say(N_("ended on {day}, {days} days ago"), day=period.survey_to, days=-days), bad
            else:
                survey, style = say(N_("{days} days left, until {day}"), day=period.survey_to, days=days), good
            lines.append((say(N_("Survey")), survey, style))
        package, backup = standing.last_package, standing.last_backup
        lines.append((say(N_("Last package")), f"{presenter.when(package.at)}  {package.file.removesuffix(ZIP)}" if package
                      else say(N_("none yet")), plain))  # fmt: skip
        lines.append((say(N_("Last backup")), f"{presenter.when(backup.at)}  {backup.file.name}" if backup
                      else say(N_("none yet; press F5")), plain if backup else bad))  # fmt: skip
        lines += [(name, words, bad if needs_look else plain) for name, words, needs_look in presenter.safety_lines()]
        return lines

    def _draw_offices(self) -> None:
        offices = self.presenter.standing.offices
        self._table.grid(row=1, column=0, sticky="nsew")
        self._offices.rowconfigure(1, weight=1, minsize=self.look.lines(12))
        sent = sum(bool(at) for _, _, at in offices)
        self._sent.configure(text=self.say(N_("{sent} of {all} offices have sent"), sent=sent, all=len(offices)))
        missing = self.say(N_("not sent yet"))
        self._table.show([(code, name, self.presenter.when(at) if at else missing) for code, name, at in offices])

    def _take_next(self) -> None:
        when_idle(self, self.presenter.take_next)
