"""Exported answers of a city over two periods, with small offices, organisations, answers behind filters and a sample."""

from __future__ import annotations

from pathlib import Path

from exports.jobs import export_answers
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_table import read_method_rows
from models.domain.sheets.report import Report
from models.language import load
from models.services.figures.reporting import report_of
from models.services.office.periods import find_period
from models.store.database import Station
from tests.builders.forms import GOOD, keyed, sample_rows
from tests.builders.ranked import DEPARTMENTS, WARDS, Sent, city
from tests.builders.streams import speaking_for
from tests.builders.surveys import of_hub

BEHIND = GOOD | {"C8": "2", "PA1": "5", "PA2": "1"}
"""Answers to questions that were to be passed over."""


PARTLY = tuple(
    GOOD | dict.fromkeys(left, "") | {"CC1": "2"}
    for left in (
        ("TC1", "TC2", "TC3"),
        ("TC1", "TT1", "TT2", "TT3", "TT4"),
        ("KQ1", "KQ2"),
        ("CC2", "CC3", "CC4", "CC5", "CC6", "KQ1", "KQ2"),
    )
)
"""Forms that are valid, and leave out most of what stands under one index or another."""
BY_NODE = read_method_rows(
    [
        ("index overall", "mean: QT, CN, KQ"),
        ("index QT", "mean: TC, TT"),
        ("valid_share QT", "2/3"),
        ("group QT", "Trung tâm: 00004, 00008"),
        ("index TC", "mean: TC1, TC2, TC3, TC4"),
        ("valid_share TC", "1/2"),
        ("index CN", "question D0: CC, PA"),
        ("valid_share CN", "1/2"),
        ("least_share CN", "3/4"),
        ("group CN", "Phường, xã: commune"),
        ("index KQ", "mean: KQ1, KQ2, KQ3"),
        ("valid_share KQ", "2/3"),
        ("least_share KQ", "4/5"),
        ("group KQ", "Sở: department"),
    ]
)
"""A method in which forms count under some indices alone, and offices are ranked by each."""


def surveyed_city(folder: Path, method: Method | None = None) -> Station:
    """A city with two periods: other offices in each, two of them of few people, and one with a few forms of organisations.

    Where it has a method of its own, some forms count under some indices alone.
    """
    hub = city(
        folder,
        {
            "26Q2": [Sent(WARDS[0], 11, 14), Sent(WARDS[1], 8, 12, 120), Sent(WARDS[4], 10, 10)],
            "26Q3": [
                Sent(WARDS[0], 13, 15),
                Sent(WARDS[1], 9, 11, 90),
                Sent(WARDS[2], 3, 3),
                Sent(WARDS[3], 1, 2),
                Sent(DEPARTMENTS[0], 10, 12),
            ],
        },
        method=method,
    )
    period = find_period(hub, "26Q3")
    there = speaking_for(hub, WARDS[0], f"may-{WARDS[0].code}")
    keyed(there, period, [*sample_rows()[:9], BEHIND])
    keyed(there, period, [GOOD | {"TC1": "2"}, GOOD | {"TC2": ""}], variant="TC")
    if method is not None:
        keyed(there, period, [*PARTLY, *PARTLY[:2]])
        keyed(speaking_for(hub, WARDS[1], f"may-{WARDS[1].code}"), period, PARTLY * 2)
        keyed(speaking_for(hub, DEPARTMENTS[0], f"may-{DEPARTMENTS[0].code}"), period, PARTLY[2:] * 3)
    return hub


def exported(hub: Station, folder: Path) -> dict[str, Report]:
    """Its answers in `folder`, and by period the report of its own."""
    found = {}
    for code in ("26Q2", "26Q3"):
        period = find_period(hub, code)
        export_answers(hub, period, format_code="parquet", language=load("vi"), to=folder)
        found[code] = report_of(hub, period, of_hub(hub))
    return found
