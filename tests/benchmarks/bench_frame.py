"""How long a long list takes to be read, ruled and drawn from, beside pandas with openpyxl loading the same workbook.

Run it from the root of the project: `python -m tests.benchmarks.bench_frame [ROWS]`.
"""

from __future__ import annotations

import io
import resource
import sys
import time
from datetime import date, datetime, timedelta

import openpyxl
import pandas as pd

from models.catalogue import BUILT_IN
from models.domain.dossiers.frame_headers import search_headers
from models.domain.dossiers.frame_rows import read_frame
from models.domain.dossiers.sampling import draw_sample
from models.workbooks import tables_from

HEADER = [
    "STT",
    "Mã hồ sơ",
    "Thủ tục",
    "Lĩnh vực",
    "Chủ hồ sơ",
    "CCCD/MST",
    "Địa chỉ",
    "SĐT",
    "Ngày tiếp nhận",
    "Ngày trả kết quả",
]
SECTORS = ("Hộ tịch", "Chứng thực", "ĐẤT ĐAI", "Hộ  kinh doanh", "Xây dựng")


def long_list(rows: int) -> bytes:
    """A workbook of `rows` dossiers, days as text and as days, every third person with two dossiers."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("DS")
    sheet.append(HEADER)
    for n in range(rows):
        day = date(2026, 7, 1) + timedelta(days=n % 92)
        returned = day.strftime("%d/%m/%Y") if n % 2 else datetime(day.year, day.month, day.day, 9, n % 60)  # noqa: DTZ001 -- cells have no zone
        name = f"Nguyễn Văn Người {n - n % 3}"
        sheet.append(
            [n, f"000.H26-{n:06}", "1.001193 - Đăng ký khai sinh", SECTORS[n % 5], name, f"0012{n - n % 3:08}",
             f"Số {n}, tổ 5", 900_000_000 + n, day, returned]
        )  # fmt: skip
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def measure(rows: int) -> None:
    content = long_list(rows)
    start = time.perf_counter()
    tables = tables_from(content, name="list.xlsx")
    read = time.perf_counter()
    reading = read_frame(
        search_headers(tables, BUILT_IN.customs).complete(),
        first=date(2026, 7, 1),
        last=date(2026, 9, 30),
        salt=b"salt",
    )
    ruled = time.perf_counter()
    draw = draw_sample(reading.entries, seed="26Q3")
    drawn = time.perf_counter()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    other = time.perf_counter()
    pd.read_excel(io.BytesIO(content), engine="openpyxl")
    loaded = time.perf_counter()
    print(f"{rows} rows, {len(content) / 2**20:.1f} MiB: {len(reading.entries)} eligible, {draw.size} drawn")
    print(
        f"read {read - start:.2f} s | rules {ruled - read:.2f} s | draw {drawn - ruled:.2f} s | {megabytes} MB with the list made; "
        f"pandas and openpyxl read alone {loaded - other:.2f} s"
    )


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
