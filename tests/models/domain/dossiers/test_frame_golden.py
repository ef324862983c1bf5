"""The messy list of a one-stop office gives exactly the figures that were counted when it was made."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from models.catalogue import BUILT_IN
from models.domain.basics.tables import Table
from models.domain.dossiers.frame import FrameReading, LineKind, Reason
from models.domain.dossiers.frame_cells import text_of
from models.domain.dossiers.frame_fields import DossierField
from models.domain.dossiers.frame_headers import search_headers
from models.domain.dossiers.frame_people import ApplicantKind
from models.domain.dossiers.frame_rows import read_frame
from models.workbooks import read_tables, tables_from

LIST = Path(__file__).parents[3] / "data" / "danh-sach-mot-cua.xlsx"
FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)


@pytest.fixture(scope="module")
def tables() -> tuple[Table, ...]:
    return read_tables(LIST)


@pytest.fixture(scope="module")
def reading(tables: tuple[Table, ...]) -> FrameReading:
    return read_frame(
        search_headers(tables, BUILT_IN.customs).complete(),
        first=FIRST,
        last=LAST,
        salt=b"salt",
    )


def test_rows_are_what_carries_a_dossier_number(reading: FrameReading) -> None:
    assert (reading.rows, len(reading.entries)) == (620, 547)


def test_each_refused_row_has_its_one_reason(reading: FrameReading) -> None:
    assert reading.refused_by_reason == {
        Reason.DUPLICATE: 15,
        Reason.NOT_COMPLETED: 22,
        Reason.BAD_DATE: 4,
        Reason.OUTSIDE_PERIOD: 32,
    }


def test_sectors_count_once_in_all_their_spellings(reading: FrameReading) -> None:
    assert reading.sectors == {
        "Hộ tịch": 176,
        "Chứng thực": 146,
        "Hộ kinh doanh": 61,
        "Đất đai": 41,
        "Bảo trợ xã hội": 39,
        "Xây dựng": 36,
        "Người có công": 24,
        "Giảm nghèo": 13,
        "Nuôi con nuôi": 11,
    }


def test_applicants_are_people_not_rows(reading: FrameReading) -> None:
    assert reading.applicants == 478
    assert reading.applicants_by_kind == {ApplicantKind.INDIVIDUAL: 384, ApplicantKind.ORGANISATION: 94}
    assert Counter(entry.kind for entry in reading.entries) == {
        ApplicantKind.INDIVIDUAL: 442,
        ApplicantKind.ORGANISATION: 105,
    }
    dossiers = Counter(entry.person for entry in reading.entries)
    assert sum(count > 1 for count in dossiers.values()) == 58


def test_namesakes_stay_different_people(reading: FrameReading) -> None:
    by_name: dict[str, set[str]] = {}
    for entry in reading.entries:
        by_name.setdefault(entry.name, set()).add(entry.person)
    assert sum(len(people) > 1 for people in by_name.values()) >= 5


def test_lines_that_are_no_rows_are_counted_by_what_they_are(reading: FrameReading) -> None:
    assert reading.dropped_by_kind == {
        LineKind.BLANK: 16,
        LineKind.HEADER: 0,
        LineKind.SUM: 10,
        LineKind.UNNUMBERED: 0,
        LineKind.OTHER: 5,
    }


def test_every_line_below_the_header_is_accounted_for(reading: FrameReading, tables: tuple[Table, ...]) -> None:
    rows = sorted(
        [entry.row for entry in reading.entries]
        + [refused.row for refused in reading.refused]
        + [line.row for line in reading.dropped]
    )
    assert rows == list(range(11, len(tables[0].rows) + 1))


def test_a_header_over_two_rows_with_column_numbers_below_is_found(reading: FrameReading) -> None:
    assert (reading.sheet, reading.columns.header_row, reading.columns.first_row) == ("HoSoDaTra", 8, 11)
    assert reading.columns.fields[DossierField.READY].header == "Ngày có kết quả"
    assert reading.columns.number(DossierField.RETURNED) == 13


def test_local_endings_of_procedure_codes_are_cut(reading: FrameReading) -> None:
    codes = {entry.procedure_code for entry in reading.entries}
    assert all(len(code) == len("1.004873") for code in codes)


def test_a_lost_leading_zero_of_a_phone_is_put_back(reading: FrameReading) -> None:
    assert all(entry.phone.startswith("0") and len(entry.phone) >= 10 for entry in reading.entries)


def test_the_identity_number_is_nowhere_in_what_is_kept(reading: FrameReading) -> None:
    assert "001373902331" not in repr(reading)
    assert "1373902331" not in repr(reading)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_same_list_saved_as_csv_gives_the_same_frame(
    encoding: str, reading: FrameReading, tables: tuple[Table, ...]
) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows([map(text_of, row) for row in tables[0].filled_down().rows])
    (saved,) = tables_from(file.getvalue().encode(encoding), name="list.csv")
    again = read_frame(
        search_headers([saved], BUILT_IN.customs).complete(),
        first=FIRST,
        last=LAST,
        salt=b"salt",
    )
    assert again.entries == reading.entries
    assert [(row.row, row.reason) for row in again.refused] == [(row.row, row.reason) for row in reading.refused]
