"""How the file is known with which an office's first computer sets up a further one."""

from __future__ import annotations

STATION_FILE = "sophieu-station"
"""What the file says under `kind`."""


def is_station_file(content: bytes) -> bool:
    """Whether these bytes begin as a station file does."""
    return content[:200].lstrip().startswith(b"{") and STATION_FILE.encode() in content[:100_000]
