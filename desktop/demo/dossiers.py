"""Invented lists of finished dossiers, as a one-stop office would export them. No name belongs to anybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from desktop.demo.chance import Chance
from models.domain.basics.units import Unit
from models.files import write_whole

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
MIDDLE = ("Văn", "Thị", "Minh", "Đức", "Ngọc", "Quang", "Thanh", "Hữu", "Thu", "Kim")
GIVEN = (
    "An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Hải", "Hạnh", "Hiền", "Hòa", "Hương", "Khánh", "Lan", "Linh", "Long",
    "Mai", "Nam", "Nga", "Phúc", "Phương", "Quân", "Sơn", "Thảo", "Thắng", "Thúy", "Trang", "Tuấn", "Vân", "Yến", "Ước",
)  # fmt: skip
FIRMS = ("Công ty TNHH", "Công ty cổ phần", "Hợp tác xã", "Hộ kinh doanh")

HEADER = (
    "STT", "Mã hồ sơ", "Thủ tục hành chính", "Lĩnh vực", "Chủ hồ sơ", "Số định danh/MST", "Địa chỉ", "Điện thoại",
    "Ngày tiếp nhận", "Ngày trả kết quả",
)  # fmt: skip


class Dossier(NamedTuple):
    """One row of the list."""

    code: str
    procedure: str
    sector: str
    name: str
    number: str
    address: str
    phone: str
    received: date
    returned: date | None


def invent_dossiers(
    unit: Unit, procedures: Sequence[tuple[str, str]], *, count: int, first: date, last: date, chance: Chance
) -> list[Dossier]:
    """Invent `count` dossiers finished between two days, a few unfinished or just outside, as real lists have.

    `procedures` are (name with code, sector), the commonest first.
    """
    days = (last - first).days
    weights = [1 / (place + 4) for place in range(len(procedures))]
    found = []
    for number in range(count):
        procedure, sector = procedures[chance.weighted(weights)]
        returned = first + timedelta(days=chance.whole(days + 1))
        if chance.happens(0.03):
            returned = first - timedelta(days=1 + chance.whole(20))
        is_firm = chance.happens(0.15)
        name = _firm(chance) if is_firm else _person(chance)
        received = returned - timedelta(days=2 + chance.whole(12))
        found.append(
            Dossier(
                f"000.01.{unit.key.code[-2:]}.H26-{received:%y%m%d}-{number + 1:04d}",
                procedure,
                sector,
                name,
                f"{100_000_000 + number:010d}" if is_firm else f"0019{90_000_000 + number}",
                f"Số {1 + chance.whole(90)}, tổ {1 + chance.whole(30)}, {unit.full_name}",
                f"09{10_000_000 + chance.whole(89_999_999)}",
                received,
                None if chance.happens(0.02) else returned,
            )
        )
    return found


def write_list(dossiers: Sequence[Dossier], unit: Unit, path: Path, *, first: date, last: date) -> None:
    """Write the list as the workbook that a one-stop office hands over."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("HoSoDaTra")
    sheet.append([unit.agency.upper()])
    sheet.append(["DANH SÁCH HỒ SƠ ĐÃ TRẢ KẾT QUẢ (dữ liệu giả định)"])
    sheet.append([f"TỪ NGÀY {first:%d/%m/%Y} ĐẾN NGÀY {last:%d/%m/%Y}"])
    sheet.append(list(HEADER))
    for number, dossier in enumerate(dossiers, 1):
        returned = dossier.returned.strftime("%d/%m/%Y") if dossier.returned else ""
        sheet.append([number, *dossier[:7], dossier.received.strftime("%d/%m/%Y"), returned])
    sheet.append(["", "", "", "Tổng cộng", len(dossiers)])
    write_whole(path, book.save)


def _person(chance: Chance) -> str:
    return f"{chance.one_of(FAMILY)} {chance.one_of(MIDDLE)} {chance.one_of(GIVEN)}"


def _firm(chance: Chance) -> str:
    return f"{chance.one_of(FIRMS)} {chance.one_of(GIVEN)} {chance.one_of(GIVEN)}"
