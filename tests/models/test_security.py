"""Keys are made once, kept private, found out when damaged; a signature holds for one key and one content."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.security import (
    KEY_FILE,
    KeysAlreadyThere,
    KeysDamaged,
    KeysMissing,
    KeyTextInvalid,
    fingerprint,
    from_text,
    is_signed,
    keys_made_of,
    load_keys,
    new_keys,
    to_text,
    verify,
)


def test_what_a_station_signed_verifies_with_its_public_key_only(tmp_path: Path) -> None:
    public = new_keys(tmp_path / "a", chance="1").public
    other = new_keys(tmp_path / "b", chance="2").public
    signature = load_keys(tmp_path / "a").sign(b"descriptor")
    plain = from_text(signature)
    assert verify(public, plain, b"descriptor")
    assert is_signed(to_text(public), signature, b"descriptor")
    assert not verify(public, plain, b"descriptor ")
    assert not verify(other, plain, b"descriptor")
    assert not verify(public, plain[:-1], b"descriptor")
    assert not verify(public[:-1], plain, b"descriptor")
    assert not is_signed("!", signature, b"descriptor")
    assert not is_signed(to_text(public), "", b"descriptor")


def test_one_word_of_chance_makes_one_pair_of_keys(tmp_path: Path) -> None:
    made = new_keys(tmp_path, chance="word")
    assert keys_made_of("word").private == made.private
    assert keys_made_of("other").public != made.public


def test_signing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    new_keys(tmp_path, chance="3")
    assert load_keys(tmp_path).sign(b"x") == load_keys(tmp_path).sign(b"x")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps files private by the user's folder, not by modes")
def test_the_private_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    new_keys(tmp_path / "station", chance="4")
    assert stat.S_IMODE((tmp_path / "station").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "station" / KEY_FILE).stat().st_mode) == 0o600


def test_the_private_key_is_not_shown_by_accident(tmp_path: Path) -> None:
    new_keys(tmp_path, chance="5")
    keys = load_keys(tmp_path)
    assert repr(keys.private) not in repr(keys)


def test_keys_are_never_replaced(tmp_path: Path) -> None:
    public = new_keys(tmp_path, chance="6").public
    with pytest.raises(KeysAlreadyThere):
        new_keys(tmp_path, chance="7")
    assert load_keys(tmp_path).public == public


def test_a_folder_without_keys_says_so(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing):
        load_keys(tmp_path)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"public": 1, "private": 2}', b"\xff\xfe", b"[" * 9000])
def test_damaged_keys_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / KEY_FILE).write_bytes(content)
    with pytest.raises(KeysDamaged):
        load_keys(tmp_path)


def test_a_pair_that_does_not_belong_together_is_refused(tmp_path: Path) -> None:
    first, second = new_keys(tmp_path / "a", chance="8").public, new_keys(tmp_path / "b", chance="9").public
    path = tmp_path / "a" / KEY_FILE
    path.write_text(path.read_text(encoding="utf-8").replace(to_text(first), to_text(second)), encoding="utf-8")
    with pytest.raises(KeysDamaged):
        load_keys(tmp_path / "a")


def test_a_fingerprint_is_eight_groups_of_four() -> None:
    assert fingerprint(bytes(32)) == "6668 7aad f862 bd77 6c8f c18b 8e9f 8e20"


@given(st.binary(min_size=1, max_size=100))
def test_text_of_a_key_reads_back(content: bytes) -> None:
    assert from_text(to_text(content)) == content


@given(st.text(max_size=50))
def test_any_other_text_is_refused_or_is_the_one_spelling(text: str) -> None:
    try:
        content = from_text(text)
    except KeyTextInvalid:
        return
    assert to_text(content) == text
