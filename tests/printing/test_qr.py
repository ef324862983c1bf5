"""The code on the page: what it says, and that no keyboard changes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from printing.qr import Scanned, SerialNotTypable, paper_digits, payload, read

serials = some.from_regex(r"[2-9][0-9BCGHKMNPQT]{1,6}-[0-9]{5}-(CN|TC)-[1-9][0-9]{5}-[0-9]{2}", fullmatch=True)
papers = some.text(alphabet="0123456789abcdef", min_size=64, max_size=64)


@given(serials, some.sampled_from([1, 2]), papers)
def test_what_is_written_is_read(serial: str, page: int, paper: str) -> None:
    assert read(payload(serial=serial, page=page, paper=paper)) == Scanned(serial, page, paper_digits(paper))


@given(serials, papers)
def test_the_code_holds_only_what_telex_and_vni_leave_alone(serial: str, paper: str) -> None:
    assert set(payload(serial=serial, page=1, paper=paper)) <= set("BCGHKMNPQT0123456789-")


@pytest.mark.parametrize("serial", ["", "26A3-00004-CN-100001-48", "26q3-1", "26Q3 1", "26Q3-Ă"])
def test_other_letters_are_refused(serial: str) -> None:
    with pytest.raises(SerialNotTypable):
        payload(serial=serial, page=1, paper="ab")


@pytest.mark.parametrize("text", ["", "https://example.vn", "26Q3-00004-CN-100001-48", "26Q3-1-042317"])
def test_a_foreign_code_is_not_ours_or_has_no_page(text: str) -> None:
    found = read(text)
    assert found is None or found.serial != text
