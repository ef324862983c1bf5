"""Which release of the program this is."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def program_version() -> str:
    """The version as packages and footers name it; `0` when the program runs uninstalled."""
    try:
        return version("sophieu")
    except PackageNotFoundError:
        return "0"
