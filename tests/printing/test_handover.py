"""The record of handing over: one page, its check number in digits and as QR, the totals, two places to sign."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from models.language import load
from models.services.exchange.packages import check_number
from printing.document import Heading
from printing.handover import TOTALS, Handover, grouped, print_handover_record
from tests.builders.scans import pages_of

HANDED = Handover(
    period="Kỳ 26Q3 – Quý III/2026",
    giver="UBND phường Ba Đình",
    receiver="UBND thành phố Hà Nội",
    about="UBND phường Ba Đình",
    number=12,
    file="26Q3-00004-returns-0012-3d78e8d1.zip",
    size=9199,
    lines=1068,
    keyings=1047,
    texts=5,
    id="3d78e8d1b4acc655",
    key="kham tinh com nhem nhui tanh",
    key_digits="123456789012345678901234567890123456789",
    check=check_number("3d78e8d1b4acc655"),
    totals={name: 1000 + place for place, (name, _) in enumerate(TOTALS)},
)
HEADING = Heading("UBND THÀNH PHỐ HÀ NỘI", "UBND PHƯỜNG BA ĐÌNH")


def printed(handed: Handover, code: str = "vi") -> bytes:
    file = io.BytesIO()
    print_handover_record(handed=handed, heading=HEADING, language=load(code), to=file)
    return file.getvalue()


@pytest.mark.parametrize("code", ["vi", "en"])
def test_the_record_fits_one_page_and_says_everything(code: str) -> None:
    (scan,) = pages_of(printed(HANDED, code))
    page = scan.one_line
    for words in (
        "0442 9546 2208 9591 3557",
        "3d78 e8d1 b4ac c655",
        HANDED.file,
        HANDED.giver,
        HANDED.receiver,
        HANDED.key,
    ):
        assert words in page
    number = load(code).number
    assert all(number(count) in page for count in HANDED.totals.values())


def test_a_scanner_reads_the_check_number_and_the_key_of_the_sender() -> None:
    (scan,) = pages_of(printed(HANDED))
    assert sorted(scan.codes()) == sorted([HANDED.check, HANDED.key_digits])


def test_the_check_number_is_the_id_in_digits_only() -> None:
    assert check_number("0" * 16) == "0" * 20
    assert check_number("f" * 16) == "18446744073709551615"
    assert grouped("12345678901") == "1234 5678 901"


def test_equal_records_are_equal_bytes_and_long_names_still_fit() -> None:
    assert printed(HANDED) == printed(HANDED)
    long = replace(HANDED, about="Chi nhánh Văn phòng đăng ký đất đai " * 4, period="Kỳ khảo sát " * 12)
    assert len(pages_of(printed(long))) <= 2
