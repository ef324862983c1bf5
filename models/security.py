"""The keys of a station: Ed25519 signatures, age envelopes, and the short fingerprint that people compare by phone."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from models.domain.basics.problems import N_, Problem
from models.domain.basics.public_keys import is_public_key
from models.domain.basics.spoken_words import spoken
from models.domain.basics.units import UnitKey
from models.domain.book.certificates import Certificate, station_of
from models.files import FileMissing, open_to_others, private_folder, read_bounded, tighten, write_whole

KEY_FILE = "station.key"
_KIND = "sophieu station key"
_ENVELOPE = b"age-encryption.org/v1\n"
_LIMIT = 10_000


@dataclass(eq=False)
class KeysAlreadyThere(Problem):
    """A station keeps its keys for life; new ones would make it a stranger to its hub."""

    folder: Path

    code = "keys_already_there"
    says = N_("The folder {folder} already holds the keys of a station. Choose an empty folder for a new station.")


@dataclass(eq=False)
class KeysMissing(Problem):
    """No key file in the folder of the station."""

    folder: Path

    code = "keys_missing"
    says = N_("The folder {folder} has no keys of a station. Set the station up first, or restore its backup.")


@dataclass(eq=False)
class KeysDamaged(Problem):
    """The key file is there and does not hold a pair of keys."""

    path: Path

    code = "keys_damaged"
    says = N_("The keys of this station in {path} are damaged. Restore them from the latest backup.")


@dataclass(eq=False)
class KeyTextInvalid(Problem):
    """A public key or a signature that is not written as ours are."""

    text: str

    code = "key_text_invalid"
    says = N_('"{text}" is not a key or signature of a station. Copy it again, whole.')


@dataclass(eq=False)
class SealedForOther(Problem):
    """An envelope that the keys of this station do not open."""

    code = "sealed_for_other"
    says = N_(
        "This file is sealed for another computer, or was damaged on its way. "
        "Pass it on to its receiver, or ask the sender to send it again."
    )


@dataclass(frozen=True)
class StationKeys:
    """Both keys of this station; `public` (32 bytes) may go anywhere, the private one never leaves this object."""

    public: bytes
    private: bytes = field(repr=False)
    identity: str = field(default="", repr=False)
    """Opens what is sealed for this office (age, X25519): all its computers have the same one; may be empty."""

    @property
    def recipient(self) -> str:
        """The public name of `identity`: whoever knows it can seal for this station."""
        if not self.identity:
            return ""
        from pyrage import x25519

        return str(x25519.Identity.from_str(self.identity).to_public())

    def sign(self, data: bytes) -> str:
        """The signature that only this station can make of `data` (64 bytes, base64url); the same for the same data."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return to_text(Ed25519PrivateKey.from_private_bytes(self.private).sign(data))


def new_keys(folder: Path, *, chance: str, identity: str = "") -> StationKeys:
    """Make the keys of a new station and keep them in `folder`, for its owner's eyes only.

    `chance` is a word of 16 random bytes or more, of which they are made.

    `identity` is the office's, when another computer of it has one already; otherwise a new one is made.
    Refuses with `KeysAlreadyThere`, and as `write_whole` does.
    """
    from pyrage import x25519

    path = private_folder(folder) / KEY_FILE
    if path.exists():
        raise KeysAlreadyThere(folder)
    keys = keys_made_of(chance, _identity(identity) or str(x25519.Identity.generate()))
    pair = {"kind": _KIND, "public": to_text(keys.public), "private": to_text(keys.private), "sealing": keys.identity}
    write_whole(path, json.dumps(pair, indent=2).encode() + b"\n", private=True)
    tighten(folder)
    return keys


def keys_made_of(chance: str, identity: str = "") -> StationKeys:
    """The keys that a word of chance makes; the same for the same word."""
    private = hashlib.sha256(chance.encode()).digest()
    return StationKeys(public_of(private), private, identity)


def secret_made_of(chance: str) -> bytes:
    """The secret of which an office makes enrolment codes, made of a word of chance: 32 bytes, the same for the same word."""
    return hashlib.sha256(b"sophieu enrolment secret" + chance.encode()).digest()


def pin_digest(key: bytes, author: str, secret: str, salt: str) -> str:
    """What is kept of a PIN or of the words of a recovery sheet (hex): scrypt (RFC 7914) with N = 2¹⁵, r = 8, p = 1, about 0.1 s.

    A `key` that stands in no base goes into it, so that whoever holds a copy of the base, and not the key, can try nothing.
    """
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    keyed = hmac.new(key, f"sophieu pin\n{author}\n{secret}".encode(), hashlib.sha256).digest()
    return Scrypt(salt=salt.encode(), length=32, n=2**15, r=8, p=1).derive(keyed).hex()


def introducer(keys: StationKeys, book: int) -> StationKeys:
    """The keys that a station gives to the computer with this book, so that it can certify itself in the name of its office."""
    private = hashlib.sha256(b"sophieu introducer" + keys.private + bytes([book])).digest()
    return StationKeys(public_of(private), private)


def certified(unit: UnitKey, public: bytes, *, by: StationKeys) -> Certificate:
    """The certificate that the station with the key `public` stands in an office, signed by another one or by itself."""
    unsigned = Certificate(station_of(public), unit, to_text(public), station_of(by.public))
    return unsigned._replace(signature=by.sign(unsigned.said()))


def public_of(private: bytes) -> bytes:
    """The public key of a private one (32 bytes)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def keys_open_to_others(folder: Path) -> tuple[Path, ...]:
    """The key file and its folder, as far as other users of this computer may read them."""
    return tuple(path for path in (folder, folder / KEY_FILE) if open_to_others(path))


def load_keys(folder: Path) -> StationKeys:
    """The keys of the station in `folder`; refuses with `KeysMissing` or `KeysDamaged`."""
    path = folder / KEY_FILE
    try:
        pair = json.loads(read_bounded(path, _LIMIT))
        keys = StationKeys(from_text(pair["public"]), from_text(pair["private"]), _identity(pair.get("sealing", "")))
        derived = public_of(keys.private)
    except FileMissing:
        raise KeysMissing(folder) from None
    except (Problem, ValueError, TypeError, KeyError, AttributeError, RecursionError) as refusal:
        raise KeysDamaged(path) from refusal
    if derived != keys.public:
        raise KeysDamaged(path)
    return keys


def verify(public: bytes, signature: bytes, data: bytes) -> bool:
    """Whether the holder of `public` signed exactly `data`; what is no key (`is_public_key`) or too short never verifies."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if not is_public_key(public):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_signed(key: str, signature: str, data: bytes) -> bool:
    """`verify` of a key and a signature as they stand in files; what is not written so is no signature."""
    try:
        return verify(from_text(key), from_text(signature), data)
    except KeyTextInvalid:
        return False


def is_key(text: str) -> bool:
    """Whether a text is the public key of a station as files write it."""
    try:
        return is_public_key(from_text(text))
    except KeyTextInvalid:
        return False


@lru_cache(maxsize=4_000)
def is_still_signed(key: str, signature: str, data: bytes) -> bool:
    """`is_signed` of short texts that are asked about again and again, as hundreds of papers in a row do."""
    return is_signed(key, signature, data)


def fingerprint(public: bytes) -> str:
    """First half of the SHA-256 of a public key in groups of four hex digits: `3f09 a1c2 …` (eight groups)."""
    digits = hashlib.sha256(public).hexdigest()[:32]
    return " ".join(digits[start : start + 4] for start in range(0, 32, 4))


def fingerprint_digits(public: bytes) -> str:
    """The fingerprint as 39 decimal digits, for a QR code: a scanner types, and digits alone stay what they are."""
    return f"{int(fingerprint(public).replace(' ', ''), 16):039d}"


def fingerprint_words(public: bytes) -> str:
    """Six short words for a public key, to be compared by telephone: the first six bytes of its SHA-256."""
    return spoken(hashlib.sha256(public).digest()[:6])


def is_sealed(data: bytes) -> bool:
    """Whether these bytes are an age envelope."""
    return data.startswith(_ENVELOPE)


def is_recipient(text: str) -> bool:
    """Whether somebody can be sealed for under this name."""
    from pyrage import RecipientError, x25519

    try:
        return str(x25519.Recipient.from_str(text)) == text
    except RecipientError:
        return False


def seal_for(data: bytes, recipients: Iterable[str]) -> bytes:
    """An envelope that each of the recipients can open, and nobody else."""
    from pyrage import encrypt, x25519

    return bytes(encrypt(data, [x25519.Recipient.from_str(text) for text in sorted(set(recipients))]))


def unseal_with(data: bytes, keys: StationKeys) -> bytes:
    """What an envelope holds; refuses (`SealedForOther`) one for others, and one of which a byte was changed."""
    from pyrage import DecryptError, decrypt, x25519

    if not keys.identity:
        raise SealedForOther
    try:
        return bytes(decrypt(data, [x25519.Identity.from_str(keys.identity)]))
    except DecryptError as error:
        raise SealedForOther from error


def _identity(text: str) -> str:
    from pyrage import IdentityError, x25519

    if text:
        try:
            x25519.Identity.from_str(text)
        except IdentityError as error:
            raise ValueError(KEY_FILE) from error
    return text


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
