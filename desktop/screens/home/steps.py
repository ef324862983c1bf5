"""The way through a period: which steps there are, which are done, and which comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.domain.basics.problems import N_


class WayStep(NamedTuple):
    """One step of the way: its English message, the screen where it is done, whether it is done, and by which day it is due."""

    says: str
    screen: str
    is_done: bool
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far a period has come at one station: counts of what there is."""

    has_period: bool = False
    dossiers: int = 0
    is_sampled: bool = False
    is_printed: bool = False
    has_campaign_file: bool = False
    sent: int = 0
    offices: int = 0
    offices_sent: int = 0
    unconfirmed: int = 0
    is_closed: bool = False
    delete_by: date | None = None
    issued: int = 0
    in_stock: int = 0
    still_out: int = 0
    returned: int = 0
    not_keyed: int = 0
    awaiting_second: int = 0
    disputed: int = 0


def steps_of_ward(at: Progressed) -> tuple[WayStep, ...]:
    """The way of an office that asks people; a later step that was taken, or the closing, says that the earlier ones are no longer open."""
    is_noted = at.is_closed or at.not_keyed > 0 or (at.returned > 0 and not at.still_out)
    is_keyed = at.is_closed or (at.returned > 0 and not at.not_keyed)
    done = [
        (N_("Open a period"), "periods", at.has_period),
        (N_("Import the list of finished dossiers"), "frame", at.dossiers > 0 or at.is_sampled),
        (N_("Draw the sample"), "frame", at.is_sampled),
        (N_("Issue form numbers"), "forms", at.issued > 0),
        (N_("Print the forms"), "forms", at.is_printed),
        (N_("Hand out the forms"), "ledger", at.in_stock < at.issued),
        (N_("Note the forms that came back"), "keying", is_noted),
        (N_("Key the forms that came back"), "keying", is_keyed),
        (
            N_("Key a second time and settle differences"),
            "second",
            at.is_closed or (is_keyed and not (at.disputed or at.awaiting_second)),
        ),
        (N_("Close the period"), "periods", at.is_closed),
        (N_("Send the package to the hub"), "packages", at.sent > 0),
    ]
    last = max((place for place, (_, _, is_done) in enumerate(done) if is_done), default=-1)
    # keying, settling and sending are taken up again as long as papers come in
    passed = min(last, 5)
    found = [WayStep(says, screen, is_done or place < passed) for place, (says, screen, is_done) in enumerate(done)]
    read = WayStep(N_("Read the results"), "results", at.is_closed)
    if at.delete_by is None:
        return (*found, read)
    return (*found, read, WayStep(N_("Delete the list of people"), "frame", at.dossiers == 0, at.delete_by))


def steps_of_hub(at: Progressed) -> tuple[WayStep, ...]:
    """The way of an office that merges what others send; what has come from keys that nobody confirmed counts in nothing."""
    return (
        WayStep(N_("Open a period"), "periods", at.has_period),
        WayStep(N_("Write the campaign file for the offices"), "periods", at.has_campaign_file),
        *(
            (WayStep(N_("Confirm the keys of the offices"), "packages", at.unconfirmed == 0),)
            if at.offices_sent
            else ()
        ),
        WayStep(N_("Merge the packages of the offices"), "packages", at.is_closed or 0 < at.offices <= at.offices_sent),
        WayStep(N_("Settle what stands open and close the figures"), "periods", at.is_closed),
        WayStep(N_("Read the results"), "results", at.is_closed),
    )


def next_step(steps: tuple[WayStep, ...]) -> WayStep:
    """The first step that is not done, else the last."""
    return next((step for step in steps if not step.is_done), steps[-1])
