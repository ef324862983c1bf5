"""Two computers of a ward and their hub on real disks, with a period that all know."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from exports.packages.campaign import open_campaign, write_campaign
from models.domain.book.facts import PeriodKey
from models.domain.book.periods import Period
from models.security import fingerprint_words, from_text
from models.services.office.known_keys import certificates_of, confirm_key, note_sender
from models.services.office.periods import find_period, open_period
from models.services.office.stations import add_station, found_from_file, found_station
from models.store.database import Station, open_station
from tests.builders.acts import CITY, HA, LAN, WARD, act_of, person

EARLIER = PeriodKey(CITY, "26Q2")
"""The period in which the offices compared their keys: what was confirmed holds in all."""


@dataclass(frozen=True)
class Offices:
    """A hub, the first and second computer of one ward, and the period on each."""

    hub: Station
    first: Station
    second: Station
    period: Period
    folder: Path

    @property
    def stations(self) -> tuple[Station, ...]:
        return self.hub, self.first, self.second

    def close(self) -> None:
        for station in self.stations:
            station.close()


def confirm(place: Station, other: Station, *, period: PeriodKey | None = None, name: str = "") -> None:
    """Somebody at `place` compares the words of the key of another station and confirms them.

    With `period` that station need not have sent anything: its certificates are noted as if a package of that period had come.
    """
    if period is not None:
        see(place, other, period=period)
    words = fingerprint_words(from_text(other.public_key))
    confirm_key(place, name or other.id, words=words, act=act_of(person(place, "ha")))


def see(place: Station, other: Station, *, period: PeriodKey) -> None:
    """Have the certificates of another station noted at `place`, as if a package of it had come."""
    with place.transaction():
        note_sender(
            place,
            sender=other.id,
            unit=other.unit,
            key=other.public_key,
            sealing=other.signer.recipient,
            period=period,
            certificates=certificates_of(other, frozenset()),
        )


def make_offices(folder: Path, *, share: str = "0", town: str = "", is_confirmed: bool = True) -> Offices:
    """Copies of three stations that are founded once in each process; only those of another `town` have other keys.

    They compared their keys in an earlier period, unless not `is_confirmed`.
    """
    shutil.copytree(_founded(share, town, is_confirmed=is_confirmed), folder, dirs_exist_ok=True)
    hub, first, second = (open_station(folder / name) for name in ("hub", "first", "second"))
    return Offices(hub, first, second, find_period(hub, "26Q3"), folder)


@cache
def _founded(share: str, town: str, *, is_confirmed: bool) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=f"offices{town}"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    hub = found_station(folder / "hub", unit=CITY, name="hub", person=HA, chance=f"hub0{town}", is_hub=True)
    period = open_period(
        hub,
        code="26Q3",
        name="Quý III/2026",
        evaluated=(date(2026, 7, 1), date(2026, 9, 30)),
        survey=(date(2026, 7, 1), date(2026, 12, 31)),
        seed="s",
        units=(WARD,),
        share=Fraction(share),
        act=act_of(),
    )
    first = found_station(folder / "first", unit=WARD, name="1", person=LAN, chance=f"aaaa1{town}")
    add_station(first, out=folder / "second.json", name="2", act=act_of())
    second = found_from_file(folder / "second", file=folder / "second.json", chance=f"bbbb2{town}")
    campaign = write_campaign(hub, period, out=folder, act=act_of())
    for station in (first, second):
        if is_confirmed:
            confirm(station, hub, period=EARLIER)
        assert open_campaign(station, campaign.path, act=act_of()) == period
    if is_confirmed:
        confirm(hub, first, period=EARLIER)
    for station in (hub, first, second):
        station.close()
    return folder
