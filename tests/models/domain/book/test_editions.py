"""Law 41: the closings of a hub, their numbers, and which of them hold."""

from __future__ import annotations

import itertools
import random

import pytest

from models.domain.basics.units import UnitKey
from models.domain.book.authority import UNHEARD, Speaker
from models.domain.book.editions import Waiver, edition_body, editions, every_edition
from models.domain.book.facts import Fact, Kind, Ref, canonical
from models.domain.book.views import BranchEnd, View, speaker_in, speaker_words
from tests.builders.lines import fact

WARD, OTHER, CITY = (UnitKey.parse(text) for text in ("00004@2025-07-01", "00008@2025-07-01", "01@2008-08-01"))
DESK, MATE, PC = "d" * 32, "e" * 32, "a" * 32
CHAIN = "c" * 64


def closing(station: str, n: int, *replaces: Ref) -> Fact:
    body = edition_body(views={}, asked=(), campaign="", replaces=replaces, waived=())
    return fact(n, Kind.HUB_CLOSED)._replace(station=station, body=canonical(body), by="01/ha")


def test_a_closing_that_replaces_none_is_edition_1_and_each_that_replaces_it_one_more() -> None:
    first = closing(DESK, 1)
    second = closing(DESK, 2, first.ref)
    third = closing(MATE, 1, second.ref)
    assert [(each.ref, each.number) for each in editions([first, second, third])] == [(third.ref, 3)]
    assert [each.number for each in every_edition([third, first, second])] == [1, 2, 3]


def test_two_desks_that_closed_apart_both_hold_until_one_closing_replaces_both() -> None:
    one, other = closing(DESK, 1), closing(MATE, 1)
    assert {each.ref for each in editions([one, other])} == {one.ref, other.ref}
    both = closing(DESK, 2, one.ref, other.ref)
    assert [(each.ref, each.number) for each in editions([one, other, both])] == [(both.ref, 2)]


def test_the_number_is_that_of_the_longest_chain() -> None:
    one, other = closing(DESK, 1), closing(MATE, 1)
    second = closing(DESK, 2, one.ref)
    joined = closing(MATE, 2, second.ref, other.ref)
    assert editions([one, other, second, joined])[0].number == 3


def test_a_replaced_closing_that_is_not_here_counts_as_a_first_one() -> None:
    assert editions([closing(DESK, 2, Ref(MATE, 7))])[0].number == 2


def test_closings_that_replace_each_other_in_a_circle_leave_none() -> None:
    assert editions([closing(DESK, 1, Ref(MATE, 1)), closing(MATE, 1, Ref(DESK, 1))]) == ()
    assert len(every_edition([closing(DESK, 1, Ref(MATE, 1)), closing(MATE, 1, Ref(DESK, 1))])) == 2


@pytest.mark.parametrize("seed", range(20))
def test_no_order_of_the_lines_changes_what_holds(seed: int) -> None:
    chance = random.Random(seed)
    made: list[Fact] = []
    for station, n in itertools.product((DESK, MATE), range(1, 5)):
        made.append(
            closing(station, n, *(each.ref for each in chance.sample(made, min(len(made), chance.randrange(3)))))
        )
    expected = editions(made)
    for _ in range(5):
        chance.shuffle(made)
        assert editions(made) == expected


def test_what_a_closing_names_is_read_as_it_was_written() -> None:
    views = {
        WARD: View(
            {
                PC: (BranchEnd(3, CHAIN), BranchEnd(9, CHAIN)),
                DESK: (BranchEnd(1, CHAIN),),
                MATE: (BranchEnd(1, CHAIN),),
            },
            {PC: Speaker(WARD, 0), DESK: Speaker(CITY, 1, None, (Speaker(WARD, 0),)), MATE: UNHEARD},
        ),
        OTHER: View({}, {}),
    }
    waived = (Waiver("silent", (OTHER,), "mất mạng", "01/ha"),)
    body = edition_body(views=views, asked=(WARD, OTHER), campaign=CHAIN, replaces=(), waived=waived)
    (read,) = editions([closing(DESK, 1)._replace(body=canonical(body))])
    assert (read.views, read.asked, read.campaign, read.waived) == (views, (WARD, OTHER), CHAIN, waived)


@pytest.mark.parametrize("words", [None, 7, [], [[1]], [["x", 0]], [[str(WARD)]], [[str(WARD), "x"]]])
def test_a_speaker_that_does_not_read_is_nobody(words: object) -> None:
    assert speaker_in(words) == UNHEARD


def test_an_office_that_does_not_stand_above_stays_one_without_a_say() -> None:
    stranger = Speaker(OTHER, None)
    assert speaker_in(speaker_words(stranger)) == stranger
