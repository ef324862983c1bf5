from __future__ import annotations

import pytest

from models.catalogue import BUILT_IN
from models.domain.dossiers.frame_people import ApplicantKind, contact_of, digest


@pytest.mark.parametrize(
    "name",
    ["Công ty TNHH Thử Nghiệm", "CONG TY CP ABC", "Cty TNHH Mẫu", "Doanh nghiệp tư nhân Mẫu", "Hộ  kinh doanh Mẫu", "HKD Thí Dụ",
     "Hợp tác xã Mẫu", "HTX Mẫu", "Trường Mầm non Hoa Mai", "Hội Nông dân phường", "Ngân hàng Mẫu", "Nguyễn Văn A (Hộ kinh doanh Mẫu)",
     "UBND phường Mẫu", "Trung tâm Mẫu", "Toà án nhân dân", "Tòa án nhân dân", "Văn phòng công chứng Mẫu", "Chi nhánh Mẫu"],
)  # fmt: skip
def test_organisations_are_known_by_their_names(name: str) -> None:
    assert BUILT_IN.customs.kind_of(name) is ApplicantKind.ORGANISATION


@pytest.mark.parametrize(
    "name",
    ["Nguyễn Văn Hội", "Trần Công Đoàn", "Đoàn Văn Trường", "Lê Thị Viện", "Phạm Ngân Hằng", "PHAM NGAN HANG", "Trương Thị Mai",
     "Vũ Tổng", "Bàn Văn Quỹ", "Đinh Thị Sở", "Phùng Quang Ban", ""],
)  # fmt: skip
def test_names_of_persons_that_hold_such_syllables_stay_persons(name: str) -> None:
    assert BUILT_IN.customs.kind_of(name) is ApplicantKind.INDIVIDUAL


def test_a_contact_needs_name_and_phone() -> None:
    assert contact_of("Nguyễn Văn Hoà", "0900100052") == contact_of("NGUYỄN  VĂN HÒA", "900 100 052")
    assert contact_of("Nguyễn Văn Hoà", "") == contact_of("", "0900100052") == ""


def test_another_salt_gives_another_key() -> None:
    assert digest(b"a", "number", "1464900028") != digest(b"b", "number", "1464900028")
