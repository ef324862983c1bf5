"""A small signed package, and what someone could do to it who holds the sender's key."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from exports.packages import container
from exports.packages.descriptor import FILE, Descriptor, Receiver
from exports.packages.lines import write_lines
from exports.packages.sealing import SIGNATURE, seal
from models.domain.basics.canonical import canonical_json
from models.domain.book.branches import contents_by_n
from models.domain.book.facts import Fact, Keying, Kind, Line, PeriodKey, Stream, canonical
from models.domain.book.serials import Serial
from models.security import StationKeys, load_keys, new_keys, to_text
from models.services.keying.keying import text_digest
from models.store.journal import FreeText
from tests.builders.acts import AT, CITY, WARD

CODING = "ab" * 32


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


def small_package(folder: Path) -> Forger:
    """Three journal lines, one of a kind nobody knows yet, and two keyings, one with a comment."""
    new_keys(folder / "keys")
    keys = load_keys(folder / "keys")
    stream = Stream("aaaa1", WARD, PeriodKey(CITY, "26Q3"))
    serials = [str(Serial("26Q3", "00004", "CN", 100_000 + number)) for number in (1, 2, 3)]
    content, salt = '=HYPERLINK("http://x")\r\ntận tình', "c0ffee"
    issue = canonical({"agency": "00004", "coding": CODING, "questionnaire": "q"})
    by = "00004/lan"
    promised = canonical({"F": text_digest(content, salt)})
    lines: list[Line] = [
        Fact("aaaa1", 1, Kind.BOOK_ALLOTTED, "", by, AT, canonical({"book": 1, "station": "aaaa1"})),
        Fact("aaaa1", 2, Kind.ISSUED, f"{serials[0]}..{serials[2]}", by, AT, issue),
        Keying("aaaa1", 3, serials[0], CODING, "444445", canonical({"C1": "1 4"}), promised, "", by, AT, 5),
        Keying("aaaa1", 4, serials[1], CODING, "1.*?k-", "{}", "", "", by, AT, 61),
        Fact("aaaa1", 5, "kind_of_tomorrow", serials[2], by, AT, ""),
    ]
    written = write_lines([(stream, contents_by_n(lines), [FreeText(3, "F", content, salt)])])
    descriptor = Descriptor(
        kind="returns",
        station="aaaa1",
        sender_unit=WARD,
        key=to_text(keys.public),
        unit=WARD,
        period=stream.period,
        receiver=Receiver("unit", str(CITY)),
        number=1,
        at=AT,
        heads=written.heads,
        questionnaires=(),
        method="",
        program="0",
    )
    return Forger(seal(descriptor, written.tables, keys)[1], keys)


def _signature(keys: StationKeys, text: bytes) -> bytes:
    signature = to_text(keys.sign(text))
    return canonical_json({"algorithm": "Ed25519", "key": to_text(keys.public), "signature": signature}).encode()
