"""The one place where the program reads the clock, throws dice and looks where it runs; everything else is handed these."""

from __future__ import annotations

import getpass
import os
import secrets
import socket
from datetime import datetime

from models.store.holding import Holder


def now() -> datetime:
    """The moment, with its zone."""
    return datetime.now().astimezone()


def chance() -> str:
    """A fresh random word of 16 bytes, hex: for ids, seeds and salts."""
    return secrets.token_hex(16)


def holder(*, is_window: bool) -> Holder:
    """This program, as others are told who holds a folder."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = str(os.getpid())
    # asking Windows for more than its name goes through a service that may be slow, or never answer
    return Holder(user, socket.gethostname() or "?", now().isoformat(timespec="seconds"), os.getpid(), is_window)
