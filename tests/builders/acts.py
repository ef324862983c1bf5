"""Who acts in the tests and when: one person of a ward, one of its hub, at one moment."""

from __future__ import annotations

from models.acts import Act
from models.domain.basics.people import Person
from models.domain.basics.units import UnitKey
from models.progress import NO_PROGRESS, Progress
from models.services.office.stations import add_person, people
from models.store.database import Station

AT = "2026-10-05T08:00:00+07:00"
"""Whatever a test does happens at this moment, unless the test is about moments."""
WARD = UnitKey.parse("00004@2025-07-01")
CITY = UnitKey.parse("01@2008-08-01")
LAN = Person(WARD, "lan", "Nguyễn Thị Lan")
HA = Person(CITY, "ha", "Hà")


def act_of(by: Person = LAN, at: str = AT, *, salt: str = "00" * 16, progress: Progress = NO_PROGRESS) -> Act:
    """One act of `by` at `at`, without a backup before a merge."""
    return Act(by, at, salt, progress, backs_up=False)


def person(station: Station, code: str = "lan") -> Person:
    """The person with this code at a station, put on its name list when missing."""
    listed = {each.code: each for each in people(station) if each.unit == station.unit}
    return listed.get(code) or add_person(station, code=code, name=code.title(), act=act_of())
