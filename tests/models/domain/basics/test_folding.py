from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.basics.folding import alphabetical, folded, looks_vietnamese, search_key, squeezed, without_tones


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("thuý", "THÚY"),
        ("khoẻ", "khỏe"),
        ("Thủy", "thuỷ"),
        ("quý", "qúy"),
        ("Thuế", "thúê"),
        ("Hộ  tịch\n", " HỘ TỊCH"),
        ("Đất\u00a0đai", "đất đai"),
        ("Chứng\u200b thực", "chứng thực"),
        (unicodedata.normalize("NFD", "Bảo trợ xã hội"), "Bảo trợ xã hội"),
    ],
)
def test_spellings_of_one_name_fold_together(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("của", "cuả"), ("Hoa", "Hòa"), ("Đức", "Duc"), ("mía", "miá"), ("Hội", "Hối")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_a_search_without_tones_finds_the_name() -> None:
    assert "nguyen duc" in search_key("NGUYỄN  ĐỨC Hoà")
    assert without_tones("Đường Nguyễn Huệ") == "Duong Nguyen Hue"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert squeezed(squeezed(text)) == squeezed(text)
    assert search_key(search_key(text)) == search_key(text)


@given(st.text())
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))


def test_old_codes_read_as_latin_letters_do_not_look_vietnamese() -> None:
    assert not looks_vietnamese("M· hå s¬ | LÜnh vùc | Ngµy tr¶ kÕt qu¶")
    assert not looks_vietnamese("Maõ hoà sô | Lónh vöïc | Ngaøy traû keát quaû")
    assert looks_vietnamese("Mã hồ sơ – “Lĩnh vực” | Ngày trả kết quả…")
    assert looks_vietnamese("plain")


def test_words_stand_as_in_a_vietnamese_dictionary() -> None:
    ordered = ["2 tổ", "An", "Ăn", "Ấn", "Bảo", "Dũng", "Đất", "Hòa", "Hỏa", "Hóa", "Hoàng", "Yến", "Ý"]
    ordered = sorted(ordered, key=alphabetical)
    assert ordered == ["2 tổ", "An", "Ăn", "Ấn", "Bảo", "Dũng", "Đất", "Hòa", "Hỏa", "Hóa", "Hoàng", "Ý", "Yến"]
    assert alphabetical("HOÀ")[:2] == alphabetical("Hòa")[:2]
