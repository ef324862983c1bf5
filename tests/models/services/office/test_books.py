"""Issuing and marking forms: serials are minted once, marks are taken back, and strangers are refused."""

from __future__ import annotations

import pytest

from models.domain.basics.problems import Problem
from models.domain.book.facts import Kind
from models.domain.book.ledger import State
from models.domain.book.serials import BOOK_SIZE, Serial, SerialRange
from models.services.forms import issuing
from models.services.forms.issuing import BookFull, CountImpossible, NoBook, batches, issue_forms
from models.services.forms.ledger import read_book
from models.services.forms.marking import (
    NothingToUndo,
    NotIssued,
    OtherPeriod,
    OtherUnit,
    mark_forms,
    undo_mark,
)
from models.services.office.closing import journal_facts
from models.services.office.questionnaires import VariantMissing
from models.store.database import Station, open_station
from models.store.tables import StationRow
from tests.builders.acts import AT, act_of
from tests.builders.files import content
from tests.builders.forms import issued, key
from tests.builders.streams import heard_stream
from tests.builders.surveys import period_26q3


def mark(station: Station, kind: Kind, *serials: Serial) -> int:
    ranges = tuple(SerialRange(serial, serial) for serial in serials)
    return mark_forms(station, period_26q3(station), kind=kind, ranges=ranges, act=act_of()).forms


def undo(station: Station, kind: Kind, *serials: Serial) -> int:
    ranges = tuple(SerialRange(serial, serial) for serial in serials)
    return undo_mark(station, period_26q3(station), kind=kind, ranges=ranges, act=act_of())


def states(station: Station, *, late: bool = False) -> list[State]:
    book = read_book(station, period_26q3(station), station.unit, late=late)
    return [form.state for form in book.ledger.forms.values()]


def test_numbers_run_on_over_batches_and_variants(station: Station) -> None:
    first, second, third = issued(station, 2), issued(station, 1, variant="TC"), issued(station, 1, sector="Hộ tịch")
    assert [serial.number for serial in (*first, *second, *third)] == [100_001, 100_002, 100_003, 100_004]
    assert [(batch.count, batch.sector) for batch in batches(station, period_26q3(station))] == [
        (2, ""),
        (1, "Hộ tịch"),
        (1, ""),
    ]


def test_a_station_mints_from_its_own_book_and_says_so_once(station: Station) -> None:
    issued(station, 1)
    issued(station, 1)
    facts = journal_facts(station, period_26q3(station), station.unit)
    assert [fact.kind for fact in facts] == [Kind.BOOK_ALLOTTED, Kind.ISSUED, Kind.ISSUED]
    assert facts[0].facts()["book"] == 1


@pytest.mark.parametrize("count", [0, -1, BOOK_SIZE])
def test_an_impossible_number_of_forms_is_refused(station: Station, count: int) -> None:
    before = content(station.base_file)
    with pytest.raises(CountImpossible):
        issued(station, count)
    assert content(station.base_file) == before


def test_a_book_ends_with_its_last_number(station: Station) -> None:
    issued(station, BOOK_SIZE - 2)
    before = content(station.base_file)
    with pytest.raises(BookFull) as refusal:
        issued(station, 2)
    assert (refusal.value.left, refusal.value.asked) == (1, 2)
    assert content(station.base_file) == before
    assert issued(station, 1)[0].number == 199_999
    with pytest.raises(BookFull):
        issued(station, 1)


def test_a_computer_without_a_book_does_not_issue(station: Station) -> None:
    StationRow.update(book=0).where(StationRow.is_own == 1).execute(station.db)
    bookless = open_station(station.folder)
    with pytest.raises(NoBook):
        issued(bookless, 1)
    bookless.close()


def test_a_variant_without_questionnaire_is_refused(station: Station) -> None:
    from models.services.office.periods import open_period

    period = open_period(
        station,
        code="27H1",
        name="",
        evaluated=(period_26q3(station).evaluated_from, period_26q3(station).evaluated_to),
        survey=None,
        seed="x",
        questionnaires=("hailong_cn",),
        act=act_of(),
    )
    with pytest.raises(VariantMissing):
        issue_forms(station, period, variant="TC", count=1, act=act_of())


def test_marking_one_form_twice_in_one_act_counts_once(station: Station) -> None:
    form = issued(station, 1)[0]
    assert mark(station, Kind.HANDED_OUT, form, form) == 1


@pytest.mark.parametrize("kind", [Kind.HANDED_OUT, Kind.RETURNED, Kind.REFUSED, Kind.LOST, Kind.SPOILED])
def test_20_a_mark_is_undone_and_set_again(station: Station, kind: Kind) -> None:
    form, other = issued(station, 2)
    marked = {
        Kind.HANDED_OUT: State.STILL_OUT,
        Kind.RETURNED: State.NOT_KEYED,
        Kind.REFUSED: State.REFUSED,
        Kind.LOST: State.LOST,
        Kind.SPOILED: State.SPOILED,
    }[kind]
    mark(station, kind, form, other)
    mark(station, kind, form)
    assert undo(station, kind, form) == 1
    assert states(station) == [State.IN_STOCK, marked]
    with pytest.raises(NothingToUndo):
        undo(station, kind, form)
    mark(station, kind, form)
    assert states(station) == [marked, marked]
    assert len(journal_facts(station, period_26q3(station), station.unit)) == 6


def test_strange_forms_are_neither_marked_nor_unmarked(station: Station) -> None:
    form = issued(station, 1)[0]
    strangers: list[tuple[Serial, type[Problem]]] = [
        (form._replace(number=100_002), NotIssued),
        (form._replace(variant="TC"), NotIssued),
        (form._replace(number=200_001), NotIssued),
        (form._replace(period="26Q2"), OtherPeriod),
        (form._replace(unit="00008"), OtherUnit),
    ]
    before = content(station.base_file)
    for stranger, problem in strangers:
        for act in (mark, undo):
            with pytest.raises(problem):
                act(station, Kind.LOST, form, stranger)
    with pytest.raises(NothingToUndo):
        undo(station, Kind.LOST, form)
    assert content(station.base_file) == before


def test_only_marks_of_the_book_are_marks(station: Station) -> None:
    form = issued(station, 1)[0]
    with pytest.raises(ValueError, match="closed"):
        mark(station, Kind.CLOSED, form)


def test_8_two_computers_that_minted_one_number_raise_an_alarm(station: Station) -> None:
    from models.domain.book.facts import Stream, canonical
    from models.store.sql import rows

    form = issued(station, 1)[0]
    period = period_26q3(station)
    key(station, form)
    with station.transaction():
        number = heard_stream(station, Stream("copy", station.unit, period.key))
        line = (number, 1, 0, "issued", str(form), "00004/minh", AT, canonical({"sector": "Đất đai"}))
        rows(station.db, "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", line)
    book = read_book(station, period, station.unit)
    assert [alarm.kind for alarm in book.ledger.alarms] == ["issued_twice"]
    assert states(station) == [State.DISPUTED]
    assert issuing.batches(station, period)
