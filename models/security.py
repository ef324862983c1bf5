"""The keys of a station: Ed25519 signatures, and the short fingerprint that people compare by eye or phone."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from models.domain.problems import N_, Problem
from models.files import FileMissing, private_folder, read_bounded, write_whole

FILE_NAME = "station.key"
_KIND = "sophieu station key"
_LIMIT = 10_000


@dataclass(eq=False)
class KeysAlreadyThere(Problem):
    """A station keeps its keys for life; new ones would make it a stranger to its hub."""

    folder: Path

    says = N_("The folder {folder} already holds the keys of a station. Choose an empty folder for a new station.")


@dataclass(eq=False)
class KeysMissing(Problem):
    """No key file in the folder of the station."""

    folder: Path

    says = N_("The folder {folder} has no keys of a station. Set the station up first, or restore its backup.")


@dataclass(eq=False)
class KeysDamaged(Problem):
    """The key file is there and does not hold a pair of keys."""

    path: Path

    says = N_("The keys of this station in {path} are damaged. Restore them from the latest backup.")


@dataclass(eq=False)
class KeyTextInvalid(Problem):
    """A public key or a signature that is not written as ours are."""

    text: str

    says = N_('"{text}" is not a key or signature of a station. Copy it again, whole.')


@dataclass(frozen=True)
class StationKeys:
    """Both keys of this station; `public` (32 bytes) may go anywhere, the private one never leaves this object."""

    public: bytes
    private: bytes = field(repr=False)

    def sign(self, data: bytes) -> bytes:
        """The 64 bytes that only this station can make of `data`; the same for the same data."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.private).sign(data)


def new_keys(folder: Path) -> bytes:
    """Make the keys of a new station in `folder` (for its owner's eyes only) and return the public one.

    Refuses with `KeysAlreadyThere`, and as `write_whole` does.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path = private_folder(folder) / FILE_NAME
    if path.exists():
        raise KeysAlreadyThere(folder)
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    pair = {"kind": _KIND, "public": to_text(public), "private": to_text(private.private_bytes_raw())}
    write_whole(path, json.dumps(pair, indent=2).encode() + b"\n", private=True)
    return public


def load_keys(folder: Path) -> StationKeys:
    """The keys of the station in `folder`; refuses with `KeysMissing` or `KeysDamaged`."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path = folder / FILE_NAME
    try:
        pair = json.loads(read_bounded(path, _LIMIT))
        keys = StationKeys(public=from_text(pair["public"]), private=from_text(pair["private"]))
        derived = Ed25519PrivateKey.from_private_bytes(keys.private).public_key().public_bytes_raw()
    except FileMissing:
        raise KeysMissing(folder) from None
    except (Problem, ValueError, TypeError, KeyError, AttributeError, RecursionError) as refusal:
        raise KeysDamaged(path) from refusal
    if derived != keys.public:
        raise KeysDamaged(path)
    return keys


def verify(public: bytes, signature: bytes, data: bytes) -> bool:
    """Whether the holder of `public` signed exactly `data`; keys and signatures of a wrong length never verify."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """First half of the SHA-256 of a public key in groups of four hex digits: `3f09 a1c2 …` (eight groups)."""
    digits = hashlib.sha256(public).hexdigest()[:32]
    return " ".join(digits[start : start + 4] for start in range(0, 32, 4))


def to_text(content: bytes) -> str:
    """Keys and signatures as they stand in files: base64url without padding."""
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def from_text(text: str) -> bytes:
    """What `to_text` wrote, and nothing else; refuses with `KeyTextInvalid`."""
    try:
        content = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (binascii.Error, UnicodeError):
        content = b""
    # many spellings decode alike; only one of them is ours
    if not content or to_text(content) != text:
        raise KeyTextInvalid(text[:100])
    return content
