from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.basics.old_letters import LettersUnclear, OldCode, code_of, converted, has_lost_letters, is_syllable
from tests.builders.old_codes import in_double, in_tcvn3, in_vni

WORDS = (
    "Nguyễn",
    "Trần",
    "Thị",
    "Được",
    "Hộ tịch",
    "Chứng thực",
    "Đất đai",
    "Phường",
    "Quyết",
    "Mẫu",
    "Giữ gìn",
    "Khuếch",
)
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
WRITTEN = {OldCode.VNI: in_vni, OldCode.TCVN3: in_tcvn3, OldCode.DOUBLE: in_double}


@given(st.lists(TEXTS, min_size=1, max_size=8), st.sampled_from(list(OldCode)))
def test_a_column_in_one_old_code_is_known_and_comes_back(texts: list[str], code: OldCode) -> None:
    # a word alone may be a syllable in two codes
    texts = [f"Nguyễn {text}" for text in texts]
    column = [WRITTEN[code](text) for text in texts]
    assert code_of(column) is code
    assert [converted(text, code) for text in column] == texts


@given(st.lists(TEXTS, max_size=8))
def test_a_column_in_unicode_is_left_alone(texts: list[str]) -> None:
    assert code_of(texts) is None


def test_foreign_names_are_no_old_code() -> None:
    assert code_of(["Jörg Müller", "Hélène", "José", "Nguyễn Văn Mẫu"]) is None


def test_a_column_of_which_most_reads_well_as_it_stands_is_not_guessed() -> None:
    with pytest.raises(LettersUnclear):
        code_of([in_vni("Nguyễn Được Đất"), in_vni("Thị"), in_vni("Thị Thị")])


def test_two_codes_in_one_column_are_not_guessed() -> None:
    with pytest.raises(LettersUnclear):
        code_of([in_vni("Hộ tịch"), in_tcvn3("Chứng thực"), "Đất đai"])


@pytest.mark.parametrize("word", ["Nguyễn", "quýt", "giếng", "Krông", "khuya", "ương", "yêu", "ĐẮK"])
def test_syllables_of_vietnamese_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Nguyeãn", "tÞch", "töõng", "Müller", "mátt"])
def test_what_is_no_syllable_is_known_too(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("text", "is_lost"), [("H? t?ch", True), ("Nguy?n", True), ("Ai?", False), ("Hộ tịch", False), ("?", False)]
)
def test_question_marks_inside_words_are_lost_letters(text: str, is_lost: bool) -> None:  # noqa: FBT001 -- drawn
    assert has_lost_letters(text) is is_lost


def test_letters_of_which_no_code_makes_words_are_not_taken_for_names() -> None:
    with pytest.raises(LettersUnclear):
        code_of(["Nguyá» n VÄ\x83n A", "Tráº§ n Thá» B"])
    assert code_of(["Nhà 50m²", "Garçon & fils", "東京"]) is None
