"""The letterhead of this office: what the catalogue says of it, and in its place what the office itself has said."""

from __future__ import annotations

from collections.abc import Mapping

from models.acts import Act, Topic
from models.domain.basics.duties import Duty
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.letterheads import FIELDS, Letterhead, with_fields, worded
from models.services.office.allowing import allow, note
from models.store.database import Station
from models.store.remembered import all_remembered, forget, remember

_NAMES = "letterhead:"


def letterhead_of(station: Station) -> Letterhead:
    """How this office issues its papers."""
    said = all_remembered(station.db, _NAMES)
    known = {name: text for name, text in said.items() if name in FIELDS}
    return with_fields(_usual(station), known)


def set_letterhead(station: Station, typed: Mapping[str, str], *, act: Act) -> Letterhead:
    """Say fields of the letterhead; one that is as the catalogue has it is not kept. Refuses `LetterheadTooLong`."""
    allow(station, act, Duty.LETTERHEAD)
    usual = worded(_usual(station))
    said = worded(with_fields(Letterhead(), typed))
    with station.transaction():
        for name in typed:
            if said[name] == usual[name]:
                forget(station.db, _NAMES + name)
            else:
                remember(station.db, _NAMES + name, said[name])
        note(station, act, HomeAct.LETTERHEAD)
        act.changes(Topic.UNIT)
    return letterhead_of(station)


def forget_letterhead(station: Station, *, act: Act) -> Letterhead:
    """Go back to what the catalogue says."""
    allow(station, act, Duty.LETTERHEAD)
    with station.transaction():
        for name in FIELDS:
            forget(station.db, _NAMES + name)
        note(station, act, HomeAct.LETTERHEAD)
        act.changes(Topic.UNIT)
    return letterhead_of(station)


def _usual(station: Station) -> Letterhead:
    return station.catalogue.letterhead_of(station.catalogue.unit_named(station.unit))
