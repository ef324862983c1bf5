"""People, forms and answers at the ready-made office of the fixture `station`."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from models.domain.basics.people import Person
from models.domain.book.periods import Period
from models.domain.book.serials import Serial
from models.domain.questionnaire.answers import Answers, read_answers
from models.services.forms.issuing import issue_forms
from models.services.keying.keying import key_form
from models.services.office.periods import find_period
from models.services.office.questionnaires import questionnaire_for
from models.services.office.stations import add_person, find_person
from models.store.database import Station
from tests.builders.acts import act_of

GOOD = {
    f"{factor}{number}": "4"
    for factor, count in (("TC", 4), ("TT", 5), ("CC", 6), ("KQ", 3))
    for number in range(1, count + 1)
} | {"C8": "2", "D0": "4"}
"""Codes of a form that counts."""


def person(station: Station, code: str = "lan") -> Person:
    """The person with this code, put on the name list when missing."""
    if code == "lan":
        return find_person(station, None)
    return add_person(station, code=code, name=code.title())


def period_26q3(station: Station) -> Period:
    return find_period(station, "26Q3")


def issued(station: Station, count: int = 3, *, variant: str = "CN", sector: str = "") -> tuple[Serial, ...]:
    """So many new forms of the period 26Q3."""
    batch = issue_forms(station, period_26q3(station), variant=variant, count=count, sector=sector, act=act_of())
    return tuple(batch.serials)


def answers(station: Station, codes: Mapping[str, str] | None = None, /, **changed: str) -> Answers:
    """The answers of a form for individuals: good ones with some changed, or just `codes`."""
    questionnaire = questionnaire_for(station, period_26q3(station), "CN")
    return read_answers(questionnaire, dict(GOOD if codes is None else codes) | changed)


def key(station: Station, serial: Serial, *, by: str = "lan", second: bool = False, **changed: str) -> None:
    """Key good answers, some changed, as a clerk does."""
    key_form(
        station,
        period_26q3(station),
        serial=serial,
        answers=answers(station, **changed),
        second=second,
        act=act_of(person(station, by), salt="muoi"),
    )


def content(base: Path) -> list[str]:
    """Everything that a base says, to see that an act changed nothing."""
    with closing(sqlite3.connect(base)) as opened:
        return list(opened.iterdump())


def csv_file(path: Path, header: Sequence[str], *rows: Sequence[str]) -> Path:
    """A table as an office saves it."""
    path.write_text("\n".join(",".join(row) for row in (header, *rows)) + "\n", encoding="utf-8")
    return path
