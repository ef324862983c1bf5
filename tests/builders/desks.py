"""An office as its presenters see it, without a window: a real station, a clock that can be set, long work done at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from desktop.office import Office
from desktop.screens.deeds import next_step
from desktop.screens.keying.presenter import Presenter
from desktop.tasks import ImmediateTasks
from models.language import load
from models.store.database import Station


class Clock:
    """A clock that goes on by `step` at each look."""

    def __init__(self, *, at: str = "2026-10-05T08:00:00+07:00", step: timedelta = timedelta(seconds=1)) -> None:
        self.now = datetime.fromisoformat(at)
        self.step = step

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


def office_at(station: Station, *, clock: Clock | None = None, folder: Path | None = None) -> Office:
    """The office of `station`, standing in its newest period, in English."""
    numbers = count(1)
    office = Office(
        folder=folder or station.folder,
        language=load("en").through(next_step),
        clock=clock or Clock(),
        tasks=ImmediateTasks(),
        chance=lambda: f"{next(numbers):032x}",
    )
    office.take(station)
    return office


def keying_at(office: Office) -> Presenter:
    """The keying screen of an office without its window, as it stands when it is opened."""
    made = Presenter(office)
    made.refresh()
    return made
