"""The number of a paper form: what is printed reads back, and what was mistyped is refused."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.domain.book.serials import (
    BOOK_SIZE,
    LETTERS,
    CodeMalformed,
    Serial,
    SerialAmbiguous,
    SerialMalformed,
    SerialMistyped,
    SerialRange,
    compress,
    expand,
    parse_range,
    parse_serial,
    parse_typed,
    require_code,
)

GOLDEN = "26Q3-00004-CN-100123-48"
DIGITS = "0123456789"

codes = st.text(DIGITS + LETTERS, min_size=1, max_size=8)
KINDS = ("CN", "TC")
serials = st.builds(Serial, codes, codes, st.sampled_from(KINDS), st.integers(BOOK_SIZE, 10 * BOOK_SIZE - 1))


def test_the_golden_number() -> None:
    serial = parse_serial(GOLDEN)
    assert serial == Serial("26Q3", "00004", "CN", 100_123)
    assert (serial.book, serial.check, serial.short, str(serial)) == (1, "48", "100123-48", GOLDEN)


@given(serials)
def test_what_is_printed_reads_back(serial: Serial) -> None:
    assert parse_serial(str(serial)) == serial
    assert parse_serial(f" {str(serial).lower()}\n") == serial


@given(serials)
def test_the_check_makes_the_number_one_modulo_97(serial: Serial) -> None:
    digits = "".join(str(int(letter, 36)) for letter in str(serial).replace("-", ""))
    assert int(digits) % 97 == 1


@given(serials, st.data())
def test_every_single_mistyped_character_is_refused(serial: Serial, data: st.DataObject) -> None:
    text = str(serial)
    place = data.draw(st.integers(0, len(text) - 1))
    others = DIGITS if text[place] in DIGITS else "ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
    wrong = text[:place] + data.draw(st.sampled_from(others)) + text[place + 1 :]
    assume(wrong != text)
    with pytest.raises((SerialMalformed, SerialMistyped)):
        parse_serial(wrong)


@given(serials, st.data())
def test_every_transposition_of_neighbours_is_refused(serial: Serial, data: st.DataObject) -> None:
    text = str(serial)
    place = data.draw(st.integers(0, len(text) - 2))
    pair = text[place : place + 2]
    # as B is 11 and M is 22 in the check, 1B and B1 are one to it: such a slip is refused as another period or unit
    assume(pair[0] != pair[1] and "-" not in pair and "".join(sorted(pair)) not in ("1B", "2M"))
    with pytest.raises((SerialMalformed, SerialMistyped)):
        parse_serial(text[:place] + pair[::-1] + text[place + 2 :])


@given(serials)
def test_number_and_check_are_enough_within_a_period_and_unit(serial: Serial) -> None:
    for typed in (serial.short, serial.short.replace("-", ""), serial.short.replace("-", " ")):
        assert parse_typed(typed, period=serial.period, unit=serial.unit, kinds=KINDS) == serial


@given(serials)
def test_number_and_check_of_another_period_are_refused_or_another_number(serial: Serial) -> None:
    assume(serial.period != "26Q3")
    try:
        read = parse_typed(serial.short, period="26Q3", unit=serial.unit, kinds=KINDS)
    except SerialMistyped:
        return
    assert read.number == serial.number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26Q3",
        "26Q3-00004-CN-100123",
        "26Q3-00004-CN-000123-48",
        "26Q3-00004-XX-100123-48",
        "26A3-00004-CN-100123-48",
        "26Q3-00004-CN-１00123-48",
        "26Q3-00004-CN-100123-48-1",
        "26Q3–00004–CN–100123–48",
    ],
)
def test_other_shapes_are_no_form_numbers(text: str) -> None:
    with pytest.raises(SerialMalformed):
        parse_serial(text)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        serial = parse_typed(text, period="26Q3", unit="00004", kinds=KINDS)
    except (SerialMalformed, SerialMistyped):
        return
    assert parse_serial(str(serial)) == serial


@pytest.mark.parametrize("text", ["", "26-Q3", "A1", "26q3", "123456789", "2６Q3", "26Q3\n"])
def test_a_code_that_a_scanner_cannot_type_is_refused(text: str) -> None:
    with pytest.raises(CodeMalformed):
        require_code(text)


@given(
    st.sets(
        serials | st.builds(Serial, st.just("26Q3"), st.just("00004"), st.just("CN"), st.integers(199_990, 200_010))
    )
)
def test_serials_of_a_fact_are_ranges_that_expand_to_the_same(chosen: set[Serial]) -> None:
    assert list(expand(compress(chosen))) == [str(serial) for serial in sorted(chosen)]


def test_a_range_is_written_from_first_to_last_and_stays_in_its_book() -> None:
    first = Serial("26Q3", "00004", "CN", 199_998)
    run = [first._replace(number=number) for number in range(199_998, 200_002)]
    assert compress(reversed(run)) == f"{run[0]}..{run[1]},{run[2]}..{run[3]}"
    assert list(SerialRange(run[0], run[1])) == run[:2]


@pytest.mark.parametrize(
    "ends",
    [
        (Serial("26Q3", "00004", "CN", 100_002), Serial("26Q3", "00004", "CN", 100_001)),
        (Serial("26Q3", "00004", "CN", 199_999), Serial("26Q3", "00004", "CN", 200_000)),
        (Serial("26Q3", "00004", "CN", 100_001), Serial("26Q3", "00004", "TC", 100_002)),
    ],
)
def test_a_range_over_books_or_backwards_is_refused(ends: tuple[Serial, Serial]) -> None:
    text = f"{ends[0]}..{ends[1]}"
    with pytest.raises(SerialMalformed):
        list(expand(text))
    with pytest.raises(SerialMalformed):
        parse_range(text, period="26Q3", unit="00004", kinds=KINDS)


def test_any_number_of_kinds_of_respondents_have_serials_of_their_own() -> None:
    for kind in ("B", "HQ", "KHM", "PQTB"):
        serial = Serial("26Q3", "00004", kind, 100_001)
        assert parse_serial(str(serial)) == serial
        assert parse_typed(serial.short, period="26Q3", unit="00004", kinds=("CN", kind)) == serial
    for kind in ("", "A", "CNTCB", "C1"):
        with pytest.raises(SerialMalformed):
            parse_serial(f"26Q3-00004-{kind}-100001-00")


def test_a_short_number_that_two_kinds_share_is_asked_for_whole() -> None:
    first = Serial("26Q3", "00004", "CN", 100_001)
    every = ["".join(letters) for letters in product(LETTERS, repeat=2)]
    twin = next(kind for kind in every if kind != "CN" and first._replace(variant=kind).check == first.check)
    with pytest.raises(SerialAmbiguous) as refused:
        parse_typed(first.short, period="26Q3", unit="00004", kinds=("CN", twin))
    assert str(first) in refused.value.serials
    assert parse_typed(str(first), period="26Q3", unit="00004", kinds=("CN", twin)) == first
