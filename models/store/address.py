"""Where the one base of a city's desks is: an address without a password, noted in the folder of each desk.

The folder of a desk holds everything that is this computer's alone: its keys, drafts, settings and copies. Which base it works in
stands there in one small file; without it the base is a file of the folder itself.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from models.domain.basics.problems import N_, Problem
from models.files import delete, private_folder, read_bounded, write_whole
from models.settings import data_folder

ADDRESS_FILE, BASE_FILE = "so-phieu.city", "so-phieu.sqlite"
SCHEME = "postgresql"
_LIMIT = 10_000
_PORT = 5432
_PROVEN, _SEALED = "verify-full", ("require", "verify-ca", "verify-full")
_OPTIONS = frozenset({"host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey"})


@dataclass(eq=False)
class AddressMalformed(Problem):
    """The address of a base does not say where it is, or says more than it may."""

    address: str
    code = "address_malformed"
    says = N_(
        "“{address}” is no address of a city's base. It looks like postgresql://user@host:5432/name, with sslmode or sslrootcert "
        "behind a question mark if need be."
    )


@dataclass(eq=False)
class PasswordInAddress(Problem):
    """An address is seen by everybody who looks over a shoulder or into a list of programs."""

    code = "password_in_address"
    says = N_(
        "The address of a base carries no password: others of this computer could read it. Leave it out, and write it into the file "
        "of passwords of PostgreSQL (~/.pgpass, on Windows %APPDATA%\\postgresql\\pgpass.conf), which only you may read."
    )


@dataclass(eq=False)
class AddressUnsealed(Problem):
    """What goes over the network could be read there."""

    host: str
    code = "address_unsealed"
    says = N_(
        "What goes to {host} would cross the network unsealed. Nothing was sent. Leave sslmode out of the address, or say "
        "sslmode=verify-full there; only a base on this computer needs no TLS."
    )


@dataclass(eq=False)
class DeskLeft(Problem):
    """The desk took its data home."""

    place: str
    folder: Path
    code = "desk_left"
    says = N_("This computer has left the base at {place}. Its data are in the folder “{folder}” now: open them there.")


@dataclass(frozen=True, slots=True)
class Address:
    """Who signs in where, on which base; `options` are further words of the address, in order."""

    user: str
    host: str
    port: int
    base: str
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_near(self) -> bool:
        """Whether nothing leaves this computer: a socket, or the computer's own network."""
        if not self.host or self.host.startswith("/") or self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def connecting(self) -> dict[str, object]:
        """What a connection is opened with; off this computer it is sealed, and the server proves who it is."""
        told: dict[str, object] = {"dbname": self.base, "port": self.port, **dict(self.options)}
        if self.host:
            told["host"] = self.host
        if self.user:
            told["user"] = self.user
        if not self.is_near:
            told.setdefault("sslmode", _PROVEN)
            if told["sslmode"] == _PROVEN:
                told.setdefault("sslrootcert", "system")
        return told

    @property
    def place(self) -> str:
        """The base, however one signs in to it: equal for two addresses of one base."""
        return f"{self.host or 'localhost'}:{self.port}/{self.base}"

    def __str__(self) -> str:
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        options = dict(self.options)
        host = self.host
        if host.startswith("/"):
            host, options = "", {"host": host, **options}
        elif ":" in host:
            host = f"[{host}]"
        port = "" if self.port == _PORT else f":{self.port}"
        asked = f"?{urlencode(options, safe='/')}" if options else ""
        return f"{SCHEME}://{user}{host}{port}/{quote(self.base, safe='')}{asked}"


def is_address(text: str) -> bool:
    """Whether a text means a base of a city and no folder."""
    return re.match(r"postgres(ql)?:/", text, re.IGNORECASE) is not None


def read_address(text: str) -> Address:
    """The address that a text says.

    Refuses one that says too little or too much (`AddressMalformed`), a password in it (`PasswordInAddress`) and an open way through
    the network (`AddressUnsealed`).
    """
    try:
        parts = urlsplit(text)
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
        port = int(options.pop("port", parts.port or _PORT))
    except ValueError as error:
        raise AddressMalformed(without_password(text)) from error
    if parts.password is not None or "password" in options:
        raise PasswordInAddress
    host = options.pop("host", "") or unquote(parts.hostname or "")
    base = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in {SCHEME, "postgres"} or not base or set(base) & {"/", "\0", '"'} or parts.fragment:
        raise AddressMalformed(without_password(text))
    if not set(options) <= _OPTIONS or not 0 < port < 65_536:
        raise AddressMalformed(without_password(text))
    address = Address(unquote(parts.username or ""), host, port, base, tuple(sorted(options.items())))
    if not address.is_near and options.get("sslmode", _PROVEN) not in _SEALED:
        raise AddressUnsealed(address.host)
    return address


def without_password(text: str) -> str:
    """What somebody typed as an address, without what would be a password in it."""
    text = re.sub(r"([?&])password=[^&]*&?", r"\1", text).rstrip("?&")
    return re.sub(r"([^/@:]*):[^/@]*@", r"\1@", text)


def folder_of_place(address: Address, *, within: Path | None = None) -> Path:
    """Where a desk in a base has its folder unless somebody chose another: in the user's data folder, named from the place of the base."""
    name = re.sub(r"[^a-z0-9]+", "-", address.place.lower()).strip("-")[-60:]
    digest = hashlib.sha256(address.place.encode()).hexdigest()[:8]
    return (within or data_folder()) / "cities" / f"{name}-{digest}"


def desk_folder(address: Address, *, within: Path | None = None) -> Path:
    """The folder of this user's desk in a base, made when missing, with the address noted in it.

    It is the user's data folder (`within`: another one) where that one's desk works in this base, else one in there.
    """
    top = within or data_folder()
    folder = top if _works_in(top, address) else folder_of_place(address, within=within)
    if (folder / BASE_FILE).is_file() and kept_address(folder) is None:
        raise DeskLeft(address.place, folder)
    note_address(folder, address)
    return folder


def _works_in(folder: Path, address: Address) -> bool:
    try:
        kept = kept_address(folder)
    except Problem:
        return False
    return kept is not None and kept.place == address.place


def folder_named(data: str | None) -> Path:
    """The folder that a person means by a path, by the address of a city's base, or by naming nothing."""
    if data is None:
        return data_folder()
    return desk_folder(read_address(data)) if is_address(data) else Path(data)


def forget_address(folder: Path) -> None:
    """Have the data of a folder in which no desk works yet be a file of the folder."""
    delete(folder / ADDRESS_FILE)


def note_address(folder: Path, address: Address) -> None:
    """Have the station of a folder live in a base of a city; the same again writes nothing."""
    if kept_address(folder) != address:
        private_folder(folder)
        write_whole(folder / ADDRESS_FILE, json.dumps({"address": str(address)}).encode() + b"\n", private=True)


def kept_address(folder: Path) -> Address | None:
    """Where the base of a folder's station is; None where it is a file of the folder.

    Refuses (`AddressMalformed`) a file that was changed and says no address any more.
    """
    file = folder / ADDRESS_FILE
    if not file.is_file():
        return None
    try:
        text = json.loads(read_bounded(file, _LIMIT))["address"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise AddressMalformed(str(file)) from error
    return read_address(str(text))
