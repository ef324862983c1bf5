"""Which release of the program this is, for the footers of papers and the descriptors of files."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """The version of this program; `0` when it runs without having been installed."""
    try:
        return version("sophieu")
    except PackageNotFoundError:
        return "0"
