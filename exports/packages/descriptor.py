"""The signed description of a package: a Frictionless Data Package (v2) with our own block `sophieu`."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from exports.packages.container import Member
from exports.packages.findings import DescriptionUnreadable, FormatNewer, PackageBroken
from exports.packages.tables import PackageTable
from models.domain.basics.canonical import canonical_json
from models.domain.basics.problems import Problem
from models.domain.basics.units import UnitKey
from models.domain.book.branches import MOST_BRANCHES
from models.domain.book.certificates import MOST_CERTIFICATES, Certificate
from models.domain.book.enrolment import Enrolment
from models.domain.book.facts import PeriodKey
from models.domain.book.lawful import is_moment
from models.domain.book.serials import require_code
from models.security import is_key, is_recipient

FORMAT = 1
FILE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
KINDS = ("campaign", "returns", "exchange", "receipt")
LIMIT = 2**20
MOST_COMPUTERS = 64
STATION = re.compile("[0-9a-f]{32}")
_HASH = re.compile(r"[0-9a-f]{64}")


class Receiver(NamedTuple):
    """Whom a package is for: `unit` (an office by its key), `station` (one computer), or `all` (a campaign)."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


class StreamHead(NamedTuple):
    """How far a branch of a stream goes, and the chain hash there."""

    n: int
    chain: str


class Asked(NamedTuple):
    """A questionnaire of the period with its fingerprints."""

    id: str
    edition: str
    coding: str
    paper: str


class Resource(NamedTuple):
    """What the description says of one table: size and SHA-256 of its bytes and of the packed bytes, and its rows."""

    path: str
    size: int
    digest: str
    packed: str
    rows: int


@dataclass(frozen=True)
class Descriptor:
    """Who sends what to whom. `unit` is the office that the facts are about, `sender_unit` that of the station.

    `heads` are per station those of each branch of its stream, `certificates` those of every station whose lines it carries and
    of the sender, `sealing` the age recipients of the sender's office, `restored` the station whose backup it was restored from.
    `enrolled` is what the sender's office says of its root key with its enrolment code, `proofs` what a hub says of its own to
    each office that it asks.
    """

    kind: str
    station: str
    sender_unit: UnitKey
    key: str
    unit: UnitKey
    period: PeriodKey
    receiver: Receiver
    number: int
    at: str
    heads: Mapping[str, tuple[StreamHead, ...]]
    questionnaires: tuple[Asked, ...]
    method: str
    program: str
    resources: tuple[Resource, ...] = ()
    sealing: tuple[str, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    restored: str = ""
    enrolled: Enrolment | None = None
    proofs: Mapping[str, str] = field(default_factory=dict)

    @property
    def reached(self) -> dict[str, int]:
        """Per station the last n of its longest branch."""
        return {station: max(head.n for head in heads) for station, heads in self.heads.items()}


def read_json(name: str, content: bytes) -> dict[str, Any]:
    """An object whose canonical bytes are `content`; anything else (doubled keys, spaces, NaN, depth) is refused."""
    try:
        value = json.loads(content)
        same = canonical_json(value).encode() == content
    except (ValueError, RecursionError):
        same = False
    if not same or not isinstance(value, dict):
        raise PackageBroken(DescriptionUnreadable(name, "canonical JSON"))
    return value


def write_descriptor(descriptor: Descriptor, tables: Sequence[tuple[PackageTable, Member, int]]) -> bytes:
    """The bytes of `datapackage.json` for these tables (with their rows counted)."""
    resources = [
        {
            "name": table.name,
            "type": "table",
            "path": part.name,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": len(part.content),
            "hash": f"sha256:{hashlib.sha256(part.content).hexdigest()}",
            "packed": f"sha256:{hashlib.sha256(part.packed).hexdigest()}",
            "rows": count,
            "schema": table.schema(),
        }
        for table, part, count in tables
    ]
    sender: dict[str, object] = {
        "station": descriptor.station,
        "unit": str(descriptor.sender_unit),
        "key": descriptor.key,
    }
    further = {
        "sealing": list(descriptor.sealing),
        "restored": descriptor.restored,
        "enrolment": descriptor.enrolled._asdict() if descriptor.enrolled else None,
    }
    sender |= {name: value for name, value in further.items() if value}
    block = {
        "format": FORMAT,
        "kind": descriptor.kind,
        "sender": sender,
        "unit": str(descriptor.unit),
        "period": str(descriptor.period),
        "receiver": {"kind": descriptor.receiver.kind, "name": descriptor.receiver.name},
        "number": descriptor.number,
        "made_at": descriptor.at,
        "certificates": [
            {name: str(value) for name, value in each._asdict().items()} for each in sorted(descriptor.certificates)
        ],
        "heads": {station: [list(head) for head in heads] for station, heads in descriptor.heads.items()},
        "questionnaires": [asked._asdict() for asked in descriptor.questionnaires],
        "method": descriptor.method,
        "program": descriptor.program,
        **({"enrolments": dict(descriptor.proofs)} if descriptor.proofs else {}),
    }
    name = f"sophieu-{descriptor.kind}-{descriptor.period.code}-{descriptor.unit.code}-{descriptor.number}".lower()
    return canonical_json({"$schema": PROFILE, "name": name, "resources": resources, "sophieu": block}).encode()


def read_descriptor(content: bytes) -> Descriptor:
    """Read `write_descriptor`'s bytes; refuses (`PackageBroken`) what misses, has another type, or is newer."""
    if len(content) > LIMIT:
        raise PackageBroken(DescriptionUnreadable(FILE, f"≤ {LIMIT} B"))
    value = read_json(FILE, content)
    block = value.get("sophieu")
    number = block.get("format") if isinstance(block, dict) else None
    if not isinstance(number, int) or number < 1:
        raise PackageBroken(DescriptionUnreadable(FILE, "sophieu.format"))
    if number > FORMAT:
        raise PackageBroken(FormatNewer(number, FORMAT))
    try:
        return _descriptor(value)
    except (KeyError, TypeError, ValueError, AttributeError, Problem) as error:
        raise PackageBroken(DescriptionUnreadable(FILE, f"sophieu: {error}"[:200])) from error


def _descriptor(value: dict[str, Any]) -> Descriptor:
    block = value["sophieu"]
    sender, receiver = block["sender"], block["receiver"]
    period = PeriodKey.parse(_text(block["period"]))
    unit = UnitKey.parse(_text(block["unit"]))
    require_code(period.code)
    require_code(unit.code)
    descriptor = Descriptor(
        kind=_one_of(block["kind"], KINDS),
        station=_matching(sender["station"], STATION),
        sender_unit=UnitKey.parse(_text(sender["unit"])),
        key=_key(sender["key"]),
        unit=unit,
        period=period,
        receiver=Receiver(_one_of(receiver["kind"], ("unit", "station", "all")), _text(receiver["name"])),
        number=_count(block["number"]),
        at=_moment(block["made_at"]),
        heads={
            _matching(station, STATION): tuple(map(_head, heads[:MOST_BRANCHES]))
            for station, heads in block["heads"].items()
        },
        questionnaires=tuple(
            Asked(*(_text(asked[name]) for name in Asked._fields)) for asked in block["questionnaires"]
        ),
        method=_text(block["method"]),
        program=_text(block["program"]),
        resources=tuple(_resource(resource) for resource in value["resources"]),
        sealing=tuple(_recipient(each) for each in sender.get("sealing", ())[:MOST_COMPUTERS]),
        certificates=tuple(map(_certificate, block["certificates"])),
        restored=_matching(sender["restored"], STATION) if "restored" in sender else "",
        enrolled=_enrolment(sender["enrolment"]) if "enrolment" in sender else None,
        proofs={
            str(UnitKey.parse(_text(office))): _matching(mac, _HASH)
            for office, mac in block.get("enrolments", {}).items()
        },
    )
    if len(descriptor.certificates) > MOST_CERTIFICATES or list(descriptor.certificates) != sorted(
        set(descriptor.certificates)
    ):
        raise ValueError("certificates")
    if not all(descriptor.heads.values()):
        raise ValueError("heads")
    if descriptor.receiver.kind == "unit":
        UnitKey.parse(descriptor.receiver.name)
    return descriptor


def _resource(value: dict[str, Any]) -> Resource:
    digests = [_text(value[name]).removeprefix("sha256:") for name in ("hash", "packed")]
    for digest in digests:
        _matching(digest, _HASH)
    return Resource(_text(value["path"]), _count(value["bytes"]), digests[0], digests[1], _count(value["rows"]))


def _recipient(value: object) -> str:
    text = _text(value)
    if not is_recipient(text):
        raise ValueError(text)
    return text


def _key(value: object) -> str:
    text = _text(value)
    if not is_key(text):
        raise ValueError(text)
    return text


def _enrolment(value: dict[str, Any]) -> Enrolment:
    return Enrolment(_key(value["key"]), _matching(value["mac"], _HASH))


def _head(value: list[Any]) -> StreamHead:
    n, link = value
    return StreamHead(_count(n), _matching(link, _HASH))


def _certificate(value: dict[str, Any]) -> Certificate:
    return Certificate(
        _matching(value["station"], STATION),
        UnitKey.parse(_text(value["unit"])),
        _key(value["key"]),
        _matching(value["signer"], STATION),
        _text(value["signature"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 1000:
        raise TypeError(value)
    return value


def _one_of(value: object, known: tuple[str, ...]) -> str:
    text = _text(value)
    if text not in known:
        raise ValueError(text)
    return text


def _matching(value: object, pattern: re.Pattern[str]) -> str:
    text = _text(value)
    if not pattern.fullmatch(text):
        raise ValueError(text)
    return text


def _moment(value: object) -> str:
    text = _text(value)
    if not is_moment(text):
        raise ValueError(text)
    return text


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**40:
        raise TypeError(value)
    return value
