"""Issued and keyed forms of the period 26Q3: one at a time as a clerk keys it, or many rows at one stroke."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from models.domain.book.periods import Period
from models.domain.book.serials import Serial
from models.domain.questionnaire.answers import Answers, read_answers
from models.services.forms.issuing import issue_forms
from models.services.keying.keying import key_form, write_keying
from models.services.office.periods import find_period
from models.services.office.questionnaires import questionnaire_for
from models.store.database import Station
from models.store.pen import Pen
from tests.builders.acts import act_of, person
from tests.builders.surveys import period_26q3

ANSWERS = Path(__file__).parents[1] / "data" / "tra-loi-mau.csv"
GOOD = {
    f"{factor}{number}": "4"
    for factor, count in (("TC", 4), ("TT", 5), ("CC", 6), ("KQ", 3))
    for number in range(1, count + 1)
} | {"C8": "2", "D0": "4"}
"""Codes of a form that counts."""


class FormAnswers(NamedTuple):
    """The coded answers of one form as they are stored."""

    marks: str
    rest: str = ""


def sample_rows() -> list[dict[str, str]]:
    """The 150 forms of the sample file, codes by question name."""
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def issued(station: Station, count: int = 3, *, variant: str = "CN", sector: str = "") -> tuple[Serial, ...]:
    """So many new forms."""
    period, act = period_26q3(station), act_of(person(station))
    return tuple(issue_forms(station, period, variant=variant, count=count, sector=sector, act=act).serials)


def answers(station: Station, codes: Mapping[str, str] | None = None, /, **changed: str) -> Answers:
    """The answers of a form for individuals: good ones with some changed, or just `codes`."""
    questionnaire = questionnaire_for(station, period_26q3(station), "CN")
    return read_answers(questionnaire, dict(GOOD if codes is None else codes) | changed)


def alike(station: Station, mark: str = "4", *, text: str = "", period: str = "26Q3") -> Answers:
    """The same mark at every single-choice question of a form for individuals, and a comment if there is one."""
    questionnaire = questionnaire_for(station, find_period(station, period), "CN")
    texts = ((questionnaire.texts[0].name, text),) if text else ()
    return Answers(mark * len(questionnaire.singles), (), texts)


def key(
    station: Station,
    serial: Serial,
    given: Answers | None = None,
    /,
    *,
    by: str = "lan",
    second: bool = False,
    **changed: str,
) -> None:
    """Key `given`, or good answers with some changed, as a clerk does."""
    key_form(
        station,
        find_period(station, serial.period),
        serial=serial,
        answers=answers(station, **changed) if given is None else given,
        second=second,
        act=act_of(person(station, by), salt=f"{station.id}{serial}{by}"),
    )


def key_all(station: Station, period: Period, pairs: Iterable[tuple[Serial, Mapping[str, str]]]) -> None:
    """Key codes for issued serials in one transaction, without what a clerk's desk asks first."""
    with station.transaction():
        pen = Pen(station, station.unit, period.key, act=act_of(person(station)))
        for serial, codes in pairs:
            questionnaire = questionnaire_for(station, period, serial.variant)
            write_keying(
                pen,
                serial=str(serial),
                coding=questionnaire.coding,
                answers=read_answers(questionnaire, codes),
                salt="muoi",
            )


def keyed(
    station: Station,
    period: Period,
    rows: Sequence[Mapping[str, str]],
    *,
    variant: str = "CN",
    sector: str = "",
) -> tuple[Serial, ...]:
    """Issue as many forms as there are rows of codes and key them; answers the serials."""
    act = act_of(person(station))
    batch = issue_forms(station, period, variant=variant, count=len(rows), sector=sector, act=act)
    serials = tuple(batch.serials)
    key_all(station, period, zip(serials, rows, strict=True))
    return serials
