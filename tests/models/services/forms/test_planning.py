"""What the sample asks for is issued once, with the procedure where enough people have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.domain.book.facts import Kind
from models.domain.book.periods import Period
from models.services.forms.frames import entries, import_frame
from models.services.forms.issuing import (
    ProcedureUnknown,
    SectorUnknown,
    issue_forms,
    procedure_coded,
    sector_named,
)
from models.services.forms.planning import FEWEST_OF_PROCEDURE, NothingPlanned, issue_for_sample, plan_of_sample
from models.services.forms.sampling import draw
from models.services.office.closing import journal_facts
from models.services.office.periods import find_period
from models.store.database import Station
from tests.builders.acts import act_of
from tests.builders.files import csv_file

HEADER = ("Mã hồ sơ", "Lĩnh vực", "Tên thủ tục", "Chủ hồ sơ", "Số điện thoại", "Ngày trả kết quả")
BIRTH, JOINT, RARE = "đăng ký khai sinh", "Thủ tục hành chính không ai biết", "Thủ tục đăng ký kết hôn"


@pytest.fixture
def period(station: Station) -> Period:
    return find_period(station, "26Q3")


@pytest.fixture
def sampled(station: Station, period: Period, tmp_path: Path) -> Station:
    """A list of 20 births, 6 of a procedure that the catalogue lacks and 2 marriages, all of them drawn."""
    named = [f"Thủ tục {BIRTH}"] * 20 + [JOINT] * 6 + [RARE] * 2
    rows = [(f"H{n:03}", "Hộ tịch", name, f"Nguyễn Văn {n}", f"09{n:08}", "09/07/2026") for n, name in enumerate(named)]
    import_frame(station, period, csv_file(tmp_path / "list.csv", HEADER, *rows), act=act_of(salt="ab" * 16))
    draw(station, period, seed="hat", size=28, act=act_of())
    return station


def test_a_procedure_that_the_list_only_names_gets_its_code(sampled: Station, period: Period) -> None:
    codes = {entry.procedure: entry.procedure_code for entry in entries(sampled, period)}
    assert codes == {f"Thủ tục {BIRTH}": "1.001193", JOINT: "", RARE: "1.000894"}


def test_forms_carry_the_procedure_of_five_people_or_more_and_no_rarer_one(sampled: Station, period: Period) -> None:
    made = issue_for_sample(sampled, period, act=act_of())
    assert {(batch.procedure, batch.count) for batch in made} == {("1.001193", 20), ("", 8)}
    assert min(batch.count for batch in made) >= FEWEST_OF_PROCEDURE
    facts = [fact.facts() for fact in journal_facts(sampled, period, sampled.unit) if fact.kind == Kind.ISSUED]
    assert {str(fact.get("procedure", "")) for fact in facts} == {"1.001193", ""}
    assert plan_of_sample(sampled, period) == ()
    with pytest.raises(NothingPlanned):
        issue_for_sample(sampled, period, act=act_of())


def test_forms_that_were_issued_otherwise_are_used_up_first(sampled: Station, period: Period) -> None:
    issue_forms(sampled, period, variant="CN", count=10, sector="Hộ tịch", act=act_of())
    plan = plan_of_sample(sampled, period)
    assert sum(each.count for each in plan) == 18
    assert [(each.procedure, each.count) for each in plan] == [("1.001193", 18)]


def test_a_sector_is_taken_from_the_list_or_the_catalogue_and_nothing_else(sampled: Station, period: Period) -> None:
    assert sector_named(sampled, period, "ho tich") == sector_named(sampled, period, "ho_tich") == "Hộ tịch"
    assert sector_named(sampled, period, "dau_tu") == "Đầu tư"
    with pytest.raises(SectorUnknown) as refused:
        sector_named(sampled, period, "Hộ tịc")
    assert refused.value.meant == "Hộ tịch"
    assert procedure_coded(sampled, "1.001193.000.00.00.H26") == procedure_coded(sampled, f"thủ tục {BIRTH}")
    with pytest.raises(ProcedureUnknown):
        procedure_coded(sampled, "9.999999")
