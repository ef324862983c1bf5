"""A ward with keyed forms and its hub, for the sections of the packages screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from desktop.office import Office
from desktop.screens.packages.sections import SectionPresenter
from models.domain.book.serials import Serial, parse_serial
from models.security import new_keys, to_text
from models.services.forms.issuing import issue_forms
from models.services.forms.ledgers import read_book
from models.store.database import Station
from tests.builders.desks import office_at
from tests.builders.offices import AT, Offices, key, make_offices, person

Section = TypeVar("Section", bound=SectionPresenter)


def keyed_offices(folder: Path, *, forms: int = 3) -> Offices:
    """The offices of `make_offices`, whose ward has keyed `forms` forms at its first computer."""
    made = make_offices(folder)
    batch = issue_forms(made.first, made.period, variant="CN", count=forms, by=person(made.first, "lan"), at=AT)
    for serial in batch.serials:
        key(made.first, made.period, serial, "lan")
    (made.folder / "stick").mkdir()
    return made


def section(make: Callable[[Office], Section], station: Station) -> Section:
    """The section of this station's screen as it is when it has just been shown."""
    made = make(office_at(station))
    made.refresh()
    return made


def serials(offices: Offices) -> list[Serial]:
    """The forms that the ward's first computer issued."""
    forms = read_book(offices.first, offices.period, offices.first.unit).ledger.forms
    return [parse_serial(serial) for serial in forms]


def with_other_keys(station: Station) -> Station:
    """The same computer after its keys were lost and made anew."""
    shutil.rmtree(station.keys)
    return replace(station, public_key=to_text(new_keys(station.keys)))
