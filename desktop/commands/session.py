"""What every command shares: the folder of the station, who acts, the language, and one way to answer."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

import click

from desktop.commands.deeds import commanded
from desktop.moment import chance, holder, now
from desktop.usage import said
from models.acts import Act
from models.catalogue import Catalogue
from models.domain.basics.days import read_day
from models.domain.basics.duties import Duty
from models.domain.basics.folding import nfc
from models.domain.basics.people import Person
from models.domain.basics.pins import PinNeeded, Proof
from models.domain.basics.problems import N_, Problem, Sentence, next_deed
from models.domain.basics.system_reasons import Reason, reason_of
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, SerialRange, parse_range, parse_typed
from models.domain.questionnaire.respondents import is_kind_code
from models.language import LANGUAGES, Language, load
from models.progress import NO_PROGRESS, Progress
from models.services.office.periods import find_period
from models.services.office.pins import give_pin, has_pin
from models.services.office.questionnaires import kinds_of
from models.services.office.stations import find_person, name_of
from models.settings import data_folder, load_settings, note_place, places_file
from models.store.address import folder_named
from models.store.database import Station, has_base, open_station
from models.store.holding import held
from models.store.sqlite import WAITING

Answer = Mapping[str, object]


@dataclass(eq=False)
class AnswerLost(Problem):
    """The answer was led into a file or a device that does not take it."""

    reason: Reason
    code = "answer_lost"
    says = N_("What you asked for is done, but its answer could not be written ({reason}). Ask to see it again.")


@dataclass(eq=False)
class WordsNotUnicode(Problem):
    """A typed word has bytes that are no letters."""

    words: str
    code = "words_not_unicode"
    says = N_("“{words}” has signs that are no letters here. Type it again in a UTF-8 terminal.")


@dataclass(eq=False)
class SecretUnread(Problem):
    """The file descriptor is none, or nothing stands in it."""

    descriptor: int
    code = "secret_unread"
    says = N_(
        "Nothing could be read from the file descriptor {descriptor}. Lead one line of text there, and call again."
    )


@dataclass
class Session:
    """One command on one station. Nothing is opened before it is asked for."""

    folder: Path
    by: str | None
    as_json: bool
    language_code: str | None
    pin_fd: int | None = None
    """The file descriptor from which the PIN of who acts is read; None: it is asked for at the terminal."""
    is_named: bool = False
    """Whether the command line names the folder, so that the commands of next steps have to name it too."""
    _opened: list[Station] = field(default_factory=list)
    _held: ExitStack = field(default_factory=ExitStack)
    _holds: bool = False

    @cached_property
    def language(self) -> Language:
        language = load(self.language_code or load_settings(self.folder).language)
        return language.through(commanded(self.folder if self.is_named else None), name_of=self._name_of)

    def _name_of(self, author: str) -> str:
        return name_of(self._opened[-1], author) if self._opened else author

    @cached_property
    def station(self) -> Station:
        opened = open_station(self.folder)
        opened.when_waiting(self._say_waiting)
        opened.when_writing(self.hold)
        self._opened.append(opened)
        self.__dict__["language"] = self.language.at(opened.catalogue.place.zone)
        if opened.catalogue_trouble:
            raise opened.catalogue_trouble
        return opened

    @property
    def catalogue(self) -> Catalogue:
        return self.station.catalogue

    @cached_property
    def person(self) -> Person:
        return find_person(self.station, self.by)

    @property
    def at(self) -> str:
        """The moment, as facts write it."""
        return now().isoformat(timespec="seconds")

    def hold(self) -> None:
        """Hold the folder until the command is over; refuses (`FolderHeld`) while another program works in it."""
        if not self._holds and self.folder.is_dir():
            self._held.enter_context(held(self.folder, holder(is_window=False), when_waiting=self._say_held))
            self._holds = True

    def act(self, progress: Progress = NO_PROGRESS, *, writes: bool = True) -> Act:
        """What the command does, as an act of its person at this moment; for what only looks, nobody is kept waiting.

        A person who has a PIN is asked for it before something is written: at the terminal, or it is read from `pin_fd`.
        """
        if writes:
            self.hold()
        return Act(self.person, self.at, chance(), progress, proof=self.proof if writes else None)

    @cached_property
    def proof(self) -> Proof | None:
        """That the person gave the PIN, for all that this one command does; None for a person without one."""
        if not has_pin(self.station, self.person):
            return None
        typed = self.secret(N_("PIN of {person}"), fd=self.pin_fd, person=self.person.name)
        if typed is None:
            raise PinNeeded(self.person.name)
        return give_pin(self.station, self.person, typed, at=self.at, again=frozenset(Duty))

    def secret(self, question: str, *, fd: int | None, **values: object) -> str | None:
        """A line that nobody sees, from the file descriptor or typed at the terminal; None where there is neither.

        Refuses (`SecretUnread`) a descriptor that cannot be read.
        """
        if fd is not None:
            return _line_of(fd)
        if not sys.stdin.isatty():
            return None
        return str(click.prompt(self.say(question, **values), hide_input=True, err=True))

    def moment(self, at: str) -> str:
        """A moment of a fact as people write it."""
        return self.language.datetime(datetime.fromisoformat(at))

    def period(self, code: str) -> Period:
        return find_period(self.station, code)

    def serial(self, period: Period, typed: str) -> Serial:
        """The form of this office whose number was typed, whole or only number and check."""
        unit, kinds = self.station.unit.code, kinds_of(self.station, period)
        return parse_typed(typed, period=period.code, unit=unit, kinds=kinds)

    def serials(self, period: Period, spans: Iterable[str]) -> tuple[SerialRange, ...]:
        """The forms of this office that were typed, one by one or as FROM..TO."""
        unit, kinds = self.station.unit.code, kinds_of(self.station, period)
        return tuple(parse_range(span, period=period.code, unit=unit, kinds=kinds) for span in spans)

    def say(self, message: str, /, **values: object) -> str:
        return self.language.say(message, **values)

    def answer(self, sentence: str, **facts: object) -> None:
        """Answer with a sentence for people, or with `facts` as one JSON object."""
        _tell(json.dumps(_plain(facts), ensure_ascii=False) if self.as_json else sentence)

    def written(self, *files: Path | None) -> list[str]:
        """Which files were written, as a line of the answer."""
        names = [str(file) for file in files if file]
        return [self.say(N_("Written: {files}"), files=names)] if names else []

    def refuse(self, problem: Problem) -> None:
        """Say why something was refused: the sentence on standard error, the facts as JSON when asked for."""
        if self.as_json and not isinstance(problem, AnswerLost):
            refusal = {
                "error": problem.code,
                "message": self.language.problem(problem),
                "facts": problem.values,
                "deed": next_deed(problem),
            }
            _tell(json.dumps(_plain(refusal), ensure_ascii=False))
        _tell(self.language.problem(problem), err=True)

    def complain(self, sentences: Iterable[str]) -> None:
        """Say on standard error what is not as it should be."""
        for sentence in sentences:
            _tell(sentence, err=True)

    def _say_waiting(self, waits: bool) -> None:
        if waits:
            self.complain([self.say(self._opened[-1].db.waiting if self._opened else WAITING)])

    def _say_held(self) -> None:
        self._say_waiting(True)

    def close(self) -> None:
        for station in self._opened:
            station.close()
        self._held.close()
        with suppress(OSError, Problem):  # a folder that cannot be looked into is none that was worked in
            if has_base(self.folder):
                note_place(self.folder, at=places_file())


def _line_of(descriptor: int) -> str:
    """The first line that a file descriptor gives; it may be read once."""
    try:
        with open(descriptor, encoding="utf-8", closefd=False) as stream:
            line = stream.readline()
    except (OSError, ValueError):
        line = ""
    if not line.strip():
        raise SecretUnread(descriptor)
    return line.strip()


def _tell(words: str, *, err: bool = False) -> None:
    try:
        click.echo(words, err=err)
    except OSError as refusal:
        # what waits in the stream is tried again when the program ends, so it is led where it may go
        os.dup2(os.open(os.devnull, os.O_WRONLY), (sys.stderr if err else sys.stdout).fileno())
        # whoever reads has seen enough (`| head`): what was done stands
        if not isinstance(refusal, BrokenPipeError):
            raise AnswerLost(reason_of(refusal)) from refusal


class Day(click.ParamType[date]):
    """A day as people type it."""

    name = "dd/mm/yyyy"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        day = read_day(str(value))
        return day or self.fail(said(N_("“{text}” is not a date like 31/12/2026."), text=value), param, ctx)


class Percent(click.ParamType[Fraction]):
    """A percentage from 0 to 100 like `10`, `12,5` or `5 %`, as a share from 0 to 1."""

    name = "percent"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        if isinstance(value, Fraction):
            return value
        match = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,6})?)\s*%?", str(value).strip(), re.ASCII)
        share = Fraction(match[1].replace(",", ".")) / 100 if match else Fraction(-1)
        if not 0 <= share <= 1:
            self.fail(said(N_("“{text}” is not a percentage from 0 to 100."), text=value), param, ctx)
        return share


class KindCode(click.ParamType[str]):
    """The code of a kind of respondents, as serials carry it."""

    name = "kind"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        code = str(value).strip().upper()
        if not is_kind_code(code):
            self.fail(
                said(N_("“{text}” is no code of a kind of respondents, as form numbers carry it."), text=value),
                param,
                ctx,
            )
        return code


DAY = Day()
KIND = KindCode()
PERCENT = Percent()
FILE = click.Path(path_type=Path, readable=False)
"""Any name; whether the file can be read is said by whoever reads it."""


def office_command(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that all share and hand it its `Session` first."""

    @click.option(
        "--data", default=None, help="Folder of the station, or postgresql://… (default: the user's data folder)."
    )
    @click.option("--by", default=None, help="Code of the person who acts (default: who set the station up).")
    @click.option("--pin-fd", type=int, default=None, help="File descriptor with the PIN of the person who acts.")
    @click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object on standard output.")
    @click.option("--language", type=click.Choice(LANGUAGES), default=None, help="Language of the answers.")
    @wraps(function)
    def command(
        data: str | None,
        by: str | None,
        pin_fd: int | None,
        as_json: bool,
        language: str | None,
        **arguments: object,
    ) -> None:
        session = Session(data_folder(), by, as_json, language, pin_fd, is_named=data is not None)
        with refusals(session):
            session.folder = folder_named(data)
            function(session, **{name: _composed(value) for name, value in arguments.items()})

    return command


def period_command(function: Callable[..., None]) -> Callable[..., None]:
    """An `office_command` about one period: it takes `--period CODE` and hands that period over after the session."""

    @click.option("--period", "code", required=True, help="Code of the period.")
    @office_command
    @wraps(function)
    def command(session: Session, code: str, **arguments: object) -> None:
        function(session, session.period(code), **arguments)

    return command


def _composed(value: object) -> object:
    """Typed words in NFC; everything else as it is."""
    if isinstance(value, str):
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise WordsNotUnicode(value.encode("utf-8", "replace").decode())
        return nfc(value)
    return tuple(map(_composed, value)) if isinstance(value, tuple) else value


@contextmanager
def refusals(session: Session) -> Iterator[None]:
    """The one place where a command's problem becomes a sentence: exit code 1, never a traceback."""
    from desktop.unforeseen import explained

    try:
        yield
    except Problem as problem:
        session.refuse(problem)
        sys.exit(1)
    except (click.exceptions.ClickException, click.exceptions.Exit, click.Abort, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001 -- the last door: logged whole, told calmly
        session.refuse(explained(error, folder=session.folder, at=now()))
        sys.exit(1)
    finally:
        session.close()


def _plain(value: object) -> Any:
    """`value` as JSON knows it."""
    if isinstance(value, Mapping):
        return {str(key.value if isinstance(key, Enum) else key): _plain(item) for key, item in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    if isinstance(value, Sentence):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value)) if not isinstance(value, Problem) else _plain(value.values)
    if isinstance(value, list | tuple | set | frozenset) and not hasattr(value, "_fields"):
        return [_plain(item) for item in (sorted(value, key=str) if isinstance(value, set | frozenset) else value)]
    return str(value)
