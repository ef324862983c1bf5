"""The campaign file: a hub tells its wards which period is surveyed, by which rules and with which questionnaires."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exports.packages.campaign_tables import campaign_tables, read_campaign
from exports.packages.descriptor import Asked, Descriptor, Receiver
from exports.packages.findings import PackageBroken, PackageRefused
from exports.packages.keeping import keeping
from exports.packages.sealing import read_package, seal, unseal
from exports.packages.send import Sent, file_name, hand_over, kept_name
from exports.packages.senders import note_sender
from models.acts import Act, Topic
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.problems import N_, Problem
from models.domain.book.enrolment import read_code
from models.domain.book.periods import Period
from models.release import VERSION
from models.security import load_keys
from models.services.exchange.packages import packages
from models.services.office.allowing import allow, note
from models.services.office.enrolment import Hub, enrol, proofs_for, require_code_fits
from models.services.office.known_keys import certificates_of, is_heard
from models.services.office.numbers import next_campaign_file, require_numbers
from models.services.office.periods import campaign_of, note_campaign_written, periods, take_campaign
from models.services.office.questionnaires import questionnaires_of
from models.store.database import Station
from models.store.keys import stations_of
from models.store.packages import OPENED, SENT, Package, has_package, note_package

EVERYONE = Receiver("all", "")


@dataclass(eq=False)
class HubKeyChanged(Problem):
    """A campaign is signed with another key than the period that is here, and nobody has compared it."""

    period: str
    station: str
    code = "hub_key_changed"
    says = N_(
        "The campaign file of period {period} is signed with another key than the period that is here, and nobody has compared it "
        "yet. It was not opened. Telephone the hub on a number that you know and let it read the words of its key. If they fit, "
        "confirm the key and open the file again."
    )
    deed = Deed.CONFIRM_KEY


@dataclass(eq=False)
class NotTheIssuer(Problem):
    """Only the office that opened a period writes its campaign file."""

    period: str
    issuer: str
    code = "not_the_issuer"
    says = N_("Period {period} was opened by {issuer}; only that office writes its campaign file.")


def write_campaign(station: Station, period: Period, *, out: Path, act: Act) -> Sent:
    """Write the campaign file of `period` into the folder `out`; a copy is kept.

    Refuses a period that another office opened, a computer without the book of numbers, and a place that cannot be written.
    """
    allow(station, act, Duty.GUIDE)
    if period.key.issuer != station.unit:
        raise NotTheIssuer(period.code, station.catalogue.office_told(period.key.issuer))
    book = require_numbers(station, period)
    campaign = campaign_of(station, period)
    asked = questionnaires_of(station, period)
    tables = campaign_tables(campaign, station.catalogue)
    keys = load_keys(station.keys)
    with keeping(station) as kept, station.transaction():
        descriptor = Descriptor(
            kind="campaign",
            station=station.id,
            sender_unit=station.unit,
            key=station.public_key,
            unit=station.unit,
            period=period.key,
            receiver=EVERYONE,
            number=next_campaign_file(station, book, period.key),
            at=act.at,
            heads={},
            questionnaires=tuple(Asked(each.id, each.edition, each.coding, each.paper) for each in asked),
            method=period.method.fingerprint,
            program=VERSION,
            sealing=(keys.recipient,) if keys.recipient else (),
            certificates=certificates_of(station, frozenset()),
            proofs=proofs_for(station, period, act=act),
        )
        package_id, data = seal(descriptor, tables, keys)
        name = file_name(descriptor, package_id)
        note_package(station.db, _noted(descriptor, package_id, name, at=act.at, is_own=True))
        note_campaign_written(station, period)
        note(station, act, HomeAct.SENT, {"file": name})
        act.changes(Topic.PACKAGES)
        path = out / name
        hand_over(kept, path, data)
    return Sent(package_id, path, descriptor.number, EVERYONE, 0, 0, 0, len(data))


def last_campaign_file(station: Station, period: Period) -> Path | None:
    """The last campaign file of a period that is kept here, whichever computer of this office wrote it."""
    office = {station.id, *stations_of(station.db, station.unit)}
    written = [
        each
        for each in packages(station)
        if (each.kind, each.period) == ("campaign", period.key) and (each.is_own or each.station in office)
    ]
    for each in sorted(written, key=lambda each: (each.number, each.id), reverse=True):
        if (station.packages / each.file).is_file():
            return station.packages / each.file
    return None


_STEPS = 4
"""Opening a campaign file: its bytes, its signature, its questionnaires, and taking it in."""


def open_campaign(station: Station, path: Path, *, act: Act, code: str = "") -> Period:
    """Enter the period of a campaign file, ready to work in; the file is kept.

    With the enrolment `code` from the hub's letter, typed as words or digits, the hub's key is confirmed, and every package of
    this office proves its own key with it; a code that does not fit is refused (`CodeDiffers`, `CodeNotForUs`) and changes nothing.

    The same again changes nothing, a newer edition updates what may change. Refuses (`PackageRefused`) what is no
    campaign file or was changed, a period code in use by another issuer, and what may not change within a period.
    """
    allow(station, act, Duty.OPEN_CAMPAIGN)
    typed = read_code(code) if code.strip() else b""
    try:
        act.progress.step(0, _STEPS)
        data = read_package(path)
        act.progress.step(1, _STEPS)
        sealed = unseal(data)
        act.progress.step(2, _STEPS)
        campaign, questionnaires = read_campaign(sealed)
    except PackageBroken as broken:
        raise PackageRefused(path.name, broken.findings) from broken
    act.progress.step(3, _STEPS)
    sender, key = sealed.descriptor, campaign.period.key
    hub = Hub(sender.station, sender.sender_unit, sender.certificates, sender.proofs)
    root = require_code_fits(station, key, hub, code=typed) if typed else None
    known = next((each for each in periods(station) if each.key == key), None)
    act.changes(Topic.PACKAGES)
    if root is None:
        with station.transaction():
            note_sender(station, sender)
        _require_same_hub(station, known, sender)
    with keeping(station) as kept, station.transaction():
        if root is not None:
            note_sender(station, sender)
            enrol(station, key, root, code=typed, act=act)
        period = take_campaign(station, campaign, questionnaires, act=act)
        if period.key.issuer == station.unit and period == campaign.period:
            # another computer of this office has written it
            note_campaign_written(station, period)
        if not has_package(station.db, sealed.id):
            name = kept_name(station, sender, sealed.id)
            note_package(station.db, _noted(sender, sealed.id, name, at=act.at, is_own=False))
            kept.keep({name: data})
            note(station, act, HomeAct.MERGED, {"file": name})
    return period


def _require_same_hub(station: Station, known: Period | None, sender: Descriptor) -> None:
    """Refuse (`HubKeyChanged`) a campaign of another computer than before as long as it is not heard for the office that opened it."""
    if known is None or known.hub_station == sender.station:
        return
    if not is_heard(station, sender.station, known.key.issuer):
        raise HubKeyChanged(known.code, sender.station)


def _noted(sender: Descriptor, package_id: str, name: str, *, at: str, is_own: bool) -> Package:
    return Package(
        id=package_id,
        kind=sender.kind,
        station=sender.station,
        unit=sender.unit,
        period=sender.period,
        receiver=str(sender.receiver),
        number=sender.number,
        is_own=is_own,
        at=at,
        file=name,
        ranges="",
        state=SENT if is_own else OPENED,
    )
