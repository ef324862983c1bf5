"""What is no key of a station: bytes under which anybody may sign, and second ways to write one key."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from models.domain.basics.public_keys import is_public_key
from models.security import is_key, is_signed, keys_made_of, to_text, verify

NIL, TOP = "00" * 31, "ff" * 30
EIGHT = (
    f"01{NIL}",
    f"ec{TOP}7f",
    f"00{NIL}",
    f"{NIL}80",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
)
WRITTEN_OTHERWISE = (f"01{NIL[:-2]}80", f"ec{TOP}ff", f"ed{TOP}7f", f"ed{TOP}ff", f"ee{TOP}7f", f"ee{TOP}ff")
"""The same points once more: with the sign of a zero, or with a height that is not below the prime."""
PRIME = 2**255 - 19
ANYBODYS = bytes([1, *bytes(31)]) + bytes(32)
"""A signature that needs no secret: the neutral point and a zero."""


@pytest.mark.parametrize("written", [*EIGHT, *WRITTEN_OTHERWISE])
def test_no_point_of_small_order_is_a_key_however_it_is_written(written: str) -> None:
    key = bytes.fromhex(written)
    assert len(key) == 32
    assert not is_public_key(key)
    assert not is_key(to_text(key))
    assert not [n for n in range(64) if verify(key, ANYBODYS, b"%d" % n)]
    assert not is_signed(to_text(key), to_text(ANYBODYS), b"0")


def test_the_danger_is_real() -> None:
    """The library that verifies takes such a key: nobody's signature is true for whatever stands there."""
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(EIGHT[0])).verify(ANYBODYS, b"anything")


@pytest.mark.parametrize("height", [PRIME, PRIME + 2, PRIME + 18])
def test_a_height_that_is_not_below_the_prime_is_a_second_way_to_write_another_one(height: int) -> None:
    for sign in (0, 2**255):
        assert not is_public_key((height + sign).to_bytes(32, "little"))


@given(st.text(max_size=20))
def test_every_key_that_a_station_is_given_is_one(chance: str) -> None:
    keys = keys_made_of(chance)
    assert is_public_key(keys.public)
    assert is_key(to_text(keys.public))
    assert not is_public_key(keys.public[:-1])
    assert not is_key(f"{to_text(keys.public)}=")
