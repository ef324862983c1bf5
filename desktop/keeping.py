"""What the window does for the data by itself: copies, the second place, and the weekly trial. Nobody is kept from working."""

from __future__ import annotations

from collections.abc import Callable

from desktop.office import Office
from models.acts import Act
from models.domain.basics.problems import N_, Problem
from models.progress import Cancelled
from models.services.office.remains import sweep_half_written
from models.services.office.safekeeping import WHILE_KEYING, is_copy_due, is_rehearsal_due, keep_safe
from models.services.office.second_place import look_for_second_place
from models.store.database import FAILURES, Station, trouble_with_base

FIRST_MS = 5_000
TRIAL_MS = 60_000
WHILE_KEYING_MS = int(WHILE_KEYING.total_seconds() * 1_000)


class Keeper:
    """Begins a little after the window and looks again while it is open; `after` is the window's own."""

    def __init__(
        self,
        office: Office,
        after: Callable[[int, Callable[[], None]], object],
        went_wrong: Callable[[Exception], None],
    ) -> None:
        self._office = office
        self._after = after
        self._went_wrong = went_wrong
        self._is_on = True
        after(FIRST_MS, self._begin)
        after(TRIAL_MS, self._try_copy)
        after(WHILE_KEYING_MS, self._look_again)

    def end(self) -> None:
        """The last copy of the day, when there is something new."""
        self._is_on = False
        station = self._writable
        if station is None:
            return
        office = self._office
        office.tell(office.say(N_("Making a safe copy")))
        try:
            with office.act() as act:
                keep_safe(station, reason="end", act=act)
        except Problem as problem:
            self._went_wrong(problem)
        except FAILURES as error:
            self._went_wrong(trouble_with_base(error, str(station.base_file)) or error)

    @property
    def _writable(self) -> Station | None:
        station = self._office.station
        return None if station is None or station.is_fixed else station

    def _begin(self) -> None:
        """What was left half written goes; the second place is looked for; a copy older than a day gets a younger one."""
        station = self._writable
        if not self._is_on or station is None:
            return

        def work(act: Act) -> None:
            sweep_half_written(station.folder)
            look_for_second_place(station, act=act)
            if is_copy_due(station, at=act.at):
                keep_safe(station, reason="start", act=act)

        self._run(work)

    def _look_again(self) -> None:
        if not self._is_on:
            return
        self._after(WHILE_KEYING_MS, self._look_again)
        station = self._writable
        if station is not None:
            self._run(lambda act: keep_safe(station, reason="keying", act=act))

    def _try_copy(self) -> None:
        """The weekly trial, when nothing else is being worked at."""
        if not self._is_on:
            return
        station, at = self._writable, self._office.at
        if self._office.tasks.busy:
            self._after(TRIAL_MS, self._try_copy)
        elif station is not None and is_rehearsal_due(station, at=at):

            def work(act: Act) -> None:
                from exports.proof.rehearsing import rehearse_when_due

                rehearse_when_due(station, act=act)

            self._run(work)

    def _run(self, work: Callable[[Act], object]) -> None:
        """Do it off the window's thread; what could not be done stands on the status line and stops nobody."""

        def quietly(act: Act) -> Problem | None:
            try:
                work(act)
            except Problem as problem:
                return None if isinstance(problem, Cancelled) else problem
            return None

        def tell(problem: Problem | None) -> None:
            if problem is not None:
                self._office.tell(self._office.language.problem(problem))

        self._office.run(quietly, then=tell, title=self._office.say(N_("Keeping the data safe")))
