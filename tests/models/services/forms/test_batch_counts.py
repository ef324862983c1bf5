"""A batch is closed with the hand count of its slip, and a difference is explained first."""

from __future__ import annotations

import pytest

from models.domain.book.facts import Kind
from models.domain.book.serials import Serial, SerialRange
from models.services.forms.batch_counts import (
    CountedBatch,
    DifferenceUnexplained,
    HandCountImpossible,
    batch_counts,
    close_batch,
)
from models.services.forms.marking import NotIssued, mark_forms
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.forms import issued, key
from tests.builders.surveys import period_26q3


def close(station: Station, serial: Serial, handed_out: int, returned: int, explanation: str = "") -> CountedBatch:
    return close_batch(
        station,
        period_26q3(station),
        serial=serial,
        handed_out=handed_out,
        returned=returned,
        explanation=explanation,
        act=act_of(),
    )


def test_a_batch_closes_when_hand_count_and_keyed_forms_agree(station: Station) -> None:
    first = issued(station, 5)
    issued(station, 3)
    mark_forms(
        station,
        period_26q3(station),
        kind=Kind.RETURNED,
        ranges=(SerialRange(first[0], first[2]),),
        act=act_of(),
    )
    for serial in first[:3]:
        key(station, serial)
    closed = close(station, first[1], 4, 3)
    assert (closed.handed_out, closed.returned, closed.keyed, closed.is_closed) == (3, 3, 3, True)
    assert [each.is_closed for each in batch_counts(station, period_26q3(station))] == [True, False]


def test_a_difference_is_explained_first(station: Station) -> None:
    serials = issued(station, 5)
    key(station, serials[0])
    with pytest.raises(DifferenceUnexplained):
        close(station, serials[0], 5, 2, "  ")
    assert batch_counts(station, period_26q3(station))[0].hand is None
    closed = close(station, serials[0], 5, 2, "một phiếu rách, không đọc được số")
    assert closed.is_closed
    assert closed.hand is not None
    assert closed.hand.explanation == "một phiếu rách, không đọc được số"


def test_a_form_keyed_later_opens_its_batch_again(station: Station) -> None:
    serials = issued(station, 2)
    key(station, serials[0])
    close(station, serials[0], 1, 1)
    key(station, serials[1])
    assert not batch_counts(station, period_26q3(station))[0].is_closed
    assert close(station, serials[0], 2, 2).is_closed


@pytest.mark.parametrize(("handed_out", "returned"), [(6, 1), (2, 3), (2, -1)])
def test_counts_that_cannot_be_are_refused(station: Station, handed_out: int, returned: int) -> None:
    serials = issued(station, 5)
    with pytest.raises(HandCountImpossible):
        close(station, serials[0], handed_out, returned, "vì sao")


def test_a_number_that_was_never_issued_has_no_batch(station: Station) -> None:
    (serial,) = issued(station, 1)
    with pytest.raises(NotIssued):
        close(station, serial._replace(number=serial.number + 9), 1, 1)
