"""The one place where the program reads the clock and throws dice; everything else is handed both."""

from __future__ import annotations

import secrets
from datetime import datetime


def now() -> datetime:
    """The moment, with its zone."""
    return datetime.now().astimezone()


def chance() -> str:
    """A fresh random word of 16 bytes, hex: for ids, seeds and salts."""
    return secrets.token_hex(16)
