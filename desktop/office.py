"""The open office as every presenter is handed it: its words, clock, long work, and who should hear of a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from pathlib import Path

from desktop.tasks import Tasks
from models.language import Language


class Topic(Enum):
    """What a change is about; a presenter names the topics it cares about and is refreshed for these only."""

    UNIT = auto()
    PERSON = auto()
    PERIOD = auto()
    QUESTIONNAIRE = auto()
    FRAME = auto()
    FORMS = auto()
    KEYINGS = auto()
    PACKAGES = auto()
    RESULTS = auto()
    BACKUP = auto()


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above every screen; empty where nothing is chosen yet."""

    unit: str = ""
    period: str = ""
    person: str = ""


@dataclass
class Office:
    """One open station.

    `folder` is the station's data, `clock` tells the time (nothing below reads one), `tasks` does long work,
    `heading` is asked anew after every change. `go` shows the screen of that code, `tell` writes on the status line,
    `choose_language` and `choose_text_size` (percent, now `text_size`) draw everything anew; the window puts these four
    there, and without a window they do nothing.
    """

    folder: Path
    language: Language
    clock: Callable[[], datetime]
    tasks: Tasks
    heading: Callable[[], Heading] = Heading
    go: Callable[[str], None] = lambda _: None
    tell: Callable[[str], None] = lambda _: None
    choose_language: Callable[[str], None] = lambda _: None
    choose_text_size: Callable[[int], None] = lambda _: None
    text_size: int = 100
    _listeners: list[Callable[[frozenset[Topic]], None]] = field(default_factory=list, repr=False)

    def say(self, message: str, /, **facts: object) -> str:
        """`message` in the language of this office."""
        return self.language.say(message, **facts)

    def announce(self, *topics: Topic) -> None:
        """Tell every listener once what has changed."""
        changed = frozenset(topics)
        for listener in tuple(self._listeners):
            listener(changed)

    def listen(self, listener: Callable[[frozenset[Topic]], None]) -> Callable[[], None]:
        """Hear of every change until the returned function is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
