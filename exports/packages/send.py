"""Writing a returns or exchange package: all facts about one unit and period, each time whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from exports.packages.container import take_apart
from exports.packages.descriptor import Asked, Descriptor, Receiver
from exports.packages.keeping import Keeping, keeping
from exports.packages.lines import write_lines
from exports.packages.sealing import seal
from exports.packages.untrue_texts import require_true_texts
from models.acts import Act, Topic
from models.domain.basics.duties import Duty
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.facts import PeriodKey
from models.domain.book.periods import Period
from models.files import write_whole
from models.release import VERSION
from models.security import is_sealed as is_envelope
from models.security import load_keys, seal_for
from models.services.exchange.outgoing import outgoing
from models.services.exchange.packages import next_number
from models.services.office.allowing import allow, note
from models.services.office.backups import predecessor_of
from models.services.office.enrolment import own_proof
from models.services.office.known_keys import certificates_of, recipient_at, recipients_in
from models.services.office.questionnaires import questionnaires_of
from models.store.database import Station
from models.store.packages import SENT, Package, is_name_of_other, note_package


@dataclass(eq=False)
class NothingToSend(Problem):
    """Nothing was recorded in this period yet."""

    period: str
    code = "nothing_to_send"
    says = N_("Nothing was recorded in period {period} yet, so there is nothing to send. Issue or key forms first.")


@dataclass(frozen=True)
class Sent:
    """One package that was written: where it lies, its number, and what it carries."""

    id: str
    path: Path
    number: int
    receiver: Receiver
    facts: int
    keyings: int
    texts: int
    size: int


def send_returns(
    station: Station,
    period: Period,
    *,
    out: Path,
    act: Act,
    to: Receiver | None = None,
    unit: UnitKey | None = None,
    is_sealed: bool = True,
    only: Collection[str] = (),
) -> Sent:
    """Write the package with all facts about `unit` (default: the own office) in `period` into the folder `out`.

    `to` is the receiver (default: the issuer of the period); a station as receiver makes an *exchange*. Every stream
    goes from its first line to the one before the first hole, with all contents of forked keys. An unchanged copy is
    kept in the station's folder `packages/`; what is handed out is sealed for the receiver when its key is known and
    `is_sealed`. With `only`, it carries the streams of these stations. Refuses an empty period and a place that cannot be written.
    """
    allow(station, act, Duty.SEND)
    receiver = to or Receiver("unit", str(period.key.issuer))
    return send_lines(
        station,
        period.key,
        unit or station.unit,
        receiver,
        out=out,
        act=act,
        is_sealed=is_sealed,
        only=only,
        known=period,
    )


def send_lines(
    station: Station,
    period: PeriodKey,
    unit: UnitKey,
    to: Receiver,
    *,
    out: Path,
    act: Act,
    is_sealed: bool = True,
    only: Collection[str] = (),
    known: Period | None = None,
) -> Sent:
    """As `send_returns`, also of a period of which only lines are here and no rules (`known` is None)."""
    allow(station, act, Duty.SEND)
    steps = 4
    act.progress.step(0, steps)
    keys = load_keys(station.keys)
    with keeping(station) as kept, station.transaction():
        streams = [each for each in outgoing(station, unit=unit, period=period, only=only) if each.branches]
        for each in streams:
            lines = (line for contents in each.contents.values() for line in contents)
            require_true_texts(each.stream.station, lines, each.texts)
        if not streams:
            raise NothingToSend(period.code)
        act.progress.step(1, steps)
        written = write_lines(streams)
        descriptor = Descriptor(
            kind="exchange" if to.kind == "station" else "returns",
            station=station.id,
            sender_unit=station.unit,
            key=station.public_key,
            unit=unit,
            period=period,
            receiver=to,
            number=next_number(station, unit=unit, period=period, receiver=str(to)),
            at=act.at,
            heads=written.heads,
            questionnaires=tuple(
                Asked(asked.id, asked.edition, asked.coding, asked.paper)
                for asked in (questionnaires_of(station, known) if known else ())
            ),
            method=known.method.fingerprint if known else "",
            program=VERSION,
            sealing=(keys.recipient,) if keys.recipient else (),
            certificates=certificates_of(station, frozenset(written.heads)),
            restored=predecessor_of(station)[0],
            enrolled=own_proof(station, period),
        )
        package_id, data = seal(descriptor, written.tables, keys)
        act.progress.step(2, steps)
        name = file_name(descriptor, package_id)
        package = Package(
            package_id,
            descriptor.kind,
            station.id,
            unit,
            period,
            str(to),
            descriptor.number,
            True,
            act.at,
            name,
            written.ranges,
            SENT,
        )
        note_package(station.db, package)
        note(station, act, HomeAct.SENT, {"file": name})
        act.changes(Topic.PACKAGES)
        act.progress.step(3, steps)
        path, size = hand_over(
            kept, out / name, data, to=_recipients(station, known.hub_key if known else "", to) if is_sealed else ()
        )
    act.progress.step(steps, steps)
    counts = {table.name: count for table, _, count in written.tables}
    return Sent(
        package_id,
        path,
        descriptor.number,
        to,
        counts["journal"] + counts["keyings"],
        counts["keyings"],
        counts["texts"],
        size,
    )


def _recipients(station: Station, pinned: str, to: Receiver) -> tuple[str, ...]:
    """For whom a package is sealed: the receiver and the own office; nobody while the receiver's key is not known."""
    own = load_keys(station.keys).recipient
    if to.kind == "station":
        return (own, *recipient_at(station, to.name)) if own else ()
    found = recipients_in(station, UnitKey.parse(to.name), pinned=pinned)
    return (own, *found) if own and found else found


def file_name(descriptor: Descriptor, package_id: str) -> str:
    """`26Q3-00004-returns-0001-1a2b3c4d.zip`: period, office, kind, number, and the beginning of the package's id."""
    return (
        f"{descriptor.period.code}-{descriptor.unit.code}-{descriptor.kind}-{descriptor.number:04}-{package_id[:8]}.zip"
    )


def kept_name(station: Station, descriptor: Descriptor, package_id: str) -> str:
    """As `file_name`; with the whole id where the book has another package under that name, which is never replaced."""
    name = file_name(descriptor, package_id)
    if not is_name_of_other(station.db, name, package_id):
        return name
    return name.replace(package_id[:8], package_id)


def hand_over(kept: Keeping, path: Path, data: bytes, *, to: Sequence[str] = ()) -> tuple[Path, int]:
    """Write a new package where it was asked for and keep a copy, both or neither; the target is read back.

    With recipients in `to` it is handed over sealed, as `….zip.age`. Answers where it stands, and its size.
    """
    kept.keep({path.name: data})
    return put_out(path, data, to=to)


def put_out(path: Path, data: bytes, *, to: Sequence[str] = ()) -> tuple[Path, int]:
    """Write a package whole or not at all where it was asked for, sealed for the recipients in `to`, and read it back."""
    given = seal_for(data, to) if to else data
    path = path.with_name(f"{path.name}.age") if to else path
    try:
        write_whole(path, given, verify=_require_same(given))
    except BaseException:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise
    return path, len(given)


@dataclass(eq=False)
class WrittenOtherwise(Problem):
    """What stands on the disk is not what was written to it."""

    path: Path
    code = "written_otherwise"
    says = N_(
        "The package did not reach the disk unchanged. The stick may be failing: use another one. Nothing was kept."
    )


def _require_same(data: bytes) -> Callable[[Path], None]:
    """A check that a file was written as `data`, read back from the disk and, when not sealed, taken apart again."""

    def verify(path: Path) -> None:
        if path.read_bytes() != data:
            raise WrittenOtherwise(path)
        if not is_envelope(data):
            take_apart(data)

    return verify
