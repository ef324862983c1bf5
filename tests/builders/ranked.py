"""A city that ranks offices of two kinds over two periods; some of them have too few forms to be judged, or to be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from models.catalogue import BUILT_IN
from models.domain.basics.people import Person
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Kind
from models.domain.book.periods import Period, Target
from models.domain.dossiers.sampling import SamplingRecord, Stratum
from models.domain.questionnaire.method import Method
from models.services.office.periods import edit_period, open_period
from models.store.database import Station
from models.store.pen import Pen
from tests.builders.acts import CITY, act_of
from tests.builders.forms import GOOD, keyed
from tests.builders.streams import speaking_for
from tests.builders.surveys import EVALUATED, ward

DAY = EVALUATED[1]
WARDS = tuple(BUILT_IN.find_unit(code, DAY).key for code in ("00004", "00008", "00025", "00070", "00082"))
DEPARTMENTS = tuple(BUILT_IN.find_unit(code, DAY).key for code in ("N0002", "N0003"))
SPANS = {"26Q2": (date(2026, 4, 1), date(2026, 6, 30)), "26Q3": EVALUATED}


@dataclass(frozen=True)
class Sent:
    """What an office sent: satisfied answers among its forms, N where it drew a sample, and forms more that leave the answer out."""

    unit: UnitKey
    satisfied: int
    forms: int
    population: int = 0
    silent: int = 0


def city(
    folder: Path,
    sent: Mapping[str, Sequence[Sent]],
    *,
    method: Method | None = None,
    asked: Sequence[UnitKey] = (*WARDS, *DEPARTMENTS),
    targets: tuple[Target, ...] = (),
) -> Station:
    """A hub with the lines of its offices, by period, as merging brings them."""
    hub = ward(folder, unit=CITY, is_hub=True)
    for code, offices in sent.items():
        open_and_send(hub, code, offices, method=method, asked=asked, targets=targets)
    return hub


def open_and_send(
    hub: Station,
    code: str,
    offices: Sequence[Sent],
    *,
    method: Method | None = None,
    asked: Sequence[UnitKey] = (*WARDS, *DEPARTMENTS),
    targets: tuple[Target, ...] = (),
) -> None:
    """Open a period at a hub, and let offices send."""
    period = open_period(
        hub,
        code=code,
        name=f"Quý {'II' if code.endswith('2') else 'III'} năm 2026",
        evaluated=SPANS[code],
        survey=None,
        seed="hat-giong",
        method=method,
        units=tuple(asked),
        act=act_of(),
    )
    if targets:
        period = edit_period(hub, period, targets=targets, act=act_of())
    for each in offices:
        send(hub, period, each)


def send(hub: Station, period: Period, sent: Sent) -> None:
    """The forms of one office, with its sampling record."""
    there = speaking_for(hub, sent.unit, f"may-{sent.unit.code}")
    forms = [GOOD | {"D0": "4" if n < sent.satisfied else "2"} for n in range(sent.forms)]
    forms += [GOOD | {"D0": ""}] * sent.silent
    if forms:
        keyed(there, period, forms)
    if sent.population:
        strata = (Stratum("A", sent.population, sent.population, sent.forms, 0),)
        record = SamplingRecord(sent.population, sent.forms, "hat", Fraction(1, 20), strata)
        with there.transaction():
            act = act_of(Person(sent.unit, "lan", ""))
            Pen(there, sent.unit, period.key, act=act).fact(Kind.SAMPLED, body=record.body())
