from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.domain.basics.reading import ColumnState
from models.domain.basics.tables import Cell, MergedCells, Table
from models.domain.dossiers.frame import FrameReading, LineKind, ListEmpty, Reason, best_spelling
from models.domain.dossiers.frame_cells import DayOrder
from models.domain.dossiers.frame_fields import DossierField
from models.domain.dossiers.frame_headers import FoundList, ListInOldLetters, ListNotFound, NoSuchColumn, search_headers
from models.domain.dossiers.frame_judging import ColumnInOldLetters, ColumnLostLetters, ListAnswers
from models.domain.dossiers.frame_people import ApplicantKind
from models.domain.dossiers.frame_rows import read_frame

NOT_ASKED = ListAnswers()
FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
HEADER: tuple[Cell, ...] = ("Mã hồ sơ", "Lĩnh vực", "Ngày trả kết quả", "Họ và tên", "CCCD", "SĐT")


def table(
    *rows: Sequence[Cell], name: str = "DS", merges: tuple[MergedCells, ...] = (), is_hidden: bool = False
) -> Table:
    return Table(name, tuple(tuple(row) for row in rows), merges, is_hidden=is_hidden)


def find_list(
    tables: Sequence[Table], *, mapping: Mapping[DossierField, str] | None = None, sheet: str | None = None
) -> FoundList:
    return search_headers(tables, mapping).complete(sheet)


def read(
    *rows: Sequence[Cell],
    merges: tuple[MergedCells, ...] = (),
    header: Sequence[Cell] = HEADER,
    answers: ListAnswers = NOT_ASKED,
) -> FrameReading:
    found = find_list([table(header, *rows, merges=merges)])
    return read_frame(found, first=FIRST, last=LAST, salt=b"s", answers=answers)


def row(
    number: str, *, name: str = "A", identity: Cell = None, phone: Cell = None, day: Cell = "01/08/2026"
) -> list[Cell]:
    return [number, "Hộ tịch", day, name, identity, phone]


def test_both_ends_of_the_period_count_whatever_the_time() -> None:
    reading = read(
        row("H1", day="01/07/2026 00:00"), row("H2", day=datetime(2026, 9, 30, 23, 59)),  # noqa: DTZ001 -- no zones
        row("H3", day="30/06/2026 23:59"), row("H4", day="01/10/2026"),
    )  # fmt: skip
    assert [entry.dossier for entry in reading.entries] == ["H1", "H2"]
    assert [refused.reason for refused in reading.refused] == [Reason.OUTSIDE_PERIOD] * 2


def test_a_duplicate_names_the_row_it_repeats_whatever_became_of_that_row() -> None:
    reading = read(row("H-1", day=None), row(" h - 1 "), row("H-1", day="32/01/2026"))
    assert [(r.row, r.reason, r.earlier_row) for r in reading.refused] == [
        (2, Reason.NOT_COMPLETED, 0),
        (3, Reason.DUPLICATE, 2),
        (4, Reason.DUPLICATE, 2),
    ]


def test_a_formula_that_was_never_computed_is_not_taken_for_an_empty_cell() -> None:
    assert read(row("H1", day='=TEXT(A1,"dd/mm")')).refused[0].reason is Reason.NOT_COMPUTED


def test_a_row_without_number_joins_the_one_person_with_its_name_and_phone() -> None:
    reading = read(row("H1", identity="001464900028", phone="0900100052"), row("H2", phone="+84 900 100 052"))
    assert reading.applicants == 1


def test_a_row_without_number_joins_nobody_when_two_people_share_name_and_phone() -> None:
    reading = read(
        row("H1", identity="001464900028", phone="0900100052"),
        row("H2", identity="001464900029", phone="0900100052"),
        row("H3", phone="0900100052"),
    )
    assert reading.applicants == 3


def test_a_name_alone_never_makes_two_people_one() -> None:
    assert read(row("H1"), row("H2")).applicants == 2


def test_a_second_list_of_the_period_knows_the_first() -> None:
    first = read(["H1", "Hộ tịch", "01/08/2026", "A", "001464900028", "0900100052"])
    tables = [
        table(HEADER, row("h1"), ["H2", "HỘ TỊCH", "02/08/2026", "A", "1464900028"], row("H3", phone="900100052"))
    ]
    second = read_frame(find_list(tables), first=FIRST, last=LAST, salt=b"s", known=first.entries)
    assert [(r.reason, r.earlier_row) for r in second.refused] == [(Reason.DUPLICATE, 0)]
    assert {entry.person for entry in second.entries} == {first.entries[0].person}
    assert second.entries[0].sector == "Hộ tịch"


def test_values_merged_downwards_count_for_each_row_but_a_dossier_number_only_once() -> None:
    reading = read(
        row("H1"),
        ["H2", None, "02/08/2026"],
        [None, None, "03/08/2026"],
        merges=(MergedCells(2, 2, 3, 2), MergedCells(3, 1, 4, 1)),
    )
    assert [entry.sector for entry in reading.entries] == ["Hộ tịch", "Hộ tịch"]
    assert reading.dropped_by_kind[LineKind.UNNUMBERED] == 1


def test_lines_are_told_apart() -> None:
    reading = read(
        row("H1"), [], ["Tổng cộng", 1], HEADER, ["(1)", "(2)", "(3)"], ["Người lập biểu"], [None, None, "01/08/2026"],
        ["Cộng 11 HS"],
    )  # fmt: skip
    assert [line.kind for line in reading.dropped] == [
        LineKind.BLANK, LineKind.SUM, LineKind.HEADER, LineKind.HEADER, LineKind.OTHER, LineKind.UNNUMBERED, LineKind.SUM,
    ]  # fmt: skip


def test_what_is_hidden_counts_and_is_named() -> None:
    hidden = Table(
        "DS", (HEADER, tuple(row("H1")), tuple(row("H2"))), hidden_rows=frozenset({1, 3}), hidden_columns=frozenset({2})
    )
    other = Table("Tháng 8", (("ghi chú",),), is_hidden=True)
    reading = read_frame(find_list([hidden, other]), first=FIRST, last=LAST, salt=b"s")
    assert reading.rows == 2
    assert [str(note) for note in reading.account.notes] == [
        "Only the sheet “DS” was read. The file has further ones: Tháng 8.",
        "1 rows are hidden in the sheet and were read like all others: 3.",
        "These columns are hidden in the sheet and were read like all others: B.",
    ]


def test_cells_under_no_header_are_an_unknown_column() -> None:
    reading = read([*row("H1"), "bí mật"])
    assert [(each.name, each.state) for each in reading.account.columns[6:]] == [("G", ColumnState.UNKNOWN)]


def test_a_csv_row_longer_than_its_header_is_refused_because_its_cells_have_moved() -> None:
    rows = (HEADER, tuple(row("H1")), ("H2", "Hộ tịch", "01/08/2026", "Lê", " An", "001", "09"), tuple(row("H3")))
    found = find_list([Table("ds.csv", rows, delimiter=",")])
    reading = read_frame(found, first=FIRST, last=LAST, salt=b"s")
    assert [(each.row, each.reason) for each in reading.refused] == [(3, Reason.TOO_LONG)]
    assert [entry.dossier for entry in reading.entries] == ["H1", "H3"]


def test_several_numbers_in_one_cell_are_no_dossier() -> None:
    assert read(row("H1; H2; H3")).refused[0].reason is Reason.NUMBER_UNCLEAR


def test_a_header_of_three_rows_is_found() -> None:
    above = [("STT", "Hồ sơ", None, "Ngày"), (None, "Mã", "Lĩnh", "trả"), (None, "hồ sơ", "vực", "kết quả")]
    found = find_list([table(*above, (1, "H1", "Hộ tịch", "01/08/2026"))])
    assert [
        found.columns.number(field) for field in (DossierField.DOSSIER, DossierField.SECTOR, DossierField.RETURNED)
    ] == [2, 3, 4]


def test_a_row_without_sector_is_kept_under_no_name() -> None:
    assert read(["H1", None, "01/08/2026"]).sectors == {"": 1}


def test_a_header_without_rows_is_refused() -> None:
    with pytest.raises(ListEmpty):
        read(["Tổng cộng: 0 hồ sơ"])


def test_the_list_is_found_on_a_later_sheet_and_others_like_it_are_named() -> None:
    rows = (HEADER, row("H1"))
    found = find_list(
        [table(*rows, name="ẩn", is_hidden=True), table(("Lĩnh vực", "Số lượng"), name="TK"), table(*rows, name="T7"),
         table(*rows, name="T8")]
    )  # fmt: skip
    assert (found.table.name, found.others) == ("T7", ("T8", "ẩn"))
    assert find_list([table(*rows, name="T7"), table(*rows, name="T8")], sheet="T8").table.name == "T8"


@pytest.mark.parametrize("above", range(15))
def test_a_header_is_found_in_each_of_the_first_fifteen_rows(above: int) -> None:
    tables = [table(*([["Danh sách"]] * above), HEADER, row("H1"))]
    assert len(read_frame(find_list(tables), first=FIRST, last=LAST, salt=b"s").entries) == 1


def test_a_header_below_the_fifteenth_row_is_not_looked_for() -> None:
    with pytest.raises(ListNotFound):
        find_list([table(*([["Danh sách"]] * 15), HEADER, row("H1"))])


@pytest.mark.parametrize("merges", [(MergedCells(1, 3, 1, 5),), ()], ids=["merged", "centred"])
def test_a_group_title_counts_together_with_the_words_below_it(merges: tuple[MergedCells, ...]) -> None:
    tables = [
        table(("Mã HS", "LĨNH VỰC", "Ngày", None, None), (None, None, "tiếp nhận", "hẹn trả", "trả KQ"),
              ("H1", "Hộ tịch", 1, 2, "1/8/2026"),
              merges=merges)
    ]  # fmt: skip
    found = find_list(tables)
    assert {field: column.number for field, column in found.columns.fields.items()} == {
        DossierField.DOSSIER: 1, DossierField.SECTOR: 2, DossierField.RECEIVED: 3, DossierField.DUE: 4, DossierField.RETURNED: 5,
    }  # fmt: skip
    assert len(read_frame(find_list(tables), first=FIRST, last=LAST, salt=b"s").entries) == 1


def test_header_words_count_without_tones_with_stars_and_remarks_in_brackets() -> None:
    found = find_list([table(("MA HO SO (*)", "Lĩnh vực:", "Ngày trả\nkết quả (dd/mm/yyyy)"))])
    assert set(found.columns.fields) == {DossierField.DOSSIER, DossierField.SECTOR, DossierField.RETURNED}


def test_of_two_columns_with_one_meaning_the_visible_and_surer_one_is_taken() -> None:
    cells = ("Số hồ sơ", "Lĩnh vực", "Ngày nhận kết quả", "Mã hồ sơ", "Ngày trả kết quả")
    assert find_list([table(cells)]).columns.number(DossierField.DOSSIER) == 4
    assert find_list([table(cells)]).columns.number(DossierField.RETURNED) == 5
    twice = Table("DS", (("Mã hồ sơ", "Mã hồ sơ", "Lĩnh vực", "Ngày trả KQ"),), hidden_columns=frozenset({1}))
    assert find_list([twice]).columns.number(DossierField.DOSSIER) == 2


def test_an_office_may_name_its_own_columns_by_words_or_letter() -> None:
    tables = [table(("Phiếu số", "Lĩnh vực", "Đóng hồ sơ"), ("H1", "Hộ tịch", "1/8/2026"))]
    mapping = {DossierField.DOSSIER: "phiếu số", DossierField.RETURNED: "C"}
    reading = read_frame(find_list(tables, mapping=mapping), first=FIRST, last=LAST, salt=b"s")
    assert [entry.dossier for entry in reading.entries] == ["H1"]
    with pytest.raises(NoSuchColumn):
        find_list(tables, mapping={**mapping, DossierField.RETURNED: "Z"})


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ListNotFound) as refusal:
        find_list([table(("Mã hồ sơ", "Lĩnh vực", "Ngày có kết quả"))])
    assert refusal.value.missing == "“Ngày trả kết quả”"


def test_a_list_in_old_letters_is_named_as_such() -> None:
    with pytest.raises(ListInOldLetters):
        find_list([table(("M· hå s¬", "LÜnh vùc", "Ngµy tr¶ kÕt qu¶"))])


def test_no_sheet_at_all_is_refused() -> None:
    with pytest.raises(ListNotFound):
        find_list([])


def test_the_best_spelling_is_the_usual_one_not_in_capitals() -> None:
    assert best_spelling(["HỘ TỊCH", "HỘ TỊCH", "Hộ tịch", "hộ tịch", "Hộ tịch"]) == "Hộ tịch"
    assert best_spelling(["HỘ TỊCH"]) == "HỘ TỊCH"


CELL = st.one_of(
    st.none(), st.text(max_size=20), st.integers(), st.booleans(), st.dates(), st.times(),
    st.decimals(allow_nan=False, allow_infinity=False), st.sampled_from([*HEADER, "H1", "1/8/2026", "Tổng", "(1)"]),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.lists(CELL, max_size=7), max_size=12))
def test_whatever_the_cells_hold_every_line_is_somewhere(rows: list[list[Cell]]) -> None:
    try:
        reading = read(*rows, answers=ListAnswers(DayOrder.DAY_FIRST, carries_sectors=False))
    except (ListEmpty, ColumnInOldLetters, ColumnLostLetters):
        return
    lines = len(reading.entries) + len(reading.refused) + len(reading.dropped)
    assert lines == len(rows) + 1 - (reading.columns.first_row - 1)
    assert {entry.kind for entry in reading.entries} <= set(ApplicantKind)
