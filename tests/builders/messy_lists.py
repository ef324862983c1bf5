"""Lists of dossiers as strangers send them: a true list, and a file in which it was put down in some of many ways."""

from __future__ import annotations

import csv
import io
import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import openpyxl

from models.domain.basics.tables import Cell
from tests.builders.old_codes import in_double, in_tcvn3, in_vni

Row = list[Cell]
FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
_SECTORS = ("Hộ tịch", "Chứng thực", "Đất đai", "Xây dựng", "Bảo trợ xã hội")
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Vũ", "Đặng", "Đỗ")
_GIVEN = ("Thị Hường", "Văn Đức", "Thị Lệ", "Quốc Việt", "Thùy Dương", "Hữu Phước", "Thị Ánh Nguyệt")
_HEADERS = {
    "number": ("Mã hồ sơ", "Số hồ sơ", "MÃ SỐ HỒ SƠ", "Số biên nhận"),
    "sector": ("Lĩnh vực", "LĨNH VỰC", "Tên lĩnh vực", "Lĩnh  vực:"),
    "name": ("Chủ hồ sơ", "Họ và tên", "Người nộp hồ sơ", "Tên cá nhân/tổ chức"),
    "phone": ("SĐT", "Điện thoại", "Số điện thoại liên hệ"),
    "returned": ("Ngày trả kết quả", "Ngày trả KQ", "Ngày nhận kết quả", "NGÀY TRẢ KẾT QUẢ"),
}
_FURTHER = ("STT", "Ghi chú", "Cán bộ xử lý", "Cột của riêng tôi")


@dataclass(frozen=True)
class Dossier:
    """One row of the true list."""

    number: str
    sector: str
    name: str
    phone: str
    returned: date


@dataclass
class MessyList:
    """The file and the true list; `ways` says in which ways it was put down."""

    content: bytes
    file: str
    true: tuple[Dossier, ...]
    ways: list[str] = field(default_factory=list)


def messy_list(chance: random.Random) -> MessyList:
    """A list put down in ways that all can be understood: whoever reads it comes to the true one."""
    true = tuple(_dossier(chance, place) for place in range(chance.randint(1, 25)))
    ways: list[str] = []
    columns = _columns(chance, true, ways)
    header = {name: chance.choice(words) for name, words in _HEADERS.items()}
    order: list[str] = [*columns]
    for further in chance.sample(_FURTHER, chance.randint(0, 3)):
        columns[further] = [chance.choice((None, "x", 7)) for _ in true]
        header[further] = further
        order.append(further)
    chance.shuffle(order)
    if chance.random() < 0.3:
        ways.append("an empty column between")
        order.insert(chance.randint(0, len(order)), "")
    rows: list[Row] = [[columns[name][place] if name else None for name in order] for place in range(len(true))]
    named: Row = [header.get(name) for name in order]
    table = _framed(chance, named, rows, ways)
    if chance.random() < 0.5:
        return MessyList(_as_xlsx(chance, table, ways), "list.xlsx", true, ways)
    return MessyList(_as_csv(chance, table, ways), "list.csv", true, ways)


_SPOILING: tuple[tuple[str, str, Cell], ...] = (
    ("an error for the number", "number", "#N/A"),
    ("a formula for the number", "number", "=A1&B1"),
    ("digits lost", "number", "2.60703E+14"),
    ("no number", "number", None),
    ("words for the number", "number", "chưa có"),
    ("an error for the sector", "sector", "#REF!"),
    ("letters lost in the sector", "sector", "H? t?ch"),
    ("no day", "returned", None),
    ("no such day", "returned", "31/06/2026"),
    ("an error for the day", "returned", "#VALUE!"),
    ("words for the day", "returned", "chưa trả"),
    ("an error for the name", "name", "#N/A"),
    ("a formula for the name", "name", "=VLOOKUP(A2;X;2;0)"),
)


def spoiled(chance: random.Random) -> MessyList:
    """A list of whose cells some say nothing, and one row in some may have moved."""
    true = tuple(_dossier(chance, place) for place in range(chance.randint(8, 25)))
    names = list(_HEADERS)
    columns: dict[str, Row] = {
        "number": [each.number for each in true],
        "sector": [each.sector for each in true],
        "name": [each.name for each in true],
        "phone": [each.phone for each in true],
        "returned": [f"{each.returned:%d/%m/%Y}" for each in true],
    }
    ways = []
    for place in chance.sample(range(1, len(true)), chance.randint(1, 3)):
        way, name, cell = chance.choice(_SPOILING)
        ways.append(f"{way} in {place}")
        columns[name][place] = cell
    rows: list[Row] = [[columns[name][place] for name in names] for place in range(len(true))]
    if chance.random() < 0.3:
        ways.append("a row that has moved")
        place = chance.randrange(len(rows))
        rows[place] = [*rows[place][:2], "Lê", *rows[place][2:]]
    table: list[Row] = [[_HEADERS[name][0] for name in names], *rows]
    if chance.random() < 0.5 and "a row that has moved" not in ways:
        return MessyList(_as_xlsx(chance, table, ways), "list.xlsx", true, ways)
    return MessyList(_as_csv(chance, table, ways), "list.csv", true, ways)


def _dossier(chance: random.Random, place: int) -> Dossier:
    day = FIRST + timedelta(days=chance.randint(0, (LAST - FIRST).days))
    name = f"{chance.choice(_FAMILIES)} {chance.choice(_GIVEN)}"
    return Dossier(
        f"H26-{place + 1:03}-{chance.randint(0, 9999):04}", chance.choice(_SECTORS), name, f"09{place:08}", day
    )


def _columns(chance: random.Random, true: Sequence[Dossier], ways: list[str]) -> dict[str, Row]:
    way, day = chance.choice(_DAYS)
    if way.startswith("month first") and not any(each.returned.day > 12 for each in true):
        way, day = _DAYS[0]
    ways.append(way)
    dressing, dressed = chance.choice(_NUMBERS)
    ways.append(dressing)
    columns: dict[str, Row] = {
        "number": [dressed(each.number) for each in true],
        "sector": [each.sector for each in true],
        "name": [each.name for each in true],
        "phone": [each.phone for each in true],
        "returned": [day(chance, each.returned) for each in true],
    }
    if chance.random() < 0.3:
        ways.append("ditto marks")
        mark = chance.choice(("nt", '"', "-nt-", "như trên", "〃"))
        for name in ("sector", "name"):
            values = list(columns[name])
            columns[name] = [mark if place and cell == values[place - 1] else cell for place, cell in enumerate(values)]
    code, written = chance.choice(_CODES)
    # a short column tells no code for certain
    if code and len(true) > 5:
        ways.append(code)
        columns["name"] = [written(cell) if isinstance(cell, str) else cell for cell in columns["name"]]
    if chance.random() < 0.2:
        ways.append("blanks around")
        columns["sector"] = [
            f" {cell}\u00a0" if isinstance(cell, str) and len(cell) > 5 else cell for cell in columns["sector"]
        ]
    return columns


def _text_of(way: str) -> Callable[[random.Random, date], Cell]:
    return lambda _, day: day.strftime(way)


def _moment(_: random.Random, day: date) -> Cell:
    # 01:30 in Hà Nội is the day before in Greenwich
    return f"{day - timedelta(days=1):%Y-%m-%d}T18:30:00Z"


_DAYS: tuple[tuple[str, Callable[[random.Random, date], Cell]], ...] = (
    ("dd/mm/yyyy", _text_of("%d/%m/%Y")),
    ("dd.mm.yyyy", _text_of("%d.%m.%Y")),
    ("dd-mm-yyyy with a time", _text_of("%d-%m-%Y 08:30")),
    ("dd/mm/yy", _text_of("%d/%m/%y")),
    ("month first", _text_of("%m/%d/%Y")),
    ("month first with a time", _text_of("%m/%d/%Y 2:30:00 PM")),
    ("iso", _text_of("%Y-%m-%d")),
    ("moments with a zone", _moment),
    ("words", _text_of("ngày %d tháng %m năm %Y")),
    ("names of months", _text_of("%d-%b-%Y")),
    ("day numbers as text", lambda _, day: str((day - date(1899, 12, 30)).days)),
    ("days", lambda _, day: day),
    ("days with a time", lambda chance, day: datetime.combine(day, time(chance.randint(0, 23), 15))),
)
_NUMBERS: tuple[tuple[str, Callable[[str], Cell]], ...] = (
    ("numbers plain", lambda number: number),
    ("numbers behind an apostrophe", lambda number: f"'{number}"),
    ("numbers quoted by a formula", lambda number: f'="{number}"'),
    ("numbers in brackets", lambda number: f"({number})"),
    ("numbers with dashes", lambda number: number.replace("-", "–")),
    ("numbers with blanks", lambda number: f" {number} "),
)
_CODES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("", str), ("", str), ("VNI", in_vni), ("TCVN3", in_tcvn3), ("UTF-8 twice", in_double),
    ("letters taken apart", lambda text: unicodedata.normalize("NFD", text)),
)  # fmt: skip


def _framed(chance: random.Random, named: Row, rows: list[Row], ways: list[str]) -> list[Row]:
    """The rows with their header and with what stands around such lists on paper."""
    titles = ("UBND PHƯỜNG BA ĐÌNH", "DANH SÁCH HỒ SƠ ĐÃ TRẢ KẾT QUẢ", "Quý III năm 2026", None)
    table: list[Row] = [[title] for title in chance.sample(titles, chance.randint(0, 4))]
    between: tuple[Row, ...] = ([], named, [None, None])
    table.append(named)
    if chance.random() < 0.3:
        ways.append("columns numbered")
        table.append([f"({place})" for place in range(1, len(named) + 1)])
    for row in rows:
        if chance.random() < 0.1:
            table.append(chance.choice(between))
        table.append(row)
    if chance.random() < 0.4:
        ways.append("sums and signatures")
        table += [[None, f"Tổng cộng: {len(rows)} hồ sơ"], [], ["NGƯỜI LẬP BIỂU", None, "CHỦ TỊCH"]]
    return table


def _as_xlsx(chance: random.Random, table: list[Row], ways: list[str]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "DS"
    for number, row in enumerate(table, 1):
        for column, cell in enumerate(row, 1):
            if cell is not None:
                written = sheet.cell(number, column, cell)
                if isinstance(cell, str):
                    written.data_type = "s"
    if chance.random() < 0.2:
        ways.append("a hidden row")
        sheet.row_dimensions[chance.randint(1, len(table))].hidden = True
    if chance.random() < 0.2:
        ways.append("another sheet")
        book.create_sheet("Khác").append(["x"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _as_csv(chance: random.Random, table: list[Row], ways: list[str]) -> bytes:
    delimiter, encoding = chance.choice(",;\t|"), chance.choice(("utf-8-sig", "utf-8", "utf-16", "utf-16-le"))
    ways += [f"csv {delimiter!r}", encoding]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(
        [["" if cell is None else _shown(cell) for cell in row] for row in table]
    )
    return text.getvalue().encode(encoding)


def _shown(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)
