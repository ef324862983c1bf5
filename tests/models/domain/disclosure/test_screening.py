from __future__ import annotations

import pytest

from models.domain.disclosure.screening import MASK, screened


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("gọi 0912345678 nhé", f"gọi {MASK} nhé"),
        ("gọi 0912 345 678", f"gọi {MASK}"),
        ("ĐT: 0912.345.678, cảm ơn", f"ĐT: {MASK}, cảm ơn"),
        ("+84 912-345-678", MASK),
        ("(024) 3825 1234", f"({MASK}"),
        ("CCCD 001087012345", f"CCCD {MASK}"),
        ("CMND số 012345678.", f"CMND số {MASK}."),
        ("hộ chiếu B1234567", f"hộ chiếu {MASK}"),
        ("thư lan.nguyen@hanoi.gov.vn", f"thư {MASK}"),
        ("hồ sơ H26.12.3-260901-0012 chậm", f"hồ sơ {MASK} chậm"),
    ],
)
def test_numbers_that_lead_to_a_person_are_masked(text: str, shown: str) -> None:
    assert screened(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Rất hài lòng, 10 điểm",
        "chờ từ 05/10/2026 tới 12/10/2026",
        "phải nộp 12.500.000 đồng",
        "đi lại 3 lần, mỗi lần 2 giờ",
        "quy định 61/2018/NĐ-CP",
        "",
    ],
)
def test_what_leads_to_nobody_stays(text: str) -> None:
    assert screened(text) == text
