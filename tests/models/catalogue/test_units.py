from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
import vietnam_provinces

from models.catalogue import BUILT_IN, UnitNotValidOn, UnitUnknown
from models.domain.basics.units import Unit, UnitKey
from tests.builders.acts import CITY

COMMUNES_OF_MARCH_2025 = {
    "001": 13, "002": 18, "003": 8, "004": 13, "005": 8, "006": 17, "007": 15, "008": 14, "009": 9, "016": 26,
    "017": 24, "018": 17, "019": 10, "020": 16, "021": 13, "250": 17, "268": 15, "269": 13, "271": 29, "272": 18,
    "273": 16, "274": 20, "275": 17, "276": 20, "277": 30, "278": 20, "279": 27, "280": 23, "281": 20, "282": 20,
}  # fmt: skip
CODES_OF_THE_PACKAGE = {
    "Phường Cửa Nam": "00073",
    "Phường Bồ Đề": "00130",
    "Phường Long Biên": "00148",
    "Phường Cầu Giấy": "00167",
    "Phường Láng": "00187",
    "Phường Văn Miếu - Quốc Tử Giám": "00196",
    "Phường Kim Liên": "00226",
    "Phường Bạch Mai": "00277",
    "Phường Vĩnh Hưng": "00304",
    "Phường Tương Mai": "00313",
    "Phường Hoàng Mai": "00319",
    "Phường Yên Sở": "00331",
    "Phường Thanh Liệt": "00646",
    "Xã Đa Phúc": "00424",
    "Xã Thư Lâm": "00484",
    "Xã Bát Tràng": "00583",
    "Xã Yên Xuân": "04936",
    "Xã Liên Minh": "09793",
    "Xã Dương Hòa": "09838",
    "Xã Sơn Đồng": "09859",
    "Xã Kiều Phú": "09928",
    "Xã Phú Cát": "09922",
    "Xã Hạ Bằng": "10009",
    "Xã Tây Phương": "10006",
    "Xã Xuân Mai": "10018",
    "Xã Quảng Bị": "10084",
    "Xã Hòa Phú": "10108",
    "Xã Bình Minh": "10141",
    "Xã Đại Xuyên": "10333",
}
"""Where vietnam-provinces 2025.10.1 has another code than the statistics office published (see sources.csv)."""


def of_level(level: str, day: date) -> list[Unit]:
    return [unit for unit in BUILT_IN.units_valid_on(day) if unit.level.code == level]


@pytest.mark.parametrize(
    ("day", "by_label"),
    [
        (date(2017, 6, 1), {"Phường": 177, "Thị trấn": 21, "Xã": 386}),
        (date(2020, 2, 29), {"Phường": 177, "Thị trấn": 21, "Xã": 386}),
        (date(2020, 7, 1), {"Phường": 175, "Thị trấn": 21, "Xã": 383}),
        (date(2024, 12, 31), {"Phường": 175, "Thị trấn": 21, "Xã": 383}),
        (date(2025, 3, 1), {"Phường": 160, "Thị trấn": 21, "Xã": 345}),
        (date(2025, 7, 1), {"Phường": 51, "Xã": 75}),
        (date(2026, 9, 30), {"Phường": 51, "Xã": 75}),
    ],
)
def test_the_communes_of_a_day_are_as_many_as_the_official_lists_say(day: date, by_label: dict[str, int]) -> None:
    assert Counter(unit.label for unit in of_level("commune", day)) == by_label


def test_every_district_has_the_communes_of_march_2025() -> None:
    communes = of_level("commune", date(2025, 3, 1))
    assert Counter(unit.parent.code for unit in communes if unit.parent) == COMMUNES_OF_MARCH_2025


def test_the_thirty_districts_end_with_june_2025() -> None:
    districts = of_level("district", date(2025, 6, 30))
    assert Counter(unit.label for unit in districts) == {"Quận": 12, "Huyện": 17, "Thị xã": 1}
    assert of_level("district", date(2025, 7, 1)) == []


def test_no_commune_lives_on_both_sides_of_july_2025() -> None:
    last, first = date(2025, 6, 30), date(2025, 7, 1)
    assert not {unit.key for unit in of_level("commune", last)} & {unit.key for unit in of_level("commune", first)}


def test_every_commune_of_2025_re_uses_an_older_code() -> None:
    before = {unit.key.code: unit.full_name for unit in of_level("commune", date(2025, 6, 30))}
    now = of_level("commune", date(2025, 7, 1))
    assert all(unit.key.code in before for unit in now)
    assert sum(before[unit.key.code] != unit.full_name for unit in now) == 103


def test_one_code_names_another_ward_after_july_2025() -> None:
    assert BUILT_IN.find_unit("00004", date(2024, 5, 1)).full_name == "Phường Trúc Bạch"
    assert BUILT_IN.find_unit(" 00004 ", date(2025, 7, 1)).full_name == "Phường Ba Đình"


def test_a_renamed_commune_is_another_unit() -> None:
    old, new = BUILT_IN.find_unit("09733", date(2020, 2, 29)), BUILT_IN.find_unit("09733", date(2020, 3, 1))
    assert (old.name, old.valid_to) == ("Sen Chiểu", date(2020, 2, 29))
    assert (new.name, new.key.valid_from) == ("Sen Phương", date(2020, 3, 1))


def test_a_code_without_holder_on_the_day_names_its_holders() -> None:
    with pytest.raises(UnitNotValidOn) as refusal:
        BUILT_IN.find_unit("00001", date(2026, 1, 1))
    assert refusal.value.spans == "Phường Phúc Xá (01/08/2008–30/06/2025)"


@pytest.mark.parametrize("code", ["", "4", "99999", "S0001", "00004@2025-07-01"])
def test_a_code_that_nobody_ever_had_is_refused(code: str) -> None:
    with pytest.raises(UnitUnknown) as refusal:
        BUILT_IN.find_unit(code, date(2026, 1, 1))
    assert type(refusal.value) is UnitUnknown


def test_every_key_stands_for_one_office() -> None:
    assert len({unit.key for unit in BUILT_IN.units}) == len(BUILT_IN.units)
    assert all(BUILT_IN.unit_of_key(unit.key) == unit for unit in BUILT_IN.units)
    assert BUILT_IN.unit_of_key(UnitKey("00004", date(1999, 1, 1))) is None


def test_a_code_never_belongs_to_two_offices_on_one_day() -> None:
    for one, next_one in pairwise(sorted(BUILT_IN.units, key=lambda unit: unit.key)):
        if one.key.code == next_one.key.code:
            assert one.valid_to is not None
            assert one.valid_to < next_one.key.valid_from


def test_every_office_ends_after_it_began() -> None:
    assert all(unit.valid_to is None or unit.valid_to >= unit.key.valid_from for unit in BUILT_IN.units)


def test_every_superior_exists_while_the_office_does() -> None:
    for unit in BUILT_IN.units:
        if unit.parent is None:
            assert unit.key == CITY
            continue
        superior = BUILT_IN.unit_of_key(unit.parent)
        assert superior is not None, unit
        assert superior.key.valid_from <= unit.key.valid_from
        assert superior.valid_to is None or (unit.valid_to is not None and unit.valid_to <= superior.valid_to)


def test_names_are_composed_and_singly_spaced() -> None:
    for unit in BUILT_IN.units:
        for text in (unit.name, unit.label, unit.agency):
            assert text == " ".join(unicodedata.normalize("NFC", text).split())


def test_communes_sign_as_people_s_committees() -> None:
    assert BUILT_IN.find_unit("00004", date(2026, 1, 1)).agency == "UBND phường Ba Đình"
    assert BUILT_IN.find_unit("00376", date(2017, 2, 1)).agency == "UBND thị trấn Sóc Sơn"
    assert BUILT_IN.find_unit("269", date(2017, 2, 1)).agency == "UBND thị xã Sơn Tây"


def test_official_codes_are_digits_and_own_codes_begin_with_a_letter_of_serials() -> None:
    lengths = {"city": 2, "district": 3, "commune": 5}
    for unit in BUILT_IN.units:
        code = unit.key.code
        assert unit.own_code == (unit.level.code not in lengths)
        if unit.own_code:
            assert len(code) == 5
            assert code[0] in "BCGHKMNPQT"
            assert code[1:].isdecimal()
        else:
            assert code.isdecimal()
            assert len(code) == lengths[unit.level.code]


def test_the_departments_are_those_before_and_after_march_2025() -> None:
    assert len(of_level("department", date(2017, 6, 1))) == 21
    after = {unit.full_name for unit in of_level("department", date(2025, 3, 1))}
    assert len(after) == 16
    assert {"Sở Nông nghiệp và Môi trường", "Sở Dân tộc và Tôn giáo", "Thanh tra thành phố Hà Nội"} <= after
    assert not after & {"Sở Giao thông vận tải", "Sở Kế hoạch và Đầu tư", "Sở Ngoại vụ"}


def test_each_district_has_its_bodies_of_the_five_central_agencies() -> None:
    districts = {unit.key.code for unit in of_level("district", date(2017, 6, 1))}
    for letter in "TBCKH":
        agency = BUILT_IN.find_unit(f"{letter}0000", date(2017, 6, 1))
        bodies = BUILT_IN.children(agency.key, date(2017, 6, 1))
        assert {unit.key.code[2:] for unit in bodies} == districts
        assert {unit.level.code for unit in bodies} == {"central_district"}


def test_children_of_the_city_are_districts_first_and_communes_later() -> None:
    assert len(BUILT_IN.children(CITY, date(2025, 6, 30), level="district")) == 30
    assert BUILT_IN.children(CITY, date(2025, 6, 30), level="commune") == ()
    assert len(BUILT_IN.children(CITY, date(2025, 7, 1), level="commune")) == 126
    assert len(BUILT_IN.children(UnitKey("001", date(2008, 8, 1)), date(2025, 1, 1))) == 13


def test_the_communes_of_2025_are_those_of_an_independent_list() -> None:
    wards = vietnam_provinces.Ward.iter_by_province(vietnam_provinces.ProvinceCode.P_01)
    independent = {" ".join(ward.name.split()): f"{ward.code.value:05}" for ward in wards}
    ours = {unit.full_name: unit.key.code for unit in of_level("commune", date(2025, 7, 1))}
    assert {old_tone_place(name) for name in ours} == {old_tone_place(name) for name in independent}
    differing = {name: code for name, code in independent.items() if ours[name] != code}
    assert differing == CODES_OF_THE_PACKAGE


def old_tone_place(name: str) -> str:
    """`Hoà` and `Hòa` alike: the tone mark taken from the vowels and put after the word."""
    words = []
    for word in unicodedata.normalize("NFD", name).split():
        tones = [sign for sign in word if sign in "\u0300\u0301\u0303\u0309\u0323"]
        words.append("".join(sign for sign in word if sign not in tones) + "".join(tones))
    return " ".join(words)
