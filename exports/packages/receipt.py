"""Writing a receipt: what a hub has of one office, its own lines about it, and lines that the office may have lost."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exports.packages.descriptor import Asked, Descriptor, Receiver
from exports.packages.keeping import keeping
from exports.packages.lines import write_lines
from exports.packages.receipt_tables import taken_table
from exports.packages.sealing import seal
from exports.packages.send import Sent, file_name, hand_over
from models.acts import Act, Topic
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey
from models.domain.book.facts import PeriodKey
from models.release import VERSION
from models.security import StationKeys, load_keys
from models.services.exchange.receipts import account_for
from models.services.office.allowing import allow, note
from models.services.office.known_keys import certificates_of, recipients_in, unheard_office
from models.services.office.numbers import next_receipt, require_numbers
from models.services.office.periods import periods
from models.services.office.questionnaires import questionnaires_of
from models.store.database import Station
from models.store.packages import SENT, Package, note_package


@dataclass(eq=False)
class NothingReceived(Problem):
    """The office has sent nothing yet."""

    unit: str
    period: str
    code = "nothing_received"
    says = N_(
        "Nothing of {unit} has arrived for period {period} yet, so there is nothing to confirm. Take in its "
        "package first."
    )


@dataclass(eq=False)
class NothingReceivedYet(Problem):
    """The office has sent nothing of any period."""

    unit: str
    code = "nothing_received_yet"
    says = N_("Nothing of office {unit} has arrived yet, so there is nothing to confirm. Look at who has sent.")
    deed = Deed.SHOW_PACKAGES


@dataclass(eq=False)
class OwnReceipt(Problem):
    """A receipt for the own office."""

    unit: str
    code = "own_receipt"
    says = N_("A receipt is for an office that sends packages here; {unit} is this office itself. Name another office.")


@dataclass(eq=False)
class ReceiptForStranger(Problem):
    """A receipt holds what is here of an office; only who is known to be that office may read it."""

    station: str
    unit: str
    code = "receipt_for_stranger"
    says = N_(
        "Nobody has confirmed the key of {unit} here yet, so a receipt could be read by somebody who only says to be that office. "
        "Nothing was written. Telephone the office, let it read the words of its key, confirm the key, and write the receipt then."
    )
    deed = Deed.CONFIRM_KEY


def write_receipt(station: Station, *, unit: UnitKey, period: PeriodKey, out: Path, act: Act) -> Sent:
    """Write the receipt for `unit` in one period into the folder `out`; a copy is kept.

    Receipts are numbered and cumulative: the latest says everything. Refuses an office of which nothing is here
    (`NothingReceived`), one none of whose computers is heard (`ReceiptForStranger`), and a computer without the book of numbers.
    """
    allow(station, act, Duty.GUIDE)
    if unit == station.unit:
        raise OwnReceipt(station.catalogue.office_told(unit))
    book = require_numbers(station)
    receiver, keys = Receiver("unit", str(unit)), load_keys(station.keys)
    with keeping(station) as kept, station.transaction():
        account = account_for(station, unit=unit, period=period)
        if not account.taken:
            raise NothingReceived(station.catalogue.office_told(unit), period.code)
        unheard = unheard_office(station, unit)
        if unheard is not None:
            raise ReceiptForStranger(unheard.station, station.catalogue.office_told(unit))
        written = write_lines(account.streams)
        known = next((each for each in periods(station) if each.key == period), None)
        asked = questionnaires_of(station, known) if known else ()
        descriptor = Descriptor(
            kind="receipt",
            station=station.id,
            sender_unit=station.unit,
            key=station.public_key,
            unit=unit,
            period=period,
            receiver=receiver,
            number=next_receipt(station, book, unit=unit, period=period),
            at=act.at,
            heads=written.heads,
            questionnaires=tuple(Asked(each.id, each.edition, each.coding, each.paper) for each in asked),
            method=known.method.fingerprint if known else "",
            program=VERSION,
            sealing=(keys.recipient,) if keys.recipient else (),
            certificates=certificates_of(station, frozenset(written.heads)),
        )
        package_id, data = seal(descriptor, (*written.tables, taken_table(account.taken)), keys)
        name = file_name(descriptor, package_id)
        note_package(
            station.db,
            Package(
                id=package_id,
                kind=descriptor.kind,
                station=station.id,
                unit=unit,
                period=period,
                receiver=str(receiver),
                number=descriptor.number,
                is_own=True,
                at=act.at,
                file=name,
                ranges=written.ranges,
                state=SENT,
            ),
        )
        note(station, act, HomeAct.SENT, {"file": name})
        act.changes(Topic.PACKAGES)
        path, size = hand_over(kept, out / name, data, to=_recipients(station, keys, unit))
    counts = {table.name: count for table, _, count in written.tables}
    facts = counts["journal"] + counts["keyings"]
    return Sent(package_id, path, descriptor.number, receiver, facts, counts["keyings"], counts["texts"], size)


def _recipients(station: Station, keys: StationKeys, unit: UnitKey) -> tuple[str, ...]:
    """The computers of the office that are heard, and the hub itself; nobody when they open nothing sealed."""
    found = recipients_in(station, unit)
    return (keys.recipient, *found) if found and keys.recipient else found
