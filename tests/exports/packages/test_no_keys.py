"""Wherever a key enters, one under which anybody may sign is refused with the file that brings it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from exports.packages.campaign import EVERYONE
from exports.packages.descriptor import Descriptor, read_descriptor, write_descriptor
from exports.packages.findings import PackageBroken
from models.domain.book.certificates import Certificate, station_of
from models.domain.book.enrolment import Enrolment
from models.domain.book.facts import PeriodKey
from models.security import to_text
from models.services.office.known_keys import certificates_of
from models.services.office.stations import StationFileMalformed, add_station, found_from_file
from models.store.database import NoStation, Station, open_station
from tests.builders.acts import AT, WARD, act_of
from tests.models.domain.basics.test_public_keys import ANYBODYS, EIGHT, WRITTEN_OTHERWISE

NO_KEYS = [bytes.fromhex(written) for written in (*EIGHT, *WRITTEN_OTHERWISE)]


def descriptor_of(station: Station) -> Descriptor:
    return Descriptor(
        kind="campaign",
        station=station.id,
        sender_unit=station.unit,
        key=station.public_key,
        unit=station.unit,
        period=PeriodKey(WARD, "26Q3"),
        receiver=EVERYONE,
        number=1,
        at=AT,
        heads={},
        questionnaires=(),
        method="",
        program="1",
        certificates=certificates_of(station, frozenset()),
    )


def signed_by_nobody(key: bytes) -> Certificate:
    return Certificate(station_of(key), WARD, to_text(key), station_of(key), to_text(ANYBODYS))


def as_sender(told: Descriptor, key: bytes) -> Descriptor:
    return replace(told, station=station_of(key), key=to_text(key), certificates=(signed_by_nobody(key),))


def as_certified(told: Descriptor, key: bytes) -> Descriptor:
    return replace(told, certificates=tuple(sorted((*told.certificates, signed_by_nobody(key)))))


def as_root(told: Descriptor, key: bytes) -> Descriptor:
    return replace(told, enrolled=Enrolment(to_text(key), "0" * 64))


@pytest.mark.parametrize("enters", [as_sender, as_certified, as_root])
def test_a_package_brings_no_such_key(station: Station, enters: Callable[[Descriptor, bytes], Descriptor]) -> None:
    told = descriptor_of(station)
    assert read_descriptor(write_descriptor(told, ())) == told
    for key in NO_KEYS:
        with pytest.raises(PackageBroken):
            read_descriptor(write_descriptor(enters(told, key), ()))


def test_a_station_file_brings_no_such_key(station: Station, tmp_path: Path) -> None:
    file = tmp_path / "second.json"
    add_station(station, out=file, name="2", act=act_of())
    told = json.loads(file.read_bytes())
    for key in NO_KEYS:
        listed = [*told["certificates"], list(map(str, signed_by_nobody(key)))]
        file.write_text(json.dumps(told | {"certificates": listed}), encoding="utf-8")
        with pytest.raises(StationFileMalformed):
            found_from_file(tmp_path / "second", file=file, chance="b")
        with pytest.raises(NoStation):
            open_station(tmp_path / "second")
