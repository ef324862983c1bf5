"""The main window: navigation, heading, the screen that is shown, the strip of running work, the status line."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk
from typing import TYPE_CHECKING, Any

from desktop.guide import FIRST_PAGE
from desktop.head import Head
from desktop.menu import Menu, key_of
from desktop.office import Office
from desktop.tasks import TaskStep
from desktop.theme import Root, look_of, root_of
from desktop.widgets.focused import focused
from desktop.widgets.later import when_idle
from desktop.widgets.record_table import RecordTable
from desktop.widgets.wrapping import keep_wrapped
from models.acts import Topic
from models.domain.basics.problems import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.help import HelpWindow
    from desktop.screens.home.steps import WayStep
    from desktop.screens.presenting import Screen, ScreenPresenter
    from desktop.screens.viewing import ScreenView


OF_THE_WAY = frozenset({Topic.PERIOD, Topic.FRAME, Topic.PACKAGES})
"""What may have been the last of a step; a form more or less is none."""

SHORT = 34
"""A window of fewer lines has its heading in one."""


class Window(ttk.Frame):
    """Everything inside the root; `screens` in the order of the navigation.

    `presenters` by screen code outlive this window, so that a new one (another language) goes on where it was.
    """

    def __init__(
        self, root: Root, office: Office, screens: Sequence[Screen], presenters: dict[str, ScreenPresenter]
    ) -> None:
        super().__init__(root)
        self.office = office
        self.screens = tuple(screens)
        self.look = look = look_of(root)
        self._presenters = presenters
        self.view: ScreenView[Any] | None = None
        self.shown = ""
        self.guide: HelpWindow | None = None
        root.title(office.say(N_("Sổ Phiếu – survey of satisfaction")))
        self.columnconfigure(1, weight=1)
        self.rowconfigure(1, weight=1)
        titles = tuple(office.say(screen.title) for screen in self.screens)
        icons = tuple(screen.code for screen in self.screens)
        self.menu = Menu(self, titles, "Sổ Phiếu", lambda index: self.go(self.screens[index].code), icons=icons)
        self.menu.grid(row=0, column=0, rowspan=4, sticky="ns")
        self.head = Head(self, office, to_work=self._to_work)
        self.head.grid(row=0, column=1, sticky="ew")
        ttk.Frame(self, style="Line.TFrame", height=look.hair).grid(row=0, column=1, sticky="sew")
        self.content = ttk.Frame(self, padding=(look.em * 2, look.lines(0.8), look.em * 2, look.lines(0.5)))
        self.content.grid(row=1, column=1, sticky="nsew")
        self.content.columnconfigure(0, weight=1)
        self.content.rowconfigure(0, weight=1)
        self._build_busy_strip()
        self._status = ttk.Label(self, padding=(look.em * 2, look.lines(0.2)))
        self._status.grid(row=3, column=1, sticky="ew")
        keep_wrapped(self._status, (self._status,), less=look.em * 4)
        office.go = self.go
        office.tell = self.tell
        office.tell_next = self._tell_next_when_idle
        self._stop_listening = office.listen(self._heard)
        self.bind("<Configure>", self._fit)
        root.bind("<Escape>", self._escape)
        for key in ("<Control-f>", "<Control-F>"):
            root.bind(key, self._to_filter)
        root.bind("<F6>", self._to_menu_and_back)
        root.bind("<F1>", lambda _: self.show_help())
        office.help = self.show_help
        root_of(root).speaks = office.language
        root.bind("<F9>", lambda _: self.head.change_language())

    def go(self, code: str) -> None:
        """Show the screen `code`; the one before is left with all it holds."""
        index = next(place for place, screen in enumerate(self.screens) if screen.code == code)
        screen = self.screens[index]
        self.close_view()
        self.office.forget_again()
        if code not in self._presenters:
            self._presenters[code] = screen.present(self.office)
        presenter = self._presenters[code]
        presenter.refresh()
        self.shown = code
        self.tell("")
        self.view = screen.show(self.content, presenter)
        self.view.grid(row=0, column=0, sticky="nsew")
        self.menu.mark(index)
        self.view.first_focus()

    def _fit(self, event: tk.Event[tk.Misc]) -> None:
        if event.widget is self:
            self.menu.fit(event.width)
            is_short = event.height < self.look.lines(SHORT)
            self.head.make_room(is_short=is_short)
            look, above, below = self.look, *((0.4, 0.1) if is_short else (0.8, 0.5))
            self.content.configure(padding=(look.em * 2, look.lines(above), look.em * 2, look.lines(below)))
            self._status.configure(padding=(look.em * 2, look.lines(0.05 if is_short else 0.2)))

    def show_help(self) -> None:
        """Open the guide at the page of the shown screen; an open one turns to it."""
        from desktop.help import HelpWindow

        page = next((screen.page for screen in self.screens if screen.code == self.shown), FIRST_PAGE)
        if self.guide is not None and self.guide.winfo_exists():
            self.guide.show(page)
            self.guide.lift()
            self.guide.text.focus_set()
        else:
            self.guide = HelpWindow(self, self.office.language, page)

    def close_view(self) -> None:
        """Leave the shown screen."""
        if self.view is not None:
            self.view.leave()
            self.view.presenter.on_change = None
            self.view.destroy()
            self.view = None

    def close(self) -> None:
        """Leave the shown screen and take the whole window's content away."""
        self.close_view()
        self._stop_listening()
        self.destroy()

    def tell(self, sentence: str) -> None:
        """Write `sentence`, already translated, on the status line."""
        self._status.configure(text=sentence, style="Told.TLabel" if sentence else "TLabel")

    def _tell_next_when_idle(self) -> None:
        station = self.office.station
        if station is not None and not station.is_hub:
            # by then the act is told of, whether before or after it was heard of
            when_idle(self, self._tell_next)

    def _tell_next(self) -> None:
        """Behind what was told of an act, say once what comes next."""
        told, coming = str(self._status["text"]), self._what_next()
        if told and coming and not told.endswith(coming):
            self.tell(f"{told}{'' if told[-1] in '.!?…' else '.'} {coming}")

    def _what_next(self) -> str:
        """The next step of the way as the overview tells it, with the key of its screen; nothing where all is done."""
        codes = [screen.code for screen in self.screens]
        if "home" not in codes:
            return ""
        overview = self.screens[codes.index("home")].present(self.office)
        overview.refresh()
        step: WayStep = overview.next  # type: ignore[attr-defined]  # the overview has it
        if step.is_done:
            return ""
        if step.screen == self.shown or step.screen not in codes:
            return self.office.say(N_("Next: {step}."), step=self.office.say(step.says))
        key = key_of(codes.index(step.screen))
        return self.office.say(N_("Next: {step} (Alt+{key})."), step=self.office.say(step.says), key=key)

    def show_step(self, step: TaskStep | None) -> None:
        """Show how far the running work is; `None` takes the strip away."""
        if step is None:
            self.strip.grid_remove()
            self._bar.stop()
            return
        text = f"{step.title} – {step.what}" if step.what else step.title
        if step.total:
            self._bar.stop()
            self._bar.configure(mode="determinate", maximum=step.total, value=step.done)
            text += f"   {self.office.language.number(step.done)}/{self.office.language.number(step.total)}"
        elif str(self._bar["mode"]) != "indeterminate":
            self._bar.configure(mode="indeterminate")
            self._bar.start(30)
        self._strip_text.configure(text=text)
        self.strip.grid()

    def _build_busy_strip(self) -> None:
        look = self.look
        self.strip = ttk.Frame(self, style="Strip.TFrame", padding=(look.em * 2, look.lines(0.25)))
        self.strip.grid(row=2, column=1, sticky="ew")
        self.strip.columnconfigure(0, weight=1)
        self._strip_text = ttk.Label(self.strip, style="Strip.TLabel")
        self._strip_text.grid(row=0, column=0, sticky="w")
        self._bar = ttk.Progressbar(self.strip, length=look.em * 20)
        self._bar.grid(row=0, column=1, padx=look.em * 2)
        ttk.Button(self.strip, text=self.office.say(N_("Stop (Esc)")), command=self.office.tasks.cancel,
                   takefocus=0).grid(row=0, column=2)  # fmt: skip
        self.strip.grid_remove()

    def _heard(self, topics: frozenset[Topic]) -> None:
        self.head.show()
        if Topic.PERSON in topics and self.view is not None:
            self.view.bar_others()
        if topics & OF_THE_WAY:
            self._tell_next_when_idle()
        if self.view is not None and self.view.presenter.cares_about & topics:
            self.view.presenter.refresh()
            self.view.presenter.changed()

    def _escape(self, _event: tk.Event[tk.Misc]) -> None:
        if self.office.tasks.busy:
            self.office.tasks.cancel()

    def _to_filter(self, _event: tk.Event[tk.Misc]) -> str:
        """Open the filter of the table that is in sight, whatever has the keyboard."""
        table = None if self.view is None else _table_in_sight(self.view)
        if table is not None:
            table.open_filter()
        return "break"

    def _to_work(self) -> None:
        if self.view is not None:
            self.view.first_focus()

    def _to_menu_and_back(self, _event: tk.Event[tk.Misc]) -> str:
        if focused(self) is self.menu and self.view is not None:
            self.view.first_focus()
        else:
            self.menu.focus_set()
        return "break"


def _table_in_sight(widget: tk.Misc) -> RecordTable | None:
    if isinstance(widget, RecordTable):
        return widget if widget.winfo_viewable() else None
    return next(filter(None, map(_table_in_sight, widget.winfo_children())), None)
