"""What an office says once stands on all its forms: who asks, whom to ask, how long papers stay; the questionnaire goes before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from models.catalogue.questionnaires import built_in_sheets
from models.domain.questionnaire.xlsform import Sheets
from models.language import load
from models.services.forms.issuing import issue_forms
from models.services.office.letterheads import set_letterhead
from models.services.office.questionnaires import (
    add_questionnaire,
    find_questionnaire,
    questionnaire_for,
    questionnaires,
)
from models.store.database import Station
from printing.forms import OfficeWordsTooLong, as_printed_here, print_questionnaires, print_specimen
from printing.questionnaire_form import require_printable
from tests.builders.acts import act_of
from tests.builders.scans import pages_of
from tests.builders.surveys import period_of, ward

VI = load("vi")
OFFICE = {
    "host": "Sở Nội vụ thành phố Hà Nội",
    "contact": "điện thoại 024 3825 0000, thư gopy@badinh.gov.vn",
    "retention": "đến hết ngày 31/12/2027 rồi hủy",
    "desk": "Trung tâm Phục vụ hành chính công phường Ba Đình",
}
TOLD = (
    "Cơ quan chủ trì: Sở Nội vụ thành phố Hà Nội.",
    "Thắc mắc, phản ánh: điện thoại 024 3825 0000, thư gopy@badinh.gov.vn.",
    "Thời hạn lưu phiếu giấy: đến hết ngày 31/12/2027 rồi hủy.",
    "Trung tâm Phục vụ hành chính công phường Ba Đình",
)


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with closing(ward(tmp_path / "ward")) as made:
        yield made


def first_page(station: Station, to: Path, variant: str = "CN") -> str:
    period = period_of(station)
    issue_forms(station, period, variant=variant, count=1, act=act_of())
    print_questionnaires(station, period, to, language=VI, act=act_of())
    return pages_of(to.read_bytes())[0].one_line


def own_form(**said: str) -> Sheets:
    built = built_in_sheets("hailong_cn")
    (row,) = built.settings or ()
    return replace(built, settings=(replace(row, cells={**row.cells, "form_id": "rieng", **said}),))


@pytest.mark.parametrize("variant", ["CN", "TC"])
def test_what_the_office_says_once_stands_on_every_form(station: Station, tmp_path: Path, variant: str) -> None:
    set_letterhead(station, OFFICE, act=act_of())
    page = first_page(station, tmp_path / "forms.pdf", variant)
    assert [words for words in TOLD if words not in page] == []


def test_nothing_is_printed_of_what_nobody_says(station: Station, tmp_path: Path) -> None:
    page = first_page(station, tmp_path / "forms.pdf")
    assert not [words for words in ("Cơ quan chủ trì", "Thắc mắc", "Thời hạn lưu") if words in page]


def test_the_questionnaire_goes_before_the_office(station: Station, tmp_path: Path) -> None:
    set_letterhead(station, OFFICE, act=act_of())
    own = add_questionnaire(station, own_form(contact="tổng đài 1022", desk="Hòm thư góp ý"), act=act_of())
    print_specimen(station, own, tmp_path / "one.pdf", language=VI)
    page = pages_of((tmp_path / "one.pdf").read_bytes())[0].one_line
    assert "Thắc mắc, phản ánh: tổng đài 1022." in page
    assert "Hòm thư góp ý, chậm nhất" in page
    assert TOLD[0] in page, "what it does not say the office says"
    assert "024 3825" not in page


def test_the_paper_fingerprint_is_that_of_the_questionnaire(station: Station) -> None:
    here = questionnaire_for(station, period_of(station), "CN")
    set_letterhead(station, OFFICE, act=act_of())
    assert as_printed_here(station, here).paper == here.paper
    assert as_printed_here(station, here).words != here.words


@pytest.mark.parametrize("place", range(8))
def test_every_built_in_form_holds_what_an_office_says(station: Station, place: int) -> None:
    set_letterhead(station, OFFICE, act=act_of())
    require_printable(as_printed_here(station, questionnaires(station)[place]), VI)


def test_words_that_take_the_form_beyond_its_sheet_are_named_and_nothing_is_printed(
    station: Station, tmp_path: Path
) -> None:
    set_letterhead(station, dict.fromkeys(("host", "contact", "retention"), "một lời rất dài " * 12), act=act_of())
    full = find_questionnaire(station, "hainoidung_cn")
    with pytest.raises(OfficeWordsTooLong) as refusal:
        print_specimen(station, full, tmp_path / "forms.pdf", language=VI)
    assert refusal.value.lines >= 1
    assert not (tmp_path / "forms.pdf").exists()


def test_kinds_of_respondents_are_told_by_the_catalogue_of_the_office_whoever_brought_the_form(
    station: Station,
) -> None:
    add_questionnaire(station, own_form(), act=act_of())
    told = {each.id: str(each.respondents.paper) for each in questionnaires(station)}
    assert told == {id_: ("Dành cho đại diện tổ chức" if id_.endswith("_tc") else "Dành cho cá nhân") for id_ in told}
    assert questionnaires(station)[0] is questionnaires(station)[0], "made once"
