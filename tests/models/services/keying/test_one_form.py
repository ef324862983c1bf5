"""One form, read from the lines that bear on it, stands as the whole book says; and what waits is kept up as if read anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.basics.problems import Problem
from models.domain.book.activity import counting
from models.domain.book.facts import Kind, Line, Ref, Stream
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, SerialRange, expand, names, parse_serial
from models.services.forms.ledger import read_book, read_form
from models.services.forms.marking import mark_forms, undo_mark
from models.services.keying.key_queue import KeyDay, KeyQueue
from models.services.keying.keying import amend, ask_second, key_form, open_desk, void
from models.services.office.closing import current_closings, journal_facts
from models.services.office.questionnaires import questionnaire_for
from models.store import journal
from models.store.database import Station
from tests.builders.acts import WARD, act_of, person
from tests.builders.forms import answers, issued
from tests.builders.histories import HISTORY, PERIOD, SERIALS, World
from tests.builders.streams import heard_stream
from tests.builders.surveys import period_26q3, period_of, ward

DAY = date(2026, 10, 5)


class _Undone(Exception):
    pass


@contextmanager
def undone(station: Station) -> Iterator[None]:
    """What is done here is not there afterwards."""
    with suppress(_Undone), station.transaction():
        yield
        raise _Undone


def enter(station: Station, lines: Iterable[Line]) -> None:
    """Put lines into the base, several contents of one key beside each other."""
    here: dict[Ref, int] = {}
    for line in sorted(lines, key=lambda each: (each.ref, each.line())):
        number = heard_stream(station, Stream(line.station, WARD, PERIOD))
        here[line.ref] = here.get(line.ref, -1) + 1
        if here[line.ref]:
            journal.put_twin(station.db, number, here[line.ref], line)
        else:
            journal.put_lines(station.db, number, (line,))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Station, Period]]:
    folder: Path = tmp_path_factory.mktemp("office")
    station = ward(folder / "ward")
    yield station, replace(period_of(station), key=PERIOD, share=Fraction(1, 2))
    station.close()


@given(HISTORY)
def test_one_form_stands_as_in_the_whole_book(
    base: tuple[Station, Period], history: tuple[list[tuple[object, ...]], bool]
) -> None:
    station, period = base
    steps, copied = history
    questionnaire = questionnaire_for(station, period, "CN")
    world = World(questionnaire.coding, len(questionnaire.singles), copied=copied)
    world.live(steps)
    with undone(station):
        enter(station, set().union(*(place.lines for place in world.places)))
        book = read_book(station, period, WARD, late=True)
        desk = open_desk(station, period)
        for serial in map(parse_serial, SERIALS):
            text = str(serial)
            form, keyings = read_form(station, period, WARD, serial)
            assert form == book.ledger.forms.get(text)
            assert sorted(keyings) == sorted(keying for keying in book.keyings if keying.serial == text)
            alone = open_desk(station, period, only=serial)
            assert alone.issues == {key: desk.issues[key] for key in (text,) if key in desk.issues}
            assert {key: sorted(lines) for key, lines in alone.keyings.items()} == {
                key: sorted(desk.keyings[key]) for key in (text,) if key in desk.keyings
            }
            assert alone.spoiled == desk.spoiled & {text}
            assert (alone.other_books, alone.by_variant) == (desk.other_books, desk.by_variant)
        whole = counting(journal.told(station, period=PERIOD, unit=WARD))
        assert current_closings(station, PERIOD, WARD) == whole.closings
        assert sorted(journal_facts(station, period, WARD)) == sorted(whole.facts)


NUMBER = st.integers(100_001, 100_012)
RANGES = st.lists(st.tuples(NUMBER, st.integers(0, 5)), max_size=3)


@given(RANGES, NUMBER)
def test_a_serial_is_named_by_the_ranges_that_hold_it(ranges: list[tuple[int, int]], number: int) -> None:
    first = Serial("26Q3", "00004", "CN", 100_001)
    spans = (SerialRange(first._replace(number=start), first._replace(number=start + more)) for start, more in ranges)
    text, serial = ",".join(map(str, spans)), first._replace(number=number)
    assert names(text, serial) == (str(serial) in set(expand(text)))
    assert not names(text, serial._replace(variant="TC"))


ACTS = st.lists(
    st.tuples(
        st.sampled_from(("key", "key", "key", "amend", "second", "void", "ask", "mark", "undo")),
        st.integers(0, 3),
        st.sampled_from(("lan", "minh")),
        st.sampled_from("34"),
    ),
    min_size=1,
    max_size=12,
)


@given(ACTS)
def test_what_waits_is_kept_up_as_if_it_were_read_anew(
    base: tuple[Station, Period], acts: list[tuple[str, int, str, str]]
) -> None:
    station = base[0]
    period = period_26q3(station)
    with undone(station):
        people = {code: person(station, code) for code in ("lan", "minh")}
        forms = issued(station, 4)
        kept = KeyQueue(station, period, people["lan"].author)
        for act, place, code, mark in acts:
            serial, by = forms[place], people[code]
            span = (SerialRange(serial, serial),)
            given_answers = answers(station, TC1=mark)
            with suppress(Problem):
                if act in {"key", "second"}:
                    second = act == "second"
                    ref = key_form(
                        station,
                        period,
                        serial=serial,
                        answers=given_answers,
                        seconds=30 + place,
                        second=second,
                        act=act_of(by, salt="s"),
                    )
                    kept.note(serial, ref)
                elif act == "amend":
                    ref = amend(
                        station, period, serial=serial, answers=given_answers, seconds=9, act=act_of(by, salt="s")
                    )
                    kept.note(serial, ref)
                elif act == "void":
                    void(station, period, serial=serial, act=act_of(by))
                elif act == "ask":
                    ask_second(station, period, serials=(serial,), act=act_of(by))
                elif act == "mark":
                    mark_forms(station, period, kind=Kind.RETURNED, ranges=span, act=act_of(by))
                else:
                    undo_mark(station, period, kind=Kind.RETURNED, ranges=span, act=act_of(by))
            anew = KeyQueue(station, period, people["lan"].author)
            if kept.is_current(period, people["lan"].author):
                assert dict(kept.forms) == dict(anew.forms)
                for second in (False, True):
                    assert list(kept.waiting(second=second)) == list(anew.waiting(second=second))
                    assert kept.left(second=second) == len(list(anew.waiting(second=second)))
                assert kept.day(DAY) == anew.day(DAY)


def test_what_others_do_makes_the_queue_outdated(station: Station) -> None:
    period, lan, minh = period_26q3(station), person(station), person(station, "minh")
    first, second, third = issued(station, 3)
    queue = KeyQueue(station, period, lan.author)
    key_form(station, period, serial=first, answers=answers(station), act=act_of(minh, salt="s"))
    assert not queue.is_current(period, lan.author)
    ref = key_form(station, period, serial=second, answers=answers(station), seconds=40, act=act_of(lan, salt="s"))
    queue.note(second, ref)
    assert queue.is_current(period, lan.author)
    assert queue.forms[str(first)].settled.heads
    assert queue.day(DAY) == KeyDay(1, 40)
    assert not queue.is_current(period, minh.author)
    mark_forms(station, period, kind=Kind.RETURNED, ranges=(SerialRange(third, third),), act=act_of(lan))
    assert not queue.is_current(period, lan.author)
    assert [*KeyQueue(station, period, lan.author).waiting(second=False)] == [third]
