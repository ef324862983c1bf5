"""A private server of PostgreSQL for the tests, and offices whose base lies there without any test having to say so."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from models.services.office.cities import move_to_city
from models.store.address import ADDRESS_FILE, BASE_FILE, Address, kept_address, note_address, read_address
from models.store.desks import city_base, keep_epoch

HOW_TO_GET = "PostgreSQL is not installed here (Debian: apt-get install postgresql), or psycopg is not (pip install 'psycopg[binary]')"
_MOVING: set[Path] = set()
_SETTINGS = [
    f"--{setting}"
    for setting in (
        "listen_addresses=",
        "fsync=off",
        "full_page_writes=off",
        "shared_buffers=64MB",
        "max_connections=60",
        "max_wal_size=2GB",
        "autovacuum=off",
        "wal_level=minimal",
        "max_wal_senders=0",
        "lc_messages=C",
    )
]
_DURABLE = ("--fsync=on", "--full_page_writes=on", "--autovacuum=on", "--shared_buffers=256MB")
_IS_ROOT = sys.platform != "win32" and os.geteuid() == 0
_AS_OTHER = ("setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups") if _IS_ROOT else ()
"""A server refuses to run as root."""


def programs() -> Path | None:
    """Where the programs of the newest PostgreSQL of this computer stand."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


def _open_folder() -> str | None:
    """Where another user than root may work too, as the folder of `./check` is not."""
    return next((place for place in ("/dev/shm", "/tmp") if os.access(place, os.W_OK)), None) if _AS_OTHER else None  # noqa: S108 -- a folder of its own is made there


@dataclass
class Server:
    """A server of its own in a temporary folder, on a socket that nobody else knows; it runs as another user than root."""

    folder: Path
    is_durable: bool = False
    process: subprocess.Popen[bytes] | None = None
    _numbers: count[int] = field(default_factory=lambda: count(1))
    moved: dict[str, str] = field(default_factory=dict)

    @classmethod
    def start(cls, *, is_durable: bool = False) -> Server:
        """Make and start one; half a second. Only one that `is_durable` writes as a server does whose data have to last.

        Where there is none, the test is not run and says how to get it.
        """
        if programs() is None or importlib.util.find_spec("psycopg") is None:
            pytest.skip(HOW_TO_GET)
        server = cls(Path(tempfile.mkdtemp(prefix="city", dir=_open_folder())), is_durable=is_durable)
        if _IS_ROOT:
            shutil.chown(server.folder, "nobody", "nogroup")
        server.run(
            "initdb", "-D", str(server.data), "-A", "trust", "-U", "chief", "-E", "UTF8", "--locale=C", "--no-sync"
        )
        server.go_on()
        return server

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def go_on(self) -> None:
        """Start it, also after it was killed; it ends with the process that started it, however that ends."""
        command = [
            *_AS_OTHER,
            "setpriv",
            "--pdeathsig",
            "QUIT",
            *self._program("postgres"),
            "-D",
            str(self.data),
            "-k",
            str(self.folder),
        ]
        patience = time.monotonic() + 30
        self.process = None
        while subprocess.run([*self._program("pg_isready"), "-q", "-h", str(self.folder)], check=False).returncode:
            assert time.monotonic() < patience, (self.folder / "log").read_text()
            if self.process is None or self.process.poll() is not None:
                # what was killed may still be on its way out and keep the new one from starting
                with (self.folder / "log").open("ab") as log:
                    settings = (*_SETTINGS, *(_DURABLE if self.is_durable else ()))
                    self.process = subprocess.Popen([*command, *settings], cwd="/", stdout=log, stderr=log)
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: as a shutdown of its computer does, or by whatever signal."""
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(30)

    def kill(self) -> None:
        """As a cut of the current ends it: no process of it does anything any more."""
        assert self.process is not None
        if sys.platform == "win32":
            raise NotImplementedError
        children = subprocess.run(["pgrep", "-P", str(self.process.pid)], check=False, capture_output=True, text=True)
        self.process.kill()
        for pid in children.stdout.split():
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        self.process.wait(30)

    def end(self) -> None:
        if sys.platform != "win32" and self.process is not None and self.process.poll() is None:
            self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _program(self, name: str) -> list[str]:
        place = programs()
        assert place is not None
        return [str(place / name)]

    def run(self, program: str, *words: str) -> str:
        """Run a program of PostgreSQL as the user of the server."""
        command = [*_AS_OTHER, *self._program(program), *words]
        done = subprocess.run(
            command, cwd="/", check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    def say(self, statement: str, *, base: str = "postgres", user: str = "chief") -> str:
        """Run a statement, as the chief of the server unless somebody else is named."""
        return self.run(
            "psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-h", str(self.folder), "-U", user, "-d", base, "-c", statement
        )

    def address(self, base: str, *, user: str = "chief") -> Address:
        return read_address(f"postgresql://{user}@/{base}?host={self.folder}")

    def new_base(self, template: str = "template0") -> Address:
        """An empty base, or a copy of another one."""
        name = f"city{next(self._numbers)}"
        # whoever works in it goes on with a new connection
        self.say(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template}'")
        self.say(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self.address(name)


def moved(server: Server, folder: Path) -> Address | None:
    """The address of a folder's base: one that is a file still goes to the server, and a copied folder gets a copy of its base."""
    if folder.name.endswith(".part") or not folder.is_dir():
        return kept_address(folder)
    if (folder / BASE_FILE).is_file() and not (folder / ADDRESS_FILE).is_file() and folder not in _MOVING:
        _move(server, folder)
    return kept_address(folder)


def copied(server: Server, source: Path, to: Path, *how: Any, **named: Any) -> Path:
    """As `shutil.copytree`, which does folder by folder; a station that is copied with its folder gets a copy of its base."""
    made = Path(_copytree(source, to, *how, **named))
    address = kept_address(made)
    if address is not None:
        _go_to(made, server.new_base(address.base))
    return made


def _go_to(folder: Path, address: Address) -> None:
    """Have the desk of a folder work in a copy of its base as if it had always been its own."""
    note_address(folder, address)
    with closing(city_base(address, desk="")) as city:
        if city.shape():
            keep_epoch(folder, city.epoch())


_copytree = shutil.copytree


def _move(server: Server, folder: Path) -> None:
    """Have the base of a folder go to the server; one whose like has gone there before is copied on the server."""
    content = (folder / BASE_FILE).read_bytes()
    log = folder / f"{BASE_FILE}-wal"
    if log.is_file() and log.stat().st_size:
        content += log.read_bytes()
    alike = hashlib.sha256(content).hexdigest()
    if alike not in server.moved:
        _MOVING.add(folder)
        address = server.new_base()
        move_to_city(folder, address, chance=alike).close()
        _MOVING.remove(folder)
        server.moved[alike] = address.base
    _go_to(folder, server.new_base(server.moved[alike]))
    for path in folder.glob(f"{BASE_FILE}*"):
        path.unlink()
