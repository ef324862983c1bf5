"""How offices issue papers: by their kind, as the catalogue knows it, as a file says, and as the office itself says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from models.catalogue import BUILT_IN
from models.catalogue.additions import read_additions
from models.domain.basics.letterheads import Letterhead, LetterheadTooLong
from models.language import load
from models.services.figures.reporting import report_of
from models.services.office.letterheads import forget_letterhead, letterhead_of, set_letterhead
from models.store.database import Station
from printing.sheets.report import print_report
from tests.builders.acts import AT, WARD, act_of
from tests.builders.files import csv_file
from tests.builders.forms import keyed, sample_rows
from tests.builders.scans import pages_of
from tests.builders.surveys import closed_by_hub, of_office, period_of, ward

TODAY = date(2026, 8, 1)


def known(code: str, day: date = TODAY) -> Letterhead:
    return BUILT_IN.letterhead_of(BUILT_IN.find_unit(code, day))


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with closing(ward(tmp_path / "ward", is_hub=True)) as station:
        yield station


def test_a_committee_is_written_in_full_and_signs_for_the_whole() -> None:
    head = known("00004")
    assert (head.superior, head.body) == ("", "Ủy ban nhân dân phường Ba Đình")
    assert (head.numbered("BC"), head.place) == ("……/BC-UBND", "Ba Đình")
    assert head.signing == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert head.recipients == ("UBND thành phố Hà Nội (để báo cáo)",)


def test_a_department_stands_below_the_committee_and_its_head_signs() -> None:
    head = known("N0001")
    assert (head.superior, head.body, head.place) == ("UBND thành phố Hà Nội", "Sở Nội vụ", "Hà Nội")
    assert (head.signing, head.numbered("BC")) == (("GIÁM ĐỐC",), "……/BC-SNV")


@pytest.mark.parametrize(
    ("code", "superior"), [("C0000", "Bộ Công an"), ("M0002", "Bộ Quốc phòng"), ("T0000", "Cục Thuế")]
)
def test_a_central_agency_is_not_below_the_committee_of_the_city(code: str, superior: str) -> None:
    head = known(code)
    assert head.superior == superior
    assert "UBND" not in " ".join((head.superior, *head.recipients, head.symbol))


def test_no_central_agency_is_given_a_superior_that_nobody_said() -> None:
    assert known("H0000").superior == ""
    assert known("H0000").recipients == ()


def test_a_file_of_an_office_says_its_letterhead(tmp_path: Path) -> None:
    head = ("Mã đơn vị", "Hiệu lực từ", "Tên đơn vị", "Cấp", "Mã cấp trên", "Cơ quan chủ quản", "Ký hiệu", "Người ký")
    row = (
        "N0100",
        "01/07/2025",
        "Chi cục Thú y",
        "sở",
        "N0022",
        "Sở Nông nghiệp và Môi trường",
        "CCTY",
        "KT. CHI CỤC TRƯỞNG; PHÓ CHI CỤC TRƯỞNG",
    )
    added = read_additions(csv_file(tmp_path / "don-vi.csv", head, row), BUILT_IN)
    found = BUILT_IN.with_own(added.units)
    told = found.letterhead_of(added.units[0])
    assert (told.superior, told.symbol) == ("Sở Nông nghiệp và Môi trường", "CCTY")
    assert told.signing == ("KT. CHI CỤC TRƯỞNG", "PHÓ CHI CỤC TRƯỞNG")


def test_what_the_office_says_stands_on_its_papers_and_can_be_taken_back(station: Station) -> None:
    period = period_of(station, units=(WARD,))
    keyed(station, period, sample_rows(), sector="Hộ tịch")
    closed_by_hub(station, period)
    long = "Trung tâm Phục vụ hành chính công và chuyển đổi số của phường Ba Đình, thành phố Hà Nội"
    said = {"superior": "UBND thành phố Hà Nội", "body": long, "symbol": "TTPVHCC", "signing": "TUQ. CHỦ TỊCH;GIÁM ĐỐC",
            "signer": "Trần Thị Bình", "recipients": "Sở Nội vụ; Thường trực Đảng ủy phường Ba Đình (để báo cáo)"}  # fmt: skip
    set_letterhead(station, said, act=act_of())
    out = io.BytesIO()
    report = report_of(station, period, of_office(WARD))
    print_report(station, period, report, language=load("vi"), to=out, at=AT)
    pages = [page.one_line for page in pages_of(out.getvalue())]
    assert " ".join(long.upper().split()) in pages[0]
    assert "……/BC-TTPVHCC" in pages[0]
    for words in ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC", "Trần Thị Bình", "- Sở Nội vụ;", "Đảng ủy phường Ba Đình", "- Lưu: VT."):
        assert words in pages[-1]
    forget_letterhead(station, act=act_of())
    assert letterhead_of(station) == known("00004")


def test_a_field_as_the_catalogue_has_it_follows_the_catalogue(station: Station) -> None:
    set_letterhead(
        station, {"body": "Ủy ban nhân dân phường Ba Đình", "superior": "UBND thành phố Hà Nội"}, act=act_of()
    )
    assert letterhead_of(station).superior == "UBND thành phố Hà Nội"
    set_letterhead(station, {"superior": ""}, act=act_of())
    assert letterhead_of(station) == known("00004")


def test_a_field_longer_than_any_name_is_refused(station: Station) -> None:
    with pytest.raises(LetterheadTooLong):
        set_letterhead(station, {"body": "x" * 201}, act=act_of())
