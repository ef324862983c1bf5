"""Puts the pieces together, once: language → station → office → window."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.file_places import FolderMemory
from desktop.idle import IdleWatch
from desktop.keeping import Keeper
from desktop.moment import chance, holder, now
from desktop.office import Office
from desktop.screens import SCREENS, START
from desktop.screens.deeds import next_step
from desktop.screens.presenting import Screen, ScreenPresenter
from desktop.sweeping import Sweeper
from desktop.tasks import TaskStep, WorkerTasks
from desktop.theme import Root, dress, screen_percent
from desktop.unforeseen import explained
from desktop.window import Window
from models.acts import Topic
from models.domain.basics.duties import Duty
from models.domain.basics.people import Person
from models.domain.basics.pins import Proof
from models.domain.basics.problems import N_, Problem
from models.files import DiskFull, FileNotWritten, FolderReadOnly
from models.language import Language, load
from models.progress import Cancelled
from models.services.office.pins import has_pin, idle_minutes
from models.services.office.stations import name_of
from models.settings import Settings, load_settings, note_place, places_file, save_settings
from models.store.city_problems import BaseBroughtBack, BaseOutOfReach
from models.store.database import NoStation, Station, open_station
from models.store.ground import doubt_of
from models.store.holding import FolderHeld, FolderHeldByUnknown, held


@dataclass(eq=False)
class OnlyToRead(Problem):
    """The station lies where nothing can be written: it can be looked at, and that is told before anybody works."""

    folder: str
    code = "only_to_read"
    says = N_(
        "The folder “{folder}” can only be read: forms, figures and papers can be looked at, and nothing can be keyed, marked or "
        "backed up. To work, copy the whole folder to the disk of this computer and open the copy."
    )


SMALLEST_TEXT, LARGEST_TEXT = 100, 300
SHOWN_EVERY = 30
"""Milliseconds between two looks whether the window is there by now."""
HEARD_EVERY = 2_000
"""Milliseconds between two looks at what other desks changed."""


class App:
    """The running program on the station in `folder`; without one only the screen that sets it up is shown."""

    def __init__(self, folder: Path, *, settings: Settings, screens: Sequence[Screen] = SCREENS) -> None:
        self._settings = settings
        self.root = Root(self.went_wrong)
        self.root.withdraw()
        size = int(settings.text_size) if settings.text_size.isdecimal() else screen_percent(self.root)
        size = min(LARGEST_TEXT, max(SMALLEST_TEXT, size))
        dress(self.root, size)
        self.root.folders = FolderMemory(settings.folders, keep=self._keep_folders)
        self._sweeper = Sweeper(self.root.after)
        self.tasks = WorkerTasks(after=self.root.after, on_step=self._show_step, on_error=self.went_wrong)
        self.office = Office(
            folder=folder,
            language=self._named(load(settings.language)),
            clock=now,
            tasks=self.tasks,
            chance=chance,
        )
        self.office.choose_language = self.choose_language
        self.office.choose_text_size = self.choose_text_size
        self.office.enter = self.enter
        self.office.text_size = size
        self.office.ask_pin = self._ask_pin
        self.office.listen(self._heard)
        self._all_screens = tuple(screens)
        self._screens: tuple[Screen, ...] = (START,)
        self._presenters: dict[str, ScreenPresenter] = {}
        self._held = ExitStack()
        self._is_away = False
        self._patience = 0
        self._hold()
        self.office.let_go = self.let_go
        self._open_folder()
        self._keeper = Keeper(self.office, self.root.after, self.went_wrong)
        self.window = self._fresh_window()
        self.window.go(self._screens[0].code)
        self.root.protocol("WM_DELETE_WINDOW", self.ask_to_close)
        self._size()
        self.root.deiconify()
        self._idle = IdleWatch(self.root, self._idle_milliseconds, self._lock_idle)
        self._lock_when_shown()
        self._hear_others()

    def enter(self, station: Station) -> None:
        """Go on with a station that was just set up, on the first of all screens."""
        self.window.close()
        self._hold()
        self._take(station)
        is_first = not self._settings.toured
        self._remember(replace(self._settings, toured="yes"))
        self.window = self._fresh_window()
        self.window.go(self._screens[0].code)
        self._lock_when_shown()
        if is_first and self.root.winfo_viewable():
            self.root.after_idle(self._show_tour)

    def _show_tour(self) -> None:
        from desktop.tour import Tour

        Tour(self.root, self.office.language, then=self._to_work)

    def _to_work(self) -> None:
        if self.window.view is not None:
            self.window.view.first_focus()

    def choose_language(self, code: str) -> None:
        """Speak another language from now on, on the same screen."""
        shown = self.window.shown
        self.window.close()
        self.office.language = self._named(self.office.speaking(code))
        self._remember(replace(self._settings, language=code))
        self.window = self._fresh_window()
        self.window.go(shown)

    def choose_text_size(self, percent: int) -> None:
        """Draw everything anew with `percent` text size."""
        shown = self.window.shown
        self.window.close()
        self.office.text_size = percent
        self._remember(replace(self._settings, text_size=str(percent)))
        dress(self.root, percent)
        self.window = self._fresh_window()
        self.window.go(shown)

    def went_wrong(self, error: BaseException) -> None:
        """Show a problem; log what nobody foresaw and show its reference. What the person stopped is only noted below."""
        from desktop import dialogs

        if isinstance(error, Cancelled):
            self.office.tell(self.office.language.problem(error))
            return
        problem = error if isinstance(error, Problem) else explained(error, folder=self.office.folder, at=now())
        if isinstance(problem, BaseBroughtBack) and self.office.station is not None:
            # before it is told: what listens meanwhile would meet the same again
            self._leave_base()
        dialogs.show_problem(self.root, problem, self.office.language)

    def _leave_base(self) -> None:
        """Nothing more is done in a base that is not the one it was: the first screen has this computer go on as a new one."""
        self.window.close()
        self.let_go()
        self.office.station = None
        self._presenters.clear()
        self._screens = (START,)
        self.window = self._fresh_window()
        self.window.go(START.code)

    def say_waiting(self, waits: bool) -> None:  # noqa: FBT001 -- the base tells it by position
        """Say on the status line that a transaction waits, while the window cannot do it by itself."""
        if threading.current_thread() is threading.main_thread():
            self.office.tell(self.office.say(self.office.here.db.waiting) if waits else "")
            self.root.update_idletasks()

    def ask_to_close(self) -> None:
        """Close, unless something would be lost that the person wants to keep."""
        from desktop import dialogs

        said = [each.unsaved for each in self._presenters.values() if each.unsaved]
        language = self.office.language
        if said and not dialogs.confirm(
            self.root, "\n".join(said), language, yes=language.say(N_("Close and lose it")), dangerous=True,
            title=language.say(N_("Changes that are not kept")),
        ):  # fmt: skip
            return
        self.close()

    def close(self) -> None:
        """Leave the screen with all it holds, stop the work, make the last copy, end."""
        self.tasks.close()
        self.window.close_view()
        self._keeper.end()
        self.window.close()
        self._let_presenters_go()
        if self.office.station is not None:
            self.office.station.close()
        self._held.close()
        self.root.destroy()
        self._sweeper.close()

    def let_go(self) -> None:
        """Close everything that this thread holds open in the folder, before the station there gives way to another."""
        self._let_presenters_go()
        if self.office.station is not None:
            self.office.station.close()

    def _named(self, language: Language) -> Language:
        """A language as the window speaks it, in which authors of lines have names."""
        return language.through(next_step, name_of=self._name_of)

    def _name_of(self, author: str) -> str:
        return author if self.office.station is None else name_of(self.office.station, author)

    def _ask_pin(self, person: Person, again: frozenset[Duty]) -> Proof | None:
        from desktop.pin_box import ask_pin

        return ask_pin(self.root, self.office, person, again)

    def _idle_milliseconds(self) -> int:
        """How long nobody may type before the PIN is asked for; 0: for ever. While the base is away, as long as before."""
        office = self.office
        with suppress(BaseOutOfReach):
            is_asked = office.station is not None and not office.station.is_fixed and has_pin(office.here, office.who)
            self._patience = idle_minutes(office.here) * 60_000 if is_asked else 0
        return self._patience

    def _hear_others(self) -> None:
        """What other desks of the same base changed is on the screen within seconds; a base that is away is told once."""
        self.root.after(HEARD_EVERY, self._hear_others)
        if self.tasks.busy:
            return
        try:
            self.office.hear_others()
        except BaseOutOfReach as away:
            if not self._is_away:
                self.office.tell(self.office.language.problem(away))
            self._is_away = True
        else:
            if self._is_away:
                self.office.tell(self.office.say(N_("The base answers again.")))
            self._is_away = False

    def _lock_idle(self) -> None:
        self.office.proof = None
        self._lock(is_idle=True)

    def _lock_when_shown(self) -> None:
        if self.root.winfo_viewable():
            self._lock()
        else:
            self.root.after(SHOWN_EVERY, self._lock_when_shown)

    def _lock(self, *, is_idle: bool = False) -> None:
        """Have somebody sit down where the person at the desk has a PIN and did not give it."""
        from desktop.pin_box import lock

        if self.office.is_locked:
            lock(self.root, self.office, is_idle=is_idle, end=self.close)

    def _hold(self) -> None:
        """Hold the folder as long as the window is open; whoever has it already is told of, until it is free or given up."""
        while self.office.folder.is_dir():
            try:
                self._held.enter_context(held(self.office.folder, holder(is_window=True), patience=1.0))
            except (FolderHeld, FolderHeldByUnknown) as problem:
                if not self._ask_again(problem):
                    self._held.close()
                    self.root.destroy()
                    self._sweeper.close()
                    raise SystemExit(1) from None
            else:
                return

    def _ask_again(self, problem: Problem) -> bool:
        from desktop import dialogs

        language = self.office.language
        title = language.say(N_("Somebody is working here already"))
        return dialogs.confirm(self.root, language.problem(problem), language, yes=language.say(N_("Try again")),
                               no=language.say(N_("Close")), title=title)  # fmt: skip

    def _warn_of_ground(self) -> None:
        """Tell once a start that the folder stands on no good ground."""
        doubt = doubt_of(self.office.folder)
        if doubt is not None:
            self.root.after_idle(self.went_wrong, doubt)

    def _open_folder(self) -> None:
        try:
            self._take(open_station(self.office.folder))
        except NoStation:
            return
        except Problem as problem:
            # a base that cannot be read is brought back from a backup on the screen that sets up a station
            self.root.after_idle(self.went_wrong, problem)

    def _take(self, station: Station) -> None:
        self._warn_of_ground()
        if station.is_fixed:
            # told now, not at the first key
            self.root.after_idle(self.went_wrong, OnlyToRead(str(station.folder)))
        station.when_waiting(self.say_waiting)
        self.office.take(station, period=self._settings.period, person=self._settings.person)
        self._screens = tuple(screen for screen in self._all_screens if station.is_hub or not screen.hub_only)
        self._let_presenters_go()
        self._presenters.clear()
        # last, so that the trouble is told and the station is open all the same
        if station.catalogue_trouble:
            raise station.catalogue_trouble

    def _let_presenters_go(self) -> None:
        for presenter in self._presenters.values():
            presenter.let_go()

    def _heard(self, topics: frozenset[Topic]) -> None:
        """Remember who chose what, so that the next start goes on there."""
        office = self.office
        if office.station is None or not topics & {Topic.PERIOD, Topic.PERSON}:
            return
        period = str(office.period.key) if office.period else ""
        chosen = replace(self._settings, period=period, person=office.who.code)
        if chosen != self._settings:
            # a station that is only read here keeps no choice, and goes on without
            with suppress(FolderReadOnly, FileNotWritten, DiskFull):
                self._remember(chosen)

    def _keep_folders(self, folders: str) -> None:
        # a station that is only read here keeps no choice, and goes on without
        with suppress(FolderReadOnly, FileNotWritten, DiskFull):
            self._remember(replace(self._settings, folders=folders))

    def _remember(self, settings: Settings) -> None:
        self._settings = settings
        if self.office.folder.is_dir():
            save_settings(self.office.folder, settings)

    def _fresh_window(self) -> Window:
        window = Window(self.root, self.office, self._screens, self._presenters)
        window.pack(fill="both", expand=True)
        return window

    def _size(self) -> None:
        root = self.root
        width, height = root.winfo_screenwidth(), root.winfo_screenheight()
        root.geometry(f"{min(width, 1366)}x{min(height - 68, 900)}+0+0")
        root.minsize(min(width, 800), min(height - 68, 480))
        if root.tk.call("tk", "windowingsystem") == "win32":
            root.state("zoomed")
        else:
            root.attributes("-zoomed", True)

    def _show_step(self, step: TaskStep | None) -> None:
        self.window.show_step(step)


def open_window(folder: Path) -> None:
    """Show the window on the station in `folder` until it is closed."""
    app = App(folder, settings=load_settings(folder))
    note_place(folder, at=places_file())
    app.root.mainloop()
