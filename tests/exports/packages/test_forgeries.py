"""What an office, or a stranger, says beyond its authority moves no figure: every kind of line, by every wrong sender."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from exports.packages.campaign import open_campaign, write_campaign
from exports.packages.lines import write_lines
from exports.packages.receipt import write_receipt
from exports.packages.receive import merge_packages
from exports.packages.sealing import seal
from exports.packages.send import Sent, send_returns
from exports.proof.rebuilding import rebuild
from exports.proof.verifying import verify_station
from models.domain.basics.people import Person
from models.domain.basics.units import UnitKey
from models.domain.book.certificates import EndedHead
from models.domain.book.facts import Fact, Keying, Kind, Line, Stream, canonical
from models.domain.book.periods import Period
from models.domain.book.serials import compress, parse_serial
from models.domain.dossiers.sampling import SamplingRecord
from models.security import certified
from models.services.exchange.board import board
from models.services.exchange.receipts import acknowledged
from models.services.exchange.withdrawing import withdrawals_here
from models.services.figures.deriving import standings_of
from models.services.forms.ledger import read_book
from models.services.keying.keying import RuledAbove, amend, rule, void
from models.services.office.known_keys import Trust, certificates_of, end_key
from models.services.office.periods import find_period, open_period
from models.services.office.stations import found_station
from models.store import journal
from models.store.branches import branches_of
from models.store.database import Station, open_station
from models.store.keys import put_certificates
from tests.builders.acts import AT, CITY, WARD, act_of, person
from tests.builders.forms import alike, issued, key
from tests.builders.offices import confirm
from tests.builders.sealed import description, signed
from tests.builders.streams import write_signed

THIEF = UnitKey("00008", date(2025, 7, 1))


@dataclass(frozen=True)
class Town:
    """A hub with the true forms of one ward, that ward, and another ward whose key the hub has confirmed."""

    hub: Station
    ward: Station
    thief: Station
    period: Period
    folder: Path

    def deliver(self, sent: Sent, to: Station | None = None) -> list[str]:
        """Merge and tell the notices and findings."""
        report = merge_packages(to or self.hub, [sent.path], act=act_of())
        return [str(each.kind) for package in report.packages for each in package.notices] + [
            each.code for package in report.packages for each in package.findings
        ]

    def send(self, who: Station, unit: UnitKey, *, is_sealed: bool = True) -> Sent:
        out = self.folder / f"out-{len(list(self.folder.iterdir()))}"
        out.mkdir()
        return send_returns(who, self.period, out=out, unit=unit, is_sealed=is_sealed, act=act_of())

    def ward_head(self) -> tuple[EndedHead, ...]:
        """How far the hub has the ward's own lines by now, as the ward itself tells it on the telephone."""
        stream = Stream(self.ward.id, WARD, self.period.key)
        (branch,) = branches_of(self.ward.db, journal.stream_id(self.ward.db, stream), stream)
        return (EndedHead(stream, branch.last, branch.chain),)


def station_of(folder: Path, unit: UnitKey, name: str) -> Station:
    return found_station(
        folder / name, unit=unit, name=name, person=Person(unit, "lan", "Lan"), chance=name, is_hub=unit == CITY
    )


def with_forms(who: Station) -> None:
    for serial in issued(who, 2):
        key(who, serial, alike(who))


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of the town, made once; each forgery happens to copies of its own."""
    folder = tmp_path_factory.mktemp("town")
    hub, ward, thief = (station_of(folder, *each) for each in ((CITY, "hub0"), (WARD, "ward"), (THIEF, "thief")))
    period = open_period(
        hub,
        code="26Q3",
        name="Quý III/2026",
        evaluated=(date(2026, 7, 1), date(2026, 9, 30)),
        survey=None,
        seed="s",
        units=(WARD, THIEF),
        act=act_of(),
    )
    campaign = write_campaign(hub, period, out=folder, act=act_of())
    for station in (ward, thief):
        open_campaign(station, campaign.path, act=act_of())
        confirm(station, hub)
    town = Town(hub, ward, thief, period, folder)
    for station in (ward, thief):
        with_forms(station)
        town.deliver(town.send(station, station.unit))
        confirm(hub, station)
    for station in (hub, ward, thief):
        station.close()
    return folder


@pytest.fixture
def town(founded: Path, tmp_path: Path) -> Iterator[Town]:
    shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
    hub, ward, thief = (open_station(tmp_path / name) for name in ("hub0", "ward", "thief"))
    yield Town(hub, ward, thief, find_period(hub, "26Q3"), tmp_path)
    for station in (hub, ward, thief):
        station.close()


def figures(station: Station, period: Period) -> object:
    """The book and the standing of every office, without the count of lines that are kept and have no effect."""
    found = []
    for unit in (WARD, THIEF, CITY):
        book = read_book(station, period, unit)
        (standing,) = standings_of(station, period, (unit,))
        found.append((book.ledger, book.closings, book.late, book.keyings, standing.overall, standing.balance))
    return found, withdrawals_here(station)


def true_lines(town: Town) -> list[Line]:
    stream = Stream(town.ward.id, WARD, town.period.key)
    number = journal.find_stream(town.hub.db, stream)
    assert number is not None
    return journal.lines_of(town.hub.db, number, stream.station)


def write(who: Station, stream: Stream, lines: list[Line]) -> None:
    """Put lines where no service would, signed with the writer's own key: what a script does with the program's own parts."""
    with who.transaction():
        write_signed(who, stream, [line._replace(station=stream.station) for line in lines])


def bodies(kind: Kind, town: Town, lines: list[Line]) -> dict[str, object]:
    ward, hub = town.ward.id, town.hub.id
    head = branches_of(town.ward.db, 1, Stream(ward, WARD, town.period.key))[0]
    said: dict[Kind, dict[str, object]] = {
        Kind.WITHDRAWN: {"lines": [[ward, 1, len(lines)]], "reason": "x", "package": "0" * 16},
        Kind.REINSTATED: {"withdrawal": f"{hub}:1", "reason": "x"},
        Kind.CLOSED: {"heads": {ward: [1, "0" * 64]}, "replaces": []},
        Kind.REOPENED: {"closing": [f"{ward}:1"], "reason": "x"},
        Kind.CANCELLED: {"facts": [str(line.ref) for line in lines if isinstance(line, Fact)]},
        Kind.CHOSEN: {"line": f"{ward}:2", "digest": "0" * 16, "reason": "x"},
        Kind.SHARE_RAISED: {"share": "1"},
        Kind.PURGED: {"texts": {ward: len(lines)}},
        Kind.SAMPLED: SamplingRecord(population=9, size=2, seed="s").body(),
        Kind.RULED: {"issue": f"{ward}:1", "reason": "x"},
        Kind.BOOK_ALLOTTED: {"book": 1, "station": town.thief.id},
        Kind.ISSUED: {"questionnaire": "hailong_cn", "coding": "0" * 64, "paper": "0" * 64, "agency": "00004"},
        Kind.KEY_CONFIRMED: {"unit": str(CITY), "key": town.thief.public_key},
        Kind.LATE_TAKEN: {"heads": {ward: [head.last, head.chain]}, "reason": "x"},
        Kind.HUB_CLOSED: {"units": {str(WARD): {ward: [[[str(WARD), 0]], [[1, head.chain]]]}}, "asked": [str(WARD)]},
        Kind.KEY_ENDED: {"station": ward, "heads": [[str(WARD), str(town.period.key), 1, head.chain]]},
        Kind.NUMBERS_HANDED: {"after": [hub], "station": town.thief.id, "numbers": {}},
        Kind.NUMBERS_TAKEN: {"after": [hub], "numbers": {str(town.period.key): {"above": 999}}, "reason": "x"},
        Kind.IN_CHARGE: {"unit": str(WARD), "person": "01/ha"},
    }
    return said.get(kind, {})


FORGED = [
    pytest.param(kind, author, is_sealed, marks=() if (turn + number + is_sealed) % 2 == 0 else pytest.mark.nightly)
    for turn, kind in enumerate((*Kind, "amendment", "void", "keying"))
    for number, author in enumerate(("00008/lan", "00004/lan", "01/ha"))
    for is_sealed in (True, False)
]
"""Each kind of line is tried each day by every author, sealed or not, turn about; at night both."""


@pytest.mark.parametrize(("kind", "author", "is_sealed"), FORGED)
def test_a_ward_that_speaks_about_another_one_moves_no_figure(
    town: Town, kind: Kind | str, author: str, *, is_sealed: bool
) -> None:
    lines = true_lines(town)
    keyings = [line for line in lines if isinstance(line, Keying)]
    before = figures(town.hub, town.period)
    stream = Stream(town.thief.id, WARD, town.period.key)
    serials = compress(parse_serial(keying.serial) for keying in keyings)
    forged: list[Line]
    if isinstance(kind, Kind):
        forged = [Fact(stream.station, 1, kind.value, serials, author, AT, canonical(bodies(kind, town, lines)))]
    else:
        forged = [
            each._replace(n=number, by=author, settles=str(each.ref), marks="1" * len(each.marks))
            for number, each in enumerate(keyings, 1)
        ]
        if kind == "keying":
            forged = [each._replace(settles="") for each in forged if isinstance(each, Keying)]
        if kind == "void":
            forged = [
                each._replace(coding="", marks="", rest="", texts="") for each in forged if isinstance(each, Keying)
            ]
    write(town.thief, stream, forged)
    told = town.deliver(town.send(town.thief, WARD, is_sealed=is_sealed))
    assert figures(town.hub, town.period) == before
    assert "without_effect" in told
    (row,) = (row for row in board(town.hub, town.period, today=date(2026, 10, 1)) if row.unit == WARD)
    assert "without_effect" in {str(each.kind) for each in row.notices}
    rebuild(town.hub, act=act_of())
    assert figures(town.hub, town.period) == before


def test_lines_in_the_stream_of_another_ward_are_refused_with_their_package_and_its_own_next_ones_count(
    town: Town,
) -> None:
    lines = true_lines(town)
    before = figures(town.hub, town.period)
    more = [
        each._replace(n=len(lines) + number, settles=str(each.ref), marks="1" * len(each.marks))
        for number, each in enumerate((line for line in lines if isinstance(line, Keying)), 1)
    ]
    with_certificates(town.thief, town.ward)
    write(town.thief, Stream(town.ward.id, WARD, town.period.key), [*lines, *more])
    assert town.deliver(town.send(town.thief, WARD)) == ["head_false"]
    assert figures(town.hub, town.period) == before
    assert verify_station(town.hub).problems == ()

    with_forms(town.ward)
    report = merge_packages(town.hub, [town.send(town.ward, WARD).path], act=act_of())
    assert (report.total("clashing"), report.total("refused")) == (0, 0)
    assert read_book(town.hub, town.period, WARD).ledger.totals["valid"] == 4


@pytest.mark.parametrize("is_certified", [True, False])
def test_lines_in_the_stream_of_the_hub_are_refused_with_their_package(town: Town, *, is_certified: bool) -> None:
    lines = true_lines(town)
    before = figures(town.hub, town.period)
    owner = town.hub.id if is_certified else "0" * 32
    if is_certified:
        with_certificates(town.thief, town.hub)
    forged = Fact(owner, 1, Kind.WITHDRAWN.value, "", "01/ha", AT, canonical(bodies(Kind.WITHDRAWN, town, lines)))
    stream, keys = Stream(owner, WARD, town.period.key), town.thief.signer
    written = write_lines([signed(stream, [forged], by=keys)])
    told = description(keys, stream, written, home=THIEF, certificates=certificates_of(town.thief, frozenset({owner})))
    path = town.folder / "forged.zip"
    path.write_bytes(seal(told, written.tables, keys)[1])
    (package,) = merge_packages(town.hub, [path], act=act_of()).packages
    assert [each.code for each in package.findings] == ["head_false" if is_certified else "station_uncertified"]
    assert figures(town.hub, town.period) == before


def with_certificates(place: Station, other: Station) -> None:
    """Another station's certificate, as anybody has it who opened one of its packages."""
    with place.transaction():
        put_certificates(place.db, certificates_of(other, frozenset()))


@pytest.mark.parametrize("unit", [WARD, CITY])
@pytest.mark.parametrize("author", ["00004/lan", "01/ha"])
def test_a_certificate_that_a_ward_gives_itself_for_another_office_is_heard_by_nobody(
    town: Town, unit: UnitKey, author: str
) -> None:
    lines = true_lines(town)
    before = figures(town.hub, town.period), figures(town.ward, town.period)
    with town.thief.transaction():
        put_certificates(town.thief.db, (certified(unit, town.thief.signer.public, by=town.thief.signer),))
    body = canonical(bodies(Kind.WITHDRAWN, town, lines))
    forged = Fact(town.thief.id, 1, Kind.WITHDRAWN.value, "", author, AT, body)
    write(town.thief, Stream(town.thief.id, WARD, town.period.key), [forged])
    sent = town.send(town.thief, WARD, is_sealed=False)
    for place in (town.hub, town.ward):
        told = town.deliver(sent, place)
        assert {"without_effect", "key_unconfirmed"} & set(told)
    assert (figures(town.hub, town.period), figures(town.ward, town.period)) == before


def test_a_station_that_a_ward_certifies_for_another_office_is_heard_by_nobody(town: Town, tmp_path: Path) -> None:
    helper = station_of(tmp_path, WARD, "helper")
    open_campaign(helper, next(tmp_path.glob("*campaign*")), act=act_of())
    before = figures(town.hub, town.period)
    with helper.transaction():
        put_certificates(helper.db, (certified(WARD, helper.signer.public, by=town.thief.signer),))
        put_certificates(helper.db, certificates_of(town.thief, frozenset()))
    with_forms(helper)
    assert "key_changed" in town.deliver(town.send(helper, WARD, is_sealed=False))
    assert figures(town.hub, town.period) == before
    helper.close()


def test_what_a_thief_writes_with_the_key_of_a_ward_ends_with_that_key(town: Town, tmp_path: Path) -> None:
    """A stolen key is believed until it is ended; ended at the honest head, everything is as the office itself wrote it."""
    before = figures(town.hub, town.period)
    shutil.copytree(town.ward.folder, tmp_path / "stolen")
    stolen = open_station(tmp_path / "stolen")
    with_forms(stolen)
    town.deliver(town.send(stolen, WARD, is_sealed=False))
    assert figures(town.hub, town.period) != before
    stolen.close()

    ended = end_key(town.hub, town.ward.id, reason="mất máy", upto=town.ward_head(), act=act_of(person(town.hub, "ha")))

    assert ended.trust is Trust.ENDED
    assert figures(town.hub, town.period) == before
    with_forms(town.ward)
    assert "key_ended" in town.deliver(town.send(town.ward, WARD))
    assert figures(town.hub, town.period) == before


def test_a_made_up_hub_says_nothing_to_a_ward(town: Town, tmp_path: Path) -> None:
    stranger = station_of(tmp_path, CITY, "stranger")
    open_campaign(stranger, next(tmp_path.glob("*campaign*")), act=act_of())
    town.deliver(town.send(town.ward, WARD, is_sealed=False), stranger)
    out = tmp_path / "receipt"
    out.mkdir()
    before = figures(town.ward, town.period), acknowledged(town.ward, town.period.key)
    lines = true_lines(town)
    body = canonical(bodies(Kind.WITHDRAWN, town, lines))
    forged = Fact(stranger.id, 1, Kind.WITHDRAWN.value, "", "01/lan", AT, body)
    write(stranger, Stream(stranger.id, WARD, town.period.key), [forged])
    confirm(stranger, town.ward)
    receipt = write_receipt(stranger, period=town.period.key, unit=WARD, out=out, act=act_of())
    assert town.deliver(receipt, town.ward) == ["key_changed"]
    assert (figures(town.ward, town.period), acknowledged(town.ward, town.period.key)) == before
    stranger.close()


def test_the_true_hub_is_heard(town: Town, tmp_path: Path) -> None:
    out = tmp_path / "receipt"
    out.mkdir()
    receipt = write_receipt(town.hub, period=town.period.key, unit=WARD, out=out, act=act_of())
    assert town.deliver(receipt, town.ward) == ["acknowledged"]
    assert acknowledged(town.ward, town.period.key).is_all


def test_a_form_that_the_hub_has_decided_is_not_changed_below_it(town: Town, tmp_path: Path) -> None:
    keyed = next(line for line in true_lines(town) if isinstance(line, Keying))
    serial = parse_serial(keyed.serial)
    key(town.ward, serial, alike(town.ward, "2"), by="minh", second=True)
    town.deliver(town.send(town.ward, WARD))
    decide = act_of(person(town.hub, "ha"))
    rule(town.hub, town.period, serial=serial, answers=alike(town.hub, "2"), reason="paper", unit=WARD, act=decide)
    out = tmp_path / "receipt"
    out.mkdir()
    receipt = write_receipt(town.hub, period=town.period.key, unit=WARD, out=out, act=act_of())
    town.deliver(receipt, town.ward)
    before = figures(town.ward, town.period)
    with pytest.raises(RuledAbove):
        amend(town.ward, town.period, serial=serial, answers=alike(town.ward, "1"), act=act_of(person(town.ward)))
    with pytest.raises(RuledAbove):
        void(town.ward, town.period, serial=serial, act=act_of(person(town.ward)))
    assert figures(town.ward, town.period) == before
    void(town.hub, town.period, serial=serial, unit=WARD, act=decide)
