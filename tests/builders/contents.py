"""A city that asks for two contents on one form, whose method counts and ranks by each of them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from models.catalogue.methods import further_methods
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_table import method_rows, read_method_rows
from models.services.office.periods import open_period
from models.store.database import Station
from tests.builders.acts import CITY, act_of
from tests.builders.forms import keyed
from tests.builders.ranked import DEPARTMENTS, WARDS
from tests.builders.streams import speaking_for
from tests.builders.surveys import EVALUATED, ward
from tests.builders.trees import BOTH, CRITERIA, Branch

SHARED = (
    ("valid_share CS", "2/3"),
    ("valid_share DV", "1/2"),
    ("group CS", "Trung tâm: 00004, 00008"),
    ("group CS", "Phường, xã khác: commune"),
    ("group DV", "Phường, xã: commune"),
)
"""What the two contents ask for: enough answers under each, and their own groups of comparison."""
TREE = Branch(
    "overall",
    "",
    (
        Branch("CS", "2/3", tuple(Branch(code, "") for code in ("TH", "TG", "CL", "TD"))),
        Branch("DV", "1/2", tuple(Branch(code, "") for code in ("TC", "TT", "CC", "KQ", "PA"))),
    ),
)
"""The same tree as the recount has it."""


def shared_method(*rows: tuple[str, str]) -> Method:
    """The built-in method of two contents with `SHARED` and further rows."""
    return read_method_rows([*method_rows(further_methods()[0]), *SHARED, *rows])


def rows_of(chance: random.Random, forms: int, *, good: float) -> list[dict[str, str]]:
    """So many forms of an office; some leave most of a content or some single criteria out."""
    found = []
    for _ in range(forms):
        left = chance.choice([(), (), (), ("TH", "TG", "CL"), ("TC", "TT", "CC"), ("TD",)])
        row = {"C8": chance.choice("122")}
        for factor, names in CRITERIA.items():
            for name in names:
                level = chance.choice("45") if chance.random() < good else chance.choice("123")
                row[name] = chance.choice(["", "", "*", level]) if factor in left else level
        found.append(row)
    return found


SENT: Mapping[UnitKey, tuple[int, float]] = {
    WARDS[0]: (44, 0.9),
    WARDS[1]: (38, 0.7),
    WARDS[2]: (30, 0.8),
    WARDS[3]: (4, 0.8),
    WARDS[4]: (11, 0.6),
    DEPARTMENTS[0]: (36, 0.75),
}
"""How many forms each office sent, and how good they are; of one they are too few to be told, of one for a factor that few are asked."""


def rows_sent(seed: int = 7) -> dict[UnitKey, list[dict[str, str]]]:
    chance = random.Random(seed)
    return {unit: rows_of(chance, forms, good=good) for unit, (forms, good) in SENT.items()}


def city_of_contents(
    folder: Path, method: Method, sent: Mapping[UnitKey, Sequence[Mapping[str, str]]]
) -> tuple[Station, Period]:
    """A hub with the forms of its offices as merging brings them."""
    hub = ward(folder, unit=CITY, is_hub=True)
    period = open_period(
        hub,
        code="26Q3",
        name="Quý III năm 2026",
        evaluated=EVALUATED,
        survey=None,
        seed="hat-giong",
        questionnaires=(BOTH.id,),
        method=method,
        units=(*WARDS, *DEPARTMENTS),
        act=act_of(),
    )
    for unit, rows in sent.items():
        there = speaking_for(hub, unit, f"may-{unit.code}")
        keyed(there, period, rows, sector="Hộ tịch")
    return hub, period
