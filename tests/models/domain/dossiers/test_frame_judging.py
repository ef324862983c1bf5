"""Columns of a list are judged whole: the same dossiers come out however a spreadsheet dressed them up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.catalogue import BUILT_IN
from models.domain.basics.reading import ColumnState
from models.domain.basics.tables import Cell, ShownInt, Table
from models.domain.dossiers.frame import FrameReading, LineKind, Reason
from models.domain.dossiers.frame_cells import DayOrder, day_of
from models.domain.dossiers.frame_fields import DossierField
from models.domain.dossiers.frame_headers import search_headers
from models.domain.dossiers.frame_judging import (
    ColumnInOldLetters,
    ColumnLostLetters,
    ColumnStandsTwice,
    DaysUnclear,
    ListAnswers,
    SectorsStandOnce,
)
from models.domain.dossiers.frame_rows import read_frame

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
HEADER = ("Mã hồ sơ", "Lĩnh vực", "Ngày trả kết quả", "Họ và tên")
NOTHING_SAID = ListAnswers()

ZONE = timezone(timedelta(hours=7))


def read(
    *rows: Sequence[Cell], header: Sequence[Cell] = HEADER, answers: ListAnswers = NOTHING_SAID, column: str = ""
) -> FrameReading:
    table = Table("DS", (tuple(header), *map(tuple, rows)))
    told = {DossierField.RETURNED: column} if column else None
    found = search_headers([table], BUILT_IN.customs, told).complete()
    return read_frame(found, first=FIRST, last=LAST, salt=b"s", answers=answers)


def row(number: Cell, day: Cell = "09/07/2026", sector: Cell = "Hộ tịch") -> tuple[Cell, ...]:
    return (number, sector, day, "Người Mẫu")


def numbers(reading: FrameReading) -> list[str]:
    return [entry.dossier for entry in reading.entries]


def reasons(reading: FrameReading) -> list[tuple[int, Reason]]:
    return [(refused.row, refused.reason) for refused in reading.refused]


DRESSED = st.sampled_from(
    ("{}", "'{}", "’{}", '="{}"', ' = "{}" ', "({})", "[{}]", "“{}”", "  {}\u00a0", "'{} ", '="{}"\u200b')
)
NUMBER = st.from_regex(r"(?:H26|HS|000\.00)[-./][0-9]{3,6}", fullmatch=True)


@settings(max_examples=50)
@given(st.lists(st.tuples(NUMBER, DRESSED), min_size=1, max_size=8, unique_by=lambda each: each[0]))
def test_a_number_is_the_same_however_it_is_dressed(drawn: list[tuple[str, str]]) -> None:
    reading = read(*(row(dress.format(number)) for number, dress in drawn))
    assert numbers(reading) == [number for number, _ in drawn]


@pytest.mark.parametrize("dash", "‐‑‒–—−－")
def test_each_kind_of_dash_is_a_hyphen(dash: str) -> None:
    reading = read(row("H26-0703-0003"), row(f"H26{dash}0703{dash}0003"))
    assert reasons(reading) == [(3, Reason.DUPLICATE)]


@settings(max_examples=60)
@given(
    st.lists(
        st.text(max_size=12) | st.integers() | st.none() | st.sampled_from(["#N/A", "(2)", "=A1", "Tổng", "15/HS"]),
        max_size=8,
    )
)
def test_a_row_with_a_day_and_a_sector_is_always_a_dossier(cells: list[Cell]) -> None:
    reading = read(row("H1"), *(row(cell or None) for cell in cells))
    assert len(reading.entries) + len(reading.refused) == len(cells) + 1
    assert reading.dropped == ()


@pytest.mark.parametrize("number", ["2.60703E+14", "2,60703E+14", "2E+14", 2607030000000010])
def test_numbers_that_lost_their_digits_are_refused_and_never_equal(number: Cell) -> None:
    assert reasons(read(row("H1"), row(number), row(number))) == [(3, Reason.NUMBER_LOST), (4, Reason.NUMBER_LOST)]


def test_numbers_are_what_their_format_shows() -> None:
    assert numbers(read(row(ShownInt(123, "000123")), row(ShownInt(124, "HS-0124")))) == ["000123", "HS-0124"]


DAYS = st.lists(st.dates(FIRST, LAST), min_size=2, max_size=12)


@settings(max_examples=50)
@given(DAYS, st.sampled_from(["{d}/{m}/{y}", "{m}/{d}/{y}"]))
def test_one_day_after_the_12th_tells_the_order_of_a_whole_column(days: list[date], way: str) -> None:
    days = [date(2026, 8, 25), *days]
    texts = [way.format(d=day.day, m=day.month, y=day.year) for day in days]
    reading = read(*(row(f"H{place}", text) for place, text in enumerate(texts)))
    assert [entry.returned for entry in reading.entries] == days
    is_told = any("month first" in str(told) for told in reading.account.sentences)
    assert is_told is way.startswith("{m}")


def test_days_in_both_orders_are_asked_for_once() -> None:
    rows = (row("H1", "7/13/2026"), row("H2", "25/8/2026"), row("H3", "7/8/2026"))
    with pytest.raises(DaysUnclear) as refused:
        read(*rows)
    assert (refused.value.row, refused.value.text) == (4, "7/8/2026")
    reading = read(*rows, answers=ListAnswers(DayOrder.DAY_FIRST))
    assert [entry.returned for entry in reading.entries] == [date(2026, 8, 25), date(2026, 8, 7)]
    assert reasons(reading) == [(2, Reason.BAD_DATE)]


def test_where_no_day_tells_the_order_the_period_does_or_a_person() -> None:
    assert len(read(row("H1", "01/07/2026"), row("H2", "02/08/2026")).entries) == 2
    with pytest.raises(DaysUnclear):
        read(row("H1", "7/1/2026"), row("H2", "8/2/2026"))
    reading = read(row("H1", "7/1/2026"), row("H2", "8/2/2026"), answers=ListAnswers(DayOrder.MONTH_FIRST))
    assert [entry.returned for entry in reading.entries] == [date(2026, 7, 1), date(2026, 8, 2)]


@settings(max_examples=40)
@given(st.lists(st.dates(FIRST, LAST), min_size=8, max_size=12))
def test_dates_that_a_program_turned_round_are_turned_back_when_a_person_says_so(days: list[date]) -> None:
    days = [date(2026, 8, 25), date(2026, 7, 30), date(2026, 7, 2), date(2026, 8, 3), date(2026, 9, 4), *days]
    cells = [day.replace(day=day.month, month=day.day) if day.day <= 12 else f"{day:%d/%m/%Y}" for day in days]
    rows = [row(f"H{place}", cell) for place, cell in enumerate(cells)]
    with pytest.raises(DaysUnclear):
        read(*rows)
    reading = read(*rows, answers=ListAnswers(DayOrder.SWAPPED))
    assert [entry.returned for entry in reading.entries] == days


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.integers(-12, 14))  # noqa: DTZ001 -- the zone is drawn
def test_a_moment_with_a_zone_is_the_day_at_the_place(moment: datetime, hours: int) -> None:
    zoned = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    assert day_of(zoned.isoformat(), zone=ZONE) == zoned.astimezone(ZONE).date()


def test_a_moment_of_universal_time_before_midnight_is_the_next_day() -> None:
    reading = read(row("H1", "2026-06-30T18:30:00Z"), row("H2", "2026-09-30T18:30:00Z"))
    assert (numbers(reading), reasons(reading)) == (["H1"], [(3, Reason.OUTSIDE_PERIOD)])


SPARSE = (row("H1"), row("H2", sector=None), row("H3", sector="Chứng thực"), row("H4", sector=None))


def test_sectors_that_stand_once_are_carried_down_after_one_question() -> None:
    with pytest.raises(SectorsStandOnce) as refused:
        read(*SPARSE)
    assert (refused.value.rows, refused.value.row) == (2, 3)
    carried = read(*SPARSE, answers=ListAnswers(carries_sectors=True))
    assert [entry.sector for entry in carried.entries] == ["Hộ tịch", "Hộ tịch", "Chứng thực", "Chứng thực"]
    assert [entry.sector for entry in read(*SPARSE, answers=ListAnswers(carries_sectors=False)).entries] == [
        "Hộ tịch", "", "Chứng thực", "",
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ['"', "''", "nt", "N.T.", "-nt-", "như trên", "〃", "”"])
def test_ditto_marks_say_the_sector_above(mark: str) -> None:
    reading = read(row("H1"), row("H2", sector=mark), row("H3", sector=mark))
    assert reading.sectors == {"Hộ tịch": 3}
    assert "2 ditto marks" in str(reading.account.sentences[0])


def test_a_ditto_mark_with_nothing_above_is_refused() -> None:
    assert reasons(read(row("H1", sector="nt"), row("H2"))) == [(2, Reason.NOTHING_ABOVE)]


@pytest.mark.parametrize("title", ["Lĩnh vực Hộ tịch", "I. Hộ tịch", "Lĩnh vực: Hộ tịch"])
def test_a_heading_over_a_group_is_its_sector(title: str) -> None:
    rows = ((None, title), row("H1", sector=None), row("H2", sector=None))
    reading = read(*rows, answers=ListAnswers(carries_sectors=True))
    assert reading.sectors == {"Hộ tịch": 2}
    assert [line.kind for line in reading.dropped] == [LineKind.HEADING]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!"])
def test_errors_of_the_sheet_are_no_data(error: str) -> None:
    reading = read(row("H1"), row(error), row("H3", sector=error))
    assert reasons(reading) == [(3, Reason.ERROR_CELL), (4, Reason.ERROR_CELL)]


def test_formulas_that_were_never_computed_are_no_data() -> None:
    reading = read(row("H1"), row("=A1&1"), row("H3", sector="=VLOOKUP(A2,B:C,2,0)"))
    assert reasons(reading) == [(3, Reason.NOT_COMPUTED), (4, Reason.NOT_COMPUTED)]


TWINS = ("Mã hồ sơ", "Lĩnh vực", "Ngày trả kết quả", "Ngày trả kết quả")


def test_a_column_that_stands_twice_is_asked_for_when_the_two_differ() -> None:
    with pytest.raises(ColumnStandsTwice) as refused:
        read(("H1", "Hộ tịch", "09/07/2026", "09/08/2026"), header=TWINS)
    assert (refused.value.places, refused.value.row) == ("C, D", 2)
    (entry,) = read(("H1", "Hộ tịch", "09/07/2026", "09/08/2026"), header=TWINS, column="D").entries
    assert entry.returned == date(2026, 8, 9)
    assert len(read(("H1", "Hộ tịch", "09/07/2026", "09/07/2026"), header=TWINS).entries) == 1


def test_a_column_in_old_letters_is_converted_and_told() -> None:
    reading = read(
        ("H1", "Hoä tòch", "09/07/2026", "Nguyeãn Vaên Maãu"), ("H2", "Chöùng thöïc", "09/07/2026", "Traàn Thò Maãu")
    )
    assert list(reading.sectors) == ["Chứng thực", "Hộ tịch"]
    assert [entry.name for entry in reading.entries] == ["Nguyễn Văn Mẫu", "Trần Thị Mẫu"]
    told = {column.used_as: str(column.why) for column in reading.account.columns if column.why}
    assert told == {"sector": "converted from the code VNI", "applicant": "converted from the code VNI"}


def test_letters_of_several_codes_or_lost_ones_are_refused() -> None:
    with pytest.raises(ColumnInOldLetters):
        read(row("H1", sector="Hoä tòch"), row("H2", sector="Hé tÞch"), row("H3", sector="Chứng thực"))
    with pytest.raises(ColumnLostLetters):
        read(row("H1", sector="H? t?ch"), row("H2"))


def test_a_few_rows_with_lost_letters_are_refused_alone() -> None:
    rows = [row(f"H{number}") for number in range(20)]
    assert reasons(read(*rows, row("H21", sector="Ch?ng th?c"))) == [(22, Reason.LETTERS_LOST)]


def test_every_column_is_used_known_or_unknown() -> None:
    header = (*HEADER, "STT", "Ngày trả", "Linh vưc xử lý", "Cột của tôi")
    account = read(("H1", "Hộ tịch", "09/07/2026", "A", 1, None, "x", "y"), header=header).account
    assert [(column.name, column.state, column.used_as) for column in account.columns] == [
        ("Mã hồ sơ", ColumnState.USED, "dossier"),
        ("Lĩnh vực", ColumnState.USED, "sector"),
        ("Ngày trả kết quả", ColumnState.USED, "returned"),
        ("Họ và tên", ColumnState.USED, "applicant"),
        ("STT", ColumnState.KNOWN, ""),
        ("Ngày trả", ColumnState.KNOWN, "returned"),
        ("Linh vưc xử lý", ColumnState.UNKNOWN, ""),
        ("Cột của tôi", ColumnState.UNKNOWN, ""),
    ]


@settings(max_examples=40)
@given(
    st.permutations(range(4)),
    DAYS,
    st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%Y%m%d", "ngày %d tháng %m năm %Y", None]),
)
def test_any_order_of_columns_and_way_of_days_gives_the_same_dossiers(
    order: list[int], days: list[date], way: str | None
) -> None:
    rows = [row(f"H{place}", day if way is None else day.strftime(way)) for place, day in enumerate(days)]
    mixed = [[each[place] for place in order] for each in rows]
    reading = read(*mixed, header=[HEADER[place] for place in order])
    assert [(entry.dossier, entry.returned, entry.sector) for entry in reading.entries] == [
        (f"H{place}", day, "Hộ tịch") for place, day in enumerate(days)
    ]
    assert (reading.account.read, reading.account.taken) == (len(days), len(days))
