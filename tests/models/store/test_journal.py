"""Lines as the base gives them back."""

from __future__ import annotations

import pytest

from models.domain.book.branches import links_of
from models.domain.book.certificates import station_of
from models.domain.book.facts import Fact, Kind, Stream
from models.domain.book.lawful import LineUnlawful
from models.domain.book.serials import SerialRange
from models.security import keys_made_of
from models.services.exchange.merging import take_lines
from models.services.forms.marking import mark_forms
from models.store import journal, stream_ends
from models.store.database import BASE_FILE, Station
from models.store.pen import Pen
from tests.builders.acts import AT, act_of
from tests.builders.files import content
from tests.builders.forms import issued, key
from tests.builders.streams import piece
from tests.builders.surveys import period_26q3


def fact(n: int) -> Fact:
    return Fact("pc1", n, Kind.PRINTED.value, "", "00004/lan", AT, "")


def test_3_a_head_is_the_last_line_before_the_first_hole(station: Station) -> None:
    keys = keys_made_of("pc1")
    stream = Stream(station_of(keys.public), station.unit, period_26q3(station).key)
    lines = [fact(n)._replace(station=stream.station) for n in range(1, 6)]
    links = links_of(stream, lines)

    def heads() -> tuple[int, str]:
        return stream_ends.heads(station.db, period=stream.period, unit=stream.unit).get(stream.station, (0, ""))

    with station.transaction():
        for first, last, reached in ((4, 5, 0), (1, 2, 2), (3, 3, 5), (1, 5, 5)):
            take_lines(station, [piece(stream, lines, first, last, by=keys)])
            assert heads() == ((reached, links[reached - 1]) if reached else (0, ""))


def test_lines_are_asked_for_by_kind_and_by_form(station: Station) -> None:
    period = period_26q3(station)
    first, second = issued(station, 2)
    mark_forms(station, period, kind=Kind.RETURNED, ranges=(SerialRange(first, second),), act=act_of())
    for form in (first, second):
        key(station, form)
    told = journal.told(station, period=period.key, unit=station.unit, kinds=(Kind.ISSUED,), serials=(str(second),))
    assert [line.kind for line in told.facts] == [Kind.ISSUED]
    assert [line.serial for line in told.keyings] == [str(second)]
    nothing = journal.told(station, period=period.key, unit=station.unit, kinds=(), serials=())
    assert (nothing.facts, nothing.keyings) == ([], [])


def test_how_far_streams_go_changes_with_every_line_and_with_every_further_content(station: Station) -> None:
    period = period_26q3(station)

    def reached() -> dict[str, tuple[int, int]]:
        return stream_ends.reached(station.db, period=period.key, unit=station.unit)

    form = issued(station, 1)[0]
    before = reached()
    key(station, form)
    after = reached()
    assert after == {station.id: (before[station.id][0] + 1, 0)}
    number = journal.find_stream(station.db, Stream(station.id, station.unit, period.key))
    assert number is not None
    with station.transaction():
        journal.put_twin(station.db, number, 1, fact(1))
    assert reached() == {station.id: (after[station.id][0], 1)}


@pytest.mark.parametrize(
    ("at", "body"), [("2026-99-99T99:99:99Z", {"reason": "r"}), (AT, {"reason": "\x07"}), (AT, {"reason": 5})]
)
def test_the_pen_writes_no_line_that_another_office_would_refuse(
    station: Station, at: str, body: dict[str, object]
) -> None:
    form = issued(station, 1)[0]
    before = content(station.folder / BASE_FILE)
    pen = Pen(station, station.unit, period_26q3(station).key, act=act_of(at=at))
    with pytest.raises(LineUnlawful):
        pen.fact(Kind.LOST, serials=str(form), body=body)
    assert content(station.folder / BASE_FILE) == before
