"""Anybody can certify any key for any office: what strangers and offices below certify takes no honest office's word away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from exports.packages.campaign import write_campaign
from exports.packages.checking import check_package
from exports.packages.lines import write_lines
from exports.packages.receipt import write_receipt
from exports.packages.receipt_tables import taken_table
from exports.packages.receive import merge_packages
from exports.packages.sealing import seal
from exports.proof.verifying import verify_station
from models.domain.basics.units import UnitKey
from models.domain.book.certificates import Certificate, station_of
from models.domain.book.facts import Fact, Kind, Line, Stream, canonical
from models.security import StationKeys, certified, from_text, keys_made_of
from models.services.exchange.outgoing import outgoing
from models.services.exchange.receipts import TakenUpTo
from models.services.forms.ledger import read_book
from models.services.keying.keying import rule
from models.services.office.known_keys import certificates_of, end_key, known_key
from models.store.database import Station
from models.store.keys import put_certificates
from tests.builders.acts import AT, CITY, WARD, act_of, person
from tests.builders.exchange import keyed_offices, send, serials, valid
from tests.builders.forms import alike, key
from tests.builders.offices import Offices, confirm
from tests.builders.sealed import description, signed

OTHER = UnitKey("00008", date(2025, 7, 1))


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    made = keyed_offices(tmp_path)
    yield made
    made.close()


def package(
    offices: Offices,
    by: StationKeys,
    certificates: Sequence[Certificate] = (),
    *,
    home: UnitKey = WARD,
    branches: Sequence[Sequence[Line]] = (),
    name: str = "forged",
) -> Path:
    """What the holder of some keys makes of the program's own parts: a package about the ward with these certificates."""
    stream = Stream(station_of(by.public), WARD, offices.period.key)
    every = branches or [[Fact(stream.station, 1, "kind_of_tomorrow", "", f"{home.code}/lan", AT, "")]]
    written = write_lines([signed(stream, *every, by=by)])
    told = description(by, stream, written, home=home, certificates=tuple(certificates))
    path = offices.folder / f"{name}.zip"
    path.write_bytes(seal(told, written.tables, by)[1])
    return path


def take(place: Station, *paths: Path) -> list[str]:
    report = merge_packages(place, paths, act=act_of())
    return [each.code for of in report.packages for each in of.findings]


def public(station: Station) -> bytes:
    return from_text(station.public_key)


def receipt(offices: Offices) -> Path:
    out = offices.folder / f"receipt-{len(list(offices.folder.iterdir()))}"
    out.mkdir()
    return write_receipt(offices.hub, period=offices.period.key, unit=WARD, out=out, act=act_of()).path


def test_a_stranger_that_names_the_key_of_a_ward_first_keeps_nobody_from_confirming_it(tmp_path: Path) -> None:
    made = keyed_offices(tmp_path, is_confirmed=False)
    stranger = keys_made_of("stranger")
    false = certified(OTHER, public(made.first), by=stranger)
    assert take(made.hub, package(made, stranger, [false], home=OTHER)) == []
    assert take(made.hub, send(made, is_sealed=False)) == []
    known = known_key(made.hub, made.first.id)
    assert known is not None
    assert known.unit == WARD
    confirm(made.hub, made.first, name=WARD.code)
    assert valid(made.hub, made.period) == 3
    made.close()


def test_a_ward_that_certifies_its_hub_for_itself_undoes_nothing_that_the_hub_decided(offices: Offices) -> None:
    assert take(offices.hub, send(offices)) == []
    serial = serials(offices)[0]
    decide = act_of(person(offices.hub, "ha"))
    key(offices.first, serial, alike(offices.first, "2"), by="minh", second=True)
    assert take(offices.hub, send(offices)) == []
    rule(
        offices.hub,
        offices.period,
        serial=serial,
        answers=alike(offices.hub, "2"),
        reason="paper",
        unit=WARD,
        act=decide,
    )
    before = read_book(offices.hub, offices.period, WARD)
    false = certified(WARD, public(offices.hub), by=offices.first.signer)
    with offices.first.transaction():
        put_certificates(offices.first.db, [false])
    path = package(
        offices,
        keys_made_of("helper"),
        [false, certified(WARD, keys_made_of("helper").public, by=offices.first.signer), *own(offices.first)],
    )
    assert take(offices.hub, path) == []
    after = read_book(offices.hub, offices.period, WARD)
    assert after.ledger == before.ledger


def own(station: Station) -> list[Certificate]:
    return list(certificates_of(station, frozenset()))


def test_a_key_that_was_ended_certifies_nobody_any_more(offices: Offices) -> None:
    assert take(offices.hub, send(offices)) == []
    end_key(offices.hub, offices.first.id, reason="x", act=act_of(person(offices.hub, "ha")))
    helper = keys_made_of("helper")
    (root,) = own(offices.first)
    before = read_book(offices.hub, offices.period, WARD)
    assert (
        take(offices.hub, package(offices, helper, [root, certified(WARD, helper.public, by=offices.first.signer)]))
        == []
    )
    known = known_key(offices.hub, station_of(helper.public))
    assert known is not None
    assert not known.is_heard
    assert read_book(offices.hub, offices.period, WARD).ledger == before.ledger


def test_strangers_that_certify_the_hub_do_not_fill_its_receipts_and_campaigns(
    offices: Offices, tmp_path: Path
) -> None:
    assert take(offices.hub, send(offices)) == []
    crowd = [keys_made_of(f"stranger {n}") for n in range(70)]
    for at in range(0, 70, 28):
        said = [
            certified(unit, of, by=each)
            for each in crowd[at : at + 28]
            for unit, of in ((OTHER, each.public), (CITY, public(offices.hub)))
        ]
        assert take(offices.hub, package(offices, crowd[at], said, home=OTHER, name=f"crowd{at}")) == []
    assert take(offices.first, receipt(offices)) == []
    again = write_campaign(offices.hub, offices.period, out=tmp_path, act=act_of())
    assert check_package(again.path).findings == ()


def test_many_strangers_with_lines_do_not_fill_the_receipts_of_a_ward(offices: Offices) -> None:
    assert take(offices.hub, send(offices)) == []
    paths = [package(offices, keys_made_of(f"stranger {n}"), name=f"s{n}") for n in range(70)]
    assert take(offices.hub, *paths) == []
    assert take(offices.first, receipt(offices)) == []


def test_many_branches_of_a_stolen_key_do_not_fill_the_receipts_of_a_ward(offices: Offices) -> None:
    assert take(offices.hub, send(offices)) == []
    thief = offices.second.signer
    own_certs = own(offices.second)
    station = offices.second.id
    branches = [
        [Fact(station, 1, "kind_of_tomorrow", "", f"{WARD.code}/lan", AT, canonical({"x": n}))] for n in range(70)
    ]
    for at in (0, 35):
        assert (
            take(offices.hub, package(offices, thief, own_certs, branches=branches[at : at + 35], name=f"b{at}")) == []
        )
    assert take(offices.first, receipt(offices)) == []


def test_what_strangers_say_of_the_lines_of_others_is_no_proof_against_them(offices: Offices) -> None:
    assert take(offices.hub, send(offices)) == []
    stranger, false = keys_made_of("stranger"), "0" * 64
    stream = Stream(station_of(stranger.public), WARD, offices.period.key)
    body = canonical({"heads": {offices.first.id: [1, false]}, "replaces": []})
    written = write_lines(
        [signed(stream, [Fact(stream.station, 1, Kind.CLOSED, "", "00004/lan", AT, body)], by=stranger)]
    )
    told = description(stranger, stream, written, kind="receipt", home=CITY)
    path = offices.folder / "false.zip"
    taken = taken_table((TakenUpTo(offices.first.id, 1, false),))
    path.write_bytes(seal(told, (*written.tables, taken), stranger)[1])
    for place in (offices.hub, offices.first):
        assert take(place, path) == []
        assert verify_station(place).problems == ()


def test_a_stranger_that_only_carries_the_lines_of_others_alarms_nobody(offices: Offices) -> None:
    stranger, first = keys_made_of("stranger"), offices.first
    streams = [
        each for each in outgoing(first, unit=WARD, period=offices.period.key) if each.stream.station == first.id
    ]
    written = write_lines(streams)
    told = description(
        stranger, streams[0].stream, written, home=OTHER, certificates=certificates_of(first, frozenset())
    )
    path = offices.folder / "carried.zip"
    path.write_bytes(seal(told, written.tables, stranger)[1])
    assert take(offices.hub, path) == []
    assert valid(offices.hub, offices.period) == 3
    assert verify_station(offices.hub).problems == ()
