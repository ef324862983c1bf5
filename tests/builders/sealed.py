"""A small signed package, and what someone could do to it who holds the sender's key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from exports.packages import container
from exports.packages.descriptor import FILE, Descriptor, Receiver
from exports.packages.lines import WrittenLines, write_lines
from exports.packages.sealing import SIGNATURE, seal
from models.domain.basics.canonical import canonical_json
from models.domain.basics.units import UnitKey
from models.domain.book.branches import SignedBranch, linked, links_of, steps
from models.domain.book.certificates import Certificate, head_said, station_of
from models.domain.book.facts import Fact, Keying, Kind, Line, PeriodKey, Stream, canonical, first_link
from models.domain.book.serials import Serial
from models.security import StationKeys, certified, keys_made_of, to_text
from models.services.exchange.outgoing import OutgoingStream
from models.services.keying.keying import text_digest
from models.store.journal import FreeText
from tests.builders.acts import AT, CITY, WARD

CODING = "ab" * 32
PLACE = station_of(keys_made_of("aaaa1").public)
"""The station that sends the small package."""


@dataclass(frozen=True)
class Forger:
    """A right package, its description, and the keys of its sender."""

    data: bytes
    keys: StationKeys

    @property
    def descriptor(self) -> bytes:
        return container.take_apart(self.data)[FILE].content

    def assembled(self, descriptor: bytes, signature: bytes, **packed: bytes) -> bytes:
        """A canonical zip with these descriptions; tables as they are, or with other packed bytes."""
        parts = container.take_apart(self.data) | {
            FILE: container.member(FILE, descriptor),
            SIGNATURE: container.member(SIGNATURE, signature),
        }
        for stem, other in packed.items():
            name = f"{stem}.csv"
            parts[name] = parts[name]._replace(packed=other)
        return container.assemble(parts.values())

    def resigned(self, descriptor: bytes, *, keys: StationKeys | None = None) -> bytes:
        """The package with another description, truly signed."""
        keys = keys or self.keys
        return self.assembled(descriptor, _signature(keys, descriptor))

    def with_packed(self, name: str, packed: bytes) -> bytes:
        """The same content deflated in another way, under the old signature."""
        signature = container.take_apart(self.data)[SIGNATURE].content
        return self.assembled(self.descriptor, signature, **{name.removesuffix(".csv"): packed})

    def with_table(self, table: str, before: bytes, after: bytes) -> bytes:
        """The package with `before` replaced once by `after` in one table, hashes and signature made anew."""
        parts = dict(container.take_apart(self.data))
        name = f"{table}.csv"
        content = parts[name].content.replace(before, after, 1)
        assert content != parts[name].content
        parts[name] = container.member(name, content)
        value = json.loads(self.descriptor)
        for resource in value["resources"]:
            if resource["path"] == name:
                resource["bytes"] = len(content)
                resource["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
                resource["packed"] = f"sha256:{hashlib.sha256(parts[name].packed).hexdigest()}"
        text = canonical_json(value).encode()
        parts[FILE] = container.member(FILE, text)
        parts[SIGNATURE] = container.member(SIGNATURE, _signature(self.keys, text))
        return container.assemble(parts.values())


def small_package() -> Forger:
    """Three journal lines, one of a kind nobody knows yet, and two keyings, one with a comment."""
    keys, place = keys_made_of("aaaa1"), PLACE
    stream = Stream(place, WARD, PeriodKey(CITY, "26Q3"))
    serials = [str(Serial("26Q3", "00004", "CN", 100_000 + number)) for number in (1, 2, 3)]
    content, salt = '=HYPERLINK("http://x")\r\ntận tình', "c0ffee"
    issue = canonical({"agency": "00004", "coding": CODING, "questionnaire": "q"})
    by = "00004/lan"
    promised = canonical({"F": text_digest(content, salt)})
    lines: list[Line] = [
        Fact(place, 1, Kind.BOOK_ALLOTTED, "", by, AT, canonical({"book": 1, "station": place})),
        Fact(place, 2, Kind.ISSUED, f"{serials[0]}..{serials[2]}", by, AT, issue),
        Keying(place, 3, serials[0], CODING, "444445", canonical({"C1": "1 4"}), promised, "", by, AT, 5),
        Keying(place, 4, serials[1], CODING, "1.*?k-", "{}", "", "", by, AT, 61),
        Fact(place, 5, "kind_of_tomorrow", serials[2], by, AT, ""),
    ]
    written = write_lines([signed(stream, lines, by=keys, texts=[FreeText(3, "F", content, salt)])])
    return Forger(seal(description(keys, stream, written), written.tables, keys)[1], keys)


def signed(
    stream: Stream, *branches: Sequence[Line], by: StationKeys, texts: Sequence[FreeText] = (), known: int = 0
) -> OutgoingStream:
    """A stream as it leaves its station: every branch, a list of all its lines, ends in a head that the station signed."""
    contents: dict[int, list[Line]] = {}
    found = []
    for lines in branches:
        places = []
        for line in lines:
            here = contents.setdefault(line.n, [])
            if line not in here:
                here.append(line)
            places.append((line.n, here.index(line)))
        last, link = len(lines), links_of(stream, lines)[-1]
        signature = by.sign(head_said(stream, last, link))
        found.append(SignedBranch(1, first_link(stream).hex(), last, link, signature, steps(places)))
    return OutgoingStream(stream, tuple(linked(each, contents) for each in found), contents, texts, known)


def description(
    keys: StationKeys,
    stream: Stream,
    written: WrittenLines,
    *,
    kind: str = "returns",
    home: UnitKey | None = None,
    certificates: tuple[Certificate, ...] = (),
) -> Descriptor:
    """The description of a package of the station with these keys; without `certificates` it certifies itself."""
    home = home or stream.unit
    return Descriptor(
        kind=kind,
        station=station_of(keys.public),
        sender_unit=home,
        key=to_text(keys.public),
        unit=stream.unit,
        period=stream.period,
        receiver=Receiver("unit", str(CITY)),
        number=1,
        at=AT,
        heads=written.heads,
        questionnaires=(),
        method="",
        program="0",
        certificates=tuple(sorted({*certificates, certified(home, keys.public, by=keys)})),
    )


def _signature(keys: StationKeys, text: bytes) -> bytes:
    signature = keys.sign(text)
    return canonical_json({"algorithm": "Ed25519", "key": to_text(keys.public), "signature": signature}).encode()
