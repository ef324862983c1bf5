"""Which 32 bytes are a public key with which one may sign (Ed25519)."""

from __future__ import annotations

_PRIME = 2**255 - 19
_SIGN = 2**255
_OF_ORDER_8 = int.from_bytes(
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
)
_SMALL = frozenset({0, 1, _PRIME - 1, _OF_ORDER_8, _PRIME - _OF_ORDER_8})
"""The heights of the eight points of small order: under such a key anybody's signature is true for many contents."""


def is_public_key(content: bytes) -> bool:
    """Whether bytes may be a key: of the right length, the one way to write its point, and none of the eight of small order."""
    if len(content) != 32:
        return False
    height = int.from_bytes(content, "little") & (_SIGN - 1)
    return height < _PRIME and height not in _SMALL
