"""However strangers put a list down, it gives the true dossiers; whatever a cell holds, nothing becomes another dossier in silence."""

from __future__ import annotations

import random

from hypothesis import given, note
from hypothesis import strategies as st

from models.catalogue import BUILT_IN
from models.domain.basics.problems import Problem
from models.domain.dossiers.frame import FrameReading
from models.domain.dossiers.frame_cells import dossier_key
from models.domain.dossiers.frame_headers import search_headers
from models.domain.dossiers.frame_rows import read_frame
from models.workbooks import tables_from
from tests.builders.messy_lists import FIRST, LAST, MessyList, messy_list, spoiled

SEEDS = st.integers(0, 10**9)


def read(made: MessyList) -> FrameReading:
    found = search_headers(tables_from(made.content, name=made.file)).complete()
    return read_frame(found, first=FIRST, last=LAST, salt=b"s", zone=BUILT_IN.place.zone)


@given(SEEDS)
def test_a_list_gives_the_same_dossiers_in_whatever_way_it_was_put_down(seed: int) -> None:
    made = messy_list(random.Random(seed))
    note(str(made.ways))
    reading = read(made)
    got = [(each.dossier, each.sector, each.name, each.phone, each.returned) for each in reading.entries]
    assert got == [(each.number, each.sector, each.name, each.phone, each.returned) for each in made.true]


@given(SEEDS)
def test_what_cannot_be_understood_is_named_and_changes_no_dossier_beside_it(seed: int) -> None:
    made = spoiled(random.Random(seed))
    note(str(made.ways))
    try:
        reading = read(made)
    except Problem:
        return
    true = {dossier_key(each.number): each for each in made.true}
    for entry in reading.entries:
        meant = true[dossier_key(entry.dossier)]
        assert (entry.sector, entry.returned) == (meant.sector, meant.returned)
        assert entry.name in (meant.name, "")
    named = {row.row for row in reading.account.refused}
    assert len(reading.entries) + len(named) >= len(made.true)
