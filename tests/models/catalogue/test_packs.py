"""A catalogue pack is taken whole or not at all, and every column and row of it is accounted for."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from kit.province import province_codes, province_pack, write_every_pack
from models.catalogue import BUILT_IN, Catalogue, UnitUnknown
from models.catalogue.carrying import carried
from models.catalogue.catalogue import UnitAmbiguous
from models.catalogue.kept import AdditionsRefused, keep_home, offered, read_kept
from models.catalogue.pack_checking import PackCellWrong
from models.catalogue.pack_files import PackUnreadable, packed
from models.catalogue.packs import DESCRIPTION
from models.domain.basics.problems import Problem
from models.domain.basics.reading import ColumnState
from models.services.office.additions import offered_home

TODAY = date(2026, 8, 1)
HA_NOI = Path(str(files("models.catalogue") / "ha-noi"))


def written(folder: Path, parts: dict[str, bytes]) -> Path:
    path = folder / "bo-danh-muc.zip"
    path.write_bytes(packed(parts))
    return path


def da_nang(**tables: str) -> dict[str, bytes]:
    parts = province_pack(48)
    told = json.loads(parts[DESCRIPTION])
    for name, text in tables.items():
        parts[f"{name}.csv"] = text.encode()
        if f"{name}.csv" not in [each["path"] for each in told["resources"]]:
            told["resources"].append({"name": name, "path": f"{name}.csv", "holds": name})
    parts[DESCRIPTION] = json.dumps(told).encode()
    return parts


def taken(folder: Path, parts: dict[str, bytes]) -> Catalogue:
    return offered_home(folder / "new", written(folder, parts)).catalogue


def test_the_built_in_pack_is_a_data_package() -> None:
    from frictionless import Package

    assert Package(str(HA_NOI / DESCRIPTION)).validate().valid


def test_every_row_of_the_built_in_pack_names_its_source() -> None:
    ids = {row["id"] for row in BUILT_IN.home.of("sources")}
    for resource in BUILT_IN.home.resources:
        if resource.holds != "sources":
            assert {row["source"] for row in BUILT_IN.home.rows(resource)} <= ids, resource.path


def test_the_built_in_pack_passes_the_checks_of_any_other_and_is_used_to_the_last_column() -> None:
    found = offered(BUILT_IN, HA_NOI, is_home=True)
    assert found.catalogue.units == BUILT_IN.units
    assert not found.additions.account.of(ColumnState.UNKNOWN)
    assert found.additions.account.read > 900


def test_another_province_is_data_alone(tmp_path: Path) -> None:
    catalogue = taken(tmp_path, da_nang())
    ward = catalogue.find_unit("20242", TODAY)
    assert (ward.full_name, ward.agency) == ("Phường Hải Châu", "UBND phường Hải Châu")
    assert catalogue.letterhead_of(ward).recipients == ("UBND thành phố Đà Nẵng (để báo cáo)",)
    assert len(catalogue.answering_under(catalogue.find_unit("48", TODAY).key, TODAY)) == 94
    assert not any("Hà Nội" in unit.agency for unit in catalogue.units)
    with pytest.raises(UnitUnknown):
        catalogue.find_unit("00004", TODAY)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("20242,2025-07-01,,Phường,Hải Châu 2,commune,,48,2025-07-01", "addition_overlaps"),
        ("X0001,2025-07-01,,Phường,Mới,commune,,48,2025-07-01", "pack_code_wrong"),
        ("20001,2025-07-01,,Phường,Mới,ward,,48,2025-07-01", "addition_word_unknown"),
        ("20001,2025-07-01,,Phường,Mới,commune,,49,2025-07-01", "addition_parent_unknown"),
        ("20001,2025-07-01,,Phường,Mới,commune,,48,", "addition_empty"),
        ("20001,2025-07-40,,Phường,Mới,commune,,48,2025-07-01", "addition_day_wrong"),
        ("20001,2025-07-01,2025-01-01,Phường,Mới,commune,,48,2025-07-01", "addition_days_turned"),
    ],
)
def test_a_wrong_cell_of_a_pack_is_named_and_nothing_is_taken(tmp_path: Path, row: str, code: str) -> None:
    parts = da_nang()
    parts["units.csv"] += row.encode() + b"\n"
    with pytest.raises(AdditionsRefused) as refused:
        taken(tmp_path, parts)
    (finding,) = refused.value.findings
    why = finding.values["why"]
    assert isinstance(why, Problem)
    assert (why.code, finding.values["file"]) == (code, "units.csv")
    assert not (tmp_path / "new").exists()


def test_units_of_a_pack_that_stand_in_a_circle_are_refused_by_name(tmp_path: Path) -> None:
    parts = da_nang()
    parts["units.csv"] += (
        b"N0001,2025-07-01,,,Mot,department,,N0002,2025-07-01\nN0002,2025-07-01,,,Hai,department,,N0001,2025-07-01\n"
    )
    with pytest.raises(AdditionsRefused) as refused:
        taken(tmp_path, parts)
    assert [each.code for each in refused.value.findings] == ["units_in_circle"]


def test_what_nobody_knows_in_a_pack_is_told_and_not_used(tmp_path: Path) -> None:
    parts = da_nang(weather="day,name\n2026-09-02,Quốc khánh\n", sectors="code,name,jont\nkhac,Khác,no\n")
    parts["procedures.csv"] = parts["procedures.csv"].splitlines(keepends=True)[0]
    account = offered_home(tmp_path / "new", written(tmp_path, parts)).additions.account
    unknown = {(column.sheet, column.name, column.meant) for column in account.of(ColumnState.UNKNOWN)}
    assert unknown == {("", "weather.csv", ""), ("sectors.csv", "jont", "joint")}


@pytest.mark.parametrize("lacking", ["units.csv", DESCRIPTION])
def test_a_pack_that_is_not_whole_is_refused(tmp_path: Path, lacking: str) -> None:
    parts = da_nang()
    if lacking == DESCRIPTION:
        parts[lacking] = b"{}"
    path = tmp_path / "x.zip"
    path.write_bytes(packed(parts)[:-40] if lacking == "units.csv" else packed(parts))
    with pytest.raises(PackUnreadable):
        offered(BUILT_IN, path, is_home=True)


def test_the_code_of_another_list_is_understood_and_never_taken_for_another_ward() -> None:
    assert BUILT_IN.find_unit("00073", TODAY).full_name == "Phường Cửa Nam"
    with pytest.raises(UnitAmbiguous) as refused:
        BUILT_IN.find_unit("00226", TODAY)
    assert refused.value.units == ("Phường Kim Liên", "Phường Văn Miếu - Quốc Tử Giám")
    assert BUILT_IN.find_unit("phường kim liên", TODAY).key.code == "00229"
    assert BUILT_IN.find_unit("UBND phường Văn Miếu - Quốc Tử Giám", TODAY).key.code == "00226"
    # before 2025 nobody else had it
    assert BUILT_IN.find_unit("00226", date(2024, 1, 1)).key.code == "00226"


def test_a_succession_of_a_pack_is_known(tmp_path: Path) -> None:
    parts = da_nang(
        successions="unit,valid_from,predecessor,predecessor_valid_from\n20195,2025-07-01,20242,2025-07-01\n"
    )
    catalogue = taken(tmp_path, parts)
    hai_van = catalogue.find_unit("20195", TODAY)
    assert [key.code for key in catalogue.predecessors(hai_van.key)] == ["20242"]


def test_a_campaign_carries_nothing_that_every_program_has_and_else_all_that_an_office_needs() -> None:
    ward = BUILT_IN.find_unit("00004", TODAY)
    assert carried(BUILT_IN, [ward.key]) == {}
    parts = province_pack(48)
    rows = list(csv.DictReader(io.StringIO(parts["units.csv"].decode())))
    assert {row["parent"] for row in rows} == {"48", ""}


def test_a_kept_pack_that_somebody_changed_is_told_and_leaves_the_station_open(tmp_path: Path) -> None:
    parts = da_nang()
    offer = offered_home(tmp_path / "new", written(tmp_path, parts))
    keep_home(tmp_path / "new", offer.content)
    assert read_kept(tmp_path / "new")[0].home.name == "da-nang"
    parts["units.csv"] = parts["units.csv"].replace(b"2025-07-01", b"2025-77-01")
    keep_home(tmp_path / "new", packed(parts))
    catalogue, trouble = read_kept(tmp_path / "new")
    assert catalogue == BUILT_IN
    assert isinstance(trouble, PackUnreadable)


def test_days_off_that_are_none_are_named_by_row_and_column(tmp_path: Path) -> None:
    place = "field,value\nzone,+07:00\nweekend,sat;holiday\n"
    days = "day,to,every_year,name\n2026-02-16,2026-02-10,no,Tết\n2026-12-31,2027-01-01,yes,Năm mới\nmai,,,Giỗ\n2026-01-01,,x,Tết\n"
    with pytest.raises(AdditionsRefused) as refused:
        taken(tmp_path, da_nang(place=place, holidays=days))
    found = [each.why.code for each in refused.value.findings if isinstance(each, PackCellWrong)]
    assert sorted(found) == ["addition_word_unknown", *["pack_holiday_wrong"] * 3, "pack_weekday_unknown"]


def test_the_days_off_of_the_country_come_with_the_pack_of_every_province(tmp_path: Path) -> None:
    assert taken(tmp_path, province_pack(48)).place.holidays == BUILT_IN.place.holidays
    assert taken(tmp_path, da_nang(holidays="day,name\n2026-03-29,Ngày riêng\n")).place.due(date(2026, 9, 2)) == date(
        2026, 9, 2
    )


@pytest.mark.parametrize("code", [1, 4, 56, 96])
def test_a_pack_of_a_province_is_taken_as_it_is_made(tmp_path: Path, code: int) -> None:
    catalogue = taken(tmp_path, province_pack(code))
    (top,) = (unit for unit in catalogue.units_valid_on(TODAY) if unit.level.code == "city")
    communes = [unit for unit in catalogue.units_valid_on(TODAY) if unit.level.code == "commune"]
    assert (top.key.code, top.level.merges) == (f"{code:02d}", True)
    assert communes
    assert {unit.parent for unit in communes} == {top.key}


@pytest.mark.nightly
def test_every_one_of_the_provinces_has_a_pack_that_is_taken(tmp_path: Path) -> None:
    packs = write_every_pack(tmp_path / "packs")
    assert len(packs) == len(province_codes()) == 34
    communes = 0
    for place, path in enumerate(packs):
        catalogue = offered_home(tmp_path / str(place), path).catalogue
        communes += sum(unit.level.code == "commune" for unit in catalogue.units_valid_on(TODAY))
    assert communes == 3321
