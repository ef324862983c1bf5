from __future__ import annotations

import csv
import unicodedata
from importlib.resources import files

import pytest

from models.catalogue import BUILT_IN
from models.domain.questionnaire.procedures import base_code

FILES = files("models.catalogue") / "ha-noi"


def test_codes_are_base_codes_and_stand_once() -> None:
    codes = [known.code for known in BUILT_IN.procedures]
    assert codes == [base_code(code) for code in codes]
    assert len(set(codes)) == len(codes) == 32


def test_a_local_suffix_does_not_hide_a_procedure() -> None:
    found = BUILT_IN.procedure("2.000815.000.00.00.H26")
    assert found is not None
    assert found.code == "2.000815"
    assert BUILT_IN.procedure("9.999999") is None
    assert BUILT_IN.procedure("khai sinh") is None


def test_every_procedure_has_a_known_sector_and_its_names_are_composed() -> None:
    known = {sector.code for sector in BUILT_IN.sectors}
    assert {entry.sector for entry in BUILT_IN.procedures} <= known
    assert all(entry.name == unicodedata.normalize("NFC", entry.name) for entry in BUILT_IN.procedures)


def test_joint_procedures_name_who_takes_part() -> None:
    joint = {entry.code: entry.participants for entry in BUILT_IN.procedures if entry.joint}
    assert joint == dict.fromkeys(("2.000986", "2.002622"), ("UBND cấp xã", "Công an", "Bảo hiểm xã hội"))
    assert not any(entry.participants for entry in BUILT_IN.procedures if not entry.joint)


def test_residence_belongs_to_the_police() -> None:
    registered = BUILT_IN.procedure("1.004222")
    assert registered is not None
    assert registered.level == "central"


def test_sectors_stand_once_and_the_last_is_other() -> None:
    assert (
        len({sector.code for sector in BUILT_IN.sectors})
        == len({sector.name for sector in BUILT_IN.sectors})
        == len(BUILT_IN.sectors)
    )
    assert BUILT_IN.sectors[-1].name == "Khác"
    joint = {sector.code for sector in BUILT_IN.sectors if sector.joint}
    assert {"dau_tu", "dat_dai", "dang_ky_kinh_doanh", "xay_dung", "tu_phap", "lao_dong", "nguoi_co_cong"} <= joint


@pytest.mark.parametrize("file", sorted(entry.name for entry in FILES.iterdir() if entry.name.endswith(".csv")))
def test_every_file_of_facts_names_its_source(file: str) -> None:
    sources = list(csv.DictReader(FILES.joinpath("sources.csv").read_text(encoding="utf-8").splitlines()))
    assert {source["standing"] for source in sources} <= {"checked", "background", "convention", "unsure"}
    assert file == "sources.csv" or any(source["file"] == file for source in sources)
