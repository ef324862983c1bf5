"""Three wards, one of them with two computers, a clash, a late ward, rulings, a withdrawal, two editions: every figure counted again.

The recount reads the lines as they lie in the base and knows nothing of the program's own rules.
"""

from __future__ import annotations

import io
import json
import random
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from exports.packages.campaign import open_campaign, write_campaign
from exports.packages.descriptor import Receiver
from exports.packages.receipt import write_receipt
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.acts import Act
from models.domain.basics.people import Person
from models.domain.basics.units import UnitKey
from models.domain.book.activity import Span
from models.domain.book.open_points import OpenKind
from models.domain.book.periods import Period
from models.domain.book.serials import parse_serial
from models.domain.figures.figures import Figures, Reach, Subject
from models.language import load
from models.services.exchange.before_signing import before_signing
from models.services.exchange.clashes import choose, clashes
from models.services.exchange.editions import NothingNewToClose, NotReadyToClose, close_hub
from models.services.exchange.late import late_here, take_late
from models.services.exchange.withdrawing import propose_lines, withdraw
from models.services.figures.explaining import explain
from models.services.figures.footing import RUNNING
from models.services.figures.results import figures_of
from models.services.forms.issuing import issue_forms
from models.services.keying.disputes import disputes
from models.services.keying.keying import rule, void
from models.services.office.closing import close_period
from models.services.office.periods import find_period, open_period
from models.services.office.stations import add_station, found_from_file, found_station
from models.store import journal
from models.store.database import Station, open_station
from models.store.sql import rows
from printing.sheets.result_sheet import print_result_sheet
from tests.builders.acts import AT, CITY, HA, act_of, person
from tests.builders.forms import alike, key
from tests.builders.offices import EARLIER, confirm
from tests.builders.streams import write_signed
from tests.builders.surveys import EVEN_FEW

A, B, C = (UnitKey.parse(f"{code}@2025-07-01") for code in ("00004", "00008", "00025"))
VI = load("vi")


@dataclass
class City:
    """A hub and its wards on disks of their own; ward A has a second computer, ward B a copied folder."""

    folder: Path
    hub: Station
    wards: dict[UnitKey, Station]
    second: Station
    period: Period
    packages: list[Path] = field(default_factory=list)

    def send(self, station: Station) -> None:
        """The station's package, taken in at the hub."""
        path = send_returns(station, self.period, out=self.folder, act=act_of(person(station))).path
        self.packages.append(path)
        merge_packages(self.hub, [path], act=self.by_hub())

    def by_hub(self) -> Act:
        return act_of(person(self.hub, "ha"), salt="h")


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    hub = found_station(tmp_path / "hub", unit=CITY, name="hub", person=HA, chance="hub", is_hub=True)
    period = open_period(
        hub,
        code="26Q3",
        name="Quý III/2026",
        evaluated=(date(2026, 7, 1), date(2026, 9, 30)),
        survey=None,
        seed="s",
        units=(A, B, C),
        method=EVEN_FEW,
        act=act_of(HA),
    )
    campaign = write_campaign(hub, period, out=tmp_path, act=act_of(HA))
    wards = {}
    for unit in (A, B, C):
        wards[unit] = found_station(
            tmp_path / unit.code,
            unit=unit,
            name="1",
            person=Person(unit, "lan", "Lan"),
            chance=unit.code,
        )
    add_station(wards[A], out=tmp_path / "second.json", name="máy 2", act=act_of(person(wards[A])))
    second = found_from_file(tmp_path / "second", file=tmp_path / "second.json", chance="second")
    for station in (*wards.values(), second):
        confirm(station, hub, period=EARLIER)
        open_campaign(station, campaign.path, act=act_of(person(station)))
    for station in wards.values():
        confirm(hub, station, period=EARLIER)
    made = City(tmp_path, hub, wards, second, find_period(hub, "26Q3"))
    yield made
    for station in (hub, *wards.values(), second):
        station.close()


# --- the recount ---


def raw_lines(station: Station, unit: UnitKey) -> list[dict[str, object]]:
    """Every line about a unit as its rows hold it."""
    found: list[dict[str, object]] = []
    of = "FROM stream JOIN {table} AS line ON line.stream = stream.id WHERE stream.unit = ? AND stream.period LIKE '%/26Q3'"
    for n, place, twin, kind, serials, by, body in rows(
        station.db,
        "SELECT line.n, stream.station, line.twin, line.kind, line.serials, line.by, line.body "
        + of.format(table="journal"),
        (str(unit),),
    ):
        found.append(
            {
                "n": n,
                "place": place,
                "twin": twin,
                "kind": kind,
                "serials": serials,
                "by": by,
                "body": json.loads(body or "{}"),
            }
        )
    for n, place, twin, serial, coding, marks, settles, by in rows(
        station.db,
        "SELECT line.n, stream.station, line.twin, line.serial, line.coding, line.marks, line.settles, line.by "
        + of.format(table="keying"),
        (str(unit),),
    ):
        found.append(
            {
                "n": n,
                "place": place,
                "twin": twin,
                "kind": "keying",
                "serial": serial,
                "coding": coding,
                "marks": marks,
                "settles": settles.split(",") if settles else [],
                "by": by,
                "body": {},
            }
        )
    return found


def recount(lines: list[dict[str, object]], *, above: str) -> dict[str, str]:
    """Per form that counts the mark of its answers: one ward, from the lines alone. `above`: the code of the hub."""

    def name(line: Mapping[str, object]) -> str:
        return f"{line['place']}:{line['n']}"

    def is_above(line: Mapping[str, object]) -> bool:
        return str(line["by"]).startswith(f"{above}/")

    closed = [line for line in lines if line["kind"] == "closed"]
    if closed:
        limit: dict[str, int] = {}
        for line in [*closed, *(each for each in lines if each["kind"] == "late_taken")]:
            for place, (n, _) in line["body"]["heads"].items():  # type: ignore[index]
                limit[place] = max(n, limit.get(place, 0))
        lines = [line for line in lines if is_above(line) or line["n"] <= limit.get(str(line["place"]), 0)]  # type: ignore[operator]
    chosen = {line["body"]["line"]: line["body"]["digest"] for line in lines if line["kind"] == "chosen"}  # type: ignore[index]
    contents: dict[str, list[dict[str, object]]] = {}
    for line in lines:
        contents.setdefault(name(line), []).append(line)
    # the ward's closing names the branch on which the form has 4; the hub chooses the one with 2
    alone = [_content(of, "2" if key_ in chosen else "4", is_closed=bool(closed)) for key_, of in contents.items()]
    alone = [line for line in alone if line]
    spans = [span for line in alone if line["kind"] == "withdrawn" for span in line["body"]["lines"]]  # type: ignore[index]
    active = [
        line
        for line in alone
        if not any(line["place"] == place and first <= line["n"] <= last for place, first, last in spans)
    ]
    keyings = [line for line in active if line["kind"] == "keying"]
    settled = {ref for line in keyings for ref in line["settles"]}  # type: ignore[attr-defined]
    heads: dict[str, list[str]] = {}
    for line in keyings:
        if name(line) not in settled and line["coding"]:
            heads.setdefault(str(line["serial"]), []).append(str(line["marks"]))
    return {serial: marks[0][0] for serial, marks in heads.items() if len(set(marks)) == 1}


def _content(of: list[dict[str, object]], mark: str, *, is_closed: bool) -> dict[str, object]:
    """The content of a key that counts; nothing where none does."""
    if len(of) == 1:
        return of[0]
    return next((each for each in of if str(each.get("marks", ""))[:1] == mark), {}) if is_closed or mark == "2" else {}


def index(marks: list[str]) -> Fraction | None:
    return Fraction(100 * sum(mark in "45" for mark in marks), len(marks)) if marks else None


def whole(city: City, lines: Mapping[UnitKey, list[dict[str, object]]] | None = None) -> dict[UnitKey, list[str]]:
    told = lines or {unit: raw_lines(city.hub, unit) for unit in (A, B, C)}
    return {unit: sorted(recount(told[unit], above="01").values()) for unit in (A, B, C)}


def hub_figures(city: City, *, running: bool = False) -> Figures:
    return figures_of(city.hub, city.period, Subject(CITY, Reach.HUB), footing=RUNNING if running else None)


def require_equal(found: Figures, counted: Mapping[UnitKey, list[str]]) -> None:
    """The figures of the hub are those of the recount: of every ward, and of all together."""
    every = [mark for marks in counted.values() for mark in marks]
    assert found.measure.forms == len(every)
    assert found.measure.overall == index(every)
    told = {line.unit.key: (line.forms, line.overall) for line in found.lines}
    assert told == {unit: (len(marks), index(marks)) for unit, marks in counted.items() if unit in told}
    assert all(not marks for unit, marks in counted.items() if unit not in told)


def sheet(city: City, figures: Figures) -> bytes:
    out = io.BytesIO()
    print_result_sheet(city.hub, city.period, figures, language=VI, to=out, at=AT)
    return out.getvalue()


def test_a_city_closes_twice_and_every_figure_is_counted_again(city: City, tmp_path: Path) -> None:
    hub, period = city.hub, city.period
    one, two = city.wards[A], city.second
    ha = act_of(person(hub, "ha"), salt="h")

    # ward A: six forms, one of them disputed; the second computer keys two forms, and two more after closing
    forms = issue_forms(one, period, variant="CN", count=11, act=act_of(person(one))).serials
    serials = list(forms)
    for serial, mark in zip(serials[:6], "445214", strict=True):
        key(one, serial, alike(one, mark))
    key(one, serials[5], alike(one, "2"), by="minh", second=True)
    path = send_returns(one, period, out=tmp_path, to=Receiver("station", two.id), act=act_of(person(one))).path
    merge_packages(two, [path], act=act_of(person(two)))
    for serial in serials[6:8]:
        key(two, serial, alike(two, "5"), by="hoa")
    merge_packages(
        one,
        [send_returns(two, period, out=tmp_path, to=Receiver("station", one.id), act=act_of(person(two))).path],
        act=act_of(person(one)),
    )
    close_period(one, period, act=act_of(person(one)))
    for serial in serials[8:10]:
        key(two, serial, alike(two, "1"), by="hoa")
    city.send(one)
    city.send(two)

    # ward B: a copied folder keys one form otherwise
    ward = city.wards[B]
    of_b = list(issue_forms(ward, period, variant="CN", count=4, act=act_of(person(ward))).serials)
    shutil.copytree(ward.folder, tmp_path / "copy")
    copy = open_station(tmp_path / "copy")
    key(copy, of_b[0], alike(copy, "2"), by="mai")
    city.send(copy)
    copy.close()
    for serial, mark in zip(of_b, "4453", strict=True):
        key(ward, serial, alike(ward, mark))
    close_period(ward, period, act=act_of(person(ward)))
    city.send(ward)

    require_equal(hub_figures(city), whole(city))
    assert hub_figures(city).is_provisional
    assert {(point.kind, point.unit) for point in before_signing(hub, period)} >= {
        (OpenKind.SILENT, C),
        (OpenKind.DISPUTE, A),
        (OpenKind.LATE, A),
        (OpenKind.CLASH, B),
    }

    # what the hub decides counts at once
    (dispute,) = disputes(hub, period, (A,))
    before = whole(city)
    rule(hub, period, serial=parse_serial(dispute.serial), answers=alike(hub, "5"), reason="paper", unit=A, act=ha)
    assert whole(city)[A] != before[A]
    require_equal(hub_figures(city), whole(city))
    for clash in clashes(hub):
        digest = next(
            digest
            for digest, line in clash.contents
            if getattr(line, "marks", "")[:1] == "2" or not hasattr(line, "marks")
        )
        choose(hub, clash, digest=digest, reason="tờ phiếu", act=ha)
    require_equal(hub_figures(city), whole(city))
    ranges = [line for line in raw_lines(hub, B) if line["kind"] == "keying" and line.get("serial") == str(of_b[3])]
    span = Span(str(ranges[0]["place"]), int(str(ranges[0]["n"])), int(str(ranges[0]["n"])))
    withdraw(hub, propose_lines(hub, B, period.key, [span]), reason="nhầm", act=ha)
    require_equal(hub_figures(city), whole(city))

    # edition 1: only with every kind that stands open waived
    with pytest.raises(NotReadyToClose):
        close_hub(hub, period, waivers={OpenKind.SILENT: "không liên lạc được"}, act=ha)
    waivers = {OpenKind.SILENT: "không liên lạc được", OpenKind.LATE: "để bản sau"}
    first = close_hub(hub, period, waivers=waivers, act=ha)
    counted = whole(city)
    closed = hub_figures(city)
    assert (first.number, closed.edition, closed.is_provisional) == (1, 1, False)
    require_equal(closed, counted)
    assert [unit.key for unit in closed.not_sent] == [C]
    paper = sheet(city, closed)
    with pytest.raises(NothingNewToClose):
        close_hub(hub, period, waivers=waivers, act=ha)

    # a late ward, late lines taken in, a void: edition 1 stands
    late_ward = city.wards[C]
    for serial in issue_forms(late_ward, period, variant="CN", count=3, act=act_of(person(late_ward))).serials:
        key(late_ward, serial, alike(late_ward, "1"))
    close_period(late_ward, period, act=act_of(person(late_ward)))
    city.send(late_ward)
    assert (hub_figures(city), sheet(city, hub_figures(city))) == (closed, paper)
    take_late(hub, period, A, reason="máy 2", act=ha)
    void(hub, period, serial=of_b[1], unit=B, act=ha)
    assert (hub_figures(city), sheet(city, hub_figures(city))) == (closed, paper)
    require_equal(hub_figures(city, running=True), whole(city))
    late = {each.unit: each for each in late_here(hub, period)}
    assert set(late) == {A, B, C}
    assert {form.serial for form in late[A].forms if form.changes} == set(map(str, serials[8:10]))
    assert {form.serial for form in late[B].forms} == {str(of_b[1])}
    assert (late[C].next_edition.forms, late[C].closed.forms, late[C].to_take) == (3, 0, 0)

    # edition 2 counts it; edition 1 can still be made again to the byte
    second = close_hub(hub, period, waivers={}, act=ha)
    assert (second.number, set(second.replaces)) == (2, {first.ref})
    require_equal(hub_figures(city), whole(city))
    assert not late_here(hub, period)
    then = explain(hub, closed.fingerprint)
    assert then.is_proven
    assert then.figures == closed
    assert sheet(city, then.figures) == paper

    # the ward's own sheet stands, and says what the city counts otherwise
    receipt = write_receipt(hub, unit=A, period=period.key, out=tmp_path, act=ha)
    merge_packages(one, [receipt.path], act=act_of(person(one)))
    own = figures_of(one, period, Subject(A, Reach.OFFICE))
    assert own.measure.forms == 7
    assert own.otherwise_above == 3


@pytest.mark.parametrize("seed", range(2))
def test_an_edition_is_the_same_on_every_base_that_has_its_lines(city: City, tmp_path: Path, seed: int) -> None:
    hub, period, chance = city.hub, city.period, random.Random(seed)
    for unit, station in city.wards.items():
        for serial in issue_forms(station, period, variant="CN", count=3, act=act_of(person(station))).serials:
            key(station, serial, alike(station, chance.choice("12345")))
        if unit != C or seed % 2:
            close_period(station, period, act=act_of(person(station)))
    hub.close()
    shutil.copytree(hub.folder, tmp_path / "other")
    city.hub = hub = open_station(tmp_path / "hub")
    for station in city.wards.values():
        city.send(station)
    ha = act_of(person(hub, "ha"), salt="h")
    keyed = next(line for line in raw_lines(hub, B) if line["kind"] == "keying")
    span = Span(str(keyed["place"]), int(str(keyed["n"])), int(str(keyed["n"])))
    withdraw(hub, propose_lines(hub, B, period.key, [span]), reason="x", act=ha)
    close_hub(hub, period, waivers=dict.fromkeys(OpenKind, "x"), act=ha)
    first = hub_figures(city)
    # the hub goes on deciding; the edition stands
    void(hub, period, serial=serial, unit=C, act=ha)
    other = open_station(tmp_path / "other")
    chance.shuffle(city.packages)
    merge_packages(other, city.packages, act=act_of(person(other, "ha")))
    with other.transaction():
        for stream in journal.streams(hub.db, period=period.key).values():
            if stream.station == hub.id:
                number = journal.find_stream(hub.db, stream)
                assert number is not None
                write_signed(other, stream, journal.lines_of(hub.db, number, hub.id))
    assert figures_of(other, period, Subject(CITY, Reach.HUB)) == first == hub_figures(city)
    other.close()
