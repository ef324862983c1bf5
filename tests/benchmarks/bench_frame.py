"""How long a long list takes to be read, ruled and drawn from, beside pandas with openpyxl loading the same workbook.

Run it from the root of the project: `python -m tests.benchmarks.bench_frame [ROWS]`.
"""

from __future__ import annotations

import io
import resource
import sys
import time
from datetime import date, datetime, timedelta
from typing import NamedTuple

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
    made = _megabytes()
    start = _now()
    tables = tables_from(content, name="list.xlsx")
    read = _now()
    reading = read_frame(
        search_headers(tables, BUILT_IN.customs).complete(),
        first=date(2026, 7, 1),
        last=date(2026, 9, 30),
        salt=b"salt",
    )
    ruled = _now()
    draw = draw_sample(reading.entries, seed="26Q3")
    drawn = _now()
    most = _megabytes()
    pd.read_excel(io.BytesIO(content), engine="openpyxl")
    loaded = _now()
    print(f"{rows} rows, {len(content) / 2**20:.1f} MiB: {len(reading.entries)} eligible, {draw.size} drawn")
    print(
        f"read {read - start} | rules {ruled - read} | read and ruled {ruled - start} | draw {drawn - ruled} | "
        f"at most {most} MB ({made} MB before); pandas and openpyxl read alone {loaded - drawn}"
    )


class _Moment(NamedTuple):
    """A moment by the clock and by the processor."""

    clock: float
    processor: float

    def __sub__(self, other: _Moment) -> str:
        return f"{self.clock - other.clock:.2f} s ({self.processor - other.processor:.2f} s of the processor)"


def _now() -> _Moment:
    return _Moment(time.perf_counter(), time.process_time())


def _megabytes() -> int:
    if sys.platform == "win32":
        raise NotImplementedError
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
