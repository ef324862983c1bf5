"""The methods a station knows: the usual one, those of its periods, and those an office took in as a file."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.domain.questionnaire.method import Method, read_method
from models.store.database import Station
from models.store.sql import rows


@dataclass(eq=False)
class MethodUnknown(Problem):
    """No method of this name, or several."""

    name: str
    known: tuple[str, ...]
    code = "method_unknown"
    says = N_(
        "There is no single method “{name}” here. Known: {known}. Choose one of these, or take one in from a file."
    )
    deed = Deed.IMPORT_METHOD


def methods(station: Station) -> tuple[Method, ...]:
    """The usual method first, then the others by name."""
    usual = Method()
    found = [read_method(row[0]) for row in rows(station.db, "SELECT body FROM method")]
    others = sorted((method for method in found if method != usual), key=lambda each: (each.name, each.fingerprint))
    return usual, *others


def add_method(station: Station, method: Method) -> Method:
    """Keep a method for the periods to come; the same again changes nothing."""
    with station.transaction():
        keep_method(station, method)
    return method


def keep_method(station: Station, method: Method) -> None:
    """`add_method` within a running transaction."""
    rows(
        station.db, "INSERT OR IGNORE INTO method (fingerprint, body) VALUES (?, ?)", (method.fingerprint, method.body)
    )


def find_method(station: Station, name: str) -> Method:
    """The method with this name or beginning of a fingerprint; refuses with `MethodUnknown` none and several."""
    every = methods(station)
    wanted = name.strip().casefold()
    found = [each for each in every if each.name.casefold() == wanted]
    found = found or [each for each in every if len(wanted) >= 4 and each.fingerprint.startswith(wanted)]
    if len(found) != 1:
        raise MethodUnknown(name, tuple(f"{each.name} ({each.fingerprint[:8]})" for each in every))
    return found[0]
