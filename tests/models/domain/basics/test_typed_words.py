"""What a person may give as a reason."""

from __future__ import annotations

import pytest

from models.domain.basics.typed_words import ReasonWithoutWords, reason_words, sentence


@pytest.mark.parametrize("strayed", ["10000126", "100001-26", " 154*? ", "5"])
def test_a_number_that_strayed_into_the_field_for_a_reason_is_refused(strayed: str) -> None:
    with pytest.raises(ReasonWithoutWords):
        reason_words(strayed)


@pytest.mark.parametrize("said", ["rách", "Thiếu 2 tờ", "QĐ 2766", "", "=1+1"])
def test_words_are_a_reason_whatever_digits_they_have(said: str) -> None:
    assert reason_words(f" {said} ") == said


@pytest.mark.parametrize("unseen", ["\u200b", " \u200b\u2060\ufeff ", "\u202e\u202c", "\u00ad\n\t"])
def test_signs_that_nobody_sees_are_nothing(unseen: str) -> None:
    assert sentence(unseen) == ""
    assert sentence(f" {unseen}Quyết định 12 ") != ""
