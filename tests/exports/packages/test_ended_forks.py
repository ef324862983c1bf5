"""A key that was ended at an honest line: what its thief wrote beside it counts in nothing, whatever of both has come."""

from __future__ import annotations

import shutil
from itertools import permutations
from pathlib import Path

import pytest

from exports.packages.descriptor import Receiver
from exports.packages.receive import merge_packages
from exports.packages.send import Sent, send_returns
from exports.proof.verifying import verify_station
from models.domain.book.certificates import EndedHead
from models.domain.book.facts import Stream
from models.services.office.known_keys import end_key, is_heard
from models.services.office.stations import found_station
from models.store import journal
from models.store.branches import branches_of
from models.store.database import Station, open_station
from tests.builders.acts import CITY, HA, WARD, act_of, person
from tests.builders.forms import issued
from tests.builders.offices import Offices, confirm, see


def sent(offices: Offices, who: Station, name: str, *, only: str = "") -> Sent:
    """What a station says about the ward, for the ward's second computer."""
    out = offices.folder / name
    out.mkdir()
    return send_returns(
        who,
        offices.period,
        out=out,
        to=Receiver("unit", str(WARD)),
        unit=WARD,
        only=only,
        is_sealed=False,
        act=act_of(),
    )


@pytest.mark.parametrize("order", [*permutations(("thief", "end", "honest"))], ids="-".join)
def test_a_false_hub_that_only_a_fork_confirmed_is_not_heard_once_the_key_is_ended(
    offices: Offices, tmp_path: Path, order: tuple[str, ...]
) -> None:
    false = found_station(tmp_path / "false", unit=CITY, name="x", person=HA, chance="false", is_hub=True)
    shutil.copytree(offices.first.folder, tmp_path / "stolen")
    stolen = open_station(tmp_path / "stolen")
    person(stolen, "mai")
    confirm(stolen, false, period=offices.period.key)
    for _ in range(4):
        issued(offices.first, 2)
    merge_packages(offices.hub, [sent(offices, offices.first, "to the hub").path], act=act_of())
    stream = Stream(offices.first.id, WARD, offices.period.key)
    (head,) = branches_of(offices.first.db, journal.stream_id(offices.first.db, stream), stream)
    (false_head,) = branches_of(stolen.db, journal.stream_id(stolen.db, stream), stream)
    assert false_head.last <= head.last
    upto = (EndedHead(stream, head.last, head.chain),)
    end_key(offices.hub, offices.first.id, reason="mất máy", upto=upto, act=act_of(person(offices.hub, "ha")))
    files = {
        "thief": sent(offices, stolen, "thief"),
        "end": sent(offices, offices.hub, "end", only=offices.hub.id),
        "honest": sent(offices, offices.first, "honest"),
    }
    see(offices.second, false, period=offices.period.key)
    came: set[str] = set()
    for name in order:
        merge_packages(offices.second, [files[name].path], act=act_of())
        came.add(name)
        # until the end is here a stolen key is believed, unless its line clashes with the honest one
        assert is_heard(offices.second, false.id, CITY) == (came == {"thief"})
    assert verify_station(offices.second).problems == ()
    stolen.close()
    false.close()
