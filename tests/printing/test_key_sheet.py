"""The key sheet of a computer: one page, with a code that reads as digits only."""

from __future__ import annotations

import io

import pytest

from models.language import load
from printing.document import Heading
from printing.key_sheet import KeySheet, print_key_sheet
from tests.builders.scans import pages_of

SHEET = KeySheet(
    office="UBND phường Ba Đình",
    computer="Máy 1 (0f3a9c1d2b4e5f60)",
    words="kham tinh com nhem nhui tanh",
    fingerprint="3f09 a1c2 0000 1111 2222 3333 4444 5555",
    digits="083822222222222222222222222222222222217",
)


@pytest.mark.parametrize("code", ["vi", "en"])
def test_the_sheet_is_one_page_with_words_and_fingerprint(code: str) -> None:
    file = io.BytesIO()
    print_key_sheet(sheet=SHEET, heading=Heading("UBND", "PHƯỜNG"), language=load(code), to=file)
    (scan,) = pages_of(file.getvalue())
    for words in (*SHEET.words.split(), SHEET.fingerprint, SHEET.office, SHEET.computer):
        assert words in scan.one_line
