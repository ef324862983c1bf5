"""Between the desks of a hub: everything that one holds goes to the other, so that both come to the same base without a server.

Each desk is a computer of the office with streams of its own. What it received goes as it was signed; what the office wrote about every
unit, in every period, goes beside it. Merging is a union: whoever takes it in has what the other has, in any order, however often.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exports.packages.campaign import last_campaign_file
from exports.packages.descriptor import Receiver
from exports.packages.forward import originals_of
from exports.packages.send import Sent, put_out, send_lines
from models.acts import Act
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.book.periods import Period
from models.files import private_folder
from models.security import load_keys
from models.services.office.allowing import allow
from models.services.office.known_keys import recipient_at
from models.services.office.periods import periods
from models.store import journal
from models.store.database import Station
from models.store.keys import stations_of

CAMPAIGN = "campaign"
"""The folder of campaign files beside the packages."""


@dataclass(eq=False)
class NothingForDesk(Problem):
    """Neither has anything arrived nor has this office written anything in the period."""

    period: str
    code = "nothing_for_desk"
    says = N_(
        "Nothing has arrived and nothing was written in period {period} yet, so there is nothing for the other computer."
    )


@dataclass(frozen=True)
class ForDesk:
    """What was written for another desk: packages as they arrived, what this office wrote itself, and campaign files."""

    originals: tuple[Path, ...]
    own: tuple[Sent, ...]
    campaigns: tuple[Path, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        return (*self.originals, *(each.path for each in self.own), *self.campaigns)


def send_to_desk(station: Station, period: Period, *, to: str, out: Path, act: Act, is_sealed: bool = True) -> ForDesk:
    """Write everything of a period that another desk of this hub (the computer `to`) needs into the folder `out`.

    What the office wrote in other periods goes too: whose keys are confirmed is said there. The signed content of originals is not
    touched; they are sealed anew for that computer and this one when its key is known and `is_sealed`. Refuses (`NothingForDesk`)
    where there is nothing.
    """
    allow(station, act, Duty.SEND)
    receiver, office = Receiver("station", to), frozenset((station.id, *stations_of(station.db, station.unit)))
    arrived = originals_of(station, period)
    written = sorted(
        {
            (stream.period, stream.unit)
            for number, stream in journal.all_streams(station.db).items()
            if stream.station in office and journal.last_n(station.db, number)
        }
    )
    known = {each.key: each for each in periods(station)}
    if not arrived and not written:
        raise NothingForDesk(period.code)
    last = last_campaign_file(station, period)
    campaigns = (last,) if last is not None else ()
    steps = len(arrived) + len(written) + len(campaigns)
    mine = load_keys(station.keys).recipient
    recipients = (mine, *recipient_at(station, to)) if is_sealed and mine and recipient_at(station, to) else ()
    copied = []
    for number, package in enumerate(arrived):
        act.progress.step(number, steps, package.unit.code)
        data = (station.packages / package.file).read_bytes()
        copied.append(put_out(out / package.file, data, to=recipients)[0])
    own = []
    for number, (key, unit) in enumerate(written, len(copied)):
        act.progress.step(number, steps, unit.code)
        own.append(
            send_lines(
                station, key, unit, receiver, out=out, act=act, is_sealed=is_sealed, only=office, known=known.get(key)
            )
        )
    act.progress.step(steps, steps)
    given = [
        put_out(private_folder(out / CAMPAIGN) / each.name, each.read_bytes())[0]  # apart: it is opened, once
        for each in campaigns
    ]
    return ForDesk(tuple(copied), tuple(own), tuple(given))
