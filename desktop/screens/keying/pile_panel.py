"""Laying a pile: number after number as the paper lies, each answered where it was scanned, then keyed in this order."""

from __future__ import annotations

from collections.abc import Callable
from tkinter import ttk

from desktop.screens.keying.presenter import Presenter
from desktop.theme import look_of
from desktop.widgets.blink import blink
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.stage import Panel, Stage, bind_within
from desktop.widgets.wrapping import wrap
from models.domain.basics.problems import N_

SHORT = 15
"""A panel of fewer lines shows no heading."""

SHOWN = 18
"""Forms laid last that stand on the screen: as many as a hand lifts off to look for one."""


class PilePanel(Panel):
    """A field for the numbers, the answer to the last one, and the order so far; Ctrl+Enter begins keying."""

    def __init__(self, stage: Stage, presenter: Presenter, *, on_begun: Callable[[], object]) -> None:
        super().__init__(stage)
        self.presenter, self._on_begun = presenter, on_begun
        self.say = say = presenter.office.say
        look = look_of(self)
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        card = ttk.Frame(self, style="Card.TFrame", padding=(look.em * 3, look.lines(1)))
        card.grid(row=0, column=0, sticky="nsew")
        card.columnconfigure(0, weight=1)
        title = N_("Pile for second keying") if presenter.is_second else N_("Pile for first keying")
        heading = ttk.Label(card, text=say(title), style="Card.Title.TLabel")
        heading.grid(row=0, column=0, sticky="w")
        hint = say(N_("Put the pile before you and scan or type each form once, from above, without changing the order. "
                      "Afterwards the forms are keyed in this order, and each is noted as returned."))  # fmt: skip
        told = ttk.Label(card, text=hint, style="Card.Quiet.TLabel", justify="left")
        told.grid(row=1, column=0, sticky="w", pady=(look.lines(0.2), look.lines(0.6)))
        card.bind("<Configure>", lambda event: self._wrap(event.width - look.em * 7, told))
        self.entry = ttk.Entry(card, width=26, font=look.title)
        self.entry.grid(row=2, column=0, sticky="w")
        for key in ("<Return>", "<KP_Enter>"):
            self.entry.bind(key, lambda _: self._lay())
        self.told = ttk.Label(card, style="Card.Bold.TLabel", justify="left")
        self.told.grid(row=3, column=0, sticky="w", pady=(look.lines(0.5), 0))
        self._count = ttk.Label(card, style="Card.Bold.TLabel")
        self._count.grid(row=4, column=0, sticky="w", pady=(look.lines(0.8), 0))
        self.order = ttk.Label(card, style="Card.TLabel", justify="left")
        self.order.grid(row=5, column=0, sticky="w", pady=(look.lines(0.3), 0))
        bar = FlowBar(self)
        bar.grid(row=1, column=0, sticky="ew", pady=(look.lines(0.6), 0))
        self.begin = ttk.Button(bar, text=say(N_("Key it in this order (Ctrl+Enter)")), style="Accent.TButton",
                                command=self._begin)  # fmt: skip
        self.back = ttk.Button(bar, text=say(N_("Take the last one off (Ctrl+Z)")), command=self._take_back)
        leave = ttk.Button(bar, text=say(N_("Go back, keep the pile (Esc)")), command=stage.back)
        for button in (self.begin, self.back, leave):
            button.bind("<Return>", lambda event: event.widget.invoke())
            bar.add(button)
        self._spared = heading, told
        self.bind("<Configure>", lambda event: self._fit(event.height) if event.widget is self else None)
        bind_within(self, "<Control-Return>", self.begin.invoke)
        bind_within(self, "<Control-z>", self.back.invoke)
        self._draw()

    def first_focus(self) -> None:
        self.entry.focus_set()

    def _lay(self) -> str:
        typed = self.entry.get()
        self.entry.delete(0, "end")
        if typed.strip() and not self.presenter.piles.lay(typed):
            self.bell()
            blink(self.told)
        self._draw()
        return "break"

    def _take_back(self) -> None:
        self.presenter.piles.take_back()
        self._draw()
        self.entry.focus_set()

    def _begin(self) -> None:
        self.presenter.begin_pile()
        self._on_begun()

    def _draw(self) -> None:
        piles, say = self.presenter.piles, self.say
        order = piles.pile.order
        laid = piles.laid
        is_good = laid is None or laid.is_good
        self.told.configure(text=laid.sentence if laid else "",
                            style="Card.Bold.TLabel" if is_good else "Card.Bad.TLabel")  # fmt: skip
        self._count.configure(text=say(N_("{count} forms lie on the pile"), count=len(order)))
        # the one laid last stands first: it is in sight however little room there is
        lines = [f"{place}.  {serial.short}" for place, serial in enumerate(order, 1)][::-1]
        self.order.configure(text="      ".join(lines[:SHOWN] + ["…"] * (len(lines) > SHOWN)))
        for button in (self.begin, self.back):
            button.state(["!disabled" if order else "disabled"])

    def _fit(self, height: int) -> None:
        """Where a large text leaves few lines, the field and the order have them."""
        for label in self._spared:
            label.grid_remove() if height < look_of(self).lines(SHORT) else label.grid()

    def _wrap(self, width: int, *labels: ttk.Label) -> None:
        for label in (self.told, self.order, *labels):
            wrap(label, max(100, width))
