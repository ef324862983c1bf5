"""Stations with issued and keyed forms, for the tests of figures, sheets and exports."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from models.domain.basics.people import Person
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.book.serials import Serial
from models.domain.figures.figures import Reach, Subject
from models.domain.questionnaire.answers import read_answers
from models.domain.questionnaire.method import Method
from models.services.forms.issuing import issue_forms
from models.services.keying.keying import write_keying
from models.services.office.periods import open_period
from models.services.office.questionnaires import questionnaire_for
from models.services.office.stations import found_station
from models.store.database import Station
from models.store.journal import Pen
from tests.builders.acts import WARD, act_of

EVALUATED = (date(2026, 7, 1), date(2026, 9, 30))
ANSWERS = Path(__file__).parents[1] / "data" / "tra-loi-mau.csv"


def ward(folder: Path, *, unit: UnitKey = WARD, name: str = "Máy 1", is_hub: bool = False) -> Station:
    """A station of one office with one person on its name list."""
    person = Person(unit, "lan", "Nguyễn Thị Lan")
    return found_station(folder, unit=unit, name=name, person=person, station_id=f"s{unit.code}", is_hub=is_hub)


def period_of(
    station: Station,
    *,
    questionnaires: tuple[str, ...] = (),
    method: Method | None = None,
    units: tuple[UnitKey, ...] = (),
) -> Period:
    """The third quarter of 2026, opened by the station."""
    return open_period(
        station,
        code="26Q3",
        name="Quý III năm 2026",
        evaluated=EVALUATED,
        survey=(date(2026, 9, 1), date(2026, 12, 31)),
        seed="hat-giong",
        questionnaires=questionnaires,
        method=method,
        units=units,
    )


def sample_rows() -> list[dict[str, str]]:
    """The 150 forms of the sample file, codes by question name."""
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def keyed(
    station: Station,
    period: Period,
    rows: Sequence[Mapping[str, str]],
    *,
    variant: str = "CN",
    sector: str = "",
) -> tuple[Serial, ...]:
    """Issue as many forms as there are rows of codes and key them; answers the serials."""
    by = Person(station.unit, "lan", "Nguyễn Thị Lan")
    batch = issue_forms(station, period, variant=variant, count=len(rows), sector=sector, act=act_of(by))
    serials = tuple(batch.serials)
    key(station, period, zip(serials, rows, strict=True))
    return serials


def key(station: Station, period: Period, pairs: Iterable[tuple[Serial, Mapping[str, str]]]) -> None:
    """Key codes for serials that are issued."""
    with station.transaction():
        pen = Pen(station, station.unit, period.key, act=act_of(Person(station.unit, "lan", "")))
        for serial, codes in pairs:
            questionnaire = questionnaire_for(station, period, serial.variant)
            write_keying(
                pen,
                serial=str(serial),
                coding=questionnaire.coding,
                answers=read_answers(questionnaire, codes),
                salt="muoi",
            )


def of_office(unit: UnitKey) -> Subject:
    """What figures of one office are about."""
    return Subject(unit, Reach.OFFICE)


def of_part(unit: UnitKey) -> Subject:
    """What figures of a part of a hub are about."""
    return Subject(unit, Reach.PART)


def of_hub(hub: Station) -> Subject:
    """What figures of all offices of a hub are about."""
    return Subject(hub.unit, Reach.HUB)
